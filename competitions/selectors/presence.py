"""Which judges are in contact with the server and with how many devices, and who calls for the scrutineer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from competitions.models import JudgeAppointment, PadDevice, PinLock, Round, ScrutineerCall
from events.models import Festival

# A pad asks every 5 seconds and is written down every 10 (services.pads): after 20 without a word something is wrong.
STALE_AFTER = timedelta(seconds=20)
# A device that was silent for so long does not hold the seat any more: the judge has gone on with another one.
PUT_AWAY_AFTER = timedelta(minutes=2)
ANSWERED_SHOWN = timedelta(minutes=10)
# After so many wrong PINs a card or a device is shut (services.pins).
MOST_TRIES = 5


@dataclass(frozen=True, slots=True)
class Presence:
    """One judge: the devices that were in contact lately, newest first; the last contact of any device, None before the first.

    `is_expected`: a round is open in which the judge sits and has something to hand in. `is_stale`: expected, and silent.
    """

    appointment: JudgeAppointment
    letters: tuple[str, ...]
    devices: tuple[PadDevice, ...]
    last_contact: datetime | None
    is_expected: bool
    is_stale: bool

    @property
    def holds_two(self) -> bool:
        """Whether more than one device holds the judge's seats now."""
        return len(self.devices) > 1

    @property
    def needs_a_look(self) -> bool:
        return self.is_stale or self.holds_two


def judge_presence(festival: Festival, *, round: Round | None = None, now: datetime | None = None) -> list[Presence]:
    """Each judge of the festival, or of one round's panel, by name; three queries."""
    moment = now or timezone.now()
    judges = JudgeAppointment.objects.filter(festival=festival).select_related("person", "festival")
    if round is not None:
        judges = judges.filter(occupancies__seat__round=round, occupancies__valid_to__isnull=True).distinct()
    judges = judges.order_by("person__sort_key", "pk")
    expected = _expected(festival, round)
    devices: dict[int, list[PadDevice]] = {}
    for device in PadDevice.objects.filter(appointment__festival=festival).order_by("-last_seen", "pk"):
        devices.setdefault(device.appointment_id, []).append(device)
    return [_presence(judge, devices.get(judge.pk, []), expected.get(judge.pk, ()), moment) for judge in judges]


def open_calls(festival: Festival) -> list[ScrutineerCall]:
    """Calls that nobody has answered, the oldest first; one query."""
    rows = ScrutineerCall.objects.filter(appointment__festival=festival, answered_at__isnull=True)
    return list(rows.select_related("appointment__person", "round__competition").order_by("at", "pk"))


def shut_pins(festival: Festival) -> tuple[list[JudgeAppointment], list[PinLock]]:
    """Judges and devices whose fifth PIN was wrong; two queries."""
    judges = JudgeAppointment.objects.filter(festival=festival, pin_failures__gte=MOST_TRIES).select_related("person")
    locks = PinLock.objects.filter(festival=festival, failures__gte=MOST_TRIES)
    return list(judges.order_by("card_number", "pk")), list(locks.order_by("address", "pk"))


def calls_of(appointment: JudgeAppointment) -> list[dict[str, object]]:
    """A judge's calls as the judge's device shows them: open ones, and those answered a moment ago; one query."""
    recent = Q(answered_at__isnull=True) | Q(answered_at__gte=timezone.now() - ANSWERED_SHOWN)
    zone = appointment.festival.zone
    return [
        {
            "id": row.client_id,
            "at": (row.answered_at or row.at).astimezone(zone).strftime("%H:%M"),
            "state": "coming" if row.answered_at else "called",
        }
        for row in ScrutineerCall.objects.filter(recent, appointment=appointment.pk).order_by("at", "pk")
    ]


def _expected(festival: Festival, round: Round | None) -> dict[int, tuple[str, ...]]:
    """The letters of the seats in open rounds that still have to hand in, by judge."""
    sits = Q(occupancies__valid_to__isnull=True, occupancies__seat__round__status=Round.Status.OPEN)
    if round is not None:
        sits &= Q(occupancies__seat__round=round)
    waiting = Q(occupancies__seat__scoresheets__status__in=["draft", "reopened"])
    rows = JudgeAppointment.objects.filter(sits & waiting, festival=festival).order_by("pk")
    found: dict[int, set[str]] = {}
    for pk, letter in rows.values_list("pk", "occupancies__seat__letter").distinct():
        found.setdefault(pk, set()).add(letter)
    return {pk: tuple(sorted(letters)) for pk, letters in found.items()}


def _presence(
    judge: JudgeAppointment, devices: Iterable[PadDevice], letters: tuple[str, ...], now: datetime
) -> Presence:
    rows = list(devices)
    last = rows[0].last_seen if rows else None
    return Presence(
        appointment=judge,
        letters=letters,
        devices=tuple(row for row in rows if now - row.last_seen <= PUT_AWAY_AFTER),
        last_contact=last,
        is_expected=bool(letters),
        is_stale=bool(letters) and (last is None or now - last > STALE_AFTER),
    )
