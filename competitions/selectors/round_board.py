"""One round as the desk sees it: the grid of one dance's marks, what is missing, conflicts, and what came in last."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from hashlib import sha256
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from competitions.models import (
    JudgeAppointment,
    Operation,
    PanelSeat,
    Result,
    Round,
    RoundEntry,
    RoundPart,
    Ruling,
    Scoresheet,
)
from competitions.selectors import (
    anomalies,
    conflicts,
    mark_forms,
    part_states,
    portions,
    rankings,
    round_names,
    round_sheets,
)
from competitions.selectors.anomalies import Anomaly
from competitions.selectors.mark_forms import MarkForm, form_of
from competitions.selectors.round_sheets import RoundSheets, SeatCell

Status = RoundEntry.Status
LOG_LENGTH = 8


@dataclass(frozen=True, slots=True)
class Tab:
    """One dance of the round; done once every seat has handed it in."""

    part: RoundPart
    is_on: bool
    is_done: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """One judge's mark as shown: its text, and whether it is missing or in conflict."""

    text: str
    state: str = ""


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One entry's line: number, name, marks, place in this dance, total so far."""

    place: RoundEntry
    number: str
    name: str
    cells: tuple[Cell, ...]
    dance_place: str
    total: str
    state: str
    note: str


@dataclass(frozen=True, slots=True)
class SheetState:
    """One seat's sheet for the dance: whether its marks are whole, in words, and where it stands."""

    seat: PanelSeat
    sheet: Scoresheet | None
    words: str
    is_ok: bool


@dataclass(frozen=True, slots=True)
class LogLine:
    """Something that came in."""

    at: datetime
    words: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two values for one cell, to be settled by a person."""

    operation: Operation
    number: str
    words: str
    held: str
    sent: str
    sheet: Scoresheet | None


@dataclass(frozen=True, slots=True)
class Board:
    """The open round, one dance of it in full."""

    tabs: tuple[Tab, ...]
    part: RoundPart | None
    letters: tuple[str, ...]
    rows: tuple[BoardRow, ...]
    feet: tuple[SheetState, ...]
    conflicts: tuple[Conflict, ...]
    anomalies: tuple[Anomaly, ...]
    log: tuple[LogLine, ...]
    total_label: str
    asks: str = ""


def version_of(round_: Round) -> str:
    """A text that changes whenever the board would: the newest operation, sheet, ruling and result, and the round's state."""
    newest = Operation.objects.filter(seat__round=round_).aggregate(newest=Max("pk"))["newest"]
    sheets = Counter(Scoresheet.objects.filter(seat__round=round_).values_list("status", flat=True))
    states = Counter(round_.round_entries.values_list("status", flat=True))
    rulings = Ruling.objects.filter(round=round_).count()
    results = Result.objects.filter(round=round_).count()
    seats = round_.seats.count()
    parts = (round_.status, newest, sorted(sheets.items()), sorted(states.items()), rulings, results, seats)
    return sha256(repr(parts).encode()).hexdigest()[:16]


def read_board(
    round_: Round, *, part_id: int | None, result: Result | None, places: Mapping[int, Mapping[int, str]]
) -> Board:
    """The board with the wanted dance (else the first that is not whole); `places` are the dances' places so far."""
    sheets = round_sheets.load_sheets(round_)
    all_sheets = list(Scoresheet.objects.filter(seat__round=round_).select_related("seat").order_by("pk"))
    done = _done_parts(sheets, all_sheets)
    part = _choose(sheets.parts, part_id, done)
    names = round_names.names_in(round_)
    waiting = list(conflicts.open_conflicts([round_.pk]).select_related("seat", "part"))
    outcome = rankings.outcome_of(result)
    return Board(
        tabs=tuple(Tab(item, item == part, item.pk in done) for item in sheets.parts),
        part=part,
        letters=tuple(seat.letter for seat in _columns(sheets, part)) if part else (),
        rows=tuple(_rows(sheets, part, names, waiting, outcome, places)) if part else (),
        feet=tuple(_feet(sheets, part, all_sheets)) if part else (),
        conflicts=tuple(_conflict(item, names.numbers, all_sheets, sheets) for item in waiting),
        anomalies=anomalies.anomalies_in(sheets),
        log=tuple(_log(round_, names.numbers)),
        total_label=_total_label(round_, sheets, outcome, places),
        asks=form_of(round_).kind,
    )


def _done_parts(sheets: RoundSheets, all_sheets: Sequence[Scoresheet]) -> set[int]:
    waiting = {
        portions.part_key(sheet.portion_key)
        for sheet in all_sheets
        if sheet.seat.counts and sheet.status != Scoresheet.Status.SUBMITTED
    }
    if not all_sheets or None in waiting:  # one sheet for the whole round
        return set()
    return {part.pk for part in sheets.parts if part.pk not in waiting}


