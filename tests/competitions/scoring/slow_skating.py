"""The skating system once more, written from the rule texts without a thought for speed: the judge of the real one.

It shares no line with the engine: marks are plain, shared places are fractions, every count is counted anew, and a
dance is ordered by one long key instead of step by step.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import groupby

Places = dict[str, Fraction]


def place_dance(rows: Mapping[str, Sequence[int]]) -> Places:
    """Rules 5 to 8: first column with a majority, then for it and each later one the most marks, the least sum."""
    return _shared(rows, {entry: _key(row, 1, len(rows)) for entry, row in rows.items()}, 1)


def _key(row: Sequence[int], first: int, last: int) -> tuple[object, ...]:
    column = first
    while 2 * len([mark for mark in row if mark <= column]) <= len(row):
        column += 1
    key: list[object] = [column]
    for later in range(column, last + 1):
        counted = [mark for mark in row if mark <= later]
        key += [-len(counted), sum(counted)]
    return tuple(key)


def _shared(entries: Mapping[str, object], keys: Mapping[str, tuple[object, ...]], first: int) -> Places:
    places: Places = {}
    ordered = sorted(entries, key=lambda entry: keys[entry])
    for _, group in groupby(ordered, key=lambda entry: keys[entry]):
        level = list(group)
        for entry in level:
            places[entry] = first + Fraction(len(level) - 1, 2)
        first += len(level)
    return places


def place_final(dances: Sequence[Mapping[str, Sequence[int]]]) -> Places:
    """Rules 9 to 11, by recursion as the rule texts read."""
    tables = [place_dance(rows) for rows in dances]
    entries = list(tables[0])
    dance_places = {entry: [table[entry] for table in tables] for entry in entries}
    marks = {entry: [mark for rows in dances for mark in rows[entry]] for entry in entries}
    totals = {entry: sum(dance_places[entry]) for entry in entries}
    result: Places = {}
    for total in sorted(set(totals.values())):
        group = [entry for entry in entries if totals[entry] == total]
        place = 1 + len([entry for entry in entries if totals[entry] < total])
        _settle(group, place, dance_places, marks, len(entries), result)
    return result


def _settle(
    group: list[str],
    place: int,
    dance_places: Mapping[str, Sequence[Fraction]],
    marks: Mapping[str, Sequence[int]],
    last: int,
    result: Places,
) -> None:
    if not group:
        return
    if len(group) == 1:
        result[group[0]] = Fraction(place)
        return

    def rule_10(entry: str) -> tuple[int, Fraction]:
        counted = [one for one in dance_places[entry] if one <= place]
        return -len(counted), sum(counted, Fraction())

    best = min(rule_10(entry) for entry in group)
    front = [entry for entry in group if rule_10(entry) == best]
    others = [entry for entry in group if entry not in front]
    if len(front) == 1:
        result[front[0]] = Fraction(place)
        _settle(others, place + 1, dance_places, marks, last, result)
        return
    keys = {entry: _key(marks[entry], place, last) for entry in front}
    winner = min(keys.values())
    winners = [entry for entry in front if keys[entry] == winner]
    for entry in winners:
        result[entry] = place + Fraction(len(winners) - 1, 2)
    rest = [entry for entry in front if entry not in winners]
    _settle(rest, place + len(winners), dance_places, marks, last, result)
    _settle(others, place + len(front), dance_places, marks, last, result)
