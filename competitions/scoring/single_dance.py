"""Skating system, Rules 2 to 8: the places of one dance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from . import checks
from .dance_sheets import DanceSheets, read_dance_sheets
from .exact import half
from .majority import Allocation, Tally, allocate
from .ranking import majority, shared_range
from .skating_reasons import BrokenSheet, DancePlace, Method, NotDanced
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
    """One dance: doubled marks as they count, doubled places, and the steps."""

    marks: Mapping[str, tuple[int, ...]]
    places: Mapping[str, int]
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
    dance = read.dances[0]
    result = place_dance(read, dance)
    values = {"places": {entry: half(result.places[entry]) for entry in read.entries}}
    return Outcome(sheets.system, values, (method(read), *result.reasons))


def read_final(sheets: Sheets) -> DanceSheets:
    """The sheets of a final; entries that did not dance need the setting that says how they are placed."""
    read = read_dance_sheets(sheets, wanted="a place")
    if any(read.absent.values()):
        checks.one_of(sheets.params.get("not_danced"), "setting not_danced", ["bottom_mean"])
    return read


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


def place_dance(read: DanceSheets, dance: str) -> DanceResult:
    """Rules 5 to 8 for one dance; who did not dance it shares its bottom places with every judge."""
    marks = {entry: tuple([2 * mark for mark in row]) for entry, row in read.marks[dance].items()}
    judges, last = len(read.panels[dance]), len(read.entries)
    needed = majority(judges)
    tallies = {entry: Tally(row) for entry, row in marks.items()}
    places: dict[str, int] = {}
    reasons: list[Reason] = []
    place = 1
    for allocation in allocate(tallies, needed=needed, first=1, last=last):
        covered = shared_range(place, len(allocation.entries))
        places.update(dict.fromkeys(allocation.entries, sum(covered)))
        reasons.append(_dance_place(dance, covered, allocation, needed))
        place += len(allocation.entries)
    absent = tuple(entry for entry in read.entries if entry in read.absent[dance])
    if absent:
        covered = (place, last)
        places.update(dict.fromkeys(absent, sum(covered)))
        marks.update(dict.fromkeys(absent, (sum(covered),) * judges))
        reasons.append(NotDanced(dance=dance, places=covered, entries=absent))
    return DanceResult(marks, places, tuple(reasons))


def _dance_place(dance: str, covered: tuple[int, int], allocation: Allocation, needed: int) -> DancePlace:
    rules = _RULES[allocation.step]
    if allocation.opened > covered[0] and allocation.step != "remaining":
        rules = (*rules, "8")  # nobody had the majority in the place's own column
    return DancePlace(dance, covered, allocation.entries, rules, allocation.step, needed, allocation.columns)
