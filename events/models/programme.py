"""Where and when: stages, sessions and the running order. What is danced in a heat is the contest's matter."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from dancers.models.constraints import known_choice, not_blank
from dancers.models.titles import TranslatedTitle


class ItemKind(models.TextChoices):
    HEAT = "heat", _("heat")
    PERFORMANCE = "performance", _("performance")
    CEREMONY = "ceremony", _("ceremony")
    BREAK = "break", _("break")


class ItemStatus(models.TextChoices):
    PLANNED = "planned", _("planned")
    ON_STAGE = "on_stage", _("on stage")
    DONE = "done", _("done")
    SKIPPED = "skipped", _("skipped")


class Stage(TranslatedTitle):
    """A floor or stage of the festival, on which one thing happens at a time."""

    festival = models.ForeignKey("events.Festival", on_delete=models.PROTECT, related_name="stages")
    position = models.PositiveSmallIntegerField(_("position"))

    class Meta:
        verbose_name = _("stage")
        verbose_name_plural = _("stages")
        constraints = [
            not_blank("events_stage_title", "title_en"),
            models.UniqueConstraint(
                fields=["festival", "position"],
                name="events_stage_position",
                violation_error_message=_("This position is taken by another stage."),
            ),
        ]

    def __str__(self) -> str:
        return self.title_en


class Session(TranslatedTitle):
    """A stage for a time: Saturday morning in the great hall."""

    stage = models.ForeignKey("events.Stage", on_delete=models.PROTECT, related_name="sessions")
    starts_at = models.DateTimeField(_("starts at"))
    ends_at = models.DateTimeField(_("ends at"))

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        constraints = [
            not_blank("events_session_title", "title_en"),
            models.CheckConstraint(
                name="events_session_order",
                condition=models.Q(ends_at__gt=models.F("starts_at")),
                violation_error_message=_("The session ends before it starts."),
            ),
        ]

    def __str__(self) -> str:
        return self.title_en


class ProgrammeItem(TranslatedTitle):
    """One slot of a session's running order."""

    session = models.ForeignKey("events.Session", on_delete=models.PROTECT, related_name="items")
    position = models.PositiveIntegerField(_("position"))
    kind = models.CharField(_("kind"), max_length=12, choices=ItemKind.choices)
    planned_at = models.DateTimeField(_("planned at"), null=True, blank=True)
    duration_s = models.PositiveIntegerField(_("duration in seconds"), default=0)
    status = models.CharField(_("status"), max_length=10, choices=ItemStatus.choices, default=ItemStatus.PLANNED)
    started_at = models.DateTimeField(_("started at"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    class Meta:
        verbose_name = _("programme item")
        verbose_name_plural = _("programme items")
        constraints = [
            not_blank("events_programmeitem_title", "title_en"),
            known_choice("events_programmeitem_kind", "kind", ItemKind.values),
            known_choice("events_programmeitem_status", "status", ItemStatus.values),
            models.UniqueConstraint(
                fields=["session", "position"],
                name="events_programmeitem_position",
                violation_error_message=_("This position is taken by another item."),
            ),
            models.UniqueConstraint(
                fields=["session"],
                condition=models.Q(status=ItemStatus.ON_STAGE),
                name="events_programmeitem_one_on_stage",
                violation_error_message=_("Something else is on stage."),
            ),
            models.CheckConstraint(
                name="events_programmeitem_times",
                condition=models.Q(
                    status__in=[ItemStatus.PLANNED, ItemStatus.SKIPPED], started_at__isnull=True, ended_at__isnull=True
                )
                | models.Q(status=ItemStatus.ON_STAGE, started_at__isnull=False, ended_at__isnull=True)
                # An unknown comparison passes a CHECK, so the end must be said to be there as well.
                | models.Q(
                    status=ItemStatus.DONE,
                    started_at__isnull=False,
                    ended_at__isnull=False,
                    ended_at__gte=models.F("started_at"),
                ),
                violation_error_message=_("The status and its times do not agree."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.title_en}"


class Performance(TranslatedTitle):
    """A guest or gala number of the programme; nobody judges it."""

    programme_item = models.OneToOneField("events.ProgrammeItem", on_delete=models.CASCADE, related_name="performance")
    troupe = models.ForeignKey(
        "dancers.Troupe", on_delete=models.PROTECT, null=True, blank=True, related_name="performances"
    )
    guests = models.CharField(_("guests"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("performance")
        verbose_name_plural = _("performances")
        constraints = [not_blank("events_performance_title", "title_en")]

    def __str__(self) -> str:
        return self.title_en
