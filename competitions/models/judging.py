"""Who judges, what a seat hands in, and every change of every cell. Operations are the truth; marks are their projection."""

import secrets

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


def make_store_key() -> str:
    """A random name for a judge's store on a device: another database, with the same keys, never reads it."""
    return secrets.token_hex(8)


class JudgeAppointment(models.Model):
    """A person judging at a festival. The device signs in with a token of which only the hash is kept.

    `card_number` is printed on the judge's card and goes with the PIN; `pin_failures` counts wrong PINs since the last
    right one or since the desk opened the door again.
    """

    class Role(models.TextChoices):
        JUDGE = "judge", _("judge")
        CHAIR = "chair", _("chair of the jury")
        TRAINEE = "trainee", _("trainee")

    festival = models.ForeignKey(
        "events.Festival", on_delete=models.PROTECT, related_name="judge_appointments", verbose_name=_("festival")
    )
    person = models.ForeignKey(
        "dancers.Person", on_delete=models.PROTECT, related_name="judge_appointments", verbose_name=_("person")
    )
    role = models.CharField(_("role"), max_length=8, choices=Role.choices, default=Role.JUDGE)
    language = models.CharField(_("language of the sheet"), max_length=2, default="en")
    token_hash = models.CharField(_("hash of the link's token"), max_length=64, null=True, blank=True, unique=True)
    pin_hash = models.CharField(_("hash of the PIN"), max_length=128, blank=True)
    pin_failures = models.PositiveSmallIntegerField(_("wrong PINs"), default=0)
    card_number = models.PositiveSmallIntegerField(_("number of the card"), null=True, blank=True)
    store_key = models.CharField(_("name of the store on devices"), max_length=16, default=make_store_key)
    expires_at = models.DateTimeField(_("expires at"))
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)

    class Meta:
        verbose_name = _("judge")
        verbose_name_plural = _("judges")
        constraints = [
            models.UniqueConstraint(fields=["festival", "person"], name="competitions_judgeappointment_person_once"),
            models.UniqueConstraint(fields=["festival", "card_number"], name="competitions_judgeappointment_card_once"),
            models.CheckConstraint(
                condition=Q(role__in=["judge", "chair", "trainee"]), name="competitions_judgeappointment_role_known"
            ),
            models.CheckConstraint(
                condition=Q(language__in=["en", "ru", "kk"]), name="competitions_judgeappointment_language_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} at {self.festival_id}"


class PanelSeat(models.Model):
    """A letter on one round's panel with its duties. Parts empty: every dance."""

    round = models.ForeignKey(
        "competitions.Round", on_delete=models.PROTECT, related_name="seats", verbose_name=_("round")
    )
    letter = models.CharField(_("letter"), max_length=3)
    pool = models.CharField(  # noqa: DJ001  null: the whole floor
        _("pool"), max_length=8, choices=[("leader", _("leaders")), ("follower", _("followers"))], null=True, blank=True
    )
    counts = models.BooleanField(_("counts"), default=True)
    casts = models.BooleanField(_("casts the deciding vote"), default=False)
    deducts = models.BooleanField(_("takes deductions"), default=False)
    parts = models.ManyToManyField("competitions.RoundPart", blank=True, related_name="+", verbose_name=_("dances"))
    criteria = models.CharField(
        _("criteria"), max_length=200, blank=True, help_text=_("Keys separated by commas; empty: all.")
    )

    class Meta:
        verbose_name = _("seat of a panel")
        verbose_name_plural = _("seats of panels")
        constraints = [
            models.UniqueConstraint(fields=["round", "letter"], name="competitions_panelseat_letter_unique"),
            models.CheckConstraint(condition=~Q(letter=""), name="competitions_panelseat_has_letter"),
            models.CheckConstraint(
                condition=Q(pool__isnull=True) | Q(pool__in=["leader", "follower"]),
                name="competitions_panelseat_pool_known",
            ),
        ]

    def __str__(self) -> str:
        return self.letter


class SeatOccupancy(models.Model):
    """Which judge sits in a seat, from when until when; one open occupancy per seat."""

    seat = models.ForeignKey(
        "competitions.PanelSeat", on_delete=models.PROTECT, related_name="occupancies", verbose_name=_("seat")
    )
    appointment = models.ForeignKey(
        "competitions.JudgeAppointment", on_delete=models.PROTECT, related_name="occupancies", verbose_name=_("judge")
    )
    valid_from = models.DateTimeField(_("from"))
    valid_to = models.DateTimeField(_("to"), null=True, blank=True)

    class Meta:
        verbose_name = _("occupancy of a seat")
        verbose_name_plural = _("occupancies of seats")
        constraints = [
            models.UniqueConstraint(
                fields=["seat"], condition=Q(valid_to__isnull=True), name="competitions_seatoccupancy_one_open"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="competitions_seatoccupancy_times_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.appointment_id} on {self.seat_id}"


class Scoresheet(models.Model):
    """What one seat hands in for one portion of a round (`portion_key`: round, part:ID, heat:ID or entry:ID)."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("being marked")
        SUBMITTED = "submitted", _("handed in")
        REOPENED = "reopened", _("reopened")

    seat = models.ForeignKey(
        "competitions.PanelSeat", on_delete=models.PROTECT, related_name="scoresheets", verbose_name=_("seat")
    )
    portion_key = models.CharField(_("portion"), max_length=40)
    status = models.CharField(_("state"), max_length=9, choices=Status.choices, default=Status.DRAFT)
    submitted_at = models.DateTimeField(_("handed in at"), null=True, blank=True)

    class Meta:
        verbose_name = _("scoresheet")
        verbose_name_plural = _("scoresheets")
        constraints = [
            models.UniqueConstraint(fields=["seat", "portion_key"], name="competitions_scoresheet_portion_unique"),
            models.CheckConstraint(
                condition=Q(status="submitted", submitted_at__isnull=False)
                | Q(status__in=["draft", "reopened"], submitted_at__isnull=True),
                name="competitions_scoresheet_status_dated",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seat_id} {self.portion_key}"


class SheetVersion(models.Model):
    """The snapshot that a hand-in takes. Insert only."""

    scoresheet = models.ForeignKey(
        "competitions.Scoresheet", on_delete=models.PROTECT, related_name="versions", verbose_name=_("scoresheet")
    )
    number = models.PositiveIntegerField(_("number"))
    text = models.TextField(_("marks"))
    digest = models.CharField(_("digest"), max_length=64)
    at = models.DateTimeField(_("at"))
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("version of a scoresheet")
        verbose_name_plural = _("versions of scoresheets")
        constraints = [
            models.UniqueConstraint(fields=["scoresheet", "number"], name="competitions_sheetversion_number_unique"),
            models.CheckConstraint(condition=Q(number__gte=1), name="competitions_sheetversion_number_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.scoresheet_id}#{self.number}"


class Cell(models.Model):
    """The columns that name one cell: seat × entry in the round × part × criterion (empty: the system has one mark a cell)."""

    seat = models.ForeignKey(
        "competitions.PanelSeat", on_delete=models.PROTECT, related_name="+", verbose_name=_("seat")
    )
    round_entry = models.ForeignKey(
        "competitions.RoundEntry",
        on_delete=models.PROTECT,
        related_name="%(class)ss",
        verbose_name=_("entry in a round"),
    )
    part = models.ForeignKey(
        "competitions.RoundPart", on_delete=models.PROTECT, related_name="+", verbose_name=_("dance")
    )
    criterion = models.CharField(_("criterion"), max_length=30, blank=True)
    value = models.IntegerField(
        _("value"), null=True, blank=True, help_text=_("In steps of the scale; empty: no mark.")
    )

    class Meta:
        abstract = True


class Operation(Cell):
    """One change of one cell, as a device sent it. Insert only; the client's id makes a repeat harmless."""

    class Outcome(models.TextChoices):
        APPLIED = "applied", _("applied")
        CONFLICT = "conflict", _("conflict")
        LATE = "late", _("late")
        REFUSED = "refused", _("refused")

    client_id = models.CharField(_("client's id"), max_length=64, unique=True)
    body_digest = models.CharField(_("digest of the body"), max_length=64)
    base = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("builds on")
    )
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome.choices)
    outcome_detail = models.CharField(_("detail"), max_length=300, blank=True)
    device = models.CharField(_("device"), max_length=80, blank=True)
    made_at = models.DateTimeField(
        _("made at"), null=True, blank=True, help_text=_("By the device's clock, for information only.")
    )
    received_at = models.DateTimeField(_("received at"))

    class Meta:
        verbose_name = _("operation")
        verbose_name_plural = _("operations")
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__in=["applied", "conflict", "late", "refused"]),
                name="competitions_operation_outcome_known",
            ),
            models.CheckConstraint(condition=~Q(client_id=""), name="competitions_operation_has_client_id"),
        ]
        indexes = [models.Index(fields=["seat", "part"], name="competitions_operation_by_part")]

    def __str__(self) -> str:
        return self.client_id


class Mark(Cell):
    """A cell's current value: empty, a value, or abstained (only by a Ruling). Can be rebuilt from the operations."""

    operation = models.ForeignKey(
        "competitions.Operation",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("last operation"),
    )
    abstained_by = models.ForeignKey(
        "competitions.Ruling",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("abstained by ruling"),
    )

    class Meta:
        verbose_name = _("mark")
        verbose_name_plural = _("marks")
        constraints = [
            models.UniqueConstraint(
                fields=["seat", "round_entry", "part", "criterion"], name="competitions_mark_cell_unique"
            ),
            models.CheckConstraint(
                condition=Q(abstained_by__isnull=True) | Q(value__isnull=True),
                name="competitions_mark_abstained_has_no_value",
            ),
            models.CheckConstraint(
                condition=Q(operation__isnull=False) | Q(abstained_by__isnull=False),
                name="competitions_mark_has_origin",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seat_id}/{self.round_entry_id}/{self.part_id}"
