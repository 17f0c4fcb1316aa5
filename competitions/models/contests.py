"""A competition: one contest of a festival with its own entries, rounds and result."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dancers.models.titles import TranslatedTitle

# The festival's own pages stand at these addresses, where a competition's page would be.
RESERVED_SLUGS = ("now", "programme", "results", "competitions", "prizes", "info", "standings")


class CompetitionQuerySet(models.QuerySet["Competition"]):
    """Filters that name what a page means."""

    def public(self) -> "CompetitionQuerySet":
        """Those that spectators may know of: announced, in a festival that is published."""
        return self.exclude(status=Competition.Status.DRAFT).filter(festival__status__in=["published", "finished"])


class Competition(TranslatedTitle):
    """Style × age division × level × size. Deadlines and capacity are judged by services, on the server's clock."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        OPEN = "open", _("open for entries")
        CLOSED = "closed", _("entries closed")
        RUNNING = "running", _("being judged")
        FINISHED = "finished", _("finished")
        CANCELLED = "cancelled", _("cancelled")

    class Size(models.TextChoices):
        SOLO = "solo", _("solo")
        DUO = "duo", _("duo")
        COUPLE = "couple", _("couple")
        SMALL_GROUP = "small_group", _("small group")
        FORMATION = "formation", _("formation")
        CREW = "crew", _("crew")

    class AgeRule(models.TextChoices):
        ON_DAY = "on_day", _("age on the day")
        IN_YEAR = "in_year", _("age reached in the year")

    class TieMoney(models.TextChoices):
        POOL = "pool", _("tied entries share the money of the places they cover")
        EACH = "each", _("each tied entry receives its place's money")

    class Detail(models.TextChoices):
        NAMES = "names", _("names only")
        PLACES = "places", _("places")
        TOTALS = "totals", _("places and totals")
        MARKS = "marks", _("everything, with each judge's marks")

    festival = models.ForeignKey(
        "events.Festival", on_delete=models.PROTECT, related_name="competitions", verbose_name=_("festival")
    )
    section = models.ForeignKey(
        "events.Section",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="competitions",
        verbose_name=_("section"),
    )
    slug = models.SlugField(_("address"), max_length=80)
    style = models.ForeignKey("dancers.DanceStyle", on_delete=models.PROTECT, related_name="+", verbose_name=_("style"))
    format = models.ForeignKey(
        "competitions.Format",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("format"),
    )
    division_en = models.CharField(_("division (English)"), max_length=80, blank=True)
    division_ru = models.CharField(_("division (Russian)"), max_length=80, blank=True)
    division_kk = models.CharField(_("division (Kazakh)"), max_length=80, blank=True)
    age_min = models.PositiveSmallIntegerField(_("youngest age"), null=True, blank=True)
    age_max = models.PositiveSmallIntegerField(_("oldest age"), null=True, blank=True)
    age_rule = models.CharField(_("age is counted"), max_length=10, choices=AgeRule.choices, default=AgeRule.ON_DAY)
    age_on = models.DateField(
        _("age counted on"), null=True, blank=True, help_text=_("Empty: the festival's first day.")
    )
    level = models.CharField(_("level"), max_length=60, blank=True)
    size = models.CharField(_("size"), max_length=12, choices=Size.choices, default=Size.SOLO)
    members_min = models.PositiveSmallIntegerField(_("fewest dancers"), default=1)
    members_max = models.PositiveSmallIntegerField(_("most dancers"), default=1)
    capacity = models.PositiveIntegerField(_("places"), null=True, blank=True, help_text=_("Empty: no limit."))
    entries_close_at = models.DateTimeField(
        _("entries close"), null=True, blank=True, help_text=_("Empty: with the festival's entries.")
    )
    status = models.CharField(_("state"), max_length=10, choices=Status.choices, default=Status.DRAFT)
    status_at = models.DateTimeField(_("in this state since"))
    number_series = models.CharField(_("number series"), max_length=20, default="main")
    drawn_couples = models.BooleanField(
        _("couples are drawn"),
        default=False,
        help_text=_("Leaders and followers enter alone (Jack & Jill) and are drawn together for the final."),
    )
    dense_places = models.BooleanField(_("no places skipped after a tie"), default=False)
    tie_money = models.CharField(_("money on ties"), max_length=4, choices=TieMoney.choices, default=TieMoney.POOL)
    detail = models.CharField(_("published detail"), max_length=6, choices=Detail.choices, default=Detail.MARKS)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = CompetitionQuerySet.as_manager()

    class Meta:
        verbose_name = _("competition")
        verbose_name_plural = _("competitions")
        constraints = [
            models.CheckConstraint(
                condition=~Q(slug__in=RESERVED_SLUGS),
                name="competitions_competition_slug_free",
                violation_error_message=_("This address belongs to a page of the festival; choose another."),
            ),
            models.UniqueConstraint(fields=["festival", "slug"], name="competitions_competition_slug_unique"),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "open", "closed", "running", "finished", "cancelled"]),
                name="competitions_competition_status_known",
            ),
            models.CheckConstraint(
                condition=Q(size__in=["solo", "duo", "couple", "small_group", "formation", "crew"]),
                name="competitions_competition_size_known",
            ),
            models.CheckConstraint(
                condition=Q(age_rule__in=["on_day", "in_year"]), name="competitions_competition_age_rule_known"
            ),
            models.CheckConstraint(
                condition=Q(tie_money__in=["pool", "each"]), name="competitions_competition_tie_money_known"
            ),
            models.CheckConstraint(
                condition=Q(detail__in=["names", "places", "totals", "marks"]),
                name="competitions_competition_detail_known",
            ),
            models.CheckConstraint(
                condition=Q(age_min__isnull=True) | Q(age_max__isnull=True) | Q(age_min__lte=F("age_max")),
                name="competitions_competition_ages_in_order",
            ),
            models.CheckConstraint(
                condition=Q(members_min__gte=1) & Q(members_min__lte=F("members_max")),
                name="competitions_competition_members_in_order",
            ),
            models.CheckConstraint(
                condition=Q(capacity__isnull=True) | Q(capacity__gte=1),
                name="competitions_competition_capacity_positive",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Participation(models.Model):
    """An academy's, or an independent dancer's, leave to take part in one festival; the registrar decides."""

    class Status(models.TextChoices):
        PENDING = "pending", _("waiting for the organiser")
        APPROVED = "approved", _("approved")
        REFUSED = "refused", _("refused")

    festival = models.ForeignKey(
        "events.Festival", on_delete=models.PROTECT, related_name="participations", verbose_name=_("festival")
    )
    academy = models.ForeignKey(
        "dancers.Academy", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("academy")
    )
    person = models.ForeignKey(
        "dancers.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("dancer")
    )
    status = models.CharField(_("state"), max_length=10, choices=Status.choices, default=Status.PENDING)
    asked_by = models.ForeignKey("dancers.User", on_delete=models.PROTECT, related_name="+", verbose_name=_("asked by"))
    asked_at = models.DateTimeField(_("asked at"))
    decided_by = models.ForeignKey(
        "dancers.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        constraints = [
            models.CheckConstraint(
                condition=Q(academy__isnull=False, person__isnull=True) | Q(academy__isnull=True, person__isnull=False),
                name="competitions_participation_one_subject",
            ),
            models.UniqueConstraint(
                fields=["festival", "academy"],
                condition=Q(academy__isnull=False),
                name="competitions_participation_academy_once",
            ),
            models.UniqueConstraint(
                fields=["festival", "person"],
                condition=Q(person__isnull=False),
                name="competitions_participation_person_once",
            ),
            models.CheckConstraint(
                condition=Q(status="pending", decided_at__isnull=True)
                | Q(status__in=["approved", "refused"], decided_at__isnull=False),
                name="competitions_participation_decision_dated",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.festival_id}:{self.academy_id or self.person_id} {self.status}"
