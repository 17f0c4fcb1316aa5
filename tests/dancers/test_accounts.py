"""Accounts from sign-up to a new password: letters, used and forged links, equal answers."""

import json
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from audit.actors import Actor
from dancers.errors import RuleRefused
from dancers.models import Academy, Person, User
from dancers.services import accounts, tokens
from notifications.models import Notice
from tests.factories.people import PASSWORD, make_academy, make_user

pytestmark = pytest.mark.django_db
NEW = "another-long-phrase-9"


def letters() -> list[tuple[str, str]]:
    """Kind and link of every letter owed, in order."""
    rows = Notice.objects.order_by("pk")
    return [(row.kind, json.loads(row.payload_text)["url_path"].replace("{lang}", "en")) for row in rows]


def sign_up(client: Client, email: str, password: str = PASSWORD, wants: str = "academy") -> tuple[int, str]:
    response = client.post("/en/accounts/sign-up/", {"email": email, "password": password, "wants": wants})
    return response.status_code, response.headers.get("Location", "")


def test_journey_when_an_academy_signs_up(client: Client) -> None:
    assert sign_up(client, "Dana@Example.org") == (302, "/en/accounts/letter-sent/")
    assert client.get("/en/accounts/").status_code == 302
    [(kind, path)] = letters()
    assert (kind, path.endswith("/?as=academy")) == ("verify_email", True)
    assert client.get(path).status_code == 200
    assert not User.objects.get().is_verified
    assert client.post(path, {"password": PASSWORD}).headers["Location"] == "/en/portal/new-academy/"
    assert client.post("/en/portal/new-academy/", {"name": "Samruk", "country": "KZ"}).status_code == 302
    assert Academy.objects.get(managers__user=User.objects.get()).name == "Samruk"
    assert "Samruk" in client.get("/en/accounts/").content.decode()


def test_journey_when_a_dancer_signs_up(client: Client) -> None:
    sign_up(client, "dana@example.org", wants="dancer")
    assert client.post(letters()[0][1], {"password": PASSWORD}).headers["Location"] == "/en/portal/my-record/"
    wrong = client.post("/en/portal/my-record/", {"given_name": "Dana", "birth_date": "31.02.2012"})
    assert wrong.context["form"].errors["birth_date"] == ["There is no day 31.02.2012 in the calendar."]
    assert Person.objects.count() == 0
    client.post("/en/portal/my-record/", {"given_name": "Dana", "birth_date": "29.02.2012"})
    assert User.objects.get().person == Person.objects.get(given_name="Dana")


def test_sign_up_when_the_address_is_known_or_not(client: Client) -> None:
    make_user("known@example.org")
    make_user("waiting@example.org", email_verified_at=None)
    answers = {sign_up(client, address) for address in ("known@example.org", "new@example.org", "waiting@example.org")}
    assert answers == {(302, "/en/accounts/letter-sent/")}
    assert [kind for kind, _path in letters()] == ["password_reset", "verify_email", "verify_email"]
    assert User.objects.get(email="known@example.org").check_password(PASSWORD)
    assert User.objects.count() == 3


def test_sign_up_when_pressed_twice(client: Client) -> None:
    sign_up(client, "dana@example.org")
    sign_up(client, "dana@example.org")
    assert (User.objects.count(), Notice.objects.count()) == (1, 1)


@pytest.mark.parametrize(("password", "words"), [("short", "too short"), ("1234567890", "entirely numeric")])
def test_sign_up_when_the_password_is_weak(client: Client, password: str, words: str) -> None:
    response = client.post(
        "/en/accounts/sign-up/", {"email": "d@example.org", "password": password, "wants": "academy"}
    )
    assert words in response.context["form"].errors["password"][0]
    assert (User.objects.count(), Notice.objects.count()) == (0, 0)


def test_verify_when_somebody_else_signed_up_with_my_address(client: Client) -> None:
    """The stranger knows the password, I have the letter: neither of us alone gets in."""
    sign_up(client, "me@example.org", "the-strangers-phrase-3")
    path = letters()[0][1]
    assert client.post(path, {"password": PASSWORD}).status_code == 200
    assert not User.objects.get().is_verified


def test_verify_when_the_link_is_used_again(client: Client) -> None:
    sign_up(client, "dana@example.org")
    path = letters()[0][1]
    client.post(path, {"password": PASSWORD})
    again = Client().post(path, {"password": PASSWORD})
    assert (again.status_code, b"used already" in again.content) == (410, True)


@pytest.mark.parametrize("token", ["x", "a:b:c", "%00", "é" * 50])
def test_verify_when_the_link_is_forged(client: Client, token: str) -> None:
    assert client.get(f"/en/accounts/verify/{token}/").status_code == 410
    assert client.get(f"/en/accounts/password/new/{token}/").status_code == 410


def test_verify_when_the_token_is_of_the_other_kind() -> None:
    user = make_user(email_verified_at=None)
    with pytest.raises(RuleRefused):
        tokens.read_reset_token(tokens.make_verify_token(user))


def test_reset_when_the_token_is_too_old(monkeypatch: pytest.MonkeyPatch) -> None:
    token = tokens.make_reset_token(make_user())
    monkeypatch.setattr(tokens, "RESET_HOURS", 0)
    with pytest.raises(RuleRefused, match="too old"):
        tokens.read_reset_token(token)


