"""Points systems: judges mark criteria, marks become a score, scores become ranks, titles and a cut.

The order is fixed: abstentions leave; each criterion is aggregated over the judges and weighted, or each judge's
weighted sum is aggregated; dances are combined; scores carried from earlier rounds are added; deductions; floor;
rounding; ranks with tie-breaks; titles.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import lcm

from . import checks
from .aggregates import Aggregate, read_aggregate
from .carried import carried_over, sum_of
from .cut import cut_values, read_cut
from .exact import UNIT, add, decimal_text, fixed_text, read_number, round_half_away
from .points_reasons import PointsMethod, Score
from .points_sheets import ROUND, PointsSheets, read_points_sheets
from .points_ties import rank_scores
from .ranking import competition_ranks
from .rulings import applied_rulings, refuse_unknown, with_those_out
from .titles import give_titles, rule_titles
from .types import Outcome, Reason, Sheets

KNOWN_RULINGS = (
    "abstained",
    "judge_lost",
    "penalty",
    "disqualified",
    "withdrawn",
    "casting_vote",
    "re_dance",
    "recall_line",
    "title_withheld",
    "title_shared",
    "title_added",
)
Values = Mapping[str, Fraction]


def tabulate_points(sheets: Sheets) -> Outcome:
    """`scores` (rounded), `ranks`, `tiers` where titles are set, `criterion_scores` and `advance` where asked."""
    refuse_unknown(sheets, KNOWN_RULINGS)
    read = read_points_sheets(sheets)
    params = sheets.params
    order = checks.one_of(params.get("order", "per_criterion"), "setting order", ["per_criterion", "per_judge"])
    aggregate = read_aggregate(params.get("aggregate"))
    if read.abstained and aggregate.grows_with_marks:
        message = "A judge abstained, and a sum with a mark less is not comparable; choose a mean."
        raise checks.SheetRefused(message, reason="abstained")
    criteria = {entry: _criterion_values(read, entry, aggregate, params) for entry in read.entries}
    if order == "per_criterion":
        weights = {criterion.key: criterion.weight for criterion in read.criteria}
        totals = {
            entry: _combine([_weighted(part, weights) for part in parts.values()], params)
            for entry, parts in criteria.items()
        }
    else:
        judge_totals = _JudgeTotals(read)
        totals = {
            entry: _combine([aggregate.of(*judge_totals.of(entry, part)) for part in read.parts], params)
            for entry in read.entries
        }
    for entry, carried in read.carried.items():
        totals[entry] += sum_of(carried)
    combined = {entry: _combine_criteria(parts, params) for entry, parts in criteria.items()}
    return _finish(sheets, read, order, aggregate, combined, totals)


def _criterion_values(
    read: PointsSheets, entry: str, aggregate: Aggregate, params: Mapping[str, object]
) -> dict[str, dict[str, Fraction]]:
    """value[part][criterion]: each criterion aggregated over those who marked it."""
    digits = params.get("round_criteria")
    places = None if digits is None else checks.whole(digits, "setting round_criteria", low=0, high=12)
    values: dict[str, dict[str, Fraction]] = {}
    for part, judges in read.marks[entry].items():
        rows = list(judges.values())
        if sum(map(len, rows)) == len(rows) * len(read.criteria):  # nobody abstained, and everybody marks everything
            columns = {one.key: [row[one.key] for row in rows] for one in read.criteria}
        else:
            columns = {one.key: [row[one.key] for row in rows if one.key in row] for one in read.criteria}
        for key, marks in columns.items():
            if not marks:
                message = f"Entry {checks.shown(entry)}: no mark is left for {checks.shown(key)}."
                raise checks.SheetRefused(message, reason="missing", entry=entry)
        found = {key: aggregate.of(marks, UNIT) for key, marks in columns.items()}
        if places is not None:
            found = {key: rounded(value, places) for key, value in found.items()}
        values[part] = found
    return values


def _weighted(values: Values, weights: Values) -> Fraction:
    return add([value if weights[key] == 1 else value * weights[key] for key, value in values.items()])


class _JudgeTotals:
    """Each judge's weighted sum for an entry, as integers of one unit; a judge who abstained anywhere leaves."""

    def __init__(self, read: PointsSheets) -> None:
        self._read = read
        scale = lcm(*(criterion.weight.denominator for criterion in read.criteria))
        self._weights = {criterion.key: int(criterion.weight * scale) for criterion in read.criteria}
        self._unit = UNIT * scale
        entry = read.marks[read.entries[0]]
        self._duties = {
            part: {judge: max(len(marks[part][judge]) for marks in read.marks.values()) for judge in entry[part]}
            for part in read.parts
        }

    def of(self, entry: str, part: str) -> tuple[list[int], int]:
        """The totals and their unit."""
        weights, duties = self._weights, self._duties[part]
        totals = [
            sum([weights[key] * mark for key, mark in row.items()])
            for judge, row in self._read.marks[entry][part].items()
            if row and len(row) == duties[judge]
        ]
        if not totals:
            message = f"Entry {checks.shown(entry)}: no judge's marks are left."
            raise checks.SheetRefused(message, reason="missing", entry=entry)
        return totals, self._unit


