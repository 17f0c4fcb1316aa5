"""What a guardian (or the grown person) has allowed to be shown or sent; each kind stands alone."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dancers.models.constraints import in_order, known_choice, not_blank


class ConsentKind(models.TextChoices):
    FULL_NAME = "full_name", _("full name on public pages")
    PHOTO = "photo", _("photo on public pages")
    MESSAGES = "messages", _("messages")


class Consent(models.Model):
    """One permission, with who gave it, when and to which wording. One that was given for a minor lapses at 18:
    that is reckoned from the birth date (selectors.consents), so that a corrected date corrects the lapse."""

    person = models.ForeignKey("dancers.Person", on_delete=models.PROTECT, related_name="consents")
    kind = models.CharField(_("kind"), max_length=10, choices=ConsentKind.choices)
    given_by_name = models.CharField(_("given by"), max_length=200)
    given_by_user = models.ForeignKey("dancers.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    given_at = models.DateTimeField(_("given at"), default=timezone.now)
    wording_version = models.CharField(_("version of the wording"), max_length=20)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        constraints = [
            known_choice("dancers_consent_kind", "kind", ConsentKind.values),
            not_blank("dancers_consent_given_by", "given_by_name"),
            not_blank("dancers_consent_wording", "wording_version"),
            in_order("dancers_consent_order", "given_at", "withdrawn_at"),
            models.UniqueConstraint(
                fields=["person", "kind"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="dancers_consent_one_open",
                violation_error_message=_("This consent has been given already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} for {self.person_id}"
