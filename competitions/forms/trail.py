"""The filters of the trail."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from audit.selectors.trail import Wanted
from competitions.selectors.trail_page import Choices

ANY = ("", _("all"))


class TrailForm(forms.Form):
    """What is looked for. Times are the festival's."""

    q = forms.CharField(label=_("Word"), max_length=100, required=False)
    who = forms.ChoiceField(label=_("Who"), required=False)
    action = forms.ChoiceField(label=_("Did what"), required=False)
    about = forms.ChoiceField(label=_("To what"), required=False)
    number = forms.CharField(label=_("Its number"), max_length=60, required=False)
    since = forms.DateTimeField(
        label=_("From"), required=False, widget=forms.DateTimeInput(attrs={"type": "datetime-local"})
    )
    until = forms.DateTimeField(
        label=_("To"), required=False, widget=forms.DateTimeInput(attrs={"type": "datetime-local"})
    )

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = {"who": choices.actors, "action": choices.actions, "about": choices.kinds}
        for name, rows in offered.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [ANY, *rows]

    def wanted(self) -> Wanted:
        """Return what is asked; a field that makes no sense narrows nothing, and says so beside it."""
        given: dict[str, Any] = self.cleaned_data if self.is_valid() else getattr(self, "cleaned_data", {})
        kind, colon, key = (given.get("who") or "").partition(":")
        return Wanted(
            actor=(kind, key) if colon else None,
            action=given.get("action") or "",
            subject_kind=given.get("about") or "",
            subject_id=(given.get("number") or "").strip(),
            since=given.get("since"),
            until=given.get("until"),
            text=(given.get("q") or "").strip(),
        )
