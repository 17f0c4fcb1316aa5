"""Reads a round's marks and rulings into the document that the engines take: the open sheet file, with keys and no names.

Keys: an entry is its RoundEntry's id, a dance its RoundPart's id, a judge the seat's letter. Reads only; computes no place.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from competitions.models import Mark, PanelSeat, Round, RoundEntry, RoundPart, Ruling
from competitions.selectors import portions

Status = RoundEntry.Status
# Rulings that take an entry out of a round; the entry's status is their projection.
OUT_KINDS = (Ruling.Kind.WITHDRAWAL, Ruling.Kind.DISQUALIFICATION, Ruling.Kind.NO_SHOW)
BOTTOM = "bottom"

Row = list[int | None]
Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class RoundSheets:
    """Everything that a round's document is made from, read in a handful of queries whatever the size."""

    round: Round
    parts: tuple[RoundPart, ...]
    seats: tuple[PanelSeat, ...]
    entries: tuple[RoundEntry, ...]
    panels: Mapping[int, tuple[PanelSeat, ...]]
    marks: Mapping[tuple[int, int, int], int | None]
    rulings: tuple[Ruling, ...]

    def row(self, entry: RoundEntry, part: RoundPart) -> Row:
        """The entry's marks in one dance, in the panel's order; None where there is none."""
        return [self.marks.get((seat.pk, entry.pk, part.pk)) for seat in self.panels[part.pk]]

    def payload_of(self, entry: RoundEntry) -> Mapping[str, Any]:
        """What the standing ruling about the entry says; empty when there is none."""
        for ruling in reversed(self.rulings):
            if ruling.round_entry_id == entry.pk and ruling.kind in OUT_KINDS:
                found: dict[str, Any] = json.loads(ruling.payload_text)
                return found
        return {}


def load_sheets(round_: Round) -> RoundSheets:
    """Read the seats that count, the entries, the marks and the standing rulings of a round."""
    parts = tuple(round_.parts.order_by("position", "pk"))
    seats = tuple(round_.seats.filter(counts=True).prefetch_related("parts").order_by("letter", "pk"))
    duties = {seat.pk: {part.pk for part in portions.duties_of(seat, parts)} for seat in seats}
    cells = Mark.objects.filter(seat__round=round_, criterion="").values_list(
        "seat_id", "round_entry_id", "part_id", "value"
    )
    return RoundSheets(
        round=round_,
        parts=parts,
        seats=seats,
        entries=tuple(round_.round_entries.order_by("order", "pk")),
        panels={part.pk: tuple(seat for seat in seats if part.pk in duties[seat.pk]) for part in parts},
        marks={(seat, entry, part): value for seat, entry, part, value in cells},
        rulings=tuple(standing_rulings(round_)),
    )


def standing_rulings(round_: Round) -> list[Ruling]:
    """The round's rulings that no later one replaced and that were not undone, in the order they were made."""
    rows = round_.rulings.filter(replaced_by__isnull=True).order_by("decided_at", "pk")
    return [row for row in rows if not json.loads(row.payload_text).get("undone")]


def read_document(sheets: RoundSheets) -> Document:
    """The document of a round, without a ruling on the recall line (services.tabulation adds it)."""
    ruleset = json.loads(sheets.round.ruleset_text)
    is_recall = sheets.round.kind == Round.Kind.RECALL
    counted, left_out, absent = _sort_entries(sheets)
    marks = {str(part.pk): _marks_of(sheets, part, counted, left_out, absent) for part in sheets.parts}
    document: Document = {
        "format": "sahna-sheet",
        "version": 1,
        "system": ruleset["system"],
        "preset": ruleset.get("preset", ""),
        "edition": ruleset.get("edition", ""),
        "params": {**ruleset.get("params", {}), **_params(sheets, left_out, absent=absent)},
        "input": {
            "judges": _judges(sheets),
            "dances": [str(part.pk) for part in sheets.parts],
            "entries": [str(entry.pk) for entry in counted],
            "marks": marks,
        },
        "rulings": _engine_rulings(sheets, counted),
    }
    if absent and not is_recall:
        document["input"]["not_danced"] = absent
    if left_out:
        document["left_out"] = [_left_out(sheets, entry) for entry in left_out]
    return document


def has_marks(sheets: RoundSheets, entry: RoundEntry, part: RoundPart | None = None) -> bool:
    """Whether any counting judge has given the entry a mark, in one dance or in any."""
    return any(mark is not None for item in sheets.parts if part in (None, item) for mark in sheets.row(entry, item))


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
        elif sheets.round.kind == Round.Kind.FINAL and sheets.payload_of(entry).get("effect") == BOTTOM:
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
        return has_marks(sheets, entry)
    others = [other for other in sheets.entries if other.status == Status.DANCING]
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


def _params(sheets: RoundSheets, left_out: Sequence[RoundEntry], *, absent: Mapping[str, list[str]]) -> dict[str, Any]:
    round_ = sheets.round
    if round_.kind == Round.Kind.FINAL:
        return {"not_danced": "bottom_mean"} if absent else {}
    params: dict[str, Any] = {"wanted": round_.wanted}
    if round_.crosses_min is not None:
        # Crosses that were given to somebody who is left out are not counted, so a judge may be short by them.
        gone = sum(has_marks(sheets, entry) for entry in left_out)
        params["crosses"] = [max(0, round_.crosses_min - gone), round_.crosses_max]
    if any(ruling.kind == Ruling.Kind.CROSSES for ruling in sheets.rulings):
        params["strict_crosses"] = False
    return params


def _judges(sheets: RoundSheets) -> list[str] | dict[str, list[str]]:
    letters = {str(part.pk): [seat.letter for seat in sheets.panels[part.pk]] for part in sheets.parts}
    panels = list(letters.values())
    return panels[0] if panels and all(panel == panels[0] for panel in panels) else letters


def _engine_rulings(sheets: RoundSheets, counted: Sequence[RoundEntry]) -> list[Document]:
    """The rulings that the engine itself applies: a judge lost, an entry disqualified after its marks, a dance-off."""
    found: list[Document] = []
    letters = {seat.pk: seat.letter for seat in sheets.seats}
    for ruling in sheets.rulings:
        payload = json.loads(ruling.payload_text)
        if ruling.kind == Ruling.Kind.JUDGE_LOST and ruling.seat_id in letters:
            dances = {"dances": payload["dances"]} if payload.get("dances") else {}
            found.append({"kind": "judge_lost", "judge": letters[ruling.seat_id], **dances})
        elif ruling.kind == Ruling.Kind.REDANCE and "order" in payload:
            found.append({"kind": "re_dance", "order": payload["order"]})
    for entry in counted:
        if entry.status == Status.DISQUALIFIED and _is_judged_disqualified(sheets, entry):
            found.append({"kind": "disqualified", "entry": str(entry.pk)})
    return found


def _left_out(sheets: RoundSheets, entry: RoundEntry) -> Document:
    """Who is not counted, and the marks that judges had given: kept in the record."""
    marks = {str(part.pk): sheets.row(entry, part) for part in sheets.parts if has_marks(sheets, entry, part)}
    return {"entry": str(entry.pk), "status": entry.status, "marks": marks}
