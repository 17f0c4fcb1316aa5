"""Exact numbers in and out: halves as doubled integers, decimals as fractions, never a float."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

_DECIMAL = re.compile(r"[+-]?[0-9]{1,12}(\.[0-9]{1,12})?", re.ASCII)
_LIMIT = 10**12


def read_number(value: object) -> Fraction | None:
    """An integer, a finite decimal or the text of one as an exact number; None for all else and for absurd sizes."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return Fraction(value) if abs(value) < _LIMIT else None
    if isinstance(value, Decimal):
        value = format(value, "f") if value.is_finite() and -12 <= int(value.as_tuple().exponent) <= 12 else ""
    if isinstance(value, str) and _DECIMAL.fullmatch(value):
        return Fraction(value)
    return None


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


def decimal_text(number: Fraction) -> int | str:
    """An exact number as JSON holds it: an integer, the text of its decimal, or of its fraction where it has none."""
    if number.denominator == 1:
        return int(number)
    digits = 0
    scaled = number
    while scaled.denominator != 1 and digits < 30:
        digits += 1
        scaled *= 10
    if scaled.denominator != 1:
        return f"{number.numerator}/{number.denominator}"
    return fixed_text(number, digits)


def fixed_text(number: Fraction, digits: int) -> str:
    """The number with so many decimal places, rounded half away from zero ("2.50")."""
    steps = round_half_away(number * 10**digits)
    sign = "-" if steps < 0 else ""
    text = str(abs(steps)).rjust(digits + 1, "0")
    return f"{sign}{text[:-digits]}.{text[-digits:]}" if digits else f"{sign}{text}"


def round_half_away(number: Fraction) -> int:
    """The nearest whole number; a half goes away from zero, as every rule text here means by "round"."""
    whole = (2 * abs(number.numerator) + number.denominator) // (2 * number.denominator)
    return whole if number >= 0 else -whole
