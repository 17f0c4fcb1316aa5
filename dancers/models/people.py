"""A person: one human, once, held as written. Who may see what of them is decided in selectors and permissions."""

import secrets
from datetime import date
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from dancers.models.constraints import country_code, not_blank, set_together

# No vowels and no look-alikes: a public id neither spells a word nor is misread on paper.
PUBLIC_ID_LETTERS = "23456789bcdfghjkmnpqrstvwxz"
EARLIEST_BIRTH = date(1900, 1, 1)


def make_public_id() -> str:
    """Return ten random letters (some 47 bits) for a person's public address."""
    return "".join(secrets.choice(PUBLIC_ID_LETTERS) for _place in range(10))


class PersonQuerySet(models.QuerySet["Person"]):
    def current(self) -> Self:
        """Leave out the tombstones of merged records."""
        return self.filter(merged_into__isnull=True)


class Person(models.Model):
    """A human being. An unknown birth date means: treat as a minor. Birth dates are never public."""

    public_id = models.CharField(_("public id"), max_length=12, unique=True, default=make_public_id, editable=False)
    given_name = models.CharField(_("given name"), max_length=100)
    family_name = models.CharField(_("family name"), max_length=100, blank=True)
    patronymic = models.CharField(_("patronymic"), max_length=100, blank=True)
    stage_name = models.CharField(_("stage name"), max_length=100, blank=True)
    birth_date = models.DateField(_("birth date"), null=True, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True)
    city = models.CharField(_("city"), max_length=100, blank=True)
    search_key = models.CharField(max_length=450, blank=True, editable=False, db_index=True)
    sort_key = models.CharField(max_length=450, blank=True, editable=False, db_index=True)
    merged_into = models.ForeignKey(
        "dancers.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="merged_from", editable=False
    )
    merged_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            not_blank("dancers_person_given_name", "given_name"),
            country_code("dancers_person_country"),
            models.CheckConstraint(
                name="dancers_person_birth_date",
                condition=models.Q(birth_date__isnull=True) | models.Q(birth_date__gte=EARLIEST_BIRTH),
                violation_error_message=_("The birth date lies before 1900."),
            ),
            models.CheckConstraint(
                name="dancers_person_not_merged_into_self",
                condition=models.Q(merged_into__isnull=True) | ~models.Q(merged_into=models.F("id")),
                violation_error_message=_("A person cannot be merged into themselves."),
            ),
            set_together("dancers_person_merged_at", models.Q(merged_into__isnull=False), "merged_at"),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """Given and family name as written; for officials and the own academy, never straight onto a public page."""
        return " ".join(part for part in (self.given_name, self.family_name) if part)


class Dancer(Person):
    """A Person seen as a dancer; the same row."""

    class Meta:
        proxy = True
        verbose_name = _("dancer")
        verbose_name_plural = _("dancers")
