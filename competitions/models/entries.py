"""Who takes part: entries with their members, what they dance, and the numbers on their backs."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from competitions.models.conditions import exactly_one


class EntryQuerySet(models.QuerySet["Entry"]):
    """Filters that name what a page means."""

    def taking_part(self) -> "EntryQuerySet":
        """Accepted entries, whether or not they have danced yet."""
        return self.filter(status=Entry.Status.ACCEPTED)

    def holding_a_place(self) -> "EntryQuerySet":
        """Entries that count against the competition's capacity."""
        return self.filter(status__in=[Entry.Status.SUBMITTED, Entry.Status.ACCEPTED])


class Entry(models.Model):
    """A dancer, couple or group in a competition. Academy, division and display name are frozen as they were on entry."""

    class Status(models.TextChoices):
        SUBMITTED = "submitted", _("sent in")
        ACCEPTED = "accepted", _("accepted")
        WAITLISTED = "waitlisted", _("on the waiting list")
        REFUSED = "refused", _("refused")
        WITHDRAWN = "withdrawn", _("withdrawn")

    competition = models.ForeignKey(
        "competitions.Competition", on_delete=models.PROTECT, related_name="entries", verbose_name=_("competition")
    )
    participation = models.ForeignKey(
        "competitions.Participation", on_delete=models.PROTECT, related_name="entries", verbose_name=_("participation")
    )
    academy = models.ForeignKey(
        "dancers.Academy",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="entries",
        verbose_name=_("academy"),
    )
    display_name = models.CharField(_("shown as"), max_length=200)
    academy_name = models.CharField(_("academy as it was"), max_length=200, blank=True)
    division_name = models.CharField(_("division as it was"), max_length=80, blank=True)
    status = models.CharField(_("state"), max_length=10, choices=Status.choices, default=Status.SUBMITTED)
    status_at = models.DateTimeField(_("in this state since"))
    status_reason = models.CharField(_("reason"), max_length=300, blank=True)
    starts_in = models.ForeignKey(
        "competitions.Round",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="seeded_entries",
        verbose_name=_("starts in"),
        help_text=_("A seeded entry comes in at this round; empty: at the first."),
    )
    entered_by = models.ForeignKey(
        "dancers.User", on_delete=models.PROTECT, related_name="+", verbose_name=_("entered by")
    )
    entered_at = models.DateTimeField(_("entered at"))
    members_key = models.CharField(
        _("members' key"), max_length=200, help_text=_("Sorted person ids; keeps the same dancers from entering twice.")
    )

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["submitted", "accepted", "waitlisted", "refused", "withdrawn"]),
                name="competitions_entry_status_known",
            ),
            models.UniqueConstraint(
                fields=["competition", "members_key"],
                condition=Q(status__in=["submitted", "accepted", "waitlisted"]),
                name="competitions_entry_same_dancers_once",
            ),
            models.CheckConstraint(condition=~Q(display_name=""), name="competitions_entry_has_name"),
        ]
        indexes = [models.Index(fields=["competition", "status"], name="competitions_entry_by_status")]

    def __str__(self) -> str:
        return self.display_name


class EntryMember(models.Model):
    """A person's part in an entry, from when until when."""

    class Role(models.TextChoices):
        DANCER = "dancer", _("dancer")
        LEADER = "leader", _("leader")
        FOLLOWER = "follower", _("follower")
        SUBSTITUTE = "substitute", _("substitute")

    entry = models.ForeignKey(
        "competitions.Entry", on_delete=models.CASCADE, related_name="members", verbose_name=_("entry")
    )
    person = models.ForeignKey(
        "dancers.Person", on_delete=models.PROTECT, related_name="entry_members", verbose_name=_("person")
    )
    role = models.CharField(_("role"), max_length=10, choices=Role.choices, default=Role.DANCER)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    valid_from = models.DateTimeField(_("from"))
    valid_to = models.DateTimeField(_("to"), null=True, blank=True)

    class Meta:
        verbose_name = _("member of an entry")
        verbose_name_plural = _("members of entries")
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=["dancer", "leader", "follower", "substitute"]),
                name="competitions_entrymember_role_known",
            ),
            models.UniqueConstraint(
                fields=["entry", "person"],
                condition=Q(valid_to__isnull=True),
                name="competitions_entrymember_person_once",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="competitions_entrymember_times_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.entry_id}"


class Piece(models.Model):
    """What an entry dances in an appearance: title, length and music. Round empty: in every round."""

    entry = models.ForeignKey(
        "competitions.Entry", on_delete=models.CASCADE, related_name="pieces", verbose_name=_("entry")
    )
    round = models.ForeignKey(
        "competitions.Round", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("round")
    )
    title = models.CharField(_("title"), max_length=200)
    duration_s = models.PositiveIntegerField(_("length in seconds"), null=True, blank=True)
    music_title = models.CharField(_("music"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("piece")
        verbose_name_plural = _("pieces")
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="competitions_piece_has_title"),
            models.CheckConstraint(
                condition=Q(duration_s__isnull=True) | Q(duration_s__range=(1, 7200)),
                name="competitions_piece_length_possible",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Credit(models.Model):
    """Who stands behind a piece without dancing it."""

    class Kind(models.TextChoices):
        TEACHER = "teacher", _("teacher")
        CHOREOGRAPHER = "choreographer", _("choreographer")
        ACCOMPANIST = "accompanist", _("accompanist")

    piece = models.ForeignKey(
        "competitions.Piece", on_delete=models.CASCADE, related_name="credits", verbose_name=_("piece")
    )
    person = models.ForeignKey("dancers.Person", on_delete=models.PROTECT, related_name="+", verbose_name=_("person"))
    kind = models.CharField(_("kind"), max_length=14, choices=Kind.choices)

    class Meta:
        verbose_name = _("credit")
        verbose_name_plural = _("credits")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["teacher", "choreographer", "accompanist"]), name="competitions_credit_kind_known"
            ),
            models.UniqueConstraint(fields=["piece", "person", "kind"], name="competitions_credit_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind}"


class NumberAssignment(models.Model):
    """A number on a back: unique while valid within the festival's number series, never reused after a mark."""

    festival = models.ForeignKey(
        "events.Festival", on_delete=models.PROTECT, related_name="+", verbose_name=_("festival")
    )
    number_series = models.CharField(_("number series"), max_length=20, default="main")
    label = models.CharField(_("number"), max_length=10)
    sort_key = models.PositiveIntegerField(_("order"))
    entry = models.ForeignKey(
        "competitions.Entry",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="numbers",
        verbose_name=_("entry"),
    )
    person = models.ForeignKey(
        "dancers.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("person")
    )
    valid_from = models.DateTimeField(_("from"))
    valid_to = models.DateTimeField(_("to"), null=True, blank=True)

    class Meta:
        verbose_name = _("number")
        verbose_name_plural = _("numbers")
        constraints = [
            models.CheckConstraint(condition=exactly_one("entry", "person"), name="competitions_number_one_holder"),
            models.UniqueConstraint(
                fields=["festival", "number_series", "label"],
                condition=Q(valid_to__isnull=True),
                name="competitions_number_label_unique",
                violation_error_message=_("This number is already on somebody's back."),
            ),
            models.UniqueConstraint(
                fields=["entry"],
                condition=Q(valid_to__isnull=True, entry__isnull=False),
                name="competitions_number_entry_holds_one",
            ),
            models.CheckConstraint(condition=~Q(label=""), name="competitions_number_has_label"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="competitions_number_times_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.label
