"""Standings: computed from released results alone, stale when one changes, decided by the jury, released by two people."""

import io
import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from audit.models import AuditEntry
from competitions.models import Competition, EntryMember, Prize, Release, Result, Ruling, Standing
from competitions.scoring.check_file import verify
from competitions.selectors import prize_money, standing_documents, standing_rankings
from competitions.services import awards, releases, standing_rulings, standings
from dancers.errors import NotAllowed, RuleRefused
from dancers.models import AcademyManager
from events.models import FestivalSeries, Section
from notifications.models import Notice
from tests.factories import contest, families
from tests.factories import standings as factory
from tests.factories.contest import Staff, actor_of

pytestmark = pytest.mark.django_db
FOLK = [(9, 8), (7, 7), (6, 5)]
BALLET = [(8, 8), (9, 10), (5, 5)]


@pytest.fixture
def staff() -> Staff:
    return contest.make_festival_with_staff()


def make_grand_prix(staff: Staff, **fields: Any) -> Standing:
    folk = factory.make_judged(staff.festival, FOLK, title_en="Folk")
    ballet = factory.make_judged(staff.festival, BALLET, title_en="Ballet")
    return factory.make_standing(staff.festival, [folk, ballet], **fields)


def tabulate(staff: Staff, standing: Standing) -> Result:
    return standings.tabulate_standing(actor=actor_of(staff.scrutineer), user=staff.scrutineer, standing=standing)


def publish(staff: Staff, standing: Standing, **fields: Any) -> Release:
    given = {"expected_digest": releases.preview(standing).digest, **fields}
    return releases.publish_subject(actor=actor_of(staff.chair), user=staff.chair, subject=standing, **given)


def outcome(standing: Standing) -> dict[str, Any]:
    return dict(standing_rankings.outcome_of(standing_rankings.newest_result(standing)))


def test_grand_prix_is_the_best_score_among_first_places(staff: Staff) -> None:
    standing = make_grand_prix(staff)
    result = tabulate(staff, standing)
    ballet = Competition.objects.get(title_en="Ballet")
    winner = str(factory.entries_of(ballet)[1].pk)
    assert outcome(standing)["awards"] == {"all": [winner]}
    assert len(outcome(standing)["standings"]["all"]) == 2
    assert result.number == 1
    assert result.digest in AuditEntry.objects.get(action="standing.tabulated").detail_text


def test_stored_standing_verifies_as_the_same(staff: Staff) -> None:
    result = tabulate(staff, make_grand_prix(staff))
    document = {**json.loads(result.sheets_text), "outcome": json.loads(result.outcome_text), "digest": result.digest}
    assert verify(document).same


def test_the_same_releases_again_give_the_result_that_is_there(staff: Staff) -> None:
    standing = make_grand_prix(staff)
    assert tabulate(staff, standing).pk == tabulate(staff, standing).pk


def test_an_unreleased_competition_is_named(staff: Staff) -> None:
    standing = make_grand_prix(staff)
    waiting = contest.make_competition(staff.festival, title_en="Character dance")
    standing.members.create(competition=waiting, position=9)
    with pytest.raises(RuleRefused, match="Character dance has no released result yet"):
        tabulate(staff, standing)
    assert not standing.results.exists()


@pytest.mark.parametrize(
    ("held", "words"),
    [
        ({"embargo_until": timezone.now() + timedelta(hours=3)}, "closed to the public"),
        ({"retracted_at": timezone.now()}, "taken back"),
        ({"detail": "names"}, "names only"),
    ],
)
def test_a_result_that_is_held_back_is_not_counted(staff: Staff, held: dict[str, Any], words: str) -> None:
    standing = make_grand_prix(staff)
    folk = Competition.objects.get(title_en="Folk")
    factory.release_scores(folk, FOLK, **held)
    with pytest.raises(RuleRefused, match=f"Folk.*{words}|{words}.*Folk|Folk"):
        tabulate(staff, standing)
    assert words in " ".join(check.words for check in releases.preview(standing).checks)


