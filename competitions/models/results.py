"""What was decided and what the public sees: rulings, stored results, releases and the state beside a release."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from competitions.models.conditions import at_most_one, exactly_one, none_of

if TYPE_CHECKING:
    from competitions.models.contests import Competition
    from competitions.models.standings import Standing
    from events.models import Festival


class Ruling(models.Model):
    """A human decision that the arithmetic needs; an input like a mark, in the sheets and in the digest. Insert only."""

    class Kind(models.TextChoices):
        RECALL_LINE = "recall_line", _("tie at the recall line")
        CROSSES = "crosses", _("uneven crosses accepted")
        CASTING_VOTE = "casting_vote", _("casting vote")
        TITLE = "title", _("title withheld, shared or added")
        PENALTY = "penalty", _("penalty")
        REDANCE = "redance", _("re-dance")
        JUDGE_LOST = "judge_lost", _("judge lost")
        ABSTENTION = "abstention", _("abstention")
        WITHDRAWAL = "withdrawal", _("withdrawal")
        DISQUALIFICATION = "disqualification", _("disqualification")
        NO_SHOW = "no_show", _("did not come")
        PAPER = "paper", _("paper sheet")
        AWARD = "award", _("award decided by the jury")
        WALKOVER = "walkover", _("battle won without dancing")
        JUDGE_CHOICE = "judge_choice", _("judge's order of equal totals")
        PLACEMENT_DROP = "placement_drop", _("places lost as a penalty")
        RECUSAL = "recusal", _("judge stands aside")

    competition = models.ForeignKey(
        "competitions.Competition",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="rulings",
        verbose_name=_("competition"),
    )
    standing = models.ForeignKey(
        "competitions.Standing",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="rulings",
        verbose_name=_("standing"),
    )
    round = models.ForeignKey(
        "competitions.Round",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="rulings",
        verbose_name=_("round"),
    )
    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices)
    round_entry = models.ForeignKey(
        "competitions.RoundEntry",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="rulings",
        verbose_name=_("entry in a round"),
    )
    seat = models.ForeignKey(
        "competitions.PanelSeat",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="rulings",
        verbose_name=_("seat"),
    )
    part = models.ForeignKey(
        "competitions.RoundPart",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="rulings",
        verbose_name=_("dance"),
    )
    bout = models.ForeignKey(
        "competitions.Bout",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="rulings",
        verbose_name=_("battle"),
    )
    payload_text = models.TextField(_("decision"), default="{}", help_text=_("Canonical JSON."))
    reason = models.CharField(_("reason"), max_length=300)
    decided_by = models.ForeignKey(
        "dancers.User", on_delete=models.PROTECT, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided at"))
    replaces = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by", verbose_name=_("replaces")
    )

    class Meta:
        verbose_name = _("ruling")
        verbose_name_plural = _("rulings")
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    kind__in=[
                        "recall_line",
                        "crosses",
                        "casting_vote",
                        "title",
                        "penalty",
                        "redance",
                        "judge_lost",
                        "abstention",
                        "withdrawal",
                        "disqualification",
                        "no_show",
                        "paper",
                        "award",
                        "walkover",
                        "judge_choice",
                        "placement_drop",
                        "recusal",
                    ]
                ),
                name="competitions_ruling_kind_known",
            ),
            models.CheckConstraint(
                condition=at_most_one("round_entry", "seat", "part", "bout"), name="competitions_ruling_one_subject"
            ),
            models.CheckConstraint(
                condition=exactly_one("competition", "standing"), name="competitions_ruling_one_scope"
            ),
            models.CheckConstraint(
                condition=Q(standing__isnull=True) | none_of("round", "round_entry", "seat", "part", "bout"),
                name="competitions_ruling_standing_has_no_round",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="competitions_ruling_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Result(models.Model):
    """A stored outcome of one scope, numbered there, never changed: anyone can recompute it from its own text. Insert only."""

    round = models.ForeignKey(
        "competitions.Round",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="results",
        verbose_name=_("round"),
    )
    competition = models.ForeignKey(
        "competitions.Competition",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="results",
        verbose_name=_("competition"),
    )
    standing = models.ForeignKey(
        "competitions.Standing",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="results",
        verbose_name=_("standing"),
    )
    number = models.PositiveIntegerField(_("number"))
    engine = models.CharField(_("engine"), max_length=60)
    preset = models.CharField(_("preset"), max_length=60, blank=True)
    edition = models.CharField(_("edition"), max_length=20, blank=True)
    sheets_text = models.TextField(_("sheets"))
    outcome_text = models.TextField(_("outcome"))
    digest = models.CharField(_("digest"), max_length=64, help_text=_("SHA-256 of the sheets' text."))
    tabulated_by = models.ForeignKey(
        "dancers.User", on_delete=models.PROTECT, related_name="+", verbose_name=_("tabulated by")
    )
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("result")
        verbose_name_plural = _("results")
        constraints = [
            models.CheckConstraint(
                condition=exactly_one("round", "competition", "standing"), name="competitions_result_one_scope"
            ),
            models.UniqueConstraint(fields=["round", "number"], name="competitions_result_round_number_unique"),
            models.UniqueConstraint(
                fields=["competition", "number"], name="competitions_result_competition_number_unique"
            ),
            models.UniqueConstraint(
                fields=["standing", "number"],
                condition=Q(standing__isnull=False),
                name="competitions_result_standing_number_unique",
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="competitions_result_number_positive"),
            models.CheckConstraint(condition=~Q(digest=""), name="competitions_result_has_digest"),
        ]

    def __str__(self) -> str:
        return f"{self.engine} #{self.number}"


class ReleaseQuerySet(models.QuerySet["Release"]):
    """Filters that name what a page means."""

    def latest_first(self) -> "ReleaseQuerySet":
        """Newest number of each scope first."""
        return self.order_by("competition_id", "standing_id", "-number", "pk")


class Release(models.Model):
    """What the public sees of a competition or standing: results and the ranking compiled from them. Insert only."""

    class Kind(models.TextChoices):
        PUBLISHED = "published", _("published")
        CORRECTED = "corrected", _("corrected")
        WITHDRAWN = "withdrawn", _("withdrawn")

    competition = models.ForeignKey(
        "competitions.Competition",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="releases",
        verbose_name=_("competition"),
    )
    standing = models.ForeignKey(
        "competitions.Standing",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="releases",
        verbose_name=_("standing"),
    )
    number = models.PositiveIntegerField(_("number"))
    results = models.ManyToManyField("competitions.Result", related_name="releases", verbose_name=_("results"))
    ranking_text = models.TextField(_("ranking"), help_text=_("Canonical JSON; entries by id, no personal data."))
    digest = models.CharField(_("digest"), max_length=64)
    kind = models.CharField(_("kind"), max_length=9, choices=Kind.choices)
    detail = models.CharField(
        _("published detail"),
        max_length=6,
        choices=[
            ("names", _("names only")),
            ("places", _("places")),
            ("totals", _("places and totals")),
            ("marks", _("everything, with each judge's marks")),
        ],
    )
    rule = models.CharField(
        _("released by"),
        max_length=8,
        choices=[("two", _("two people")), ("one", _("one person")), ("instant", _("at once"))],
    )
    reason = models.CharField(_("public reason"), max_length=300, blank=True)
    prepared_by = models.ForeignKey(
        "dancers.User", on_delete=models.PROTECT, related_name="+", verbose_name=_("prepared by")
    )
    released_by = models.ForeignKey(
        "dancers.User", on_delete=models.PROTECT, related_name="+", verbose_name=_("released by")
    )
    at = models.DateTimeField(_("released at"))

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("release")
        verbose_name_plural = _("releases")
        constraints = [
            models.CheckConstraint(
                condition=exactly_one("competition", "standing"), name="competitions_release_one_scope"
            ),
            models.UniqueConstraint(fields=["competition", "number"], name="competitions_release_number_unique"),
            models.UniqueConstraint(
                fields=["standing", "number"],
                condition=Q(standing__isnull=False),
                name="competitions_release_standing_number_unique",
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="competitions_release_number_positive"),
            models.CheckConstraint(
                condition=Q(number=1, kind="published") | Q(number__gt=1, kind__in=["corrected", "withdrawn"]),
                name="competitions_release_kind_fits_number",
            ),
            models.CheckConstraint(
                condition=Q(kind="published") | ~Q(reason=""), name="competitions_release_change_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(detail__in=["names", "places", "totals", "marks"]), name="competitions_release_detail_known"
            ),
            models.CheckConstraint(
                condition=Q(rule__in=["two", "one", "instant"]), name="competitions_release_rule_known"
            ),
            models.CheckConstraint(
                condition=~Q(rule="two") | ~Q(prepared_by=F("released_by")),
                name="competitions_release_two_people",
                violation_error_message=_("A result is released by another person than the one who tabulated it."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.competition_id or self.standing_id} release {self.number}"

    @property
    def subject(self) -> "Competition | Standing":
        """What was released: a competition or a standing."""
        found = self.competition or self.standing
        if found is None:
            raise LookupError("A release is of a competition or of a standing.")
        return found

    @property
    def contest(self) -> "Competition":
        """The competition; only for releases that were looked up by competition."""
        if self.competition is None:
            raise LookupError("This is the release of a standing.")
        return self.competition

    @property
    def festival(self) -> "Festival":
        """The festival that published it."""
        return self.subject.festival

    @property
    def title(self) -> str:
        """What was released, in the reader's language."""
        return self.subject.title


