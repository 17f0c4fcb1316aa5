"""Takes what judges' devices send: operations on cells. The rules are docs/judging.md's; in short:

An operation is applied when it builds on the cell's last one. Built on an older one it is a conflict that a person
settles; for a sheet that is handed in or a round that is closed it is kept as late; impossible for its cell it is
refused. Whatever becomes of one, the others of the batch go their own way. The same operation again gets the same
receipt. Operations are the truth and only grow; marks show each cell's last applied one.
"""

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from competitions.models import JudgeAppointment, Mark, Operation, RoundEntry, RoundPart, Scoresheet
from competitions.selectors import judge_cells, portions
from competitions.selectors.judge_cells import Cells, CellState, Known, SeatCell, SeatRules
from competitions.services import receipts
from competitions.services.handing_in import enter_paper_sheet, reopen_sheet, submit_sheet
from competitions.services.receipts import Receipt, Verdict
from dancers.errors import RuleRefused

__all__ = ["OperationIn", "apply_operations", "enter_paper_sheet", "reopen_sheet", "submit_sheet"]

MAX_BATCH = 200
# A database integer; what lies outside can be told off but not stored.
LARGEST = 2**31 - 1
# How much of a name goes into the stored detail; with every fact at its longest the text stays within its column.
NUMBER_SHOWN, DANCE_SHOWN, VALUE_SHOWN = 16, 24, 20
EMPTY = CellState(None, None)
ID_SHAPE = re.compile(r"[A-Za-z0-9._:-]{1,64}", re.ASCII)


