"""Sends what is owed: claims due deliveries, hands them to their channel outside any transaction, writes down what became of them.

Any number of workers may run this at once, and any of them may die at any line: a claim ends with its lease, and only the
holder of the claim may write the end. Inside the database each delivery ends once; what leaves the house may in the worst
case leave twice, with the same idempotency key.
"""

import json
import logging
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from django.db import connection, transaction
from django.db.models import F, Model, Q, QuerySet
from django.utils import timezone

from notifications.channels.email.transport import Post
from notifications.errors import Undeliverable
from notifications.models import SECRET_KINDS, Delivery, Notice

logger = logging.getLogger(__name__)
Row = TypeVar("Row", bound=Model)

BATCH = 10
# A letter takes at most some ten network steps of EMAIL_TIMEOUT seconds each; a claim outlives the slowest of them.
SLOWEST_DELIVERY = timedelta(seconds=120)
LEASE = timedelta(seconds=300)
BACK_OFF = [timedelta(seconds=seconds) for seconds in (15, 60, 300, 900, 3600, 14_400, 43_200)]
MAX_ATTEMPTS = len(BACK_OFF) + 1


@dataclass(slots=True)
class Count:
    """What one sweep did."""

    sent: int = 0
    postponed: int = 0
    dead: int = 0


def send_due(*, batch: int = BATCH, max_batches: int = 1000) -> Count:
    """Expand waiting notices, then send batch after batch until nothing is due. Return what was done."""
    count = Count()
    expand_waiting()
    for _turn in range(max_batches):
        deliveries = claim_due(limit=batch)
        if not deliveries:
            break
        _send_batch(deliveries, count)
    return count


def expand_waiting() -> int:
    """Make the deliveries of every notice that has none yet, one transaction each. Return how many notices were expanded."""
    done = 0
    for pk in Notice.objects.filter(expanded_at__isnull=True).order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            notice = _lock(Notice.objects.filter(pk=pk, expanded_at__isnull=True)).first()
            if notice is None:  # another worker has it or had it
                continue
            Delivery.objects.bulk_create(_deliveries_of(notice), batch_size=500, ignore_conflicts=True)
            Notice.objects.filter(pk=pk).update(recipients_text="", expanded_at=timezone.now())
            done += 1
    return done


def claim_due(*, limit: int = BATCH) -> list[Delivery]:
    """Take up to `limit` due deliveries, or ones whose holder's lease has ended, for this worker alone."""
    now = timezone.now()
    if not _due(now).exists():  # an idle sweep takes no write lock
        return []
    claim = uuid.uuid4()
    with transaction.atomic():
        ids = list(_lock(_due(now)).order_by("due_at", "pk").values_list("pk", flat=True)[:limit])
        Delivery.objects.filter(pk__in=ids).update(
            status=Delivery.Status.SENDING, claim=claim, lease_until=now + LEASE, attempts=F("attempts") + 1
        )
    return list(Delivery.objects.filter(claim=claim).select_related("notice").order_by("due_at", "pk"))


def revive(*, ids: Iterable[int]) -> int:
    """Put dead deliveries back in the queue from their first attempt, for a human who has mended the cause."""
    return Delivery.objects.filter(pk__in=list(ids), status=Delivery.Status.DEAD).update(
        status=Delivery.Status.PENDING, dead_at=None, attempts=0, due_at=timezone.now()
    )


def _due(now: datetime) -> QuerySet[Delivery]:
    return Delivery.objects.filter(
        Q(status=Delivery.Status.PENDING, due_at__lte=now) | Q(status=Delivery.Status.SENDING, lease_until__lt=now)
    )


def _lock(rows: QuerySet[Row]) -> QuerySet[Row]:
    """Leave rows that another worker holds; SQLite's IMMEDIATE transactions let only one worker in anyway."""
    if connection.features.has_select_for_update_skip_locked:
        return rows.select_for_update(skip_locked=True)
    return rows


def _deliveries_of(notice: Notice) -> list[Delivery]:
    return [
        Delivery(
            notice=notice,
            channel=channel,
            address=address,
            language=language,
            user_key=user_key,
            idempotency_key=uuid.uuid4(),
            due_at=notice.created_at,
        )
        for channel, address, language, user_key in json.loads(notice.recipients_text or "[]")
    ]


def _send_batch(deliveries: list[Delivery], count: Count) -> None:
    with Post() as post:
        for position, delivery in enumerate(deliveries):
            if delivery.lease_until and delivery.lease_until - SLOWEST_DELIVERY < timezone.now():
                _give_back(deliveries[position:])
                return
            _send_one(post, delivery, count)


def _send_one(post: Post, delivery: Delivery, count: Count) -> None:
    if delivery.attempts > MAX_ATTEMPTS:  # its senders died again and again: it may be what kills them
        _bury(delivery, "Its sender died too often.", count)
        return
    try:
        post.send(delivery)
    except Undeliverable as error:
        _bury(delivery, str(error), count)
    except Exception as error:
        # The network, the mail server, a letter that cannot be rendered: the queue goes on, this one waits.
        logger.warning("Delivery %s failed: %r", delivery.pk, error)
        _postpone(delivery, f"{type(error).__name__}: {error}", count)
    else:
        now = timezone.now()
        count.sent += _end(delivery, status=Delivery.Status.SENT, sent_at=now, last_error="")
        _blank_secret(delivery)


def _postpone(delivery: Delivery, error: str, count: Count) -> None:
    if delivery.attempts >= MAX_ATTEMPTS:
        _bury(delivery, error, count)
        return
    due_at = timezone.now() + BACK_OFF[delivery.attempts - 1]
    count.postponed += _end(delivery, status=Delivery.Status.PENDING, due_at=due_at, last_error=error[:300])


def _bury(delivery: Delivery, error: str, count: Count) -> None:
    logger.error("Delivery %s is given up: %s", delivery.pk, error)
    count.dead += _end(delivery, status=Delivery.Status.DEAD, dead_at=timezone.now(), last_error=error[:300])


def _give_back(deliveries: list[Delivery]) -> None:
    """The lease would end under the slowest delivery: let another turn take these, as if never claimed."""
    for delivery in deliveries:
        _end(delivery, status=Delivery.Status.PENDING, attempts=delivery.attempts - 1)


def _end(delivery: Delivery, **fields: object) -> int:
    """Write the end of this claim; 0 when the lease ran out and somebody else holds the delivery now."""
    return Delivery.objects.filter(pk=delivery.pk, claim=delivery.claim).update(claim=None, lease_until=None, **fields)


def _blank_secret(delivery: Delivery) -> None:
    """A link that opens an account is kept no longer than it takes to send it."""
    if delivery.notice.kind not in SECRET_KINDS:
        return
    waiting = Delivery.objects.filter(
        notice_id=delivery.notice_id, status__in=[Delivery.Status.PENDING, Delivery.Status.SENDING]
    )
    if not waiting.exists():
        Notice.objects.filter(pk=delivery.notice_id).update(payload_text="{}")
