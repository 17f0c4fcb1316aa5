"""Academies, who belongs to them and since when, and who may manage them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from dancers.models.constraints import country_code, in_order, known_choice, not_blank, set_together


class AcademyStatus(models.TextChoices):
    ACTIVE = "active", _("active")
    CLOSED = "closed", _("closed")


class MembershipRole(models.TextChoices):
    DANCER = "dancer", _("dancer")
    TEACHER = "teacher", _("teacher")
    CONTACT = "contact", _("contact")


class Academy(models.Model):
    """A school, studio, club or ensemble that sends dancers to festivals."""

    name = models.CharField(_("name"), max_length=150)
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    city = models.CharField(_("city"), max_length=100, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=AcademyStatus.choices, default=AcademyStatus.ACTIVE)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    public = models.BooleanField(_("has a public page"), default=True)
    search_key = models.CharField(max_length=450, blank=True, editable=False, db_index=True)
    sort_key = models.CharField(max_length=450, blank=True, editable=False, db_index=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("academy")
        verbose_name_plural = _("academies")
        constraints = [
            not_blank("dancers_academy_name", "name"),
            not_blank("dancers_academy_slug", "slug"),
            country_code("dancers_academy_country"),
            known_choice("dancers_academy_status", "status", AcademyStatus.values),
            set_together("dancers_academy_closed_at", models.Q(status=AcademyStatus.CLOSED), "closed_at"),
        ]

    def __str__(self) -> str:
        return self.name


class MembershipQuerySet(models.QuerySet["Membership"]):
    def open(self) -> "MembershipQuerySet":
        """Those that have not ended."""
        return self.filter(valid_to__isnull=True)


class Membership(models.Model):
    """A person belongs to an academy in one role, from a day to a day (both included)."""

    person = models.ForeignKey("dancers.Person", on_delete=models.PROTECT, related_name="memberships")
    academy = models.ForeignKey("dancers.Academy", on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(_("role"), max_length=10, choices=MembershipRole.choices, default=MembershipRole.DANCER)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            known_choice("dancers_membership_role", "role", MembershipRole.values),
            in_order("dancers_membership_order", "valid_from", "valid_to"),
            # What a constraint cannot hold on SQLite, overlaps in the past, services.memberships refuses.
            models.UniqueConstraint(
                fields=["person", "academy", "role"],
                condition=models.Q(valid_to__isnull=True),
                name="dancers_membership_one_open",
                violation_error_message=_("This person belongs to the academy in this role already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} @ {self.academy_id} ({self.role})"


class AcademyManager(models.Model):
    """A user who looks after an academy: sees its people, edits them and enters them."""

    user = models.ForeignKey("dancers.User", on_delete=models.PROTECT, related_name="academy_managers")
    academy = models.ForeignKey("dancers.Academy", on_delete=models.PROTECT, related_name="managers")
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("academy manager")
        verbose_name_plural = _("academy managers")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "academy"],
                name="dancers_academymanager_once",
                violation_error_message=_("This user manages the academy already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} manages {self.academy_id}"
