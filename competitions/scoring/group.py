"""A group of battles, everybody against everybody: a table by rounds won, then votes; and who goes on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar, TypeAlias

from . import checks
from .cut import cut_values, read_cut
from .exact import decimal_text, read_integer, read_number
from .ranking import competition_ranks, group_by_key
from .rulings import find_rulings, refuse_unknown
from .types import Outcome, Reason, Sheets

KNOWN_RULINGS = ("casting_vote", "re_dance", "recall_line")
KEYS = ("rounds", "votes", "battles", "slider_total", "head_to_head")
Figure: TypeAlias = "int | Fraction"
Row: TypeAlias = "dict[str, Figure]"


@dataclass(frozen=True, slots=True)
class GroupPlace(Reason):
    """A place in the group table; `step` is the key that set these entries apart, or "level", or a ruling."""

    kind: ClassVar[str] = "group_place"
    rank: int
    entries: tuple[str, ...]
    step: str
    figures: Mapping[str, int | str]
    order: tuple[str, ...]


def tabulate_group(sheets: Sheets) -> Outcome:
    """`table`, `ranks`, and `advance` where the ruleset says how many go on."""
    refuse_unknown(sheets, KNOWN_RULINGS)
    order = read_order(sheets.params)
    table, beaten = _read_table(sheets)
    groups, reasons = rank_table(table, beaten, order, sheets)
    values: dict[str, object] = {"table": shown_table(table), "ranks": competition_ranks(groups)}
    found: list[Reason] = list(reasons)
    if sheets.params.get("advance") is not None:
        cut = read_cut({"count": sheets.params["advance"], "ties": "break"}, groups, sheets)
        values |= cut_values(cut)
        found.append(cut)
    return Outcome(sheets.system, values, tuple(found))


def read_order(params: Mapping[str, object]) -> list[str]:
    """The keys that order the table, left to right."""
    given = params.get("order")
    keys = ["rounds", "votes"] if given is None else checks.sequence(given, "setting order")
    return [checks.one_of(key, "item of the setting order", KEYS) for key in keys]


def shown_table(table: Mapping[str, Row]) -> dict[str, dict[str, int | str]]:
    """The table as an outcome holds it: integers, and texts for sums of sliders that are none."""
    return {entry: {key: _text(figure) for key, figure in row.items()} for entry, row in table.items()}


def _text(figure: Figure) -> int | str:
    return figure if isinstance(figure, int) else decimal_text(figure)


def _read_table(sheets: Sheets) -> tuple[dict[str, Row], set[tuple[str, str]]]:
    """The table, and the pairs (winner, loser) of decided battles."""
    if sheets.input.get("table") is not None:
        return _read_ready(checks.mapping(sheets.input["table"], "table")), set()
    table: dict[str, Row] = {}
    beaten: set[tuple[str, str]] = set()
    met: set[frozenset[str]] = set()
    for item in checks.sequence(sheets.input.get("battles"), "list of battles"):
        battle = checks.mapping(item, "battle")
        pair = checks.text(battle.get("a"), "side a"), checks.text(battle.get("b"), "side b")
        if pair[0] == pair[1] or frozenset(pair) in met:
            message = f"The battle {checks.shown(pair[0])} against {checks.shown(pair[1])} cannot stand here twice."
            raise checks.SheetRefused(message, reason="doubled", entry=pair[0])
        met.add(frozenset(pair))
        _add_battle(table, beaten, pair, checks.sequence(battle.get("rounds"), "rounds of a battle"))
    checks.keys(list(table), "entries")
    return table, beaten


def _add_battle(
    table: dict[str, Row], beaten: set[tuple[str, str]], pair: tuple[str, str], rounds: Sequence[object]
) -> None:
    one, other = (table.setdefault(side, {"rounds": 0, "votes": 0, "battles": 0}) for side in pair)
    won, votes = [0, 0], [0, 0]
    for given in rounds:
        counts = [read_integer(count) for count in checks.sequence(given, "votes of a round")]
        if len(counts) != 2 or any(count is None or count < 0 for count in counts):
            message = f"{checks.shown(pair[0])} against {checks.shown(pair[1])}: a round needs two counts of votes."
            raise checks.SheetRefused(message, reason="shape", entry=pair[0])
        left, right = counts[0] or 0, counts[1] or 0
        votes[0] += left
        votes[1] += right
        won[0] += left > right
        won[1] += right > left
    for row, index in ((one, 0), (other, 1)):
        row["rounds"] += won[index]
        row["votes"] += votes[index]
    if (won[0], votes[0]) != (won[1], votes[1]):
        winner = 0 if (won[0], votes[0]) > (won[1], votes[1]) else 1
        table[pair[winner]]["battles"] += 1
        beaten.add((pair[winner], pair[1 - winner]))


def _read_ready(given: Mapping[str, object]) -> dict[str, Row]:
    table: dict[str, Row] = {}
    for entry, value in given.items():
        row: Row = {}
        for key, figure in checks.mapping(value, f"row of {checks.shown(entry)}").items():
            number = read_number(figure)
            if number is None or (number.denominator != 1 and key != "slider_total"):
                message = f"The figure {checks.shown(key)} of {checks.shown(entry)} is no whole number."
                raise checks.SheetRefused(message, reason="not_a_number", entry=entry)
            row[key] = int(number) if number.denominator == 1 else number
        table[entry] = row
    checks.keys(list(table), "entries")
    return table


def rank_table(
    table: Mapping[str, Row], beaten: set[tuple[str, str]], order: Sequence[str], sheets: Sheets
) -> tuple[list[list[str]], list[GroupPlace]]:
    """Groups of level entries, best first, and why; `beaten` holds (winner, loser) of each decided battle."""
    groups: list[list[str]] = []
    reasons: list[GroupPlace] = []
    for part, step, figures in _Separation(table, beaten, sheets).of(list(table), order):
        shown = {entry: _text(figure) for entry, figure in figures.items()}
        reasons.append(GroupPlace(sum(map(len, groups)) + 1, tuple(part), step, shown, tuple(order)))
        groups.append(part)
    return groups, reasons


@dataclass(frozen=True, slots=True)
class _Separation:
    """Splits level entries by one key after the other; rulings settle what no key separates."""

    table: Mapping[str, Row]
    beaten: set[tuple[str, str]]
    sheets: Sheets

    def of(
        self, level: list[str], keys: Sequence[str], step: str = "only", figures: Mapping[str, Figure] | None = None
    ) -> list[tuple[list[str], str, Mapping[str, Figure]]]:
        """Parts, best first, each with the key that set it apart and the figures compared by it."""
        if len(level) == 1:
            return [(level, step, figures or {})]
        for index, key in enumerate(keys):
            compared = {entry: _figure(key, entry, level, self.table, self.beaten) for entry in level}
            parts = [group for _, group in group_by_key(compared, reverse=True)]
            if len(parts) > 1:
                rest = keys[index + 1 :]
                return [found for part in parts for found in self.of(part, rest, key, compared)]
        for kind in ("casting_vote", "re_dance"):
            for ruling in find_rulings(self.sheets, kind):
                ruled = checks.keys(ruling.get("order"), f"entries of the ruling {kind}")
                if set(ruled) == set(level):
                    return [([entry], kind, figures or {}) for entry in ruled]
        return [(level, "level", figures or {})]


def _figure(
    key: str, entry: str, level: Sequence[str], table: Mapping[str, Row], beaten: set[tuple[str, str]]
) -> Figure:
    if key == "head_to_head":
        return sum((entry, other) in beaten for other in level)
    if key not in table[entry]:
        message = f"The table has no {key} for {checks.shown(entry)}."
        raise checks.SheetRefused(message, reason="missing", entry=entry)
    return table[entry][key]
