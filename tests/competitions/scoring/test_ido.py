"""IDO: totals become places or crosses (danceit.gitlab.io/docs/judging_systems)."""

from __future__ import annotations

from typing import Any

import pytest

from competitions.scoring.checks import SheetRefused
from competitions.scoring.registry import tabulate
from competitions.scoring.rulesets import PRESETS
from competitions.scoring.sentences import explain


def ido(totals: dict[str, list[Any]], params: Any, **more: Any) -> Any:
    entries = [
        {"id": entry, "marks": {f"J{i}": {"P": mark} for i, mark in enumerate(row)}} for entry, row in totals.items()
    ]
    return tabulate({"system": "ido:1d", "params": params, "input": {"entries": entries}, **more}).as_document()


FINAL = {"round": "final"}
EXAMPLE = {"A": [24, 25, 22], "B": [25, 23, 25], "C": [20, 24, 20]}


def test_final_example() -> None:
    outcome = ido(EXAMPLE, FINAL)
    assert outcome["judge_places"] == {"A": [2, 1, 2], "B": [1, 3, 1], "C": [3, 2, 3]}
    assert outcome["places"] == {"B": [1, 1], "A": [2, 2], "C": [3, 3]}
    assert (
        explain(outcome, language="en")[0].text == "Judge J0: totals No. B 25, No. A 24, No. C 20 give the places 1–3."
    )


def test_equal_totals_need_the_judges_choice() -> None:
    totals = {"A": [24], "B": [24], "C": [20]}
    with pytest.raises(SheetRefused, match="the judge must choose") as refused:
        ido(totals, FINAL)
    assert refused.value.judge == "J0"
    outcome = ido(totals, FINAL, rulings=[{"kind": "judge_choice", "judge": "J0", "order": ["B", "A"]}])
    assert outcome["places"]["B"] == [1, 1]
    with pytest.raises(SheetRefused, match="the judge must choose"):
        ido(totals, FINAL, rulings=[{"kind": "judge_choice", "judge": "J0", "order": ["B", "C"]}])


def test_elimination_counts_crosses_and_keeps_ties_at_the_line() -> None:
    outcome = ido(EXAMPLE, {"round": "elimination", "crosses": 2, "advance": 1})
    assert outcome["crosses"] == {"A": 3, "B": 2, "C": 1}
    assert outcome["advance"] == ["A"]
    outcome = ido({"A": [3, 1], "B": [2, 3], "C": [1, 2]}, {"round": "elimination", "crosses": 1, "advance": 1})
    assert (outcome["advance"], outcome["tied_at_line"], outcome["choices"]) == (["A", "B"], ["A", "B"], [0, 2])
    assert explain(outcome, language="ru")


def test_disqualified_entry_and_lost_judge() -> None:
    rulings = [{"kind": "disqualified", "entry": "A"}, {"kind": "judge_lost", "judge": "J2"}]
    outcome = ido(EXAMPLE, FINAL, rulings=rulings)
    assert outcome["disqualified"] == ["A"]
    assert set(outcome["places"]) == {"B", "C"}
    assert ido(EXAMPLE, {"round": "elimination", "crosses": 2, "advance": 2}, rulings=rulings)["crosses"] == {
        "B": 1,
        "C": 1,
    }


@pytest.mark.parametrize(
    ("totals", "message"),
    [({}, "list of entries is empty"), ({"A": [None]}, "mark is missing"), ({"A": ["-1"]}, "is not a number from 0 for"),
     ({"A": [1], "B": [1, 2]}, 'the judge "J1" is unknown')],
)  # fmt: skip
def test_spoiled_sheets_are_refused(totals: Any, message: str) -> None:
    with pytest.raises(SheetRefused, match=message):
        ido(totals, FINAL)


KINDS = {
    "1d": {"P": (1, 30)},
    "2d": {"D1": (5, 50), "D2": (5, 50)},
    "3d": {"T": (1, 10), "C": (1, 10), "I": (1, 10)},
    "4d": {"T": (1, 10), "C": (1, 10), "I": (1, 10), "S": (1, 10)},
    "4d_show": {"T": (1, 20), "C": (1, 10), "I": (1, 10), "S": (1, 20)},
}


def by_dimension(kind: str, stage: str, *rows: dict[str, Any]) -> Any:
    preset = PRESETS[f"ido_{kind}_{stage}"]
    entries = [{"id": str(number), "marks": {"J1": row}} for number, row in enumerate(rows, start=1)]
    return tabulate({"system": preset.system, "params": preset.params, "input": {"entries": entries}}).as_document()


@pytest.mark.parametrize("stage", ["final", "elimination"])
@pytest.mark.parametrize("kind", KINDS)
def test_preset_takes_the_whole_range_and_nothing_beyond(kind: str, stage: str) -> None:
    best = {name: high for name, (_, high) in KINDS[kind].items()}
    worst = {name: low for name, (low, _) in KINDS[kind].items()}
    by_dimension(kind, stage, best, worst)
    for name, (low, high) in KINDS[kind].items():
        for mark in (low - 1, high + 1, f"{low}.5"):
            with pytest.raises(SheetRefused, match=f"in steps of 1 for .{name}."):
                by_dimension(kind, stage, best, {**worst, name: mark})
    for row in ({**worst, "whim": 1}, {}):
        with pytest.raises(SheetRefused, match="Judge J1, entry 2: the dimension"):
            by_dimension(kind, stage, best, row)


@pytest.mark.parametrize(
    ("dimensions", "message"),
    [
        (5, "setting dimensions must be a list"),
        ([], "list of dimensions is empty"),
        ([5], "dimension must be a mapping"),
        ([{"id": "P"}, {"id": "P"}], 'names "P" twice'),
        ([{"id": "P", "step": 0}], "step of P must be above 0"),
        ([{"id": "P", "max": "x"}], "max of P is"),
    ],
)
def test_spoiled_dimensions_are_refused(dimensions: Any, message: str) -> None:
    with pytest.raises(SheetRefused, match=message):
        ido(EXAMPLE, {**FINAL, "dimensions": dimensions})


def test_choice_of_another_judge_settles_nothing_here() -> None:
    rulings = [
        {"kind": "judge_choice", "judge": "J1", "order": ["A", "B"]},
        {"kind": "judge_choice", "judge": "J0", "order": ["B", "A"]},
    ]
    outcome = ido({"A": [24, 9], "B": [24, 9], "C": [20, 8]}, FINAL, rulings=rulings)
    assert outcome["judge_places"] == {"A": [2, 1], "B": [1, 2], "C": [3, 3]}


def test_marks_of_a_judge_must_be_a_mapping() -> None:
    entries = [{"id": "A", "marks": {"J0": [9]}}]
    with pytest.raises(SheetRefused, match='marks of judge "J0" must be a mapping'):
        tabulate({"system": "ido:1d", "params": FINAL, "input": {"entries": entries}})
