"""Reads the sheets of a skating round: judges, dances, entries and marks[dance][entry] in the judges' order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from . import checks
from .exact import read_integer
from .rulings import find_lost_judges
from .types import Sheets

Marks = Mapping[str, tuple[int, ...]]
Seats = Sequence[tuple[str, bool]]  # a judge, and whether a ruling took the judge out of this dance


@dataclass(frozen=True, slots=True)
class DanceSheets:
    """Whole marks as the judges gave them. `panels` holds the judges per dance; `absent` who did not dance it."""

    entries: tuple[str, ...]
    dances: tuple[str, ...]
    panels: Mapping[str, tuple[str, ...]]
    marks: Mapping[str, Marks]
    absent: Mapping[str, frozenset[str]]


def read_dance_sheets(sheets: Sheets, *, wanted: str) -> DanceSheets:
    """Check that every judge marked every entry in every dance with a whole number, and nothing else is there.

    `wanted` says in words what a mark must be ("a cross (1) or none (0)"). Raises SheetRefused.
    """
    entries = checks.keys(sheets.input.get("entries"), "entries")
    dances = checks.keys(sheets.input.get("dances"), "dances")
    panels = _read_panels(sheets.input.get("judges"), dances)
    lost = find_lost_judges(sheets, panels)
    absent = _read_absent(sheets.input.get("not_danced"), dances, entries)
    given = checks.mapping(sheets.input.get("marks"), "marks")
    checks.same_keys(given, dances, name="dance", where="The marks")
    marks = {}
    for dance in dances:
        seats = [(judge, judge in lost[dance]) for judge in panels[dance]]
        marks[dance] = _read_dance(given[dance], dance, entries, seats, absent[dance], wanted)
    counting = {dance: tuple([judge for judge in panel if judge not in lost[dance]]) for dance, panel in panels.items()}
    return DanceSheets(entries, dances, counting, marks, absent)


def _read_panels(value: object, dances: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    """One list of judges for all dances, or a mapping of each dance to its own panel."""
    if not isinstance(value, Mapping):
        return dict.fromkeys(dances, checks.keys(value, "judges"))
    checks.same_keys(value, dances, name="dance", where="The judges")
    return {dance: checks.keys(value[dance], f"judges of {dance}") for dance in dances}


def _read_absent(value: object, dances: tuple[str, ...], entries: tuple[str, ...]) -> Mapping[str, frozenset[str]]:
    absent = dict.fromkeys(dances, frozenset[str]())
    if value is None:
        return absent
    for dance, names in checks.mapping(value, "list of entries that did not dance").items():
        if dance not in absent:
            raise checks.SheetRefused(f"Not danced: the dance {checks.shown(dance)} is unknown.", reason="unknown")
        if not names:
            continue
        found = checks.keys(names, f"entries that did not dance {dance}")
        for entry in found:
            if entry not in entries:
                raise checks.SheetRefused(
                    f"Not danced: the entry {checks.shown(entry)} is unknown.",
                    reason="unknown",
                    entry=entry,
                    dance=dance,
                )
        absent[dance] = frozenset(found)
    return absent


def _read_dance(
    value: object,
    dance: str,
    entries: tuple[str, ...],
    seats: Seats,
    absent: frozenset[str],
    wanted: str,
) -> Marks:
    given = checks.mapping(value, f"marks of dance {checks.shown(dance)}")
    dancing = [entry for entry in entries if entry not in absent]
    # A mark for somebody who did not dance is kept in the file and not counted.
    counted = [entry for entry in given if entry not in absent]
    checks.same_keys(counted, dancing, name="entry", where=f"Dance {checks.shown(dance)}")
    return {entry: _read_row(given[entry], dance, entry, seats, wanted) for entry in dancing}


def _read_row(value: object, dance: str, entry: str, seats: Seats, wanted: str) -> tuple[int, ...]:
    # Most rows are lists: only one that is not is worth a sentence.
    row = value if type(value) is list else checks.sequence(value, f"marks of entry {checks.shown(entry)} in {dance}")
    if len(row) != len(seats):
        missing = seats[len(row)][0] if len(row) < len(seats) else None
        raise checks.SheetRefused(
            f"Dance {checks.shown(dance)}, entry {checks.shown(entry)}: {len(row)} marks for {len(seats)} judges.",
            reason="missing" if missing else "too_many",
            judge=missing,
            dance=dance,
            entry=entry,
        )
    marks = []
    for (judge, is_lost), mark in zip(seats, row, strict=True):
        if is_lost:
            continue
        number = mark if type(mark) is int and -1 < mark < 10_000 else read_integer(mark)
        if number is None:
            raise checks.refuse_mark(mark, wanted=wanted, judge=judge, entry=entry, dance=dance)
        marks.append(number)
    return tuple(marks)
