"""The PIN on a judge's card: the way in when the code cannot be scanned, on the venue's own network alone.

Six digits are few, so tries are: the fifth wrong one from a device, or for a card, shuts it until the desk opens it again.
A try is counted before it is looked at, so that many at once are no more than five; every refusal says the same.
"""

import secrets
from dataclasses import dataclass

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.actors import Actor
from audit.services import trail
from competitions.models import JudgeAppointment, PinLock
from competitions.permissions import desk, judging
from competitions.selectors.presence import MOST_TRIES
from dancers.errors import RuleRefused
from dancers.models import User
from events.models import Festival

DIGITS = 6


@dataclass(frozen=True, slots=True)
class Pin:
    """What is printed on a card, once: its number at the festival, and the PIN."""

    card_number: int
    digits: str


def issue_pin(*, actor: Actor, user: User, appointment: JudgeAppointment) -> Pin:
    """Make a new PIN for the judge's card and return it, now and never again; the older one stops working.

    The card keeps its number. Refused: who may not print cards.
    """
    desk.require(user, appointment.festival, judging.LINK_ROLES)
    digits = f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"
    hashed = make_password(digits)
    with transaction.atomic():
        Festival.objects.select_for_update().only("pk").get(pk=appointment.festival_id)
        appointment.refresh_from_db(fields=["card_number"])
        if appointment.card_number is None:
            cards = JudgeAppointment.objects.filter(festival=appointment.festival_id)
            appointment.card_number = (cards.aggregate(last=Max("card_number"))["last"] or 0) + 1
        appointment.pin_hash, appointment.pin_failures = hashed, 0
        appointment.save(update_fields=["card_number", "pin_hash", "pin_failures"])
        _record(actor, "judge.pin_issued", appointment.festival_id, appointment.pk)
    return Pin(appointment.card_number, digits)


def sign_in(*, festival_code: str, card_number: str, pin: str, address: str) -> JudgeAppointment:
    """Return the judge whose card and PIN these are. Refused with one and the same sentence: everything else.

    `address` is the device's on the venue's network. Whether the request comes from there is the caller's to check.
    """
    appointment, is_shut = _take_a_try(festival_code, card_number, address)
    # One hash is computed in every case, so that the time tells nothing either.
    is_right = (
        check_password(pin, appointment.pin_hash) if appointment is not None else bool(make_password(pin)) and False
    )
    if appointment is None or is_shut or not is_right:
        if appointment is not None:
            _record(Actor.system("pin"), "judge.pin_refused", appointment.festival_id, appointment.pk)
        raise RuleRefused(refusal())
    with transaction.atomic():
        JudgeAppointment.objects.filter(pk=appointment.pk).update(pin_failures=0)
        PinLock.objects.filter(festival=appointment.festival_id, address=address).delete()
        _record(Actor.judge(appointment.pk), "judge.pin_used", appointment.festival_id, appointment.pk)
    return appointment


def unlock(*, actor: Actor, user: User, appointment: JudgeAppointment) -> None:
    """Let the judge's PIN be tried again. Refused: who may not print cards."""
    desk.require(user, appointment.festival, judging.LINK_ROLES)
    with transaction.atomic():
        if JudgeAppointment.objects.filter(pk=appointment.pk, pin_failures__gt=0).update(pin_failures=0):
            _record(actor, "judge.pin_unlocked", appointment.festival_id, appointment.pk)


def unlock_device(*, actor: Actor, user: User, lock: PinLock) -> None:
    """Let a device of the venue's network try PINs again. Refused: who may not print cards."""
    desk.require(user, lock.festival, judging.LINK_ROLES)
    with transaction.atomic():
        deleted, _kinds = PinLock.objects.filter(pk=lock.pk).delete()
        if deleted:
            _record(actor, "judge.pin_device_unlocked", lock.festival_id, None)


def refusal() -> str:
    """The one sentence for every wrong try."""
    return _(
        "This did not open. Look at the code, the number and the PIN on the card; after five wrong tries the scrutineer "
        "has to unlock it at the desk."
    )


def _take_a_try(festival_code: str, card_number: str, address: str) -> tuple[JudgeAppointment | None, bool]:
    """Count the try, and say whether the card or the device is shut already."""
    festival = Festival.objects.filter(slug=festival_code.strip().lower()).first()
    if festival is None:
        return None, True
    with transaction.atomic():
        lock, _is_new = PinLock.objects.select_for_update().get_or_create(
            festival=festival, address=address, defaults={"last_at": timezone.now()}
        )
        appointment = _card(festival, card_number)
        is_shut = lock.failures >= MOST_TRIES or (appointment is not None and appointment.pin_failures >= MOST_TRIES)
        if not is_shut:
            PinLock.objects.filter(pk=lock.pk).update(failures=F("failures") + 1, last_at=timezone.now())
            if appointment is not None:
                JudgeAppointment.objects.filter(pk=appointment.pk).update(pin_failures=F("pin_failures") + 1)
    return appointment, is_shut


def _card(festival: Festival, card_number: str) -> JudgeAppointment | None:
    """The judge with this card whose link is in force; held until the try is counted."""
    if not card_number.strip().isdecimal() or len(card_number.strip()) > 4:
        return None
    rows = JudgeAppointment.objects.select_for_update(of=("self",)).select_related("festival", "person")
    return (
        rows.filter(
            festival=festival,
            card_number=int(card_number),
            revoked_at__isnull=True,
            expires_at__gt=timezone.now(),
            token_hash__isnull=False,
        )
        .exclude(pin_hash="")
        .first()
    )


def _record(actor: Actor, action: str, festival_id: int, appointment_id: int | None) -> None:
    trail.record(
        actor=actor,
        action=action,
        subject_kind="judge_appointment" if appointment_id is not None else "festival",
        subject_id=appointment_id if appointment_id is not None else festival_id,
        festival_id=festival_id,
    )
