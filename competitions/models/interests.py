"""What a judge declares: an academy whose entries the judge has an interest in (works there, a child dances there)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class DeclaredInterest(models.Model):
    """A judge's interest in an academy's entries at one festival; told where panels are made, decided by people."""

    appointment = models.ForeignKey(
        "competitions.JudgeAppointment", on_delete=models.PROTECT, related_name="interests", verbose_name=_("judge")
    )
    academy = models.ForeignKey(
        "dancers.Academy", on_delete=models.PROTECT, related_name="+", verbose_name=_("academy")
    )
    reason = models.CharField(_("reason"), max_length=200)
    declared_at = models.DateTimeField(_("declared at"))

    class Meta:
        verbose_name = _("declared interest")
        verbose_name_plural = _("declared interests")
        constraints = [
            models.UniqueConstraint(fields=["appointment", "academy"], name="competitions_declaredinterest_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="competitions_declaredinterest_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.appointment_id} in {self.academy_id}"
