"""What the judge's pages show: own rounds in running order, and one seat's sheets with their marks.

A judge sees numbers, never names or academies, and never another seat's marks: every query starts from the judge's own
occupancy of a seat.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, Max, Min, Prefetch, Q
from django.utils.translation import gettext as _

from competitions.models import (
    Heat,
    HeatPlace,
    JudgeAppointment,
    Mark,
    Operation,
    PanelSeat,
    Piece,
    Round,
    RoundEntry,
    RoundPart,
    Scoresheet,
)
from competitions.selectors import bout_sheets, portions, round_sheets
from competitions.selectors.mark_forms import MarkForm, form_of
from competitions.selectors.portions import Asked, CellKey, PartState
from events.models import ItemStatus


@dataclass(frozen=True, slots=True)
class RoundRow:
    """One round in which the judge sits: `sheet` is the one to go on with."""

    seat: PanelSeat
    title: str
    dances: str
    handed_in: int
    sheets: int
    is_reopened: bool
    sheet: Scoresheet | None
    planned_at: datetime | None

    @property
    def is_open(self) -> bool:
        return self.seat.round.status == Round.Status.OPEN

    @property
    def is_done(self) -> bool:
        return self.sheets > 0 and self.handed_in == self.sheets


@dataclass(frozen=True, slots=True)
class HeatGroup:
    """The entries that dance at once; `note` says whether they are on the floor. Number 0: the round has no heats."""

    number: int
    note: str
    entries: tuple[RoundEntry, ...]


@dataclass(frozen=True, slots=True)
class ShownPiece:
    """What an entry dances: its title, and how long it takes ("2 min 40 s")."""

    title: str
    length: str


@dataclass(frozen=True, slots=True)
class SeatPage:
    """Everything that the sheet's page shows for one seat."""

    seat: PanelSeat
    sheets: Mapping[int, Scoresheet]
    versions: dict[int, int]
    parts: tuple[RoundPart, ...]
    entries: tuple[RoundEntry, ...]
    labels: dict[int, str]
    marks: dict[CellKey, Mark]
    heats: dict[int, tuple[HeatGroup, ...]]
    asked: Asked
    form: MarkForm
    received_at: datetime | None
    pieces: Mapping[int, ShownPiece]

    def sheet_of(self, part: RoundPart, entry: RoundEntry | None = None) -> Scoresheet:
        """The sheet that a dance is handed in with; where each entry is handed in alone, that entry's (else the first)."""
        by_key = {sheet.portion_key: sheet for sheet in self.sheets.values()}
        found = by_key.get(f"part:{part.pk}") or by_key.get("round")
        found = found or (by_key.get(f"entry:{entry.pk}") if entry is not None else None)
        return found or next(iter(self.sheets.values()))

    def values(self) -> dict[CellKey, int | None]:
        return {key: mark.value for key, mark in self.marks.items()}

    def states(self, sheet: Scoresheet) -> list[PartState]:
        """How far each dance of one sheet has come."""
        portion = portions.narrow(sheet, self.seat.round, self.parts, self.entries)
        return portions.state_of_parts(portion, self.values(), portions.excused_in(self.marks))


def round_title(round: Round) -> str:
    """Competition and round as one heading."""
    title = round.title
    return f"{round.competition.title}, {title[:1].lower()}{title[1:]}"


def rows_for(appointment: JudgeAppointment) -> list[RoundRow]:
    """The judge's rounds in running order, those to judge now first; five queries whatever their number."""
    seats = list(
        PanelSeat.objects.filter(occupancies__appointment=appointment, occupancies__valid_to__isnull=True)
        .select_related("round__competition")
        .prefetch_related(
            Prefetch("scoresheets", Scoresheet.objects.order_by("pk")),
            Prefetch("round__parts", RoundPart.objects.order_by("position")),
            "parts",
        )
    )
    planned = _planned({seat.round_id for seat in seats})
    rows = [_row(seat, planned.get(seat.round_id)) for seat in seats]
    return sorted(rows, key=_running_order)


