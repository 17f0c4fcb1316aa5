"""Parameters as a form hands them in: a field left empty says nothing, so the default holds."""

from __future__ import annotations

from collections.abc import Mapping

_DEEPEST = 4  # no system's parameters are nested deeper


def without_blanks(settings: Mapping[str, object], depth: int = 0) -> dict[str, object]:
    """The settings without those that are None or an empty text, also inside groups and rows of settings."""
    return {key: _filled(value, depth) for key, value in settings.items() if value is not None and value != ""}


def _filled(value: object, depth: int) -> object:
    if depth < _DEEPEST:
        if isinstance(value, Mapping):
            return without_blanks(value, depth + 1)
        if isinstance(value, list | tuple) and value and isinstance(value[0], Mapping):
            return [_filled(item, depth + 1) for item in value]
    return value
