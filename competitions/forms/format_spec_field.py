"""The field of a set-up form that holds a format's shape: rounds, dances and links in boxes, stored as one canonical text."""

import json
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from competitions.forms import format_lines, format_shape, format_typed
from competitions.forms.format_lines import Known
from competitions.forms.ruleset_params import ADD, PREVIEW, REMOVE
from competitions.scoring import sheet_file

UP = "_up_row"


def asks_to_stay(data: Mapping[str, Any]) -> bool:
    """Whether a button was pressed that changes the form or draws the format, and saves nothing."""
    return any(name in data for name in (ADD, REMOVE, UP, PREVIEW))


def read_post(data: Mapping[str, Any], name: str) -> format_typed.Typed:
    """What was typed, after the button that was pressed."""
    typed = format_typed.from_post(data, name)
    return format_typed.press(typed, *(str(data.get(button, "")) for button in (ADD, REMOVE, UP)))


def stored_spec(text: str) -> dict[str, Any]:
    """The shape of a stored text; an empty one where it cannot be read."""
    try:
        spec = json.loads(text or "{}")
    except ValueError:
        return {}
    return spec if isinstance(spec, dict) else {}


class SpecWidget(forms.Widget):
    """Draws the rounds and links; rows come and go by pressing a button."""

    template_name = "admin/competitions/format/spec.html"
    use_fieldset = True

    def __init__(self, attrs: Any = None) -> None:
        super().__init__(attrs)
        self.known = Known((), ())
        self.slips: format_lines.Slips = {}

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        return read_post(data, name)

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return False

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """Draw from the house's own templates, which the forms' renderer does not look through."""
        typed = value if isinstance(value, dict) else format_typed.from_spec(stored_spec(value or ""))
        drawing = format_lines.lines(typed, self.slips, self.known, name)
        return render_to_string(self.template_name, {"drawing": drawing, "add": ADD, "remove": REMOVE, "up": UP})

    def id_for_label(self, id_: str) -> str:
        return ""


class SpecField(forms.Field):
    """Holds typed values while somebody is at it, and cleans to the canonical text."""

    widget = SpecWidget

    def use(self, known: Known, stored: str) -> None:
        """Say what the selects offer, and the text from which what has no box is carried over."""
        self.widget.known = known
        self.stored = stored_spec(stored)

    def forget_slips(self) -> None:
        """Say nothing about what is not finished yet."""
        self.widget.slips = {}

    def clean(self, value: Any) -> str:
        slips = format_lines.find_slips(value)
        self.widget.slips = slips
        if slips:
            raise ValidationError(_("The format is not whole yet; each slip is marked below. Nothing was saved."))
        spec = format_typed.to_spec(value, self.stored)
        format_shape.refuse_broken(spec)
        return sheet_file.canonical(spec)

    def has_changed(self, initial: Any, data: Any) -> bool:
        before = stored_spec(initial or "")
        return format_typed.to_spec(format_typed.from_spec(before), before) != format_typed.to_spec(data, before)
