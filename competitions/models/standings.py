"""Rankings above competitions: Grand Prix, best of each group, several competitions combined, best academy."""

import json
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from competitions.models.conditions import at_most_one
from dancers.models.titles import TranslatedTitle


class StandingQuerySet(models.QuerySet["Standing"]):
    """Filters that name what a page means."""

    def public(self) -> "StandingQuerySet":
        """Those that spectators may know of: announced, at a festival that is published."""
        return self.exclude(status=Standing.Status.DRAFT).filter(festival__status__in=["published", "finished"])


class Standing(TranslatedTitle):
    """A ranking above competitions, kept and released by one festival; its ranks are in its Results.

    It ranks competitions of the festival, of one section of it, or of the whole series that the festival belongs to.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        OPEN = "open", _("announced")
        FINISHED = "finished", _("finished")
        CANCELLED = "cancelled", _("cancelled")

    class ReleaseRule(models.TextChoices):
        TWO = "two", _("two people")
        ONE = "one", _("one person")

    class TieMoney(models.TextChoices):
        POOL = "pool", _("those level share the money of the places they cover")
        EACH = "each", _("each of those level receives its place's money")

    festival = models.ForeignKey(
        "events.Festival", on_delete=models.PROTECT, related_name="standings", verbose_name=_("festival")
    )
    section = models.ForeignKey(
        "events.Section",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="standings",
        verbose_name=_("only of the section"),
    )
    series = models.ForeignKey(
        "events.FestivalSeries",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="standings",
        verbose_name=_("of the whole series"),
        help_text=_("Competitions of every festival of the series may be counted; this festival releases it."),
    )
    slug = models.SlugField(_("address"), max_length=80)
    competitions: "models.ManyToManyField[Any, Any]" = models.ManyToManyField(
        "competitions.Competition",
        through="competitions.StandingMember",
        related_name="standings",
        verbose_name=_("competitions"),
    )
    ruleset_text = models.TextField(
        _("ruleset"), help_text=_("Canonical JSON: system, preset, edition and parameters, the standing's own copy.")
    )
    status = models.CharField(_("state"), max_length=9, choices=Status.choices, default=Status.DRAFT)
    status_at = models.DateTimeField(_("in this state since"))
    release_rule = models.CharField(
        _("released by"), max_length=8, choices=ReleaseRule.choices, default=ReleaseRule.TWO
    )
    tie_money = models.CharField(_("money on ties"), max_length=4, choices=TieMoney.choices, default=TieMoney.POOL)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = StandingQuerySet.as_manager()

    class Meta:
        verbose_name = _("standing")
        verbose_name_plural = _("standings")
        constraints = [
            models.UniqueConstraint(fields=["festival", "slug"], name="competitions_standing_slug_unique"),
            models.CheckConstraint(
                condition=at_most_one("section", "series"),
                name="competitions_standing_one_scope",
                violation_error_message=_("A standing is of a section or of a series, not of both."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "open", "finished", "cancelled"]),
                name="competitions_standing_status_known",
            ),
            models.CheckConstraint(
                condition=Q(release_rule__in=["two", "one"]), name="competitions_standing_release_rule_known"
            ),
            models.CheckConstraint(
                condition=Q(tie_money__in=["pool", "each"]), name="competitions_standing_tie_money_known"
            ),
            models.CheckConstraint(condition=~Q(ruleset_text=""), name="competitions_standing_has_ruleset"),
            models.CheckConstraint(condition=~Q(slug=""), name="competitions_standing_has_slug"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def preset(self) -> str:
        """The preset that its ruleset was made from; empty before it has one."""
        return str(self._ruleset().get("preset", ""))

    @property
    def params(self) -> dict[str, Any]:
        """The parameters of its ruleset."""
        found: dict[str, Any] = self._ruleset().get("params", {})
        return found

    def _ruleset(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.ruleset_text or "{}")
        return found


class StandingMember(models.Model):
    """A competition whose result a standing counts, in the order of a combined table's columns."""

    standing = models.ForeignKey(
        "competitions.Standing", on_delete=models.PROTECT, related_name="members", verbose_name=_("standing")
    )
    competition = models.ForeignKey(
        "competitions.Competition",
        on_delete=models.PROTECT,
        related_name="standing_members",
        verbose_name=_("competition"),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("counted competition")
        verbose_name_plural = _("counted competitions")
        constraints = [
            models.UniqueConstraint(
                fields=["standing", "competition"],
                name="competitions_standingmember_once",
                violation_error_message=_("This competition is counted already."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.competition)
