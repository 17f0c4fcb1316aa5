"""Sheets to places: Irish, highland, rank sum and Borda on published examples, rulings, refusals, properties."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from competitions.scoring.checks import SheetRefused
from competitions.scoring.registry import tabulate
from competitions.scoring.rulesets import PRESETS
from competitions.scoring.sentences import explain

# Sums over rounds need a higher end than one round's hundred.
IRISH = {key: value for key, value in PRESETS["irish"].params.items() if key not in ("advance", "scale")}


def placed(sheets: dict[str, list[Any]], params: Any, **more: Any) -> Any:
    """The outcome for marks by sheet, the entries being a, b, c ..."""
    table = {sheet: dict(zip("abcdefgh", marks, strict=False)) for sheet, marks in sheets.items()}
    return tabulate({"system": "placement:x", "params": params, "input": {"sheets": table}, **more}).as_document()


def test_irish_example() -> None:
    """Two judges, six dancers: points 140 156 175 109 113 125."""
    outcome = placed({"1": [164, 168, 166, 158, 156, 162], "2": [180, 172, 184, 168, 174, 176]}, IRISH)
    assert list(outcome["points"].values()) == [140, 156, 175, 109, 113, 125]
    assert outcome["ranks"] == {"a": 3, "b": 2, "c": 1, "d": 6, "e": 5, "f": 4}


def test_two_firsts_share_the_rows_that_they_fill() -> None:
    assert placed({"1": [80, 80, 70]}, IRISH)["points"] == {"a": "87.5", "b": "87.5", "c": 65}
    assert placed({"1": [80, 80]}, {**IRISH, "tie_round": 0})["points"] == {"a": 88, "b": 88}
    assert placed({"1": [80, 80]}, {**IRISH, "tie_points": "share_best"})["points"] == {"a": 100, "b": 100}


def test_highland_example() -> None:
    """Three judges, one dance: 365, 309, 205, 177."""
    sheets = {"1": [90, 88, 88, 80], "2": [85, 91, 84, 83], "3": [92, 90, 80, 81]}
    outcome = placed(sheets, PRESETS["highland"].params)
    assert list(outcome["points"].values()) == [365, 309, 205, 177]


@pytest.mark.parametrize(
    ("preset", "mark", "sentence"),
    [
        ("irish", "100.5", 'the mark "100.5" is not a number from 0 up to 100 in steps of 0.5'),
        ("irish", "88.25", "in steps of 0.5"),
        ("highland", -1, "the mark -1 is not a number from 0 up to 100 in steps of 1"),
        ("borda", "7.5", "in steps of 1"),
    ],
)
def test_mark_outside_the_scale_is_refused(preset: str, mark: Any, sentence: str) -> None:
    with pytest.raises(SheetRefused, match=sentence) as refused:
        placed({"J1": [mark, 80]}, PRESETS[preset].params)
    assert (refused.value.judge, refused.value.entry, refused.value.reason) == ("J1", "a", "range")


def test_scale_may_be_open_on_a_side() -> None:
    assert placed({"1": [900, 80]}, {"scheme": "borda", "scale": {"min": 0}})["ranks"] == {"a": 1, "b": 2}
    with pytest.raises(SheetRefused, match="setting scale must be a mapping"):
        placed({"1": [9, 8]}, {"scheme": "borda", "scale": 5})


def test_no_prize_for_a_zero() -> None:
    assert placed({"1": [0, 80]}, PRESETS["highland"].params)["points"] == {"a": 0, "b": 137}


def test_rank_sum_and_borda() -> None:
    sheets = {"1": [9, 8, 7], "2": [9, 7, 8]}
    assert placed(sheets, {"scheme": "rank_sum"})["points"] == {"a": 2, "b": 5, "c": 5}
    assert placed(sheets, {"scheme": "borda"})["points"] == {"a": 4, "b": 1, "c": 1}


def test_best_and_worst_sheet_are_dropped() -> None:
    sheets = {str(index): [9, 8] for index in range(4)} | {"4": [8, 9]}
    outcome = placed(sheets, {**IRISH, "drop_high_low_if_sheets": 5})
    assert outcome["points"] == {"a": 300, "b": 225}
    assert "best and worst sheet" in explain(outcome, language="en")[0].text


@pytest.mark.parametrize(
    ("sheets", "item", "ranks"),
    [
        ({"1": [9, 8, 7, 6], "2": [6, 8, 9, 7]}, "raw_sum", None),
        ({"1": [100, 50], "2": [50, 60]}, "raw_sum", {"a": 1, "b": 2}),
        ({"1": [9, 8], "2": [8, 9]}, "countback", {"a": 1, "b": 1}),
    ],
)
def test_tie_breaks(sheets: Any, item: str, ranks: Any) -> None:
    outcome = placed(sheets, {"scheme": "rank_sum", "tie_break": [item]})
    if ranks is not None:
        assert outcome["ranks"] == ranks
    for language in ("en", "ru", "kk"):
        assert explain(outcome, language=language)


def test_countback_counts_first_places() -> None:
    sheets = {"1": [9, 8, 7], "2": [7, 8, 9], "3": [8, 9, 7], "4": [8, 7, 9], "5": [9, 8, 7]}
    outcome = placed(sheets, {"scheme": "rank_sum", "tie_break": ["countback"]})
    assert outcome["ranks"]["a"] == 1


@pytest.mark.parametrize("kind", ["casting_vote", "re_dance"])
def test_ruling_settles_a_tie(kind: str) -> None:
    outcome = placed({"1": [9, 9, 8]}, IRISH, rulings=[{"kind": kind, "order": ["b", "a"]}])
    assert outcome["ranks"] == {"b": 1, "a": 2, "c": 3}
    assert explain(outcome, language="en")[1].text.startswith("Level on 87.5; the")
    other = placed({"1": [9, 9, 8]}, IRISH, rulings=[{"kind": kind, "order": ["c", "a"]}])
    assert other["ranks"] == {"a": 1, "b": 1, "c": 3}


def test_lost_sheet_and_disqualified_entry_do_not_count() -> None:
    rulings = [{"kind": "judge_lost", "judge": "2"}, {"kind": "disqualified", "entry": "a"}]
    outcome = placed({"1": [9, 8, 7], "2": [None, 1, 2]}, IRISH, rulings=rulings)
    assert outcome["points"] == {"b": 100, "c": 75}


@pytest.mark.parametrize(
    ("sheets", "params", "message"),
    [
        ({}, IRISH, "There are no sheets"),
        ({"1": [9, "x"]}, IRISH, 'Judge "1", entry "b": the mark "x" is not a number'),
        ({"1": [9, None]}, IRISH, "the mark is missing"),
        ({"1": [9, 8], "2": [9]}, IRISH, 'Sheet "2": the entry "b" has no marks'),
        ({"1": [9, 8], "2": [9, 8, 7]}, IRISH, 'the entry "c" is unknown'),
        ({"1": [9]}, {"table": ["x"]}, "which is no number"),
        ({"1": [9]}, {}, "setting scheme must be one of borda, rank_sum"),
        ({"1": [9]}, {**IRISH, "tie_break": ["dice"]}, "tie_break"),
    ],
)
def test_spoiled_sheets_are_refused(sheets: Any, params: Any, message: str) -> None:
    with pytest.raises(SheetRefused, match=message):
        placed(sheets, params)


@given(st.lists(st.lists(st.integers(0, 5), min_size=4, max_size=4), min_size=1, max_size=5))
@settings(max_examples=100, deadline=None)
def test_points_of_a_sheet_are_always_all_given_out(rows: list[list[int]]) -> None:
    sheets = {str(index): row for index, row in enumerate(rows)}
    outcome = placed(sheets, {"scheme": "rank_sum"})
    assert sum(Fraction(str(value)) for value in outcome["points"].values()) == 10 * len(rows)
    turned = placed(dict(reversed(sheets.items())), {"scheme": "rank_sum"})
    assert outcome["ranks"] == turned["ranks"]
