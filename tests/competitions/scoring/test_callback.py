"""Callback scoring (WSDC 2023): yes 10, alternates 4.5, 4.3, 4.2; examples 6.1a and 6.1b of the rule summary."""

from __future__ import annotations

from typing import Any

import pytest

from competitions.scoring.checks import SheetRefused
from competitions.scoring.registry import tabulate
from competitions.scoring.rulesets import PRESETS
from competitions.scoring.sentences import explain

POINTS = PRESETS["wsdc_callback"].params["points"]


def call_back(sheet: dict[str, str], wanted: int, alternates: int = 1, **more: Any) -> Any:
    table = {entry: row.split() for entry, row in sheet.items()}
    judges = [str(index) for index in range(len(next(iter(table.values()))))]
    document: dict[str, Any] = {
        "system": "relative_placement:callback",
        "params": {"points": POINTS, "wanted": wanted, "alternates": alternates},
        "input": {"judges": judges, "dances": ["F"], "entries": list(table), "marks": {"F": table}},
    }
    for key in ("chief", "marks"):
        if key in more:
            document["input"][key] = more.pop(key)
    return tabulate({**document, **more}).as_document()


def test_three_alternates_beat_one_yes() -> None:
    """Example 6.1a."""
    outcome = call_back({"P": "Y Y Y", "Q": "Y Y A1", "R": "Y A1 A1", "S": "A1 A1 A1", "T": "Y N N"}, 3)
    assert outcome["totals"] == {"P": 30, "Q": "24.5", "R": 19, "S": "13.5", "T": 10}
    assert outcome["recalled"] == ["P", "Q", "R"]
    assert outcome["alternates"] == ["S"]
    assert outcome["order"] == ["P", "Q", "R", "S", "T"]


LEVEL = {"O": "Y Y Y", "P": "Y A1 N", "Q": "A1 Y N", "R": "N N N"}


def test_chief_judge_breaks_a_tie_at_the_line() -> None:
    """Example 6.1b: the chief judge has Q before P."""
    outcome = call_back(LEVEL, 2, chief={"Q": 1, "P": 2})
    assert outcome["recalled"] == ["O", "Q"]
    assert outcome["alternates"] == ["P"]
    assert outcome["rank"] == {"O": 1, "P": 2, "Q": 2, "R": 4}
    assert "the chief judge’s order is No. Q and No. P" in " ".join(
        line.text for line in explain(outcome, language="en")
    )


def test_tie_at_the_line_is_left_open_without_a_chief_judge() -> None:
    outcome = call_back(LEVEL, 2)
    assert outcome["exact"] is False
    assert (outcome["sure"], outcome["tied_at_line"], outcome["choices"]) == (["O"], ["P", "Q"], [1, 3])
    assert "the chief judge decides" in explain(outcome, language="en")[-1].text


@pytest.mark.parametrize(("chosen", "recalled"), [("all", ["O", "P", "Q"]), ("none", ["O"]), (["Q"], ["O", "Q"])])
def test_ruling_settles_the_line(chosen: Any, recalled: list[str]) -> None:
    outcome = call_back(LEVEL, 2, rulings=[{"kind": "recall_line", "recall": chosen}])
    assert outcome["recalled"] == recalled


def test_tie_among_the_alternates_ends_their_list() -> None:
    assert call_back(LEVEL, 1, 2)["alternates"] == []
    assert call_back(LEVEL, 1, 2, chief={"P": 1, "Q": 1})["alternates"] == []


def test_lost_judge_and_disqualified_entry_do_not_count() -> None:
    rulings = [{"kind": "judge_lost", "judge": "0"}, {"kind": "disqualified", "entry": "R"}]
    outcome = call_back(LEVEL, 2, rulings=rulings)
    assert outcome["totals"] == {"O": 20, "P": "4.5", "Q": 10}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"rulings": [{"kind": "recall_line", "recall": ["R"]}]}, "not tied at the line"),
        ({"chief": {"X": 1}}, 'places the entry "X", which is unknown'),
        ({"chief": {"P": None}}, "the mark is missing"),
        ({"params": {"points": {"Y": "ten"}, "wanted": 1}}, "which is no number"),
        ({"params": {"points": {"Y": 10}, "wanted": 1}}, "is not one of Y"),
        ({"marks": {"F": {**{entry: ["N"] * 3 for entry in LEVEL}, "O": ["N"]}}}, "1 marks for 3 judges"),
        ({"marks": {"F": {**{entry: ["N"] * 3 for entry in LEVEL}, "O": ["N", "N", 3]}}}, "the mark 3 is not one of"),
    ],
)
def test_spoiled_sheet_is_refused(change: Any, message: str) -> None:
    with pytest.raises(SheetRefused, match=message):
        call_back(LEVEL, 2, **change)


def test_all_are_called_back_where_there_are_no_more_than_wanted() -> None:
    outcome = call_back({"P": "Y Y Y", "Q": "N N N"}, 5)
    assert (outcome["recalled"], outcome["alternates"]) == (["P", "Q"], [])
