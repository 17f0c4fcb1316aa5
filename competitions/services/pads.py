"""What judges' devices tell beside marks: that they are in contact, and that the judge calls for the scrutineer."""

from datetime import timedelta

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from audit.actors import Actor
from audit.services import trail
from competitions.models import JudgeAppointment, PadDevice, PinLock, Round, ScrutineerCall
from competitions.permissions import desk
from dancers.models import User

# A device asks every five seconds; its row is written at most this often, and the desk calls it silent after twenty.
CONTACT_EVERY = 10
AGENT_LENGTH = 120
# A judge who calls again meanwhile is told of the call that stands.
MOST_OPEN = 5
# Browsers and addresses are personal. They are of use while the festival runs and its results are disputed, no longer.
KEPT_FOR = timedelta(days=30)


def note_contact(*, appointment: JudgeAppointment, device: str, user_agent: str) -> None:
    """Write that a device is in contact; at most once in ten seconds for each device, and nothing for a nameless one."""
    device = device[:80]
    if not device or not cache.add(f"pad-contact:{appointment.store_key}:{device}", 1, CONTACT_EVERY):
        return
    now = timezone.now()
    agent = "".join(letter for letter in user_agent[:AGENT_LENGTH] if letter.isprintable())
    rows = PadDevice.objects.filter(appointment=appointment.pk, device=device)
    if rows.update(last_seen=now, user_agent=agent):
        return
    row = PadDevice(appointment_id=appointment.pk, device=device, user_agent=agent, first_seen=now, last_seen=now)
    PadDevice.objects.bulk_create([row], ignore_conflicts=True)


def call_scrutineer(*, appointment: JudgeAppointment, client_id: str, seat: int | None) -> None:
    """Write down that the judge calls. The same call again, or one more beside five open ones, changes nothing.

    `seat` says on whose sheet the judge was; a seat that is not the judge's names no round.
    """
    with transaction.atomic():
        JudgeAppointment.objects.select_for_update().only("pk").get(pk=appointment.pk)
        calls = ScrutineerCall.objects.filter(appointment=appointment.pk)
        if calls.filter(client_id=client_id).exists() or calls.filter(answered_at__isnull=True).count() >= MOST_OPEN:
            return
        sits = Round.objects.filter(seats=seat, seats__occupancies__appointment=appointment.pk)
        call = ScrutineerCall.objects.create(
            appointment_id=appointment.pk,
            round=sits.first() if seat is not None else None,
            client_id=client_id,
            at=timezone.now(),
        )
        _record(Actor.judge(appointment.pk), "scrutineer.called", call, appointment.festival_id)


def answer_call(*, actor: Actor, user: User, call: ScrutineerCall) -> None:
    """Say that somebody is on the way. A call that is answered already stays as it is. Refused: who may not see the marks."""
    festival = call.appointment.festival
    desk.require(user, festival, desk.SEES_MARKS)
    with transaction.atomic():
        answered = ScrutineerCall.objects.filter(pk=call.pk, answered_at__isnull=True).update(
            answered_at=timezone.now(), answered_by=user
        )
        if answered:
            _record(actor, "scrutineer.answered", call, festival.pk)
    call.refresh_from_db(fields=["answered_at", "answered_by"])


def forget_devices() -> int:
    """Delete which browsers judges used and which addresses tried PINs, thirty days after the last use of each.

    Returns of how many. A device that may still sign in stays; the marks keep the random name that the device gave itself.
    """
    before = timezone.now() - KEPT_FOR
    devices = PadDevice.objects.filter(last_seen__lt=before, appointment__expires_at__lt=timezone.now())
    locks = PinLock.objects.filter(last_at__lt=before)
    return devices.delete()[0] + locks.delete()[0]


def _record(actor: Actor, action: str, call: ScrutineerCall, festival_id: int) -> None:
    trail.record(
        actor=actor,
        action=action,
        subject_kind="scrutineer_call",
        subject_id=call.pk,
        festival_id=festival_id,
        detail={"round": call.round_id},
    )
