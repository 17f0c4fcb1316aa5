"""Settles two values for one cell: a person looks at both and says which holds. Nothing is overwritten silently.

The decision is an operation like every other, from the desk and with its reason in the trail; both attempts stay on record.
"""

from hashlib import sha256
from typing import Literal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.actors import Actor
from audit.services import trail
from competitions.models import Mark, Operation, Scoresheet
from competitions.permissions import desk
from competitions.selectors import conflicts, portions
from dancers.errors import RuleRefused
from dancers.models import User

DESK = "desk"
Kept = Literal["held", "sent"]


def settle_conflict(*, actor: Actor, user: User, operation: Operation, keep: Kept) -> Operation:
    """Let one of the two values hold: "held" (what the cell shows) or "sent" (what the other device said).

    Returns the operation that settles it. Refused: a conflict that was settled meanwhile, another choice, and "sent" for
    a sheet that is handed in (it is reopened first, so that the judge sees what changes).
    """
    seat = operation.seat
    desk.require(user, seat.round.competition.festival, desk.RUNS_ROUNDS)
    if keep not in ("held", "sent"):
        raise RuleRefused(_("Choose one of the two values."))
    with transaction.atomic():
        list(Scoresheet.objects.select_for_update(of=("self",)).filter(seat=seat).order_by("pk"))
        if not conflicts.open_conflicts([seat.round_id]).filter(pk=operation.pk).exists():
            raise RuleRefused(_("This conflict was settled already; nothing was changed."))
        mark = Mark.objects.select_related("operation").get(
            seat=seat, round_entry=operation.round_entry, part=operation.part, criterion=operation.criterion
        )
        value = mark.value if keep == "held" else operation.value
        if value != mark.value:
            _refuse_handed_in(operation)
        settled = _store(operation, mark, value)
        mark.value, mark.operation = value, settled
        mark.save(update_fields=["value", "operation"])
        trail.record(
            actor=actor,
            action="conflict.settled",
            subject_kind="operation",
            subject_id=operation.pk,
            festival_id=seat.round.competition.festival_id,
            detail={"kept": keep, "value": value, "by": settled.pk, "seat": seat.letter},
        )
    return settled


def _store(operation: Operation, mark: Mark, value: int | None) -> Operation:
    digest = sha256(f"{operation.pk} {value}".encode()).hexdigest()
    return Operation.objects.create(
        client_id=f"{DESK}-settles-{operation.pk}",
        body_digest=digest,
        seat=operation.seat,
        round_entry=operation.round_entry,
        part=operation.part,
        criterion=operation.criterion,
        value=value,
        base=mark.operation,
        outcome=Operation.Outcome.APPLIED,
        device=DESK,
        received_at=timezone.now(),
    )


def _refuse_handed_in(operation: Operation) -> None:
    sheets = Scoresheet.objects.filter(seat=operation.seat_id, status=Scoresheet.Status.SUBMITTED)
    if any(portions.names_cell(row.portion_key, operation.round_entry_id, operation.part_id) for row in sheets):
        raise RuleRefused(
            _("The sheet of seat %(letter)s is handed in with the other value; reopen it first.")
            % {"letter": operation.seat.letter}
        )
