"""Marks for examples on whatever scale somebody typed: from, to, step. Exact decimals; an unreadable end takes a usual one."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from competitions.scoring.exact import decimal_text, read_number

USUAL = Decimal("0.8")
COARSE = 12
MOST_STEPS = 10**6


@dataclass(frozen=True, slots=True)
class Scale:
    """The marks from `low`, `count` steps of `step` up."""

    low: Decimal
    step: Decimal
    count: int

    @classmethod
    def of(cls, limits: Mapping[str, Any]) -> "Scale":
        """The scale that min, max and step describe."""
        low = number(limits.get("min"), Decimal(0))
        span = number(limits.get("max"), low + 10) - low
        step = number(limits.get("step"), Decimal(1) if span >= 8 else Decimal("0.1"))
        count = int(span / step) if step > 0 and span > 0 else 0
        return cls(low, step, min(count, MOST_STEPS))

    def mark(self, place: int) -> str:
        """The mark so many steps from the lowest, kept within the scale."""
        value = self.low + min(self.count, max(0, place)) * self.step
        return str(decimal_text(read_number(str(value)) or Fraction(0)))

    def usual(self, steps: int = 0) -> str:
        """A good mark, so many (on long scales wider) steps above or below it."""
        return self.mark(int(self.count * USUAL) + steps * max(1, self.count // COARSE))

    def share(self, percent: int) -> str:
        """The mark at this share of the scale."""
        return self.mark(self.count * percent // 100)


def number(value: object, usual: Decimal) -> Decimal:
    """A decimal of a parameter; the usual one where it is empty, unreadable or beyond any sheet."""
    found = read_number(value)
    if found is None or abs(found.numerator) > 10**9 or found.denominator > 10**6:
        return usual
    return Decimal(found.numerator) / Decimal(found.denominator)
