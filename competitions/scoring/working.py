"""The scrutineer's working as tables that a page can draw: counts and sums per column, and which marks decided.

Made from a skating final's sheet document and its stored outcome; decides nothing itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .dance_sheets import DanceSheets
from .exact import doubled, half
from .majority import Tally
from .rulings import sheets_of
from .single_dance import counted_final, final_marks, read_final


@dataclass(frozen=True, slots=True)
class MarkCell:
    """One judge's mark; `lit` when it counted for the decision shown."""

    judge: str
    mark: int | str
    lit: bool


@dataclass(frozen=True, slots=True)
class ColumnCell:
    """A cell of the working: how many marks are `column` or better and what they add up to; "3 (7)" in print."""

    column: int
    count: int
    sum: int | str
    deciding: bool


@dataclass(frozen=True, slots=True)
class DanceRow:
    """One entry in one dance. `column` is the one that decided, None for an entry that did not dance it."""

    entry: str
    marks: tuple[MarkCell, ...]
    columns: tuple[ColumnCell, ...]
    place: int | str
    column: int | None


@dataclass(frozen=True, slots=True)
class DanceTable:
    """One dance in the classic form; rows in the order of the sheet."""

    dance: str
    judges: tuple[str, ...]
    columns: tuple[int, ...]
    needed: int
    rows: tuple[DanceRow, ...]


@dataclass(frozen=True, slots=True)
class DanceMarks:
    """One candidate's marks in one dance of a Rule 11 comparison, and how many of them count."""

    dance: str
    marks: tuple[MarkCell, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """One entry of a Rule 11 comparison: `count` of `total` marks count; the majority is `needed`."""

    entry: str
    dances: tuple[DanceMarks, ...]
    count: int
    sum: int | str
    has_majority: bool


@dataclass(frozen=True, slots=True)
class MarksComparison:
    """A Rule 11 decision: for which places, in which column, among whom (the winners first)."""

    places: tuple[int, int]
    entries: tuple[str, ...]
    column: int
    needed: int
    total: int
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class PlacesComparison:
    """A Rule 10 decision: dance places `place` or better of each candidate; `rows` is (entry, count, sum)."""

    places: tuple[int, int]
    entries: tuple[str, ...]
    place: int
    rows: tuple[tuple[str, int, int | str], ...]


def dance_tables(document: Mapping[str, object], outcome: Mapping[str, Any]) -> tuple[DanceTable, ...]:
    """The working of each dance of a final (single or several dances)."""
    read = _read(document)
    decided = _decided_columns(outcome)
    return tuple(_dance_table(read, dance, decided, _places_of(outcome, dance)) for dance in read.dances)


def _read(document: Mapping[str, object]) -> DanceSheets:
    sheets = sheets_of(document)
    return counted_final(sheets, read_final(sheets))


def _places_of(outcome: Mapping[str, Any], dance: str) -> Mapping[str, Any]:
    places: Mapping[str, Any] = outcome["dance_places"][dance] if "dance_places" in outcome else outcome["places"]
    return places


def _decided_columns(outcome: Mapping[str, Any]) -> dict[tuple[str, str], int]:
    """For every dance and entry the last column that was compared for its place."""
    return {
        (reason["dance"], entry): reason["columns"][-1]["column"]
        for reason in outcome["reasons"]
        if reason["kind"] == "dance_place"
        for entry in reason["entries"]
    }


def _dance_table(
    read: DanceSheets, dance: str, decided: Mapping[tuple[str, str], int], places: Mapping[str, Any]
) -> DanceTable:
    marks = final_marks(read, dance)
    columns = tuple(range(1, len(read.entries) + 1))
    rows = []
    for entry in read.entries:
        column = decided.get((dance, entry))
        tally = Tally(marks[entry])
        cells = []
        for number in columns:
            count, total = tally.up_to(number)
            cells.append(ColumnCell(number, count, half(total), number == column))
        lit = _cells(read.panels[dance], marks[entry], column)
        rows.append(DanceRow(entry, lit, tuple(cells), places[entry], column))
    return DanceTable(dance, read.panels[dance], columns, len(read.panels[dance]) // 2 + 1, tuple(rows))


def _cells(judges: Sequence[str], marks: Sequence[int], column: int | None) -> tuple[MarkCell, ...]:
    bound = -1 if column is None else 2 * column
    return tuple(MarkCell(judge, half(mark), mark <= bound) for judge, mark in zip(judges, marks, strict=True))


def marks_comparisons(document: Mapping[str, object], outcome: Mapping[str, Any]) -> tuple[MarksComparison, ...]:
    """Every Rule 11 decision of a final, each with the marks of all who were compared."""
    decisions = [reason for reason in outcome["reasons"] if reason["kind"] == "final_place" and "rule_11" in reason]
    if not decisions:
        return ()
    read = _read(document)
    marks = {dance: final_marks(read, dance) for dance in read.dances}
    return tuple(_marks_comparison(reason, read, marks) for reason in decisions)


def _marks_comparison(
    reason: Mapping[str, Any], read: DanceSheets, marks: Mapping[str, Mapping[str, Sequence[int]]]
) -> MarksComparison:
    rule = reason["rule_11"]
    column = rule["columns"][-1]["column"]
    winners = reason["entries"]
    compared = [*winners, *(entry for entry in rule["columns"][0]["counts"] if entry not in winners)]
    return MarksComparison(
        places=(reason["places"][0], reason["places"][1]),
        entries=tuple(winners),
        column=column,
        needed=rule["needed"],
        total=rule["marks"],
        candidates=tuple(_candidate(entry, column, rule["needed"], read, marks) for entry in compared),
    )


def _candidate(
    entry: str,
    column: int,
    needed: int,
    read: DanceSheets,
    marks: Mapping[str, Mapping[str, Sequence[int]]],
) -> Candidate:
    dances = []
    for dance in read.dances:
        cells = _cells(read.panels[dance], marks[dance][entry], column)
        dances.append(DanceMarks(dance, cells, sum(cell.lit for cell in cells)))
    counted = [doubled(cell.mark) for row in dances for cell in row.marks if cell.lit]
    return Candidate(entry, tuple(dances), len(counted), half(sum(counted)), len(counted) >= needed)


def places_comparisons(outcome: Mapping[str, Any]) -> tuple[PlacesComparison, ...]:
    """Every Rule 10 comparison of a final."""
    found = []
    for reason in outcome["reasons"]:
        if reason["kind"] != "final_place" or "rule_10" not in reason:
            continue
        rule = reason["rule_10"]
        rows = tuple((entry, count, rule["sums"][entry]) for entry, count in rule["counts"].items())
        places = (reason["places"][0], reason["places"][1])
        found.append(PlacesComparison(places, tuple(reason["entries"]), rule["place"], rows))
    return tuple(found)
