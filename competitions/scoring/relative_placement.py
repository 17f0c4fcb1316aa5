"""Relative placement (WSDC, West Coast Swing): the majority procedure, then head to head, then the chief judge."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from . import checks
from .dance_sheets import DanceSheets, read_dance_sheets
from .exact import read_integer
from .majority import Allocation, Column, Tally, allocate
from .ranking import majority, mean_place, shared_range
from .rulings import RulingApplied, applied_rulings, find_rulings, refuse_unknown, with_those_out
from .single_dance import broken_sheets, invalid_outcome, method
from .skating_rulings import dance_off, disqualified_entries, without_entries
from .types import Outcome, Reason, Sheets

_KNOWN_RULINGS = ("judge_lost", "disqualified", "re_dance", "placement_drop")


@dataclass(frozen=True, slots=True)
class RelativePlace(Reason):
    """A place by relative placement; `step` is as in one dance, or "head_to_head", or "chief".

    `wins` counts for each of two level entries the judges who placed it before the other; `chief` is the chief
    judge's placing of those whom nothing else separates.
    """

    kind: ClassVar[str] = "dance_place"
    dance: str
    places: tuple[int, int]
    entries: tuple[str, ...]
    rules: tuple[str, ...]
    step: str
    judges: int
    needed: int
    columns: tuple[Column, ...]
    wins: Mapping[str, int] | None = None
    chief: Mapping[str, int] | None = None


def tabulate_relative_placement(sheets: Sheets) -> Outcome:
    """A final's `places`; ties that nothing breaks are shared, as halves."""
    refuse_unknown(sheets, _KNOWN_RULINGS)
    read = read_dance_sheets(sheets, wanted="a place")
    if len(read.dances) != 1:
        raise checks.SheetRefused(
            f"Relative placement takes one dance, but the sheets hold {len(read.dances)}.", reason="dances"
        )
    placed = _read_placed(sheets.params.get("places_to"), len(read.entries))
    broken = () if placed else broken_sheets(read)
    if broken:
        return invalid_outcome(sheets.system, broken)
    if placed:
        _check_first(read, placed)
    chief = _read_chief(sheets.input.get("chief"), read.entries)
    read = without_entries(read, disqualified_entries(sheets, read.entries), close_gaps=True)
    ranges, reasons = _place(read, chief)
    ranges, danced_off = dance_off(sheets, ranges)
    values: dict[str, object] = {}
    dropped = _dropped(sheets, ranges)
    if dropped:
        values["places_before_penalties"] = {entry: mean_place(ranges[entry]) for entry in read.entries}
        ranges, penalties = _with_penalties(ranges, dropped)
    else:
        penalties = ()
    values["places"] = {entry: mean_place(ranges[entry]) for entry in read.entries}
    values["place_ranges"] = {entry: ranges[entry] for entry in read.entries}
    steps = (method(read), *applied_rulings(sheets), *reasons, *danced_off, *penalties)
    return Outcome(sheets.system, with_those_out(sheets, values), steps)


def _read_placed(places_to: object, size: int) -> int | None:
    """How many couples judges place; None where it is all of them, also because there are no more."""
    if places_to is None:
        return None
    placed = checks.whole(places_to, "setting places_to", low=1)
    return placed if placed < size else None


def _check_first(read: DanceSheets, placed: int) -> None:
    """Where judges place only the first k, every other couple must carry the mark k + 1 with that judge."""
    size = len(read.entries)
    (dance,) = read.dances
    wanted = sorted([*range(1, placed + 1), *[placed + 1] * (size - placed)])
    for index, judge in enumerate(read.panels[dance]):
        if sorted(row[index] for row in read.marks[dance].values()) != wanted:
            message = (
                f"Judge {checks.shown(judge)}: the places must be 1 to {placed} once each, and {placed + 1} elsewhere."
            )
            raise checks.SheetRefused(message, reason="doubled", judge=judge, dance=dance)


