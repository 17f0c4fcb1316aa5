"""Groups before a bracket: the order of a group, Paris 2024's numbers and pairs, and the places of all sixteen."""

import json
from itertools import pairwise
from typing import Any

import pytest

from competitions.models import Competition, Entry, Round
from competitions.selectors import bout_orders, rankings
from competitions.services import battle_groups, battles, rounds, tabulation
from dancers.errors import NotAllowed, RuleRefused
from tests.factories import battles as floor
from tests.factories import contest
from tests.factories.contest import Staff, actor_of

pytestmark = pytest.mark.django_db
JUDGES = "ABCDEFGHI"
# B-Boys, group A, Paris 2024: rounds and votes of the whole group as published (RULES, vectors); votes by battle to that sum.
PARIS_A = {
    ("101", "102"): ((5, 4), (5, 4)),  # Victor, Shigekix
    ("101", "103"): ((5, 4), (4, 5)),  # Victor, Lithe-ing
    ("102", "103"): ((8, 1), (7, 2)),
    ("101", "104"): ((8, 1), (8, 1)),  # Hiro10
    ("102", "104"): ((7, 2), (8, 1)),
    ("103", "104"): ((7, 2), (8, 1)),
}
TABLE = {"101": (5, 35), "102": (4, 38), "103": (3, 27), "104": (0, 8)}


@pytest.fixture
def staff() -> Staff:
    return contest.make_festival_with_staff()


@pytest.mark.parametrize("count", range(2, 11))
def test_order_of_a_group_meets_every_pair_once(count: int) -> None:
    order = bout_orders.round_robin(count)
    assert len({frozenset(pair) for pair in order}) == len(order) == count * (count - 1) // 2
    if count >= 5:
        assert not any(set(one) & set(other) for one, other in pairwise(order))


def sixteen(staff: Staff) -> Competition:
    """Four groups of four, drawn by numbers, with a panel of nine in each group."""
    competition = floor.make_battle(staff, "breaking-groups", 16, letters=JUDGES, first=4)
    battle_groups.draw_groups(actor=actor_of(staff.owner), user=staff.owner, competition=competition, by="numbers")
    return competition


def vote_paris(round_: Round, numbers: dict[str, str]) -> None:
    """Give the votes of Paris; `numbers` says who stands for whom."""
    labels = floor.numbers_in(round_)
    for bout in round_.bouts.order_by("position"):
        red, blue = (numbers[labels[side or 0]] for side in (bout.red_id, bout.blue_id))
        rows = PARIS_A.get((red, blue)) or tuple((two, one) for one, two in PARIS_A[(blue, red)])
        for part, (for_red, for_blue) in zip(bout.parts.order_by("position"), rows, strict=True):
            floor.vote(part, ["red"] * for_red + ["blue"] * for_blue)


def test_groups_when_dealt_by_numbers(staff: Staff) -> None:
    competition = sixteen(staff)
    dealt = {
        group.title_en[-1]: sorted(Entry.objects.filter(starts_in=group).values_list("numbers__label", flat=True))
        for group in competition.rounds.filter(kind="group")
    }
    assert dealt["A"] == ["101", "108", "109", "116"]
    assert dealt["D"] == ["104", "105", "112", "113"]


def test_group_when_not_drawn(staff: Staff) -> None:
    competition = floor.make_battle(staff, "breaking-groups", 16, first=4)
    with pytest.raises(RuleRefused, match="were not drawn yet"):
        floor.open_stage(staff, floor.stage(competition, "Group A"))


def test_groups_when_drawn_by_the_wrong_role_or_too_late(staff: Staff) -> None:
    competition = sixteen(staff)
    act: dict[str, Any] = {"competition": competition, "by": "draw"}
    with pytest.raises(NotAllowed):
        battle_groups.draw_groups(actor=actor_of(staff.viewer), user=staff.viewer, **act)
    other = contest.make_festival_with_staff().owner
    with pytest.raises(NotAllowed):
        battle_groups.draw_groups(actor=actor_of(other), user=other, **act)
    floor.open_stage(staff, floor.stage(competition, "Group A"))
    with pytest.raises(RuleRefused, match="opened already"):
        battle_groups.draw_groups(actor=actor_of(staff.owner), user=staff.owner, **act)


