"""Releases: previewed, checked, released by two people, corrected, taken back."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from audit.models import AuditEntry
from competitions.models import Award, Competition, Release, Result, Round
from competitions.services import releases, rounds, tabulation, withdrawals
from dancers.errors import NotAllowed, RuleRefused
from dancers.models import AcademyManager
from notifications.models import Notice
from tests.factories import contest
from tests.factories.contest import Staff, actor_of

pytestmark = pytest.mark.django_db
FOUR = [[[1, 1, 2], [2, 3, 1], [3, 2, 3], [4, 4, 4]]]
SHARED = [[[1, 1, 1, 1], [2, 3, 2, 3], [3, 2, 3, 2], [4, 4, 4, 4]]]


@pytest.fixture
def staff() -> Staff:
    return contest.make_festival_with_staff()


def tabulated(staff: Staff, rows: list[list[list[int]]] = FOUR, **fields: Any) -> Round:
    competition = contest.make_competition(staff.festival, **fields)
    final = contest.make_finalists(competition, rows)
    tabulation.tabulate_round(actor=actor_of(staff.scrutineer), user=staff.scrutineer, round=final)
    return final


def release(staff: Staff, competition: Competition, **fields: Any) -> Release:
    arguments: dict[str, Any] = {
        "actor": actor_of(staff.chair),
        "user": staff.chair,
        "competition": competition,
        **fields,
    }
    return releases.publish(**{"expected_digest": releases.preview(competition).digest, **arguments})


def correct(staff: Staff, final: Round) -> None:
    """Judge A swaps the first two places."""
    first, second = final.round_entries.order_by("order")[:2]
    part = final.parts.get()
    contest.put_row(final, first, part, [2, 3, 2])
    contest.put_row(final, second, part, [1, 1, 1])
    third = final.round_entries.order_by("order")[2]
    contest.put_row(final, third, part, [3, 2, 3])
    tabulation.tabulate_round(actor=actor_of(staff.scrutineer), user=staff.scrutineer, round=final)


def test_preview_of_a_whole_final_lists_what_was_checked(staff: Staff) -> None:
    final = tabulated(staff, SHARED)
    contest.make_prize(final.competition, 15_000_00, 2)
    contest.make_prize(final.competition, 10_000_00, 3)

    shown = releases.preview(final.competition)

    assert shown.is_ready
    words = [check.words for check in shown.checks]
    assert words[0] == "4 of 4 sheets handed in and received"
    assert words[1] == "No open conflict, nothing late"
    assert words[2] == "4 entries: 4 placed"
    assert "panel is even" in words[3]
    assert "Place 2 is shared by No. 102, No. 103" in words[4]
    assert "2 × 12" in words[4]
    assert words[5].startswith("Recomputed, the same digest")


def test_ranking_of_a_shared_place_covers_a_range(staff: Staff) -> None:
    final = tabulated(staff, SHARED)

    rows = releases.preview(final.competition).ranking["rows"]

    assert [(row["place_from"], row["place_to"]) for row in rows] == [(1, 1), (2, 3), (2, 3), (4, 4)]


def test_ranking_without_gaps_when_the_competition_says_so(staff: Staff) -> None:
    final = tabulated(staff, SHARED, dense_places=True)

    rows = releases.preview(final.competition).ranking["rows"]

    assert [(row["place_from"], row["place_to"]) for row in rows] == [(1, 1), (2, 2), (2, 2), (3, 3)]


def test_release_by_the_one_who_tabulated_waits_for_a_second_person(staff: Staff) -> None:
    final = tabulated(staff)

    with pytest.raises(RuleRefused, match="second person"):
        release(staff, final.competition, user=staff.scrutineer, actor=actor_of(staff.scrutineer))
    assert not Release.objects.exists()
    made = release(staff, final.competition)
    assert (made.prepared_by, made.released_by, made.number) == (staff.scrutineer, staff.chair, 1)


@pytest.mark.parametrize("role", ["viewer", "registrar", "stranger"])
def test_release_by_the_wrong_role_is_not_allowed(staff: Staff, role: str) -> None:
    final = tabulated(staff)

    with pytest.raises(NotAllowed):
        release(staff, final.competition, user=getattr(staff, role))


def test_release_twice_says_who_did_it(staff: Staff) -> None:
    final = tabulated(staff)
    release(staff, final.competition)

    with pytest.raises(RuleRefused, match="released already: number 1, by chair"):
        release(staff, final.competition, user=staff.jury_secretary)
    assert Release.objects.count() == 1


def test_release_of_a_stale_preview_says_what_changed(staff: Staff) -> None:
    final = tabulated(staff)
    seen = releases.preview(final.competition).digest
    correct(staff, final)

    with pytest.raises(RuleRefused, match=r"has changed since\. Final was tabulated at .* \(result 2\)"):
        release(staff, final.competition, expected_digest=seen)
    assert not Release.objects.exists()


def test_release_after_a_mark_changed_without_tabulating_is_refused(staff: Staff) -> None:
    final = tabulated(staff)
    seen = releases.preview(final.competition).digest
    contest.put_row(final, final.round_entries.order_by("order")[0], final.parts.get(), [1, 1, 1])

    with pytest.raises(RuleRefused, match="have changed since it was tabulated"):
        release(staff, final.competition, expected_digest=seen)


def test_release_of_a_round_still_open_is_refused(staff: Staff) -> None:
    final = tabulated(staff)
    rounds.reopen_round(actor=actor_of(staff.chair), user=staff.chair, round=final, reason="late sheet")

    with pytest.raises(RuleRefused, match="still open for marks"):
        release(staff, final.competition)


def test_correction_is_a_new_number_with_its_reason(staff: Staff) -> None:
    final = tabulated(staff)
    first = release(staff, final.competition)
    correct(staff, final)

    with pytest.raises(RuleRefused, match="needs a reason"):
        release(staff, final.competition)
    second = release(staff, final.competition, reason="Judge A had swapped two numbers.")

    assert (second.number, second.kind, second.reason) == (2, "corrected", "Judge A had swapped two numbers.")
    assert Release.objects.get(pk=first.pk).ranking_text == first.ranking_text != second.ranking_text
    assert AuditEntry.objects.filter(action="release.corrected", subject_id=str(second.pk)).exists()


def test_release_replaces_only_the_awards_that_changed(staff: Staff) -> None:
    final = tabulated(staff)
    gold = contest.make_prize(final.competition, 100_00, 1)
    contest.make_prize(final.competition, 60_00, 2)
    bronze = contest.make_prize(final.competition, 40_00, 3)
    release(staff, final.competition)
    before = {award.prize_id: award for award in Award.objects.all()}
    correct(staff, final)
    release(staff, final.competition, reason="swapped")

    after = Award.objects.exclude(status="withdrawn")
    assert after.count() == 3
    assert after.get(prize=bronze).pk == before[bronze.pk].pk
    new = after.get(prize=gold)
    assert new.replaces_id == before[gold.pk].pk
    assert Award.objects.get(pk=before[gold.pk].pk).reason == "swapped"
    assert Award.objects.filter(status="withdrawn").count() == 2


def test_release_owes_one_letter_per_entry_and_one_per_prize(staff: Staff) -> None:
    academy = contest.make_academy()
    manager = contest.make_user(language="kk")
    AcademyManager.objects.create(user=manager, academy=academy)
    competition = contest.make_competition(staff.festival)
    final = contest.make_finalists(competition, FOUR)
    row = final.round_entries.order_by("order")[0]
    entry = row.source_rows.get().entry
    entry.participation = contest.make_participation(staff.festival, academy=academy)
    entry.save()
    contest.make_prize(competition, 100_00, 1)
    tabulation.tabulate_round(actor=actor_of(staff.scrutineer), user=staff.scrutineer, round=final)
    release(staff, competition)

    notice = Notice.objects.get(dedupe_key__endswith=f":entry:{entry.pk}")
    payload = json.loads(notice.payload_text)
    assert (payload["place"], payload["number"], notice.kind) == ("1", "101", "result_released")
    assert manager.email in notice.recipients_text
    assert Notice.objects.filter(kind="prize_awarded").count() == 1
    assert Notice.objects.filter(kind="result_released").exclude(dedupe_key__endswith=":told").count() == 4


def test_embargo_keeps_the_letters_until_it_passes(staff: Staff) -> None:
    final = tabulated(staff)
    made = release(staff, final.competition, embargo_until=timezone.now() + timedelta(hours=1))
    assert not Notice.objects.exists()
    assert releases.tell_due() == 0

    made.state.embargo_until = timezone.now() - timedelta(seconds=1)
    made.state.save()
    assert releases.tell_due() == 1
    assert Notice.objects.count() == 5
    assert releases.tell_due() == 0


def test_embargo_lifted_by_hand_tells_at_once(staff: Staff) -> None:
    final = tabulated(staff)
    made = release(staff, final.competition, embargo_until=timezone.now() + timedelta(hours=1))
    releases.set_embargo(actor=actor_of(staff.chair), user=staff.chair, release=made, until=None)

    assert Notice.objects.count() == 5
    with pytest.raises(RuleRefused, match="public already"):
        releases.set_embargo(actor=actor_of(staff.chair), user=staff.chair, release=made, until=timezone.now())


def test_retraction_needs_a_reason_and_happens_once(staff: Staff) -> None:
    final = tabulated(staff)
    made = release(staff, final.competition)
    arguments: dict[str, Any] = {"actor": actor_of(staff.chair), "user": staff.chair, "release": made}

    with pytest.raises(RuleRefused, match="Say why"):
        releases.retract(**arguments, reason="")
    releases.retract(**arguments, reason="A protest is being heard.")
    with pytest.raises(RuleRefused, match="taken back already"):
        releases.retract(**arguments, reason="again")
    again = release(staff, final.competition, reason="The protest was dismissed.")
    assert again.number == 2


def test_withdrawn_finalist_is_listed_without_a_place(staff: Staff) -> None:
    competition = contest.make_competition(staff.festival)
    final = contest.make_finalists(competition, FOUR)
    second = final.round_entries.order_by("order")[1]
    withdrawals.withdraw(
        actor=actor_of(staff.scrutineer), user=staff.scrutineer, round_entry=second, kind="withdrawal", reason="knee"
    )
    tabulation.tabulate_round(actor=actor_of(staff.scrutineer), user=staff.scrutineer, round=final)

    shown = releases.preview(competition)

    assert [(row["place_from"], row["status"]) for row in shown.ranking["rows"]] == [
        (1, "placed"),
        (2, "placed"),
        (3, "placed"),
        (None, "withdrawn"),
    ]
    assert "4 entries: 3 placed, No. 102 withdrawn" in [check.words for check in shown.checks]


def test_results_stay_as_they_were_when_tabulated_again(staff: Staff) -> None:
    final = tabulated(staff)
    again = tabulation.tabulate_round(actor=actor_of(staff.chair), user=staff.chair, round=final)

    assert again.tabulated_by == staff.scrutineer
    assert Result.objects.count() == 1
