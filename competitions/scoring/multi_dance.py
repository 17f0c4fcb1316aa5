"""Skating system, Rules 9 to 11: the final places over several dances."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .dance_sheets import DanceSheets
from .exact import half
from .majority import Column, Tally, allocate
from .ranking import group_by_key, majority, mean_place, shared_range
from .rulings import applied_rulings, with_those_out
from .single_dance import (
    DanceResult,
    broken_sheets,
    counted_final,
    invalid_outcome,
    method,
    place_dance,
    read_final,
)
from .skating_reasons import FinalPlace, FinalStep, Rule10, Rule11
from .skating_rulings import dance_off
from .types import Outcome, Sheets


def tabulate_multi_dance(sheets: Sheets) -> Outcome:
    """The final places: `places` (ties as halves), `place_ranges`, `totals`, `dance_places`, `rule_used`."""
    read = read_final(sheets)
    broken = broken_sheets(read)
    if broken:
        return invalid_outcome(sheets.system, broken)
    read = counted_final(sheets, read)
    dances = {dance: place_dance(read, dance) for dance in read.dances}
    compiled = _compile(read, dances)
    steps = [reason for result in dances.values() for reason in result.reasons]
    ranges, danced_off = dance_off(sheets, compiled.ranges)
    values = {
        "places": {entry: mean_place(ranges[entry]) for entry in read.entries},
        "place_ranges": {entry: ranges[entry] for entry in read.entries},
        "totals": {entry: half(compiled.totals[entry]) for entry in read.entries},
        "dance_places": {
            dance: {entry: mean_place(result.ranges[entry]) for entry in read.entries}
            for dance, result in dances.items()
        },
        "rule_used": {entry: compiled.rules[entry] for entry in read.entries},
    }
    reasons = (method(read), *applied_rulings(sheets), *steps, *compiled.reasons, *danced_off)
    return Outcome(sheets.system, with_those_out(sheets, values), reasons)


def _compile(read: DanceSheets, dances: Mapping[str, DanceResult]) -> _Compilation:
    results = list(dances.values())
    places = {entry: [sum(result.ranges[entry]) for result in results] for entry in read.entries}
    compilation = _Compilation(
        places=places,
        totals={entry: sum(row) for entry, row in places.items()},
        marks={entry: [mark for result in results for mark in result.marks[entry]] for entry in read.entries},
        last=len(read.entries),
        ranges={},
        rules={},
        reasons=[],
    )
    compilation.run()
    return compilation


@dataclass(slots=True)
class _Compilation:
    """Rules 9 to 11 at work: dance places, totals and marks (all doubled), and what has been decided so far."""

    places: Mapping[str, Sequence[int]]
    totals: Mapping[str, int]
    marks: Mapping[str, Sequence[int]]
    last: int
    ranges: dict[str, tuple[int, int]]
    rules: dict[str, str]
    reasons: list[FinalPlace]

    def run(self) -> None:
        """Rule 9: the smaller total is better, and entries with different totals are never compared again."""
        place = 1
        for _, group in group_by_key(self.totals):
            if len(group) == 1:
                self._take(group, place, "total", level=group)
            else:
                self._settle(group, place)
            place += len(group)

    def _settle(self, group: list[str], place: int) -> None:
        """Give a group that is level on the total its places, from `place` on.

        Whoever is left after a decision waits on a stack, so that the rest of a Rule 11 comparison comes before the
        others of the group, and each of them starts again at Rule 10 with the next place.
        """
        self.rules.update(dict.fromkeys(group, "R10"))
        waiting = [(group, place, "10")]
        while waiting:
            level, place, after = waiting.pop()
            if len(level) == 1:
                self._take(level, place, "remaining", level=level, rules=(after,))
                continue
            rule_10, best = self._compare_places(level, place)
            if len(best) == 1:
                self._take(best, place, "rule_10", level=level, rules=("10",), rule_10=rule_10)
                waiting.append((_without(level, best), place + 1, "10"))
                continue
            rule_11, winners = self._compare_marks(best, place)
            step: FinalStep = "level" if rule_11.step == "level" else "rule_11"
            self._take(winners, place, step, level=level, rules=("10", "11"), rule_10=rule_10, rule_11=rule_11)
            if others := _without(level, best):
                waiting.append((others, place + len(best), "10"))
            if rest := _without(best, winners):
                waiting.append((rest, place + len(winners), "11"))

    def _compare_places(self, level: list[str], place: int) -> tuple[Rule10, list[str]]:
        """Rule 10: most dance places `place` or better, then their smallest sum; never the next column."""
        counted = {entry: [mark for mark in self.places[entry] if mark <= 2 * place] for entry in level}
        keys = {entry: (-len(marks), sum(marks)) for entry, marks in counted.items()}
        best = min(keys.values())
        rule_10 = Rule10(
            place=place,
            counts={entry: len(marks) for entry, marks in counted.items()},
            sums={entry: half(sum(marks)) for entry, marks in counted.items()},
        )
        return rule_10, [entry for entry in level if keys[entry] == best]

    def _compare_marks(self, best: list[str], place: int) -> tuple[Rule11, list[str]]:
        """Rule 11: all marks as one dance, starting at the disputed place; one place (or shared place) a time."""
        self.rules.update(dict.fromkeys(best, "R11"))
        total = len(self.marks[best[0]])
        needed = majority(total)
        tallies = {entry: Tally(self.marks[entry]) for entry in best}
        allocation = next(allocate(tallies, needed=needed, first=place, last=self.last))
        # The first column is reported for all who are compared, also for those without a majority in it.
        opened = Column(allocation.opened, {entry: tally.up_to(allocation.opened) for entry, tally in tallies.items()})
        columns = (opened, *allocation.columns[1:])
        return Rule11(total, needed, allocation.step, columns), list(allocation.entries)

    def _take(
        self,
        entries: list[str],
        place: int,
        step: FinalStep,
        *,
        level: list[str],
        rules: tuple[str, ...] = ("9",),
        rule_10: Rule10 | None = None,
        rule_11: Rule11 | None = None,
    ) -> None:
        covered = shared_range(place, len(entries))
        for entry in entries:
            self.ranges[entry] = covered
            self.rules.setdefault(entry, "R9")
        total = half(self.totals[entries[0]])
        self.reasons.append(
            FinalPlace(covered, tuple(entries), rules, step, total, tuple(level), rule_10=rule_10, rule_11=rule_11)
        )


def _without(entries: list[str], taken: list[str]) -> list[str]:
    return [entry for entry in entries if entry not in taken]
