"""Owing a notice: once, with its change or not at all, and never at the price of a slow answer."""

import json
import uuid

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from notifications.models import Delivery, Notice
from notifications.services import delivery
from notifications.services.outbox import Recipient
from tests.notifications.owing import owed

pytestmark = pytest.mark.django_db


def test_the_same_thing_is_owed_once() -> None:
    first = owed("a@example.kz", dedupe_key="release-7-1")
    second = owed("b@example.kz", dedupe_key="release-7-1", payload={"url_path": "/other/"})

    assert second.pk == first.pk
    assert Notice.objects.count() == 1
    assert "b@example.kz" not in Notice.objects.get().recipients_text


def test_nothing_is_owed_when_the_change_is_undone() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        owed("a@example.kz")
        raise RuntimeError

    assert Notice.objects.count() == 0
    assert delivery.send_due().sent == 0


def test_the_sender_is_woken_only_after_the_commit(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks() as callbacks:
        owed("a@example.kz")
        owed(dedupe_key="nobody")
    assert [callback.__name__ for callback in callbacks] == ["wake_sender"]


def test_a_reader_named_twice_gets_one_letter() -> None:
    owed("a@example.kz", "a@example.kz", "b@example.kz", "")
    delivery.expand_waiting()
    assert sorted(Delivery.objects.values_list("address", flat=True)) == ["a@example.kz", "b@example.kz"]


def test_expanding_twice_makes_each_delivery_once_and_forgets_the_addresses() -> None:
    notice = owed("a@example.kz", "b@example.kz")
    assert delivery.expand_waiting() == 1
    assert delivery.expand_waiting() == 0
    notice.refresh_from_db()
    assert notice.recipients_text == ""
    assert notice.expanded_at is not None
    assert Delivery.objects.count() == 2


def test_nobody_to_tell_is_written_down_as_done() -> None:
    notice = owed(dedupe_key="nobody")
    assert notice.expanded_at is not None
    assert delivery.send_due().sent == 0


def test_an_unknown_language_reads_english_and_an_unknown_kind_is_refused() -> None:
    owed(recipients=[Recipient("a@example.kz", "xx")])
    delivery.expand_waiting()
    assert Delivery.objects.get().language == "en"
    with pytest.raises(ValueError, match="no kind"):
        owed("a@example.kz", kind="gossip")


def test_the_payload_is_frozen_as_it_was() -> None:
    payload = {"url_path": "/x/", "festival": {"en": "Before"}}
    notice = owed("a@example.kz", payload=payload)
    payload["festival"] = {"en": "After"}
    notice.refresh_from_db()
    assert json.loads(notice.payload_text)["festival"] == {"en": "Before"}


WRONG_DELIVERIES = [
    {"status": "sent"},
    {"status": "pending", "sent_at": timezone.now()},
    {"status": "sending"},
    {"status": "dead"},
    {"status": "lost"},
    {"channel": "pigeon"},
    {"address": ""},
    {"claim": uuid.uuid4(), "status": "sending"},
    {"status": "pending", "claim": uuid.uuid4(), "lease_until": timezone.now()},
]


@pytest.mark.parametrize(
    "wrong", WRONG_DELIVERIES, ids=lambda wrong: "-".join(sorted(wrong)) + "-" + str(wrong.get("status"))
)
def test_states_that_contradict_themselves_are_refused_by_the_database(wrong: dict[str, object]) -> None:
    owed("a@example.kz")
    delivery.expand_waiting()
    with pytest.raises(IntegrityError), transaction.atomic():
        Delivery.objects.update(**wrong)


def test_a_delivery_per_notice_channel_and_address_is_one() -> None:
    owed("a@example.kz")
    delivery.expand_waiting()
    known = Delivery.objects.get()
    known.pk, known.idempotency_key = None, uuid.uuid4()
    with pytest.raises(IntegrityError), transaction.atomic():
        Delivery.objects.bulk_create([known])
