"""Reads the sheets of a points system: marks[judge][criterion] for each entry, as whole numbers of one small unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

from . import checks
from .carried import Carried, read_carried
from .exact import read_number, read_units
from .limits import Limits, read_limit, read_limits
from .rulings import find_rulings
from .types import Sheets

_PLAIN = frozenset((str, int, Decimal))  # not bool, which would pass for 1
Row: TypeAlias = Mapping[str, int]  # one judge's marks by criterion
ROUND = ""  # the one part of a round that has no named parts


@dataclass(frozen=True, slots=True)
class Criterion:
    """What judges mark: its weight and the marks it may have."""

    key: str
    weight: Fraction
    limits: Limits


@dataclass(frozen=True, slots=True)
class PointsSheets:
    """Marks by entry, part, judge and criterion, times UNIT; an abstained mark is absent."""

    criteria: tuple[Criterion, ...]
    entries: tuple[str, ...]
    judges: tuple[str, ...]
    parts: tuple[str, ...]
    marks: Mapping[str, Mapping[str, Mapping[str, Row]]]
    deductions: Mapping[str, Fraction]
    carried: Mapping[str, Carried]
    abstained: int


def read_points_sheets(sheets: Sheets) -> PointsSheets:
    """Check that the same judges marked the same criteria for every entry, within each criterion's limits."""
    criteria = _read_criteria(sheets.params.get("criteria"))
    out = {ruling.get("entry") for kind in ("disqualified", "withdrawn") for ruling in find_rulings(sheets, kind)}
    rows = _read_rows(sheets.input.get("entries"))
    _check_named(sheets, rows)
    rows = {entry: row for entry, row in rows.items() if entry not in out}
    if not rows:
        raise checks.SheetRefused("No entry is left in the round.", reason="empty")
    reader = _MarkReader({criterion.key: criterion for criterion in criteria}, sheets)
    parts = _read_parts(sheets.params.get("parts"))
    penalties = find_rulings(sheets, "penalty")
    marks = {entry: reader.read(entry, row, parts) for entry, row in rows.items()}
    return PointsSheets(
        criteria=criteria,
        entries=tuple(rows),
        judges=tuple(reader.duties[parts[0]]),
        parts=parts,
        marks=marks,
        deductions={entry: _read_deductions(entry, row, penalties) for entry, row in rows.items()},
        carried=read_carried(rows),
        abstained=reader.abstained,
    )


def _read_criteria(value: object) -> tuple[Criterion, ...]:
    criteria = []
    for item in checks.sequence(value, "setting criteria"):
        settings = checks.mapping(item, "criterion")
        key = checks.text(settings.get("id"), "id of a criterion")
        weight = read_limit(settings.get("weight"), f"weight of {key}")
        weight = Fraction(1) if weight is None else weight
        criteria.append(Criterion(key, weight, read_limits(settings, key)))
    checks.keys([criterion.key for criterion in criteria], "criteria")
    return tuple(criteria)


def _read_parts(value: object) -> tuple[str, ...]:
    return (ROUND,) if value is None else checks.keys(value, "parts")


def _read_rows(value: object) -> dict[str, Mapping[str, object]]:
    rows: dict[str, Mapping[str, object]] = {}
    for item in checks.sequence(value, "list of entries"):
        row = checks.mapping(item, "entry")
        entry = checks.text(row.get("id"), "id of an entry")
        if entry in rows:
            raise checks.SheetRefused(f"The entry {checks.shown(entry)} stands twice.", reason="doubled", entry=entry)
        rows[entry] = row
    if not rows:
        raise checks.SheetRefused("The list of entries is empty.", reason="empty")
    return rows


def _check_named(sheets: Sheets, rows: Mapping[str, object]) -> None:
    """A ruling about an entry that is not there would be lost silently."""
    for ruling in sheets.rulings:
        entry = ruling.get("entry")
        if entry is not None and entry not in rows:
            message = f"The ruling {ruling['kind']} names the entry {checks.shown(entry)}, which is not in the round."
            raise checks.SheetRefused(message, reason="ruling")


def _blank_rows_absent(sheets: Sheets) -> bool:
    """Whether a judge's wholly blank row means that the judge was absent, as in the ISU's protocols."""
    usual = "absent" if sheets.system.startswith("points:isu_") else "missing"
    return (
        checks.one_of(sheets.params.get("blank_rows", usual), "setting blank_rows", ["absent", "missing"]) == "absent"
    )


