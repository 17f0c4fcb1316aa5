"""A round's seats, entries, marks and standing rulings, read in a handful of queries; what every document is built from.

Keys of documents: an entry is its RoundEntry's id, a dance its RoundPart's id, a judge the seat's letter. No names.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from competitions.models import Mark, PanelSeat, Round, RoundEntry, RoundPart, Ruling
from competitions.selectors import portions
from competitions.selectors.round_rulesets import RoundRuleset, ruleset_of

Status = RoundEntry.Status
# Rulings that take an entry out of a round; the entry's status is their projection.
OUT_KINDS = (Ruling.Kind.WITHDRAWAL, Ruling.Kind.DISQUALIFICATION, Ruling.Kind.NO_SHOW)
BOTTOM = "bottom"

Row = list[int | None]
Document = dict[str, Any]
# A cell: seat, entry in the round, dance, criterion.
SeatCell = tuple[int, int, int, str]


@dataclass(frozen=True, slots=True)
class RoundSheets:
    """Everything that a round's document is made from. `seats` count; `chief` separates ties; `deducting` take off."""

    round: Round
    ruleset: RoundRuleset | None
    parts: tuple[RoundPart, ...]
    seats: tuple[PanelSeat, ...]
    chief: PanelSeat | None
    deducting: tuple[PanelSeat, ...]
    entries: tuple[RoundEntry, ...]
    panels: Mapping[int, tuple[PanelSeat, ...]]
    marks: Mapping[SeatCell, int | None]
    rulings: tuple[Ruling, ...]

    def mark(self, seat: PanelSeat, entry: RoundEntry, part: RoundPart, criterion: str = "") -> int | None:
        """The steps that a cell holds; None for an empty one."""
        return self.marks.get((seat.pk, entry.pk, part.pk, criterion))

    def row(self, entry: RoundEntry, part: RoundPart) -> Row:
        """The entry's marks in one dance, in the panel's order; None where there is none."""
        return [self.mark(seat, entry, part) for seat in self.panels[part.pk]]

    def of_kind(self, *kinds: str) -> list[tuple[Ruling, Document]]:
        """The standing rulings of these kinds with what they say, in the order in which they were made."""
        return [(row, json.loads(row.payload_text)) for row in self.rulings if row.kind in kinds]

    def payload_of(self, entry: RoundEntry) -> Mapping[str, Any]:
        """What the standing ruling about the entry says; empty when there is none."""
        for ruling, payload in reversed(self.of_kind(*OUT_KINDS)):
            if ruling.round_entry_id == entry.pk:
                return payload
        return {}


def load_sheets(round_: Round) -> RoundSheets:
    """Read the seats, the entries, the marks and the standing rulings of a round."""
    parts = tuple(round_.parts.order_by("position", "pk"))
    every = tuple(round_.seats.prefetch_related("parts").order_by("letter", "pk"))
    seats = tuple(seat for seat in every if seat.counts and not seat.deducts)
    duties = {seat.pk: {part.pk for part in portions.duties_of(seat, parts)} for seat in seats}
    cells = Mark.objects.filter(seat__round=round_).values_list(
        "seat_id", "round_entry_id", "part_id", "criterion", "value"
    )
    return RoundSheets(
        round=round_,
        ruleset=ruleset_of(round_),
        parts=parts,
        seats=seats,
        chief=next((seat for seat in every if seat.casts and not seat.counts and not seat.deducts), None),
        deducting=tuple(seat for seat in every if seat.deducts),
        entries=tuple(round_.round_entries.order_by("order", "pk")),
        panels={part.pk: tuple(seat for seat in seats if part.pk in duties[seat.pk]) for part in parts},
        marks={row[:4]: row[4] for row in cells},
        rulings=tuple(standing_rulings(round_)),
    )


def standing_rulings(round_: Round) -> list[Ruling]:
    """The round's rulings that no later one replaced and that were not undone, in the order they were made."""
    rows = round_.rulings.filter(replaced_by__isnull=True).order_by("decided_at", "pk")
    return [row for row in rows if not json.loads(row.payload_text).get("undone")]


def has_marks(sheets: RoundSheets, entry: RoundEntry, part: RoundPart | None = None) -> bool:
    """Whether any counting judge has given the entry a mark, in one dance or in any."""
    seats = {seat.pk for seat in sheets.seats}
    return any(
        value is not None and marked == entry.pk and seat in seats and part_id == (part_id if part is None else part.pk)
        for (seat, marked, part_id, _criterion), value in sheets.marks.items()
    )


def lost_judges(sheets: RoundSheets) -> list[Document]:
    """The judges who were ruled lost, or stand aside for the whole round, as the engines take them."""
    letters = {seat.pk: seat.letter for seat in sheets.seats}
    return [
        {
            "kind": "judge_lost",
            "judge": letters[ruling.seat_id],
            **({"dances": payload["dances"]} if payload.get("dances") else {}),
        }
        for ruling, payload in sheets.of_kind(Ruling.Kind.JUDGE_LOST, Ruling.Kind.RECUSAL)
        if ruling.seat_id in letters and not payload.get("entry")
    ]


def seats_out(sheets: RoundSheets) -> set[int]:
    """The seats, counting or not, of judges who were ruled lost or stand aside for the whole round."""
    ruled = sheets.of_kind(Ruling.Kind.JUDGE_LOST, Ruling.Kind.RECUSAL)
    return {
        row.seat_id for row, payload in ruled if row.seat_id and not payload.get("entry") and not payload.get("dances")
    }


def orders(sheets: RoundSheets, kind: str, name: str, counted: Sequence[RoundEntry]) -> list[Document]:
    """Rulings that put tied entries in order (a re-dance, a casting vote), as the engines take them under `name`.

    Who has left the round since is passed over; an order of one decides nothing any more.
    """
    known = {str(entry.pk) for entry in counted}
    named = [[entry for entry in payload.get("order", ()) if entry in known] for _row, payload in sheets.of_kind(kind)]
    return [{"kind": name, "order": order} for order in named if len(order) > 1]


def head(sheets: RoundSheets, params: Mapping[str, Any]) -> Document:
    """What every document begins with: the form, the system and its parameters."""
    assert sheets.ruleset is not None  # an open round has its ruleset frozen (constraint)
    return {
        "format": "sahna-sheet",
        "version": 1,
        "system": sheets.ruleset.system,
        "preset": sheets.ruleset.preset,
        "edition": sheets.ruleset.edition,
        "params": {**sheets.ruleset.params, **params},
    }


def dancing(entries: Sequence[RoundEntry]) -> list[RoundEntry]:
    """Those that are judged."""
    return [entry for entry in entries if entry.status == Status.DANCING]
