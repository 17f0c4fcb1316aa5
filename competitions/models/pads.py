"""What the day needs to know of judges' devices: who is in contact, who calls, and which doors are shut after wrong PINs."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class PadDevice(models.Model):
    """A device on which a judge is signed in; written every few seconds at most, so that the desk sees who is in contact."""

    appointment = models.ForeignKey(
        "competitions.JudgeAppointment", on_delete=models.PROTECT, related_name="devices", verbose_name=_("judge")
    )
    device = models.CharField(_("device"), max_length=80)
    user_agent = models.CharField(_("browser"), max_length=120, blank=True)
    first_seen = models.DateTimeField(_("first seen"))
    last_seen = models.DateTimeField(_("last seen"))

    class Meta:
        verbose_name = _("judge's device")
        verbose_name_plural = _("judges' devices")
        constraints = [
            models.UniqueConstraint(fields=["appointment", "device"], name="competitions_paddevice_once"),
            models.CheckConstraint(
                condition=Q(last_seen__gte=F("first_seen")), name="competitions_paddevice_times_in_order"
            ),
        ]

    def __str__(self) -> str:
        return self.device


class ScrutineerCall(models.Model):
    """A judge asks for the scrutineer; open until somebody at the desk answers."""

    appointment = models.ForeignKey(
        "competitions.JudgeAppointment", on_delete=models.PROTECT, related_name="calls", verbose_name=_("judge")
    )
    round = models.ForeignKey(
        "competitions.Round",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="calls",
        verbose_name=_("round"),
    )
    client_id = models.CharField(_("client's id"), max_length=64)
    at = models.DateTimeField(_("at"))
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("answered by"),
    )

    class Meta:
        verbose_name = _("call for the scrutineer")
        verbose_name_plural = _("calls for the scrutineer")
        constraints = [
            models.UniqueConstraint(fields=["appointment", "client_id"], name="competitions_scrutineercall_once"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True)
                | Q(answered_at__isnull=False, answered_by__isnull=False),
                name="competitions_scrutineercall_answer_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.appointment_id} at {self.at}"


class PinLock(models.Model):
    """Wrong PINs from one address of the venue's network at one festival; shut after the fifth until the desk opens it."""

    festival = models.ForeignKey(
        "events.Festival", on_delete=models.PROTECT, related_name="pin_locks", verbose_name=_("festival")
    )
    address = models.GenericIPAddressField(_("address"))
    failures = models.PositiveSmallIntegerField(_("wrong tries"), default=0)
    last_at = models.DateTimeField(_("last try at"))

    class Meta:
        verbose_name = _("device shut after wrong PINs")
        verbose_name_plural = _("devices shut after wrong PINs")
        constraints = [
            models.UniqueConstraint(fields=["festival", "address"], name="competitions_pinlock_once"),
        ]

    def __str__(self) -> str:
        return self.address
