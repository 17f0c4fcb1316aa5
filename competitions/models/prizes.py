"""What can be won, to whom it was given, and what was paid. Money is whole minor units with its currency."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from competitions.models.conditions import at_most_one, exactly_one
from dancers.models.titles import TranslatedTitle


class Prize(TranslatedTitle):
    """A prize on offer: money for a range of places, an object, or a title. Of a competition, a standing, or the whole festival."""

    class Kind(models.TextChoices):
        MONEY = "money", _("money")
        OBJECT = "object", _("object")
        TITLE = "title", _("title")

    competition = models.ForeignKey(
        "competitions.Competition",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="prizes",
        verbose_name=_("competition"),
    )
    standing = models.ForeignKey(
        "competitions.Standing",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="prizes",
        verbose_name=_("standing"),
    )
    festival = models.ForeignKey(
        "events.Festival",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="prizes",
        verbose_name=_("festival"),
    )
    kind = models.CharField(_("kind"), max_length=6, choices=Kind.choices)
    place_from = models.PositiveSmallIntegerField(_("from place"), null=True, blank=True)
    place_to = models.PositiveSmallIntegerField(_("to place"), null=True, blank=True)
    on_offer_minor = models.PositiveBigIntegerField(_("on offer for each place, minor units"), null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True)

    class Meta:
        verbose_name = _("prize")
        verbose_name_plural = _("prizes")
        constraints = [
            models.CheckConstraint(
                condition=exactly_one("competition", "standing", "festival"), name="competitions_prize_one_scope"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["money", "object", "title"]), name="competitions_prize_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(kind="money", on_offer_minor__isnull=False, on_offer_minor__gte=1) & ~Q(currency="")
                | Q(kind__in=["object", "title"], on_offer_minor__isnull=True, currency=""),
                name="competitions_prize_money_complete",
                violation_error_message=_(
                    "Money needs an amount above zero and a currency; other prizes have neither."
                ),
            ),
            models.CheckConstraint(
                condition=Q(place_from__isnull=True, place_to__isnull=True)
                | Q(place_from__gte=1, place_to__isnull=False, place_to__gte=F("place_from")),
                name="competitions_prize_places_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Award(models.Model):
    """A prize given, on a computed basis (a release) or a ruling. Never deleted; a change replaces it."""

    class Status(models.TextChoices):
        AWARDED = "awarded", _("awarded")
        WITHHELD = "withheld", _("withheld")
        WITHDRAWN = "withdrawn", _("withdrawn")

    prize = models.ForeignKey(
        "competitions.Prize", on_delete=models.PROTECT, related_name="awards", verbose_name=_("prize")
    )
    entry = models.ForeignKey(
        "competitions.Entry",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="awards",
        verbose_name=_("entry"),
    )
    person = models.ForeignKey(
        "dancers.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("person")
    )
    academy = models.ForeignKey(
        "dancers.Academy", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("academy")
    )
    place = models.PositiveSmallIntegerField(_("place"), null=True, blank=True)
    amount_minor = models.PositiveBigIntegerField(_("amount, minor units"), null=True, blank=True)
    release = models.ForeignKey(
        "competitions.Release",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="awards",
        verbose_name=_("by release"),
    )
    ruling = models.ForeignKey(
        "competitions.Ruling",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="awards",
        verbose_name=_("by ruling"),
    )
    status = models.CharField(_("state"), max_length=9, choices=Status.choices, default=Status.AWARDED)
    status_at = models.DateTimeField(_("in this state since"))
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    replaces = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by", verbose_name=_("replaces")
    )

    class Meta:
        verbose_name = _("award")
        verbose_name_plural = _("awards")
        constraints = [
            models.CheckConstraint(
                condition=at_most_one("entry", "person", "academy"), name="competitions_award_one_winner"
            ),
            models.CheckConstraint(
                condition=Q(status="withheld") | exactly_one("entry", "person", "academy"),
                name="competitions_award_given_has_winner",
            ),
            models.CheckConstraint(condition=exactly_one("release", "ruling"), name="competitions_award_one_basis"),
            models.CheckConstraint(
                condition=Q(status__in=["awarded", "withheld", "withdrawn"]), name="competitions_award_status_known"
            ),
            models.CheckConstraint(
                condition=Q(status="awarded") | ~Q(reason=""), name="competitions_award_change_has_reason"
            ),
            models.UniqueConstraint(
                fields=["prize", "entry", "release"],
                condition=Q(release__isnull=False, entry__isnull=False),
                name="competitions_award_once_per_release",
            ),
            models.UniqueConstraint(
                fields=["prize", "academy", "release"],
                condition=Q(release__isnull=False, academy__isnull=False),
                name="competitions_award_academy_once_per_release",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.prize_id} → {self.entry_id or self.person_id or self.academy_id}"

    @property
    def winner(self) -> str:
        """Who won it, as the staff reads it; empty where it is withheld from everybody."""
        return str(self.entry or self.person or self.academy or "")


class Payout(models.Model):
    """An award's money, paid once."""

    award = models.OneToOneField(
        "competitions.Award", on_delete=models.PROTECT, related_name="payout", verbose_name=_("award")
    )
    paid_minor = models.PositiveBigIntegerField(_("paid, minor units"))
    paid_at = models.DateTimeField(_("paid at"))
    by = models.ForeignKey("dancers.User", on_delete=models.PROTECT, related_name="+", verbose_name=_("paid by"))
    reference = models.CharField(_("reference"), max_length=120)

    class Meta:
        verbose_name = _("payout")
        verbose_name_plural = _("payouts")
        constraints = [
            models.CheckConstraint(condition=Q(paid_minor__gte=1), name="competitions_payout_positive"),
            models.CheckConstraint(condition=~Q(reference=""), name="competitions_payout_has_reference"),
        ]

    def __str__(self) -> str:
        return f"{self.award_id}: {self.paid_minor}"
