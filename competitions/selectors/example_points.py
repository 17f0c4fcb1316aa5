"""Examples whose judges mark criteria: one judge far off, two entries level, so that a trim and a tie-break decide."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from competitions.scoring import left_out
from competitions.selectors.example_rows import Example, Row, document, whole
from competitions.selectors.example_scales import Scale, number

JUDGES = ("A", "B", "C", "D", "E")
# Steps above or below the usual mark, for the first two criteria. Judge E is far off for the first entry: left out, it wins.
# The third and the fourth are level in all: one is better in the first criterion, the other in the second.
FIRST = ((1, 1, 1, 1, -4), (0, 0, 1, 1, 1), (0, 0, 0, 0, 0), (-1, -1, -1, -1, -1))
SECOND = ((0, 0, 0, 0, 0), (0, 0, 0, 0, 0), (-1, -1, -1, -1, -1), (0, 0, 0, 0, 0))
# With one criterion alone: level in sum and mean, and only the best judge or the count of first places differs.
ALONE = ((1, 1, 1, 1, -4), (0, 0, 1, 1, 1), (0, 0, 0, 0, 0), (1, -1, 1, -1, 0))


def build(system: str, params: Mapping[str, Any]) -> Example:
    """Four entries, five judges; the first two criteria are shown, the others are alike for everybody."""
    criteria = [row for row in params.get("criteria") or () if isinstance(row, Mapping)]
    tables = [FIRST, SECOND] if len(criteria) > 1 else [ALONE]
    marks = {str(index): _marks_of(index - 1, criteria, tables) for index in range(1, 5)}
    parts = [str(part) for part in params.get("parts") or ()]
    rows = [
        {"id": entry, **({"parts": dict.fromkeys(parts, given)} if parts else {"marks": given})}
        for entry, given in marks.items()
    ]
    drawn = [
        Row(entry, str(row.get("id")) if len(criteria) > 1 else "", cells, _dropped(params, cells, len(criteria)))
        for entry, given in marks.items()
        for row in criteria[: len(tables)]
        for cells in [tuple(given[judge][str(row.get("id"))] for judge in JUDGES)]
    ]
    return Example(document(system, params, {"entries": rows}), JUDGES, tuple(drawn), note=_note(criteria, parts))


def _note(criteria: Sequence[Mapping[str, Any]], parts: Sequence[str]) -> str:
    said = []
    if len(criteria) > 2:
        marks = {Scale.of(row).usual() for row in criteria[2:]}
        if len(marks) == 1:
            said.append(_("Every judge gave %(mark)s in each other criterion.") % {"mark": marks.pop()})
        else:
            said.append(_("In each other criterion everybody got the same."))
    if len(parts) > 1:
        said.append(_("The marks were the same in each dance."))
    return " ".join(said)


def _marks_of(index: int, criteria: Sequence[Mapping[str, Any]], tables: Sequence[Any]) -> dict[str, dict[str, str]]:
    steps = [table[index] for table in tables]
    return {
        judge: {
            str(row.get("id")): Scale.of(row).usual(steps[column][place] if column < len(steps) else 0)
            for column, row in enumerate(criteria)
        }
        for place, judge in enumerate(JUDGES)
    }


def _dropped(params: Mapping[str, Any], cells: Sequence[str], criteria: int) -> frozenset[int]:
    """Which of the marks are left out; where sums of judges are compared, only a single criterion shows it."""
    if params.get("order") == "per_judge" and criteria > 1:
        return frozenset()
    return left_out.positions(params.get("aggregate"), cells)


def build_ido(system: str, params: Mapping[str, Any]) -> Example:
    """Sums of the dimensions, no two of a judge's alike; in an elimination two entries more than go on."""
    wanted = max(whole(params.get("crosses")) or 1, whole(params.get("advance")) or 1)
    count = min(wanted + 2, 10) if params.get("round") == "elimination" else 4
    scales = _dimensions(system, params)
    entries = [str(number) for number in range(1, count + 1)]
    marks = {
        entry: {judge: _falling(scales, _rank(index, place, count)) for place, judge in enumerate(JUDGES[:3])}
        for index, entry in enumerate(entries)
    }
    rows = [Row(entry, "", tuple(_sum(cells) for cells in given.values())) for entry, given in marks.items()]
    values = {"entries": [{"id": entry, "marks": given} for entry, given in marks.items()]}
    return Example(document(system, params, values), JUDGES[:3], tuple(rows))


def _dimensions(system: str, params: Mapping[str, Any]) -> dict[str, Scale]:
    rows = [row for row in params.get("dimensions") or () if isinstance(row, Mapping)]
    if rows:
        return {str(row.get("id")): Scale.of(row) for row in rows}
    return {name: Scale.of({"min": 1, "max": 10}) for name in ("T", "C", "I", *("S" if "4d" in system else ""))}


def _rank(index: int, place: int, count: int) -> int:
    """How far down a judge has an entry: the first judge in order, the others turned or with neighbours exchanged."""
    if place == 0:
        return index
    return (index + 2) % count if place == 1 else min(count - 1, index ^ 1) if index ^ 1 < count else index


def _falling(scales: Mapping[str, Scale], rank: int) -> dict[str, str]:
    """Marks one step lower in one dimension for each rank."""
    names = list(scales)
    return {
        name: scales[name].mark(scales[name].count - rank // len(names) - (index < rank % len(names)))
        for index, name in enumerate(names)
    }


def _sum(cells: Mapping[str, str]) -> str:
    total = format(sum(map(Decimal, cells.values())), "f")
    return total if len(cells) == 1 else f"{total} ({'+'.join(cells.values())})"


def slides(row: Sequence[int], ends: Sequence[str]) -> list[str]:
    """A judge's sliders, each a share of its end, in hundredths."""
    moved = []
    for index, end in enumerate(ends):
        moved.append(str((number(end, Decimal(0)) * row[index % len(row)] / 10).quantize(Decimal("0.01"))))
    return moved
