"""The judges' marks of a released result as grids: every sheet, and the marks that settled a tie, lit as the rules counted them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from competitions.scoring import working
from competitions.scoring.working import Candidate, DanceTable, MarksComparison
from competitions.selectors.public import points_marks, result_rows
from competitions.selectors.public.result_source import ResultSource, RoundSource


@dataclass(frozen=True, slots=True)
class Cell:
    text: str
    state: str = ""


@dataclass(frozen=True, slots=True)
class GridRow:
    label: str
    cells: tuple[Cell, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Grid:
    """One entry's marks, dance by dance."""

    number: str
    who: str
    letters: tuple[str, ...]
    rows: tuple[GridRow, ...]
    count_label: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A count against the majority; percents as text with a point, for drawing."""

    count: int
    total: int
    need: int
    passes: bool
    count_percent: str
    need_percent: str


@dataclass(frozen=True, slots=True)
class DecidingMarks:
    """One tie that only all marks together settle."""

    title: str
    note: str
    pairs: tuple[tuple[Grid, Bar], ...]


@dataclass(frozen=True, slots=True)
class SheetRow:
    number: str
    cells: tuple[Cell, ...]
    sum: str


@dataclass(frozen=True, slots=True)
class SheetDance:
    position: int
    title: str
    sum_label: str
    letters: tuple[str, ...]
    rows: tuple[SheetRow, ...]


@dataclass(frozen=True, slots=True)
class SheetEntry:
    number: str
    name: str
    total: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """Every mark of a round."""

    key: str
    entries: tuple[SheetEntry, ...]
    dances: tuple[SheetDance, ...]


def deciding(source: ResultSource) -> tuple[DecidingMarks, ...]:
    """Return the comparisons of all marks (Rule 11) that the final needed."""
    stage = source.final
    if stage is None or not source.shows_marks or "places" not in stage.outcome:
        return ()
    if not stage.outcome["system"].startswith("skating:multi"):
        return ()
    return tuple(_deciding(source, stage, row) for row in working.marks_comparisons(stage.sheets, stage.outcome))


def _deciding(source: ResultSource, stage: RoundSource, comparison: MarksComparison) -> DecidingMarks:
    first, last = comparison.places
    place = str(first) if first == last else f"{first}–{last}"
    note = _(
        "All %(total)s marks of each. Lit: place %(column)s or better. The upright line is the majority, %(needed)s."
    ) % {"total": comparison.total, "column": comparison.column, "needed": comparison.needed}
    pairs = tuple(_pair(source, stage, comparison, row) for row in comparison.candidates)
    return DecidingMarks(_("The deciding marks for place %(place)s") % {"place": place}, note, pairs)


def _pair(
    source: ResultSource, stage: RoundSource, comparison: MarksComparison, candidate: Candidate
) -> tuple[Grid, Bar]:
    entry = source.entry_of_key[candidate.entry]
    titles = {str(part.pk): part.title for part in stage.parts}
    rows = tuple(
        GridRow(
            titles.get(dance.dance, dance.dance),
            tuple(Cell(str(mark.mark), "lit" if mark.lit else "") for mark in dance.marks),
            dance.count,
        )
        for dance in candidate.dances
    )
    letters = tuple(mark.judge for mark in candidate.dances[0].marks)
    grid = Grid(source.numbers[entry], source.names[entry].pair, letters, rows, f"≤ {comparison.column}")
    bar = Bar(
        candidate.count,
        comparison.total,
        comparison.needed,
        candidate.has_majority,
        _percent(candidate.count, comparison.total),
        _percent(comparison.needed, comparison.total),
    )
    return grid, bar


def _percent(part: int, whole: int) -> str:
    tenths = part * 1000 // whole
    return f"{tenths // 10}.{tenths % 10}"


def sheet(source: ResultSource, stage: RoundSource) -> Sheet | None:
    """Return every mark of a round, those that gave a place softly lit; None where marks are not published."""
    if not source.shows_marks or "invalid" in stage.outcome or "bouts" in stage.outcome:
        return None
    keys = _keys_in_order(source, stage)
    if _is_placed(stage):
        # Who was disqualified stands on the sheets but is not counted: the engine took the entry out.
        counted = set(stage.outcome.get("place_ranges", ()))
        keys = [key for key in keys if key in counted]
    totals = points_marks.totals_of(stage)
    names, numbers = result_rows.keyed_names(source), result_rows.keyed_numbers(source)
    entries = tuple(
        SheetEntry(
            numbers.get(key, ""),
            names[key] if len(source.partners_of_key[key]) > 1 else source.names[source.entry_of_key[key]].short,
            str(totals.get(key, "")),
        )
        for key in keys
    )
    return Sheet(f"r{stage.round.position}", entries, _dances(source, stage, keys))


def _is_placed(stage: RoundSource) -> bool:
    """Whether judges gave places: the skating system's finals and relative placement's."""
    return stage.outcome["system"] in ("skating:single", "skating:multi", "relative_placement:final")


def _dances(source: ResultSource, stage: RoundSource, keys: Sequence[str]) -> tuple[SheetDance, ...]:
    if points_marks.has_own_form(stage):
        return tuple(
            _column(source, column, keys, place) for place, column in enumerate(points_marks.columns(stage), 1)
        )
    if _is_placed(stage):
        return _final_dances(source, stage, keys)
    return _recall_dances(source, stage, keys)


def _column(source: ResultSource, column: points_marks.Column, keys: Sequence[str], position: int) -> SheetDance:
    numbers = result_rows.keyed_numbers(source)
    rows = tuple(
        SheetRow(
            numbers.get(key, ""), tuple(Cell(text) for text in column.marks.get(key, ())), column.sums.get(key, "")
        )
        for key in keys
    )
    return SheetDance(position, column.title, column.sum_label, column.letters, rows)


def _keys_in_order(source: ResultSource, stage: RoundSource) -> list[str]:
    """The entries of the sheet by their place in the ranking."""
    order = {row["entry"]: index for index, row in enumerate(source.ranking)}
    return sorted(points_marks.keys_of(stage), key=lambda key: order.get(source.entry_of_key[key], len(order)))


def _final_dances(source: ResultSource, stage: RoundSource, keys: Sequence[str]) -> tuple[SheetDance, ...]:
    titles = {str(part.pk): part.title for part in stage.parts}
    tables = working.dance_tables(stage.sheets, stage.outcome)
    return tuple(
        SheetDance(
            position, titles.get(table.dance, table.dance), _("Place"), table.judges, _final_rows(source, table, keys)
        )
        for position, table in enumerate(tables, start=1)
    )


def _final_rows(source: ResultSource, table: DanceTable, keys: Sequence[str]) -> tuple[SheetRow, ...]:
    """One row for every entry, so that the tables of all dances stand level; dashes for who did not dance this one."""
    by_key = {row.entry: row for row in table.rows}
    found = []
    for key in keys:
        row, number = by_key.get(key), source.numbers[source.entry_of_key[key]]
        if row is None or row.column is None:
            found.append(SheetRow(number, tuple(Cell("–") for _judge in table.judges), str(row.place) if row else ""))
        else:
            cells = tuple(Cell(str(mark.mark), "soft" if mark.lit else "") for mark in row.marks)
            found.append(SheetRow(number, cells, str(row.place)))
    return tuple(found)


def _recall_dances(source: ResultSource, stage: RoundSource, keys: Sequence[str]) -> tuple[SheetDance, ...]:
    marks, judges = stage.sheets["input"]["marks"], stage.sheets["input"]["judges"]
    titles = {str(part.pk): part.title for part in stage.parts}
    found = []
    for position, dance in enumerate(stage.sheets["input"]["dances"], start=1):
        letters = tuple(judges if isinstance(judges, list) else judges[dance])
        rows = tuple(
            SheetRow(
                source.numbers[source.entry_of_key[key]],
                tuple(_given(mark) for mark in marks[dance][key]),
                str(sum(1 for mark in marks[dance][key] if mark in (1, "Y"))),
            )
            for key in keys
        )
        found.append(SheetDance(position, titles.get(dance, dance), _("Sum"), letters, rows))
    return tuple(found)


def _given(mark: object) -> Cell:
    """A cross, or relative placement's letter: yes is lit, an alternate is written out."""
    if mark in (1, "Y"):
        return Cell("×" if mark == 1 else _("yes"), "soft")
    return Cell("·") if mark in (0, "N", None) else Cell(str(mark))
