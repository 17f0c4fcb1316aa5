"""Standings above competitions: the best of each group, academies by their best entries, several competitions combined.

A Grand Prix is the best of all first places, or of those of each nomination; "best of a criterion" compares the
aggregated value of one. All of them are one procedure: figures, groups, ties, a line.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from . import checks
from .exact import add, decimal_text, read_number
from .ranking import group_by_key, shared_range
from .rulings import applied_rulings, find_rulings, refuse_unknown, with_those_out
from .standing_reasons import AwardWithheld, EntryLeftOut, GroupLeftOut, StandingMethod, StandingPlace
from .standing_sheets import GROUPED_BY, Result, read_results
from .types import Outcome, Reason, Sheets

KNOWN_RULINGS = ("casting_vote", "re_dance", "title_withheld", "disqualified", "withdrawn")
METHODS = ("best", "academies", "combined")
ALL = "all"  # the name of the only group where results are not grouped


@dataclass(frozen=True, slots=True)
class _Settings:
    method: str
    on: str
    criterion: str | None
    by: tuple[str, ...]
    count: int
    min_entries: int
    max_place: Fraction | None
    tie_break: tuple[str, ...]
    ties: str

    @property
    def larger_is_better(self) -> bool:
        return self.on != "place"


@dataclass(frozen=True, slots=True)
class _Candidate:
    """Who stands in a group, the figure compared, and what it was made of, best first."""

    key: str
    figure: Fraction
    counted: tuple[Fraction, ...]
    results: tuple[Result, ...]


def tabulate_standing(sheets: Sheets) -> Outcome:
    """`standings` {group: {entry: [from, to]}}, `awards` {group: [entries]}; `tied_at_line`, `left_out` where there are."""
    refuse_unknown(sheets, KNOWN_RULINGS)
    settings = _read_settings(sheets.params)
    results = read_results(sheets, repeated=settings.method == "combined")
    if settings.max_place is not None:
        results = tuple(result for result in results if result.figure("place") <= settings.max_place)
    best_of = None
    short: list[Reason] = []
    if settings.method == "academies":
        best_of = checks.whole(sheets.params.get("best_of"), "setting best_of", low=1)
    method = StandingMethod(settings.method, settings.on, len(results), settings.count, settings.criterion, best_of)
    tables: dict[str, list[StandingPlace]] = {}
    withheld = _withheld_groups(sheets)
    reasons: list[Reason] = [method, *applied_rulings(sheets)]
    for group, members in _grouped(results, settings.by):
        candidates, few = _candidates(members, settings, sheets.params, best_of)
        short += few
        if len(candidates) < settings.min_entries:
            short.append(GroupLeftOut(group, len(candidates), settings.min_entries))
            continue
        tables[group] = _rank(group, candidates, settings, sheets, given=group not in withheld)
        reasons += tables[group]
        if group in withheld:
            reasons.append(AwardWithheld(group))
    _check_groups(withheld, tables)
    return Outcome(
        sheets.system, with_those_out(sheets, _values(tables, settings, withheld, short)), (*reasons, *short)
    )


def _read_settings(params: Mapping[str, object]) -> _Settings:
    on = checks.one_of(params.get("on", "score"), "setting on", ["score", "place", "criterion"])
    by = [
        checks.one_of(word, "item of the setting by", GROUPED_BY)
        for word in checks.sequence(params.get("by", ()), "setting by")
    ]
    tie_break = checks.sequence(params.get("tie_break", ()), "setting tie_break")
    max_place = None if params.get("max_place") is None else read_number(params["max_place"])
    if params.get("max_place") is not None and (max_place is None or max_place < 1):
        raise checks.SheetRefused("The setting max_place must be a number from 1 on.", reason="range")
    return _Settings(
        method=checks.one_of(params.get("method"), "setting method", METHODS),
        on=on,
        criterion=checks.text(params.get("criterion"), "setting criterion") if on == "criterion" else None,
        by=tuple(by),
        count=checks.whole(params.get("count", 1), "setting count", low=1),
        min_entries=checks.whole(params.get("min_entries", 1), "setting min_entries", low=1),
        max_place=max_place,
        tie_break=tuple(checks.one_of(item, "item of tie_break", ["countback", "score"]) for item in tie_break),
        ties=checks.one_of(params.get("ties", "include"), "setting ties", ["include", "break"]),
    )


def _grouped(results: Sequence[Result], by: Sequence[str]) -> list[tuple[str, list[Result]]]:
    """Results by their words ("juniors / solo"), in order of the groups' names; one group where nothing divides."""
    groups: dict[str, list[Result]] = {}
    for result in results:
        missing = next((word for word in by if word not in result.words), None)
        if missing is not None:
            message = f"The entry {checks.shown(result.entry)} has no {missing}, by which results are grouped."
            raise checks.SheetRefused(message, reason="missing", entry=result.entry)
        groups.setdefault(" / ".join(result.words[word] for word in by) or ALL, []).append(result)
    return sorted(groups.items())