def _choose(parts: Sequence[RoundPart], wanted: int | None, done: set[int]) -> RoundPart | None:
    chosen = next((part for part in parts if part.pk == wanted), None)
    chosen = chosen or next((part for part in parts if part.pk not in done), None)
    return chosen or (parts[-1] if parts else None)


def _rows(
    sheets: RoundSheets,
    part: RoundPart,
    names: round_names.RoundNames,
    waiting: Sequence[Operation],
    outcome: Mapping[str, Any],
    places: Mapping[int, Mapping[int, str]],
) -> list[BoardRow]:
    torn = {(item.seat_id, item.round_entry_id, item.part_id, item.criterion): item.value for item in waiting}
    columns = [(seat, form_of(sheets.round, seat)) for seat in _columns(sheets, part)]
    found = []
    for entry in portions.of_bouts([part], sheets.entries):
        key = str(entry.pk)
        cells = tuple(_cell(sheets, seat, form, entry, part, torn) for seat, form in columns)
        found.append(
            BoardRow(
                place=entry,
                number=names.numbers.get(key, "–"),
                name=names.entries.get(key, ""),
                cells=cells,
                dance_place=places.get(part.pk, {}).get(entry.pk, ""),
                total=_total(sheets, entry, outcome, places),
                state=_row_state(entry, outcome),
                note="" if entry.status == Status.DANCING else entry.get_status_display(),
            )
        )
    return found


def _columns(sheets: RoundSheets, part: RoundPart) -> tuple[PanelSeat, ...]:
    """The seats of a dance: the panel, then who casts and who deducts."""
    return (*sheets.panels[part.pk], *((sheets.chief,) if sheets.chief else ()), *sheets.deducting)


def _cell(
    sheets: RoundSheets,
    seat: PanelSeat,
    form: MarkForm,
    entry: RoundEntry,
    part: RoundPart,
    torn: Mapping[SeatCell, int | None],
) -> Cell:
    """One judge's marks of one entry: the mark, the sum of several criteria, or how many of them are there."""
    keys: list[SeatCell] = [(seat.pk, entry.pk, part.pk, criterion) for criterion in form.criteria]
    values = [sheets.marks.get(key) for key in keys]
    doubled = next((key for key in keys if key in torn), None)
    if doubled is not None:
        held, sent = (form.text(doubled[3], value) or "–" for value in (sheets.marks.get(doubled), torn[doubled]))
        return Cell(f"{held} | {sent}", "conflict")
    empty = values.count(None)
    if len(values) > 1 and 0 < empty < len(values):
        return Cell(f"{len(values) - empty}/{len(values)}", "" if form.is_optional else "missing")
    if empty:
        return Cell("·" if form.kind == "cross" else "–", "" if form.kind == "cross" or form.is_optional else "missing")
    if len(values) == 1:
        return Cell(form.text(keys[0][3], values[0]))
    total = sum((scale.mark(value or 0) for scale, value in zip(form.scales, values, strict=True)), Decimal(0))
    return Cell(mark_forms.plain(total))


def _total(
    sheets: RoundSheets, entry: RoundEntry, outcome: Mapping[str, Any], places: Mapping[int, Mapping[int, str]]
) -> str:
    """Crosses over all dances; in a final the outcome's total, or the number of dances placed so far."""
    if sheets.round.kind == Round.Kind.RECALL and form_of(sheets.round).kind == "cross":
        return str(sum(mark or 0 for part in sheets.parts for mark in sheets.row(entry, part)))
    for name in ("scores", "points", "totals"):
        total = outcome.get(name, {}).get(str(entry.pk))
        if total is not None:
            return str(total)
    if len(sheets.parts) == 1:
        return ""
    so_far = [Fraction(dance[entry.pk]) for dance in places.values() if entry.pk in dance]
    return _plain(sum(so_far, Fraction())) if so_far else ""


def _plain(number: Fraction) -> str:
    """A sum of halves as it is written: "5", "5.5"."""
    return str(number.numerator) if number.denominator == 1 else f"{number.numerator // 2}.5"


def _total_label(
    round_: Round, sheets: RoundSheets, outcome: Mapping[str, Any], places: Mapping[int, Mapping[int, str]]
) -> str:
    """The heading of the last column: crosses; the total; how many dances are summed so far; empty for one dance."""
    if "scores" in outcome:
        return _("Score")
    if "points" in outcome:
        return _("Points")
    if form_of(round_).kind in ("points", "slider", "vote"):
        return ""
    if round_.kind == Round.Kind.RECALL:
        return _("Crosses")
    if len(sheets.parts) == 1:
        return ""
    if "totals" in outcome:
        return _("Total")
    return ngettext("%(count)d dance", "%(count)d dances", len(places)) % {"count": len(places)}


