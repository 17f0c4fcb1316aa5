"""The typed steps of the skating system's decisions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal

from .majority import Column, Step
from .types import Document, Reason

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Method(Reason):
    """The size of the task: what the opening sentence tells. `needed` is the majority of one dance's panel."""

    kind: ClassVar[str] = "method"
    judges: int
    entries: int
    dances: tuple[str, ...]
    needed: int | None = None
    wanted: int | None = None


@dataclass(frozen=True, slots=True)
class DancePlace(Reason):
    """Rules 5 to 8: a place in one dance. `columns` are those compared, `needed` the majority."""

    kind: ClassVar[str] = "dance_place"
    dance: str
    places: Range
    entries: tuple[str, ...]
    rules: tuple[str, ...]
    step: Step
    judges: int
    needed: int
    columns: tuple[Column, ...]

    def as_document(self) -> Document:
        """As every step; written out because a final has a hundred of these."""
        return {
            "kind": "dance_place",
            "dance": self.dance,
            "places": list(self.places),
            "entries": list(self.entries),
            "rules": list(self.rules),
            "step": self.step,
            "judges": self.judges,
            "needed": self.needed,
            "columns": [column.as_document() for column in self.columns],
        }


@dataclass(frozen=True, slots=True)
class NotDanced(Reason):
    """Entries that did not dance one dance share its bottom places (a convention; the rules are silent)."""

    kind: ClassVar[str] = "not_danced"
    dance: str
    places: Range
    entries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule10(Reason):
    """Dance places `place` or better: how many each candidate has, and what they add up to."""

    kind: ClassVar[str] = "rule_10"
    place: int
    counts: Mapping[str, int]
    sums: Mapping[str, int | str]


@dataclass(frozen=True, slots=True)
class Rule11(Reason):
    """All marks of all dances as one dance, from the disputed place's column on."""

    kind: ClassVar[str] = "rule_11"
    marks: int
    needed: int
    step: Step
    columns: tuple[Column, ...]

    def as_document(self) -> Document:
        """The step with its columns written out."""
        columns = [column.as_document() for column in self.columns]
        return {
            "kind": self.kind,
            "marks": self.marks,
            "needed": self.needed,
            "step": self.step,
            "columns": list(columns),
        }


FinalStep = Literal["total", "rule_10", "rule_11", "remaining", "level"]


@dataclass(frozen=True, slots=True)
class FinalPlace(Reason):
    """Rules 9 to 11: a place over all dances.

    `level` are the entries that stood level on the total and were still in dispute; `step` is what decided. With
    "remaining" nobody was left to compare with: the entry takes the next place at once.
    """

    kind: ClassVar[str] = "final_place"
    places: Range
    entries: tuple[str, ...]
    rules: tuple[str, ...]
    step: FinalStep
    total: int | str
    level: tuple[str, ...]
    rule_10: Rule10 | None = None
    rule_11: Rule11 | None = None


@dataclass(frozen=True, slots=True)
class BrokenSheet(Reason):
    """Rules 3 and 4: one judge's places in one dance are no permutation of 1 to n."""

    kind: ClassVar[str] = "broken_sheet"
    dance: str
    judge: str
    last: int
    doubled: tuple[int, ...]
    missing: tuple[int, ...]
    impossible: tuple[int, ...]
    rules: tuple[str, ...] = ("3", "4")


RecallStep = Literal["exact", "tied", "ruling"]


@dataclass(frozen=True, slots=True)
class RecallLine(Reason):
    """Rule 1: the crosses counted and the line drawn. `step` says how: by the count alone, or by the chairman."""

    kind: ClassVar[str] = "recall_line"
    step: RecallStep
    wanted: int
    crosses: int
    cut: int
    sure: tuple[str, ...]
    tied: tuple[str, ...]
    recalled: tuple[str, ...] | None = None
    choices: tuple[int, int] | None = None
    ruling: str | None = None
    rules: tuple[str, ...] = ("1",)


@dataclass(frozen=True, slots=True)
class OutPlace(Reason):
    """Who goes out with the same number of crosses shares the places from the first one after the recalled."""

    kind: ClassVar[str] = "out_place"
    places: Range
    entries: tuple[str, ...]
    crosses: int
    rules: tuple[str, ...] = ("1",)
