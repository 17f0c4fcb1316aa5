"""The field of a set-up form that holds a ruleset's parameters: drawn from the engines' own schema, checked by it, stored as text."""

import json
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from competitions.forms import params_lines, params_typed
from competitions.scoring import schema, sheet_file
from competitions.scoring.schema import Problem
from competitions.scoring.schema_fields import LANGUAGES, Field
from competitions.selectors import rulesets

ADD, REMOVE, PREVIEW = "_add_row", "_remove_row", "_preview"


def language() -> Any:
    """The reader's language, as the engines' words know it."""
    code = (get_language() or "en")[:2]
    return code if code in LANGUAGES else "en"


def fields_of(preset_key: str) -> tuple[Field, ...]:
    """The form of a preset; empty where the engines have none.

    The defaults are the engine's own: a box that is empty in a ruleset means what the engine does then, not the preset. Where
    the whole preset rests on general knowledge its page says so once, so fields are marked by themselves alone.
    """
    try:
        return schema.fields(rulesets.system_of(preset_key))
    except KeyError:
        return ()


def asks_to_stay(data: Mapping[str, Any]) -> bool:
    """Whether a button was pressed that changes the form or shows the example, and saves nothing."""
    return any(name in data for name in (ADD, REMOVE, PREVIEW))


def pressed(data: Mapping[str, Any]) -> params_typed.Press | None:
    """The row button that was pressed, if one was."""
    if ADD in data:
        return params_typed.Press(str(data[ADD]))
    key, _dot, index = str(data.get(REMOVE, "")).rpartition(":")
    return params_typed.Press(key, int(index)) if key and index.isdecimal() and len(index) < 5 else None


def read_post(preset_key: str, data: Mapping[str, Any], name: str) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """The parameters that were typed, and what is wrong with them."""
    fields = fields_of(preset_key)
    typed = params_typed.from_post(fields, data, name)
    params = params_typed.to_params(fields, typed)
    return params, schema.check(rulesets.system_of(preset_key), params, language())


class ParamsWidget(forms.Widget):
    """Draws the lines of the form; without JavaScript rows are added and removed by pressing a button."""

    template_name = "admin/competitions/ruleset/params.html"
    use_fieldset = True

    def __init__(self, attrs: Any = None) -> None:
        super().__init__(attrs)
        self.preset_key = ""
        self.problems: tuple[Problem, ...] = ()

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        return params_typed.from_post(fields_of(self.preset_key), data, name, pressed(data))

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return False

    def format_value(self, value: Any) -> Any:
        if isinstance(value, dict):
            return value
        return params_typed.from_params(fields_of(self.preset_key), json.loads(value or "{}"))

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        fields = fields_of(self.preset_key)
        typed = self.format_value(value)
        lines = params_lines.lines(fields, typed, prefix=name, language=language(), problems=self.problems)
        loose = params_lines.loose_problems(fields, self.problems)
        return {"lines": lines, "loose": loose, "add": ADD, "remove": REMOVE}

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """Draw from the house's own templates, which the forms' renderer does not look through."""
        return render_to_string(self.template_name, self.get_context(name, value, attrs))

    def id_for_label(self, id_: str) -> str:
        return ""


class ParamsField(forms.Field):
    """Holds typed values while somebody is at it, and cleans to the canonical text."""

    widget = ParamsWidget

    def use(self, preset_key: str) -> None:
        """Say whose form this is."""
        self.preset_key = self.widget.preset_key = preset_key

    def forget_problems(self) -> None:
        """Say nothing about what is not finished yet."""
        self.widget.problems = ()

    def clean(self, value: Any) -> str:
        fields = fields_of(self.preset_key)
        params = params_typed.to_params(fields, value)
        problems = (
            *self._doubled(fields, value),
            *schema.check(rulesets.system_of(self.preset_key), params, language()),
        )
        self.widget.problems = problems
        if problems:
            raise ValidationError(_("Some parameters are not right yet; each is marked below. Nothing was saved."))
        return sheet_file.canonical(params)

    def has_changed(self, initial: Any, data: Any) -> bool:
        fields = fields_of(self.preset_key)
        before = params_typed.from_params(fields, json.loads(initial or "{}"))
        return params_typed.to_params(fields, before) != params_typed.to_params(fields, data)

    def _doubled(self, fields: tuple[Field, ...], typed: Mapping[str, Any]) -> list[Problem]:
        """Two marks of one name would quietly become one."""
        found = []
        for field in fields:
            names = [row.get("name", "") for row in typed.get(field.key) or ()] if field.type == "worths" else []
            if len(set(names)) < len(names):
                found.append(Problem(field.key, _("A mark stands here twice.")))
        return found
