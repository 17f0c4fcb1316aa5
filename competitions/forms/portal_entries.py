"""The portal's forms by which dancers are entered: one, a pair, or a group, each with what they dance."""

import re
from collections.abc import Sequence
from functools import partial
from typing import Any

from crispy_forms.layout import Div, Fieldset, LayoutObject
from crispy_forms.utils import TEMPLATE_PACK
from django import forms
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from competitions.forms.portal import make_helper
from competitions.models import Competition, Piece
from competitions.selectors import eligibility
from competitions.services.registration import Member, PieceIn
from dancers.models import Person

Size = Competition.Size
_LENGTH = re.compile(r"(?:(\d{1,3}):)?(\d{1,4})\Z")


class LengthField(forms.CharField):
    """A length as it is said: 3:20, or 200 seconds."""

    def prepare_value(self, value: object) -> object:
        """Show stored seconds as minutes and seconds."""
        return f"{value // 60}:{value % 60:02d}" if isinstance(value, int) else value

    def clean(self, value: Any) -> Any:
        """Return the seconds, or None for an empty field."""
        text = str(super().clean(value) or "").strip()
        if not text:
            return None
        match = _LENGTH.match(text)
        if match is None or (match.group(1) and int(match.group(2)) > 59):
            raise forms.ValidationError(_("Write the length as minutes and seconds, such as 3:20."))
        return int(match.group(1) or 0) * 60 + int(match.group(2))


class DancerChoice(forms.ModelChoiceField[Person]):
    """One dancer of the roster, by public id; with the age that counts here, so that namesakes differ."""

    def __init__(self, persons: Any, competition: Competition, **options: Any) -> None:
        super().__init__(persons, to_field_name="public_id", **options)
        self.competition = competition
        self.error_messages["invalid_choice"] = _("This dancer is not on your roster, or not of the right age.")

    def to_python(self, value: Any) -> Person | None:
        """Refuse what is no public id before the database sees it: a NUL byte breaks PostgreSQL."""
        if value and not str(value).isalnum():
            raise forms.ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return super().to_python(value)

    def label_from_instance(self, obj: Person) -> str:
        return _name_with_age(obj, self.competition)


class DancersChoice(forms.ModelMultipleChoiceField[Person]):
    """Several dancers of the roster, by public id."""

    def __init__(self, persons: Any, competition: Competition, **options: Any) -> None:
        super().__init__(persons, to_field_name="public_id", widget=forms.CheckboxSelectMultiple, **options)
        self.competition = competition
        self.error_messages["invalid_choice"] = _("One of the dancers is not on your roster, or not of the right age.")

    def clean(self, value: Any) -> Any:
        """Refuse what is no public id before the database sees it."""
        if not all(str(one).isalnum() for one in value or ()):
            raise forms.ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return super().clean(value)

    def label_from_instance(self, obj: Person) -> str:
        return _name_with_age(obj, self.competition)


def _name_with_age(person: Person, competition: Competition) -> str:
    if person.birth_date is None:
        return person.full_name
    return f"{person.full_name}, {eligibility.age_of(competition, person.birth_date)}"


class Details(LayoutObject):  # type: ignore[misc]  # crispy-forms has no types
    """Fields that few need, folded away under a line of words."""

    template = "portal/parts/details.html"

    def __init__(self, summary: str, *fields: str, is_open: bool) -> None:
        self.summary, self.fields, self.is_open = summary, list(fields), is_open

    def render(self, form: Any, context: Any, template_pack: Any = TEMPLATE_PACK, **_more: Any) -> str:
        """Draw the fields inside a details element."""
        inner = self.get_rendered_fields(form, context, template_pack)
        return render_to_string(self.template, {"summary": self.summary, "inner": inner, "is_open": self.is_open})


class EntryForm(forms.Form):
    """An entry of the competition's size. The choices are the party's own dancers; anybody else is no valid choice."""

    piece_title = forms.CharField(label=_("Title of the piece"), max_length=200, required=False)
    piece_length = LengthField(label=_("Length"), required=False, help_text=_("Minutes and seconds, such as 3:20."))
    music_title = forms.CharField(label=_("Music"), max_length=200, required=False)

    def __init__(
        self,
        *args: Any,
        competition: Competition,
        persons: Any,
        chosen: Person | None,
        last_piece: Piece | None = None,
        **more: Any,
    ) -> None:
        if last_piece is not None:
            more["initial"] = {
                "piece_title": last_piece.title,
                "piece_length": last_piece.duration_s,
                "music_title": last_piece.music_title,
            }
        super().__init__(*args, **more)
        self.competition, self.size = competition, competition.size
        names = self._add_choices(persons, chosen)
        dancers = [Div(*names, css_class="form-row")] if len(names) == 2 else names
        if "substitutes" in names:
            fold = Details(str(_("Substitutes")), "substitutes", is_open=self.is_bound)
            dancers = ["group_name", Div("dancers", css_class="picks"), fold]
        piece = Fieldset(
            str(_("What is danced (may be left empty)")),
            "piece_title",
            Div("piece_length", "music_title", css_class="form-row"),
        )
        self.helper = make_helper(_("Enter"), *dancers, piece)

    def _add_choices(self, persons: Any, chosen: Person | None) -> list[str]:
        """Add the fields that name the dancers; return their names in order."""
        first = chosen.public_id if chosen else None
        one, many = partial(DancerChoice, persons, self.competition), partial(DancersChoice, persons, self.competition)
        if self.size == Size.SOLO:
            widget = forms.HiddenInput if chosen else forms.Select
            self.fields["dancer"] = one(label=_("Dancer"), initial=first, widget=widget)
            if not self.competition.drawn_couples:
                return ["dancer"]
            self.fields["role"] = forms.ChoiceField(
                label=_("Dances as"),
                choices=[("leader", _("leader")), ("follower", _("follower"))],
                widget=forms.RadioSelect,
                help_text=_("The partner is drawn for the final."),
            )
            return ["role"] if chosen else ["dancer", "role"]
        if self.size == Size.COUPLE:
            self.fields["leader"] = one(label=_("Leader"), initial=first)
            self.fields["follower"] = one(label=_("Follower"))
            return ["leader", "follower"]
        if self.size == Size.DUO:
            self.fields["first"] = one(label=_("First dancer"), initial=first)
            self.fields["second"] = one(label=_("Second dancer"))
            return ["first", "second"]
        self.fields["group_name"] = forms.CharField(label=_("Name of the group"), max_length=200)
        self.fields["dancers"] = many(label=_("Dancers"), initial=[first] if first else [])
        self.fields["substitutes"] = many(label=_("Who may step in"), required=False)
        return ["group_name", "dancers", "substitutes"]

    @property
    def members(self) -> Sequence[Member]:
        """The dancers with their roles, for the service."""
        values = self.cleaned_data
        if self.size == Size.COUPLE:
            return [Member(values["leader"].pk, "leader"), Member(values["follower"].pk, "follower")]
        if "role" in values:
            return [Member(values["dancer"].pk, values["role"])]
        if self.size in (Size.SOLO, Size.DUO):
            return [Member(values[name].pk) for name in ("dancer", "first", "second") if name in values]
        dancers = [Member(person.pk) for person in values["dancers"]]
        return [*dancers, *(Member(person.pk, "substitute") for person in values["substitutes"])]

    @property
    def piece(self) -> PieceIn:
        """What is danced, for the service."""
        values = self.cleaned_data
        return PieceIn(values["piece_title"], values["piece_length"], values["music_title"])

    @property
    def group_name(self) -> str:
        """What the group is called; empty for solos and pairs."""
        return str(self.cleaned_data.get("group_name", ""))