def test_another_festivals_competition_is_refused(staff: Staff) -> None:
    standing = make_grand_prix(staff)
    foreign = factory.make_judged(contest.make_festival(), FOLK, title_en="Elsewhere")
    standing.members.create(competition=foreign, position=9)
    with pytest.raises(RuleRefused, match="Elsewhere does not belong"):
        tabulate(staff, standing)


def test_a_standing_of_a_section_counts_only_that_section(staff: Staff) -> None:
    section = Section.objects.create(festival=staff.festival, title_en="Folk day", position=1)
    inside = factory.make_judged(staff.festival, FOLK, section=section)
    outside = factory.make_judged(staff.festival, BALLET, title_en="Ballet")
    standing = factory.make_standing(staff.festival, [inside], section=section)
    assert tabulate(staff, standing).number == 1
    standing.members.create(competition=outside, position=2)
    with pytest.raises(RuleRefused, match="Ballet does not belong"):
        tabulate(staff, standing)


def test_a_standing_of_a_series_counts_its_other_festivals(staff: Staff) -> None:
    series = FestivalSeries.objects.create(slug="altyn", title_en="Altyn")
    other = contest.make_festival(series=series)
    staff.festival.series = series
    staff.festival.save(update_fields=["series"])
    here = factory.make_judged(staff.festival, FOLK)
    there = factory.make_judged(other, BALLET)
    standing = factory.make_standing(staff.festival, [here, there], series=series)
    assert len(json.loads(tabulate(staff, standing).sheets_text)["sources"]) == 2


def test_skating_has_no_score_to_compare_and_says_so(staff: Staff) -> None:
    standing = make_grand_prix(staff)
    folk = Competition.objects.get(title_en="Folk")
    factory.release_scores(folk, FOLK, detail="places")
    with pytest.raises(RuleRefused, match="compares figures that Folk does not publish"):
        tabulate(staff, standing)


def test_a_correction_makes_the_standing_stale_and_it_says_so(staff: Staff) -> None:
    standing = make_grand_prix(staff)
    tabulate(staff, standing)
    publish(staff, standing)
    assert standings.is_current(standing)
    factory.release_scores(Competition.objects.get(title_en="Folk"), [(10, 10), (7, 7), (6, 5)])
    assert not standings.is_current(standing)
    assert any(check.is_open and "changed since" in check.words for check in releases.preview(standing).checks)
    assert tabulate(staff, standing).number == 2
    corrected = publish(staff, standing, reason="Folk was corrected.")
    assert (corrected.kind, corrected.number) == ("corrected", 2)


def test_two_people_release_a_standing(staff: Staff) -> None:
    standing = make_grand_prix(staff)
    tabulate(staff, standing)
    digest = releases.preview(standing).digest
    with pytest.raises(RuleRefused, match="second person"):
        releases.publish_subject(
            actor=actor_of(staff.scrutineer), user=staff.scrutineer, subject=standing, expected_digest=digest
        )
    release = publish(staff, standing)
    assert (release.standing_id, release.competition_id, release.number) == (standing.pk, None, 1)
    assert (release.festival, release.title) == (staff.festival, standing.title)
    standing.refresh_from_db()
    assert standing.status == Standing.Status.FINISHED
    with pytest.raises(RuleRefused, match="released already"):
        publish(staff, standing)


def test_what_was_looked_at_must_be_what_stands(staff: Staff) -> None:
    standing = make_grand_prix(staff)
    tabulate(staff, standing)
    with pytest.raises(RuleRefused, match="what you looked at has changed"):
        publish(staff, standing, expected_digest="0" * 64)


def test_wrong_roles_do_nothing(staff: Staff) -> None:
    standing = make_grand_prix(staff)
    for user in (staff.viewer, staff.stranger):
        with pytest.raises(NotAllowed):
            standings.tabulate_standing(actor=actor_of(user), user=user, standing=standing)
        with pytest.raises(NotAllowed):
            releases.publish_subject(actor=actor_of(user), user=user, subject=standing, expected_digest="x")
        with pytest.raises(NotAllowed):
            standing_rulings.withhold_award(
                actor=actor_of(user), user=user, standing=standing, group="all", reason="No."
            )