@dataclass(frozen=True, slots=True)
class OperationIn:
    """One change of one cell, as it came: a key that is no whole number is None, the value is any JSON value."""

    client_id: str
    seat: int | None
    entry: int | None
    part: int | None
    value: object
    base: str | None = None
    criterion: str = ""
    made_at: datetime | None = None

    @property
    def cell(self) -> SeatCell:
        return self.seat or 0, self.entry or 0, self.part or 0, self.criterion

    def digest(self) -> str:
        """What tells two bodies apart: the cell, the value and the base; not the time."""
        body = [self.seat, self.entry, self.part, self.criterion, self.value, self.base]
        return hashlib.sha256(json.dumps(body, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def apply_operations(*, appointment: JudgeAppointment, device: str, operations: Sequence[OperationIn]) -> list[Receipt]:
    """Apply a batch in one transaction and return one receipt for each operation, in order.

    Refused as a whole only when it is too long. Twice the same id at the same instant from two seats ends one of the
    transactions; the second try finds the other's row.
    """
    if len(operations) > MAX_BATCH:
        raise RuleRefused(_("Send at most %(count)d marks at once.") % {"count": MAX_BATCH})
    try:
        return _apply(appointment, device, operations)
    except IntegrityError:
        return _apply(appointment, device, operations)


def _apply(appointment: JudgeAppointment, device: str, operations: Sequence[OperationIn]) -> list[Receipt]:
    with transaction.atomic():
        batch = _Batch(appointment, device, operations)
        answers = [batch.take(operation) for operation in operations]
        batch.store()
    return answers


class _Batch:
    """One batch on its way: what is known of the cells, and what will be stored."""

    def __init__(self, appointment: JudgeAppointment, device: str, operations: Sequence[OperationIn]) -> None:
        ids = {item.client_id for item in operations} | {item.base for item in operations if item.base}
        self._device = device[:80]
        self._now = timezone.now()
        self._cells: Cells = judge_cells.load_cells(
            appointment,
            {item.seat for item in operations if item.seat is not None},
            ids,
            [item.cell for item in operations],
        )
        self._new: list[Operation] = []
        self._touched: dict[SeatCell, Operation] = {}
        self._names: tuple[dict[int, str], dict[int, str]] | None = None
        self._operations = operations

    def take(self, item: OperationIn) -> Receipt:
        """Judge one operation and answer for it; what names no cell of this judge is answered and not stored."""
        if not ID_SHAPE.fullmatch(item.client_id):
            return receipts.unstored(item.client_id[:64], receipts.refused("id"))
        known = self._cells.known.get(item.client_id)
        if known is not None:
            return self._again(item, known)
        seat = self._cells.seats.get(item.seat or 0)
        foreign = self._foreign(item, seat)
        if foreign or seat is None:
            return receipts.unstored(item.client_id, receipts.refused(foreign or "seat", given=item.criterion))
        verdict = self._judge(item, seat)
        if seat.is_planned or not _is_mark(item.value):
            return receipts.unstored(item.client_id, verdict)
        return self._keep(item, verdict)

    def store(self) -> None:
        """Write the operations and then the marks that they leave; two queries."""
        Operation.objects.bulk_create(self._new)
        if self._touched:
            Mark.objects.bulk_create(
                [_mark_of(operation) for operation in self._touched.values()],
                update_conflicts=True,
                unique_fields=["seat", "round_entry", "part", "criterion"],
                update_fields=["value", "operation"],
            )

    def _again(self, item: OperationIn, known: Known) -> Receipt:
        """The same body gets the same receipt. Another body: refused, with the first receipt if it is one's own."""
        own = known.seat_id in self._cells.seats
        first = receipts.receipt_of(known) if own else None
        if first is not None and known.body_digest == item.digest():
            return first
        return receipts.unstored(item.client_id, receipts.refused("other_body"), first)

    def _foreign(self, item: OperationIn, seat: SeatRules | None) -> str:
        """Why the cell is not one of this judge's; empty when it is."""
        if seat is None:
            return "seat"
        entry = self._cells.entries.get(seat.round_id, {}).get(item.entry or 0)
        if entry is None or (seat.pool is not None and entry[1] != seat.pool):
            return "entry"
        if seat.submit_by != "part" and item.part not in self._cells.parts.get(seat.round_id, ()):
            return "part"
        if not seat.is_planned and self._cells.sheet_of(seat, item.part or 0, item.entry or 0) is None:
            return "part"
        return "" if seat.is_planned or item.criterion in seat.form.criteria else "criterion"

    def _judge(self, item: OperationIn, seat: SeatRules) -> Verdict:
        """What becomes of an operation on an own cell: impossible values first, then late, then conflict."""
        if seat.is_planned:
            return receipts.refused("not_open", **self._facts(item))
        limits = self._cells.limits(seat, item.criterion)
        if limits is None or not _fits(item.value, limits):
            return self._impossible(item, seat, limits or (0, 0))
        cell = self._cells.marks.get(item.cell, EMPTY)
        if cell.is_abstained:
            return receipts.refused("abstained", **self._facts(item))
        late = _late_code(seat, self._cells.sheet_of(seat, item.part or 0, item.entry or 0))
        if late:
            return receipts.late(late, **self._facts(item))
        if self._is_stale(item, cell, seat):
            return Verdict(Operation.Outcome.CONFLICT, "conflict", self._facts(item))
        status = self._cells.entries[seat.round_id][item.entry or 0][0]
        if status != RoundEntry.Status.DANCING:
            return Verdict(Operation.Outcome.APPLIED, "withdrawn", self._facts(item))
        return Verdict(Operation.Outcome.APPLIED)

    def _impossible(self, item: OperationIn, seat: SeatRules, limits: tuple[int, int]) -> Verdict:
        """The refusal of a value; on a scale with its lowest and highest mark as people write them."""
        facts = self._facts(item)
        scale = seat.form.scale_of(item.criterion)
        if scale is None:
            return receipts.refused(seat.form.kind, high=limits[1], given=_brief(item.value), **facts)
        given = scale.text(item.value) if _is_mark(item.value) and isinstance(item.value, int) else _brief(item.value)
        low, high = scale.text(limits[0]), scale.text(limits[1])
        return receipts.refused("scale", low=low, high=high, given=given[:VALUE_SHOWN], **facts)

    def _is_stale(self, item: OperationIn, cell: CellState, seat: SeatRules) -> bool:
        """Whether somebody else changed the cell meanwhile, to another value than this one."""
        return (
            cell.last is not None
            and not seat.form.is_same(item.value, cell.value)
            and self._base(item.base) != cell.last
        )

    def _base(self, base: str | None) -> str | None:
        """The operation that was seen last, passing over those that never changed the cell."""
        seen = set()
        while base is not None and base not in seen:
            seen.add(base)
            row = self._cells.known.get(base)
            if row is None or row.outcome not in (Operation.Outcome.REFUSED, Operation.Outcome.LATE):
                return base
            base = row.base
        return None

    def _keep(self, item: OperationIn, verdict: Verdict) -> Receipt:
        """Put the operation among those to be stored, and its value into the cell when it is applied."""
        seat, entry, part, criterion = item.cell
        base = self._cells.known.get(item.base or "")
        facts = dict(verdict.facts)
        if base is not None and base.pk is None:
            # A base of the same batch has no key yet: it stands in the detail by its client's id.
            facts["base"] = base.client_id
        operation = Operation(
            client_id=item.client_id,
            body_digest=item.digest(),
            seat_id=seat,
            round_entry_id=entry,
            part_id=part,
            criterion=criterion,
            value=item.value if isinstance(item.value, int) else None,
            base_id=base.pk if base is not None and base.seat_id == seat else None,
            outcome=verdict.outcome,
            outcome_detail=Verdict(verdict.outcome, verdict.code, facts).as_text(),
            device=self._device,
            made_at=item.made_at,
            received_at=self._now,
        )
        self._new.append(operation)
        if verdict.outcome == Operation.Outcome.APPLIED:
            self._touched[item.cell] = operation
            self._cells.marks[item.cell] = CellState(operation.value, operation.client_id)
        known = Known(
            client_id=item.client_id,
            pk=None,
            body_digest=operation.body_digest,
            seat_id=seat,
            outcome=operation.outcome,
            outcome_detail=operation.outcome_detail,
            value=operation.value,
            base=item.base,
        )
        self._cells.known[item.client_id] = known
        return receipts.receipt_of(known)

    def _facts(self, item: OperationIn) -> dict[str, object]:
        """What a sentence needs: number and dance, loaded only when there is something to say, and what the cell holds."""
        if self._names is None:
            entries = [row.entry for row in self._operations if row.entry]
            parts = RoundPart.objects.filter(pk__in={row.part for row in self._operations if row.part})
            self._names = portions.labels_of(entries), {part.pk: part.title.replace('"', "”") for part in parts}
        numbers, dances = self._names
        cell = self._cells.marks.get(item.cell, EMPTY)
        seat = self._cells.seats.get(item.seat or 0)
        scale = seat.form.scale_of(item.criterion) if seat else None
        steps = item.value if isinstance(item.value, int) and _is_mark(item.value) else None
        on_scale: dict[str, object] = {}
        if scale is not None and item.criterion:
            title = scale.title.replace('"', "”")[:DANCE_SHOWN]
            on_scale = {"criterion": title, "held": scale.text(cell.value) or None, "said": scale.text(steps) or None}
        return {
            **on_scale,
            "number": numbers.get(item.entry or 0, "")[:NUMBER_SHOWN],
            "dance": dances.get(item.part or 0, "")[:DANCE_SHOWN],
            "value": cell.value,
            "last": cell.last,
        }


def _late_code(seat: SeatRules, sheet: tuple[int, str] | None) -> str:
    """Why the mark comes too late, or nothing. A sheet reopened by the scrutineer takes marks in a closed round too."""
    status = sheet[1] if sheet else ""
    if not seat.holds:
        return "moved"
    if status == Scoresheet.Status.SUBMITTED:
        return "closed" if seat.is_closed else "submitted"
    return "closed" if seat.is_closed and status != Scoresheet.Status.REOPENED else ""


def _mark_of(operation: Operation) -> Mark:
    """The mark that shows an applied operation."""
    return Mark(
        seat_id=operation.seat_id,
        round_entry_id=operation.round_entry_id,
        part_id=operation.part_id,
        criterion=operation.criterion,
        value=operation.value,
        operation=operation,
    )


def _is_mark(value: object) -> bool:
    """Whether a value can stand in the column at all: empty, or a whole number that fits (true is no number)."""
    return value is None or (isinstance(value, int) and not isinstance(value, bool) and abs(value) <= LARGEST)


def _fits(value: object, limits: tuple[int, int]) -> bool:
    """Whether a value is possible for a cell; doubles within a draft are, because a swap passes through one."""
    if not _is_mark(value):
        return False
    return value is None or (isinstance(value, int) and limits[0] <= value <= limits[1])


def _brief(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return "".join(letter for letter in text[:VALUE_SHOWN] if letter.isprintable() and letter not in '"\\')
