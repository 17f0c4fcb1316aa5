"""Sheets to places: each sheet ranks the entries by raw mark, places become points, points are added.

Irish and highland tables, rank sums and Borda counts differ in their settings alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import ClassVar, TypeAlias

from . import checks
from .cut import cut_values, read_cut
from .exact import UNIT, add, decimal_text, in_steps, read_number, read_units, round_half_away
from .limits import Limits, read_limits
from .ranking import competition_ranks, group_by_key
from .rulings import applied_rulings, find_rulings, refuse_unknown, with_those_out
from .types import Outcome, Reason, Sheets

KNOWN_RULINGS = ("judge_lost", "disqualified", "withdrawn", "casting_vote", "re_dance", "recall_line")
Figure = int | str
Raw = Mapping[str, Mapping[str, int]]  # marks by sheet and entry, in UNITs
Worth: TypeAlias = "tuple[Fraction, Figure]"  # points, and how they are written


@dataclass(frozen=True, slots=True)
class PlacementMethod(Reason):
    """How places become points; `scheme` is "table", "rank_sum" or "borda"."""

    kind: ClassVar[str] = "placement_method"
    scheme: str
    sheets: int
    entries: int
    first: tuple[Figure, ...]
    tie_points: str
    dropped: bool


@dataclass(frozen=True, slots=True)
class SheetPoints(Reason):
    """One sheet: each entry's place (1, 2, 2, 4) and the points that it brings."""

    kind: ClassVar[str] = "sheet_points"
    sheet: str
    places: Mapping[str, int]
    points: Mapping[str, Figure]


@dataclass(frozen=True, slots=True)
class PointsTotal(Reason):
    """Who has this total, from which sheets' points; `dropped` are the best and the worst that do not count."""

    kind: ClassVar[str] = "points_total"
    rank: int
    entries: tuple[str, ...]
    total: Figure
    points: Mapping[str, tuple[Figure, ...]]
    step: str
    figures: Mapping[str, tuple[Figure, ...]] | None = None
    dropped: Mapping[str, tuple[Figure, ...]] | None = None


@dataclass(frozen=True, slots=True)
class _Scheme:
    """The settings: what a place is worth, and whether more is better."""

    name: str
    table: tuple[Fraction, ...]
    share_best: bool
    digits: int | None
    zero_is_no_prize: bool
    known: dict[tuple[int, int, int], Worth] = field(default_factory=dict)  # every sheet asks for the same few

    @property
    def larger_is_better(self) -> bool:
        return self.name != "rank_sum"

    def worth(self, place: int, size: int) -> Fraction:
        """The points of one undivided place among so many entries."""
        if self.name == "rank_sum":
            return Fraction(place)
        if self.name == "borda":
            return Fraction(size - place)
        return self.table[place - 1] if place <= len(self.table) else Fraction(0)

    def shared(self, place: int, tied: int, size: int) -> Worth:
        """The points of each of so many entries tied from a place on."""
        worth = self.known.get((place, tied, size))
        if worth is None:
            points = self._shared(place, tied, size)
            worth = self.known[place, tied, size] = points, decimal_text(points)
        return worth

    def _shared(self, place: int, tied: int, size: int) -> Fraction:
        if self.share_best or tied == 1:
            return self.worth(place, size)
        mean = add([self.worth(place + index, size) for index in range(tied)]) / tied
        return mean if self.digits is None else Fraction(round_half_away(mean * 10**self.digits), 10**self.digits)


