"""The panel of a round: seats with letters, and who sits in them from when until when.

Marks belong to the seat, so a substitution moves nobody's marks: it closes one occupancy and opens another.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.actors import Actor
from audit.services import trail
from competitions.models import JudgeAppointment, PanelSeat, Round, RoundPart, SeatOccupancy
from competitions.permissions import desk
from competitions.services import sheets
from dancers.errors import RuleRefused
from dancers.models import User

LETTER_LENGTH = 3


@dataclass(frozen=True, slots=True)
class Duty:
    """What a seat does: an uncounted seat is a trainee's or a chief's; no parts means every dance."""

    counts: bool = True
    casts: bool = False
    deducts: bool = False
    pool: str | None = None
    parts: tuple[RoundPart, ...] = ()


def seat(
    *,
    actor: Actor,
    user: User,
    round: Round,
    letters_to_appointments: Mapping[str, JudgeAppointment],
    duties: Mapping[str, Duty] | None = None,
) -> list[PanelSeat]:
    """Seat the judges by letter and return the seats in order of the letters.

    A letter that is new gets a seat (a trainee's does not count), a seat with another judge is handed over. When the
    round is open already, new seats get their sheets at once. Refused: a closed round, a judge of another festival or
    one whose link was revoked, one judge on two seats, a letter that is not a letter.
    """
    desk.require(user, round.competition.festival, desk.RUNS_ROUNDS)
    with transaction.atomic():
        round = _lock(round)
        _refuse_wrong_panel(round, letters_to_appointments)
        _refuse_second_seat(round, letters_to_appointments)
        existing = {row.letter: row for row in round.seats.all()}
        for letter, appointment in letters_to_appointments.items():
            row = existing.get(letter)
            if row is None:
                row = _make_seat(round, letter, _duty(appointment, (duties or {}).get(letter)))
                existing[letter] = row
            _occupy(actor, row, appointment, reason="")
        if round.status == Round.Status.OPEN:
            sheets.make_sheets(round=round)
    return [existing[letter] for letter in sorted(letters_to_appointments)]


def substitute(
    *, actor: Actor, user: User, seat: PanelSeat, appointment: JudgeAppointment, reason: str
) -> SeatOccupancy:
    """Hand a seat to another judge; its marks stay. Refused without a reason and for a judge who may not sit there."""
    desk.require(user, seat.round.competition.festival, desk.RUNS_ROUNDS)
    if not reason.strip():
        raise RuleRefused(_("Say why seat %(letter)s changes hands.") % {"letter": seat.letter})
    with transaction.atomic():
        _refuse_wrong_panel(_lock(seat.round), {seat.letter: appointment})
        _refuse_second_seat(seat.round, {seat.letter: appointment})
        return _occupy(actor, seat, appointment, reason=reason)


def copy_panel(*, actor: Actor, from_round: Round, to_round: Round) -> list[PanelSeat]:
    """Give the next round the same letters, duties and judges; dances are matched by their short label.

    Refused when the next round has a panel already.
    """
    if to_round.seats.exists():
        raise RuleRefused(_("%(round)s has a panel already.") % {"round": to_round.title})
    now = timezone.now()
    parts = {part.short_label or part.title_en: part for part in to_round.parts.all()}
    rows = from_round.seats.prefetch_related("parts", "occupancies").order_by("letter")
    with transaction.atomic():
        made = []
        for row in rows:
            copy = PanelSeat.objects.create(
                round=to_round,
                letter=row.letter,
                pool=row.pool,
                counts=row.counts,
                casts=row.casts,
                deducts=row.deducts,
                criteria=row.criteria,
            )
            named = [part.short_label or part.title_en for part in row.parts.all()]
            copy.parts.set([parts[name] for name in named if name in parts])
            sitting = next((item for item in row.occupancies.all() if item.valid_to is None), None)
            if sitting is not None:
                SeatOccupancy.objects.create(seat=copy, appointment_id=sitting.appointment_id, valid_from=now)
            made.append(copy)
        trail.record(
            actor=actor,
            action="panel.copied",
            subject_kind="round",
            subject_id=to_round.pk,
            festival_id=to_round.competition.festival_id,
            detail={"from": from_round.pk, "seats": [row.letter for row in made]},
        )
    return made


def _lock(round: Round) -> Round:
    """The round as it is now, held: two people who seat its panel come one after the other."""
    rows = Round.objects.select_for_update(of=("self",)).select_related("competition__festival")
    return rows.get(pk=round.pk)


def _duty(appointment: JudgeAppointment, duty: Duty | None) -> Duty:
    return duty or Duty(counts=appointment.role != JudgeAppointment.Role.TRAINEE)


def _make_seat(round: Round, letter: str, duty: Duty) -> PanelSeat:
    row = PanelSeat.objects.create(
        round=round, letter=letter, pool=duty.pool, counts=duty.counts, casts=duty.casts, deducts=duty.deducts
    )
    row.parts.set(duty.parts)
    return row


def _occupy(actor: Actor, seat: PanelSeat, appointment: JudgeAppointment, *, reason: str) -> SeatOccupancy:
    """Open an occupancy, closing the one before; the same judge again keeps the one that is open."""
    now = timezone.now()
    sitting = seat.occupancies.filter(valid_to__isnull=True).first()
    if sitting is not None and sitting.appointment_id == appointment.pk:
        return sitting
    if sitting is not None:
        sitting.valid_to = now
        sitting.save(update_fields=["valid_to"])
    opened = SeatOccupancy.objects.create(seat=seat, appointment=appointment, valid_from=now)
    trail.record(
        actor=actor,
        action="seat.taken",
        subject_kind="panel_seat",
        subject_id=seat.pk,
        festival_id=appointment.festival_id,
        reason=reason,
        detail={"letter": seat.letter, "judge": appointment.pk, "before": sitting and sitting.appointment_id},
    )
    return opened


def _refuse_wrong_panel(round: Round, judges: Mapping[str, JudgeAppointment]) -> None:
    if round.status == Round.Status.CLOSED:
        raise RuleRefused(_("%(round)s is closed: its panel stays as it was.") % {"round": round.title})
    for letter, appointment in judges.items():
        if not letter.isalpha() or len(letter) > LETTER_LENGTH:
            raise RuleRefused(_("A seat has one to three letters; “%(letter)s” is not that.") % {"letter": letter})
        if appointment.festival_id != round.competition.festival_id:
            raise RuleRefused(_("The judge of seat %(letter)s is not of this festival.") % {"letter": letter})
        if appointment.revoked_at is not None:
            raise RuleRefused(_("The judge of seat %(letter)s was revoked.") % {"letter": letter})
    if len({appointment.pk for appointment in judges.values()}) != len(judges):
        raise RuleRefused(_("One judge was given two seats of this panel."))


def _refuse_second_seat(round: Round, judges: Mapping[str, JudgeAppointment]) -> None:
    """Refuse a judge who sits in a seat of the panel that is not being handed over."""
    other = (
        SeatOccupancy.objects.filter(seat__round=round, appointment__in=judges.values(), valid_to__isnull=True)
        .exclude(seat__letter__in=judges)
        .select_related("seat")
        .first()
    )
    if other is not None:
        raise RuleRefused(_("This judge sits in seat %(letter)s already.") % {"letter": other.seat.letter})
