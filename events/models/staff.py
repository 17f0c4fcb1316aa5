"""Who works at a festival, and in which role."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from dancers.models.constraints import known_choice
from dancers.models.invitations import TimedInvitation


class Role(models.TextChoices):
    OWNER = "owner", _("owner")
    REGISTRAR = "registrar", _("registrar")
    SCRUTINEER = "scrutineer", _("scrutineer")
    CHAIR = "chair", _("chair of judges")
    JURY_SECRETARY = "jury_secretary", _("jury secretary")
    STAGE_MANAGER = "stage_manager", _("stage manager")
    DECK_CAPTAIN = "deck_captain", _("deck captain")
    ANNOUNCER = "announcer", _("announcer")
    DJ = "dj", _("DJ")
    VIEWER = "viewer", _("viewer")


class StaffRole(models.Model):
    """A user works at a festival in one role; somebody with two hats has two rows."""

    festival = models.ForeignKey("events.Festival", on_delete=models.PROTECT, related_name="staff_roles")
    user = models.ForeignKey("dancers.User", on_delete=models.PROTECT, related_name="staff_roles")
    role = models.CharField(_("role"), max_length=15, choices=Role.choices)
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("staff role")
        verbose_name_plural = _("staff roles")
        constraints = [
            known_choice("events_staffrole_role", "role", Role.values),
            models.UniqueConstraint(
                fields=["festival", "user", "role"],
                name="events_staffrole_once",
                violation_error_message=_("This user has this role already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.role} of {self.festival_id}"


class StaffInvitation(TimedInvitation):
    """Somebody is asked to work at a festival."""

    festival = models.ForeignKey("events.Festival", on_delete=models.PROTECT, related_name="staff_invitations")
    role = models.CharField(_("role"), max_length=15, choices=Role.choices)

    class Meta(TimedInvitation.Meta):
        verbose_name = _("invitation to work at a festival")
        verbose_name_plural = _("invitations to work at a festival")
        constraints = [
            *TimedInvitation.Meta.constraints,
            known_choice("events_staffinvitation_role", "role", Role.values),
        ]
