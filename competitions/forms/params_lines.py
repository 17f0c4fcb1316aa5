"""The lines of a ruleset's form, ready to be drawn: label, help, boxes with what stands in them, and what is wrong with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from competitions.forms import params_typed
from competitions.scoring.schema import Problem
from competitions.scoring.schema_fields import Field

BLANK = ("", "–")


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a select."""

    key: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Box:
    """One control: `kind` is text, number, select, area or check."""

    name: str
    kind: str
    label: str
    value: str = ""
    is_checked: bool = False
    options: tuple[Option, ...] = ()
    problems: tuple[str, ...] = ()
    low: int | None = None
    high: int | None = None
    is_required: bool = False

    @property
    def shown(self) -> str:
        """What stands in it, in words."""
        if self.kind == "check":
            return _("yes") if self.is_checked else _("no")
        chosen = next((option.label for option in self.options if option.is_chosen), "")
        return chosen or self.value


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of a table, with the name of its remove button."""

    index: int
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One parameter: a box, two boxes (from, to), or a table with rows to add and remove."""

    key: str
    label: str
    help: str
    is_shown: bool
    is_general: bool
    is_required: bool
    problems: tuple[str, ...]
    boxes: tuple[Box, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[TableRow, ...] = ()

    @property
    def is_table(self) -> bool:
        """Whether it has rows."""
        return bool(self.columns)


def lines(
    fields: Sequence[Field], typed: Mapping[str, Any], *, prefix: str, language: str, problems: Sequence[Problem] = ()
) -> tuple[Line, ...]:
    """The form of these fields with what was typed, each problem beside its field."""
    told: dict[str, list[str]] = {}
    for problem in problems:
        told.setdefault(problem.key, []).append(problem.message)
    return tuple(_line(fields, field, typed, f"{prefix}-{field.key}", language, told) for field in fields)


def loose_problems(fields: Sequence[Field], problems: Sequence[Problem]) -> tuple[str, ...]:
    """What is wrong and belongs to no field of the form."""
    known = {field.key for field in fields}
    return tuple(one.message for one in problems if not _belongs(one.key, known))


def _belongs(key: str, known: set[str]) -> bool:
    return key in known or any(key.startswith(f"{name}.") for name in known)


def _line(
    fields: Sequence[Field],
    field: Field,
    typed: Mapping[str, Any],
    name: str,
    language: str,
    told: Mapping[str, Sequence[str]],
) -> Line:
    value, own = typed.get(field.key), tuple(told.get(field.key, ()))
    shared: dict[str, Any] = {
        "key": field.key,
        "label": field.label(language),
        "help": field.help(language),
        "is_shown": params_typed.applies(fields, field, typed),
        "is_general": field.is_general_knowledge,
        "is_required": field.is_required,
        "problems": own,
    }
    if field.type in params_typed.TABLES:
        columns = params_typed.columns_of(field)
        rows = value or [{}]
        return Line(
            **shared,
            columns=tuple(column.label(language) for column in columns),
            rows=tuple(
                TableRow(
                    index,
                    tuple(
                        _cell(column, row, f"{name}-{index}", language, told, f"{field.key}.{index}")
                        for column in columns
                    ),
                )
                for index, row in enumerate(rows)
            ),
        )
    return Line(**shared, boxes=_boxes(field, value, name, language))


def _cell(
    column: Field, row: Mapping[str, str], name: str, language: str, told: Mapping[str, Sequence[str]], key: str
) -> Box:
    value = row.get(column.key, "")
    return _box(column, value, f"{name}-{column.key}", language, tuple(told.get(f"{key}.{column.key}", ())))


def _boxes(field: Field, value: Any, name: str, language: str) -> tuple[Box, ...]:
    if field.type == "boolean":
        return (Box(name, "check", field.label(language), is_checked=bool(value)),)
    if field.type != "integer_range":
        return (_box(field, value or "", name, language),)
    first, last = value or ("", "")
    return tuple(
        Box(f"{name}-{end}", "number", field.label(language), text, low=field.low, high=field.high)
        for end, text in (("from", first), ("to", last))
    )


def _box(field: Field, value: str, name: str, language: str, problems: tuple[str, ...] = ()) -> Box:
    kind = {"choice": "select", "texts": "area", "decimals": "area", "integer": "number", "decimal": "number"}.get(
        field.type, "text"
    )
    return Box(
        name,
        kind,
        field.label(language),
        value,
        options=_options(field, value, language) if kind == "select" else (),
        problems=problems,
        low=field.low,
        high=field.high,
        is_required=field.is_required,
    )


def _options(field: Field, value: str, language: str) -> tuple[Option, ...]:
    """The choices; a blank one where nothing must be chosen, and what was typed where it is none of them."""
    known = [(choice.key, choice.label(language)) for choice in field.choices]
    if not (field.is_required or field.default) or not value:
        known.insert(0, BLANK)
    if value and value not in {key for key, _label in known}:
        known.append((value, value))
    return tuple(Option(key, label, key == value) for key, label in known)
