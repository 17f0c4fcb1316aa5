"""IDO: each judge's sum of dimensions becomes a place (final) or a cross (elimination); then the skating system."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from . import checks
from .cut import Cut, read_cut
from .exact import UNIT, decimal_text, read_units
from .limits import Limits, read_limits
from .ranking import group_by_key
from .rulings import applied_rulings, find_rulings, refuse_unknown, with_those_out
from .single_dance import tabulate_single_dance
from .types import Outcome, Reason, Sheets

KNOWN_RULINGS = ("judge_choice", "judge_lost", "recall_line", "re_dance", "disqualified")
FROM_ZERO = Limits(low=0)  # where the ruleset says nothing about its dimensions


@dataclass(frozen=True, slots=True)
class JudgeTotals(Reason):
    """One judge's totals, best first, and the places that they give (final) or who got a cross (elimination)."""

    kind: ClassVar[str] = "judge_totals"
    judge: str
    totals: Mapping[str, int | str]
    places: Mapping[str, int] | None = None
    crosses: tuple[str, ...] | None = None
    ruled: bool | None = None


@dataclass(frozen=True, slots=True)
class Crosses(Reason):
    """An elimination round: how many crosses each judge gave, and how many each entry has."""

    kind: ClassVar[str] = "crosses"
    judges: int
    entries: int
    asked: int
    crosses: Mapping[str, int]


def tabulate_ido(sheets: Sheets) -> Outcome:
    """Final: `judge_places` and `places` as [from, to]. Elimination: `crosses` and `advance`."""
    refuse_unknown(sheets, KNOWN_RULINGS)
    stage = checks.one_of(sheets.params.get("round"), "setting round", ["final", "elimination"])
    totals = _judge_totals(sheets)
    return _final(sheets, totals) if stage == "final" else _elimination(sheets, totals)


Dimensions = Mapping[str, Limits]


def _judge_totals(sheets: Sheets) -> dict[str, dict[str, Fraction]]:
    """totals[judge][entry]; every judge marks the same dimensions of every entry."""
    lost = {ruling.get("judge") for ruling in find_rulings(sheets, "judge_lost")}
    dimensions = _read_dimensions(sheets.params.get("dimensions"))
    totals: dict[str, dict[str, Fraction]] = {}
    judges: tuple[str, ...] | None = None
    entries: list[str] = []
    for item in checks.sequence(sheets.input.get("entries"), "list of entries"):
        row = checks.mapping(item, "entry")
        entry = checks.text(row.get("id"), "id of an entry")
        entries.append(entry)
        given = checks.mapping(row.get("marks"), f"marks of entry {checks.shown(entry)}")
        marks = {judge: given[judge] for judge in given if judge not in lost}
        judges = judges or tuple(marks)
        checks.same_keys(marks, judges, name="judge", where=f"Entry {checks.shown(entry)}")
        for judge in judges:
            cells = marks[judge]
            if not isinstance(cells, dict):
                cells = checks.mapping(cells, f"marks of judge {checks.shown(judge)}")
            dimensions = dimensions or dict.fromkeys(cells, FROM_ZERO)
            if cells.keys() != dimensions.keys():
                checks.same_keys(cells, dimensions, name="dimension", where=f"Judge {judge}, entry {entry}")
            totals.setdefault(judge, {})[entry] = _total(cells, dimensions, judge, entry)
    checks.keys(entries, "entries")
    checks.keys(list(totals), "judges")
    return totals


def _read_dimensions(value: object) -> Dimensions | None:
    """What judges mark, with the limits of the marks; None where the ruleset does not say."""
    if value is None:
        return None
    rows = [checks.mapping(item, "dimension") for item in checks.sequence(value, "setting dimensions")]
    names = checks.keys([row.get("id") for row in rows], "dimensions")
    return {name: read_limits(row, name) for name, row in zip(names, rows, strict=True)}


def _total(cells: Mapping[str, object], dimensions: Dimensions, judge: str, entry: str) -> Fraction:
    counted = []
    for dimension, limits in dimensions.items():
        number = read_units(cells[dimension])
        if number is None or not limits.allows(number):
            wanted = f"{limits.in_words()} for {checks.shown(dimension)}"
            raise checks.refuse_mark(cells[dimension], wanted=wanted, judge=judge, entry=entry)
        counted.append(number)
    return Fraction(sum(counted), UNIT)


