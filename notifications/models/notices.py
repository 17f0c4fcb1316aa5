"""What is owed: one Notice for each thing to be told, one Delivery for each reader it must reach.

A Notice is written in the same transaction as the change that it tells of. Knows no other app: a reader is an address and a
user key, the subject a kind and an id, the payload frozen words.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q


class NoticeKind(models.TextChoices):
    """What is told. Each kind has one letter in channels/email/templates."""

    ENTRY_ACCEPTED = "entry_accepted"
    ENTRY_WAITLISTED = "entry_waitlisted"
    ENTRY_REFUSED = "entry_refused"
    PARTICIPATION_APPROVED = "participation_approved"
    PARTICIPATION_REFUSED = "participation_refused"
    RESULT_RELEASED = "result_released"
    RESULT_CORRECTED = "result_corrected"
    PRIZE_AWARDED = "prize_awarded"
    VERIFY_EMAIL = "verify_email"
    PASSWORD_RESET = "password_reset"  # noqa: S105  # a kind of letter, no password
    INVITATION = "invitation"


# Their payloads carry a link that opens an account: blanked as soon as nothing is left to send.
SECRET_KINDS = frozenset({NoticeKind.VERIFY_EMAIL, NoticeKind.PASSWORD_RESET, NoticeKind.INVITATION})


class Notice(models.Model):
    """One thing that is owed to one or many readers. `recipients_text` is emptied once deliveries were made of it."""

    kind = models.CharField(max_length=30, choices=NoticeKind.choices)
    dedupe_key = models.CharField(max_length=200, unique=True)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=60)
    payload_text = models.TextField()
    recipients_text = models.TextField(blank=True)
    created_at = models.DateTimeField()
    expanded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=NoticeKind.values), name="notifications_notice_kind"),
            models.CheckConstraint(condition=~Q(dedupe_key=""), name="notifications_notice_dedupe_key"),
            models.CheckConstraint(
                condition=Q(expanded_at__isnull=True) | Q(recipients_text=""), name="notifications_notice_expanded"
            ),
        ]
        indexes: ClassVar = [
            # The sweep asks for what is not expanded yet: a few rows of a table that grows for years.
            models.Index(fields=["id"], condition=Q(expanded_at__isnull=True), name="notifications_notice_waiting"),
            models.Index(fields=["subject_kind", "subject_id"], name="notifications_notice_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_kind} {self.subject_id}"


class Delivery(models.Model):
    """One notice to one address by one channel. Whoever holds the claim sends; the lease ends a dead sender's claim."""

    class Channel(models.TextChoices):
        EMAIL = "email"

    class Status(models.TextChoices):
        PENDING = "pending"
        SENDING = "sending"
        SENT = "sent"
        DEAD = "dead"

    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="deliveries")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    address = models.CharField(max_length=254)
    user_key = models.CharField(max_length=60, blank=True)
    language = models.CharField(max_length=2)
    # Leaves the house with the letter, so that a receiver can tell a repeat from a second letter.
    idempotency_key = models.UUIDField(unique=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.PENDING)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    claim = models.UUIDField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    dead_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name_plural = "deliveries"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["notice", "channel", "address"], name="notifications_delivery_once"),
            models.CheckConstraint(condition=Q(channel__in=["email"]), name="notifications_delivery_channel"),
            models.CheckConstraint(condition=~Q(address=""), name="notifications_delivery_address"),
            models.CheckConstraint(
                condition=Q(status="pending", sent_at__isnull=True, dead_at__isnull=True, claim__isnull=True)
                | Q(status="sending", sent_at__isnull=True, dead_at__isnull=True, claim__isnull=False)
                | Q(status="sent", sent_at__isnull=False, dead_at__isnull=True, claim__isnull=True)
                | Q(status="dead", sent_at__isnull=True, dead_at__isnull=False, claim__isnull=True),
                name="notifications_delivery_status",
            ),
            models.CheckConstraint(
                condition=Q(claim__isnull=True, lease_until__isnull=True)
                | Q(claim__isnull=False, lease_until__isnull=False),
                name="notifications_delivery_lease",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["due_at"], condition=Q(status="pending"), name="notifications_delivery_due"),
            models.Index(fields=["lease_until"], condition=Q(status="sending"), name="notifications_delivery_leased"),
        ]

    def __str__(self) -> str:
        return f"{self.channel} to {self.address} ({self.status})"
