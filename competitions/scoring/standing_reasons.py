"""The typed steps of a standing's decisions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from .types import Reason

Figure = int | str


@dataclass(frozen=True, slots=True)
class StandingMethod(Reason):
    """What is compared, over how many results, and how many are honoured in each group."""

    kind: ClassVar[str] = "standing_method"
    method: str
    on: str
    results: int
    count: int
    criterion: str | None = None
    best_of: int | None = None


@dataclass(frozen=True, slots=True)
class StandingPlace(Reason):
    """A place in one group; `counted` are the figures that make up the one compared, best first.

    `step` says what set these entries apart: "figure", an item of the tie-break list, a ruling, or "level".
    """

    kind: ClassVar[str] = "standing_place"
    group: str
    places: tuple[int, int]
    entries: tuple[str, ...]
    figure: Figure
    step: str
    counted: Mapping[str, tuple[Figure, ...]]
    is_awarded: bool


@dataclass(frozen=True, slots=True)
class GroupLeftOut(Reason):
    """A group that has too few entries to be honoured."""

    kind: ClassVar[str] = "group_left_out"
    group: str
    size: int
    needed: int


@dataclass(frozen=True, slots=True)
class EntryLeftOut(Reason):
    """Who has fewer results than the standing needs."""

    kind: ClassVar[str] = "entry_left_out"
    entries: tuple[str, ...]
    size: int
    needed: int


@dataclass(frozen=True, slots=True)
class AwardWithheld(Reason):
    """A group in which the jury gave nothing."""

    kind: ClassVar[str] = "award_withheld"
    group: str
