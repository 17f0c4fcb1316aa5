"""The mail folder of an installation without a mail server, and who may read it."""

import os
from pathlib import Path

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from pytest_django import Settings

from dancers.models import User
from notifications.channels.email.folder import EmailBackend
from notifications.models import Delivery
from notifications.selectors import mail_folder
from notifications.services import delivery
from tests.notifications.owing import owed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.MAIL_FOLDER = tmp_path / "mail"
    settings.EMAIL_BACKEND = "notifications.channels.email.folder.EmailBackend"
    return tmp_path / "mail"


def signed_in(*, is_superuser: bool, is_staff: bool = True) -> Client:
    user = User.objects.create_user("owner@example.kz", "a long password")
    User.objects.filter(pk=user.pk).update(is_superuser=is_superuser, is_staff=is_staff)
    client = Client()
    client.force_login(User.objects.get(pk=user.pk))
    return client


def test_a_letter_lies_in_the_folder_once_however_often_it_is_sent(folder: Path) -> None:
    letter = EmailMessage("One", "Hello", to=["a@example.kz"], headers={"Message-ID": "<k-1@localhost>"})
    EmailBackend().send_messages([letter])
    EmailBackend().send_messages([letter])
    assert [path.name for path in folder.iterdir()] == ["k-1-localhost.eml"]
    assert folder.stat().st_mode & 0o077 == 0, "private links lie here"


def test_letters_are_read_back_newest_first(folder: Path) -> None:
    owed("kk@example.kz", language="en")
    delivery.send_due()
    [first] = mail_folder.list_letters()
    os.utime(folder / first.name, (1, 1))
    owed("ru@example.kz", language="ru", kind="entry_accepted")
    delivery.send_due()

    newest, oldest = mail_folder.list_letters()
    assert (newest.to, oldest.to) == ("ru@example.kz", "kk@example.kz")
    assert oldest.subject == "Results: Kazakh folk solo"
    assert "Әсел Нұрғалиева: place 1." in oldest.text
    assert "<h1" in oldest.html
    assert [letter.to for letter in mail_folder.list_letters(to="RU@")] == ["ru@example.kz"]
    assert len(mail_folder.list_letters(limit=1)) == 1


@pytest.mark.parametrize("name", ["../secret.eml", "nothing.eml", "", ".", "/etc/passwd", "a.txt"])
def test_a_name_that_is_no_letter_finds_nothing(folder: Path, name: str) -> None:
    folder.mkdir()
    (folder.parent / "secret.eml").write_text("Subject: secret\n\nx")
    (folder / "a.txt").write_text("x")
    assert mail_folder.find_letter(name) is None


def test_an_empty_folder_is_an_empty_list() -> None:
    assert mail_folder.list_letters() == []


def test_the_owner_reads_the_folder_in_the_admin() -> None:
    owed("a@example.kz")
    delivery.send_due()
    [letter] = mail_folder.list_letters()
    client = signed_in(is_superuser=True)

    listed = client.get("/admin/notifications/delivery/mail-folder/")
    assert listed.status_code == 200
    assert "Results: Kazakh folk solo" in listed.content.decode()
    shown = client.get(f"/admin/notifications/delivery/mail-folder/{letter.name}")
    assert 'href="http://127.0.0.1:8000/en/festivals/sahna-2026/competitions/7/"' in shown.content.decode()
    assert client.get("/admin/notifications/delivery/mail-folder/nothing.eml").status_code == 404
    assert "Mail folder" in client.get("/admin/notifications/delivery/").content.decode()


@pytest.mark.parametrize("address", ["delivery/mail-folder/", "delivery/mail-folder/x.eml", "delivery/", "notice/"])
def test_nobody_else_reads_letters(address: str) -> None:
    assert signed_in(is_superuser=False).get(f"/admin/notifications/{address}").status_code in {
        302,
        403,
    }  # sign-in page or no
    assert Client().get(f"/admin/notifications/{address}").status_code == 302


def test_the_admin_changes_nothing_but_can_try_again() -> None:
    owed("no address")
    delivery.send_due()
    client = signed_in(is_superuser=True)
    row = Delivery.objects.get()
    assert row.status == "dead"

    assert client.post(f"/admin/notifications/delivery/{row.pk}/change/", {"status": "sent"}).status_code == 403
    assert client.post(f"/admin/notifications/delivery/{row.pk}/delete/", {"post": "yes"}).status_code == 403
    chosen = {"action": "send_again", "_selected_action": [row.pk]}
    client.post("/admin/notifications/delivery/", chosen)
    row.refresh_from_db()
    assert (row.status, row.attempts) == ("pending", 0)
