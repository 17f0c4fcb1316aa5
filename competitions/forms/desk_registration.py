"""What the registrar types."""

from django import forms
from django.utils.translation import gettext_lazy as _


class RefuseForm(forms.Form):
    """Why somebody is refused; whoever is refused reads it."""

    reason = forms.CharField(label=_("Reason"), max_length=300, help_text=_("The academy or dancer reads this."))


class TakeOutForm(forms.Form):
    """Why an entry is withdrawn on request."""

    reason = forms.CharField(label=_("Reason"), max_length=300, required=False)


class NumberForm(forms.Form):
    """The number for one back."""

    label = forms.CharField(label=_("Number"), max_length=10)


class StartForm(forms.Form):
    """From which number to count; empty goes on from the highest one given."""

    start = forms.IntegerField(label=_("First number"), min_value=1, max_value=900_000, required=False)