def test_embargo_and_taking_back_work_as_for_a_competition(staff: Staff) -> None:
    standing = make_grand_prix(staff)
    tabulate(staff, standing)
    release = publish(staff, standing, embargo_until=timezone.now() + timedelta(hours=1))
    assert not Notice.objects.filter(subject_kind="release", subject_id=str(release.pk)).exists()
    releases.set_embargo(actor=actor_of(staff.chair), user=staff.chair, release=release, until=None)
    assert Notice.objects.filter(dedupe_key=f"release:{release.pk}:told").exists()
    releases.retract(actor=actor_of(staff.chair), user=staff.chair, release=release, reason="A wrong sheet.")
    release.state.refresh_from_db()
    assert release.state.retracted_at is not None


def test_the_chairs_vote_separates_who_is_level(staff: Staff) -> None:
    standing = make_grand_prix(staff)
    ballet, folk = Competition.objects.get(title_en="Ballet"), Competition.objects.get(title_en="Folk")
    factory.release_scores(folk, [(9, 10), (7, 7), (6, 5)])
    tabulate(staff, standing)
    level = [str(factory.entries_of(folk)[0].pk), str(factory.entries_of(ballet)[1].pk)]
    assert sorted(outcome(standing)["tied_at_line"]["all"]) == sorted(level)
    assert any("are level; the jury decides" in check.words for check in releases.preview(standing).checks)
    ruling = standing_rulings.decide_order(
        actor=actor_of(staff.chair),
        user=staff.chair,
        standing=standing,
        kind=Ruling.Kind.CASTING_VOTE,
        order=level[::-1],
        reason="The chair's vote.",
    )
    assert (ruling.competition_id, ruling.standing_id) == (None, standing.pk)
    assert not standings.is_current(standing)
    tabulate(staff, standing)
    assert outcome(standing)["awards"]["all"] == [level[1]]
    with pytest.raises(RuleRefused, match="not the ones who share a place"):
        standing_rulings.decide_order(
            actor=actor_of(staff.chair),
            user=staff.chair,
            standing=standing,
            kind=Ruling.Kind.CASTING_VOTE,
            order=level,
            reason="Again.",
        )
    standing_rulings.undo(
        actor=actor_of(staff.chair), user=staff.chair, standing=standing, ruling=ruling, reason="Not called for."
    )
    tabulate(staff, standing)
    assert "tied_at_line" in outcome(standing)


def test_a_withheld_grand_prix_is_given_to_nobody(staff: Staff) -> None:
    standing = make_grand_prix(staff)
    Prize.objects.create(standing=standing, kind="title", title_en="Grand Prix", place_from=1, place_to=1)
    tabulate(staff, standing)
    standing_rulings.withhold_award(
        actor=actor_of(staff.chair), user=staff.chair, standing=standing, group="all", reason="Below the level."
    )
    tabulate(staff, standing)
    assert outcome(standing)["awards"] == {"all": []}
    release = publish(staff, standing)
    assert not release.awards.exists()


def test_a_prize_of_a_standing_goes_to_its_winner_and_moves_with_a_correction(staff: Staff) -> None:
    standing = make_grand_prix(staff)
    prize = Prize.objects.create(
        standing=standing,
        kind="money",
        title_en="Grand Prix",
        place_from=1,
        place_to=1,
        on_offer_minor=100_00,
        currency="KZT",
    )
    folk, ballet = Competition.objects.get(title_en="Folk"), Competition.objects.get(title_en="Ballet")
    tabulate(staff, standing)
    publish(staff, standing)
    first = prize.awards.get()
    assert (first.entry_id, first.amount_minor) == (factory.entries_of(ballet)[1].pk, 100_00)
    assert awards.festival_of(prize) == staff.festival
    assert prize in prize_money.prizes_of_festival(staff.festival.pk)
    factory.release_scores(folk, [(10, 10), (7, 7), (6, 5)])
    tabulate(staff, standing)
    publish(staff, standing, reason="Folk was corrected.")
    first.refresh_from_db()
    second = prize.awards.exclude(pk=first.pk).get()
    assert (first.status, second.replaces_id, second.entry_id) == (
        "withdrawn",
        first.pk,
        factory.entries_of(folk)[0].pk,
    )


