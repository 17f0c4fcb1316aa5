"""Rulings on skating sheets: a judge lost, an entry disqualified, a shared place danced off."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from . import checks
from .dance_sheets import DanceSheets
from .rulings import find_rulings
from .types import Reason, Sheets

KNOWN_IN_RECALL = ("recall_line", "judge_lost", "disqualified")
KNOWN_IN_FINAL = ("judge_lost", "disqualified", "re_dance")


@dataclass(frozen=True, slots=True)
class RulingApplied(Reason):
    """A human decision that the arithmetic took as given."""

    kind: ClassVar[str] = "ruling"
    ruling: str
    entries: tuple[str, ...] = ()
    judge: str | None = None
    dances: tuple[str, ...] | None = None
    places: tuple[int, int] | None = None


def disqualified_entries(sheets: Sheets, entries: tuple[str, ...]) -> tuple[str, ...]:
    """The entries that a ruling takes out of the round."""
    found = []
    for ruling in find_rulings(sheets, "disqualified"):
        entry = checks.text(ruling.get("entry"), "entry of the ruling disqualified")
        if entry not in entries:
            message = f"The ruling disqualified names the entry {checks.shown(entry)}, which is not in the round."
            raise checks.SheetRefused(message, reason="ruling", entry=entry)
        found.append(entry)
    if len(set(found)) == len(entries):
        raise checks.SheetRefused("Every entry is disqualified.", reason="ruling")
    return tuple(dict.fromkeys(found))


def without_entries(read: DanceSheets, out: tuple[str, ...], *, close_gaps: bool) -> DanceSheets:
    """The sheets without these entries; places behind them move up by one with each judge."""
    if not out:
        return read
    marks = {}
    for dance, rows in read.marks.items():
        kept = {entry: row for entry, row in rows.items() if entry not in out}
        removed = [row for entry, row in rows.items() if entry in out]
        if close_gaps:
            kept = {entry: _moved_up(row, removed) for entry, row in kept.items()}
        marks[dance] = kept
    return replace(
        read,
        entries=tuple(entry for entry in read.entries if entry not in out),
        marks=marks,
        absent={dance: names - set(out) for dance, names in read.absent.items()},
    )


def _moved_up(row: tuple[int, ...], removed: list[tuple[int, ...]]) -> tuple[int, ...]:
    return tuple(mark - sum(other[index] < mark for other in removed) for index, mark in enumerate(row))


def applied_rulings(sheets: Sheets) -> tuple[RulingApplied, ...]:
    """The rulings on judges and entries as reasons, in their order."""
    found = []
    for ruling in sheets.rulings:
        if ruling["kind"] == "judge_lost":
            dances = ruling.get("dances")
            named = None if dances is None else checks.keys(dances, "dances of the ruling")
            found.append(RulingApplied("judge_lost", judge=str(ruling["judge"]), dances=named))
        elif ruling["kind"] == "disqualified":
            found.append(RulingApplied("disqualified", entries=(str(ruling["entry"]),)))
    return tuple(found)


def dance_off(
    sheets: Sheets, ranges: Mapping[str, tuple[int, int]]
) -> tuple[dict[str, tuple[int, int]], tuple[RulingApplied, ...]]:
    """Settle shared places by the order of a re-dance; each ruling must name exactly one tied group."""
    settled, reasons = dict(ranges), []
    for ruling in find_rulings(sheets, "re_dance"):
        order = checks.keys(ruling.get("order"), "entries of the ruling re_dance")
        covered = settled.get(order[0])
        tied = {entry for entry, places in settled.items() if places == covered}
        if len(order) < 2 or tied != set(order):
            message = "The ruling re_dance must name all entries that share a place, and nobody else."
            raise checks.SheetRefused(message, reason="ruling", entry=order[0])
        first = settled[order[0]][0]
        reasons.append(RulingApplied("re_dance", entries=order, places=(first, first + len(order) - 1)))
        settled.update({entry: (first + index, first + index) for index, entry in enumerate(order)})
    return settled, tuple(reasons)