class _MarkReader:
    """Reads marks once per different value, and holds every entry to the judges' duties of the first one."""

    def __init__(self, criteria: Mapping[str, Criterion], sheets: Sheets) -> None:
        self.criteria = criteria
        self.duties: dict[str, dict[str, frozenset[str]]] = {}
        self.abstained = 0
        # Marks that were checked before: most rows hold nothing else. Criteria with the same limits share their marks.
        tables: dict[Limits, dict[object, int]] = {}
        self._legal = {key: tables.setdefault(one.limits, {}) for key, one in criteria.items()}
        self._only = next(iter(tables.values())) if len(tables) == 1 else None
        self._rulings = find_rulings(sheets, "abstained")
        self._blank_rows_absent = _blank_rows_absent(sheets)
        self._lost = {str(ruling.get("judge")) for ruling in find_rulings(sheets, "judge_lost")}

    def read(self, entry: str, row: Mapping[str, object], parts: Sequence[str]) -> dict[str, dict[str, Row]]:
        """marks[part][judge][criterion] of one entry."""
        if parts == (ROUND,):
            return {ROUND: self._read_part(entry, ROUND, row.get("marks"))}
        given = checks.mapping(row.get("parts"), f"parts of entry {checks.shown(entry)}")
        checks.same_keys(given, parts, name="dance", where=f"Entry {checks.shown(entry)}")
        return {part: self._read_part(entry, part, given[part]) for part in parts}

    def _read_part(self, entry: str, part: str, value: object) -> dict[str, Row]:
        given = value if isinstance(value, dict) else checks.mapping(value, f"marks of entry {checks.shown(entry)}")
        marks = {
            judge: row if isinstance(row, dict) else checks.mapping(row, f"marks of judge {checks.shown(judge)}")
            for judge, row in given.items()
            if judge not in self._lost
        }
        if part not in self.duties:
            self.duties[part] = {judge: frozenset(row) for judge, row in marks.items()}
            self._check_duties(entry, part)
        duties = self.duties[part]
        if marks.keys() != duties.keys():
            checks.same_keys(marks, duties, name="judge", where=f"Entry {checks.shown(entry)}")
        return {judge: self._read_row(entry, part, judge, row, duties[judge]) for judge, row in marks.items()}

    def _check_duties(self, entry: str, part: str) -> None:
        marked = set[str]().union(*self.duties[part].values())
        for key in marked:
            if key not in self.criteria:
                message = f"Entry {checks.shown(entry)}: the criterion {checks.shown(key)} is unknown."
                raise checks.SheetRefused(message, reason="unknown", entry=entry)
        for key in self.criteria:
            if key not in marked:
                message = f"Entry {checks.shown(entry)}: nobody marked the criterion {checks.shown(key)}."
                raise checks.SheetRefused(message, reason="missing", entry=entry)

    def _read_row(self, entry: str, part: str, judge: str, row: Mapping[str, object], duty: frozenset[str]) -> Row:
        if row.keys() == duty and _PLAIN.issuperset(map(type, row.values())):
            only, legal = self._only, self._legal
            try:
                if only is not None:
                    return {key: only[mark] for key, mark in row.items()}
                return {key: legal[key][mark] for key, mark in row.items()}
            except KeyError:
                pass  # a mark that was not seen before
        if row.keys() != duty:
            self._check_row(entry, part, judge, row.keys(), duty)
        if self._blank_rows_absent and all(mark is None for mark in row.values()):
            self.abstained += len(row)
            return {}
        found: dict[str, int] = {}
        for key in duty:
            mark = row.get(key)
            if (mark is None or mark == "") and self._is_abstained(entry, part, judge, key):
                self.abstained += 1
            else:
                found[key] = self._read_mark(entry, judge, key, mark)
        return found

    def _check_row(self, entry: str, part: str, judge: str, marked: Set[str], duty: frozenset[str]) -> None:
        """A judge marks what it marked for the first entry; a ruling may excuse what is missing."""
        for key in sorted(marked ^ duty):
            if key in duty and self._is_abstained(entry, part, judge, key):
                continue
            what = "the mark is missing" if key in duty else "this judge does not mark it"
            message = (
                f"Judge {checks.shown(judge)}, entry {checks.shown(entry)}, criterion {checks.shown(key)}: {what}."
            )
            raise checks.SheetRefused(message, reason="missing", judge=judge, entry=entry)

    def _read_mark(self, entry: str, judge: str, key: str, mark: object) -> int:
        seen = self._legal[key].get(mark) if type(mark) in _PLAIN else None
        if seen is not None:
            return seen
        steps = read_units(mark)
        if steps is None or not self.criteria[key].limits.allows(steps):
            raise checks.refuse_mark(mark, wanted=f"a mark for {checks.shown(key)}", judge=judge, entry=entry)
        self._legal[key][mark] = steps
        return steps

    def _is_abstained(self, entry: str, part: str, judge: str, key: str) -> bool:
        """A ruling covers the cell when each of judge, entry, part and criterion fits or is not named."""
        cell = {"judge": judge, "entry": entry, "part": part, "criterion": key}
        return any(all(ruling.get(name, value) == value for name, value in cell.items()) for ruling in self._rulings)


def _read_deductions(entry: str, row: Mapping[str, object], penalties: Sequence[Mapping[str, object]]) -> Fraction:
    """What is taken off: the sheet's deductions and the chair's penalties."""
    total = Fraction(0)
    taken = [ruling.get("points") for ruling in penalties if ruling.get("entry") == entry]
    for value in (*checks.sequence(row.get("deductions", ()), "deductions"), *taken):
        number = read_number(value)
        if number is None or number < 0:
            message = f"Entry {checks.shown(entry)}: the deduction {checks.shown(value)} is not a number from 0 on."
            raise checks.SheetRefused(message, reason="range", entry=entry)
        total += number
    return total
