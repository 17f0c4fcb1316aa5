"""Who goes on by each cut, ties at the line, drawing anew, seeded entries: from Results and rulings as they are stored."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
from django.utils import timezone

from competitions.models import Competition, Entry, Result, Round, RoundEntry, RoundLink, Ruling
from competitions.selectors import advancing, carried, goes_on, rankings
from competitions.services import advancing as advancing_service
from competitions.services import late_starts, lines, rounds, withdrawals
from dancers.errors import NotAllowed, RuleRefused
from tests.competitions.shapes.contest_day import Day, change_link, make_day, set_wanted
from tests.factories import contest
from tests.factories.contest import actor_of

pytestmark = pytest.mark.django_db
RANKS = {1: 1, 2: 2, 3: 2, 4: 2, 5: 5, 6: 6}


def make_ranked(entries: int = 6) -> tuple[Round, dict[int, RoundEntry]]:
    """A closed placing round with entries No. 1.. and a planned round behind it."""
    competition = contest.make_competition()
    row = contest.make_round(competition, kind="ranked", status="closed")
    places = {
        number: contest.make_round_entry(row, entry)
        for number, entry in enumerate(contest.make_entries(competition, range(1, entries + 1)), 1)
    }
    return row, places


def link_to(row: Round, cut: str, value: int | None = None, **more: Any) -> RoundLink:
    after = contest.make_round(row.competition)
    return RoundLink.objects.create(from_round=row, to_round=after, cut=cut, value_from=value, **more)


def store(row: Round, places: Mapping[int, RoundEntry], **outcome: Mapping[int, Any]) -> Result:
    """A Result that says this, by number."""
    values = {name: {str(places[n].pk): value for n, value in rows.items()} for name, rows in outcome.items()}
    return Result.objects.create(
        round=row,
        number=row.results.count() + 1,
        engine="points:mean",
        sheets_text="{}",
        outcome_text=json.dumps(values),
        digest="0" * 64,
        tabulated_by=contest.make_user(),
        at=timezone.now(),
    )


def gone_on(row: Round, places: Mapping[int, RoundEntry]) -> list[tuple[list[int], list[int]]]:
    """By each link: the numbers that go on, and those tied at a line that nobody decided."""
    numbers = {place.pk: number for number, place in places.items()}
    found = advancing.going_on(row, advancing.newest_result(row))
    return [(sorted(numbers[p] for p in one.entries), sorted(numbers[p] for p in one.tied)) for one in found]


@pytest.mark.parametrize(
    ("cut", "value", "more", "goes", "tied"),
    [
        ("all", None, {}, [1, 2, 3, 4, 5, 6], []),
        ("count", 4, {}, [1, 2, 3, 4], []),
        ("count", 3, {"ties": "in"}, [1, 2, 3, 4], []),
        ("count", 3, {"ties": "out"}, [1], []),
        ("count", 3, {"ties": "ask"}, [1], [2, 3, 4]),
        ("count", 99, {}, [1, 2, 3, 4, 5, 6], []),
        ("percent", 60, {}, [1, 2, 3, 4], []),  # 3.6 of six: four
        ("percent", 75, {}, [1, 2, 3, 4, 5], []),  # 4.5 of six: five
        ("places", 5, {"value_to": 6}, [5, 6], []),
        ("places", 2, {"value_to": 3, "ties": "in"}, [2, 3, 4], []),
        ("threshold", 80, {}, [1, 2, 3, 4], []),
    ],
)
def test_cut(cut: str, value: int | None, more: dict[str, Any], goes: list[int], tied: list[int]) -> None:
    row, places = make_ranked()
    link_to(row, cut, value, **more)
    store(row, places, ranks=RANKS, scores={1: "92.5", 2: "80.00", 3: "80", 4: "80.0", 5: "79.99", 6: "3"})

    assert gone_on(row, places) == [(goes, tied)]


def test_tie_at_the_first_place_waits_although_the_link_says_out() -> None:
    row, places = make_ranked(2)
    link_to(row, "count", 1, ties="out")
    store(row, places, ranks={1: 1, 2: 1})

    assert gone_on(row, places) == [([], [1, 2])]


def test_several_links_share_the_field_and_the_rest_waits_for_the_others() -> None:
    row, places = make_ranked()
    main = link_to(row, "count", 3, ties="ask")
    link_to(row, "places", 4, value_to=5, ties="in")
    link_to(row, "rest")
    store(row, places, ranks=RANKS)
    assert gone_on(row, places)[0] == ([1], [2, 3, 4])
    assert not advancing.going_on(row, advancing.newest_result(row))[2].is_ready

    change_link(main, ties="out")
    assert gone_on(row, places) == [([1], []), ([2, 3, 4, 5], []), ([6], [])]


def test_a_decision_holds_only_for_the_same_tie() -> None:
    row, places = make_ranked()
    link = link_to(row, "count", 3, ties="ask")
    store(row, places, ranks=RANKS)
    payload = {"links": {str(link.pk): {"recall": "all", "tied": [str(places[n].pk) for n in (2, 3, 4)]}}}
    Ruling.objects.create(
        competition=row.competition,
        round=row,
        kind="recall_line",
        payload_text=json.dumps(payload),
        reason="all fit",
        decided_by=contest.make_user(),
        decided_at=timezone.now(),
    )
    assert gone_on(row, places) == [([1, 2, 3, 4], [])]
    [path] = goes_on.paths_of(row, advancing.newest_result(row))
    assert path.preview == "4 of 6 go on; tie at the line: 3 entries"
    assert (path.cut, path.tied) == ("the best 3", "No. 2, No. 3, No. 4")

    store(row, places, ranks={**RANKS, 4: 4})
    assert gone_on(row, places) == [([1, 2, 3], [])]
    store(row, places, ranks={**RANKS, 2: 1, 3: 3, 4: 3})
    assert gone_on(row, places) == [([1, 2], [3, 4])]


def test_carried_scores_name_round_weight_and_exact_score() -> None:
    row, places = make_ranked(2)
    link = link_to(row, "all", carry="weight", weight_num=1, weight_den=3)
    store(row, places, scores={1: "8.33", 2: "7.00"}, ranks={1: 1, 2: 2})
    result = row.results.get()
    outcome = json.loads(result.outcome_text)
    outcome["reasons"] = [{"kind": "score", "entries": [str(places[1].pk)], "exact": "25/3"}]
    Result.objects.create(
        round=row,
        number=2,
        engine=result.engine,
        sheets_text="{}",
        outcome_text=json.dumps(outcome),
        digest="1" * 64,
        tabulated_by=result.tabulated_by,
        at=timezone.now(),
    )
    entries = {number: place.source_rows.get().entry for number, place in places.items()}
    after = {number: contest.make_round_entry(link.to_round, entry) for number, entry in entries.items()}

    assert carried.carried_into(link.to_round) == {
        after[1].pk: [{"from": str(row.pk), "score": "25/3", "weight": [1, 3]}],
        after[2].pk: [{"from": str(row.pk), "score": "7.00", "weight": [1, 3]}],
    }
    change_link(link, carry="none")
    assert carried.carried_into(link.to_round) == {}


def test_points_tied_at_the_line_wait_for_the_chair_and_the_decision_is_in_the_result() -> None:
    day = make_day("hhi-crews", 4)
    change_link(day.link(1, 2), value_from=2, ties="ask")
    day.seat(1, letters="ABCD")
    first = day.dance(1, {1: 9, 2: 8, 3: 8, 4: 1})
    with pytest.raises(RuleRefused, match="the chair decides first"):
        day.draw(1)
    with pytest.raises(NotAllowed):
        lines.decide_line(**day.who(day.staff.registrar), link=day.link(1, 2), recall="all", reason="x")
    day.decide(1, 2, "none")
    day.draw(1)

    second = day.round(1).results.get(number=2)
    assert first.digest != second.digest
    assert '"recall":"none"' in second.sheets_text
    assert day.standing(2) == ["1"]
    day.decide(1, 2, "all")
    assert "was drawn before" in rounds.stale_reason(day.round(2))
    day.draw(1)
    assert day.standing(2) == ["1", "2", "3"]


def drawn_semi() -> Day:
    """Five of six are called back, tabulated and drawn."""
    day = make_day("recall-and-final", 6)
    set_wanted(day.round(1), 3)
    day.seat(1)
    day.dance(1, [1, 2, 3, 4, 5, 6])
    day.draw(1)
    return day


def test_drawing_again_keeps_who_stays_and_tells_of_a_decision_about_who_leaves() -> None:
    day = drawn_semi()
    kept = {row.pk for row in day.round(2).round_entries.filter(order__lte=2)}
    third = day.round(2).round_entries.get(order=3)
    withdrawals.withdraw(**day.who(), round_entry=third, kind="withdrawal", reason="hurt")
    withdrawals.withdraw(
        **day.who(), round_entry=day.round(1).round_entries.get(order=3), kind="withdrawal", reason="hurt"
    )
    set_wanted(day.round(1), 2)
    row = day.round(1)
    row.crosses_max = 3
    row.save(update_fields=["crosses_max"])
    day.tabulate(1)

    told = day.draw(1)
    assert told == ["No. 3 is no longer in Final; the decision that was made about it there is kept."]
    assert {place.pk for place in day.round(2).round_entries.filter(via_link__isnull=False)} == kept
    assert day.standing(2) == ["1", "2"]
    assert third.rulings.exists()
    aside = RoundEntry.objects.get(pk=third.pk)
    assert (aside.status, aside.via_link_id) == ("withdrawn", None)
    rows = {row["round_entry"] for row in day.rows()}
    assert aside.pk not in rows  # nobody stands there for the ranking

    withdrawals.reinstate(
        **day.who(day.staff.chair), round_entry=day.round(1).round_entries.get(order=3), reason="well"
    )
    set_wanted(day.round(1), 3)
    day.tabulate(1)
    assert day.draw(1) == []
    aside.refresh_from_db()
    assert (aside.status, aside.via_link_id) == ("withdrawn", day.link(1, 2).pk)  # its own withdrawal still stands


def test_drawing_twice_changes_nothing_and_an_open_round_is_left_alone() -> None:
    day = drawn_semi()
    before = list(day.round(2).round_entries.values_list("pk", "order"))
    day.draw(1)
    assert list(day.round(2).round_entries.values_list("pk", "order")) == before

    day.open(2)
    third = day.round(1).round_entries.get(order=3)
    withdrawals.withdraw(**day.who(), round_entry=third, kind="no_show", reason="not seen")
    set_wanted(day.round(1), 2)
    row = day.round(1)
    row.crosses_max = 3
    row.save(update_fields=["crosses_max"])
    day.tabulate(1)
    with pytest.raises(RuleRefused, match="is open already with other entries"):
        day.draw(1)


def test_seeded_entries_come_in_later_and_are_ahead_of_those_who_went_out() -> None:
    day = make_day("recall-and-final", 5)
    set_wanted(day.round(1), 2)
    day.seat(1)
    seeded = day.competition.entries.get(numbers__label="1")
    late_starts.start_in(**day.who(day.staff.registrar), entry=seeded, round=day.round(2))
    day.dance(1, [2, 3, 4, 5])
    assert day.standing(1) == ["2", "3", "4", "5"]
    day.draw(1)
    assert day.standing(2) == ["1", "2", "3"]
    assert day.round(2).round_entries.get(order=1).origin == "seeded"

    day.dance(2, [2, 1, 3])
    assert day.ranking() == [("2", 1, 1), ("1", 2, 2), ("3", 3, 3), ("4", 4, 5), ("5", 4, 5)]


def test_seeding_is_refused_in_a_first_round_by_others_and_once_judging_has_begun() -> None:
    day = make_day("recall-and-final", 3)
    entry = day.competition.entries.order_by("pk")[0]
    with pytest.raises(NotAllowed):
        late_starts.start_in(**day.who(), entry=entry, round=day.round(2))
    registrar = day.who(day.staff.registrar)
    with pytest.raises(RuleRefused, match="is a first round"):
        late_starts.start_in(**registrar, entry=entry, round=day.round(1))
    other = contest.make_round(contest.make_competition(day.competition.festival))
    with pytest.raises(RuleRefused, match="another competition"):
        late_starts.start_in(**registrar, entry=entry, round=other)
    Entry.objects.filter(pk=entry.pk).update(status="waitlisted")
    with pytest.raises(RuleRefused, match="is not accepted"):
        late_starts.start_in(**registrar, entry=entry, round=day.round(2))
    Entry.objects.filter(pk=entry.pk).update(status="accepted")
    set_wanted(day.round(1), 1)
    day.seat(1)
    day.open(1)
    with pytest.raises(RuleRefused, match=r"Judging of .* has begun"):
        late_starts.start_in(**registrar, entry=entry, round=day.round(2))
    assert Entry.objects.get(pk=entry.pk).starts_in is None


def test_who_dances_outside_the_competition_is_shown_without_a_place() -> None:
    day = drawn_semi()
    day.open(2)
    guest = contest.make_entry(day.competition, 77)
    contest.make_round_entry(day.round(2), guest, order=50, status="hors_concours")

    rows = [row for row in day.rows() if row["entry"] == guest.pk]
    assert [(row["place_from"], row["status"]) for row in rows] == [(None, "hors_concours")]


def test_a_round_that_nobody_comes_to_holds_nobody_up() -> None:
    day = make_day("repechage", 3)
    for position, wanted in ((1, 3), (2, 1), (3, 1)):
        set_wanted(day.round(position), wanted)
    day.seat(1)
    day.dance(1, [1, 2, 3])
    day.draw(1)

    assert day.standing(2) == []
    assert day.open(3).status == "open"


def test_drawing_is_for_those_who_run_rounds() -> None:
    day = drawn_semi()
    user = day.staff.registrar
    with pytest.raises(NotAllowed):
        advancing_service.draw_following(actor=actor_of(user), user=user, round=day.round(1))
    competition = Competition.objects.get(pk=day.competition.pk)
    assert rankings.stages_of(competition)[1].places


def test_a_percentage_of_a_recall_round_sets_how_many_are_wanted_when_it_opens() -> None:
    day = make_day("recall-and-final", 5)
    change_link(day.link(1, 2), cut="percent", value_from=50)
    day.seat(1)
    day.dance(1, [5, 4, 3, 2, 1])
    assert (day.round(1).wanted, day.round(1).crosses_max) == (3, 3)
    day.draw(1)
    assert day.standing(2) == ["3", "4", "5"]