def _combine(values: Sequence[Fraction], params: Mapping[str, object]) -> Fraction:
    """Several dances or rounds as one number."""
    if len(values) == 1:
        return values[0]
    how = checks.one_of(params.get("combine", "sum"), "setting combine", ["sum", "mean", "last", "best"])
    if how == "last":
        return values[-1]
    if how == "best":
        return max(values)
    total = sum(values, Fraction(0))
    return total / len(values) if how == "mean" else total


def _combine_criteria(parts: Mapping[str, Values], params: Mapping[str, object]) -> dict[str, Fraction]:
    if len(parts) == 1:
        return dict(next(iter(parts.values())))
    first = next(iter(parts.values()))
    return {key: _combine([values[key] for values in parts.values()], params) for key in first}


def rounded(value: Fraction, places: int) -> Fraction:
    """Half away from zero, as everywhere."""
    return Fraction(round_half_away(value * 10**places), 10**places)


def _finish(
    sheets: Sheets,
    read: PointsSheets,
    order: str,
    aggregate: Aggregate,
    criteria: Mapping[str, Values],
    totals: Values,
) -> Outcome:
    params = sheets.params
    places = checks.whole(params.get("round", 2), "setting round", low=0, high=12)
    exact = {entry: _after_deductions(totals[entry] - read.deductions[entry], params) for entry in read.entries}
    shown = {entry: fixed_text(exact[entry], places) for entry in read.entries}
    rank_on = checks.one_of(params.get("rank_on", "rounded"), "setting rank_on", ["exact", "rounded"])
    ranked_on = exact if rank_on == "exact" else {entry: Fraction(text) for entry, text in shown.items()}
    groups, ties = rank_scores(sheets, read, ranked_on, shown, criteria)
    dense = checks.flag(params.get("dense", False), "setting dense")
    ranks = competition_ranks(groups, dense=dense)
    titles = give_titles(params, ranked_on, ranks)
    titles, ruled = rule_titles(sheets, titles, params)
    values: dict[str, object] = {"scores": shown, "ranks": ranks}
    if titles is not None:
        values["tiers"] = titles
    if params.get("report_criteria") is not None:
        digits = checks.whole(params["report_criteria"], "setting report_criteria", low=0, high=12)
        values["criterion_scores"] = {
            entry: {key: fixed_text(value, digits) for key, value in criteria[entry].items()} for entry in read.entries
        }
    reasons: list[Reason] = [_method(read, order, aggregate, dense=dense), *carried_over(read.carried, read.entries)]
    reasons += applied_rulings(sheets)
    in_order = sorted(read.entries, key=ranks.__getitem__)
    for entry in in_order:
        reasons.append(
            Score(
                entries=(entry,),
                rank=ranks[entry],
                criteria={key: decimal_text(value) for key, value in criteria[entry].items()},
                deduction=decimal_text(read.deductions[entry]),
                exact=decimal_text(exact[entry]),
                score=shown[entry],
                title=None if titles is None else titles[entry],
                carried=_carried(read, entry),
            )
        )
    reasons += [*ties, *ruled]
    if params.get("advance") is not None:
        cut = read_cut(params["advance"], groups, sheets)
        values |= cut_values(cut)
        reasons.append(cut)
    return Outcome(sheets.system, with_those_out(sheets, values), tuple(reasons))


def _carried(read: PointsSheets, entry: str) -> tuple[dict[str, int | str], ...] | None:
    carried = read.carried.get(entry)
    return None if carried is None else tuple(one.as_mapping() for one in carried)


def _after_deductions(score: Fraction, params: Mapping[str, object]) -> Fraction:
    if params.get("floor") is None:
        return score
    floor = read_number(params["floor"])
    if floor is None:
        raise checks.SheetRefused("The setting floor must be a number.", reason="not_a_number")
    return max(score, floor)


def _method(read: PointsSheets, order: str, aggregate: Aggregate, *, dense: bool) -> PointsMethod:
    return PointsMethod(
        judges=len(read.judges),
        entries=len(read.entries),
        criteria=tuple(criterion.key for criterion in read.criteria),
        order=order,
        operation=aggregate.operation,
        drop_low=aggregate.drop_low,
        drop_high=aggregate.drop_high,
        parts=None if read.parts == (ROUND,) else read.parts,
        dense=dense or None,
    )
