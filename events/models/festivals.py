"""The meet: a festival with its dates, place, time zone and currency; the series it belongs to and its sections."""

from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dancers.models.constraints import country_code, in_order, known_choice, not_blank
from dancers.models.titles import TranslatedDescription, TranslatedTitle, in_language


class FestivalStatus(models.TextChoices):
    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("published")
    FINISHED = "finished", _("finished")
    CANCELLED = "cancelled", _("cancelled")


# Whatever the public may open: a cancelled festival keeps its page, so that nobody travels in vain.
PUBLIC_STATUSES = (FestivalStatus.PUBLISHED, FestivalStatus.FINISHED, FestivalStatus.CANCELLED)


def validate_time_zone(value: str) -> None:
    """Refuse a name that the time zone database does not hold."""
    if value not in available_timezones():
        raise ValidationError(_("“%(name)s” is not a time zone; an example is Asia/Almaty."), params={"name": value})


class FestivalSeries(TranslatedTitle):
    """The name under which a festival returns each year."""

    slug = models.SlugField(_("address"), max_length=80, unique=True)

    class Meta:
        verbose_name = _("festival series")
        verbose_name_plural = _("festival series")
        constraints = [
            not_blank("events_festivalseries_title", "title_en"),
            not_blank("events_festivalseries_slug", "slug"),
        ]

    def __str__(self) -> str:
        return self.title_en


class FestivalQuerySet(models.QuerySet["Festival"]):
    def public(self) -> "FestivalQuerySet":
        """Those that anybody may open."""
        return self.filter(status__in=PUBLIC_STATUSES)


class Festival(TranslatedTitle, TranslatedDescription):
    """One meet. Money of the festival is in whole minor units of `currency`, `currency_digits` after the point."""

    series = models.ForeignKey(
        "events.FestivalSeries",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="festivals",
        verbose_name=_("series"),
    )
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    tagline_en = models.CharField(_("tagline in English"), max_length=200, blank=True)
    tagline_ru = models.CharField(_("tagline in Russian"), max_length=200, blank=True)
    tagline_kk = models.CharField(_("tagline in Kazakh"), max_length=200, blank=True)
    city = models.CharField(_("city"), max_length=100)
    venue = models.CharField(_("venue"), max_length=200, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    time_zone = models.CharField(_("time zone"), max_length=50, default="Asia/Almaty", validators=[validate_time_zone])
    currency = models.CharField(_("currency"), max_length=3, default="KZT")
    currency_digits = models.PositiveSmallIntegerField(_("digits of the currency"), default=2)
    status = models.CharField(_("status"), max_length=10, choices=FestivalStatus.choices, default=FestivalStatus.DRAFT)
    status_at = models.DateTimeField(_("in this status since"), default=timezone.now)
    entries_open_at = models.DateTimeField(_("entries open"), null=True, blank=True)
    entries_close_at = models.DateTimeField(_("entries close"), null=True, blank=True)
    contact_email = models.EmailField(_("contact e-mail"), max_length=254, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = FestivalQuerySet.as_manager()

    class Meta:
        verbose_name = _("festival")
        verbose_name_plural = _("festivals")
        constraints = [
            not_blank("events_festival_title", "title_en"),
            not_blank("events_festival_slug", "slug"),
            not_blank("events_festival_time_zone", "time_zone"),
            country_code("events_festival_country"),
            known_choice("events_festival_status", "status", FestivalStatus.values),
            in_order("events_festival_days", "starts_on", "ends_on"),
            models.CheckConstraint(
                name="events_festival_currency",
                condition=models.Q(Exact(Length("currency"), 3)) & models.Q(currency_digits__lte=4),
                violation_error_message=_("A currency is written with its three-letter code."),
            ),
            models.CheckConstraint(
                name="events_festival_entries_order",
                condition=models.Q(entries_open_at__isnull=True)
                | models.Q(entries_close_at__isnull=True)
                | models.Q(entries_close_at__gt=models.F("entries_open_at")),
                violation_error_message=_("Entries close before they open."),
            ),
        ]

    def __str__(self) -> str:
        return self.title_en

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which every time of the festival is shown."""
        return ZoneInfo(self.time_zone)

    @property
    def tagline(self) -> str:
        """The tagline in the reader's language."""
        return in_language(self, "tagline")

    @property
    def is_public(self) -> bool:
        """Whether anybody may open its pages."""
        return self.status in PUBLIC_STATUSES


class Section(TranslatedTitle):
    """A part of a festival under one heading: folk dance, the ballroom day."""

    festival = models.ForeignKey("events.Festival", on_delete=models.PROTECT, related_name="sections")
    position = models.PositiveSmallIntegerField(_("position"))

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        constraints = [
            not_blank("events_section_title", "title_en"),
            models.UniqueConstraint(
                fields=["festival", "position"],
                name="events_section_position",
                violation_error_message=_("This position is taken by another section."),
            ),
        ]

    def __str__(self) -> str:
        return self.title_en
