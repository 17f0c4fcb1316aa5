"""The cells that a batch of operations may touch, loaded with few queries whatever the size of the batch.

Order matters on PostgreSQL: the sheets are locked first, and everything else is read after the lock is held.
"""

from collections.abc import Collection
from dataclasses import dataclass, field

from competitions.models import (
    JudgeAppointment,
    Mark,
    Operation,
    Round,
    RoundEntry,
    RoundPart,
    Scoresheet,
    SeatOccupancy,
)
from competitions.selectors.portions import MarkKind

SeatCell = tuple[int, int, int, str]


@dataclass(slots=True)
class SeatRules:
    """What the judge may do in one seat now."""

    round_id: int
    kind: MarkKind
    is_planned: bool
    is_closed: bool
    submit_by: str
    pool: str | None
    holds: bool
    duties: set[int] = field(default_factory=set)
    sheets: dict[str, tuple[int, str]] = field(default_factory=dict)

    def sheet_of(self, part: int) -> tuple[int, str] | None:
        """The id and state of the sheet that a dance's cells belong to; None: the seat does not judge the dance."""
        if self.submit_by == Round.SubmitBy.PART:
            return self.sheets.get(f"part:{part}")
        return self.sheets.get("round") if not self.duties or part in self.duties else None


@dataclass(slots=True)
class Cells:
    """Everything that a batch is judged by."""

    seats: dict[int, SeatRules]
    entries: dict[int, dict[int, tuple[str, str | None]]]
    parts: dict[int, set[int]]
    known: dict[str, Operation]
    marks: dict[SeatCell, Mark]

    def high(self, seat: SeatRules) -> int:
        """The largest value of a cell: 1 for a cross; every entry of the round may still hold a place in a draft."""
        if seat.kind == "cross":
            return 1
        rows = self.entries.get(seat.round_id, {}).values()
        return sum(1 for _status, pool in rows if seat.pool is None or pool == seat.pool)


def load_cells(
    appointment: JudgeAppointment, seat_ids: Collection[int], client_ids: Collection[str], cells: Collection[SeatCell]
) -> Cells:
    """Lock the sheets of the judge's seats and load what the batch needs; at most six queries."""
    sheets = list(
        Scoresheet.objects.select_for_update(of=("self",))
        .filter(seat__in=seat_ids, seat__occupancies__appointment=appointment)
        .order_by("pk")
        .values_list("pk", "seat_id", "portion_key", "status")
    )
    seats = _seats(appointment, seat_ids)
    for pk, seat_id, portion_key, status in sheets:
        if seat_id in seats:
            seats[seat_id].sheets[portion_key] = (pk, status)
    rounds = {seat.round_id for seat in seats.values()}
    return Cells(
        seats=seats,
        entries=_entries(rounds),
        parts=_parts({seat.round_id for seat in seats.values() if seat.submit_by != Round.SubmitBy.PART}),
        known={row.client_id: row for row in Operation.objects.filter(client_id__in=client_ids).select_related("base")},
        marks=_marks(seats, cells),
    )


def _seats(appointment: JudgeAppointment, seat_ids: Collection[int]) -> dict[int, SeatRules]:
    """The judge's seats, also those given up: marks made before a substitution still arrive, and are kept as late."""
    rows = SeatOccupancy.objects.filter(appointment=appointment, seat__in=seat_ids).values_list(
        "seat_id",
        "valid_to",
        "seat__pool",
        "seat__parts",
        "seat__round_id",
        "seat__round__kind",
        "seat__round__status",
        "seat__round__submit_by",
    )
    seats: dict[int, SeatRules] = {}
    for seat_id, valid_to, pool, part, round_id, kind, status, submit_by in rows:
        seat = seats.setdefault(
            seat_id,
            SeatRules(
                round_id=round_id,
                kind="cross" if kind == Round.Kind.RECALL else "place",
                is_planned=status == Round.Status.PLANNED,
                is_closed=status == Round.Status.CLOSED,
                submit_by=submit_by,
                pool=pool,
                holds=False,
            ),
        )
        seat.holds = seat.holds or valid_to is None
        if part is not None:
            seat.duties.add(part)
    return seats


def _entries(rounds: Collection[int]) -> dict[int, dict[int, tuple[str, str | None]]]:
    found: dict[int, dict[int, tuple[str, str | None]]] = {}
    for pk, round_id, status, pool in RoundEntry.objects.filter(round__in=rounds).values_list(
        "pk", "round_id", "status", "pool"
    ):
        found.setdefault(round_id, {})[pk] = (status, pool)
    return found


def _parts(rounds: Collection[int]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    if rounds:
        for pk, round_id in RoundPart.objects.filter(round__in=rounds).values_list("pk", "round_id"):
            found.setdefault(round_id, set()).add(pk)
    return found


def _marks(seats: Collection[int], cells: Collection[SeatCell]) -> dict[SeatCell, Mark]:
    rows = Mark.objects.filter(
        seat__in=seats, round_entry__in={cell[1] for cell in cells}, part__in={cell[2] for cell in cells}
    ).select_related("operation")
    return {(row.seat_id, row.round_entry_id, row.part_id, row.criterion): row for row in rows}
