"""Sending what is owed over a real SMTP server: claims, back-off, giving up, and what a dead worker leaves behind."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from notifications.models import Delivery, Notice
from notifications.services import delivery
from tests.notifications.owing import owed
from tests.services.smtp import MailServer

pytestmark = pytest.mark.django_db


@pytest.fixture
def smtp(mail_server: MailServer, settings: Settings) -> MailServer:
    """Letters leave by this server."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = mail_server.port
    settings.EMAIL_TIMEOUT = 5
    return mail_server


def later(**when: int) -> None:
    """Let time pass for whatever waits or is leased."""
    past = timezone.now() - timedelta(**when)
    Delivery.objects.filter(status="pending").update(due_at=past)
    Delivery.objects.filter(status="sending").update(lease_until=past)


def test_each_reader_gets_one_letter(smtp: MailServer) -> None:
    owed("a@example.kz", "b@example.kz")
    owed("a@example.kz", kind="entry_accepted")

    assert delivery.send_due().sent == 3
    assert delivery.send_due().sent == 0

    assert sorted(letter["To"] for letter in smtp.letters) == ["a@example.kz", "a@example.kz", "b@example.kz"]
    assert set(Delivery.objects.values_list("status", "attempts", "claim")) == {("sent", 1, None)}
    assert Delivery.objects.filter(sent_at__isnull=True).count() == 0


def test_the_message_id_is_the_idempotency_key(smtp: MailServer) -> None:
    owed("a@example.kz")
    delivery.send_due()
    row = Delivery.objects.get()
    assert smtp.letters[0]["Message-ID"] == f"<{row.idempotency_key}@localhost>"
    assert smtp.letters[0]["Auto-Submitted"] == "auto-generated"


def test_more_than_one_batch_is_sent_in_one_sweep(smtp: MailServer) -> None:
    owed(*(f"{number}@example.kz" for number in range(25)))
    assert delivery.send_due(batch=10).sent == 25
    assert len(smtp.letters) == 25


def test_two_workers_never_hold_the_same_delivery() -> None:
    owed(*(f"{number}@example.kz" for number in range(6)))
    delivery.expand_waiting()
    first = {row.pk for row in delivery.claim_due(limit=4)}
    second = {row.pk for row in delivery.claim_due(limit=4)}
    third = delivery.claim_due(limit=4)
    assert len(first) == 4
    assert len(second) == 2
    assert first & second == set()
    assert third == []


def test_a_dead_workers_claim_ends_with_its_lease_and_its_late_word_counts_no_more(smtp: MailServer) -> None:
    owed("a@example.kz")
    delivery.expand_waiting()
    [held] = delivery.claim_due()
    assert delivery.send_due().sent == 0, "while the lease runs nobody else may send"

    later(seconds=1)
    assert delivery.send_due().sent == 1

    assert delivery._end(held, status="pending") == 0
    row = Delivery.objects.get()
    assert (row.status, row.attempts) == ("sent", 2)


def test_a_busy_server_is_tried_again_later_and_the_others_go_out(smtp: MailServer) -> None:
    smtp.busy.add("busy@example.kz")
    owed("busy@example.kz", "b@example.kz")

    count = delivery.send_due()
    assert (count.sent, count.postponed, count.dead) == (1, 1, 0)
    row = Delivery.objects.get(address="busy@example.kz")
    assert (row.status, row.attempts) == ("pending", 1)
    assert row.due_at > timezone.now() + timedelta(seconds=10)
    assert "451" in row.last_error
    assert delivery.send_due().sent == 0, "not before it is due"

    smtp.busy.clear()
    later(seconds=1)
    assert delivery.send_due().sent == 1
    row.refresh_from_db()
    assert (row.status, row.attempts, row.last_error) == ("sent", 2, "")


