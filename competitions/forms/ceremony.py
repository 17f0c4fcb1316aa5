"""One press of the ceremony's remote."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

ACTS = ("begin", "next", "podium", "hide", "end")
NEED_CONSENT = ("hide", "end")


class PressForm(forms.Form):
    """What was pressed, and how many places the remote showed as revealed; what cannot be undone is confirmed."""

    act = forms.ChoiceField(choices=[(act, act) for act in ACTS])
    expected = forms.IntegerField(min_value=0, max_value=10_000, required=False)
    sure = forms.BooleanField(required=False)

    def clean(self) -> dict[str, Any]:
        """Refuse what needs a confirmation without one."""
        found = super().clean() or {}
        if found.get("act") in NEED_CONSENT and not found.get("sure"):
            raise forms.ValidationError(_("Confirm it first; nothing was changed."))
        found["expected"] = found.get("expected") or 0
        return found
