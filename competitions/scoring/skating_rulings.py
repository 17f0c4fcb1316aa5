"""Rulings on skating sheets: a judge lost, an entry disqualified, a shared place danced off."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from . import checks
from .dance_sheets import DanceSheets
from .rulings import OUT, RulingApplied, find_rulings
from .types import Sheets

KNOWN_IN_RECALL = ("recall_line", "judge_lost", "disqualified", "withdrawn")
KNOWN_IN_FINAL = ("judge_lost", "disqualified", "re_dance")


def disqualified_entries(sheets: Sheets, entries: tuple[str, ...]) -> tuple[str, ...]:
    """The entries that a ruling takes out of the round."""
    found = []
    for ruling in sheets.rulings:
        if ruling["kind"] not in OUT:
            continue
        entry = checks.text(ruling.get("entry"), f"entry of the ruling {ruling['kind']}")
        if entry not in entries:
            message = f"The ruling {ruling['kind']} names the entry {checks.shown(entry)}, which is not in the round."
            raise checks.SheetRefused(message, reason="ruling", entry=entry)
        found.append(entry)
    if len(set(found)) == len(entries):
        raise checks.SheetRefused("Every entry is disqualified or withdrawn.", reason="ruling")
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
