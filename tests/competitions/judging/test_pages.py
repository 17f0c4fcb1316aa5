"""The judge's pages over HTTP: who gets in, what they show, and the plain form without a script."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from competitions.models import Heat, HeatPlace, JudgeAppointment, Mark, Operation, RoundEntry, Scoresheet
from competitions.services import appointments
from tests.competitions.judging.floor import Floor, make_floor
from tests.factories import contest

pytestmark = pytest.mark.django_db


def sign_in(appointment: JudgeAppointment) -> Client:
    """A browser that opened the judge's link."""
    token = f"token-of-{appointment.pk}"
    appointment.token_hash = appointments.hash_token(token)
    appointment.save(update_fields=["token_hash"])
    client = Client()
    client.get(f"/j/{token}/")
    return client


def press(client: Client, floor: Floor, value: str, *, ticket: str = "abcdefgh12345678") -> None:
    sheet = floor.sheet()
    client.post(f"/en/judge/sheets/{sheet.pk}/mark/", {"mark": value, "ticket": ticket, "part": floor.parts[0].pk})


def test_link_opens_the_judges_language_and_hides_its_token() -> None:
    appointment = contest.make_appointment(contest.make_festival(), language="kk")
    appointment.token_hash = appointments.hash_token("secret")
    appointment.save(update_fields=["token_hash"])
    client = Client()
    client.get("/en/judge/")
    response = client.get("/j/secret/")
    assert (response.status_code, response["Location"]) == (302, "/kk/judge/")
    assert response["Referrer-Policy"] == "no-referrer"
    assert "no-store" in response["Cache-Control"]
    assert client.get("/kk/judge/").status_code == 200


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"revoked_at": timezone.now()}, "This link was revoked."),
        ({"expires_at": timezone.now() - timedelta(seconds=1)}, "This link has expired"),
        ({"token_hash": "0" * 64}, "This link is not known."),
    ],
)
def test_link_when_it_does_not_work(fields: dict[str, Any], sentence: str) -> None:
    appointment = contest.make_appointment(contest.make_festival(), token_hash=appointments.hash_token("secret"))
    JudgeAppointment.objects.filter(pk=appointment.pk).update(**fields)
    response = Client().get("/j/secret/", headers={"accept-language": "en"})
    assert response.status_code == 403
    assert sentence in response.text


@pytest.mark.parametrize("end", ["revoke", "expire", "newer link"])
def test_session_when_its_link_ends(end: str) -> None:
    floor = make_floor()
    client = sign_in(floor.judges[0])
    assert client.get("/en/judge/").status_code == 200
    rows = JudgeAppointment.objects.filter(pk=floor.judges[0].pk)
    changes: dict[str, dict[str, Any]] = {
        "revoke": {"revoked_at": timezone.now()},
        "expire": {"expires_at": timezone.now()},
        "newer link": {"token_hash": appointments.hash_token("other")},
    }
    rows.update(**changes[end])
    response = client.get("/en/judge/")
    assert response.status_code == 403
    assert "Nobody is signed in on this device." in response.text


@pytest.mark.parametrize("path", ["", "mark/", "hand-in/"])
def test_sheet_when_it_is_another_judges(path: str) -> None:
    floor = make_floor()
    client = sign_in(floor.judges[1])
    url = f"/en/judge/sheets/{floor.sheet(seat=0).pk}/{path}"
    response = client.post(url) if path == "mark/" else client.get(url)
    assert response.status_code == 404
    assert "This sheet is not yours, or it does not exist." in response.text


@pytest.mark.parametrize("path", ["", "sheets/1/", "sheets/1/hand-in/"])
def test_pages_when_nobody_is_signed_in(path: str) -> None:
    assert Client().get(f"/en/judge/{path}").status_code == 403