def test_best_academy_counts_its_best_entries_and_wins_as_an_academy(staff: Staff) -> None:
    academy = contest.make_academy("Samruk")
    folk = factory.make_judged(staff.festival, FOLK)
    for entry in factory.entries_of(folk)[:2]:
        entry.academy = academy
        entry.save(update_fields=["academy"])
    params = {"method": "academies", "on": "score", "best_of": 2, "aggregate": "mean", "count": 1}
    standing = factory.make_standing(staff.festival, [folk], "standing_academy", params=params)
    Prize.objects.create(standing=standing, kind="object", title_en="Cup", place_from=1, place_to=1)
    tabulate(staff, standing)
    release = publish(staff, standing)
    assert outcome(standing)["awards"] == {"all": [str(academy.pk)]}
    assert release.awards.get().academy == academy


def test_combined_competitions_know_the_same_dancers_again(staff: Staff) -> None:
    latin = factory.make_judged(staff.festival, [(9, 9), (8, 8)])
    standard = factory.make_judged(staff.festival, [(7, 7), (8, 8)])
    for one, other in zip(factory.entries_of(latin), factory.entries_of(standard), strict=True):
        EntryMember.objects.filter(entry=other).update(person=factory.dancer_of(one))
    standing = factory.make_standing(staff.festival, [latin, standard], "standing_combined")
    tabulate(staff, standing)
    first, second = (str(entry.pk) for entry in factory.entries_of(latin))
    assert outcome(standing)["standings"]["all"] == {first: [1, 2], second: [1, 2]}
    ranking = standing_rankings.compile_ranking(standing, standing_rankings.newest_result(standing))
    assert [len(row["entries"]) for row in ranking["rows"]] == [2, 2]


def test_combined_needs_two_competitions(staff: Staff) -> None:
    latin = factory.make_judged(staff.festival, FOLK)
    with pytest.raises(RuleRefused, match="needs two at least"):
        tabulate(staff, factory.make_standing(staff.festival, [latin], "standing_combined"))


def test_small_groups_are_left_out_and_told(staff: Staff) -> None:
    juniors = factory.make_judged(staff.festival, [(9, 9), (8, 8), (7, 7), (6, 6)], division_en="Juniors")
    adults = factory.make_judged(staff.festival, FOLK, division_en="Adults")
    standing = factory.make_standing(staff.festival, [juniors, adults], "standing_best")
    tabulate(staff, standing)
    assert outcome(standing)["left_out"] == ["Adults / – / solo"]
    assert any("Adults, solo has too few entries" in check.words for check in releases.preview(standing).checks)


def test_best_of_a_criterion(staff: Staff) -> None:
    standing = make_grand_prix(staff)
    other = factory.make_standing(
        staff.festival,
        list(standing.competitions.all()),
        "standing_criterion",
        params={"method": "best", "on": "criterion", "criterion": "Artistry", "by": [], "count": 1},
    )
    tabulate(staff, other)
    ballet = Competition.objects.get(title_en="Ballet")
    assert outcome(other)["awards"]["all"] == [str(factory.entries_of(ballet)[1].pk)]