class ReleaseState(models.Model):
    """What stands beside a release and may change: embargo, reveal and retraction.

    `reveal_step` counts the steps of the ceremony that the announcer has revealed; empty without a ceremony and after it.
    A release that was corrected while it was still held back is superseded: the public never reads it.
    """

    release = models.OneToOneField(
        "competitions.Release", on_delete=models.PROTECT, related_name="state", verbose_name=_("release")
    )
    embargo_until = models.DateTimeField(_("embargo until"), null=True, blank=True)
    reveal_step = models.PositiveSmallIntegerField(_("places revealed"), null=True, blank=True)
    revealed_at = models.DateTimeField(_("last revealed at"), null=True, blank=True)
    retracted_at = models.DateTimeField(_("retracted at"), null=True, blank=True)
    superseded_at = models.DateTimeField(_("replaced before it was public at"), null=True, blank=True)

    class Meta:
        verbose_name = _("state of a release")
        verbose_name_plural = _("states of releases")
        constraints = [
            models.CheckConstraint(
                condition=Q(reveal_step__isnull=True) | Q(embargo_until__isnull=True),
                name="competitions_releasestate_held_one_way",
            ),
            models.CheckConstraint(
                condition=Q(reveal_step__isnull=True) | Q(reveal_step=0) | Q(revealed_at__isnull=False),
                name="competitions_releasestate_steps_have_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.release_id}"
