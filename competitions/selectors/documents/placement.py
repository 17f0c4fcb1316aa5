"""Documents of the systems that turn sheets into places: one raw mark an entry (Irish, highland, sums), or IDO's dimensions."""

from competitions.models import PanelSeat, Round, RoundEntry, RoundPart, Ruling
from competitions.selectors import mark_forms, round_sheets
from competitions.selectors.documents import points
from competitions.selectors.round_sheets import Document, RoundSheets, Status


def build(sheets: RoundSheets) -> Document:
    """One sheet a judge and dance, each with a raw mark for every entry."""
    forms = {seat.pk: mark_forms.form_of(sheets.round, seat) for seat in sheets.seats}
    counted = round_sheets.dancing(sheets.entries)
    columns = [(seat, part) for part in sheets.parts for seat in sheets.panels[part.pk]]
    given = {
        _key(sheets, seat, part): {
            str(entry.pk): forms[seat.pk].scales[0].text(sheets.mark(seat, entry, part)) or None for entry in counted
        }
        for seat, part in columns
    }
    lost = {ruling["judge"] for ruling in round_sheets.lost_judges(sheets)}
    rulings = [
        {"kind": "judge_lost", "judge": _key(sheets, seat, part)} for seat, part in columns if seat.letter in lost
    ]
    rulings += round_sheets.orders(sheets, Ruling.Kind.CASTING_VOTE, "casting_vote", counted)
    rulings += round_sheets.orders(sheets, Ruling.Kind.REDANCE, "re_dance", counted)
    return _with_those_out(
        sheets, counted, {**round_sheets.head(sheets, {}), "input": {"sheets": given}, "rulings": rulings}
    )


def build_ido(sheets: RoundSheets) -> Document:
    """Each judge's dimensions; an elimination takes the crosses and the number wanted from the round."""
    round_ = sheets.round
    forms = {seat.pk: mark_forms.form_of(round_, seat) for seat in sheets.seats}
    counted = round_sheets.dancing(sheets.entries)
    rows = [{"id": str(entry.pk), "marks": points.marks_of(sheets, forms, entry, sheets.parts[0])} for entry in counted]
    params = {}
    if round_.kind == Round.Kind.RECALL:
        params = {"crosses": round_.crosses_max or round_.wanted, "advance": round_.wanted}
    rulings = round_sheets.lost_judges(sheets)
    rulings += round_sheets.orders(sheets, Ruling.Kind.REDANCE, "re_dance", counted)
    letters = {seat.pk: seat.letter for seat in sheets.seats}
    rulings += [
        {"kind": "judge_choice", "judge": letters[ruling.seat_id], "order": payload["order"]}
        for ruling, payload in sheets.of_kind(Ruling.Kind.JUDGE_CHOICE)
        if ruling.seat_id in letters
    ]
    return _with_those_out(
        sheets, counted, {**round_sheets.head(sheets, params), "input": {"entries": rows}, "rulings": rulings}
    )


def _key(sheets: RoundSheets, seat: PanelSeat, part: RoundPart) -> str:
    """A sheet's key: the judge's letter, with the dance where there are several."""
    if len(sheets.parts) == 1:
        return seat.letter
    labels = {one.short_label for one in sheets.parts if one.short_label}
    # Two dances with one label (or one without) would share a sheet, and the first would be lost.
    return f"{seat.letter} {part.short_label if len(labels) == len(sheets.parts) else part.position}"


def _with_those_out(sheets: RoundSheets, counted: list[RoundEntry], document: Document) -> Document:
    gone = [entry for entry in sheets.entries if entry not in counted]
    if gone:
        document["left_out"] = [_left_out(sheets, entry) for entry in gone]
    return document


def _left_out(sheets: RoundSheets, entry: RoundEntry) -> Document:
    forms = {seat.pk: mark_forms.form_of(sheets.round, seat) for seat in sheets.seats}
    marks = {
        str(part.pk): points.marks_of(sheets, forms, entry, part)
        for part in sheets.parts
        if entry.status != Status.DANCING and round_sheets.has_marks(sheets, entry, part)
    }
    return {"entry": str(entry.pk), "status": entry.status, "marks": marks}