def test_writes_when_asked_by_get() -> None:
    floor = make_floor()
    client = sign_in(floor.judges[0])
    assert client.get(f"/en/judge/sheets/{floor.sheet().pk}/mark/").status_code == 405
    assert client.get("/judge/operations/").status_code == 405
    assert client.get(f"/judge/hand-in/{floor.sheet().pk}/").status_code == 405


def test_rounds_when_there_are_none_and_some() -> None:
    festival = contest.make_festival()
    lonely = contest.make_appointment(festival)
    assert "You have no round yet." in sign_in(lonely).get("/en/judge/").text
    floor = make_floor()
    page = sign_in(floor.judges[0]).get("/en/judge/").text
    assert "Latin, adults, final" in page
    assert "to judge now" in page


@pytest.mark.parametrize("rounds", [1, 3])
def test_rounds_queries_whatever_their_number(rounds: int, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]  # a fixture of pytest-django
    floor = make_floor()
    for _number in range(rounds - 1):
        other = contest.make_round(floor.round.competition, status="open")
        contest.make_seat(other, "A", floor.judges[0])
    client = sign_in(floor.judges[0])
    with django_assert_num_queries(8):
        client.get("/en/judge/")


@pytest.mark.parametrize("entries", [3, 24])
@pytest.mark.parametrize("kind", ["recall", "final"])
def test_sheet_queries_whatever_the_number_of_entries(kind: str, entries: int, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]  # a fixture of pytest-django
    floor = make_floor(kind=kind, entries=entries)
    client = sign_in(floor.judges[0])
    press(client, floor, f"{floor.entries[0].pk}:{floor.parts[0].pk}:1:")
    with django_assert_num_queries(12):
        client.get(f"/en/judge/sheets/{floor.sheet().pk}/")


def test_sheet_shows_numbers_and_nothing_of_others() -> None:
    floor = make_floor(kind="recall", entries=3)
    names = [entry.source_rows.get().entry for entry in floor.entries]
    contest.put_mark(floor.seats[1], floor.entries[0], floor.parts[0], 1)
    page = sign_in(floor.judges[0]).get(f"/en/judge/sheets/{floor.sheet().pk}/").text
    assert "101" in page
    assert 'aria-pressed="true"' not in page
    assert "test-" not in page.split('id="pad-data"')[1]
    for entry in names:
        assert entry.display_name not in page


def test_sheet_groups_tiles_by_heat() -> None:
    floor = make_floor(kind="recall", entries=4)
    for number, pair in ((1, floor.entries[:2]), (2, floor.entries[2:])):
        heat = Heat.objects.create(festival=floor.round.competition.festival, number=number)
        for entry in pair:
            HeatPlace.objects.create(heat=heat, round_entry=entry)
    page = sign_in(floor.judges[0]).get(f"/en/judge/sheets/{floor.sheet().pk}/").text
    assert page.index("Heat 1") < page.index(">102<") < page.index("Heat 2") < page.index(">103<")
    assert "2 heats" in page


def test_recall_without_a_script_counts_down_and_hands_in() -> None:
    floor = make_floor(kind="recall", entries=4)
    client = sign_in(floor.judges[0])
    url = f"/en/judge/sheets/{floor.sheet().pk}/"
    assert "Choose 2 more" in client.get(url).text
    press(client, floor, f"{floor.entries[0].pk}:{floor.parts[0].pk}:1:")
    assert "Choose 1 more" in client.get(url).text
    assert "The sheet is not whole yet" in client.get(f"{url}hand-in/").text
    refused = client.post(f"{url}hand-in/")
    assert refused.status_code == 409
    assert "Samba: 1 cross given, 2 asked." in refused.text
    press(client, floor, f"{floor.entries[3].pk}:{floor.parts[0].pk}:1:")
    assert "Review and hand in" in client.get(url).text
    assert client.post(f"{url}hand-in/", {"after_version": "0"})["Location"] == "/en/judge/"
    assert client.post(f"{url}hand-in/", {"after_version": "0"}).status_code == 302
    assert floor.sheet().status == "submitted"
    assert floor.sheet().versions.count() == 1
    assert "Samba is handed in" in client.get(url).text