def own_sheet(appointment: JudgeAppointment, pk: int) -> Scoresheet | None:
    """The sheet, when the judge sits in its seat now; anything else does not exist for this judge."""
    rows = Scoresheet.objects.select_related("seat__round__competition__festival")
    return rows.filter(
        pk=pk, seat__occupancies__appointment=appointment, seat__occupancies__valid_to__isnull=True
    ).first()


def page_of(sheet: Scoresheet) -> SeatPage:
    """Everything about the sheet's seat: its other dances too, because the page must go on without a network."""
    seat = sheet.seat
    sheets = {row.pk: row for row in seat.scoresheets.annotate(version=Max("versions__number")).order_by("pk")}
    keys = {row.portion_key for row in sheets.values()}
    parts = portions.duties_of(seat, tuple(seat.round.parts.select_related("bout__red").order_by("position")))
    entries = tuple(portions.entries_for(seat))
    form = form_of(seat.round, seat)
    dancing = sum(1 for entry in entries if entry.status == RoundEntry.Status.DANCING)
    marks = {
        (row.round_entry_id, row.part_id, row.criterion): row
        for row in Mark.objects.filter(seat=seat).select_related("operation")
    }
    received = [row.operation.received_at for row in marks.values() if row.operation is not None]
    by_part = any(key.startswith("part:") for key in keys)
    judged = list(parts)
    if form.kind in ("vote", "slider"):
        # A battle won without dancing asks for no vote; its throw-downs would only be in the judge's way.
        idle = set(bout_sheets.idle_parts(round_sheets.load_sheets(seat.round)))
        judged = [part for part in parts if _is_drawn(part) and part.pk not in idle]
    shown = tuple(part for part in judged if not by_part or f"part:{part.pk}" in keys)
    return SeatPage(
        seat=seat,
        sheets=sheets,
        versions={pk: row.version or 0 for pk, row in sheets.items()},
        parts=shown,
        entries=entries,
        labels=portions.labels_of(entries),
        marks=marks,
        heats=_heats(shown, entries),
        asked=portions.asked_of(seat.round, dancing, form),
        form=form,
        received_at=max(received, default=None),
        pieces=_pieces(seat.round, entries) if form.kind == "points" else {},
    )


def states_for(appointment: JudgeAppointment, sheet_ids: Collection[int]) -> list[dict[str, object]]:
    """What a device must know of its sheets now: state, number of the newest snapshot, marks; two queries."""
    if not sheet_ids:
        return []
    rows = list(
        Scoresheet.objects.filter(
            pk__in=sheet_ids,
            seat__occupancies__appointment=appointment,
            seat__occupancies__valid_to__isnull=True,
        )
        .annotate(version=Max("versions__number"))
        .order_by("pk")
    )
    marks: dict[int, list[list[Any]]] = {}
    for seat, *cell, ruling in Mark.objects.filter(seat__in={row.seat_id for row in rows}).values_list(
        "seat_id", "round_entry_id", "part_id", "value", "operation__client_id", "criterion", "abstained_by_id"
    ):
        marks.setdefault(seat, []).append([*cell, ruling is not None])
    return [
        {
            "id": row.pk,
            "status": row.status,
            "version": row.version or 0,
            "marks": [
                cell for cell in marks.get(row.seat_id, []) if portions.names_cell(row.portion_key, cell[0], cell[1])
            ],
        }
        for row in rows
    ]


def last_to_undo(seat_id: int, part_id: int) -> Operation | None:
    """The judge's last change of a dance that is neither an undoing nor undone; for pages without a script."""
    rows = list(
        Operation.objects.filter(seat=seat_id, part=part_id, outcome=Operation.Outcome.APPLIED)
        .select_related("base")
        .order_by("-pk")[:400]
    )
    undone = {row.client_id.removeprefix("undo-") for row in rows if row.client_id.startswith("undo-")}
    return next((row for row in rows if not row.client_id.startswith("undo-") and str(row.pk) not in undone), None)


