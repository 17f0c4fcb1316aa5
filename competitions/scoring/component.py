"""One component of one entry: a list of marks becomes one value, rounded to so many places."""

from __future__ import annotations

from dataclasses import dataclass
from math import lcm
from typing import ClassVar

from . import checks
from .aggregates import read_aggregate
from .exact import decimal_text, fixed_text, read_number
from .types import Outcome, Reason, Sheets


@dataclass(frozen=True, slots=True)
class ComponentValue(Reason):
    """The marks in order, the operation, and what it gave before rounding."""

    kind: ClassVar[str] = "component_value"
    operation: str
    marks: tuple[int | str, ...]
    value: int | str
    score: str


def tabulate_component(sheets: Sheets) -> Outcome:
    """`score`: the marks aggregated and rounded half away from zero."""
    aggregate = read_aggregate(sheets.params)
    places = checks.whole(sheets.params.get("places", 2), "setting places", low=0, high=12)
    numbers = []
    for position, mark in enumerate(checks.sequence(sheets.input.get("marks"), "list of marks"), start=1):
        number = read_number(mark)
        if number is None:
            raise checks.refuse_mark(mark, wanted="a number", judge=str(position), entry="1")
        numbers.append(number)
    if not numbers:
        raise checks.SheetRefused("The list of marks is empty.", reason="empty")
    unit = lcm(*(number.denominator for number in numbers))
    value = aggregate.of([int(number * unit) for number in numbers], unit)
    score = fixed_text(value, places)
    marks = tuple(decimal_text(number) for number in sorted(numbers))
    reason = ComponentValue(aggregate.operation, marks, decimal_text(value), score)
    return Outcome(sheets.system, {"score": score}, (reason,))
