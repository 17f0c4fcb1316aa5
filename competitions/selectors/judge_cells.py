"""The cells that a batch of operations may touch, loaded with few queries whatever the size of the batch.

A tap runs through here, so the reads are plain SQL: building the same queries through the ORM took three quarters of the
CPU of a save (bench/bench_judging.py). Order matters on PostgreSQL: the sheets are locked first, and everything else is
read after the lock is held.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from competitions.models import JudgeAppointment, PanelSeat, Round
from competitions.selectors.mark_forms import MarkForm, form_of

SeatCell = tuple[int, int, int, str]
Row = tuple[Any, ...]

SHEETS = """
    SELECT sheet.id, sheet.seat_id, sheet.portion_key, sheet.status
    FROM competitions_scoresheet sheet
    WHERE sheet.seat_id IN ({seats}) AND EXISTS (
        SELECT 1 FROM competitions_seatoccupancy sits WHERE sits.seat_id = sheet.seat_id AND sits.appointment_id = %s)
    ORDER BY sheet.id
"""
SEATS = """
    SELECT sits.seat_id, sits.valid_to IS NULL, seat.pool, duty.roundpart_id, seat.round_id, round.kind, round.status,
        round.submit_by, round.ruleset_text, seat.criteria, seat.deducts
    FROM competitions_seatoccupancy sits
    JOIN competitions_panelseat seat ON seat.id = sits.seat_id
    JOIN competitions_round round ON round.id = seat.round_id
    LEFT JOIN competitions_panelseat_parts duty ON duty.panelseat_id = seat.id
    WHERE sits.seat_id IN ({seats}) AND sits.appointment_id = %s
"""
ENTRIES = "SELECT round_id, id, status, pool FROM competitions_roundentry WHERE round_id IN ({rounds})"
PARTS = "SELECT round_id, id FROM competitions_roundpart WHERE round_id IN ({rounds})"
SIDES = """
    SELECT part.id, bout.red_id FROM competitions_roundpart part JOIN competitions_bout bout ON bout.id = part.bout_id
    WHERE part.round_id IN ({rounds})
"""
HEATS = """
    SELECT place.round_entry_id, place.heat_id FROM competitions_heatplace place
    JOIN competitions_roundentry entry ON entry.id = place.round_entry_id WHERE entry.round_id IN ({rounds})
"""
KNOWN = """
    SELECT op.client_id, op.id, op.body_digest, op.seat_id, op.outcome, op.outcome_detail, op.value, base.client_id
    FROM competitions_operation op LEFT JOIN competitions_operation base ON base.id = op.base_id
    WHERE op.client_id IN ({ids})
"""
MARKS = """
    SELECT mark.seat_id, mark.round_entry_id, mark.part_id, mark.criterion, mark.value, op.client_id,
        mark.abstained_by_id IS NOT NULL
    FROM competitions_mark mark LEFT JOIN competitions_operation op ON op.id = mark.operation_id
    WHERE mark.seat_id IN ({seats}) AND mark.round_entry_id IN ({entries}) AND mark.part_id IN ({parts})
"""


@dataclass(slots=True)
class SeatRules:
    """What the judge may do in one seat now."""

    round_id: int
    form: MarkForm
    is_planned: bool
    is_closed: bool
    submit_by: str
    pool: str | None
    holds: bool
    is_battle: bool = False
    duties: set[int] = field(default_factory=set)
    sheets: dict[str, tuple[int, str]] = field(default_factory=dict)

    def sheet_of(self, part: int, entry: int, heats: Mapping[int, int]) -> tuple[int, str] | None:
        """The id and state of the sheet that a cell belongs to; None: the seat does not judge it."""
        if self.submit_by == Round.SubmitBy.PART:
            return self.sheets.get(f"part:{part}")
        if self.duties and part not in self.duties:
            return None
        keys = {Round.SubmitBy.ENTRY: f"entry:{entry}", Round.SubmitBy.HEAT: f"heat:{heats.get(entry)}"}
        return self.sheets.get(keys.get(Round.SubmitBy(self.submit_by), "round"))


@dataclass(frozen=True, slots=True)
class Known:
    """An operation that has come before; `pk` is None for one of the batch that is being judged."""

    client_id: str
    pk: int | None
    body_digest: str
    seat_id: int
    outcome: str
    outcome_detail: str
    value: int | None
    base: str | None


@dataclass(frozen=True, slots=True)
class CellState:
    """What a cell holds, and the client's id of the operation that it comes from."""

    value: int | None
    last: str | None
    is_abstained: bool = False


