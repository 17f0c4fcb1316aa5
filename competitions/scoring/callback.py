"""Callback scoring of relative placement's preliminary rounds: yes, alternates, no, each worth points."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from . import checks
from .exact import decimal_text, read_number
from .ranking import competition_ranks, group_by_key
from .rulings import applied_rulings, find_lost_judges, find_rulings, refuse_unknown, with_those_out
from .skating_rulings import disqualified_entries
from .types import Outcome, Reason, Sheets

_KNOWN_RULINGS = ("recall_line", "judge_lost", "disqualified", "withdrawn")


@dataclass(frozen=True, slots=True)
class CallbackMethod(Reason):
    """Who marked whom, and what each mark is worth."""

    kind: ClassVar[str] = "callback_method"
    judges: int
    entries: int
    wanted: int
    points: Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class CallbackTie(Reason):
    """Entries level on points that the chief judge put in this order (`broken`), or that nothing separates."""

    kind: ClassVar[str] = "callback_tie"
    entries: tuple[str, ...]
    total: str | int
    broken: bool
    chief: Mapping[str, int | str] | None = None


@dataclass(frozen=True, slots=True)
class CallbackLine(Reason):
    """Who is called back and who waits as an alternate; `tied` are those across the line."""

    kind: ClassVar[str] = "callback_line"
    step: str
    wanted: int
    recalled: tuple[str, ...]
    tied: tuple[str, ...]
    alternates: tuple[str, ...]
    cut: str | int


def tabulate_callback(sheets: Sheets) -> Outcome:
    """`totals`, `order`, `rank` (1, 2, 2, 4), `recalled`, `alternates`; a tie that crosses the line is left open."""
    refuse_unknown(sheets, _KNOWN_RULINGS)
    wanted = checks.whole(sheets.params.get("wanted"), "setting wanted", low=1)
    number = checks.whole(sheets.params.get("alternates", 0), "setting alternates", low=0)
    points = _read_points(sheets.params.get("points"))
    entries = checks.keys(sheets.input.get("entries"), "entries")
    judges, totals = _add_up(sheets, entries, points)
    out = disqualified_entries(sheets, entries)
    totals = {entry: total for entry, total in totals.items() if entry not in out}
    chief = _read_chief(sheets.input.get("chief"), entries)
    groups = group_by_key(totals, reverse=True)
    reasons: list[Reason] = [
        CallbackMethod(judges, len(totals), wanted, {mark: decimal_text(value) for mark, value in points.items()}),
        *applied_rulings(sheets),
    ]
    ordered: list[list[str]] = []
    for total, group in groups:
        parts = _separate(group, chief)
        ordered += parts
        if len(group) > 1 and _matters(sum(map(len, ordered)), len(group), wanted, number):
            reasons.append(_tie(parts, total, chief))
    recalled, tied, step = _line(ordered, wanted, sheets)
    order = [entry for part in ordered for entry in part]
    left = [part for part in ([e for e in part if e not in recalled] for part in ordered) if part]
    alternates = _alternates(left, number) if not tied else ()
    lowest = min((totals[entry] for entry in recalled), default=Fraction(0))
    reasons.append(CallbackLine(step, wanted, recalled, tied, alternates, decimal_text(lowest)))
    values: dict[str, object] = {
        "totals": {entry: decimal_text(total) for entry, total in totals.items()},
        "order": order,
        "rank": competition_ranks([group for _, group in groups]),
        "exact": not tied,
    }
    if tied:
        values |= {"sure": recalled, "tied_at_line": tied, "choices": (len(recalled), len(recalled) + len(tied))}
    else:
        values |= {"recalled": recalled, "alternates": alternates}
    return Outcome(sheets.system, with_those_out(sheets, values), tuple(reasons))


def _read_points(value: object) -> dict[str, Fraction]:
    points: dict[str, Fraction] = {}
    for mark, worth in checks.mapping(value, "setting points").items():
        number = read_number(worth)
        if number is None:
            raise checks.SheetRefused(
                f"The points of the mark {checks.shown(mark)} are {checks.shown(worth)}, which is no number.",
                reason="not_a_number",
            )
        points[mark] = number
    return points


def _add_up(
    sheets: Sheets, entries: tuple[str, ...], points: Mapping[str, Fraction]
) -> tuple[int, dict[str, Fraction]]:
    dances = checks.keys(sheets.input.get("dances"), "dances")
    judges = checks.keys(sheets.input.get("judges"), "judges")
    lost = find_lost_judges(sheets, dict.fromkeys(dances, judges))
    marks = checks.mapping(sheets.input.get("marks"), "marks")
    checks.same_keys(marks, dances, name="dance", where="The marks")
    totals = dict.fromkeys(entries, Fraction(0))
    for dance in dances:
        rows = checks.mapping(marks[dance], f"marks of dance {checks.shown(dance)}")
        checks.same_keys(rows, entries, name="entry", where=f"Dance {checks.shown(dance)}")
        for entry in entries:
            row = checks.sequence(rows[entry], f"marks of entry {checks.shown(entry)}")
            if len(row) != len(judges):
                message = f"Entry {checks.shown(entry)}: {len(row)} marks for {len(judges)} judges."
                raise checks.SheetRefused(message, reason="missing", dance=dance, entry=entry)
            for judge, mark in zip(judges, row, strict=True):
                if judge in lost[dance]:
                    continue
                if not isinstance(mark, str) or mark not in points:
                    wanted = f"one of {', '.join(points)}"
                    raise checks.refuse_mark(mark, wanted=wanted, judge=judge, entry=entry, dance=dance)
                totals[entry] += points[mark]
    return len(judges), totals


def _read_chief(value: object, entries: tuple[str, ...]) -> Mapping[str, Fraction] | None:
    """The chief judge's order of those who are tied: lower first; entries that it does not name stay tied."""
    if value is None:
        return None
    chief: dict[str, Fraction] = {}
    for entry, place in checks.mapping(value, "chief judge's order").items():
        number = read_number(place)
        if entry not in entries:
            message = f"The chief judge places the entry {checks.shown(entry)}, which is unknown."
            raise checks.SheetRefused(message, reason="unknown", judge="chief", entry=entry)
        if number is None:
            raise checks.refuse_mark(place, wanted="a place", judge="chief", entry=entry)
        chief[entry] = number
    return chief


