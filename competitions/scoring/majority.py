"""The majority procedure (skating Rules 5 to 8): who is placed next among entries that judges have placed.

One dance uses it from column 1 to the last place; Rule 11 uses it over all marks from the disputed place on; relative
placement is built on it too. Marks and sums are kept doubled, because a withdrawal can give halves.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import ClassVar, Literal

from .exact import half
from .types import Document, Reason

Step = Literal["majority", "count", "sum", "next_column", "remaining", "level"]


class Tally:
    """One entry's marks in order, ready to be counted up to any column."""

    __slots__ = ("_sums", "marks")

    def __init__(self, doubled_marks: Sequence[int]) -> None:
        self.marks = sorted(doubled_marks)
        self._sums = (0, *accumulate(self.marks))

    def up_to(self, column: int) -> tuple[int, int]:
        """How many marks are `column` or better, and twice what they add up to."""
        count = bisect_right(self.marks, 2 * column)
        return count, self._sums[count]

    def majority_column(self, needed: int) -> int:
        """The first column in which this entry has the majority."""
        return (self.marks[needed - 1] + 1) // 2


@dataclass(frozen=True, slots=True)
class Column(Reason):
    """One column as it was compared: for each candidate how many marks count and what they add up to."""

    kind: ClassVar[str] = "column"
    column: int
    figures: Mapping[str, tuple[int, int]]

    def as_document(self) -> Document:
        """Counts and sums by entry, the sums no longer doubled."""
        return {
            "column": self.column,
            "counts": {entry: count for entry, (count, _) in self.figures.items()},
            "sums": {entry: half(total) for entry, (_, total) in self.figures.items()},
        }


@dataclass(frozen=True, slots=True)
class Allocation:
    """Who is placed next, by which step, and the columns that were compared for it.

    `opened` is the first column compared; `remaining` means that the others of the same column were placed before.
    """

    entries: tuple[str, ...]
    step: Step
    opened: int
    columns: tuple[Column, ...]


def allocate(tallies: Mapping[str, Tally], *, needed: int, first: int, last: int) -> Iterator[Allocation]:
    """Place entries in order, from column `first` on; entries that no column separates come together."""
    by_column: dict[int, list[str]] = {}
    for entry, tally in tallies.items():
        by_column.setdefault(max(first, tally.majority_column(needed)), []).append(entry)
    for column in sorted(by_column):  # Rule 8: a column in which nobody has the majority decides nothing
        candidates = by_column[column]
        # All who have the majority in a column are placed before the next one is opened.
        compared = False
        while candidates:
            allocation = _next_of(candidates, tallies, column, last, compared=compared)
            yield allocation
            candidates = [entry for entry in candidates if entry not in allocation.entries]
            compared = True


def _next_of(
    candidates: list[str], tallies: Mapping[str, Tally], opened: int, last: int, *, compared: bool
) -> Allocation:
    columns: list[Column] = []
    step: Step = "remaining" if compared else "majority"  # Rule 5, where one candidate is alone
    column = opened
    while True:
        figures = {entry: tallies[entry].up_to(column) for entry in candidates}
        columns.append(Column(column, figures))
        if len(candidates) == 1:
            break
        most = max(count for count, _ in figures.values())
        candidates = [entry for entry in candidates if figures[entry][0] == most]  # Rule 6
        if len(candidates) == 1:
            step = "count" if column == opened else "next_column"
            break
        least = min(figures[entry][1] for entry in candidates)
        candidates = [entry for entry in candidates if figures[entry][1] == least]  # Rule 7, first part
        if len(candidates) == 1:
            step = "sum" if column == opened else "next_column"
            break
        if column == last:
            step = "level"
            break
        column += 1  # Rule 7, second part: the next column, for those still level alone
    return Allocation(tuple(candidates), step, opened, tuple(columns))