def test_create_standing_writes_it_whole_or_not_at_all(staff: Staff) -> None:
    folk = factory.make_judged(staff.festival, FOLK)
    given: dict[str, Any] = {
        "actor": actor_of(staff.owner),
        "user": staff.owner,
        "festival": staff.festival,
        "titles": {"en": "Grand Prix", "ru": "Гран-при", "kk": "Гран-при"},
        "slug": "grand-prix",
        "preset": "standing_grand_prix",
        "competitions": [folk],
    }
    standing = standings.create_standing(**given)
    assert standing_documents.ruleset_of(standing)["params"]["max_place"] == 1
    with pytest.raises(RuleRefused, match="taken by another standing"):
        standings.create_standing(**given)
    with pytest.raises(RuleRefused, match="no ruleset of a standing"):
        standings.create_standing(**{**given, "slug": "x", "preset": "skating"})
    foreign = factory.make_judged(contest.make_festival(), FOLK)
    with pytest.raises(RuleRefused, match="does not belong"):
        standings.create_standing(**{**given, "slug": "x", "competitions": [foreign]})
    with pytest.raises(NotAllowed):
        standings.create_standing(**{**given, "slug": "x", "user": staff.viewer})
    assert Standing.objects.count() == 1


def test_only_those_honoured_get_a_letter(staff: Staff) -> None:
    standing = make_grand_prix(staff)
    tabulate(staff, standing)
    release = publish(staff, standing)
    winner = factory.entries_of(Competition.objects.get(title_en="Ballet"))[1]
    told = Notice.objects.filter(dedupe_key__startswith=f"release:{release.pk}:entry:")
    assert [row.dedupe_key for row in told] == [f"release:{release.pk}:entry:{winner.pk}"]
    assert f"/standings/{standing.slug}/" in told.get().payload_text


def test_the_managers_of_the_best_academy_get_a_letter(staff: Staff) -> None:
    academy = contest.make_academy("Samruk")
    manager = contest.make_user()
    AcademyManager.objects.create(academy=academy, user=manager)
    folk = factory.make_judged(staff.festival, FOLK)
    for entry in factory.entries_of(folk)[:2]:
        entry.academy = academy
        entry.save(update_fields=["academy"])
    params = {"method": "academies", "on": "score", "best_of": 2, "aggregate": "mean", "count": 1}
    standing = factory.make_standing(staff.festival, [folk], "standing_academy", params=params)
    tabulate(staff, standing)
    release = publish(staff, standing)
    notice = Notice.objects.get(dedupe_key=f"release:{release.pk}:academy:{academy.pk}")
    assert json.loads(notice.payload_text)["place"] == "1"


def test_audit_results_recomputes_standings_and_names_what_is_not_theirs(staff: Staff) -> None:
    standing = make_grand_prix(staff)
    tabulate(staff, standing)
    publish(staff, standing)
    out = io.StringIO()
    call_command("audit_results", stdout=out)
    assert "3 results recomputed" in out.getvalue()
    foreign = factory.make_judged(contest.make_festival(), FOLK)
    standing.members.create(competition=foreign, position=9)
    with pytest.raises(CommandError, match="1 competitions are in a standing that is not theirs"):
        call_command("audit_results", stdout=out, stderr=out)


def test_a_konkurs_judged_by_points_feeds_the_grand_prix_with_its_scores() -> None:
    params = {"criteria": [{"id": "mark", "min": 1, "max": 10, "step": "0.5"}]}
    floor = families.open_floor("konkurs_threshold", entries=3, letters="ABC", params=params)
    for letter in "ABC":
        for number, mark in {1: "8.5", 2: "9.5", 3: "5"}.items():
            floor.mark(letter, number, mark)
    floor.hand_in()
    floor.tabulate()
    chair = floor.staff.chair
    digest = releases.preview(floor.competition).digest
    releases.publish(actor=actor_of(chair), user=chair, competition=floor.competition, expected_digest=digest)
    standing = factory.make_standing(floor.staff.festival, [floor.competition])
    tabulate(floor.staff, standing)
    winner = floor.entries[2].source_rows.get().entry
    assert outcome(standing)["awards"] == {"all": [str(winner.pk)]}
    row = standing_rankings.compile_ranking(standing, standing_rankings.newest_result(standing))["rows"][0]
    assert (row["entry"], row["total"]) == (winner.pk, "9.5")
    assert publish(floor.staff, standing).number == 1