def _read_chief(value: object, entries: tuple[str, ...]) -> Mapping[str, int] | None:
    """The chief judge's placing: each entry once, no ties; it is not counted, it only separates."""
    if value is None:
        return None
    given = checks.mapping(value, "chief judge's placing")
    checks.same_keys(given, entries, name="entry", where="The chief judge")
    chief: dict[str, int] = {}
    for entry in entries:
        place = read_integer(given[entry])
        if place is None:
            raise checks.refuse_mark(given[entry], wanted="a place", judge="chief", entry=entry)
        chief[entry] = place
    if len(set(chief.values())) != len(chief):
        raise checks.SheetRefused("The chief judge gives one place twice.", reason="doubled", judge="chief")
    return chief


def _place(
    read: DanceSheets, chief: Mapping[str, int] | None
) -> tuple[dict[str, tuple[int, int]], list[RelativePlace]]:
    (dance,) = read.dances
    marks = read.marks[dance]
    judges = len(read.panels[dance])
    tallies = {entry: Tally([2 * mark for mark in row]) for entry, row in marks.items()}
    ranges: dict[str, tuple[int, int]] = {}
    reasons: list[RelativePlace] = []
    last = max(max(row) for row in marks.values())
    for allocation in allocate(tallies, needed=majority(judges), first=1, last=last):
        for reason in _steps(allocation, len(ranges) + 1, dance, marks, chief):
            ranges.update(dict.fromkeys(reason.entries, reason.places))
            reasons.append(reason)
    return ranges, reasons


def _steps(
    allocation: Allocation,
    place: int,
    dance: str,
    marks: Mapping[str, Sequence[int]],
    chief: Mapping[str, int] | None,
) -> list[RelativePlace]:
    """The place or places of one allocation; those level in every column go head to head, then to the chief judge."""
    level = allocation.entries
    judges = len(marks[level[0]])

    def reason(entries: Sequence[str], first: int, step: str, **more: Mapping[str, int]) -> RelativePlace:
        places = shared_range(first, len(entries))
        return RelativePlace(
            dance, places, tuple(entries), (), step, judges, majority(judges), allocation.columns, **more
        )

    if len(level) == 1:
        return [reason(level, place, allocation.step)]
    if len(level) == 2:
        wins = _head_to_head(level[0], level[1], marks)
        if wins[level[0]] != wins[level[1]]:
            ordered = sorted(level, key=lambda entry: -wins[entry])
            return [reason([entry], place + index, "head_to_head", wins=wins) for index, entry in enumerate(ordered)]
    if chief is not None:
        placing = {entry: chief[entry] for entry in level}
        ordered = sorted(level, key=placing.__getitem__)
        return [reason([entry], place + index, "chief", chief=placing) for index, entry in enumerate(ordered)]
    return [reason(level, place, "level")]


def _head_to_head(one: str, other: str, marks: Mapping[str, Sequence[int]]) -> dict[str, int]:
    pairs = list(zip(marks[one], marks[other], strict=True))
    return {one: sum(a < b for a, b in pairs), other: sum(b < a for a, b in pairs)}


def _dropped(sheets: Sheets, ranges: Mapping[str, tuple[int, int]]) -> list[tuple[str, int]]:
    """Rulings that drop an entry by places: applied after tabulation, one swap with the entry behind for each."""
    found = []
    for ruling in find_rulings(sheets, "placement_drop"):
        entry = checks.text(ruling.get("entry"), "entry of the ruling placement_drop")
        if entry not in ranges:
            message = f"The ruling placement_drop names the entry {checks.shown(entry)}, which has no place."
            raise checks.SheetRefused(message, reason="ruling", entry=entry)
        found.append((entry, checks.whole(ruling.get("by", 1), "places of the ruling placement_drop", low=1)))
    return found


def _with_penalties(
    ranges: Mapping[str, tuple[int, int]], dropped: Sequence[tuple[str, int]]
) -> tuple[dict[str, tuple[int, int]], tuple[RulingApplied, ...]]:
    order = sorted(ranges, key=lambda entry: ranges[entry])
    reasons = []
    after = dict(ranges)
    for entry, by in dropped:
        for _ in range(by):
            index = order.index(entry)
            if index + 1 == len(order):
                break
            behind = order[index + 1]
            order[index], order[index + 1] = behind, entry
            after[entry], after[behind] = after[behind], after[entry]
        reasons.append(RulingApplied("placement_drop", entries=(entry,), places=after[entry]))
    return after, tuple(reasons)
