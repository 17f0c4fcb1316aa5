"""Rulesets to read: parameters in words instead of JSON."""

import json
from collections.abc import Mapping
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from competitions.forms import params_lines, params_typed, ruleset_params
from competitions.scoring.rulesets import PRESETS


def parameters(preset_key: str, params: Mapping[str, Any]) -> SafeString:
    """The parameters of a preset, those that count, in the reader's language."""
    fields = ruleset_params.fields_of(preset_key)
    typed = params_typed.from_params(fields, params)
    lines = params_lines.lines(fields, typed, prefix="read", language=ruleset_params.language())
    return drawn("components/params_read.html", lines=[line for line in lines if line.is_shown])


def drawn(template: str, **values: object) -> SafeString:
    """A component without the empty lines at its ends, which a read-only field would show."""
    return SafeString(render_to_string(template, values).strip())


def frozen(text: str) -> SafeString:
    """The ruleset that an open round holds."""
    held = json.loads(text)
    said = parameters(held.get("preset", ""), held.get("params", {}))
    system = held.get("system", "")
    alike = (preset for preset in PRESETS.values() if preset.system == system)
    preset = PRESETS.get(held.get("preset", "")) or next(alike, None)
    name = preset.title(ruleset_params.language()) if preset else system
    return format_html("<p>{} · {}</p>{}", name, held.get("edition", ""), said)
