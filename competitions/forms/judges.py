"""What a judge types to come in without the code."""

from django import forms
from django.utils.translation import gettext_lazy as _


class PinForm(forms.Form):
    """The three things that stand on the card. Their shape is not checked in words: every wrong try gets the same answer."""

    festival_code = forms.CharField(label=_("Festival code"), max_length=60)
    card_number = forms.CharField(label=_("Number of the card"), max_length=8)
    pin = forms.CharField(label=_("PIN"), max_length=12)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on as they came
        for name in ("card_number", "pin"):
            self.fields[name].widget.attrs.update({"inputmode": "numeric", "autocomplete": "off"})
        self.fields["festival_code"].widget.attrs.update({"autocapitalize": "none", "autocomplete": "off"})
