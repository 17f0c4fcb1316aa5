"""One couple, one judge, two judges, even panels, forty-eight couples, fifteen judges, everybody level."""

from __future__ import annotations

import random
from fractions import Fraction
from typing import Any

import pytest

from competitions.scoring.registry import tabulate
from competitions.scoring.sentences import explain

from .sheets import JUDGES, final
from .slow_skating import place_dance, place_final

SIZES = [1, 2, 3, 8, 48]
PANELS = [1, 2, 4, 15]


def dance(dice: random.Random, size: int, judges: int) -> dict[str, list[int]]:
    """Judges who follow one of two orders with a few changes: counts and sums come out level again and again."""
    schools = [dice.sample(range(1, size + 1), size) for _ in range(2)]
    columns = []
    for _ in range(judges):
        column = list(dice.choice(schools))
        for _change in range(dice.randint(0, 2)):
            one, other = dice.randrange(size), dice.randrange(size)
            column[one], column[other] = column[other], column[one]
        columns.append(column)
    return {str(index): [column[index] for column in columns] for index in range(size)}


def fractions(outcome: Any) -> dict[str, Fraction]:
    return {entry: Fraction(place) for entry, place in outcome["places"].items()}


@pytest.mark.parametrize("judges", PANELS)
@pytest.mark.parametrize("size", SIZES)
def test_finals_of_every_size_agree_with_the_slow_ones(size: int, judges: int) -> None:
    dice = random.Random(f"{size} {judges}")
    for _ in range(8):
        dances = {f"D{number}": dance(dice, size, judges) for number in range(5 if size < 48 else 2)}
        outcome = tabulate(final("skating:multi", dances)).as_document()
        assert fractions(outcome) == place_final(list(dances.values()))
        single = tabulate(final("skating:single", {"D": dances["D0"]})).as_document()
        assert fractions(single) == place_dance(dances["D0"])
        assert explain(outcome, language="en")


@pytest.mark.parametrize("judges", [2, 4, 6])
@pytest.mark.parametrize("system", ["skating:multi", "skating:single", "relative_placement:final"])
def test_all_are_level(system: str, judges: int) -> None:
    """Half of the judges have one order, half the other way round: two couples that nothing separates."""
    marks = {"P": [1, 2] * (judges // 2), "Q": [2, 1] * (judges // 2)}
    outcome = tabulate(final(system, {"D": marks})).as_document()
    assert outcome["places"] == {"P": "1.5", "Q": "1.5"}
    for language in ("en", "ru", "kk"):
        assert explain(outcome, language=language)


@pytest.mark.parametrize("wanted", [1, 24, 47, 48, 60])
def test_recall_of_forty_eight(wanted: int) -> None:
    entries = [str(index) for index in range(48)]
    marks = {entry: [int(index + judge < wanted) for judge in range(15)] for index, entry in enumerate(entries)}
    sheet = {"judges": list(JUDGES[:15]), "dances": ["D"], "entries": entries, "marks": {"D": marks}}
    params = {"wanted": wanted, "strict_crosses": False}
    outcome: Any = tabulate({"system": "skating:callback", "params": params, "input": sheet}).as_document()
    assert outcome["totals"] == {entry: sum(row) for entry, row in marks.items()}
    assert outcome.get("recalled", entries[:wanted]) == entries[:wanted]


ONE_OF_EACH: dict[str, Any] = {
    "points:x": (
        {
            "criteria": [{"id": "a"}],
            "aggregate": {"op": "trimmed_mean", "drop_low": 1, "drop_high": 1},
            "advance": {"count": 9},
        },
        {"entries": [{"id": "1", "marks": {"A": {"a": 7}}}]},
    ),
    "placement:irish": ({"table": [100, 75], "advance": {"percent": "50"}}, {"sheets": {"A": {"1": 80}}}),
    "placement:borda": ({"scheme": "borda"}, {"sheets": {"A": {"1": 80}}}),
    "ido:1d": ({"round": "final"}, {"entries": [{"id": "1", "marks": {"A": {"P": 3}}}]}),
    "ido:1d_elimination": (
        {"round": "elimination", "crosses": 6, "advance": 6},
        {"entries": [{"id": "1", "marks": {"A": {"P": 3}}}]},
    ),
    "relative_placement:callback": (
        {"points": {"Y": 10, "N": 0}, "wanted": 5, "alternates": 2},
        {"judges": ["A"], "dances": ["D"], "entries": ["1"], "marks": {"D": {"1": ["Y"]}}},
    ),
    "skating:callback": (
        {"wanted": 6},
        {"judges": ["A"], "dances": ["D"], "entries": ["1"], "marks": {"D": {"1": [1]}}},
    ),
    "component:x": ({"op": "median_tolerance", "tolerance": "0"}, {"marks": [5]}),
    "advance:x": ({"percent": "1"}, {"scores": {"1": 0}}),
    "battle:x": ({"judging": "vote_once"}, {"votes": ["tie"]}),
    "group:x": ({"advance": 2}, {"table": {"1": {"rounds": 0, "votes": 0}}}),
    "bracket:x": ({}, {"entries": 1}),
    "standing:x": ({"method": "best"}, {"entries": [{"id": "1", "score": 5}]}),
    "bouts:knockout": ({"battle": {"judging": "vote_once"}}, {"entries": ["1"], "bouts": [{"id": "x", "red": "1"}]}),
}


@pytest.mark.parametrize("system", ONE_OF_EACH)
def test_one_entry_and_one_judge_are_enough(system: str) -> None:
    params, sheet = ONE_OF_EACH[system]
    outcome = tabulate({"system": system, "params": params, "input": sheet}).as_document()
    for language in ("en", "ru", "kk"):
        assert explain(outcome, language=language)
    for key in ("advance", "recalled", "winners"):
        assert outcome.get(key, ["1"]) == ["1"]


def test_class_of_many_that_are_all_level() -> None:
    rows = [{"id": str(index), "marks": {judge: {"a": 7} for judge in JUDGES[:15]}} for index in range(200)]
    params = {
        "criteria": [{"id": "a"}],
        "aggregate": {"op": "mean"},
        "tie_break": ["raw_sum", "countback", "best_judge"],
    }
    outcome: Any = tabulate({"system": "points:x", "params": params, "input": {"entries": rows}}).as_document()
    assert set(outcome["ranks"].values()) == {1}


def test_blank_row_in_a_protocol_of_skaters_means_an_absent_judge() -> None:
    rows = [
        {"id": "1", "marks": {"A": {"a": 8}, "B": {"a": None}}},
        {"id": "2", "marks": {"A": {"a": 7}, "B": {"a": 9}}},
    ]
    params = {"criteria": [{"id": "a"}], "aggregate": {"op": "mean"}}
    outcome: Any = tabulate(
        {"system": "points:isu_segment", "params": params, "input": {"entries": rows}}
    ).as_document()
    assert outcome["scores"] == {"1": "8.00", "2": "8.00"}