def tabulate_placement(sheets: Sheets) -> Outcome:
    """`points` (totals), `ranks`, and `advance` where a cut is set."""
    refuse_unknown(sheets, KNOWN_RULINGS)
    scheme = _read_scheme(sheets.params)
    raw = _read_sheets(sheets)
    entries = tuple(next(iter(raw.values())))
    steps: list[Reason] = []
    points: dict[str, list[Fraction]] = {entry: [] for entry in entries}
    places: dict[str, list[int]] = {entry: [] for entry in entries}
    for sheet, marks in raw.items():
        step, given = _rank_sheet(sheet, marks, scheme)
        steps.append(step)
        for entry in entries:
            points[entry].append(given[entry])
            places[entry].append(step.places[entry])
    dropping = _is_dropping(sheets.params, len(raw))
    counted = {entry: sorted(row)[1:-1] if dropping else row for entry, row in points.items()}
    totals = {entry: add(row) for entry, row in counted.items()}
    groups, reasons = _rank_totals(sheets, totals, places, raw, scheme, points if dropping else None, counted)
    first = tuple(decimal_text(scheme.worth(place, len(entries))) for place in range(1, min(4, len(entries) + 1)))
    method = PlacementMethod(
        scheme.name, len(raw), len(entries), first, "share_best" if scheme.share_best else "average", dropping
    )
    values: dict[str, object] = {
        "points": {entry: decimal_text(total) for entry, total in totals.items()},
        "ranks": competition_ranks(groups, dense=checks.flag(sheets.params.get("dense", False), "setting dense")),
    }
    all_reasons: list[Reason] = [method, *applied_rulings(sheets), *steps, *reasons]
    if sheets.params.get("advance") is not None:
        cut = read_cut(sheets.params["advance"], groups, sheets)
        values |= cut_values(cut)
        all_reasons.append(cut)
    return Outcome(sheets.system, with_those_out(sheets, values), tuple(all_reasons))


def _read_scheme(params: Mapping[str, object]) -> _Scheme:
    tie_points = checks.one_of(params.get("tie_points", "average"), "setting tie_points", ["average", "share_best"])
    digits = params.get("tie_round")
    table: list[Fraction] = []
    name = "table"
    if params.get("table") is not None:
        for value in checks.sequence(params["table"], "setting table"):
            number = read_number(value)
            if number is None:
                message = f"The setting table holds {checks.shown(value)}, which is no number."
                raise checks.SheetRefused(message, reason="not_a_number")
            table.append(number)
    else:
        name = checks.one_of(params.get("scheme"), "setting scheme", ["rank_sum", "borda"])
    return _Scheme(
        name=name,
        table=tuple(table),
        share_best=tie_points == "share_best",
        digits=None if digits is None else checks.whole(digits, "setting tie_round", low=0, high=12),
        zero_is_no_prize=checks.flag(params.get("zero_is_no_prize", False), "setting zero_is_no_prize"),
    )


def _read_sheets(sheets: Sheets) -> dict[str, dict[str, int]]:
    given = checks.mapping(sheets.input.get("sheets"), "sheets")
    lost = {ruling.get("judge") for ruling in find_rulings(sheets, "judge_lost")}
    out = {ruling.get("entry") for kind in ("disqualified", "withdrawn") for ruling in find_rulings(sheets, kind)}
    limits = read_limits(checks.mapping(sheets.params.get("scale") or {}, "setting scale"), "the scale")
    raw: dict[str, dict[str, int]] = {}
    entries: list[str] | None = None
    for sheet, value in given.items():
        if sheet in lost:
            continue
        marks = checks.mapping(value, f"sheet {checks.shown(sheet)}")
        if entries is None:
            entries = [checks.text(entry, "key of an entry") for entry in marks]
        checks.same_keys(marks, entries, name="entry", where=f"Sheet {checks.shown(sheet)}")
        raw[sheet] = {entry: _read_mark(marks[entry], sheet, entry, limits) for entry in entries if entry not in out}
    if not raw or not next(iter(raw.values())):
        raise checks.SheetRefused("There are no sheets, or no entries on them.", reason="empty")
    return raw


def _read_mark(mark: object, sheet: str, entry: str, limits: Limits) -> int:
    number = read_units(mark)
    if number is None or not limits.allows(number):
        raise checks.refuse_mark(mark, wanted=limits.in_words(), judge=sheet, entry=entry)
    return number


