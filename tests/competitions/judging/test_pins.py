"""The PIN on a judge's card: who comes in, what every wrong try is answered, when it shuts and who opens it again."""

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from audit.actors import Actor
from audit.models import AuditEntry
from competitions.models import JudgeAppointment, PinLock
from competitions.services import appointments, pins
from dancers.errors import NotAllowed, RuleRefused
from tests.factories import contest
from tests.factories.contest import Staff

pytestmark = pytest.mark.django_db
CONSTANT = "This did not open. Look at the code"


def make_card(staff: Staff | None = None) -> tuple[Staff, JudgeAppointment, pins.Pin]:
    """A judge of a festival that is on, with a link and a PIN."""
    today = timezone.now().date()
    staff = staff or contest.make_festival_with_staff(starts_on=today, ends_on=today)
    judge = contest.make_appointment(staff.festival)
    actor = Actor.user(staff.scrutineer.pk)
    appointments.issue_link(actor=actor, user=staff.scrutineer, appointment=judge)
    return staff, judge, pins.issue_pin(actor=actor, user=staff.scrutineer, appointment=judge)


def try_in(staff: Staff, card: object, pin: str, *, client: Client | None = None, **headers: Any) -> Any:
    fields = {"festival_code": staff.festival.slug, "card_number": str(card), "pin": pin}
    return (client or Client()).post("/en/judge/pin/", fields, **headers)


def wrong(pin: pins.Pin) -> str:
    return "000000" if pin.digits != "000000" else "000001"


def test_pin_when_right_opens_the_judges_rounds_and_is_kept_as_a_hash() -> None:
    staff, judge, pin = make_card()
    assert re.fullmatch(r"\d{6}", pin.digits)
    judge.refresh_from_db()
    assert pin.digits not in judge.pin_hash
    assert pin.digits not in str(list(AuditEntry.objects.values()))
    client = Client()
    answer = try_in(staff, pin.card_number, pin.digits, client=client)
    assert (answer.status_code, answer["Location"]) == (302, "/en/judge/")
    assert client.get("/en/judge/").status_code == 200
    assert AuditEntry.objects.filter(action="judge.pin_used").count() == 1


def test_cards_of_a_festival_have_numbers_of_their_own_and_keep_them() -> None:
    staff, judge, first = make_card()
    _staff, _other, second = make_card(staff)
    again = pins.issue_pin(actor=Actor.system("desk"), user=staff.owner, appointment=judge)
    assert (first.card_number, second.card_number, again.card_number) == (1, 2, 1)
    with pytest.raises(RuleRefused):
        pins.sign_in(festival_code=staff.festival.slug, card_number="1", pin=first.digits, address="10.0.0.1")
    pins.sign_in(festival_code=staff.festival.slug, card_number="1", pin=again.digits, address="10.0.0.1")


@pytest.mark.parametrize(
    ("fields", "changed"),
    [
        ({"pin": "999999x"}, {}),
        ({"card_number": "77"}, {}),
        ({"card_number": "one"}, {}),
        ({"card_number": "²"}, {}),
        ({"festival_code": "nowhere"}, {}),
        ({"pin": ""}, {}),
        ({}, {"revoked_at": timezone.now()}),
        ({}, {"expires_at": timezone.now()}),
        ({}, {"pin_hash": ""}),
        ({}, {"token_hash": None}),
    ],
)
def test_every_wrong_try_is_answered_the_same(fields: dict[str, str], changed: dict[str, Any]) -> None:
    staff, judge, pin = make_card()
    JudgeAppointment.objects.filter(pk=judge.pk).update(**changed)
    body = {"festival_code": staff.festival.slug, "card_number": str(pin.card_number), "pin": pin.digits, **fields}
    client = Client()
    answer = client.post("/en/judge/pin/", body)
    assert answer.status_code == 403
    assert CONSTANT in answer.text
    assert client.get("/en/judge/").status_code == 403


def test_card_after_five_wrong_tries_is_shut_until_the_desk_opens_it() -> None:
    staff, judge, pin = make_card()
    for number in range(5):
        try_in(staff, pin.card_number, wrong(pin), REMOTE_ADDR=f"10.0.0.{number + 1}")
    assert CONSTANT in try_in(staff, pin.card_number, pin.digits, REMOTE_ADDR="10.0.0.9").text
    judge.refresh_from_db()
    assert judge.pin_failures == 5
    desk = Client()
    desk.force_login(staff.scrutineer)
    part = desk.get(f"/desk/{staff.festival.slug}/judges/in-contact/").text
    assert "was wrong five times" in part
    assert desk.post(f"/desk/{staff.festival.slug}/judges/{judge.pk}/unlock/").status_code == 302
    assert try_in(staff, pin.card_number, pin.digits, REMOTE_ADDR="10.0.0.9").status_code == 302
    assert AuditEntry.objects.filter(action="judge.pin_refused").count() == 6
    assert AuditEntry.objects.filter(action="judge.pin_unlocked").count() == 1


