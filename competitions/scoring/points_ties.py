"""Ranks from scores: entries level on the score are separated by the ruleset's tie-break list, left to right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from . import checks
from .exact import UNIT, decimal_text, in_steps
from .points_reasons import TieBreak
from .points_sheets import PointsSheets
from .ranking import competition_ranks, group_by_key
from .rulings import find_rulings
from .types import Sheets

Figures: TypeAlias = "dict[str, tuple[Fraction, ...]]"
ITEMS = ("criterion", "raw_sum", "best_judge", "judge", "countback")


@dataclass(frozen=True, slots=True)
class _Item:
    """One item of the tie-break list: its kind, and the criterion or judge that it names."""

    kind: str
    name: str | None


def rank_scores(
    sheets: Sheets,
    read: PointsSheets,
    scores: Mapping[str, Fraction],
    shown: Mapping[str, str],
    criteria: Mapping[str, Mapping[str, Fraction]],
) -> tuple[list[list[str]], list[TieBreak]]:
    """Groups of level entries, best first, and a step for every tie that was looked at."""
    items = _read_items(sheets.params.get("tie_break", ()), read)
    groups: list[list[str]] = []
    reasons: list[TieBreak] = []
    for _, level in group_by_key(in_steps(scores), reverse=True):
        if len(level) == 1:
            groups.append(level)
            continue
        rank = sum(map(len, groups)) + 1
        parts = _separate(level, items, read, criteria, shown[level[0]], rank, reasons)
        parts = _ruled(sheets, parts, shown[level[0]], rank, reasons)
        groups += parts
    return groups, reasons


def _read_items(value: object, read: PointsSheets) -> list[_Item]:
    items = []
    for given in checks.sequence(value, "setting tie_break"):
        pair = [given] if isinstance(given, str) else checks.sequence(given, "item of the setting tie_break")
        kind = checks.one_of(pair[0] if pair else None, "item of the setting tie_break", ITEMS)
        name = None
        if kind in ("criterion", "judge"):
            known = [one.key for one in read.criteria] if kind == "criterion" else read.judges
            name = checks.one_of(pair[1] if len(pair) > 1 else None, f"{kind} of the setting tie_break", known)
        items.append(_Item(kind, name))
    return items


def _separate(
    level: list[str],
    items: Sequence[_Item],
    read: PointsSheets,
    criteria: Mapping[str, Mapping[str, Fraction]],
    score: str,
    rank: int,
    reasons: list[TieBreak],
) -> list[list[str]]:
    if len(level) == 1:
        return [level]
    if not items:
        reasons.append(TieBreak(rank=rank, entries=tuple(level), score=score))
        return [level]
    item, rest = items[0], items[1:]
    figures = _figures(item, level, read, criteria)
    parts = [group for _, group in group_by_key(figures, reverse=True)]
    if len(parts) > 1:
        shown = {entry: decimal_text(figures[entry][0]) for entry in level}
        reasons.append(TieBreak(rank, tuple(level), score, item.kind, item.name, shown))
    found: list[list[str]] = []
    for part in parts:
        found += _separate(part, rest, read, criteria, score, rank + sum(map(len, found)), reasons)
    return found


def _figures(
    item: _Item, level: Sequence[str], read: PointsSheets, criteria: Mapping[str, Mapping[str, Fraction]]
) -> Figures:
    """What the item compares, larger is better; further figures follow where the first ones are equal."""
    if item.kind == "criterion":
        assert item.name is not None
        return {entry: (criteria[entry][item.name],) for entry in level}
    totals = {entry: judge_sums(read, entry) for entry in level}
    if item.kind == "raw_sum":
        return {entry: (sum(row.values(), Fraction(0)),) for entry, row in totals.items()}
    if item.kind == "best_judge":
        return {entry: (max(row.values()),) for entry, row in totals.items()}
    if item.kind == "judge":
        assert item.name is not None
        return {entry: (row.get(item.name, Fraction(0)),) for entry, row in totals.items()}
    return _countback(level, read)


def judge_sums(read: PointsSheets, entry: str) -> dict[str, Fraction]:
    """Each judge's sum of raw marks for an entry."""
    sums: dict[str, Fraction] = {}
    for judges in read.marks[entry].values():
        for judge, row in judges.items():
            if not row:  # who abstained altogether has given no mark, not a mark of 0
                continue
            sums[judge] = sums.get(judge, Fraction(0)) + Fraction(sum(row.values()), UNIT)
    return sums


def _countback(level: Sequence[str], read: PointsSheets) -> Figures:
    """More judges who have the entry first; then more who have it second, and so on."""
    places: dict[str, Counter[int]] = {entry: Counter() for entry in level}
    sums = {entry: judge_sums(read, entry) for entry in read.entries}
    for judge in read.judges:
        column = {entry: row[judge] for entry, row in sums.items() if judge in row}
        ranks = competition_ranks([group for _, group in group_by_key(column, reverse=True)])
        for entry in level:
            if entry in ranks:
                places[entry][ranks[entry]] += 1
    columns = range(1, len(read.entries) + 1)
    return {entry: tuple(Fraction(places[entry][column]) for column in columns) for entry in level}


def _ruled(sheets: Sheets, parts: list[list[str]], score: str, rank: int, reasons: list[TieBreak]) -> list[list[str]]:
    """The chair's casting vote or a re-dance settles what the list left level."""
    found: list[list[str]] = []
    for part in parts:
        order = _order_for(sheets, part) if len(part) > 1 else None
        if order is None:
            found.append(part)
            continue
        kind, entries = order
        reasons.append(TieBreak(rank + sum(map(len, found)), tuple(entries), score, ruling=kind))
        found += [[entry] for entry in entries]
    return found


def _order_for(sheets: Sheets, level: Sequence[str]) -> tuple[str, Sequence[str]] | None:
    for kind in ("casting_vote", "re_dance"):
        for ruling in find_rulings(sheets, kind):
            order = checks.keys(ruling.get("order"), f"entries of the ruling {kind}")
            if set(order) == set(level):
                return kind, order
    return None