def test_sixteen_when_danced_as_in_paris(staff: Staff) -> None:
    competition = sixteen(staff)
    for letter in "ABCD":
        group = floor.open_stage(staff, floor.stage(competition, f"Group {letter}"))
        standing = sorted(floor.numbers_in(group).values())
        vote_paris(group, dict(zip(standing, TABLE, strict=True)))
        floor.finish(staff, group)
        table = json.loads(tabulation.latest_result(group).outcome_text)["table"]  # type: ignore[union-attr]  # tabulated
        named = floor.numbers_in(group)
        assert {named[int(key)]: (row["rounds"], row["votes"]) for key, row in table.items()} == dict(
            zip(standing, TABLE.values(), strict=True)
        )
    quarter = floor.open_stage(staff, floor.stage(competition, "Quarter-finals"))
    assert floor.sides(quarter) == [("101", "105"), ("103", "107"), ("102", "106"), ("104", "108")]
    assert {bout.parts.count() for bout in quarter.bouts.all()} == {3}
    floor.judge_all(quarter)
    floor.finish(staff, quarter)
    semi = floor.open_stage(staff, floor.stage(competition, "Semi-finals"))
    assert floor.sides(semi) == [("101", "103"), ("102", "104")]
    floor.judge_all(semi)
    floor.finish(staff, semi)
    floor.run_stage(staff, floor.stage(competition, "Battle for third place"))
    floor.run_stage(staff, floor.stage(competition, "Final"))
    places = places_of(competition)
    assert [places[str(number)] for number in range(101, 105)] == [(1, 1), (2, 2), (3, 3), (4, 4)]
    assert {places[str(number)] for number in range(105, 109)} == {(5, 8)}
    assert {places[str(number)] for number in range(109, 113)} == {(9, 12)}
    assert {places[str(number)] for number in range(113, 117)} == {(13, 16)}


def places_of(competition: Competition) -> dict[str, tuple[int, int]]:
    """The places of the competition by number."""
    ranking = rankings.compile_ranking(competition, rankings.stages_of(competition))
    labels = {entry.pk: entry.numbers.get().label for entry in competition.entries.all()}
    return {labels[row["entry"]]: (row["place_from"], row["place_to"]) for row in ranking["rows"]}


def test_group_when_somebody_leaves_it(staff: Staff) -> None:
    competition = sixteen(staff)
    group = floor.open_stage(staff, floor.stage(competition, "Group A"))
    standing = sorted(floor.numbers_in(group).values())
    vote_paris(group, dict(zip(standing, TABLE, strict=True)))
    floor.finish(staff, group)
    place = next(row for row in group.round_entries.all() if floor.numbers_in(group)[row.pk] == standing[0])
    floor.withdraw(staff, place)
    who: dict[str, Any] = {"actor": actor_of(staff.scrutineer), "user": staff.scrutineer}
    outcome = json.loads(tabulation.tabulate_round(**who, round=group).outcome_text)
    assert str(place.pk) not in outcome["place_ranges"]
    assert outcome["withdrawn"] == [str(place.pk)]
    rounds.draw_next_round(**who, round=group)
    drawn = floor.numbers_in(floor.stage(competition, "Quarter-finals")).values()
    assert sorted(drawn) == sorted(standing[1:3])


def test_level_battle_in_a_group_when_extra_round_is_asked(staff: Staff) -> None:
    competition = sixteen(staff)
    group = floor.open_stage(staff, floor.stage(competition, "Group B"))
    bout = group.bouts.get(position=1)
    with pytest.raises(RuleRefused, match="may stay level"):
        battles.add_extra_round(actor=actor_of(staff.scrutineer), user=staff.scrutineer, bout=bout)
