"""The skating system's documents: crosses of a recall round, places of a final; relative placement's final is one of these."""

from collections.abc import Mapping, Sequence
from typing import Any

from competitions.models import Round, RoundEntry, RoundPart, Ruling
from competitions.selectors import round_sheets
from competitions.selectors.round_sheets import BOTTOM, Document, RoundSheets, Row, Status


def build(sheets: RoundSheets) -> Document:
    """The document of a round, without a ruling on the recall line (services.tabulation adds it)."""
    is_recall = sheets.round.kind == Round.Kind.RECALL
    counted, left_out, absent = _sort_entries(sheets)
    marks = {str(part.pk): _marks_of(sheets, part, counted, left_out, absent) for part in sheets.parts}
    document: Document = {
        **round_sheets.head(sheets, _params(sheets, left_out, absent=absent)),
        "input": {
            "judges": judges_of(sheets),
            "dances": [str(part.pk) for part in sheets.parts],
            "entries": [str(entry.pk) for entry in counted],
            "marks": marks,
        },
        "rulings": _engine_rulings(sheets, counted),
    }
    chief = _chief(sheets, counted, left_out)
    if chief:
        document["input"]["chief"] = chief
    if absent and not is_recall:
        document["input"]["not_danced"] = absent
    if left_out:
        document["left_out"] = [_left_out(sheets, entry) for entry in left_out]
    return document


def judges_of(sheets: RoundSheets) -> list[str] | dict[str, list[str]]:
    """The letters of the panel; by dance where panels differ."""
    letters = {str(part.pk): [seat.letter for seat in sheets.panels[part.pk]] for part in sheets.parts}
    panels = list(letters.values())
    return panels[0] if panels and all(panel == panels[0] for panel in panels) else letters


def _sort_entries(
    sheets: RoundSheets,
) -> tuple[list[RoundEntry], list[RoundEntry], dict[str, list[str]]]:
    """Who counts, who is left out, and (final) who counts but did not dance which dance."""
    counted: list[RoundEntry] = []
    left_out: list[RoundEntry] = []
    absent: dict[str, list[str]] = {}
    for entry in sheets.entries:
        if entry.status == Status.DANCING or _is_judged_disqualified(sheets, entry):
            counted.append(entry)
        elif sheets.round.kind != Round.Kind.RECALL and sheets.payload_of(entry).get("effect") == BOTTOM:
            counted.append(entry)
            for part in sheets.parts:
                if None in sheets.row(entry, part):
                    absent.setdefault(str(part.pk), []).append(str(entry.pk))
        else:
            left_out.append(entry)
    return counted, left_out, absent


def _is_judged_disqualified(sheets: RoundSheets, entry: RoundEntry) -> bool:
    """A disqualified entry with every mark stays on the sheets: the engine takes it out and says so."""
    if entry.status != Status.DISQUALIFIED:
        return False
    if sheets.round.kind == Round.Kind.RECALL:
        return round_sheets.has_marks(sheets, entry)
    others = round_sheets.dancing(sheets.entries)
    return all(
        mark is not None and all(sheets.row(other, part)[index] != mark for other in others)
        for part in sheets.parts
        for index, mark in enumerate(sheets.row(entry, part))
    )


def _marks_of(
    sheets: RoundSheets,
    part: RoundPart,
    counted: Sequence[RoundEntry],
    left_out: Sequence[RoundEntry],
    absent: Mapping[str, list[str]],
) -> dict[str, Row]:
    """One dance's marks; in a final the places of those who are not placed there are closed up, judge by judge."""
    if sheets.round.kind == Round.Kind.RECALL:
        return {str(entry.pk): [mark or 0 for mark in sheets.row(entry, part)] for entry in counted}
    gone = set(absent.get(str(part.pk), ()))
    rows = {str(entry.pk): sheets.row(entry, part) for entry in counted if str(entry.pk) not in gone}
    removed = [sheets.row(entry, part) for entry in (*left_out, *(one for one in counted if str(one.pk) in gone))]
    gaps = [
        {row[index] for row in removed} - {row[index] for row in rows.values()}
        for index in range(len(sheets.panels[part.pk]))
    ]
    return {key: [_moved_up(mark, gap) for mark, gap in zip(row, gaps, strict=True)] for key, row in rows.items()}


def _moved_up(mark: int | None, gaps: set[int | None]) -> int | None:
    """A better mark stays, a worse one moves up; a place that the judge has since given to another is no gap."""
    return mark if mark is None else mark - sum(gap is not None and gap < mark for gap in gaps)


def _chief(sheets: RoundSheets, counted: Sequence[RoundEntry], left_out: Sequence[RoundEntry]) -> dict[str, int | None]:
    """Relative placement: the chief judge's places, gaps closed like everybody's; the skating system has no chief."""
    assert sheets.ruleset is not None
    if sheets.chief is None or sheets.ruleset.family != "relative_placement":
        return {}
    if sheets.chief.pk in round_sheets.seats_out(sheets):
        return {}
    (part,) = sheets.parts[:1]
    gone: set[int | None] = {sheets.mark(sheets.chief, entry, part) for entry in left_out}
    gone -= {sheets.mark(sheets.chief, entry, part) for entry in counted}
    return {str(entry.pk): _moved_up(sheets.mark(sheets.chief, entry, part), gone) for entry in counted}


def _params(sheets: RoundSheets, left_out: Sequence[RoundEntry], *, absent: Mapping[str, list[str]]) -> dict[str, Any]:
    round_ = sheets.round
    if round_.kind != Round.Kind.RECALL:
        return {"not_danced": "bottom_mean"} if absent else {}
    params: dict[str, Any] = {"wanted": round_.wanted}
    if round_.crosses_min is not None:
        # Crosses that were given to somebody who is left out are not counted, so a judge may be short by them.
        gone = sum(round_sheets.has_marks(sheets, entry) for entry in left_out)
        params["crosses"] = [max(0, round_.crosses_min - gone), round_.crosses_max]
    if any(ruling.kind == Ruling.Kind.CROSSES for ruling in sheets.rulings):
        params["strict_crosses"] = False
    return params


def _engine_rulings(sheets: RoundSheets, counted: Sequence[RoundEntry]) -> list[Document]:
    """The rulings that the engine itself applies: a judge lost, an entry disqualified after its marks, a dance-off."""
    found = round_sheets.lost_judges(sheets)
    found += round_sheets.orders(sheets, Ruling.Kind.REDANCE, "re_dance", counted)
    for entry in counted:
        if entry.status == Status.DISQUALIFIED and _is_judged_disqualified(sheets, entry):
            found.append({"kind": "disqualified", "entry": str(entry.pk)})
    known = {str(entry.pk) for entry in counted}
    for ruling, payload in sheets.of_kind(Ruling.Kind.PLACEMENT_DROP):
        if str(ruling.round_entry_id) in known:
            found.append({"kind": "placement_drop", "entry": str(ruling.round_entry_id), "by": payload["by"]})
    return found


def _left_out(sheets: RoundSheets, entry: RoundEntry) -> Document:
    """Who is not counted, and the marks that judges had given: kept in the record."""
    marks = {
        str(part.pk): sheets.row(entry, part) for part in sheets.parts if round_sheets.has_marks(sheets, entry, part)
    }
    return {"entry": str(entry.pk), "status": entry.status, "marks": marks}
