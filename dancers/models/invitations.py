"""Invitations by letter. The link holds a random token, of which only the hash is kept."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from dancers.models.constraints import in_order, not_blank, set_together


class TimedInvitation(models.Model):
    """What every invitation has: an address, a secret link, an end, and what became of it."""

    email = models.EmailField(_("e-mail"), max_length=254)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey("dancers.User", on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(_("expires at"))
    accepted_at = models.DateTimeField(_("accepted at"), null=True, blank=True)
    accepted_by = models.ForeignKey("dancers.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            not_blank("%(app_label)s_%(class)s_email", "email"),
            in_order("%(app_label)s_%(class)s_order", "created_at", "expires_at"),
            set_together("%(app_label)s_%(class)s_accepted", models.Q(accepted_by__isnull=False), "accepted_at"),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_one_end",
                condition=models.Q(accepted_at__isnull=True) | models.Q(revoked_at__isnull=True),
                violation_error_message=_("An invitation is either accepted or revoked."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email} ({self.pk})"


class Invitation(TimedInvitation):
    """Somebody is asked to help manage an academy."""

    academy = models.ForeignKey("dancers.Academy", on_delete=models.PROTECT, related_name="invitations")

    class Meta(TimedInvitation.Meta):
        verbose_name = _("invitation to manage an academy")
        verbose_name_plural = _("invitations to manage an academy")