@dataclass(slots=True)
class Cells:
    """Everything that a batch is judged by."""

    seats: dict[int, SeatRules]
    entries: dict[int, dict[int, tuple[str, str | None]]]
    parts: dict[int, set[int]]
    known: dict[str, Known]
    marks: dict[SeatCell, CellState]
    sides: Mapping[int, int | None]
    heats: Mapping[int, int]

    def limits(self, seat: SeatRules, criterion: str) -> tuple[int, int] | None:
        """From which value to which a cell may hold; in a draft every entry of the round may still take any place."""
        rows = self.entries.get(seat.round_id, {}).values()
        return seat.form.limits(criterion, sum(1 for _status, pool in rows if seat.pool is None or pool == seat.pool))

    def sheet_of(self, seat: SeatRules, part: int, entry: int) -> tuple[int, str] | None:
        """The sheet that a cell of this seat belongs to; of a battle's throw-down only the red side has cells."""
        if seat.is_battle and self.sides.get(part) != entry:
            return None
        return seat.sheet_of(part, entry, self.heats)


def load_cells(
    appointment: JudgeAppointment, seat_ids: Collection[int], client_ids: Collection[str], cells: Collection[SeatCell]
) -> Cells:
    """Lock the sheets of the judge's seats and load what the batch needs; at most six queries, seven for a battle or by heat."""
    sheets = _rows(SHEETS + _lock(), {"seats": seat_ids}, appointment.pk)
    seats = _seats(_rows(SEATS, {"seats": seat_ids}, appointment.pk))
    for pk, seat_id, portion_key, status in sheets:
        if seat_id in seats:
            seats[seat_id].sheets[portion_key] = (pk, status)
    rounds = {seat.round_id for seat in seats.values()}
    whole_rounds = {seat.round_id for seat in seats.values() if seat.submit_by != Round.SubmitBy.PART}
    battles = {seat.round_id for seat in seats.values() if seat.is_battle}
    in_heats = {seat.round_id for seat in seats.values() if seat.submit_by == Round.SubmitBy.HEAT}
    named = {"seats": seats, "entries": {cell[1] for cell in cells}, "parts": {cell[2] for cell in cells}}
    return Cells(
        seats=seats,
        entries=_entries(_rows(ENTRIES, {"rounds": rounds})),
        parts=_parts(_rows(PARTS, {"rounds": whole_rounds})),
        known={row[0]: Known(*row) for row in _rows(KNOWN, {"ids": client_ids})},
        marks={row[:4]: CellState(row[4], row[5], bool(row[6])) for row in _rows(MARKS, named)},
        sides=dict(_rows(SIDES, {"rounds": battles})),
        heats=dict(_rows(HEATS, {"rounds": in_heats})),
    )


def is_known(client_id: str) -> bool:
    """Whether an operation is stored; one query."""
    return bool(_rows("SELECT 1 FROM competitions_operation WHERE client_id IN ({ids})", {"ids": [client_id]}))


def _rows(sql: str, lists: Mapping[str, Iterable[int | str]], *values: int) -> list[Row]:
    """The rows of a query; each list fills its IN, in the order in which they stand. Nothing is asked for nothing."""
    filled = {name: list(items) for name, items in lists.items()}
    if not all(filled.values()):
        return []
    marks = {name: ",".join(["%s"] * len(items)) for name, items in filled.items()}
    with connection.cursor() as cursor:
        cursor.execute(sql.format(**marks), [item for items in filled.values() for item in items] + list(values))
        rows: list[Row] = cursor.fetchall()
    return rows


def _lock() -> str:
    """SQLite holds the whole database from the transaction's beginning (IMMEDIATE); elsewhere the sheets are locked."""
    return "FOR UPDATE OF sheet" if connection.features.has_select_for_update else ""


def _seats(rows: Iterable[Row]) -> dict[int, SeatRules]:
    """The judge's seats, also those given up: marks made before a substitution still arrive, and are kept as late."""
    seats: dict[int, SeatRules] = {}
    for seat_id, is_held, pool, part, round_id, kind, status, submit_by, ruleset_text, criteria, deducts in rows:
        if seat_id not in seats:
            judged = Round(kind=kind, ruleset_text=ruleset_text)
            seats[seat_id] = SeatRules(
                round_id=round_id,
                form=form_of(judged, PanelSeat(deducts=bool(deducts), criteria=criteria)),
                is_planned=status == Round.Status.PLANNED,
                is_closed=status == Round.Status.CLOSED,
                submit_by=submit_by,
                pool=pool,
                holds=False,
                is_battle=kind in (Round.Kind.KNOCKOUT, Round.Kind.GROUP),
            )
        seat = seats[seat_id]
        seat.holds = seat.holds or bool(is_held)
        if part is not None:
            seat.duties.add(part)
    return seats


def _entries(rows: Iterable[Row]) -> dict[int, dict[int, tuple[str, str | None]]]:
    found: dict[int, dict[int, tuple[str, str | None]]] = {}
    for round_id, pk, status, pool in rows:
        found.setdefault(round_id, {})[pk] = (status, pool)
    return found


def _parts(rows: Iterable[Row]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for round_id, pk in rows:
        found.setdefault(round_id, set()).add(pk)
    return found