def _order(judge: str, totals: Mapping[str, Fraction], sheets: Sheets, *, line: int | None) -> tuple[list[str], bool]:
    """A judge's order, best first; totals that are equal (across the line) need the judge's own choice."""
    order: list[str] = []
    ruled = False
    for _, group in group_by_key(totals, reverse=True):
        crosses_line = line is None or len(order) < line < len(order) + len(group)
        if len(group) == 1 or not crosses_line:
            order += group
            continue
        chosen = _choice(judge, group, sheets)
        if chosen is None:
            names = ", ".join(checks.shown(entry) for entry in group)
            message = f"Judge {checks.shown(judge)} has equal totals for {names}; the judge must choose between them."
            raise checks.SheetRefused(message, reason="judge_choice", judge=judge, entry=group[0])
        order += chosen
        ruled = True
    return order, ruled


def _choice(judge: str, group: Sequence[str], sheets: Sheets) -> tuple[str, ...] | None:
    for ruling in find_rulings(sheets, "judge_choice"):
        if ruling.get("judge") == judge:
            order = checks.keys(ruling.get("order"), "entries of the ruling judge_choice")
            if set(order) == set(group):
                return order
    return None


def _shown(totals: Mapping[str, Fraction], order: Sequence[str]) -> dict[str, int | str]:
    return {entry: decimal_text(totals[entry]) for entry in order}


def _final(sheets: Sheets, totals: Mapping[str, Mapping[str, Fraction]]) -> Outcome:
    steps: list[Reason] = []
    places: dict[str, list[int]] = {entry: [] for entry in next(iter(totals.values()))}
    for judge, column in totals.items():
        order, ruled = _order(judge, column, sheets, line=None)
        ranks = {entry: place for place, entry in enumerate(order, start=1)}
        steps.append(JudgeTotals(judge, _shown(column, order), places=ranks, ruled=ruled or None))
        for entry, row in places.items():
            row.append(ranks[entry])
    rulings = tuple(ruling for ruling in sheets.rulings if ruling["kind"] in ("re_dance", "disqualified"))
    dance = {
        "judges": list(totals),
        "dances": ["F"],
        "entries": list(places),
        "marks": {"F": places},
    }
    skating = tabulate_single_dance(Sheets("skating:single", {}, dance, rulings))
    values: dict[str, object] = {"judge_places": places, "places": skating.values["place_ranges"]}
    if "disqualified" in skating.values:
        values["disqualified"] = skating.values["disqualified"]
    lost = [ruling for ruling in applied_rulings(sheets) if ruling.ruling == "judge_lost"]
    return Outcome(sheets.system, values, (*steps, *lost, *skating.reasons))


def _elimination(sheets: Sheets, totals: Mapping[str, Mapping[str, Fraction]]) -> Outcome:
    asked = checks.whole(sheets.params.get("crosses"), "setting crosses", low=1)
    wanted = checks.whole(sheets.params.get("advance"), "setting advance", low=1)
    out = {ruling.get("entry") for ruling in find_rulings(sheets, "disqualified")}
    steps: list[Reason] = []
    crosses = dict.fromkeys(next(iter(totals.values())), 0)
    for judge, column in totals.items():
        order, ruled = _order(judge, column, sheets, line=asked)
        chosen = tuple(order[:asked])
        steps.append(JudgeTotals(judge, _shown(column, order), crosses=chosen, ruled=ruled or None))
        for entry in chosen:
            crosses[entry] += 1
    crosses = {entry: count for entry, count in crosses.items() if entry not in out}
    groups = [group for _, group in group_by_key(crosses, reverse=True)]
    cut: Cut = read_cut({"count": wanted, "ties": "include"}, groups, sheets)
    values: dict[str, object] = {"crosses": crosses, "advance": cut.advance}
    if cut.tied and cut.ruling is None:
        values |= {"tied_at_line": cut.tied, "choices": (len(cut.advance) - len(cut.tied), len(cut.advance))}
    counted = Crosses(len(totals), len(crosses), asked, crosses)
    reasons = (*applied_rulings(sheets), *steps, counted, cut)
    return Outcome(sheets.system, with_those_out(sheets, values), reasons)
