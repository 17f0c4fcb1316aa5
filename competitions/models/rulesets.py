"""How a contest is judged and shaped: rulesets (an engine with its parameters) and formats (rounds, links, rulesets)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dancers.models.titles import TranslatedTitle


class Ruleset(TranslatedTitle):
    """One engine with parameters and edition. A round copies its text when it opens, so later edits change nothing judged."""

    class Family(models.TextChoices):
        SKATING = "skating", _("Skating system")
        RELATIVE_PLACEMENT = "relative_placement", _("Relative placement")
        POINTS = "points", _("Points")
        SHEETS = "sheets", _("Sheets to places")
        BATTLE = "battle", _("Battle")

    festival = models.ForeignKey(
        "events.Festival", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("festival")
    )
    key = models.SlugField(_("key"), max_length=60)
    family = models.CharField(_("family"), max_length=20, choices=Family.choices)
    preset = models.CharField(_("preset"), max_length=60)
    edition = models.CharField(_("edition"), max_length=20, blank=True)
    params_text = models.TextField(
        _("parameters"), default="{}", help_text=_("Canonical JSON of the engine's parameters.")
    )

    class Meta:
        verbose_name = _("ruleset")
        verbose_name_plural = _("rulesets")
        constraints = [
            models.CheckConstraint(
                condition=Q(family__in=["skating", "relative_placement", "points", "sheets", "battle"]),
                name="competitions_ruleset_family_known",
            ),
            models.UniqueConstraint(fields=["festival", "key"], name="competitions_ruleset_key_unique"),
            models.UniqueConstraint(
                fields=["key"], condition=Q(festival__isnull=True), name="competitions_ruleset_house_key_unique"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Format(TranslatedTitle):
    """The shape of a contest as data: which rounds, what links them, which ruleset each uses. Competitions are made from it."""

    festival = models.ForeignKey(
        "events.Festival", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("festival")
    )
    key = models.SlugField(_("key"), max_length=60)
    spec_text = models.TextField(_("shape"), help_text=_("Canonical JSON: rounds, their dances, links and rulesets."))

    class Meta:
        verbose_name = _("format")
        verbose_name_plural = _("formats")
        constraints = [
            models.UniqueConstraint(fields=["festival", "key"], name="competitions_format_key_unique"),
            models.UniqueConstraint(
                fields=["key"], condition=Q(festival__isnull=True), name="competitions_format_house_key_unique"
            ),
        ]

    def __str__(self) -> str:
        return self.title