def _row_state(entry: RoundEntry, outcome: Mapping[str, Any]) -> str:
    """How the recall line runs through the rows: in, tied, out; and who is out of the round."""
    key = str(entry.pk)
    if entry.status != Status.DANCING:
        return "withdrawn"
    if "tied_at_line" in outcome and "recalled" not in outcome and key in outcome["tied_at_line"]:
        return "tied"
    for name in ("recalled", "sure", "advance"):
        if name in outcome:
            return "in" if key in outcome[name] else "out"
    return ""


def _feet(sheets: RoundSheets, part: RoundPart, all_sheets: Sequence[Scoresheet]) -> list[SheetState]:
    """Below each judge's column: is the sheet whole, and is it in."""
    entries = portions.of_bouts([part], sheets.entries)
    return [_foot(sheets, part, entries, seat, all_sheets) for seat in _columns(sheets, part)]


def _foot(
    sheets: RoundSheets,
    part: RoundPart,
    entries: Sequence[RoundEntry],
    seat: PanelSeat,
    all_sheets: Sequence[Scoresheet],
) -> SheetState:
    own = [
        row for row in all_sheets if row.seat_id == seat.pk and portions.part_key(row.portion_key) in (None, part.pk)
    ]
    waiting = [row for row in own if row.status != Scoresheet.Status.SUBMITTED]
    sheet = next(iter(waiting or own), None)
    form = form_of(sheets.round, seat)
    dancing = [entry.pk for entry in entries if entry.status == Status.DANCING and seat.pool in (None, entry.pool)]
    asked = portions.asked_of(sheets.round, len(dancing), form)
    values = {key[1:]: value for key, value in sheets.marks.items() if key[0] == seat.pk}
    state = part_states.state_of(form, part, asked, dancing, values)
    if len(own) > 1:
        words = f"{len(own) - len(waiting)}/{len(own)}"
    elif form.kind in ("cross", "choice"):
        words = f"{state.given}/{asked.high}"
    else:
        cells = len(dancing) * len(form.criteria)
        words = "" if state.is_whole else f"{state.given}/{cells}" if state.given < cells else _("check")
    return SheetState(seat, sheet, words, state.is_whole)


def _conflict(
    item: Operation, numbers: Mapping[str, str], all_sheets: Sequence[Scoresheet], sheets: RoundSheets
) -> Conflict:
    form = form_of(sheets.round, item.seat)
    held = sheets.marks.get((item.seat_id, item.round_entry_id, item.part_id, item.criterion))
    keys = (None, item.part_id)
    own = [row for row in all_sheets if row.seat_id == item.seat_id and portions.part_key(row.portion_key) in keys]
    number = numbers.get(str(item.round_entry_id), "–")
    return Conflict(
        operation=item,
        number=number,
        words=_("Seat %(letter)s, No. %(number)s, %(dance)s: two devices sent different marks")
        % {"letter": item.seat.letter, "number": number, "dance": item.part.title},
        held=form.text(item.criterion, held) or "–",
        sent=form.text(item.criterion, item.value) or "–",
        sheet=own[0] if own else None,
    )


def _log(round_: Round, numbers: Mapping[str, str]) -> list[LogLine]:
    rows = Operation.objects.filter(seat__round=round_).select_related("seat", "part").order_by("-pk")[:LOG_LENGTH]
    lines = [
        LogLine(
            row.received_at,
            _("%(dance)s, seat %(letter)s: %(value)s for No. %(number)s%(outcome)s")
            % {
                "dance": row.part.title,
                "letter": row.seat.letter,
                "value": form_of(round_, row.seat).text(row.criterion, row.value) or "–",
                "number": numbers.get(str(row.round_entry_id), "–"),
                "outcome": "" if row.outcome == Operation.Outcome.APPLIED else f" ({row.get_outcome_display()})",
            },
        )
        for row in rows
    ]
    handed = Scoresheet.objects.filter(seat__round=round_, submitted_at__isnull=False).select_related("seat")
    titles = {part.pk: part.title for part in round_.parts.all()}
    lines += [
        LogLine(
            sheet.submitted_at,
            _("%(dance)s, seat %(letter)s handed in")
            % {
                "dance": titles.get(portions.part_key(sheet.portion_key) or 0, round_.title),
                "letter": sheet.seat.letter,
            },
        )
        for sheet in handed.order_by("-submitted_at", "-pk")[:LOG_LENGTH]
        if sheet.submitted_at is not None
    ]
    return sorted(lines, key=lambda line: line.at, reverse=True)[:LOG_LENGTH]


def judges_of(festival_id: int) -> list[JudgeAppointment]:
    """The judges of a festival who may be seated, by name."""
    rows = JudgeAppointment.objects.filter(festival=festival_id, revoked_at__isnull=True).select_related("person")
    return list(rows.order_by("person__sort_key", "person__given_name", "pk"))
