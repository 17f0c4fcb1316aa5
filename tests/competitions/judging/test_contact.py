"""What devices tell beside marks, and what the desk hears of it: contact, two devices, calls, and a restored server."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from audit.models import AuditEntry
from competitions.models import JudgeAppointment, Operation, PadDevice, Scoresheet, ScrutineerCall
from competitions.selectors import presence
from tests.competitions.judging.floor import Floor, make_floor
from tests.competitions.judging.test_devices import body, send
from tests.competitions.judging.test_pages import sign_in
from tests.factories import contest
from tests.factories.contest import Staff

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _contacts_are_written_at_once() -> None:
    cache.clear()


def poll(client: Client, **fields: Any) -> Any:
    return send(client, [], rounds="", **fields)


def make_staffed_floor(**fields: Any) -> tuple[Floor, Staff, Client]:
    """A floor, the staff of its festival, and a scrutineer who is signed in."""
    floor = make_floor(**fields)
    staff = contest.make_festival_with_staff()
    festival = floor.round.competition.festival
    user = contest.make_staff(festival, "scrutineer")
    client = Client()
    client.force_login(user)
    return floor, staff, client


def desk_part(floor: Floor, client: Client) -> str:
    return client.get(f"/desk/{floor.round.competition.festival.slug}/judges/in-contact/").text


# --- the running order ---


def test_rounds_are_told_once_and_again_when_they_change() -> None:
    floor = make_floor()
    client = sign_in(floor.judges[0])
    rounds = poll(client)["rounds"]
    (row,) = rounds["rows"]
    assert (row["seat"], row["kind"], row["chip"], row["is_released"]) == (
        floor.seats[0].pk,
        "now",
        "to judge now",
        False,
    )
    assert [pk for pk, _status in row["sheets"]] == [floor.sheet(part=0).pk, floor.sheet(part=1).pk]
    assert send(client, [], rounds=rounds["stamp"])["rounds"] == {"stamp": rounds["stamp"]}
    send(client, [body(floor, 0, 1, "a")])
    (marked,) = poll(client)["rounds"]["rows"]
    assert (marked["marks"] != row["marks"], marked["page"] == row["page"]) == (True, True)
    floor.entries[0].status = "withdrawn"
    floor.entries[0].save(update_fields=["status"])
    (changed,) = poll(client)["rounds"]["rows"]
    assert changed["page"] != row["page"]


def test_rounds_hold_numbers_alone_and_nothing_of_other_seats() -> None:
    floor = make_floor()
    names = [entry.source_rows.get().entry.display_name for entry in floor.entries]
    answer = str(poll(sign_in(floor.judges[0])))
    assert not [name for name in names if name in answer]
    assert str([floor.sheet(seat=1).pk, "draft"]) not in answer


def test_round_when_it_is_planned_is_told_and_not_held() -> None:
    floor = make_floor(status="planned")
    (row,) = poll(sign_in(floor.judges[0]))["rounds"]["rows"]
    assert (row["kind"], row["page"], row["sheet"], row["sheets"]) == ("planned", "", None, [])


@pytest.mark.parametrize("rounds", [1, 3])
def test_poll_queries_whatever_the_number_of_rounds(rounds: int, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]  # a fixture of pytest-django
    floor = make_floor()
    for _number in range(rounds - 1):
        other = contest.make_round(floor.round.competition, status="open")
        contest.make_seat(other, "A", floor.judges[0])
        contest.make_sheets(other)
    client = sign_in(floor.judges[0])
    poll(client)
    with django_assert_num_queries(17):
        poll(client, sheets=[floor.sheet().pk], knows="")


# --- a restored server ---


def test_server_that_does_not_know_what_it_acknowledged_takes_nothing_and_says_so() -> None:
    floor = make_floor()
    client = sign_in(floor.judges[0])
    send(client, [body(floor, 0, 1, "a")])
    answer = send(client, [body(floor, 1, 2, "b")], knows="lost-in-the-restore")
    assert (answer["restored"], answer["receipts"]) == (True, [])
    assert Operation.objects.count() == 1
    answer = send(client, [body(floor, 1, 2, "b")], knows="a")
    assert "restored" not in answer
    assert Operation.objects.count() == 2


# --- contact ---


def test_contact_is_written_once_in_a_while_and_two_devices_are_seen() -> None:
    floor, _staff, desk = make_staffed_floor(letters="AB")
    client = sign_in(floor.judges[0])
    poll(client, device="pad-1")
    poll(client, device="pad-1")
    device = PadDevice.objects.get()
    assert device.last_seen == device.first_seen
    first, second = sorted(presence.judge_presence(floor.round.competition.festival), key=lambda judge: judge.letters)
    assert (first.is_stale, first.holds_two, first.letters) == (False, False, ("A",))
    assert (second.is_stale, second.last_contact) == (True, None)
    poll(client, device="pad-2")
    page = desk_part(floor, desk)
    assert "2 devices hold the seat" in page
    assert "the sheet was not opened on any device yet" in page


def test_judge_is_stale_after_twenty_seconds_while_something_is_to_hand_in() -> None:
    floor, _staff, desk = make_staffed_floor(letters="A", dances=1)
    festival = floor.round.competition.festival
    poll(sign_in(floor.judges[0]))
    seen = PadDevice.objects.get().last_seen
    for seconds, is_stale in ((20, False), (21, True)):
        (judge,) = presence.judge_presence(festival, now=seen + timedelta(seconds=seconds))
        assert judge.is_stale is is_stale
    PadDevice.objects.update(first_seen=seen - timedelta(hours=1), last_seen=seen - timedelta(minutes=1))
    at = (seen - timedelta(minutes=1)).astimezone(festival.zone).strftime("%H:%M")
    assert f"no contact since {at}" in desk_part(floor, desk)
    Scoresheet.objects.update(status="submitted", submitted_at=timezone.now())
    assert "no contact" not in desk_part(floor, desk)


def test_device_that_was_put_away_does_not_hold_the_seat() -> None:
    floor = make_floor(letters="A")
    client = sign_in(floor.judges[0])
    poll(client, device="pad-1")
    poll(client, device="pad-2")
    long_ago = timezone.now() - timedelta(minutes=3)
    PadDevice.objects.filter(device="pad-1").update(first_seen=long_ago, last_seen=long_ago)
    (judge,) = presence.judge_presence(floor.round.competition.festival, round=floor.round)
    assert [device.device for device in judge.devices] == ["pad-2"]


def test_presence_queries_whatever_the_number_of_judges(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]  # a fixture of pytest-django
    few, many = make_floor(letters="A"), make_floor(letters="ABCDEFG")
    for floor in (few, many):
        with django_assert_num_queries(3):
            assert presence.judge_presence(floor.round.competition.festival)


# --- calls ---


def test_call_is_shown_at_the_desk_and_answered_once() -> None:
    floor, _staff, desk = make_staffed_floor(letters="AB")
    client = sign_in(floor.judges[0])
    poll(client)
    call = {"id": "call-1", "seat": floor.seats[0].pk}
    answer = poll(client, calls=[call])
    assert [row["state"] for row in answer["calls"]] == ["called"]
    poll(client, calls=[call])
    row = ScrutineerCall.objects.get()
    assert (row.appointment, row.round) == (floor.judges[0], floor.round)
    page = desk_part(floor, desk)
    assert "calls the scrutineer since" in page
    url = f"/desk/{floor.round.competition.festival.slug}/calls/{row.pk}/answer/"
    assert desk.post(url, {"back": f"/desk/{floor.round.competition.festival.slug}/rounds/{floor.round.pk}/"})[
        "Location"
    ].endswith(f"/rounds/{floor.round.pk}/")
    desk.post(url)
    assert [row["state"] for row in poll(client)["calls"]] == ["coming"]
    assert "calls the scrutineer since" not in desk_part(floor, desk)
    actions = AuditEntry.objects.filter(subject_kind="scrutineer_call").order_by("pk").values_list("action", flat=True)
    assert list(actions) == ["scrutineer.called", "scrutineer.answered"]


def test_call_about_a_foreign_seat_names_no_round() -> None:
    floor = make_floor()
    other = make_floor()
    poll(sign_in(floor.judges[0]), calls=[{"id": "a", "seat": other.seats[0].pk}, {"seat": 1}, "x", {"id": "b"}])
    calls = ScrutineerCall.objects.order_by("pk")
    assert [(call.client_id, call.round_id) for call in calls] == [("a", None), ("b", None)]


def test_calls_without_end_stop_at_five_open_ones() -> None:
    floor = make_floor()
    client = sign_in(floor.judges[0])
    for number in range(8):
        poll(client, calls=[{"id": f"call-{number}", "seat": None}])
    assert ScrutineerCall.objects.count() == 5


def test_call_from_the_page_without_a_script() -> None:
    floor = make_floor()
    client = sign_in(floor.judges[0])
    for _press in range(2):
        client.post("/en/judge/call/", {"ticket": "t1", "seat": str(floor.seats[0].pk)})
    assert ScrutineerCall.objects.get().round == floor.round
    assert "The scrutineer was called at" in client.get("/en/judge/").text


@pytest.mark.parametrize(
    "back", ["https://elsewhere.example/", "//elsewhere.example", "/desk/other/", "/desk/{slug}//x", "/desk/{slug}/\\x"]
)
def test_answer_goes_back_to_the_desk_alone(back: str) -> None:
    floor, _staff, desk = make_staffed_floor()
    slug = floor.round.competition.festival.slug
    poll(sign_in(floor.judges[0]), calls=[{"id": "a"}])
    answer = desk.post(
        f"/desk/{slug}/calls/{ScrutineerCall.objects.get().pk}/answer/", {"back": back.replace("{slug}", slug)}
    )
    assert answer["Location"] == f"/desk/{slug}/"


def test_part_when_nothing_changed_is_not_sent_again() -> None:
    floor, _staff, desk = make_staffed_floor()
    url = f"/desk/{floor.round.competition.festival.slug}/judges/in-contact/"
    page = desk.get(url).text
    seen = page.split("?seen=")[1].split('"')[0]
    assert desk.get(url, {"seen": seen}).status_code == 204


# --- answers to devices are JSON ---


def test_broken_messages_are_answered_in_json() -> None:
    floor = make_floor()
    signed_in = sign_in(floor.judges[0])
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = signed_in.cookies
    for url in ("/judge/operations/", f"/judge/hand-in/{floor.sheet().pk}/"):
        refused = strict.post(url, {}, content_type="application/json")
        assert (refused.status_code, refused.json()["error"]) == (403, "csrf")
        long = signed_in.post(url, b'"' + b"x" * (2 * 1024 * 1024) + b'"', content_type="application/json")
        assert (long.status_code, long.json()["error"]) == (413, "too_big")
    assert "text/html" in strict.post("/en/judge/call/", {})["Content-Type"]
    assert not JudgeAppointment.objects.filter(devices__isnull=False).exists()
