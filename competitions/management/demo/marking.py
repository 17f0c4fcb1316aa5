"""Judges at work in the demo: each seat's marks go in as operations, as a tablet would send them, and the sheets are handed in."""

import random
import secrets
from collections.abc import Sequence

from competitions.management.demo import opinions
from competitions.models import Mark, PanelSeat, Round, RoundEntry, Scoresheet, SeatOccupancy
from competitions.selectors import mark_forms
from competitions.services import judging
from competitions.services.judging import OperationIn

Marks = Sequence[Sequence[Sequence[int]]]  # [dance][entry][judge]

ALL = slice(None)


def mark_round(round: Round, marks: Marks, *, seats: slice = ALL, hand_in: bool = True) -> None:
    """Enter the marks of these seats of the panel, in the order of their letters, and hand their sheets in."""
    entries = list(dancing(round))
    parts = list(round.parts.order_by("position"))
    for judge, seat in list(enumerate(_seats(round)))[seats]:
        appointment = SeatOccupancy.objects.get(seat=seat, valid_to__isnull=True).appointment
        for dance, part in enumerate(parts):
            operations = [
                OperationIn(
                    client_id=secrets.token_hex(16),
                    seat=seat.pk,
                    entry=entry.pk,
                    part=part.pk,
                    value=marks[dance][index][judge] or None,
                )
                for index, entry in enumerate(entries)
            ]
            judging.apply_operations(
                appointment=appointment,
                device=f"demo tablet {seat.letter}",
                operations=[operation for operation in operations if operation.value is not None],
            )
        if hand_in:
            for sheet in Scoresheet.objects.filter(seat=seat).order_by("pk"):
                judging.submit_sheet(appointment=appointment, scoresheet=sheet, device=f"demo tablet {seat.letter}")


def mark_points(
    round: Round, strength: Sequence[int], rng: random.Random, *, seats: slice = ALL, entries: slice = ALL
) -> None:
    """Give these entries the criteria's marks of these seats, about as good as they are, and hand the sheets in."""
    parts = list(round.parts.order_by("position"))
    for seat in _seats(round)[seats]:
        appointment = SeatOccupancy.objects.get(seat=seat, valid_to__isnull=True).appointment
        scales = mark_forms.form_of(round, seat).scales
        for place, entry in list(enumerate(dancing(round)))[entries]:
            operations = [
                OperationIn(
                    client_id=secrets.token_hex(16),
                    seat=seat.pk,
                    entry=entry.pk,
                    part=part.pk,
                    value=opinions.steps(rng, strength[place], scale.low, scale.high),
                    criterion=scale.criterion,
                )
                for part in parts
                for scale in scales
            ]
            device = f"demo tablet {seat.letter}"
            judging.apply_operations(appointment=appointment, device=device, operations=operations)
            for sheet in Scoresheet.objects.filter(seat=seat, portion_key=f"entry:{entry.pk}"):
                judging.submit_sheet(appointment=appointment, scoresheet=sheet, device=device)


def dancing(round: Round) -> "list[RoundEntry]":
    """Return those who dance in the round, in their order."""
    return list(round.round_entries.filter(status=RoundEntry.Status.DANCING).order_by("order", "pk"))


def _seats(round: Round) -> list[PanelSeat]:
    return list(round.seats.order_by("letter", "pk"))


def swap_first_two(sheet: Scoresheet) -> None:
    """The judge corrects a reopened sheet: the marks of the first two entries change places, and it is handed in again."""
    appointment = SeatOccupancy.objects.get(seat=sheet.seat, valid_to__isnull=True).appointment
    part_id = int(sheet.portion_key.partition(":")[2])
    marks = list(
        Mark.objects.filter(seat=sheet.seat, part_id=part_id)
        .select_related("operation")
        .order_by("round_entry__order", "pk")
    )[:2]
    judging.apply_operations(
        appointment=appointment,
        device="demo tablet",
        operations=[
            OperationIn(
                client_id=secrets.token_hex(16),
                seat=sheet.seat_id,
                entry=mark.round_entry_id,
                part=part_id,
                value=other.value,
                base=mark.operation.client_id if mark.operation else None,
            )
            for mark, other in zip(marks, reversed(marks), strict=True)
        ],
    )
    judging.submit_sheet(appointment=appointment, scoresheet=sheet, device="demo tablet")
