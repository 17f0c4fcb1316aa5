"""The typed steps of a points system's decisions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from .types import Reason

Figure = int | str


@dataclass(frozen=True, slots=True)
class PointsMethod(Reason):
    """How marks become a score here: what the opening sentence tells."""

    kind: ClassVar[str] = "points_method"
    judges: int
    entries: int
    criteria: tuple[str, ...]
    order: str
    operation: str
    drop_low: int
    drop_high: int
    parts: tuple[str, ...] | None = None
    dense: bool | None = None  # places 1, 2, 2, 3; left out where they are 1, 2, 2, 4


@dataclass(frozen=True, slots=True)
class Score(Reason):
    """One entry's score: its criteria (aggregated over the judges), what was deducted, and what is ranked.

    `carried` are the scores from earlier rounds: from, score, weight and the points that they add.
    """

    kind: ClassVar[str] = "score"
    entries: tuple[str, ...]
    rank: int
    criteria: Mapping[str, Figure]
    deduction: Figure
    exact: Figure
    score: str
    title: str | None = None
    carried: tuple[Mapping[str, Figure], ...] | None = None


@dataclass(frozen=True, slots=True)
class TieBreak(Reason):
    """Entries level on the score, and the item that separated some of them; no item means that they share the rank."""

    kind: ClassVar[str] = "tie_break"
    rank: int
    entries: tuple[str, ...]
    score: str
    item: str | None = None
    name: str | None = None
    figures: Mapping[str, Figure] | None = None
    ruling: str | None = None


@dataclass(frozen=True, slots=True)
class TitleRuled(Reason):
    """A title that the jury withheld, shared or added."""

    kind: ClassVar[str] = "title_ruled"
    ruling: str
    entries: tuple[str, ...]
    title: str | None = None
