"""Signing in: one answer for every failure, slowed guessing, a new session id, and never off the site."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from dancers.errors import RuleRefused
from dancers.models import SignInThrottle
from dancers.services import sign_in
from notifications.models import Notice
from tests.factories.people import PASSWORD, make_user

pytestmark = pytest.mark.django_db
URL = "/en/accounts/sign-in/"
HOME = "/en/accounts/"
DEMO_FILE = '[{"email": "owner@demo.example", "password": "demo-pass", "who": "Owner"}]'


def send(client: Client, email: str, password: str, **extra: str) -> str:
    """Try to sign in; the address of the next page, or the sentence of the refusal."""
    response = client.post(URL, {"email": email, "password": password, **extra}, REMOTE_ADDR="203.0.113.7")
    if response.status_code == 302:
        return str(response.headers["Location"])
    return "\n".join(response.context["form"].non_field_errors())


def test_sign_in_when_the_password_is_right(client: Client) -> None:
    make_user("dana@example.org")
    session = client.session
    session["kept"] = 1
    session.save()
    before = session.session_key
    assert send(client, " Dana@Example.ORG ", PASSWORD) == HOME
    assert client.session.session_key != before
    assert client.get(HOME).status_code == 200


def test_sign_in_when_the_user_reads_kazakh(client: Client) -> None:
    make_user("dana@example.org", language="kk")
    assert send(client, "dana@example.org", PASSWORD) == "/kk/accounts/"


def test_sign_in_when_anything_is_wrong(client: Client) -> None:
    make_user("dana@example.org")
    make_user("closed@example.org", is_active=False)
    make_user("new@example.org", email_verified_at=None)
    answers = {
        send(client, "dana@example.org", "not the password"),
        send(client, "nobody@example.org", PASSWORD),
        send(client, "closed@example.org", PASSWORD),
        send(client, "new@example.org", PASSWORD),
    }
    assert len(answers) == 1
    assert "wrong, or the address is not verified yet" in answers.pop()
    assert "_auth_user_id" not in client.session


def test_sign_in_when_unverified_with_the_right_password_gets_another_letter(client: Client) -> None:
    make_user("new@example.org", email_verified_at=None)
    send(client, "new@example.org", "not the password")
    assert Notice.objects.count() == 0
    send(client, "new@example.org", PASSWORD)
    assert [notice.kind for notice in Notice.objects.all()] == ["verify_email"]


@pytest.mark.parametrize("email", ["dana@example.org", "nobody@example.org", "new@example.org"])
def test_sign_in_when_wrong_hashes_once_whoever_it_is(
    email: str, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    monkeypatch.setattr(PBKDF2PasswordHasher, "iterations", 1000)
    make_user("dana@example.org")
    make_user("new@example.org", email_verified_at=None)
    hashed: list[str] = []
    encode = PBKDF2PasswordHasher.encode

    def counting(self: PBKDF2PasswordHasher, *args: object, **kwargs: object) -> str:
        hashed.append("once")
        return str(encode(self, *args, **kwargs))  # type: ignore[arg-type]  # passed through

    monkeypatch.setattr(PBKDF2PasswordHasher, "encode", counting)
    with pytest.raises(RuleRefused):
        sign_in.check_sign_in(email=email, password="wrong", network_address="203.0.113.7")
    assert hashed == ["once"]


def test_sign_in_when_guessed_ten_times(client: Client) -> None:
    make_user("dana@example.org")
    for _attempt in range(10):
        assert "wrong" in send(client, "dana@example.org", "guess")
    assert "Please wait 1 minute," in send(client, "dana@example.org", PASSWORD)
    assert "Please wait 1 minute," in send(client, "DANA@example.org", PASSWORD)


def test_sign_in_when_an_unknown_account_is_guessed_ten_times(client: Client) -> None:
    for _attempt in range(10):
        send(client, "nobody@example.org", "guess")
    assert "Please wait 1 minute," in send(client, "nobody@example.org", "guess")


def test_sign_in_when_a_colleague_behind_the_same_address_was_slowed(client: Client) -> None:
    make_user("dana@example.org")
    make_user("other@example.org")
    for _attempt in range(11):
        send(client, "dana@example.org", "guess")
    assert send(Client(), "other@example.org", PASSWORD) == HOME


def test_sign_in_when_slowed_elsewhere_only() -> None:
    user = make_user("dana@example.org")
    for _attempt in range(11):
        with pytest.raises(RuleRefused):
            sign_in.check_sign_in(email=user.email, password="guess", network_address="198.51.100.9")
    assert sign_in.check_sign_in(email=user.email, password=PASSWORD, network_address="203.0.113.7") == user


def test_sign_in_when_guessed_from_one_ipv6_household() -> None:
    user = make_user()
    for host in range(11):
        with pytest.raises(RuleRefused):
            sign_in.check_sign_in(email=user.email, password="guess", network_address=f"2001:db8::{host + 1}")
    with pytest.raises(RuleRefused, match="wait"):
        sign_in.check_sign_in(email=user.email, password=PASSWORD, network_address="2001:db8::ffff")


def test_sign_in_when_the_wait_is_over_and_longer_after_more_guesses() -> None:
    user = make_user()
    for _attempt in range(10):
        with pytest.raises(RuleRefused):
            sign_in.check_sign_in(email=user.email, password="guess", network_address="x")
    past = timezone.now() - timedelta(seconds=1)
    SignInThrottle.objects.update(blocked_until=past)
    with pytest.raises(RuleRefused, match="wrong"):
        sign_in.check_sign_in(email=user.email, password="guess", network_address="x")
    with pytest.raises(RuleRefused, match="wait 2 minutes"):
        sign_in.check_sign_in(email=user.email, password=PASSWORD, network_address="x")
    SignInThrottle.objects.update(blocked_until=past)
    assert sign_in.check_sign_in(email=user.email, password=PASSWORD, network_address="x") == user
    assert SignInThrottle.objects.count() == 0


def test_sign_in_when_old_failures_are_forgotten() -> None:
    user = make_user()
    for _attempt in range(9):
        with pytest.raises(RuleRefused):
            sign_in.check_sign_in(email=user.email, password="guess", network_address="x")
    SignInThrottle.objects.update(window_started_at=timezone.now() - timedelta(minutes=16))
    with pytest.raises(RuleRefused, match="wrong"):
        sign_in.check_sign_in(email=user.email, password="guess", network_address="x")
    assert SignInThrottle.objects.get().failures == 1


@pytest.mark.parametrize(
    "wanted",
    [
        "//evil.kz",
        "https:evil",
        "https://evil.kz/",
        "/\\evil",
        "\\\\evil.kz",
        "javascript:alert(1)",
        "///evil.kz",
        " //evil.kz",
    ],
)
def test_sign_in_when_next_leads_away(client: Client, wanted: str) -> None:
    make_user("dana@example.org")
    assert send(client, "dana@example.org", PASSWORD, next=wanted) == HOME
    assert client.get(URL, {"next": wanted}).headers["Location"] == HOME


def test_sign_in_when_next_stays_here(client: Client) -> None:
    make_user("dana@example.org")
    assert send(client, "dana@example.org", PASSWORD, next="/en/accounts/password/") == "/en/accounts/password/"


def test_sign_out_when_posted_and_when_only_opened(client: Client) -> None:
    client.force_login(make_user())
    key = client.session.session_key
    assert client.get("/en/accounts/sign-out/").status_code == 405
    assert client.get(HOME).status_code == 200
    assert client.post("/en/accounts/sign-out/").status_code == 302
    client.cookies["sessionid"] = str(key)
    assert client.get(HOME).headers["Location"] == f"{URL}?next={HOME}"


def test_sign_in_when_the_form_comes_from_elsewhere() -> None:
    make_user("dana@example.org")
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(URL, {"email": "dana@example.org", "password": PASSWORD}).status_code == 403


@pytest.mark.parametrize(
    ("demo", "address", "host", "shown"),
    [
        (True, "127.0.0.1", "localhost:8000", True),
        (True, "127.0.0.1", "127.0.0.1:8000", True),
        (True, "192.168.1.20", "127.0.0.1", False),
        (True, "127.0.0.1", "testserver", False),
        (False, "127.0.0.1", "localhost", False),
    ],
)
def test_demo_sign_ins_when_shown(
    client: Client, settings: Settings, tmp_path: Path, demo: bool, address: str, host: str, shown: bool
) -> None:
    settings.SAHNA_DEMO, settings.DATA_DIR = demo, tmp_path
    (tmp_path / "demo-signins.json").write_text(DEMO_FILE, encoding="utf-8")
    page = client.get(URL, REMOTE_ADDR=address, HTTP_HOST=host).content.decode()
    assert ("demo-pass" in page) is shown


@pytest.mark.parametrize("text", ["", "not json", '[{"email": "a@b.kz"}]', "7"])
def test_demo_sign_ins_when_the_file_is_broken(client: Client, settings: Settings, tmp_path: Path, text: str) -> None:
    settings.SAHNA_DEMO, settings.DATA_DIR = True, tmp_path
    (tmp_path / "demo-signins.json").write_text(text, encoding="utf-8")
    page = client.get(URL, REMOTE_ADDR="127.0.0.1", HTTP_HOST="localhost")
    assert (page.status_code, page.context["demo_people"]) == (200, [])


def test_demo_sign_ins_when_a_proxy_stands_before(client: Client, settings: Settings, tmp_path: Path) -> None:
    settings.SAHNA_DEMO, settings.DATA_DIR = True, tmp_path
    (tmp_path / "demo-signins.json").write_text(DEMO_FILE, encoding="utf-8")
    page = client.get(URL, REMOTE_ADDR="127.0.0.1", HTTP_HOST="localhost", HTTP_X_FORWARDED_FOR="203.0.113.7")
    assert page.context["demo_people"] == []
