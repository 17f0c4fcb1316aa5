"""Troupes: groups that appear under one name, as guests or as the group of an entry."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from dancers.models.constraints import country_code, not_blank


class Troupe(models.Model):
    """A group with a name: an academy's ensemble, or guests who belong to none."""

    academy = models.ForeignKey(
        "dancers.Academy", on_delete=models.PROTECT, null=True, blank=True, related_name="troupes"
    )
    name = models.CharField(_("name"), max_length=150)
    city = models.CharField(_("city"), max_length=100, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True)
    search_key = models.CharField(max_length=450, blank=True, editable=False, db_index=True)

    class Meta:
        verbose_name = _("troupe")
        verbose_name_plural = _("troupes")
        constraints = [not_blank("dancers_troupe_name", "name"), country_code("dancers_troupe_country")]

    def __str__(self) -> str:
        return self.name


class TroupeMember(models.Model):
    """A person dances in a troupe from a day to a day."""

    troupe = models.ForeignKey("dancers.Troupe", on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey("dancers.Person", on_delete=models.PROTECT, related_name="troupe_memberships")
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("to"), null=True, blank=True)

    class Meta:
        verbose_name = _("troupe member")
        verbose_name_plural = _("troupe members")
        constraints = [
            models.UniqueConstraint(
                fields=["troupe", "person"],
                condition=models.Q(valid_to__isnull=True),
                name="dancers_troupemember_one_open",
                violation_error_message=_("This person is in the troupe already."),
            ),
            models.CheckConstraint(
                name="dancers_troupemember_order",
                condition=models.Q(valid_from__isnull=True)
                | models.Q(valid_to__isnull=True)
                | models.Q(valid_to__gte=models.F("valid_from")),
                violation_error_message=_("The end lies before the beginning."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.troupe_id}"
