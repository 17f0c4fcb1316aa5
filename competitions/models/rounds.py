"""The stages of a competition: rounds, what links them, their dances, and who stands in them."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dancers.models.titles import TranslatedTitle


class Round(TranslatedTitle):
    """One stage. Opening it freezes its ruleset; `crosses_*` is what a judge is asked, `wanted` what the chair recalls."""

    class Kind(models.TextChoices):
        RECALL = "recall", _("recall round")
        FINAL = "final", _("final")
        RANKED = "ranked", _("placing round")
        KNOCKOUT = "knockout", _("knock-out battles")
        GROUP = "group", _("group of battles")

    class Status(models.TextChoices):
        PLANNED = "planned", _("planned")
        OPEN = "open", _("open for marks")
        CLOSED = "closed", _("closed")

    class SubmitBy(models.TextChoices):
        ROUND = "round", _("the whole round")
        PART = "part", _("each dance")
        HEAT = "heat", _("each heat")
        ENTRY = "entry", _("each entry")

    class ReleaseRule(models.TextChoices):
        TWO = "two", _("two people")
        ONE = "one", _("one person")
        INSTANT = "instant", _("at once")

    competition = models.ForeignKey(
        "competitions.Competition", on_delete=models.PROTECT, related_name="rounds", verbose_name=_("competition")
    )
    position = models.PositiveSmallIntegerField(_("position"))
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    ruleset = models.ForeignKey(
        "competitions.Ruleset",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("ruleset"),
    )
    ruleset_text = models.TextField(_("ruleset as frozen"), blank=True)
    status = models.CharField(_("state"), max_length=8, choices=Status.choices, default=Status.PLANNED)
    opened_at = models.DateTimeField(_("opened at"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    submit_by = models.CharField(_("handed in by"), max_length=6, choices=SubmitBy.choices, default=SubmitBy.PART)
    release_rule = models.CharField(
        _("released by"), max_length=8, choices=ReleaseRule.choices, default=ReleaseRule.TWO
    )
    wanted = models.PositiveSmallIntegerField(_("wanted in the next round"), null=True, blank=True)
    pool = models.CharField(  # noqa: DJ001  null: everybody
        _("only"), max_length=8, choices=[("leader", _("leaders")), ("follower", _("followers"))], null=True, blank=True
    )
    throw_downs = models.PositiveSmallIntegerField(_("throw-downs in a battle"), null=True, blank=True)
    table_ruleset = models.ForeignKey(
        "competitions.Ruleset",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("ruleset of the group's table"),
    )
    seeding_text = models.TextField(
        _("seeding"),
        blank=True,
        help_text=_("Canonical JSON: the order in which entries from several rounds are seeded."),
    )
    crosses_min = models.PositiveSmallIntegerField(_("fewest crosses"), null=True, blank=True)
    crosses_max = models.PositiveSmallIntegerField(_("most crosses"), null=True, blank=True)

    class Meta:
        verbose_name = _("round")
        verbose_name_plural = _("rounds")
        constraints = [
            models.UniqueConstraint(fields=["competition", "position"], name="competitions_round_position_unique"),
            models.CheckConstraint(
                condition=Q(kind__in=["recall", "final", "ranked", "knockout", "group"]),
                name="competitions_round_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(pool__isnull=True) | Q(pool__in=["leader", "follower"]),
                name="competitions_round_pool_known",
            ),
            models.CheckConstraint(
                condition=Q(throw_downs__isnull=True) | Q(throw_downs__gte=1),
                name="competitions_round_throw_downs_positive",
            ),
            models.CheckConstraint(
                condition=Q(submit_by__in=["round", "part", "heat", "entry"]), name="competitions_round_submit_by_known"
            ),
            models.CheckConstraint(
                condition=Q(release_rule__in=["two", "one", "instant"]), name="competitions_round_release_rule_known"
            ),
            models.CheckConstraint(
                condition=Q(status="planned", opened_at__isnull=True, closed_at__isnull=True)
                | Q(status="open", opened_at__isnull=False, closed_at__isnull=True)
                | Q(status="closed", opened_at__isnull=False, closed_at__isnull=False),
                name="competitions_round_status_dated",
            ),
            models.CheckConstraint(
                condition=Q(status="planned") | ~Q(ruleset_text=""),
                name="competitions_round_open_is_frozen",
                violation_error_message=_("A round that is open has its ruleset frozen."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="recall") | Q(wanted__isnull=False, wanted__gte=1),
                name="competitions_round_recall_knows_wanted",
                violation_error_message=_("A recall round needs the number wanted in the next round."),
            ),
            models.CheckConstraint(
                condition=Q(crosses_min__isnull=True, crosses_max__isnull=True)
                | Q(crosses_min__isnull=False, crosses_max__isnull=False, crosses_min__lte=F("crosses_max")),
                name="competitions_round_crosses_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class RoundLink(models.Model):
    """Who goes from one round to another, and what goes with them."""

    class Pool(models.TextChoices):
        LEADER = "leader", _("leaders")
        FOLLOWER = "follower", _("followers")

    class Cut(models.TextChoices):
        ALL = "all", _("all")
        COUNT = "count", _("a number")
        PERCENT = "percent", _("a percentage")
        PLACES = "places", _("places from–to")
        THRESHOLD = "threshold", _("a score")
        REST = "rest", _("those who do not go on")
        WINNERS = "winners", _("winners of battles")
        LOSERS = "losers", _("losers of battles")

    class Ties(models.TextChoices):
        IN = "in", _("all tied go on")
        OUT = "out", _("none of the tied goes on")
        ASK = "ask", _("the chair decides")

    class Carry(models.TextChoices):
        NONE = "none", _("nothing")
        SUM = "sum", _("the sum")
        WEIGHT = "weight", _("a weighted part")

    from_round = models.ForeignKey(
        "competitions.Round", on_delete=models.PROTECT, related_name="links_out", verbose_name=_("from")
    )
    to_round = models.ForeignKey(
        "competitions.Round", on_delete=models.PROTECT, related_name="links_in", verbose_name=_("to")
    )
    pool = models.CharField(_("only"), max_length=8, choices=Pool.choices, null=True, blank=True)  # noqa: DJ001  null: both
    cut = models.CharField(_("cut"), max_length=9, choices=Cut.choices, default=Cut.COUNT)
    value_from = models.PositiveIntegerField(_("value"), null=True, blank=True)
    value_to = models.PositiveIntegerField(_("up to"), null=True, blank=True)
    ties = models.CharField(_("ties at the line"), max_length=3, choices=Ties.choices, default=Ties.ASK)
    carry = models.CharField(_("carried"), max_length=6, choices=Carry.choices, default=Carry.NONE)
    weight_num = models.PositiveSmallIntegerField(_("weight, upper part"), default=1)
    weight_den = models.PositiveSmallIntegerField(_("weight, lower part"), default=1)
    places_continue = models.BooleanField(_("places go on counting"), default=True)

    class Meta:
        verbose_name = _("link between rounds")
        verbose_name_plural = _("links between rounds")
        constraints = [
            models.CheckConstraint(condition=~Q(from_round=F("to_round")), name="competitions_roundlink_rounds_differ"),
            models.UniqueConstraint(fields=["from_round", "to_round", "pool"], name="competitions_roundlink_once"),
            # Nulls differ from one another in a unique constraint, so links without a pool need their own.
            models.UniqueConstraint(
                fields=["from_round", "to_round"],
                condition=Q(pool__isnull=True),
                name="competitions_roundlink_whole_once",
            ),
            models.CheckConstraint(
                condition=Q(cut__in=["all", "count", "percent", "places", "threshold", "rest", "winners", "losers"]),
                name="competitions_roundlink_cut_known",
            ),
            models.CheckConstraint(
                condition=Q(pool__isnull=True) | Q(pool__in=["leader", "follower"]),
                name="competitions_roundlink_pool_known",
            ),
            models.CheckConstraint(
                condition=Q(ties__in=["in", "out", "ask"]), name="competitions_roundlink_ties_known"
            ),
            models.CheckConstraint(
                condition=Q(carry__in=["none", "sum", "weight"]), name="competitions_roundlink_carry_known"
            ),
            models.CheckConstraint(condition=Q(weight_den__gte=1), name="competitions_roundlink_weight_possible"),
            models.CheckConstraint(
                condition=Q(cut__in=["all", "rest", "winners", "losers"]) | Q(value_from__isnull=False),
                name="competitions_roundlink_cut_has_value",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_round_id} → {self.to_round_id}"


class RoundPart(TranslatedTitle):
    """One dance, appearance or throw-down of a round; a decider may be appended while the round is open."""

    class Kind(models.TextChoices):
        DANCE = "dance", _("dance")
        APPEARANCE = "appearance", _("appearance")
        THROW_DOWN = "throw_down", _("throw-down")

    round = models.ForeignKey(
        "competitions.Round", on_delete=models.PROTECT, related_name="parts", verbose_name=_("round")
    )
    position = models.PositiveSmallIntegerField(_("position"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.DANCE)
    style = models.ForeignKey(
        "dancers.DanceStyle", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("style")
    )
    short_label = models.CharField(_("short label"), max_length=6, blank=True)
    bout = models.ForeignKey(
        "competitions.Bout",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="parts",
        verbose_name=_("battle"),
    )
    is_decider = models.BooleanField(_("decider"), default=False)
    requirement = models.CharField(
        _("requirement"),
        max_length=200,
        blank=True,
        help_text=_(
            "What must be danced here, as the academies and the judges read it: a classical variation, 2 minutes."
        ),
    )

    class Meta:
        verbose_name = _("dance of a round")
        verbose_name_plural = _("dances of rounds")
        constraints = [
            models.UniqueConstraint(fields=["round", "position"], name="competitions_roundpart_position_unique"),
            models.CheckConstraint(
                condition=Q(kind__in=["dance", "appearance", "throw_down"]), name="competitions_roundpart_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class RoundEntry(models.Model):
    """Who stands in a round. Marks attach to it, never to a number or a position."""

    class Status(models.TextChoices):
        DANCING = "dancing", _("dancing")
        WITHDRAWN = "withdrawn", _("withdrawn")
        DISQUALIFIED = "disqualified", _("disqualified")
        NO_SHOW = "no_show", _("did not come")
        HORS_CONCOURS = "hors_concours", _("not in competition")

    class Origin(models.TextChoices):
        ENTERED = "entered", _("entered")
        RECALLED = "recalled", _("recalled")
        SEEDED = "seeded", _("seeded")
        ALTERNATE = "alternate", _("alternate")
        DRAWN = "drawn", _("drawn")

    round = models.ForeignKey(
        "competitions.Round", on_delete=models.PROTECT, related_name="round_entries", verbose_name=_("round")
    )
    order = models.PositiveIntegerField(_("order"))
    status = models.CharField(_("state"), max_length=13, choices=Status.choices, default=Status.DANCING)
    origin = models.CharField(_("came in as"), max_length=9, choices=Origin.choices, default=Origin.ENTERED)
    via_link = models.ForeignKey(
        "competitions.RoundLink",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("came by"),
    )
    pool = models.CharField(_("pool"), max_length=8, choices=RoundLink.Pool.choices, null=True, blank=True)  # noqa: DJ001  null: no pools

    class Meta:
        verbose_name = _("entry in a round")
        verbose_name_plural = _("entries in rounds")
        constraints = [
            models.UniqueConstraint(fields=["round", "order"], name="competitions_roundentry_order_unique"),
            models.CheckConstraint(
                condition=Q(status__in=["dancing", "withdrawn", "disqualified", "no_show", "hors_concours"]),
                name="competitions_roundentry_status_known",
            ),
            models.CheckConstraint(
                condition=Q(origin__in=["entered", "recalled", "seeded", "alternate", "drawn"]),
                name="competitions_roundentry_origin_known",
            ),
            models.CheckConstraint(
                condition=Q(pool__isnull=True) | Q(pool__in=["leader", "follower"]),
                name="competitions_roundentry_pool_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"


class Bout(models.Model):
    """Two entries of a round against each other: red and blue; an empty side is not known yet, or (at the draw) a bye.

    Its throw-downs are RoundParts, and a judge's mark of a throw-down stands on the bout's red side: below 0 is for red,
    above for blue. So a battle's marks are cells like all others.
    """

    round = models.ForeignKey(
        "competitions.Round", on_delete=models.PROTECT, related_name="bouts", verbose_name=_("round")
    )
    position = models.PositiveSmallIntegerField(_("position"))
    red = models.ForeignKey(
        "competitions.RoundEntry",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("red"),
    )
    blue = models.ForeignKey(
        "competitions.RoundEntry",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("blue"),
    )
    winner_to = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("winner goes to")
    )
    loser_to = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("loser goes to")
    )

    class Meta:
        verbose_name = _("battle")
        verbose_name_plural = _("battles")
        constraints = [
            models.UniqueConstraint(fields=["round", "position"], name="competitions_bout_position_unique"),
            models.CheckConstraint(
                condition=Q(red__isnull=True) | Q(blue__isnull=True) | ~Q(red=F("blue")),
                name="competitions_bout_sides_differ",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round_id}:{self.position}"


class RoundEntrySource(models.Model):
    """The entry behind a place in a round; a drawn Jack & Jill couple has two."""

    class Role(models.TextChoices):
        WHOLE = "whole", _("whole entry")
        LEADER = "leader", _("leader")
        FOLLOWER = "follower", _("follower")

    round_entry = models.ForeignKey(
        "competitions.RoundEntry",
        on_delete=models.PROTECT,
        related_name="source_rows",
        verbose_name=_("entry in a round"),
    )
    entry = models.ForeignKey(
        "competitions.Entry", on_delete=models.PROTECT, related_name="source_rows", verbose_name=_("entry")
    )
    role = models.CharField(_("role"), max_length=8, choices=Role.choices, default=Role.WHOLE)

    class Meta:
        verbose_name = _("source of an entry in a round")
        verbose_name_plural = _("sources of entries in rounds")
        constraints = [
            models.UniqueConstraint(fields=["round_entry", "entry", "role"], name="competitions_roundentrysource_once"),
            models.CheckConstraint(
                condition=Q(role__in=["whole", "leader", "follower"]), name="competitions_roundentrysource_role_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} → {self.round_entry_id}"


class Heat(models.Model):
    """Who is on the floor at once; points to its slot in the programme and may mix competitions."""

    festival = models.ForeignKey(
        "events.Festival", on_delete=models.PROTECT, related_name="+", verbose_name=_("festival")
    )
    programme_item = models.ForeignKey(
        "events.ProgrammeItem",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="heats",
        verbose_name=_("slot of the programme"),
    )
    number = models.PositiveSmallIntegerField(_("heat"), default=1)

    class Meta:
        verbose_name = _("heat")
        verbose_name_plural = _("heats")
        constraints = [
            models.CheckConstraint(condition=Q(number__gte=1), name="competitions_heat_number_positive"),
            models.UniqueConstraint(fields=["programme_item", "number"], name="competitions_heat_number_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.number}"


class HeatPlace(models.Model):
    """One entry's place in a heat, for one dance of its round or (part empty) for all of them."""

    heat = models.ForeignKey(
        "competitions.Heat", on_delete=models.CASCADE, related_name="places", verbose_name=_("heat")
    )
    round_entry = models.ForeignKey(
        "competitions.RoundEntry",
        on_delete=models.PROTECT,
        related_name="heat_places",
        verbose_name=_("entry in a round"),
    )
    part = models.ForeignKey(
        "competitions.RoundPart",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("dance"),
    )

    class Meta:
        verbose_name = _("place in a heat")
        verbose_name_plural = _("places in heats")
        constraints = [
            models.UniqueConstraint(
                fields=["round_entry", "part"], condition=Q(part__isnull=False), name="competitions_heatplace_part_once"
            ),
            models.UniqueConstraint(
                fields=["round_entry"], condition=Q(part__isnull=True), name="competitions_heatplace_round_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round_entry_id} in {self.heat_id}"
