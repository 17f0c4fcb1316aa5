"""One entry's own marks in one round, as a grid, from whatever form its system's sheets have; those that counted are lit.

The forms are those of the open sheet file: marks by dance and entry in the order of the panel (skating, relative placement),
marks by entry, judge and criterion (points, IDO), and one value by judge and entry (sheets to places). What has no marks of one
entry (a bracket, a battle's votes) gives no grid: the sentences tell of it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from competitions.scoring import working
from competitions.selectors.public.result_source import RoundSource


@dataclass(frozen=True, slots=True)
class OwnCell:
    text: str
    state: str = ""


@dataclass(frozen=True, slots=True)
class OwnRow:
    """One dance or criterion. `count` is what it came to there: a place, or crosses."""

    label: str
    cells: tuple[OwnCell, ...]
    count: str


@dataclass(frozen=True, slots=True)
class OwnMarks:
    """A grid: the same judges over every row."""

    letters: tuple[str, ...]
    rows: tuple[OwnRow, ...]
    count_label: str
    note: str


def of_entry(stage: RoundSource, key: str) -> tuple[OwnMarks, ...]:
    """Return the grids of the entry with this key (more than one where dances had different panels)."""
    sheets = stage.sheets["input"]
    if "invalid" in stage.outcome:
        return ()
    if isinstance(sheets.get("marks"), dict) and "dances" in sheets:
        rows = _skating_final(stage, key) if _is_skating_final(stage) else _by_dance(stage, key)
    elif isinstance(sheets.get("sheets"), dict):
        rows = _by_sheet(sheets["sheets"], key)
    else:
        rows = _by_criterion(sheets.get("entries"), key, _titles(stage))
    return tuple(_grids(list(rows), stage))


def _grids(rows: Sequence[tuple[tuple[str, ...], OwnRow]], stage: RoundSource) -> Iterator[OwnMarks]:
    is_final = _is_skating_final(stage)
    label = _("Place") if is_final else _("Sum") if _has_crosses(stage) else ""
    note = _("Lit: the marks that gave the place.") if is_final else _("Lit: the crosses.") if label else ""
    for letters, same in groupby(rows, key=lambda pair: pair[0]):
        yield OwnMarks(letters, tuple(row for _letters, row in same), label, note)


def _is_skating_final(stage: RoundSource) -> bool:
    return str(stage.outcome["system"]) in ("skating:single", "skating:multi")


def _has_crosses(stage: RoundSource) -> bool:
    return str(stage.outcome["system"]) == "skating:callback"


def _skating_final(stage: RoundSource, key: str) -> Iterator[tuple[tuple[str, ...], OwnRow]]:
    titles = _titles(stage)
    for table in working.dance_tables(stage.sheets, stage.outcome):
        for row in table.rows:
            if row.entry == key and row.column is not None:
                cells = tuple(OwnCell(str(mark.mark), "soft" if mark.lit else "") for mark in row.marks)
                yield table.judges, OwnRow(titles.get(table.dance, table.dance), cells, str(row.place))


def _by_dance(stage: RoundSource, key: str) -> Iterator[tuple[tuple[str, ...], OwnRow]]:
    sheets, titles = stage.sheets["input"], _titles(stage)
    for dance in sheets["dances"]:
        marks = sheets["marks"].get(dance, {}).get(key)
        if marks is None:
            continue
        judges = sheets["judges"]
        letters = tuple(judges if isinstance(judges, list) else judges[dance])
        if _has_crosses(stage):
            cells = tuple(OwnCell("×", "soft") if mark else OwnCell("·") for mark in marks)
            yield letters, OwnRow(titles.get(dance, dance), cells, str(sum(1 for mark in marks if mark)))
        else:
            yield letters, OwnRow(titles.get(dance, dance), tuple(_cell(mark) for mark in marks), "")


def _by_criterion(entries: object, key: str, titles: Mapping[str, str]) -> Iterator[tuple[tuple[str, ...], OwnRow]]:
    """Criteria down, judges across; a judge who does not judge a criterion leaves an empty cell."""
    found = [row for row in entries if isinstance(row, dict)] if isinstance(entries, list) else []
    own = next((row for row in found if str(row.get("id")) == key), {})
    by_part: Mapping[str, Mapping[str, Mapping[str, Any]]] = own.get("parts") or {"": own.get("marks", {})}
    for part, marks in by_part.items():
        letters = tuple(marks)
        for criterion in dict.fromkeys(name for given in marks.values() for name in given):
            cells = tuple(_cell(marks[letter].get(criterion, "")) for letter in letters)
            label = _("Mark") if criterion in ("mark", "total") else criterion
            yield letters, OwnRow(f"{titles[part]}: {label}" if part in titles else label, cells, "")


def _by_sheet(sheets: Mapping[str, Mapping[str, Any]], key: str) -> Iterator[tuple[tuple[str, ...], OwnRow]]:
    letters = tuple(letter for letter, values in sheets.items() if key in values)
    if letters:
        yield letters, OwnRow(_("Mark"), tuple(_cell(sheets[letter][key]) for letter in letters), "")


def _cell(mark: object) -> OwnCell:
    return OwnCell("–", "abstained") if mark is None else OwnCell(str(mark))


def _titles(stage: RoundSource) -> dict[str, str]:
    return {str(part.pk): part.title for part in stage.parts}