def _row(seat: PanelSeat, planned_at: datetime | None) -> RoundRow:
    sheets = list(seat.scoresheets.all())
    waiting = [sheet for sheet in sheets if sheet.status != Scoresheet.Status.SUBMITTED]
    reopened = [sheet for sheet in waiting if sheet.status == Scoresheet.Status.REOPENED]
    parts = portions.duties_of(seat, tuple(seat.round.parts.all()))
    return RoundRow(
        seat=seat,
        title=round_title(seat.round),
        dances=", ".join(f"{part.title}: {part.requirement}" if part.requirement else part.title for part in parts),
        handed_in=len(sheets) - len(waiting),
        sheets=len(sheets),
        is_reopened=bool(reopened),
        sheet=next(iter([*reopened, *waiting, *sheets]), None),
        planned_at=planned_at,
    )


def _running_order(row: RoundRow) -> tuple[object, ...]:
    round = row.seat.round
    group = 2 if row.is_done and not row.is_reopened else 0 if row.is_open or row.is_reopened else 1
    timed = row.planned_at is None, row.planned_at.timestamp() if row.planned_at else 0
    return (group, *timed, round.competition.position, round.competition_id, round.position, row.seat.pk)


def _planned(rounds: Collection[int]) -> dict[int, datetime]:
    rows = (
        HeatPlace.objects.filter(round_entry__round__in=rounds, heat__programme_item__planned_at__isnull=False)
        .values("round_entry__round")
        .annotate(at=Min("heat__programme_item__planned_at"))
    )
    return {row["round_entry__round"]: row["at"] for row in rows.order_by()}


def _heats(parts: Collection[RoundPart], entries: Collection[RoundEntry]) -> dict[int, tuple[HeatGroup, ...]]:
    """The heats of each dance; entries without a place stand last, under no heading. One query."""
    places = list(
        HeatPlace.objects.filter(round_entry__in=[entry.pk for entry in entries])
        .select_related("heat__programme_item")
        .order_by("heat__number", "heat_id")
    )
    return {part.pk: tuple(_groups(part.pk, places, entries)) for part in parts}


def _groups(part: int, places: Collection[HeatPlace], entries: Collection[RoundEntry]) -> list[HeatGroup]:
    own = [place for place in places if place.part_id in (None, part)]
    heats = {place.heat_id: place.heat for place in own}
    inside = {key: {place.round_entry_id for place in own if place.heat_id == key} for key in heats}
    groups = [
        HeatGroup(heat.number, _floor_note(heat), tuple(entry for entry in entries if entry.pk in inside[key]))
        for key, heat in heats.items()
    ]
    rest = tuple(entry for entry in entries if not any(entry.pk in found for found in inside.values()))
    return [*groups, HeatGroup(0, "", rest)] if rest else groups


def _is_drawn(part: RoundPart) -> bool:
    """Whether both sides of a throw-down are known."""
    return part.bout is not None and part.bout.red_id is not None and part.bout.blue_id is not None


def _pieces(round: Round, entries: Collection[RoundEntry]) -> dict[int, ShownPiece]:
    """What each entry dances in this round; a piece of this round alone goes before one of every round. One query."""
    rows = (
        Piece.objects.filter(entry__source_rows__round_entry__in=[entry.pk for entry in entries])
        .filter(Q(round=round) | Q(round__isnull=True))
        .order_by(F("round").asc(nulls_first=True), "-pk")
        .values_list("entry__source_rows__round_entry", "title", "duration_s")
    )
    return {key: ShownPiece(title, _length(seconds)) for key, title, seconds in rows}


def _length(seconds: int | None) -> str:
    if not seconds:
        return ""
    minutes, rest = divmod(seconds, 60)
    return " ".join(
        text for text in (minutes and _("%(n)d min") % {"n": minutes}, rest and _("%(n)d s") % {"n": rest}) if text
    )


def _floor_note(heat: Heat) -> str:
    item = heat.programme_item
    if item is None:
        return ""
    if item.status == ItemStatus.ON_STAGE:
        return _("on the floor now")
    return _("has danced") if item.status == ItemStatus.DONE else ""
