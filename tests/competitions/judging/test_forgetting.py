"""What judges' devices tell of themselves is forgotten once it is of no use; marks and the trail stay."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from competitions.models import JudgeAppointment, PadDevice, PinLock
from competitions.tasks import forget_devices
from tests.factories import contest

pytestmark = pytest.mark.django_db


def make_device(judge: JudgeAppointment, name: str, seen: datetime) -> PadDevice:
    return PadDevice.objects.create(
        appointment=judge, device=name, user_agent="Browser 1", first_seen=seen, last_seen=seen
    )


def test_forget_devices_when_long_unused_takes_browsers_and_addresses_away() -> None:
    now = timezone.now()
    long_ago, lately = now - timedelta(days=31), now - timedelta(days=29)
    festival = contest.make_festival_with_staff().festival
    over = contest.make_appointment(festival, expires_at=now - timedelta(days=1))
    running = contest.make_appointment(festival, expires_at=now + timedelta(days=1))
    make_device(over, "old", long_ago)
    recent, open_still = make_device(over, "recent", lately), make_device(running, "open", long_ago)
    PinLock.objects.create(festival=festival, address="192.0.2.7", failures=5, last_at=long_ago)
    shut = PinLock.objects.create(festival=festival, address="192.0.2.8", failures=5, last_at=lately)
    assert forget_devices() == 2
    assert list(PadDevice.objects.order_by("pk")) == [recent, open_still]
    assert list(PinLock.objects.all()) == [shut]
    assert forget_devices() == 0
