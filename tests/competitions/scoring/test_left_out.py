"""Which marks a drawn sheet strikes through: those that the operation leaves out, and no others."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competitions.scoring.aggregates import read_aggregate
from competitions.scoring.left_out import positions

TRIM = {"op": "trimmed_mean", "drop_low": 1, "drop_high": 1}
NEAR = {"op": "median_tolerance", "tolerance": "1.2"}


@pytest.mark.parametrize(
    ("aggregate", "marks", "left"),
    [
        (TRIM, ["8", "9", "7"], {1, 2}),
        (TRIM, ["8", "8"], set()),
        (TRIM, ["8", "8", "8"], {0, 2}),
        (NEAR, ["6", "8", "8.5", "9", "9.25", "9.5"], {0}),
        (NEAR, ["1", "5", "9"], {0, 2}),
        (NEAR, ["1", "9"], set()),
        (NEAR, ["?"], set()),
        ({"op": "mean"}, ["1", "9"], set()),
        ({"op": "magic"}, ["1", "9"], set()),
        (None, ["1"], set()),
    ],
)
def test_what_is_struck_through(aggregate: Any, marks: list[str], left: set[int]) -> None:
    assert positions(aggregate, marks) == left


@given(st.lists(st.integers(0, 40), min_size=1, max_size=9), st.sampled_from([TRIM, NEAR]))
def test_mean_of_what_is_not_struck_through_is_the_value(marks: list[int], aggregate: dict[str, Any]) -> None:
    """Where every mark is out of tolerance nothing is struck, and the value is the median instead."""
    out = positions(aggregate, [str(mark) for mark in marks])
    kept = [mark for place, mark in enumerate(marks) if place not in out]
    value = read_aggregate(aggregate).of(marks, 1)
    if aggregate is TRIM or out:
        assert value == Fraction(sum(kept), len(kept))
