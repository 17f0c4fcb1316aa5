"""Exact numbers in and out: halves as doubled integers, decimals as fractions, never a float."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from math import lcm

_DECIMAL = re.compile(r"[+-]?[0-9]{1,12}(\.[0-9]{1,12})?", re.ASCII)
_LIMIT = 10**12
UNIT = 10**12  # every number that is read is a whole number of these parts


def read_number(value: object) -> Fraction | None:
    """An integer, a finite decimal or the text of one as an exact number; None for all else and for absurd sizes."""
    kind = value.__class__
    if kind is int or kind is str or kind is Decimal:
        return _read(kind, value)
    return None


def read_units(value: object) -> int | None:
    """A number as a whole number of UNITs: these add up and compare fast; None for what is no number."""
    kind = value.__class__
    if kind is int or kind is str or kind is Decimal:
        return _read_units(kind, value)
    return None


@lru_cache(maxsize=16384)
def _read_units(kind: type, value: object) -> int | None:
    number = _read(kind, value)
    return None if number is None else in_units(number)


def in_units(number: Fraction) -> int:
    """A number that was read as a whole number of UNITs: these add up and compare fast."""
    return number.numerator * (UNIT // number.denominator)


@lru_cache(maxsize=16384)  # marks repeat; the kind keeps 1 apart from True and "1"
def _read(kind: type, value: object) -> Fraction | None:
    if isinstance(value, int):
        return Fraction(value) if abs(value) < _LIMIT else None
    if isinstance(value, Decimal):
        value = format(value, "f") if value.is_finite() and -12 <= int(value.as_tuple().exponent) <= 12 else ""
    return Fraction(str(value)) if _DECIMAL.fullmatch(str(value)) else None


def read_integer(value: object) -> int | None:
    """A whole number, or None."""
    if type(value) is int:
        return value if abs(value) < _LIMIT else None
    number = read_number(value)
    return int(number) if number is not None and number.denominator == 1 else None


def half(doubled: int) -> int | str:
    """A number kept as twice its value: the integer that it is, or the text of its half ("2.5")."""
    whole, odd = divmod(doubled, 2)
    return f"{whole}.5" if odd else whole


def doubled(value: object) -> int:
    """The inverse of half(), for numbers that this project wrote itself."""
    text = str(value)
    return 2 * int(text[:-2]) + 1 if text.endswith(".5") else 2 * int(text)


def in_steps(numbers: Mapping[str, Fraction]) -> dict[str, int]:
    """The same numbers as integers of one common unit: they compare and sort alike, ten times as fast."""
    pairs = {key: number.as_integer_ratio() for key, number in numbers.items()}
    unit = lcm(*{below for _, below in pairs.values()})
    return {key: above * (unit // below) for key, (above, below) in pairs.items()}


def decimal_text(number: Fraction) -> int | str:
    """An exact number as JSON holds it: an integer, the text of its decimal, or of its fraction where it has none."""
    return _decimal_text(*number.as_integer_ratio())


@lru_cache(maxsize=4096)
def _decimal_text(numerator: int, denominator: int) -> int | str:
    """Kept, because a class of many entries writes the same few hundred values again and again."""
    if denominator == 1:
        return numerator
    digits = _digits(denominator)
    return f"{numerator}/{denominator}" if digits is None else fixed_text(Fraction(numerator, denominator), digits)


@lru_cache(maxsize=1024)
def _digits(denominator: int) -> int | None:
    """How many decimal places the fractions of a denominator need; None where no number of them is enough."""
    twos, rest = _without_factor(denominator, 2)
    fives, rest = _without_factor(rest, 5)
    return max(twos, fives) if rest == 1 else None


def _without_factor(number: int, factor: int) -> tuple[int, int]:
    """How often a number divides by a factor, and what is left."""
    times = 0
    while number % factor == 0:
        number //= factor
        times += 1
    return times, number


def add(numbers: Collection[Fraction]) -> Fraction:
    """The sum, reduced once at the end instead of after every step."""
    pairs = [number.as_integer_ratio() for number in numbers]
    unit = lcm(*[below for _, below in pairs])
    if unit == 1:
        return Fraction(sum([above for above, _ in pairs]))
    return Fraction(sum([above * (unit // below) for above, below in pairs]), unit)


def fixed_text(number: Fraction, digits: int) -> str:
    """The number with so many decimal places, rounded half away from zero ("2.50")."""
    steps = _rounded(abs(number.numerator) * 10**digits, number.denominator)
    sign = "-" if number < 0 and steps else ""
    text = str(steps).rjust(digits + 1, "0")
    return f"{sign}{text[:-digits]}.{text[-digits:]}" if digits else f"{sign}{text}"


def round_half_away(number: Fraction) -> int:
    """The nearest whole number; a half goes away from zero, as every rule text here means by "round"."""
    steps = _rounded(abs(number.numerator), number.denominator)
    return steps if number >= 0 else -steps


def _rounded(numerator: int, denominator: int) -> int:
    """The quotient of two numbers that are not negative, a half rounded up."""
    return (2 * numerator + denominator) // (2 * denominator)
