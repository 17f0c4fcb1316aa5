"""Skating system, Rule 1: a round before the final, judged by crosses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from . import checks
from .dance_sheets import DanceSheets, read_dance_sheets
from .ranking import group_by_key, ranges_of
from .rulings import applied_rulings, find_rulings, refuse_unknown, with_those_out
from .skating_reasons import Method, OutPlace, RecallLine, RecallStep
from .skating_rulings import KNOWN_IN_RECALL, disqualified_entries, without_entries
from .types import Outcome, Reason, Sheets

_WANTED = "a cross (1) or none (0)"


@dataclass(frozen=True, slots=True)
class _Line:
    """Where the line falls: who is in for sure, and who is tied across it."""

    cut: int
    sure: tuple[str, ...]
    tied: tuple[str, ...]


def tabulate_recall(sheets: Sheets) -> Outcome:
    """Count the crosses and draw the line.

    `totals`, `exact`, and `recalled` when the count alone or a ruling says who goes on; otherwise `sure`,
    `tied_at_line` and `choices`, because the program never breaks a tie at the line.
    """
    refuse_unknown(sheets, KNOWN_IN_RECALL)
    wanted = checks.whole(sheets.params.get("wanted"), "setting wanted", low=1)
    read = read_dance_sheets(sheets, wanted=_WANTED)
    _check_crosses(read, sheets.params)
    read = without_entries(read, disqualified_entries(sheets, read.entries), close_gaps=False)
    totals = {entry: sum(sum(read.marks[dance].get(entry, ())) for dance in read.dances) for entry in read.entries}
    line = _draw_line(totals, wanted)
    recalled, ruling = _decide(line, sheets)
    values: dict[str, object] = {"totals": totals, "exact": not line.tied}
    choices = (len(line.sure), len(line.sure) + len(line.tied))
    if line.tied:
        values |= {"sure": line.sure, "tied_at_line": line.tied, "choices": choices}
    reasons: list[Reason] = [
        _method(read, wanted),
        *applied_rulings(sheets),
        _reason(line, read, wanted, recalled, ruling),
    ]
    if recalled is not None:
        places, out = _out_places(totals, recalled)
        values |= {"recalled": recalled, "out_places": places}
        reasons += out
    return Outcome(sheets.system, with_those_out(sheets, values), tuple(reasons))


def _check_crosses(read: DanceSheets, params: Mapping[str, object]) -> None:
    """Every mark is a cross or none, and in each dance every judge gives the number of crosses asked."""
    for dance in read.dances:
        for entry, row in read.marks[dance].items():
            for judge, mark in zip(read.panels[dance], row, strict=True):
                if mark not in (0, 1):
                    raise checks.refuse_mark(mark, wanted=_WANTED, judge=judge, entry=entry, dance=dance)
    asked = _crosses_asked(params.get("crosses"))
    if checks.flag(params.get("strict_crosses", True), "setting strict_crosses"):
        for dance in read.dances:
            _check_numbers(dance, read, asked)


def _check_numbers(dance: str, read: DanceSheets, asked: tuple[int, int] | None) -> None:
    """The number asked where the sheets name one; otherwise the number that most of the panel gave."""
    rows = read.marks[dance].values()
    given = {judge: sum(row[index] for row in rows) for index, judge in enumerate(read.panels[dance])}
    if asked is None:
        usual = Counter(given.values()).most_common(1)[0][0]
        asked = (usual, usual)
    low, high = asked
    for judge, number in given.items():
        if not min(low, len(rows)) <= number <= high:
            wanted = f"{low}" if low == high else f"{low} to {high}"
            raise checks.SheetRefused(
                f"Judge {checks.shown(judge)}, dance {checks.shown(dance)}: {number} crosses given, {wanted} asked.",
                reason="crosses",
                judge=judge,
                dance=dance,
            )


def _crosses_asked(value: object) -> tuple[int, int] | None:
    """The crosses asked of each judge in each dance: a number, a range [from, to], or not stated."""
    if value is None:
        return None
    if isinstance(value, list | tuple):
        if len(value) != 2:
            raise checks.SheetRefused("The setting crosses must be a number or a range [from, to].", reason="shape")
        low = checks.whole(value[0], "setting crosses", low=0)
        return low, checks.whole(value[1], "setting crosses", low=low)
    number = checks.whole(value, "setting crosses", low=0)
    return number, number


def _draw_line(totals: Mapping[str, int], wanted: int) -> _Line:
    ordered = sorted(totals.values(), reverse=True)
    cut = ordered[min(wanted, len(ordered)) - 1]
    above = tuple(entry for entry, total in totals.items() if total > cut)
    at_line = tuple(entry for entry, total in totals.items() if total == cut)
    if len(above) + len(at_line) <= wanted:
        return _Line(cut, tuple(entry for entry, total in totals.items() if total >= cut), ())
    return _Line(cut, above, at_line)


def _decide(line: _Line, sheets: Sheets) -> tuple[tuple[str, ...] | None, str | None]:
    """Who goes on, and the kind of ruling that said so; None while the chairman has not decided."""
    if not line.tied:
        return line.sure, None
    ruling = next(iter(find_rulings(sheets, "recall_line")), None)
    if ruling is None:
        return None, None
    chosen = ruling.get("recall")
    if chosen == "all":
        return (*line.sure, *line.tied), "all"
    if chosen == "none":
        return line.sure, "none"
    named = checks.keys(chosen, "entries that the chairman recalls")
    for entry in named:
        if entry not in line.tied and entry not in line.sure:
            raise checks.SheetRefused(
                f"The ruling recalls the entry {checks.shown(entry)}, which is not tied at the line.",
                reason="ruling",
                entry=entry,
            )
    return (*line.sure, *(entry for entry in line.tied if entry in named)), "named"


def _method(read: DanceSheets, wanted: int) -> Method:
    judges = len({judge for panel in read.panels.values() for judge in panel})
    return Method(judges=judges, entries=len(read.entries), dances=read.dances, wanted=wanted)


def _reason(
    line: _Line, read: DanceSheets, wanted: int, recalled: tuple[str, ...] | None, ruling: str | None
) -> RecallLine:
    crosses = sum(len(panel) for panel in read.panels.values())
    if not line.tied:
        return RecallLine("exact", wanted, crosses, line.cut, line.sure, (), recalled)
    choices = (len(line.sure), len(line.sure) + len(line.tied))
    step: RecallStep = "tied" if ruling is None else "ruling"
    return RecallLine(step, wanted, crosses, line.cut, line.sure, line.tied, recalled, choices, ruling)


def _out_places(
    totals: Mapping[str, int], recalled: tuple[str, ...]
) -> tuple[Mapping[str, tuple[int, int]], list[OutPlace]]:
    """Who goes out is ranked by crosses, from the first place after the recalled; equal totals share."""
    out = {entry: total for entry, total in totals.items() if entry not in set(recalled)}
    groups = group_by_key(out, reverse=True)
    ranges = ranges_of([group for _, group in groups], first=len(recalled) + 1)
    return ranges, [OutPlace(ranges[group[0]], tuple(group), total) for total, group in groups]
