"""Documents of the points systems: each judge's criteria for each entry, deductions, and what earlier rounds carry in."""

from collections.abc import Mapping, Sequence
from typing import Any

from competitions.models import PanelSeat, RoundEntry, RoundPart, Ruling
from competitions.selectors import mark_forms, round_sheets
from competitions.selectors.mark_forms import DEDUCTION, MarkForm
from competitions.selectors.round_sheets import Document, RoundSheets, Status

Carried = Mapping[int, Sequence[Mapping[str, Any]]]
Cells = dict[str, str | None]


def build(sheets: RoundSheets, carried: Carried) -> Document:
    """The document of a round; an entry disqualified after all its marks stays, and the engine takes it out."""
    forms = {seat.pk: mark_forms.form_of(sheets.round, seat) for seat in sheets.seats}
    counted = [entry for entry in sheets.entries if _counts(sheets, forms, entry)]
    several = len(sheets.parts) > 1
    rows = []
    for entry in counted:
        row: Document = {"id": str(entry.pk)}
        if several:
            row["parts"] = {str(part.pk): marks_of(sheets, forms, entry, part) for part in sheets.parts}
        else:
            row["marks"] = marks_of(sheets, forms, entry, sheets.parts[0])
        rows.append({**row, **_taken_off(sheets, entry), **_brought(carried, entry)})
    params = {"parts": [str(part.pk) for part in sheets.parts]} if several else {}
    document: Document = {
        **round_sheets.head(sheets, params),
        "input": {"entries": rows},
        "rulings": rulings_of(sheets, counted),
    }
    gone = [entry for entry in sheets.entries if entry not in counted]
    if gone:
        document["left_out"] = [_left_out(sheets, forms, entry) for entry in gone]
    return document


def marks_of(
    sheets: RoundSheets, forms: Mapping[int, MarkForm], entry: RoundEntry, part: RoundPart
) -> dict[str, Cells]:
    """One entry's marks in one dance: by judge's letter, then by criterion; None where a mark is missing."""
    return {seat.letter: _cells(sheets, forms[seat.pk], seat, entry, part) for seat in sheets.panels[part.pk]}


def _cells(sheets: RoundSheets, form: MarkForm, seat: PanelSeat, entry: RoundEntry, part: RoundPart) -> Cells:
    return {
        scale.criterion: scale.text(sheets.mark(seat, entry, part, scale.criterion)) or None for scale in form.scales
    }


def rulings_of(sheets: RoundSheets, counted: Sequence[RoundEntry]) -> list[Document]:
    """The decisions that the engine applies, each as the sheet file documents it."""
    known = {str(entry.pk) for entry in counted}
    placed = {str(entry.pk) for entry in counted if entry.status == Status.DANCING}
    letters = {seat.pk: seat.letter for seat in sheets.seats}
    found = round_sheets.lost_judges(sheets)
    found += round_sheets.orders(sheets, Ruling.Kind.CASTING_VOTE, "casting_vote", counted)
    found += round_sheets.orders(sheets, Ruling.Kind.REDANCE, "re_dance", counted)
    for ruling, payload in sheets.of_kind(Ruling.Kind.ABSTENTION, Ruling.Kind.RECUSAL):
        # A judge who stands aside for the whole round is lost; about somebody who left there is nothing to excuse.
        is_lost = ruling.kind == Ruling.Kind.RECUSAL and not payload.get("entry")
        if ruling.seat_id in letters and not is_lost and payload.get("entry") in (None, *known):
            cell = {name: payload[name] for name in ("entry", "part", "criterion") if payload.get(name)}
            if len(sheets.parts) == 1:
                cell.pop("part", None)
            found.append({"kind": "abstained", "judge": letters[ruling.seat_id], **cell})
    for ruling, payload in sheets.of_kind(Ruling.Kind.PENALTY):
        if str(ruling.round_entry_id) in known and payload.get("points"):
            found.append({"kind": "penalty", "entry": str(ruling.round_entry_id), "points": payload["points"]})
    for _ruling, payload in sheets.of_kind(Ruling.Kind.TITLE):
        entries = [entry for entry in payload.get("entries", ()) if entry in placed]
        if payload.get("action") and entries:
            title = {"title": payload["title"]} if payload.get("title") else {}
            found.append({"kind": f"title_{payload['action']}", "entries": entries, **title})
    found += [
        {"kind": "disqualified", "entry": str(entry.pk)} for entry in counted if entry.status == Status.DISQUALIFIED
    ]
    return found


def _counts(sheets: RoundSheets, forms: Mapping[int, MarkForm], entry: RoundEntry) -> bool:
    if entry.status == Status.DANCING:
        return True
    cells = [
        cell for part in sheets.parts for row in marks_of(sheets, forms, entry, part).values() for cell in row.values()
    ]
    return entry.status == Status.DISQUALIFIED and bool(cells) and None not in cells


def _taken_off(sheets: RoundSheets, entry: RoundEntry) -> Document:
    found = []
    lost = round_sheets.seats_out(sheets)
    for seat in (seat for seat in sheets.deducting if seat.pk not in lost):
        scale = mark_forms.form_of(sheets.round, seat).scales[0]
        for part in sheets.parts:
            steps = sheets.mark(seat, entry, part, DEDUCTION)
            if steps:
                found.append(scale.text(steps))
    return {"deductions": found} if found else {}


def _brought(carried: Carried, entry: RoundEntry) -> Document:
    return {"carried": [dict(item) for item in carried[entry.pk]]} if carried.get(entry.pk) else {}


def _left_out(sheets: RoundSheets, forms: Mapping[int, MarkForm], entry: RoundEntry) -> Document:
    """Who is not counted, and the marks that judges had given: kept in the record."""
    marks = {
        str(part.pk): marks_of(sheets, forms, entry, part)
        for part in sheets.parts
        if round_sheets.has_marks(sheets, entry, part)
    }
    return {"entry": str(entry.pk), "status": entry.status, "marks": marks}
