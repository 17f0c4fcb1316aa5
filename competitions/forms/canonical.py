"""JSON that people type into a set-up form: one object, exact numbers only, kept in one canonical spelling."""

import json
from typing import Any, NoReturn

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

LONGEST = 100_000


class _NoFloat(ValueError):
    pass


def _refuse_number(text: str) -> NoReturn:
    raise _NoFloat(text)


def read_object(text: str) -> dict[str, Any]:
    """Return the object that the text holds; one sentence (ValidationError) for anything else, with the line of a slip."""
    try:
        value = json.loads(text, parse_float=_refuse_number, parse_constant=_refuse_number)
    except _NoFloat as slip:
        raise ValidationError(
            _('“%(number)s” is not exact: write whole numbers, or a text such as "1/3".'),
            params={"number": str(slip)[:40]},
        ) from slip
    except json.JSONDecodeError as slip:
        raise ValidationError(
            _("This is not JSON: line %(line)d, column %(column)d."), params={"line": slip.lineno, "column": slip.colno}
        ) from slip
    except (RecursionError, ValueError) as slip:
        raise ValidationError(_("This JSON is nested too deeply or holds a number that is too long.")) from slip
    if not isinstance(value, dict):
        raise ValidationError(_('This must be an object in braces, like {"key": 1}.'))
    return value


def spell(value: dict[str, Any]) -> str:
    """Return the canonical spelling: sorted keys, no spaces."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


class ObjectField(forms.CharField):
    """A text area that holds one JSON object; its clean value is the canonical text."""

    widget = forms.Textarea

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=LONGEST, **kwargs)
        self.widget.attrs.update({"spellcheck": "false", "class": "vLargeTextField code-text", "rows": 14})

    def prepare_value(self, value: Any) -> Any:
        """Spread stored text over lines, so that it can be read; what does not parse is shown as typed."""
        try:
            return json.dumps(read_object(str(value or "{}")), ensure_ascii=False, indent=2, sort_keys=True)
        except ValidationError:
            return value

    def clean(self, value: Any) -> Any:
        """Return the canonical text."""
        return spell(read_object(super().clean(value) or "{}"))

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare what the texts say, not how they are laid out."""
        try:
            return read_object(str(initial or "{}")) != read_object(str(data or "{}"))
        except ValidationError:
            return True