def _separate(group: list[str], chief: Mapping[str, Fraction] | None) -> list[list[str]]:
    """A group level on points in the chief judge's order, where the chief judge named all of it."""
    if chief is None or len(group) == 1 or not all(entry in chief for entry in group):
        return [group]
    return [level for _, level in group_by_key({entry: chief[entry] for entry in group})]


def _matters(up_to: int, size: int, wanted: int, number: int) -> bool:
    """Whether a tie ending at position `up_to` touches the line or the order of the alternates."""
    return up_to > wanted and up_to - size < wanted + number


def _tie(parts: list[list[str]], total: Fraction, chief: Mapping[str, Fraction] | None) -> CallbackTie:
    entries = tuple(entry for part in parts for entry in part)
    broken = all(len(part) == 1 for part in parts)
    named = {entry: decimal_text(chief[entry]) for entry in entries} if chief is not None and broken else None
    return CallbackTie(entries, decimal_text(total), broken, named)


def _line(
    ordered: Sequence[Sequence[str]], wanted: int, sheets: Sheets
) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    """Who is in, who is tied across the line, and what decided."""
    inside: list[str] = []
    for part in ordered:
        if len(inside) + len(part) <= wanted:
            inside += part
            continue
        if len(inside) >= wanted or len(part) == 1:
            break
        ruling = next(iter(find_rulings(sheets, "recall_line")), None)
        if ruling is None:
            return tuple(inside), tuple(part), "tied"
        return (*inside, *_ruled(ruling.get("recall"), part, inside)), (), "ruling"
    return tuple(inside), (), "exact"


def _ruled(chosen: object, tied: Sequence[str], sure: Sequence[str]) -> list[str]:
    if chosen == "all":
        return list(tied)
    if chosen == "none":
        return []
    named = checks.keys(chosen, "entries that the chief judge calls back")
    for entry in named:
        if entry not in tied and entry not in sure:
            message = f"The ruling calls back the entry {checks.shown(entry)}, which is not tied at the line."
            raise checks.SheetRefused(message, reason="ruling", entry=entry)
    return [entry for entry in tied if entry in named]


def _alternates(left: Sequence[Sequence[str]], number: int) -> tuple[str, ...]:
    """The next ones in order; where a tie hides who comes next, the list ends."""
    found: list[str] = []
    for part in left:
        if len(found) >= number or len(part) > 1:
            break
        found += part
    return tuple(found)
