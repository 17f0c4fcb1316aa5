"""Two people, one person, or at once: who may release what they tabulated, and what the trail and the release say of it."""

import json
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from audit.models import AuditEntry
from competitions.models import Competition, Release, Round
from competitions.services import instant_release, releases, tabulation
from dancers.errors import RuleRefused
from dancers.models import User
from tests.factories import contest
from tests.factories.contest import Staff, actor_of

pytestmark = pytest.mark.django_db
THREE = [[[1, 1, 1], [2, 2, 2], [3, 3, 3]]]


@pytest.fixture
def staff() -> Staff:
    return contest.make_festival_with_staff()


def tabulated(staff: Staff, rule: str) -> Round:
    final = contest.make_finalists(contest.make_competition(staff.festival), THREE, release_rule=rule)
    tabulation.tabulate_round(actor=actor_of(staff.scrutineer), user=staff.scrutineer, round=final)
    return final


def release(competition: Competition, user: User, **fields: object) -> Release:
    digest = releases.preview(competition).digest
    arguments: dict[str, object] = {"actor": actor_of(user), "user": user, "expected_digest": digest, **fields}
    return releases.publish(competition=competition, **arguments)  # type: ignore[arg-type]


def told() -> dict[str, object]:
    """What the trail says of the one release."""
    detail: dict[str, object] = json.loads(AuditEntry.objects.get(action="release.published").detail_text)
    return detail


def test_two_who_tabulated_cannot_release_and_another_can(staff: Staff) -> None:
    final = tabulated(staff, "two")
    with pytest.raises(RuleRefused, match="waits for a second person"):
        release(final.competition, staff.scrutineer)
    assert not Release.objects.exists()

    found = release(final.competition, staff.chair)

    assert (found.rule, found.prepared_by, found.released_by) == ("two", staff.scrutineer, staff.chair)
    assert (told()["rule"], told()["prepared_by"]) == ("two", staff.scrutineer.pk)


def test_two_holds_in_the_database_whoever_writes(staff: Staff) -> None:
    found = release(tabulated(staff, "two").competition, staff.chair)
    copy = Release.objects.get(pk=found.pk)
    copy.pk, copy.number, copy.kind, copy.reason = None, 2, "corrected", "by hand"
    copy.released_by = copy.prepared_by

    with pytest.raises(IntegrityError, match="competitions_release_two_people"), transaction.atomic():
        Release.objects.bulk_create([copy])


def test_one_person_may_do_both_and_the_trail_says_so(staff: Staff) -> None:
    found = release(tabulated(staff, "one").competition, staff.scrutineer)

    assert (found.rule, found.prepared_by, found.released_by) == ("one", staff.scrutineer, staff.scrutineer)
    assert told()["rule"] == "one"


def test_at_once_closes_tabulates_and_releases_in_one_press(staff: Staff) -> None:
    final = contest.make_marked_round(contest.make_competition(staff.festival), THREE, release_rule="instant")

    found = instant_release.release_now(
        actor=actor_of(staff.scrutineer), user=staff.scrutineer, competition=final.competition
    )

    final.refresh_from_db()
    assert (final.status, found.rule, found.released_by) == ("closed", "instant", staff.scrutineer)
    acts = set(AuditEntry.objects.values_list("action", flat=True))
    assert {"round.closed", "round.tabulated", "release.published"} <= acts
    assert told()["rule"] == "instant"


@pytest.mark.parametrize("rule", ["two", "one"])
def test_other_rules_are_not_released_at_once(staff: Staff, rule: str) -> None:
    final = contest.make_marked_round(contest.make_competition(staff.festival), THREE, release_rule=rule)

    with pytest.raises(RuleRefused, match="not released at once"):
        instant_release.release_now(
            actor=actor_of(staff.scrutineer), user=staff.scrutineer, competition=final.competition
        )

    final.refresh_from_db()
    assert final.status == "open"


def test_second_press_of_at_once_releases_nothing_more(staff: Staff) -> None:
    final = contest.make_marked_round(contest.make_competition(staff.festival), THREE, release_rule="instant")
    act = {"actor": actor_of(staff.scrutineer), "user": staff.scrutineer, "competition": final.competition}
    instant_release.release_now(**act)  # type: ignore[arg-type]

    with pytest.raises(RuleRefused, match="released already"):
        instant_release.release_now(**act)  # type: ignore[arg-type]
    assert Release.objects.count() == 1


def test_trail_says_what_holds_a_release_back(staff: Staff) -> None:
    until = timezone.now() + timedelta(hours=1)
    release(tabulated(staff, "two").competition, staff.chair, embargo_until=until)
    assert (told()["until"], told()["for_ceremony"]) == (until.isoformat(), False)


def test_hour_of_a_release_that_was_replaced_cannot_be_lifted(staff: Staff) -> None:
    final = tabulated(staff, "one")
    first = release(final.competition, staff.chair, embargo_until=timezone.now() + timedelta(hours=1))
    part, places = final.parts.get(), final.round_entries.order_by("order")
    contest.put_row(final, places[0], part, [2, 2, 2])
    contest.put_row(final, places[1], part, [1, 1, 1])
    tabulation.tabulate_round(actor=actor_of(staff.scrutineer), user=staff.scrutineer, round=final)
    release(final.competition, staff.chair, reason="Swapped numbers.")

    with pytest.raises(RuleRefused, match="newer release"):
        releases.set_embargo(actor=actor_of(staff.chair), user=staff.chair, release=first, until=None)
