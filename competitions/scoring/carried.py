"""Scores that entries bring from earlier rounds into a points system, each by its weight.

An entry without any (seeded past the earlier round) gets nothing added. All others bring them from the same rounds with
the same weights; otherwise their scores could not be compared.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar, TypeAlias

from . import checks
from .exact import add, decimal_text, read_number
from .types import Reason

_FRACTION = re.compile(r"[+-]?[0-9]{1,24}/[0-9]{1,24}", re.ASCII)
LARGEST_WEIGHT = 10_000
Carried: TypeAlias = "tuple[CarriedScore, ...]"


@dataclass(frozen=True, slots=True)
class CarriedScore:
    """What one entry brings from one earlier round."""

    source: str
    score: Fraction
    weight: Fraction

    @property
    def points(self) -> Fraction:
        """What is added to the entry's score."""
        return self.score * self.weight

    def as_mapping(self) -> dict[str, int | str]:
        """The facts of its reason."""
        return {
            "from": self.source,
            "score": decimal_text(self.score),
            "weight": decimal_text(self.weight),
            "points": decimal_text(self.points),
        }


@dataclass(frozen=True, slots=True)
class CarriedOver(Reason):
    """From which rounds scores are added, with which weights; and who has none to bring."""

    kind: ClassVar[str] = "carried_over"
    weights: Mapping[str, int | str]
    seeded: tuple[str, ...]


def read_carried(rows: Mapping[str, Mapping[str, object]]) -> dict[str, Carried]:
    """The carried scores of each entry that has some; raises SheetRefused where they do not come from the same rounds."""
    found = {entry: _read_list(entry, row["carried"]) for entry, row in rows.items() if row.get("carried") is not None}
    found = {entry: carried for entry, carried in found.items() if carried}
    first = next(iter(found), None)
    for entry, carried in found.items():
        if first is not None and _weights(carried) != _weights(found[first]):
            message = (
                f"Entry {checks.shown(entry)} carries scores from other rounds, or by other weights, than entry"
                f" {checks.shown(first)}."
            )
            raise checks.SheetRefused(message, reason="carried", entry=entry)
    return found


def sum_of(carried: Carried) -> Fraction:
    """What is added to the score of an entry."""
    return add([one.points for one in carried]) if carried else Fraction(0)


def carried_over(found: Mapping[str, Carried], entries: tuple[str, ...]) -> tuple[CarriedOver, ...]:
    """The reason for the whole round; none where nobody carries anything."""
    if not found:
        return ()
    weights = _weights(next(iter(found.values())))
    shown = {source: decimal_text(weight) for source, weight in weights.items()}
    return (CarriedOver(shown, tuple(entry for entry in entries if entry not in found)),)


def _weights(carried: Carried) -> dict[str, Fraction]:
    return {one.source: one.weight for one in carried}


def _read_list(entry: str, value: object) -> Carried:
    carried = tuple(_read_one(entry, item) for item in checks.sequence(value, "list of carried scores"))
    if len(_weights(carried)) != len(carried):
        message = f"Entry {checks.shown(entry)} carries two scores from the same round."
        raise checks.SheetRefused(message, reason="doubled", entry=entry)
    return carried


def _read_one(entry: str, item: object) -> CarriedScore:
    settings = checks.mapping(item, "carried score")
    source = checks.text(settings.get("from"), "round that a score is carried from")
    score = _read_score(settings.get("score"))
    if score is None:
        value = checks.shown(settings.get("score"))
        message = f"Entry {checks.shown(entry)}: the score carried from {checks.shown(source)} is {value}, no number."
        raise checks.SheetRefused(message, reason="not_a_number", entry=entry)
    return CarriedScore(source, score, _read_weight(settings.get("weight")))


def _read_score(value: object) -> Fraction | None:
    """A number, also the text of a fraction ("271/3"), because a mean of three has no decimals that end."""
    if isinstance(value, str) and _FRACTION.fullmatch(value):
        numerator, denominator = (int(part) for part in value.split("/"))
        return Fraction(numerator, denominator) if denominator else None
    return read_number(value)


def _read_weight(value: object) -> Fraction:
    pair = checks.sequence(value, "weight of a carried score")
    if len(pair) != 2:
        message = "The weight of a carried score must be two whole numbers, as [1, 2] for a half."
        raise checks.SheetRefused(message, reason="shape")
    above = checks.whole(pair[0], "upper number of the weight of a carried score", low=0, high=LARGEST_WEIGHT)
    below = checks.whole(pair[1], "lower number of the weight of a carried score", low=1, high=LARGEST_WEIGHT)
    return Fraction(above, below)
