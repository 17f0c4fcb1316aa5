"""The trail: one row for each thing that was done. Rows are inserted and never changed (a trigger refuses it).

An entry holds ids and values that are nobody's person; what is personal lies beside it and can be erased.
"""

from typing import ClassVar

from django.db import models


class AuditEntry(models.Model):
    """One act: who did what to which thing, when and why."""

    class ActorKind(models.TextChoices):
        USER = "user"
        JUDGE = "judge"
        SYSTEM = "system"

    at = models.DateTimeField(db_index=True)
    actor_kind = models.CharField(max_length=10, choices=ActorKind.choices)
    actor_key = models.CharField(max_length=60)
    action = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=60)
    # A plain number and no foreign key: the trail knows no other app and outlives what it tells of.
    festival_key = models.BigIntegerField(null=True, blank=True)
    reason = models.TextField(blank=True)
    device = models.CharField(max_length=80, blank=True)
    detail_text = models.TextField(default="{}")

    class Meta:
        verbose_name_plural = "audit entries"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(actor_kind__in=["user", "judge", "system"]), name="audit_auditentry_actor_kind"
            ),
            models.CheckConstraint(
                condition=~models.Q(actor_key="")
                & ~models.Q(action="")
                & ~models.Q(subject_kind="")
                & ~models.Q(subject_id=""),
                name="audit_auditentry_named",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["festival_key", "-id"], name="audit_auditentry_festival"),
            models.Index(fields=["subject_kind", "subject_id", "-id"], name="audit_auditentry_subject"),
            models.Index(fields=["actor_kind", "actor_key", "-id"], name="audit_auditentry_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.action} {self.subject_kind} {self.subject_id}"


class AuditPersonalDetail(models.Model):
    """The personal values before and after an act. Erased on request; the act itself stays."""

    entry = models.OneToOneField(AuditEntry, on_delete=models.PROTECT, related_name="personal")
    before_text = models.TextField(blank=True)
    after_text = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"Personal values of entry {self.entry_id}"
