"""Forms about people and academies; the same for an academy's manager and for a dancer without one."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dancers.errors import RuleRefused
from dancers.forms.accounts import AccountForm
from dancers.models import Person
from dancers.selectors import countries
from dancers.services import birth_dates
from dancers.services.people import FIELDS, PersonDetails
from dancers.services.wording import LONGEST_NAME


class BirthDateField(forms.Field):
    """A birth date, from a date box or typed as 28.02.2012; the refusals of services.birth_dates become its errors."""

    widget = forms.DateInput(attrs={"type": "date", "autocomplete": "bday"}, format="%Y-%m-%d")

    def to_python(self, value: object) -> date | None:
        if value is None or isinstance(value, date):
            return value
        try:
            return birth_dates.read_birth_date(str(value), today=timezone.localdate())
        except RuleRefused as refusal:
            raise ValidationError(refusal.message, code="invalid") from refusal


class CountryField(forms.ChoiceField):
    """A country of the world, named in the reader's language; may stay empty."""

    def __init__(self) -> None:
        super().__init__(choices=countries.choices, required=False, label=_("Country"))


class PersonForm(AccountForm):
    """What is written down of a person."""

    given_name = forms.CharField(label=_("Given name"), max_length=LONGEST_NAME)
    family_name = forms.CharField(label=_("Family name"), max_length=LONGEST_NAME, required=False)
    patronymic = forms.CharField(label=_("Patronymic"), max_length=LONGEST_NAME, required=False)
    stage_name = forms.CharField(label=_("Stage name"), max_length=LONGEST_NAME, required=False)
    birth_date = BirthDateField(
        label=_("Birth date"),
        required=False,
        help_text=_("Never shown in public. Without it the dancer counts as a child and cannot enter an age division."),
    )
    country = CountryField()
    city = forms.CharField(label=_("City"), max_length=LONGEST_NAME, required=False)

    @staticmethod
    def initial_of(person: Person) -> dict[str, object]:
        """Return the person's values for a form that edits them."""
        return {field: getattr(person, field) for field in FIELDS}

    def details(self) -> PersonDetails:
        """Return what the valid form says."""
        return PersonDetails(**{field: self.cleaned_data[field] for field in FIELDS})


class AcademyForm(AccountForm):
    """An academy's name and place."""

    name = forms.CharField(label=_("Name of the academy"), max_length=150)
    city = forms.CharField(label=_("City"), max_length=LONGEST_NAME, required=False)
    country = CountryField()
    button = _("Add the academy")
