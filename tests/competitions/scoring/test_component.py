"""Components of WDSF's judging systems on the rule summary's examples."""

from __future__ import annotations

from typing import Any

import pytest

from competitions.scoring.checks import SheetRefused
from competitions.scoring.registry import tabulate


def score(marks: Any, **params: Any) -> Any:
    return tabulate({"system": "component:x", "params": params, "input": {"marks": marks}}).as_document()["score"]


@pytest.mark.parametrize(
    ("marks", "params", "expected"),
    [
        (["8", *["8.5"] * 4, *["9"] * 5, "9.5"], {"op": "trimmed_mean", "drop_low": 1, "drop_high": 1}, "8.78"),
        ([8, 9, "9.5"], {"op": "edge_half", "places": 3}, "8.875"),
        ([8], {"op": "edge_half", "places": 0}, "8"),
        ([8, 9, "9.5"], {"op": "median_inverse_square", "places": 6}, "8.956522"),
        (["6", "8", "8.5", "9", "9.25", "9.5"], {"op": "median_tolerance", "tolerance": "1.2"}, "8.85"),
        ([1, 1, 1, 9, 9, 9], {"op": "median_tolerance", "tolerance": "1"}, "5.00"),
        ([1, 9], {"op": "trimmed_mean", "drop_low": 1, "drop_high": 1}, "5.00"),
        ([1, 2, 9], {"op": "trimmed_mean", "drop_low": 1, "drop_high": 1, "min_judges": 5}, "4.00"),
        (["-0.005"], {"op": "mean"}, "-0.01"),
    ],
)
def test_value_of_the_worked_example(marks: Any, params: Any, expected: str) -> None:
    assert score(marks, **params) == expected


@pytest.mark.parametrize(
    ("marks", "message"), [([], "is empty"), ([1, None], "mark is missing"), (5, "must be a list")]
)
def test_spoiled_marks_are_refused(marks: Any, message: str) -> None:
    with pytest.raises(SheetRefused, match=message):
        score(marks, op="mean")