def test_device_after_five_wrong_tries_is_shut_for_every_card() -> None:
    staff, _judge, pin = make_card()
    _staff, _other, second = make_card(staff)
    for card in (1, 2, 1, 2, 9):
        try_in(staff, card, wrong(pin), REMOTE_ADDR="192.168.1.7")
    assert try_in(staff, 2, second.digits, REMOTE_ADDR="192.168.1.7").status_code == 403
    assert try_in(staff, 2, second.digits, REMOTE_ADDR="192.168.1.8").status_code == 302
    lock = PinLock.objects.get(address="192.168.1.7")
    desk = Client()
    desk.force_login(staff.owner)
    url = f"/desk/{staff.festival.slug}/judges/devices/{lock.pk}/unlock/"
    assert (
        "Five wrong PINs from the device 192.168.1.7"
        in desk.get(f"/desk/{staff.festival.slug}/judges/in-contact/").text
    )
    desk.post(url)
    desk.post(url)
    assert try_in(staff, 1, pin.digits, REMOTE_ADDR="192.168.1.7").status_code == 302
    assert AuditEntry.objects.filter(action="judge.pin_device_unlocked").count() == 1


def test_right_pin_forgets_the_wrong_tries() -> None:
    staff, judge, pin = make_card()
    for _number in range(4):
        try_in(staff, pin.card_number, wrong(pin))
    assert try_in(staff, pin.card_number, pin.digits).status_code == 302
    judge.refresh_from_db()
    assert (judge.pin_failures, PinLock.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"REMOTE_ADDR": "127.0.0.1"}, 200),
        ({"REMOTE_ADDR": "10.20.30.40"}, 200),
        ({"REMOTE_ADDR": "fd00::7"}, 200),
        ({"REMOTE_ADDR": "8.8.8.8"}, 403),
        ({"REMOTE_ADDR": "2a00:1450::1"}, 403),
        ({"REMOTE_ADDR": "10.0.0.5", "HTTP_X_FORWARDED_FOR": "192.168.0.4"}, 200),
        ({"REMOTE_ADDR": "10.0.0.5", "HTTP_X_FORWARDED_FOR": "192.168.0.4, 8.8.8.8"}, 403),
        ({"REMOTE_ADDR": "10.0.0.5", "HTTP_X_FORWARDED_FOR": "unknown"}, 403),
        ({"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_PROTO": "https"}, 403),
        ({"REMOTE_ADDR": "127.0.0.1", "HTTP_FORWARDED": "for=192.168.0.4"}, 403),
        ({"REMOTE_ADDR": ""}, 403),
    ],
)
def test_pin_is_taken_on_the_venues_network_alone(headers: dict[str, Any], status: int) -> None:
    staff, judge, pin = make_card()
    assert Client().get("/en/judge/pin/", **headers).status_code == status
    answer = try_in(staff, pin.card_number, pin.digits, **headers)
    assert answer.status_code == (302 if status == 200 else 403)
    judge.refresh_from_db()
    assert judge.pin_failures == 0


def test_pin_when_the_link_is_replaced_or_revoked_ends_the_session() -> None:
    staff, judge, pin = make_card()
    client = Client()
    try_in(staff, pin.card_number, pin.digits, client=client)
    user = staff.scrutineer
    appointments.revoke(actor=Actor.user(user.pk), user=user, appointment=judge, reason="lost card")
    assert client.get("/en/judge/").status_code == 403
    assert try_in(staff, pin.card_number, pin.digits).status_code == 403
    appointments.issue_link(actor=Actor.user(user.pk), user=user, appointment=judge)
    assert client.get("/en/judge/").status_code == 403


@pytest.mark.parametrize("role", ["registrar", "viewer", "chair"])
def test_pins_are_made_and_opened_by_those_who_print_cards(role: str) -> None:
    staff, judge, _pin = make_card()
    user = getattr(staff, role)
    for act in (pins.issue_pin, pins.unlock):
        with pytest.raises(NotAllowed):
            act(actor=Actor.user(user.pk), user=user, appointment=judge)
    client = Client()
    client.force_login(user)
    assert client.post(f"/desk/{staff.festival.slug}/judges/{judge.pk}/unlock/").status_code == 403


def test_card_shows_its_pin_once() -> None:
    staff, judge, _pin = make_card()
    client = Client()
    client.force_login(staff.scrutineer)
    url = f"/desk/{staff.festival.slug}/judges/cards/"
    page = client.post(url, {"judge": judge.pk}).text
    found = re.search(r"card <b>(\d+)</b> · PIN <b>(\d{6})</b>", page)
    assert found is not None
    assert try_in(staff, found[1], found[2]).status_code == 302
    assert found[2] not in client.get(url).text
