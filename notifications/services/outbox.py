"""Writes what is owed. Services of every app call `owe` inside their own transaction: no change, no notice.

The truth is the row; the Celery message is only a wake-up, so a dead broker delays and loses nothing.
"""

import json
import logging
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from celery import current_app
from django.db import transaction
from django.utils import timezone

from notifications.models import Delivery, Notice, NoticeKind

logger = logging.getLogger(__name__)

LANGUAGES = ("en", "ru", "kk")
TASK = "notifications.send_due_notices"
# After a broker failed, nobody knocks again for this long: the periodic sweep sends meanwhile.
BROKER_PAUSE_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Recipient:
    """One reader: where, in which language, and whose account it is (empty for an address without one)."""

    address: str
    language: str
    user_key: str = ""
    channel: str = Delivery.Channel.EMAIL.value


def owe(
    *,
    kind: str,
    dedupe_key: str,
    recipients: Sequence[Recipient],
    subject_kind: str,
    subject_id: int | str,
    payload: Mapping[str, object],
) -> Notice:
    """Insert one Notice in the caller's transaction and wake the sender when that commits; return the Notice.

    The same `dedupe_key` again returns the first Notice and writes nothing: a service may run twice. The payload is frozen
    as it is now; names and titles are not looked up again later. An unknown kind is a ValueError (a mistake in the code).
    """
    if kind not in NoticeKind.values:
        raise ValueError(f"“{kind}” is no kind of notice.")
    now = timezone.now()
    notice, is_new = Notice.objects.get_or_create(
        dedupe_key=dedupe_key,
        defaults={
            "kind": kind,
            "subject_kind": subject_kind,
            "subject_id": str(subject_id),
            "payload_text": _canonical(dict(payload)),
            "recipients_text": _freeze(recipients) if recipients else "",
            "created_at": now,
            "expanded_at": None if recipients else now,
        },
    )
    if is_new and recipients:
        transaction.on_commit(wake_sender, robust=True)
    return notice


def _freeze(recipients: Sequence[Recipient]) -> str:
    """Return the readers as text, each address once per channel; an unknown language reads English."""
    rows = {
        (reader.channel, reader.address): [
            reader.channel,
            reader.address,
            reader.language if reader.language in LANGUAGES else "en",
            reader.user_key,
        ]
        for reader in recipients
        if reader.address
    }
    return _canonical(list(rows.values()))


def _canonical(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


class _Broker:
    """Remembers that the broker was dead a moment ago, so that a busy desk does not wait for it again and again."""

    silent_until = 0.0


def wake_sender() -> None:
    """Tell a worker by name that something is due. Never raises: without a broker the sweep finds the rows."""
    if time.monotonic() < _Broker.silent_until:
        return
    try:
        current_app.send_task(TASK, retry=False, expires=60, ignore_result=True)
    except Exception as error:
        # Whatever the transport raises (it differs by broker), the change is committed and must not look failed.
        _Broker.silent_until = time.monotonic() + BROKER_PAUSE_SECONDS
        logger.warning("The broker does not answer (%s); the sweep will send what is owed.", type(error).__name__)
