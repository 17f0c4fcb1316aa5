"""Which marks are legal: from a lowest to a highest, in steps; each of the three may be left open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from . import checks
from .exact import UNIT, decimal_text, in_units, read_number


@dataclass(frozen=True, slots=True)
class Limits:
    """The lowest and the highest mark and the step between marks, in UNITs; None where nothing is said."""

    low: int | None = None
    high: int | None = None
    step: int | None = None

    def allows(self, number: int) -> bool:
        """Whether a mark, in UNITs, is within the limits, on a step counted from the lowest mark."""
        return (
            (self.low is None or number >= self.low)
            and (self.high is None or number <= self.high)
            and (self.step is None or (number - (self.low or 0)) % self.step == 0)
        )

    def in_words(self) -> str:
        """The limits as a part of a sentence."""
        words = []
        if self.low is not None:
            words.append(f"from {_text(self.low)}")
        if self.high is not None:
            words.append(f"up to {_text(self.high)}")
        if self.step is not None:
            words.append(f"in steps of {_text(self.step)}")
        return " ".join(["a number", *words])


def read_limits(settings: Mapping[str, object], name: str) -> Limits:
    """The settings `min`, `max` and `step` of what is named; raises SheetRefused."""
    low, high, step = (read_limit(settings.get(key), f"{key} of {name}") for key in ("min", "max", "step"))
    if step is not None and step <= 0:
        raise checks.SheetRefused(f"The step of {name} must be above 0.", reason="range")
    return Limits(*(None if limit is None else in_units(limit) for limit in (low, high, step)))


def _text(units: int) -> int | str:
    return decimal_text(Fraction(units, UNIT))


def read_limit(value: object, name: str) -> Fraction | None:
    """One number, or None where nothing is said."""
    if value is None:
        return None
    number = read_number(value)
    if number is None:
        raise checks.SheetRefused(f"The {name} is {checks.shown(value)}, which is no number.", reason="not_a_number")
    return number
