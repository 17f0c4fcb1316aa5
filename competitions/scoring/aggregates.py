"""How many judges' marks become one value: sums, means, trimmed means, medians. Exact, on integers in steps of 1/unit."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from . import checks
from .exact import read_number

OPERATIONS = (
    "sum",
    "mean",
    "median",
    "trimmed_mean",
    "trimmed_sum",
    "edge_half",
    "median_inverse_square",
    "median_tolerance",
)


@dataclass(frozen=True, slots=True)
class Aggregate:
    """One operation with its settings; `drop_low` and `drop_high` are zero where the operation drops nothing."""

    operation: str
    drop_low: int = 0
    drop_high: int = 0
    min_judges: int = 0
    tolerance: Fraction = Fraction(0)

    @property
    def grows_with_marks(self) -> bool:
        """Whether a missing mark changes the size of the result, as it does for a sum."""
        return self.operation in ("sum", "trimmed_sum")

    def of(self, values: Sequence[int], unit: int) -> Fraction:
        """The value of these marks, each given in steps of 1/unit."""
        ordered = values if self.operation in ("sum", "mean") else sorted(values)  # these two need no order
        return _FORMULAS[self.operation](self, ordered, unit)

    def kept(self, ordered: Sequence[int]) -> Sequence[int]:
        """The sorted values without the lowest and highest that are dropped; too few judges drop nothing."""
        size = len(ordered)
        if size < max(self.drop_low + self.drop_high + 1, self.min_judges):
            return ordered
        return ordered[self.drop_low : size - self.drop_high]


def read_aggregate(value: object) -> Aggregate:
    """The setting `aggregate` (or a component's own settings) checked; raises SheetRefused."""
    settings = checks.mapping(value, "setting aggregate")
    operation = checks.one_of(settings.get("op"), "operation of the setting aggregate", OPERATIONS)
    tolerance = Fraction(0)
    if operation == "median_tolerance":
        number = read_number(settings.get("tolerance"))
        if number is None or number < 0:
            raise checks.SheetRefused("The setting tolerance must be a number from 0 on.", reason="range")
        tolerance = number
    trims = operation.startswith("trimmed")
    return Aggregate(
        operation=operation,
        drop_low=checks.whole(settings.get("drop_low", 0), "setting drop_low", low=0, high=99) if trims else 0,
        drop_high=checks.whole(settings.get("drop_high", 0), "setting drop_high", low=0, high=99) if trims else 0,
        min_judges=checks.whole(settings.get("min_judges", 0), "setting min_judges", low=0) if trims else 0,
        tolerance=tolerance,
    )


def _sum(_: Aggregate, ordered: Sequence[int], unit: int) -> Fraction:
    return Fraction(sum(ordered), unit)


def _mean(_: Aggregate, ordered: Sequence[int], unit: int) -> Fraction:
    return Fraction(sum(ordered), unit * len(ordered))


def _median(_: Aggregate, ordered: Sequence[int], unit: int) -> Fraction:
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return Fraction(ordered[middle], unit)
    return Fraction(ordered[middle - 1] + ordered[middle], 2 * unit)


def _trimmed_mean(aggregate: Aggregate, ordered: Sequence[int], unit: int) -> Fraction:
    return _mean(aggregate, aggregate.kept(ordered), unit)


def _trimmed_sum(aggregate: Aggregate, ordered: Sequence[int], unit: int) -> Fraction:
    return _sum(aggregate, aggregate.kept(ordered), unit)


def _edge_half(_: Aggregate, ordered: Sequence[int], unit: int) -> Fraction:
    """The lowest and the highest count half (WDSF judging system 2.0)."""
    if len(ordered) == 1:
        return Fraction(ordered[0], unit)
    return Fraction(2 * sum(ordered) - ordered[0] - ordered[-1], 2 * unit * (len(ordered) - 1))


def _median_inverse_square(aggregate: Aggregate, ordered: Sequence[int], unit: int) -> Fraction:
    """Each mark weighs 1 / (1 + d * d), d its distance to the median (WDSF judging system 2.1, unconfirmed)."""
    median = _median(aggregate, ordered, unit)
    marks = [Fraction(value, unit) for value in ordered]
    weights = [1 / (1 + (mark - median) ** 2) for mark in marks]
    return sum((weight * mark for weight, mark in zip(weights, marks, strict=True)), Fraction(0)) / sum(weights)


def _median_tolerance(aggregate: Aggregate, ordered: Sequence[int], unit: int) -> Fraction:
    """Marks farther from the median than the tolerance are left out (WDSF judging system 3.0).

    Where every mark is out, the median itself stands; the rule text read is silent about it.
    """
    median = _median(aggregate, ordered, unit)
    near = [value for value in ordered if abs(Fraction(value, unit) - median) <= aggregate.tolerance]
    return _mean(aggregate, near, unit) if near else median


_FORMULAS: Mapping[str, Callable[[Aggregate, Sequence[int], int], Fraction]] = {
    "sum": _sum,
    "mean": _mean,
    "median": _median,
    "trimmed_mean": _trimmed_mean,
    "trimmed_sum": _trimmed_sum,
    "edge_half": _edge_half,
    "median_inverse_square": _median_inverse_square,
    "median_tolerance": _median_tolerance,
}
