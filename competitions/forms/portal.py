"""The portal's forms about academies and dancers. They check the shape of what was typed; services check the rules."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout, Submit
from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from dancers.errors import RuleRefused
from dancers.models import Academy, ConsentKind, Person
from dancers.selectors import countries
from dancers.services.birth_dates import read_birth_date
from dancers.services.people import PersonDetails


def make_helper(button: Any, *rows: Any, is_grave: bool = False) -> FormHelper:
    """Return how a form of the portal is drawn: its fields (in rows where named) and one button, red for a grave act."""
    helper = FormHelper()
    helper.form_class = "form"
    helper.add_input(Submit("save", button, css_class="button-danger" if is_grave else ""))
    if rows:
        helper.layout = Layout(*rows)
    return helper


class BirthDateField(forms.CharField):
    """A day as people write it: 28.02.2012, or as browsers and tables do: 2012-02-28."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, max_length=40, **options)

    def prepare_value(self, value: object) -> object:
        """Show a stored date day first."""
        return f"{value:%d.%m}.{value.year:04d}" if isinstance(value, date) else value

    def clean(self, value: Any) -> Any:
        """Return the date, or None for an empty field; the reason of a refusal is the service's own sentence."""
        text = super().clean(value)
        try:
            return read_birth_date(str(text or ""), today=timezone.localdate())
        except RuleRefused as refusal:
            raise forms.ValidationError(refusal.message) from refusal


class DancerForm(forms.Form):
    """A dancer's names, birth date and place."""

    given_name = forms.CharField(label=_("Given name"), max_length=100)
    family_name = forms.CharField(label=_("Family name"), max_length=100, required=False)
    patronymic = forms.CharField(label=_("Patronymic"), max_length=100, required=False)
    birth_date = BirthDateField(
        label=_("Birth date"),
        help_text=_("Day.month.year, such as 28.02.2012. Never shown in public; it decides the age division."),
    )
    stage_name = forms.CharField(label=_("Stage name"), max_length=100, required=False)
    country = forms.ChoiceField(label=_("Country"), required=False)
    city = forms.CharField(label=_("City"), max_length=100, required=False)
    add_anyway = forms.BooleanField(label=_("This is somebody else: add anyway"), required=False)

    def __init__(self, *args: Any, person: Person | None = None, button: Any = None, **more: Any) -> None:
        if person is not None:
            more["initial"] = {name: getattr(person, name) for name in PersonDetails.__dataclass_fields__}
        super().__init__(*args, **more)
        self.fields["country"].choices = countries.choices()  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["birth_date"].widget.attrs |= {"inputmode": "numeric", "autocomplete": "off"}
        self.hide_question()
        self.helper = make_helper(
            button or _("Save"),
            Div("given_name", "family_name", css_class="form-row"),
            Div("patronymic", "stage_name", css_class="form-row"),
            "birth_date",
            Div("country", "city", css_class="form-row"),
            "add_anyway",
        )

    @property
    def details(self) -> PersonDetails:
        """What was typed, for the service."""
        return PersonDetails(**{name: self.cleaned_data[name] for name in PersonDetails.__dataclass_fields__})

    def hide_question(self) -> None:
        """The question about doubles is asked only when there is a double."""
        self.fields["add_anyway"].widget = forms.HiddenInput()

    def ask_about(self, doubles: Sequence[Person]) -> None:
        """Name those who may be the same person, and show the box that says they are not."""
        self.fields["add_anyway"].widget = forms.CheckboxInput()
        for person in doubles:
            born = f"{person.birth_date:%d.%m.%Y}" if person.birth_date else _("birth date unknown")
            self.add_error(
                None,
                _("%(name)s (%(born)s) is on the roster already. Is this the same person?")
                % {"name": person.full_name, "born": born},
            )


class AcademyForm(forms.Form):
    """An academy's name and place."""

    name = forms.CharField(label=_("Name of the academy"), max_length=150)
    city = forms.CharField(label=_("City"), max_length=100, required=False)
    country = forms.ChoiceField(label=_("Country"), required=False)
    public = forms.BooleanField(label=_("Show a public page of the academy"), required=False, initial=True)

    def __init__(self, *args: Any, academy: Academy | None = None, **more: Any) -> None:
        if academy is not None:
            more["initial"] = {name: getattr(academy, name) for name in ("name", "city", "country", "public")}
        super().__init__(*args, **more)
        self.fields["country"].choices = countries.choices()  # type: ignore[attr-defined]  # a ChoiceField
        if academy is None:
            del self.fields["public"]
        self.helper = make_helper(_("Save") if academy else _("Add the academy"))


class ConsentsForm(forms.Form):
    """What a guardian (or the grown dancer) allows, and who says so."""

    kinds = forms.MultipleChoiceField(label=_("Allowed"), required=False, widget=forms.CheckboxSelectMultiple)
    given_by_name = forms.CharField(label=_("Who allows it"), max_length=200, required=False)

    def __init__(self, *args: Any, is_minor: bool, given: Sequence[str], **more: Any) -> None:
        more["initial"] = {"kinds": list(given)}
        super().__init__(*args, **more)
        self.given = set(given)
        choices = [(kind, capfirst(label)) for kind, label in ConsentKind.choices]
        self.fields["kinds"].choices = choices  # type: ignore[attr-defined]  # a MultipleChoiceField
        self.fields["given_by_name"].help_text = (
            _("The full name of the parent or guardian who signed.") if is_minor else _("The dancer’s own full name.")
        )
        self.helper = make_helper(_("Save consents"), "kinds", "given_by_name")

    def clean(self) -> dict[str, Any]:
        """A new consent needs a name; taking one back does not."""
        cleaned = super().clean() or self.cleaned_data
        if set(cleaned.get("kinds", ())) - self.given and not cleaned.get("given_by_name"):
            self.add_error("given_by_name", _("Write who allows it: the parent or guardian who signed."))
        return cleaned


class InviteForm(forms.Form):
    """Whom to ask to help manage the academy."""

    email = forms.EmailField(label=_("E-mail"), max_length=254)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.helper = make_helper(_("Send the invitation"))


class ConfirmForm(forms.Form):
    """A deliberate act with an optional reason."""

    reason = forms.CharField(label=_("Reason"), max_length=300, required=False)

    def __init__(self, *args: Any, button: Any, needs_reason: bool = False, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["reason"].required = needs_reason
        self.helper = make_helper(button, is_grave=True)