def _candidates(
    results: Sequence[Result], settings: _Settings, params: Mapping[str, object], best_of: int | None
) -> tuple[list[_Candidate], list[Reason]]:
    """Who is compared in a group, and who has too few results for it."""
    if settings.method == "best":
        gathered = {result.entry: [result] for result in results}
        return [_candidate(key, rows, settings, "sum") for key, rows in gathered.items()], []
    own: dict[str, list[Result]] = {}
    for result in results:
        key = result.academy if settings.method == "academies" else result.entry
        if key is not None:  # an independent entry belongs to no academy
            own.setdefault(key, []).append(result)
    aggregate = checks.one_of(params.get("aggregate", "sum"), "setting aggregate", ["sum", "mean"])
    competitions = len({result.competition for result in results})
    needed = best_of or competitions
    found, few = [], []
    for key, rows in own.items():
        if len(rows) < needed:
            few.append(EntryLeftOut((key,), len(rows), needed))
            continue
        rows.sort(key=lambda row: row.figure(settings.on, settings.criterion), reverse=settings.larger_is_better)
        found.append(_candidate(key, rows[:needed], settings, aggregate))
    return found, list(few)


def _candidate(key: str, results: Sequence[Result], settings: _Settings, aggregate: str) -> _Candidate:
    counted = [result.figure(settings.on, settings.criterion) for result in results]
    total = add(counted)
    return _Candidate(key, total / len(counted) if aggregate == "mean" else total, tuple(counted), tuple(results))


def _rank(
    group: str, candidates: Sequence[_Candidate], settings: _Settings, sheets: Sheets, *, given: bool
) -> list[StandingPlace]:
    by_key = {candidate.key: candidate for candidate in candidates}
    figures = {candidate.key: candidate.figure for candidate in candidates}
    reasons: list[StandingPlace] = []
    place = 1
    for figure, level in group_by_key(figures, reverse=settings.larger_is_better):
        for part, step in _separate(level, by_key, settings.tie_break, settings, sheets):
            places = shared_range(place, len(part))
            inside = place <= settings.count and (settings.ties == "include" or places[1] <= settings.count)
            counted = {key: tuple(map(decimal_text, by_key[key].counted)) for key in part}
            shown = decimal_text(figure)
            reasons.append(StandingPlace(group, places, tuple(part), shown, step, counted, inside and given))
            place += len(part)
    return reasons


def _separate(
    level: list[str],
    by_key: Mapping[str, _Candidate],
    items: Sequence[str],
    settings: _Settings,
    sheets: Sheets,
    step: str = "figure",
) -> list[tuple[list[str], str]]:
    """A level group in parts, best first, each with what set it apart."""
    if len(level) == 1:
        return [(level, step)]
    for index, item in enumerate(items):
        compared = {key: _compared(by_key[key], item) for key in level}
        larger = settings.larger_is_better or item == "score"
        parts = [part for _, part in group_by_key(compared, reverse=larger)]
        if len(parts) > 1:
            rest = items[index + 1 :]
            return [found for part in parts for found in _separate(part, by_key, rest, settings, sheets, item)]
    for kind in ("casting_vote", "re_dance"):
        for ruling in find_rulings(sheets, kind):
            order = checks.keys(ruling.get("order"), f"entries of the ruling {kind}")
            if set(order) == set(level):
                return [([key], kind) for key in order]
    return [(level, "level")]


def _compared(candidate: _Candidate, item: str) -> tuple[Fraction, ...]:
    """The best single figure, then the next one; or the sum of the scores behind it."""
    if item == "countback":
        return candidate.counted
    return (add([result.figure("score") for result in candidate.results]),)


def _withheld_groups(sheets: Sheets) -> frozenset[str]:
    named = [ruling.get("group", ALL) for ruling in find_rulings(sheets, "title_withheld")]
    return frozenset(checks.text(group, "group of the ruling title_withheld") for group in named)


def _check_groups(withheld: Iterable[str], tables: Mapping[str, object]) -> None:
    for group in withheld:
        if group not in tables:
            message = f"The ruling title_withheld names the group {checks.shown(group)}, which is not honoured."
            raise checks.SheetRefused(message, reason="ruling")


def _values(
    tables: Mapping[str, Sequence[StandingPlace]],
    settings: _Settings,
    withheld: frozenset[str],
    short: Sequence[Reason],
) -> dict[str, object]:
    values: dict[str, object] = {
        "standings": {
            group: {entry: place.places for place in table for entry in place.entries}
            for group, table in tables.items()
        },
        "awards": {
            group: [entry for place in table if place.is_awarded for entry in place.entries]
            for group, table in tables.items()
        },
    }
    tied = {
        group: place.entries
        for group, table in tables.items()
        for place in table
        if settings.ties == "break" and place.places[0] <= settings.count < place.places[1] and group not in withheld
    }
    left_out = [reason.group for reason in short if isinstance(reason, GroupLeftOut)]
    return {**values, **({"tied_at_line": tied} if tied else {}), **({"left_out": left_out} if left_out else {})}
