"""A cut from scores alone, and what remains of the corners of the systems."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from competitions.scoring.checks import SheetRefused
from competitions.scoring.registry import tabulate
from competitions.scoring.sentences import explain
from competitions.scoring.types import as_json

from .test_points import ONE, one_criterion, points


def cut(scores: dict[str, Any], **params: Any) -> Any:
    return tabulate({"system": "advance:x", "params": params, "input": {"scores": scores}}).as_document()


def test_half_of_them_rounded_up_with_ties_at_the_line() -> None:
    outcome = cut({"a": 9, "b": "8.5", "c": "8.5", "d": 1, "e": 0}, percent="40")
    assert outcome["advance"] == ["a", "b", "c"]
    assert [line.text for line in explain(outcome, language="en")] == [
        "Three go on; 2 were wanted. No. b and No. c are level at the line: all of them go on."
    ]


def test_everybody_goes_on_where_more_were_wanted() -> None:
    assert cut({"a": 9}, count=5)["advance"] == ["a"]


def test_score_that_is_no_number_is_refused() -> None:
    with pytest.raises(SheetRefused, match='entry "a": the mark "x" is not a number'):
        cut({"a": "x"}, count=1)


def test_ruling_for_a_stranger_is_refused() -> None:
    params = {**ONE, "advance": {"count": 1, "ties": "break"}}
    rulings = [{"kind": "recall_line", "recall": ["Z"]}]
    with pytest.raises(SheetRefused, match="which is not tied at the line"):
        points(one_criterion({"P": [9], "Q": [9]}), params, rulings=rulings)


def test_criteria_rounded_before_they_are_added() -> None:
    marks = {"P": {"A": {"a": 1, "b": 1}, "B": {"a": 2, "b": 2}, "C": {"a": 2, "b": 2}}}
    params = {"criteria": [{"id": "a"}, {"id": "b"}], "aggregate": {"op": "mean"}, "round": 2}
    assert points(marks, params)["scores"] == {"P": "3.33"}
    assert points(marks, {**params, "round_criteria": 2, "report_criteria": 1})["scores"] == {"P": "3.34"}
    assert points(marks, {**params, "report_criteria": 1})["criterion_scores"] == {"P": {"a": "1.7", "b": "1.7"}}


def test_criteria_of_several_dances_are_combined() -> None:
    entry = {"id": "P", "parts": {"one": {"J": {"a": 9, "b": 1}}, "two": {"J": {"a": 6, "b": 2}}}}
    params = {"criteria": [{"id": "a"}, {"id": "b"}], "parts": ["one", "two"], "aggregate": {"op": "mean"}}
    outcome: Any = tabulate({"system": "points:x", "params": params, "input": {"entries": [entry]}}).as_document()
    assert outcome["reasons"][1]["criteria"] == {"a": 15, "b": 3}
    assert explain(outcome, language="en")[1].text == "Score 18.00. a 15, b 3."


def test_thirds_are_told_with_two_places() -> None:
    marks = {"P": {"A": {"a": -1, "b": 1}, "B": {"a": -2, "b": 2}, "C": {"a": -2, "b": 2}}}
    params = {"criteria": [{"id": "a"}, {"id": "b"}], "aggregate": {"op": "mean"}, "round": 2}
    outcome = points(marks, params, {"P": ["0.5"]}, rulings=[{"kind": "recall_line", "recall": "all"}])
    assert explain(outcome, language="ru")[1].text == "Балл -0,50. a -1,67, b 1,67. Снято: 0,5."


def test_numbers_have_an_exact_form_and_floats_have_none() -> None:
    assert as_json([Decimal("1.50"), Fraction(1, 3), Fraction(2), None]) == ["1.50", "1/3", 2, None]
    with pytest.raises(TypeError, match="float has no exact form"):
        as_json({"a": 1.5})


def test_component_in_words() -> None:
    outcome: Any = tabulate(
        {"system": "component:x", "params": {"op": "mean"}, "input": {"marks": [8, "8.5"]}}
    ).as_document()
    assert explain(outcome, language="kk")[0].text == "8 және 8,5 бағалары 8,25 береді."


def test_sheet_with_broken_places_in_a_final() -> None:
    marks = {"D": {"P": [1], "Q": [1]}, "E": {"P": [1], "Q": [2]}}
    sheet = {"judges": ["A"], "dances": ["D", "E"], "entries": ["P", "Q"], "marks": marks}
    assert tabulate({"system": "skating:multi", "input": sheet}).values["invalid"] == [{"dance": "D", "judge": "A"}]