def _rank_sheet(sheet: str, marks: Mapping[str, int], scheme: _Scheme) -> tuple[SheetPoints, dict[str, Fraction]]:
    groups = group_by_key(marks, reverse=True)
    ranks = competition_ranks([group for _, group in groups])
    points: dict[str, Fraction] = {}
    texts: dict[str, Figure] = {}
    for mark, group in groups:
        worth, text = scheme.shared(ranks[group[0]], len(group), len(marks))
        if scheme.zero_is_no_prize and mark == 0:
            worth, text = Fraction(0), 0
        for entry in group:
            points[entry] = worth
            texts[entry] = text
    return SheetPoints(sheet, ranks, {entry: texts[entry] for entry in marks}), points


def _is_dropping(params: Mapping[str, object], sheets: int) -> bool:
    number = params.get("drop_high_low_if_sheets")
    return number is not None and checks.whole(number, "setting drop_high_low_if_sheets", low=3) == sheets


def _rank_totals(
    sheets: Sheets,
    totals: Mapping[str, Fraction],
    places: Mapping[str, Sequence[int]],
    raw: Raw,
    scheme: _Scheme,
    dropped_from: Mapping[str, Sequence[Fraction]] | None,
    counted: Mapping[str, Sequence[Fraction]],
) -> tuple[list[list[str]], list[PointsTotal]]:
    items = [
        checks.one_of(item, "item of the setting tie_break", ["countback", "raw_sum"])
        for item in checks.sequence(sheets.params.get("tie_break", ()), "setting tie_break")
    ]
    groups: list[list[str]] = []
    reasons: list[PointsTotal] = []
    for _, level in group_by_key(in_steps(totals), reverse=scheme.larger_is_better):
        total = totals[level[0]]
        for part, step, figures in _separate(level, items, places, raw, sheets):
            reasons.append(
                PointsTotal(
                    rank=sum(map(len, groups)) + 1,
                    entries=tuple(part),
                    total=decimal_text(total),
                    points={entry: tuple(map(decimal_text, counted[entry])) for entry in part},
                    step=step,
                    figures=figures,
                    dropped=None if dropped_from is None else {entry: _edges(dropped_from[entry]) for entry in part},
                )
            )
            groups.append(part)
    return groups, reasons


def _edges(points: Sequence[Fraction]) -> tuple[Figure, Figure]:
    return decimal_text(max(points)), decimal_text(min(points))


Part: TypeAlias = "tuple[list[str], str, Mapping[str, tuple[Figure, ...]] | None]"


def _separate(
    level: list[str],
    items: Sequence[str],
    places: Mapping[str, Sequence[int]],
    raw: Raw,
    sheets: Sheets,
    step: str = "total",
    figures: Mapping[str, tuple[Figure, ...]] | None = None,
) -> list[Part]:
    """A level group in parts, each with the step that set it apart and the figures compared."""
    if len(level) == 1:
        return [(level, step, figures)]
    for index, item in enumerate(items):
        compared = _figures(item, level, places, raw)
        parts = [group for _, group in group_by_key(compared, reverse=True)]
        if len(parts) > 1:
            shown = {entry: tuple(map(decimal_text, row)) for entry, row in compared.items()}
            rest = items[index + 1 :]
            return [found for part in parts for found in _separate(part, rest, places, raw, sheets, item, shown)]
    for kind in ("casting_vote", "re_dance"):
        for ruling in find_rulings(sheets, kind):
            order = checks.keys(ruling.get("order"), f"entries of the ruling {kind}")
            if set(order) == set(level):
                return [([entry], kind, None) for entry in order]
    return [(level, "level", None)]


def _figures(
    item: str, level: Sequence[str], places: Mapping[str, Sequence[int]], raw: Raw
) -> dict[str, tuple[Fraction, ...]]:
    """Larger is better: more first places, then more second ones; or the larger sum of raw marks."""
    if item == "raw_sum":
        return {entry: (Fraction(sum(marks[entry] for marks in raw.values()), UNIT),) for entry in level}
    counts = {entry: Counter(places[entry]) for entry in level}
    last = max(max(places[entry]) for entry in level)
    return {entry: tuple(Fraction(counts[entry][place]) for place in range(1, last + 1)) for entry in level}
