"""Entries taken out of a round before, during and after judging; what happens to their marks is said and kept."""

import json
from typing import Any

import pytest

from competitions.models import RoundEntry, Ruling
from competitions.services import tabulation, withdrawals
from dancers.errors import NotAllowed, RuleRefused
from tests.factories import contest
from tests.factories.contest import Staff, actor_of

pytestmark = pytest.mark.django_db
FOUR = [[[1, 1, 2], [2, 3, 1], [3, 2, 3], [4, 4, 4]]]


@pytest.fixture
def staff() -> Staff:
    return contest.make_festival_with_staff()


def take_out(staff: Staff, place: RoundEntry, **fields: str) -> Ruling:
    given: dict[str, Any] = {"kind": "withdrawal", "reason": "twisted a knee", **fields}
    return withdrawals.withdraw(actor=actor_of(staff.scrutineer), user=staff.scrutineer, round_entry=place, **given)


def test_before_marks_the_entry_is_left_out(staff: Staff) -> None:
    row = contest.make_round(contest.make_competition(staff.festival), status="open")
    contest.make_panel(row)
    places = [contest.make_round_entry(row, entry) for entry in contest.make_entries(row.competition, [1, 2, 3])]
    assert "leaves the sheets" in withdrawals.state_effect(places[1])

    take_out(staff, places[1])

    document = tabulation.build_document(row)
    assert document["input"]["entries"] == [str(places[0].pk), str(places[2].pk)]
    assert document["left_out"] == [{"entry": str(places[1].pk), "status": "withdrawn", "marks": {}}]


def test_after_marks_of_a_final_the_places_behind_close_up_and_the_marks_stay_in_the_record(staff: Staff) -> None:
    row = contest.make_finalists(contest.make_competition(staff.festival), FOUR)
    second = row.round_entries.order_by("order")[1]
    assert "close up" in withdrawals.state_effect(second)

    take_out(staff, second)

    document = tabulation.build_document(row)
    part = str(row.parts.get().pk)
    assert list(document["input"]["marks"][part].values()) == [[1, 1, 1], [2, 2, 2], [3, 3, 3]]
    assert document["left_out"][0]["marks"] == {part: [2, 3, 1]}


def test_a_judge_who_has_placed_anew_since_is_not_closed_up_twice(staff: Staff) -> None:
    row = contest.make_finalists(contest.make_competition(staff.festival), FOUR)
    first, second, third, fourth = row.round_entries.order_by("order")
    take_out(staff, second)
    seat = row.seats.get(letter="A")
    for place, value in ((first, 1), (third, 2), (fourth, 3)):
        contest.put_mark(seat, place, row.parts.get(), value)

    marks = tabulation.build_document(row)["input"]["marks"][str(row.parts.get().pk)]
    assert [marks[str(place.pk)][0] for place in (first, third, fourth)] == [1, 2, 3]


def test_in_a_recall_round_its_crosses_are_not_counted_and_nobody_is_refused_for_it(staff: Staff) -> None:
    competition = contest.make_competition(staff.festival)
    row = contest.make_marked_round(competition, [[[1, 1, 1], [1, 1, 0], [0, 0, 1]]], kind="recall", wanted=2)
    first = row.round_entries.order_by("order")[0]

    take_out(staff, first)

    result = tabulation.tabulate_round(actor=actor_of(staff.chair), user=staff.chair, round=row)
    outcome = json.loads(result.outcome_text)
    assert sorted(outcome["totals"].values()) == [1, 2]


def test_an_entry_that_danced_part_of_a_final_may_keep_it(staff: Staff) -> None:
    row = contest.make_finalists(contest.make_competition(staff.festival), FOUR * 2)
    first, second, third, fourth = row.round_entries.order_by("order")
    last_dance = row.parts.order_by("-position")[0]
    for place, values in ((first, [1, 1, 1]), (second, [None] * 3), (third, [2, 2, 2]), (fourth, [3, 3, 3])):
        contest.put_row(row, place, last_dance, values)
    assert withdrawals.offers_bottom(second)

    take_out(staff, second, effect="bottom")

    result = tabulation.tabulate_round(actor=actor_of(staff.chair), user=staff.chair, round=row)
    places = json.loads(result.outcome_text)["dance_places"][str(last_dance.pk)]
    assert places[str(second.pk)] == 4


def test_the_bottom_place_is_refused_where_nothing_was_danced(staff: Staff) -> None:
    row = contest.make_finalists(contest.make_competition(staff.festival), FOUR)

    with pytest.raises(RuleRefused, match=r"No\. 101 cannot keep a place"):
        take_out(staff, row.round_entries.order_by("order")[0], effect="bottom")


def test_a_disqualified_finalist_is_named_by_the_engine_with_the_gaps_closed(staff: Staff) -> None:
    row = contest.make_finalists(contest.make_competition(staff.festival), FOUR)
    first = row.round_entries.order_by("order")[0]

    take_out(staff, first, kind="disqualification")

    result = tabulation.tabulate_round(actor=actor_of(staff.chair), user=staff.chair, round=row)
    outcome = json.loads(result.outcome_text)
    assert outcome["disqualified"] == [str(first.pk)]
    assert sorted(outcome["places"].values()) == [1, 2, 3]


def test_twice_without_reason_and_by_the_wrong_role(staff: Staff) -> None:
    row = contest.make_finalists(contest.make_competition(staff.festival), FOUR)
    place = row.round_entries.order_by("order")[0]

    with pytest.raises(RuleRefused, match="needs a reason"):
        take_out(staff, place, reason="  ")
    with pytest.raises(NotAllowed):
        withdrawals.withdraw(
            actor=actor_of(staff.registrar),
            user=staff.registrar,
            round_entry=place,
            kind="disqualification",
            reason="costume",
        )
    take_out(staff, place)
    with pytest.raises(RuleRefused, match=r"No\. 101 is out of Final already \(withdrawn\)"):
        take_out(staff, place)
    assert Ruling.objects.filter(round_entry=place).count() == 1


def test_put_back_its_marks_count_again(staff: Staff) -> None:
    row = contest.make_finalists(contest.make_competition(staff.festival), FOUR)
    before = tabulation.build_document(row)
    place = row.round_entries.order_by("order")[0]
    take_out(staff, place)

    withdrawals.reinstate(actor=actor_of(staff.chair), user=staff.chair, round_entry=place, reason="wrong number")

    assert tabulation.build_document(row) == before
    with pytest.raises(RuleRefused, match="was not taken out"):
        withdrawals.reinstate(actor=actor_of(staff.chair), user=staff.chair, round_entry=place, reason="again")
    take_out(staff, place)
    assert Ruling.objects.filter(round_entry=place).count() == 3