def test_a_mailbox_that_does_not_exist_is_given_up_at_once(smtp: MailServer) -> None:
    smtp.refused.add("gone@example.kz")
    owed("gone@example.kz", "b@example.kz")
    count = delivery.send_due()
    assert (count.sent, count.dead) == (1, 1)
    row = Delivery.objects.get(address="gone@example.kz")
    assert row.status == "dead"
    assert row.dead_at is not None
    assert "550" in row.last_error


def test_a_server_that_stays_away_ends_in_a_dead_letter_that_can_be_revived(
    smtp: MailServer, settings: Settings
) -> None:
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    owed("a@example.kz")
    for _attempt in range(delivery.MAX_ATTEMPTS):
        later(seconds=1)
        delivery.send_due()
    row = Delivery.objects.get()
    assert (row.status, row.attempts) == ("dead", delivery.MAX_ATTEMPTS)

    settings.EMAIL_PORT = port
    assert delivery.revive(ids=[row.pk]) == 1
    assert delivery.revive(ids=[row.pk]) == 0, "a second click finds nothing dead"
    assert delivery.send_due().sent == 1


def test_what_kills_its_sender_again_and_again_is_given_up(smtp: MailServer) -> None:
    owed("a@example.kz")
    delivery.expand_waiting()
    for _death in range(delivery.MAX_ATTEMPTS):
        delivery.claim_due()
        later(seconds=1)
    assert delivery.send_due().dead == 1
    assert smtp.letters == []


@pytest.mark.parametrize("address", ["no address", "a@example.kz\nBcc: b@example.kz", "a@", "@example.kz"])
def test_an_address_that_is_none_is_given_up_without_stopping_the_queue(smtp: MailServer, address: str) -> None:
    owed(address, "b@example.kz")
    count = delivery.send_due()
    assert (count.sent, count.dead) == (1, 1)
    assert [letter["To"] for letter in smtp.letters] == ["b@example.kz"]


def test_a_letter_that_cannot_be_written_waits_and_the_queue_goes_on(smtp: MailServer) -> None:
    broken = owed("a@example.kz")
    owed("b@example.kz")
    Notice.objects.filter(pk=broken.pk).update(payload_text="no json")
    count = delivery.send_due()
    assert (count.sent, count.postponed) == (1, 1)


def test_a_batch_whose_lease_runs_short_is_given_back_untouched(smtp: MailServer) -> None:
    owed("a@example.kz", "b@example.kz")
    delivery.expand_waiting()
    held = delivery.claim_due()
    for row in held:
        row.lease_until = timezone.now() + delivery.SLOWEST_DELIVERY - timedelta(seconds=1)
    delivery._send_batch(held, delivery.Count())
    assert smtp.letters == []
    assert set(Delivery.objects.values_list("status", "attempts")) == {("pending", 0)}


@pytest.mark.parametrize("kind", ["verify_email", "password_reset", "invitation"])
def test_a_secret_link_is_blanked_once_nothing_is_left_to_send(smtp: MailServer, kind: str) -> None:
    smtp.busy.add("b@example.kz")
    notice = owed("a@example.kz", "b@example.kz", kind=kind, payload={"url_path": "/en/secret-token/", "hours": 48})
    delivery.send_due()
    notice.refresh_from_db()
    assert "secret-token" in notice.payload_text, "the second reader still needs it"

    smtp.busy.clear()
    later(seconds=1)
    delivery.send_due()
    notice.refresh_from_db()
    assert notice.payload_text == "{}"
    assert "secret-token" in smtp.letters[1].as_string()


def test_an_idle_sweep_writes_nothing(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(2):
        assert delivery.send_due() == delivery.Count()


def test_a_claim_is_a_fresh_secret_of_its_worker() -> None:
    owed("a@example.kz", "b@example.kz")
    delivery.expand_waiting()
    [one] = delivery.claim_due(limit=1)
    [two] = delivery.claim_due(limit=1)
    assert isinstance(one.claim, uuid.UUID)
    assert one.claim != two.claim
