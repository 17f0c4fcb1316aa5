"""Skating system, Rules 2 to 8: the places of one dance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from . import checks
from .dance_sheets import DanceSheets, read_dance_sheets
from .majority import Allocation, Tally, allocate
from .ranking import majority, mean_place, shared_range
from .rulings import applied_rulings, refuse_unknown, with_those_out
from .skating_reasons import BrokenSheet, DancePlace, Method, NotDanced
from .skating_rulings import KNOWN_IN_FINAL, dance_off, disqualified_entries, without_entries
from .types import Outcome, Reason, Sheets

_RULES: Mapping[str, tuple[str, ...]] = {
    "majority": ("5",),
    "count": ("6",),
    "sum": ("7",),
    "next_column": ("7",),
    "level": ("7",),
    "remaining": ("6", "7"),
}


@dataclass(frozen=True, slots=True)
class DanceResult:
    """One dance: doubled marks as they count, the places that each entry covers, and the steps."""

    marks: Mapping[str, tuple[int, ...]]
    ranges: Mapping[str, tuple[int, int]]
    reasons: tuple[Reason, ...]


def tabulate_single_dance(sheets: Sheets) -> Outcome:
    """One dance's places: `places`, ties as halves. A sheet that is no permutation gives `invalid` and no places."""
    read = read_final(sheets)
    if len(read.dances) != 1:
        raise checks.SheetRefused(
            f"This system takes one dance, but the sheets hold {len(read.dances)}.", reason="dances"
        )
    broken = broken_sheets(read)
    if broken:
        return invalid_outcome(sheets.system, broken)
    read = counted_final(sheets, read)
    result = place_dance(read, read.dances[0])
    ranges, danced_off = dance_off(sheets, result.ranges)
    values = {
        "places": {entry: mean_place(ranges[entry]) for entry in read.entries},
        "place_ranges": {entry: ranges[entry] for entry in read.entries},
    }
    reasons = (method(read), *applied_rulings(sheets), *result.reasons, *danced_off)
    return Outcome(sheets.system, with_those_out(sheets, values), reasons)


def read_final(sheets: Sheets) -> DanceSheets:
    """The sheets of a final; entries that did not dance need the setting that says how they are placed."""
    refuse_unknown(sheets, KNOWN_IN_FINAL)
    read = read_dance_sheets(sheets, wanted="a place")
    if any(read.absent.values()):
        checks.one_of(sheets.params.get("not_danced"), "setting not_danced", ["bottom_mean"])
    return read


def counted_final(sheets: Sheets, read: DanceSheets) -> DanceSheets:
    """Legal sheets as they count: without the disqualified, whose gaps are closed with each judge."""
    return without_entries(read, disqualified_entries(sheets, read.entries), close_gaps=True)


def broken_sheets(read: DanceSheets) -> tuple[BrokenSheet, ...]:
    """Rules 3 and 4: every judge gives each dancing entry one place from 1 on, no ties and no gaps."""
    found: list[BrokenSheet] = []
    for dance in read.dances:
        rows = list(read.marks[dance].values())
        places = list(range(1, len(rows) + 1))
        for index, judge in enumerate(read.panels[dance]):
            given = sorted([row[index] for row in rows])
            if given != places:
                found.append(_broken(dance, judge, given, places))
    return tuple(found)


def _broken(dance: str, judge: str, given: list[int], places: list[int]) -> BrokenSheet:
    counts = Counter(given)
    return BrokenSheet(
        dance=dance,
        judge=judge,
        last=len(places),
        doubled=tuple(place for place in places if counts[place] > 1),
        missing=tuple(place for place in places if place not in counts),
        impossible=tuple(place for place in sorted(counts) if place not in places),
    )


def invalid_outcome(system: str, broken: tuple[BrokenSheet, ...]) -> Outcome:
    """No places, and which judge's sheet in which dance must be mended."""
    values = {"invalid": [{"dance": sheet.dance, "judge": sheet.judge} for sheet in broken]}
    return Outcome(system, values, broken)


def method(read: DanceSheets) -> Method:
    """The opening: how many judges placed how many entries in which dances."""
    sizes = {len(panel) for panel in read.panels.values()}
    judges = len({judge for panel in read.panels.values() for judge in panel})
    needed = majority(sizes.pop()) if len(sizes) == 1 else None
    return Method(judges=judges, entries=len(read.entries), dances=read.dances, needed=needed)


def final_marks(read: DanceSheets, dance: str) -> Mapping[str, tuple[int, ...]]:
    """Doubled marks as they count: who did not dance holds the mean of the bottom places with every judge."""
    marks = {entry: tuple([2 * mark for mark in row]) for entry, row in read.marks[dance].items()}
    if read.absent[dance]:
        bottom = (len(marks) + 1 + len(read.entries),) * len(read.panels[dance])
        marks.update(dict.fromkeys(read.absent[dance], bottom))
    return marks


def place_dance(read: DanceSheets, dance: str) -> DanceResult:
    """Rules 5 to 8 for one dance; who did not dance it shares its bottom places with every judge."""
    marks = final_marks(read, dance)
    judges, last = len(read.panels[dance]), len(read.entries)
    needed = majority(judges)
    tallies = {entry: Tally(marks[entry]) for entry in read.marks[dance]}
    ranges: dict[str, tuple[int, int]] = {}
    reasons: list[Reason] = []
    place = 1
    for allocation in allocate(tallies, needed=needed, first=1, last=last):
        covered = shared_range(place, len(allocation.entries))
        ranges.update(dict.fromkeys(allocation.entries, covered))
        reasons.append(_dance_place(dance, covered, allocation, judges))
        place += len(allocation.entries)
    absent = tuple(entry for entry in read.entries if entry in read.absent[dance])
    if absent:
        covered = (place, last)
        ranges.update(dict.fromkeys(absent, covered))
        reasons.append(NotDanced(dance=dance, places=covered, entries=absent))
    return DanceResult(marks, ranges, tuple(reasons))


def _dance_place(dance: str, covered: tuple[int, int], allocation: Allocation, judges: int) -> DancePlace:
    rules = _RULES[allocation.step]
    if allocation.opened > covered[0] and allocation.step != "remaining":
        rules = (*rules, "8")  # nobody had the majority in the place's own column
    step, columns = allocation.step, allocation.columns
    return DancePlace(dance, covered, allocation.entries, rules, step, judges, majority(judges), columns)