def test_press_when_the_form_is_sent_twice() -> None:
    floor = make_floor(kind="recall", entries=4)
    client = sign_in(floor.judges[0])
    press(client, floor, f"{floor.entries[0].pk}:{floor.parts[0].pk}:1:")
    press(client, floor, f"{floor.entries[0].pk}:{floor.parts[0].pk}:1:")
    assert Operation.objects.count() == 1
    assert Mark.objects.get().value == 1


def test_press_when_the_page_was_old() -> None:
    floor = make_floor(kind="final", entries=3)
    client = sign_in(floor.judges[0])
    cell = f"{floor.entries[0].pk}:{floor.parts[0].pk}"
    press(client, floor, f"{cell}:1:", ticket="firstpage")
    press(client, floor, f"{cell}:2:", ticket="stalepage")
    page = client.get(f"/en/judge/sheets/{floor.sheet().pk}/").text
    assert "this device says 2, but 1 was received from another device" in page
    assert Mark.objects.get().value == 1


def test_ranking_without_a_script_by_typing_and_undoing() -> None:
    floor = make_floor(entries=3)
    client = sign_in(floor.judges[0])
    url = f"/en/judge/sheets/{floor.sheet().pk}/"
    typed = {f"place-{entry.pk}": place for entry, place in zip(floor.entries, ("2", "1", "9"), strict=True)}
    client.post(f"{url}mark/", {**typed, "ticket": "abcdefgh1", "part": floor.parts[0].pk})
    page = client.get(url).text
    assert "a place is a whole number from 1 to 3; “9” is not" in page
    assert "Place 1 more" in page
    assert list(Mark.objects.order_by("round_entry").values_list("value", flat=True)) == [2, 1]
    undo = page.split('name="undo" value="')[1].split('"')[0]
    client.post(f"{url}mark/", {"undo": undo, "ticket": "abcdefgh2", "part": floor.parts[0].pk})
    client.post(f"{url}mark/", {"undo": undo, "ticket": "abcdefgh2", "part": floor.parts[0].pk})
    assert list(Mark.objects.order_by("round_entry").values_list("value", flat=True)) == [2, None]


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"mark": "x"},
        {"mark": "1:2:3:", "ticket": "?"},
        {"mark": "9" * 40 + ":1:1:", "ticket": "abcdefgh"},
        {"place-x": "1", "ticket": "abcdefgh", "part": "1"},
        {"place-9": "1", "ticket": "abcdefgh", "part": "z"},
    ],
)
def test_form_when_it_is_unreadable(form: dict[str, str]) -> None:
    floor = make_floor()
    client = sign_in(floor.judges[0])
    response = client.post(f"/en/judge/sheets/{floor.sheet().pk}/mark/", form)
    assert response.status_code == 302
    assert not Operation.objects.exists()


def test_sheet_when_an_entry_has_withdrawn_and_when_reopened() -> None:
    floor = make_floor(kind="recall", entries=4)
    RoundEntry.objects.filter(pk=floor.entries[0].pk).update(status="withdrawn")
    Scoresheet.objects.filter(pk=floor.sheet().pk).update(status="reopened")
    page = sign_in(floor.judges[0]).get(f"/en/judge/sheets/{floor.sheet().pk}/").text
    assert "Number 101 has withdrawn" in page
    assert "Samba was reopened: change what is needed and hand it in again" in page


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_pages_in_each_language(language: str) -> None:
    floor = make_floor(kind="recall", entries=4)
    client = sign_in(floor.judges[0])
    for path in ("", f"sheets/{floor.sheet().pk}/", f"sheets/{floor.sheet().pk}/hand-in/"):
        assert client.get(f"/{language}/judge/{path}").status_code == 200
