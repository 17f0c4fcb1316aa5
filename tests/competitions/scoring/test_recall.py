"""Rule 1: crosses, the line, ties across it (examples 1a and 1b of the project's rule summary)."""

from __future__ import annotations

from typing import Any

import pytest

from competitions.scoring.checks import SheetRefused
from competitions.scoring.registry import tabulate


def recall(wanted: int, totals: dict[str, int], *, judges: int = 5, rulings: object = None, **params: object) -> Any:
    """A round in one dance in which the first judges cross an entry until it has its total."""
    marks = {entry: [int(index < total) for index in range(judges)] for entry, total in totals.items()}
    document = {
        "system": "skating:callback",
        "params": {"wanted": wanted, "strict_crosses": False, **params},
        "input": {
            "judges": [str(index) for index in range(judges)],
            "dances": ["D"],
            "entries": list(totals),
            "marks": {"D": marks},
        },
        "rulings": rulings,
    }
    return tabulate(document).as_document()


EXAMPLE_1A = {"P": 3, "Q": 2, "R": 2, "S": 1, "T": 1}
EXAMPLE_1B = {"P": 5, "Q": 4, "R": 2, "S": 2, "T": 2, "U": 0}


def test_recalled_when_the_line_is_clear() -> None:
    outcome = recall(3, EXAMPLE_1A)
    assert outcome["exact"] is True
    assert outcome["recalled"] == ["P", "Q", "R"]
    assert outcome["out_places"] == {"S": [4, 5], "T": [4, 5]}


def test_tie_at_the_line_is_left_to_the_chair() -> None:
    outcome = recall(3, EXAMPLE_1B)
    assert outcome["exact"] is False
    assert outcome["sure"] == ["P", "Q"]
    assert outcome["tied_at_line"] == ["R", "S", "T"]
    assert outcome["choices"] == [2, 5]
    assert "recalled" not in outcome
    assert "out_places" not in outcome


@pytest.mark.parametrize(
    ("chosen", "recalled", "out"),
    [
        ("all", ["P", "Q", "R", "S", "T"], {"U": [6, 6]}),
        ("none", ["P", "Q"], {"R": [3, 5], "S": [3, 5], "T": [3, 5], "U": [6, 6]}),
        (["S"], ["P", "Q", "S"], {"R": [4, 5], "T": [4, 5], "U": [6, 6]}),
    ],
)
def test_ruling_settles_the_line(chosen: object, recalled: list[str], out: dict[str, list[int]]) -> None:
    outcome = recall(3, EXAMPLE_1B, rulings=[{"kind": "recall_line", "recall": chosen}])
    assert outcome["recalled"] == recalled
    assert outcome["out_places"] == out
    assert outcome["reasons"][1]["step"] == "ruling"


def test_ruling_for_an_entry_that_is_not_tied_is_refused() -> None:
    with pytest.raises(SheetRefused, match="not tied at the line") as refused:
        recall(3, EXAMPLE_1B, rulings=[{"kind": "recall_line", "recall": ["U"]}])
    assert refused.value.entry == "U"


def test_all_go_on_when_no_more_were_wanted() -> None:
    assert recall(9, EXAMPLE_1A)["recalled"] == ["P", "Q", "R", "S", "T"]


def test_crosses_of_different_numbers_are_refused_with_the_judge() -> None:
    with pytest.raises(SheetRefused, match="1 crosses given, 2 asked") as refused:
        recall(2, {"P": 5, "Q": 4, "R": 0}, strict_crosses=True)
    assert (refused.value.judge, refused.value.reason) == ("4", "crosses")


def test_crosses_outside_the_range_asked_are_refused() -> None:
    with pytest.raises(SheetRefused, match="2 to 3 asked"):
        recall(2, {"P": 5, "Q": 4, "R": 0}, strict_crosses=True, crosses=[2, 3])
    assert recall(2, {"P": 5, "Q": 4, "R": 0}, strict_crosses=True, crosses=[1, 2])["exact"]
    with pytest.raises(SheetRefused, match="1 asked"):
        recall(2, {"P": 5, "Q": 4, "R": 0}, strict_crosses=True, crosses=1)


def test_crosses_setting_of_three_numbers_is_refused() -> None:
    with pytest.raises(SheetRefused, match="a number or a range"):
        recall(2, {"P": 5, "Q": 4}, crosses=[1, 2, 3])


def test_mark_that_is_no_cross_is_refused() -> None:
    document = {
        "system": "skating:callback",
        "params": {"wanted": 1},
        "input": {"judges": ["A"], "dances": ["D"], "entries": ["1"], "marks": {"D": {"1": [2]}}},
    }
    with pytest.raises(SheetRefused, match=r'Judge "A", dance "D", entry "1": the mark 2 is not a cross'):
        tabulate(document)


def test_disqualified_entry_is_not_counted() -> None:
    outcome = recall(3, EXAMPLE_1A, rulings=[{"kind": "disqualified", "entry": "P"}])
    assert outcome["totals"] == {"Q": 2, "R": 2, "S": 1, "T": 1}
    assert outcome["disqualified"] == ["P"]