def test_forgot_password_when_known_or_not(client: Client) -> None:
    make_user("dana@example.org")
    make_user("closed@example.org", is_active=False)
    answers = set()
    for address in ("dana@example.org", "nobody@example.org", "closed@example.org"):
        response = client.post("/en/accounts/password/forgotten/", {"email": address})
        answers.add((response.status_code, response.headers["Location"]))
    assert answers == {(302, "/en/accounts/letter-sent/")}
    assert len(letters()) == 1


def test_reset_when_the_letter_is_followed(client: Client) -> None:
    user = make_user("dana@example.org", email_verified_at=None)
    elsewhere = Client()
    elsewhere.force_login(user)
    accounts.ask_for_password_letter(email="DANA@example.org")
    path = letters()[0][1]
    weak = client.post(path, {"password": "short"})
    assert "too short" in weak.context["form"].errors["password"][0]
    assert client.post(path, {"password": NEW}).headers["Location"] == "/en/accounts/"
    user.refresh_from_db()
    assert (user.check_password(NEW), user.is_verified) == (True, True)
    assert elsewhere.get("/en/accounts/").status_code == 302
    assert client.post(path, {"password": PASSWORD}).status_code == 410


def test_change_password_when_old_is_wrong_and_right(client: Client) -> None:
    user = make_user()
    client.force_login(user)
    elsewhere = Client()
    elsewhere.force_login(user)
    url = "/en/accounts/password/"
    wrong = client.post(url, {"old": "guess", "password": NEW})
    assert wrong.context["form"].non_field_errors() == ["The old password is wrong; nothing was changed."]
    assert client.post(url, {"old": PASSWORD, "password": NEW}).status_code == 302
    assert client.get("/en/accounts/").status_code == 200
    assert elsewhere.get("/en/accounts/").status_code == 302


def test_change_language_when_known_and_unknown(client: Client) -> None:
    user = make_user()
    client.force_login(user)
    assert client.post("/en/accounts/language/", {"language": "ru"}).headers["Location"] == "/ru/accounts/"
    assert client.post("/en/accounts/language/", {"language": "xx"}).headers["Location"] == "/ru/accounts/"
    assert client.get("/en/accounts/language/").status_code == 405


@pytest.mark.parametrize("path", ["", "password/"])
def test_account_pages_when_nobody_is_signed_in(client: Client, path: str) -> None:
    url = f"/en/accounts/{path}"
    assert client.get(url).headers["Location"] == f"/en/accounts/sign-in/?next={url}"


def test_make_owner_when_asked_twice_or_taken() -> None:
    call_command("createowner", email="Owner@Example.org", password=PASSWORD)
    owner = User.objects.get()
    assert (owner.email, owner.is_superuser, owner.is_staff, owner.is_verified) == (
        "owner@example.org",
        True,
        True,
        True,
    )
    with pytest.raises(CommandError, match="account with this e-mail address already"):
        call_command("createowner", email="owner@example.org", password=PASSWORD)
    with pytest.raises(CommandError, match="not an e-mail address"):
        call_command("createowner", email="owner", password=PASSWORD)
    with pytest.raises(CommandError, match="too short"):
        call_command("createowner", email="b@example.org", password="short")
    assert User.objects.count() == 1


def first_run(client: Client, method: str = "get", address: str = "127.0.0.1", host: str = "localhost") -> int:
    send = getattr(client, method)
    data = {"email": "owner@example.org", "password": PASSWORD}
    return int(send("/en/accounts/first-run/", data, REMOTE_ADDR=address, HTTP_HOST=host).status_code)


def test_sign_in_page_when_it_leads_to_the_first_run(client: Client) -> None:
    def offers(host: str) -> bool:
        page = client.get("/en/accounts/sign-in/", REMOTE_ADDR="127.0.0.1", HTTP_HOST=host)
        return "/en/accounts/first-run/" in page.content.decode()

    assert (offers("localhost"), offers("testserver")) == (True, False)
    make_user()
    assert not offers("localhost")


def test_first_run_when_nobody_has_an_account(client: Client) -> None:
    assert first_run(client) == 200
    assert first_run(client, "post") == 302
    assert User.objects.get().is_superuser
    assert first_run(Client()) == 404
    assert first_run(Client(), "post") == 404


@pytest.mark.parametrize(("address", "host"), [("192.168.1.20", "localhost"), ("127.0.0.1", "testserver")])
def test_first_run_when_not_on_this_machine(client: Client, address: str, host: str) -> None:
    assert first_run(client, "post", address, host) == 404
    assert User.objects.count() == 0


def test_first_run_when_two_press_at_once() -> None:
    make_user()
    with pytest.raises(RuleRefused, match="owner already"):
        accounts.make_owner(actor=Actor.system("test"), email="b@example.org", password=PASSWORD, only_first=True)


def test_letter_when_asked_again_later(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    user = make_user(email_verified_at=None)
    accounts.owe_verify_letter(user)
    accounts.owe_verify_letter(user)
    assert Notice.objects.count() == 1
    later = timezone.now() + timedelta(seconds=accounts.LETTER_PAUSE_SECONDS)
    monkeypatch.setattr(timezone, "now", lambda: later)
    accounts.owe_verify_letter(user)
    assert Notice.objects.count() == 2


def test_home_when_nothing_is_there_yet(client: Client) -> None:
    client.force_login(make_user())
    assert "Nothing here yet" in client.get("/en/accounts/").content.decode()


def test_home_when_only_others_have_academies(client: Client) -> None:
    make_academy("Samruk", manager=make_user())
    client.force_login(make_user())
    assert "Samruk" not in client.get("/en/accounts/").content.decode()
