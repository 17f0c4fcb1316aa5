"""Between the parameters of a ruleset (nested JSON) and what stands in the boxes of its form (texts, as they were typed).

Typed values by field key: a text; a bool; [from, to] of a range; for tables a list of rows, each a text by column.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from competitions.scoring.exact import read_number
from competitions.scoring.schema_fields import Field

Typed = dict[str, Any]
TypedRow = dict[str, str]

TABLES = ("rows", "worths", "items", "choices")
MANY_LINES = ("texts", "decimals")
WHOLE = re.compile(r"-?\d{1,18}")
BETWEEN_NUMBERS = re.compile(r"[\s;]+|,\s+")
MOST_ROWS = 60
LONGEST = 2000
NAME = Field("name", "text", ("Name", "Название", "Атауы"))
MARK = Field("name", "text", ("Mark", "Отметка", "Белгі"), is_required=True)
WORTH = Field("worth", "decimal", ("Worth", "Очки", "Ұпай"), is_required=True)


@dataclass(frozen=True, slots=True)
class Press:
    """A button of a table that was pressed: add a row at the end, or remove the one with this number."""

    key: str
    index: int | None = None


def columns_of(field: Field) -> tuple[Field, ...]:
    """The columns of a field that is a table."""
    if field.type == "rows":
        return field.fields
    if field.type == "worths":
        return (MARK, WORTH)
    kind = Field("kind", "choice", field.labels, choices=field.choices)
    return (kind, NAME) if any(choice.is_named for choice in field.choices) else (kind,)


def from_params(fields: Sequence[Field], params: Mapping[str, object]) -> Typed:
    """What the boxes show for stored parameters; a field that they leave out shows its default."""
    typed: Typed = {}
    for field in fields:
        value = field.value(params)
        typed[field.key] = _shown(field, field.default if value is None else value)
    return typed


def _shown(field: Field, value: Any) -> Any:
    if field.type == "boolean":
        return value is True
    if field.type == "integer_range":
        ends = list(value) if isinstance(value, list | tuple) else [value]
        return (
            [_text(ends[0]), _text(ends[-1])] if ends and ends[0] != ends[-1] else [_text(ends[0] if ends else ""), ""]
        )
    if field.type in TABLES:
        return _shown_rows(field, value)
    if field.type in MANY_LINES:
        words = [_text(item) for item in value] if isinstance(value, list | tuple) else []
        return ("\n" if field.type == "texts" else "  ").join(words)
    return _text(value)


def _shown_rows(field: Field, value: Any) -> list[TypedRow]:
    if field.type == "worths":
        worths = value.items() if isinstance(value, Mapping) else ()
        ordered = sorted(worths, key=lambda pair: -(read_number(pair[1]) or 0))  # stored text is sorted by name
        return [{"name": _text(name), "worth": _text(worth)} for name, worth in ordered]
    items = value if isinstance(value, list | tuple) else ()
    if field.type == "rows":
        return [
            {part.key: _text(part.value(row)) for part in field.fields} for row in items if isinstance(row, Mapping)
        ]
    pairs = [item if isinstance(item, list | tuple) else [item] for item in items]
    return [{"kind": _text(pair[0]), "name": _text(pair[1]) if len(pair) > 1 else ""} for pair in pairs if pair]


def _text(value: object) -> str:
    return "" if value is None else str(value)


def from_post(fields: Sequence[Field], data: Mapping[str, Any], prefix: str, press: Press | None = None) -> Typed:
    """What was typed; blank rows of tables are left out, unless one was just added."""
    typed: Typed = {}
    for field in fields:
        name = f"{prefix}-{field.key}"
        if field.type == "boolean":
            typed[field.key] = name in data
        elif field.type == "integer_range":
            typed[field.key] = [_posted(data, f"{name}-{end}") for end in ("from", "to")]
        elif field.type in TABLES:
            typed[field.key] = _posted_rows(field, data, name, press)
        else:
            typed[field.key] = _posted(data, name)
    return typed


def _posted(data: Mapping[str, Any], name: str) -> str:
    return str(data.get(name) or "").replace("\r\n", "\n").strip()[:LONGEST]


def _posted_rows(field: Field, data: Mapping[str, Any], name: str, press: Press | None) -> list[TypedRow]:
    found = re.compile(re.escape(name) + r"-(\d{1,4})-")
    indexes = sorted({int(match[1]) for key in data if (match := found.match(key))})
    is_pressed = press is not None and press.key == field.key
    rows = [
        {column.key: _posted(data, f"{name}-{index}-{column.key}") for column in columns_of(field)}
        for index in indexes[:MOST_ROWS]
        if not (is_pressed and press is not None and press.index == index)
    ]
    rows = [row for row in rows if any(row.values())]
    return [*rows, {}] if is_pressed and press is not None and press.index is None else rows


def to_params(fields: Sequence[Field], typed: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters that the boxes mean; empty ones, those that do not apply, and groups of mere defaults are left out."""
    params: dict[str, Any] = {}
    chosen: set[str] = set()
    for field in fields:
        value = _meant(field, typed.get(field.key))
        if value is None or not applies(fields, field, typed):
            continue
        group, dot, last = field.key.rpartition(".")
        if not dot:
            params[last] = value
            continue
        params.setdefault(group, {})[last] = value
        if field.is_required or value != field.default:
            chosen.add(group)
    groups = {field.key.rpartition(".")[0] for field in fields if "." in field.key}
    return {key: value for key, value in params.items() if key not in groups or key in chosen}


def applies(fields: Sequence[Field], field: Field, typed: Mapping[str, Any]) -> bool:
    """Whether the field counts with what is typed in the field that it hangs on."""
    if field.when is None:
        return True
    held = typed.get(field.when[0])
    if held in (None, ""):
        held = next((_text(other.default) for other in fields if other.key == field.when[0]), "")
    return held in field.when[1]


def _meant(field: Field, value: Any) -> Any:
    if field.type == "boolean":
        return bool(value)
    if not value:
        return None
    if field.type == "integer_range":
        ends = [_number(end) for end in value if end]
        return None if not ends else ends[0] if len(ends) == 1 or ends[0] == ends[1] else ends
    if field.type in TABLES:
        return _meant_rows(field, value)
    if field.type == "texts":
        return [line.strip() for line in value.split("\n") if line.strip()] or None
    if field.type == "decimals":
        return [_number(part) for part in BETWEEN_NUMBERS.split(value) if part] or None
    return _number(value) if field.type in ("integer", "decimal") else value


def _meant_rows(field: Field, rows: Sequence[TypedRow]) -> Any:
    filled = [row for row in rows if any(row.values())]
    if not filled:
        return None
    if field.type == "worths":
        return {row["name"]: _number(row["worth"]) for row in filled}
    if field.type == "rows":
        return [
            {part.key: meant for part in field.fields if (meant := _meant(part, row.get(part.key))) is not None}
            for row in filled
        ]
    named = {choice.key for choice in field.choices if choice.is_named}
    return [[row["kind"], row.get("name", "")] if row["kind"] in named else row["kind"] for row in filled]


def _number(text: str) -> int | str:
    """A whole number as one, anything else as it was typed, with a point where a comma stood."""
    plain = text.replace("\u2212", "-").replace(",", ".")
    return int(plain) if WHOLE.fullmatch(plain) else plain
