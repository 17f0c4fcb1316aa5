"""The form of every ruleset: which parameters a system takes, and what is wrong with those that somebody typed.

Open to every room. A form asks `fields(system)` and hands the parameters to `check`; engines check again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from .blanks import without_blanks
from .checks import shown
from .exact import read_number
from .rulesets import PRESETS
from .schema_fields import LANGUAGES, Choice, Field
from .schema_forms import FAMILIES, SYSTEMS
from .schema_words import PROBLEMS
from .types import Json


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with the value of one field ("criteria.2.max"), in one sentence; an empty key is the whole form."""

    key: str
    message: str


def fields(system: str) -> tuple[Field, ...]:
    """The fields of a system's form; raises KeyError for a system that is not known."""
    return SYSTEMS[system] if system in SYSTEMS else FAMILIES[system.partition(":")[0]]


def preset_fields(key: str) -> tuple[Field, ...]:
    """The form of a preset: its own values as defaults, and all of it general knowledge where the preset is."""
    preset = PRESETS[key]
    unsettled = preset.certainty == "general knowledge"
    return tuple(
        replace(
            field,
            default=_default(field, preset.params),
            is_general_knowledge=field.is_general_knowledge or unsettled,
        )
        for field in fields(preset.system)
    )


def _default(field: Field, params: Mapping[str, Json]) -> Json:
    value = field.value(params)
    return field.default if value is None else value  # type: ignore[return-value]  # what a preset holds is JSON


def check(system: str, params: Mapping[str, object], language: str = "en") -> tuple[Problem, ...]:
    """What is wrong with the parameters, a sentence each in the language; empty when nothing is."""
    teller = _Teller(LANGUAGES.index(language))
    try:
        form = fields(system)
    except KeyError:
        return (teller.problem("system", "system", value=shown(system)),)
    return (
        *_unknown(form, params, teller),
        *_values(form, params, teller),
        *_together(system, without_blanks(params), teller),
    )


@dataclass(frozen=True, slots=True)
class _Teller:
    language: int

    def problem(self, key: str, kind: str, **values: object) -> Problem:
        return Problem(key, PROBLEMS[kind][self.language].format(**values))

    def about(self, field: Field, key: str, kind: str | None = None) -> Problem:
        """The problem with a field's own value."""
        label = field.labels[self.language]
        words = ", ".join(choice.key for choice in field.choices)
        return self.problem(key, kind or field.type, label=label, limits=self._limits(field), words=words)

    def _limits(self, field: Field) -> str:
        if field.is_above_zero:
            return PROBLEMS["above"][self.language]
        if field.low is None:
            return ""
        kind = "from" if field.high is None else "between"
        return PROBLEMS[kind][self.language].format(low=field.low, high=field.high)


def _unknown(
    form: tuple[Field, ...], params: Mapping[str, object], teller: _Teller, under: str = ""
) -> Iterator[Problem]:
    groups = {field.key.partition(".")[0] for field in form if "." in field.key}
    known = {field.key for field in form}
    for key, value in params.items():
        if key not in groups:
            if key not in known:
                yield teller.problem(under + key, "unknown", value=shown(key))
        elif isinstance(value, Mapping):
            for inner in value:
                if f"{key}.{inner}" not in known:
                    yield teller.problem(f"{key}.{inner}", "unknown", value=shown(inner))
        elif value is not None:
            yield teller.problem(key, "mapping", value=shown(key))


def _values(
    form: tuple[Field, ...], params: Mapping[str, object], teller: _Teller, under: str = ""
) -> Iterator[Problem]:
    by_key = {field.key: field for field in form}
    for field in form:
        if field.when is not None and _held(by_key[field.when[0]], params) not in field.when[1]:
            continue
        value, key = field.value(params), under + field.key
        if value is None or value == "":
            if field.is_required:
                yield teller.about(field, key, "missing")
        elif field.type == "rows":
            yield from _rows(field, value, teller, key)
        elif not _CHECKS[field.type](field, value):
            yield teller.about(field, key)


def _held(field: Field, params: Mapping[str, object]) -> object:
    value = field.value(params)
    return field.default if value is None else value


def _rows(field: Field, value: object, teller: _Teller, key: str) -> Iterator[Problem]:
    if not isinstance(value, list | tuple) or not value or not all(isinstance(row, Mapping) for row in value):
        yield teller.about(field, key)
        return
    names = [row.get("id") for row in value]
    for index, row in enumerate(value):
        yield from _unknown(field.fields, row, teller, f"{key}.{index}.")
        yield from _values(field.fields, row, teller, f"{key}.{index}.")
        name = row.get("id")
        if isinstance(name, str) and name in names[:index]:
            label = field.labels[teller.language]
            yield teller.problem(f"{key}.{index}.id", "doubled", label=shown(name), value=label)
        if _is_upside_down(row):
            yield teller.problem(f"{key}.{index}.min", "low_high", value=name)


def _is_upside_down(row: Mapping[str, object]) -> bool:
    """Whether the lowest mark is above the highest."""
    low, high = read_number(row.get("min")), read_number(row.get("max"))
    return low is not None and high is not None and low > high


def _together(system: str, params: Mapping[str, object], teller: _Teller) -> Iterator[Problem]:
    """What single values cannot show."""
    by_key = {field.key: field for field in fields(system)}
    battle = params.get("battle")
    if "battle.judging" in by_key and isinstance(battle, Mapping):
        problems = _together("battle:bout", battle, teller)
        yield from (replace(one, key=f"battle.{one.key}") for one in problems)
        order = by_key["group.order"].value(params) if "group.order" in by_key else None
        if isinstance(order, list | tuple) and "slider_total" in order and battle.get("judging") != "sliders":
            yield teller.problem("group.order", "no_sliders")
    criteria, weights, advance = (params.get(key) for key in ("criteria", "weights", "advance"))
    lists = isinstance(criteria, list | tuple) and isinstance(weights, list | tuple)
    if "weights" in by_key and lists and len(criteria) != len(weights):  # type: ignore[arg-type]  # both are lists
        yield teller.problem("weights", "weights")
    if "table" in by_key and params.get("table") is None and params.get("scheme") is None:
        yield teller.about(by_key["scheme"], "scheme", "missing")
    if "advance.count" in by_key and isinstance(advance, Mapping) and not {"count", "percent"} & advance.keys():
        yield teller.about(by_key["advance.count"], "advance.count", "missing")
    if "percent" in by_key and not {"count", "percent"} & params.keys():
        yield teller.about(by_key["count"], "count", "missing")
    scale = params.get("scale")
    if "scale.min" in by_key and isinstance(scale, Mapping) and _is_upside_down(scale):
        yield teller.problem("scale.min", "scale_low_high")
    yield from _named_criteria(params, teller)


def _named_criteria(params: Mapping[str, object], teller: _Teller) -> Iterator[Problem]:
    """A tie-break may name only a criterion that judges mark."""
    rows, items = params.get("criteria"), params.get("tie_break")
    if not isinstance(rows, list | tuple) or not isinstance(items, list | tuple):
        return
    known = [row.get("id") for row in rows if isinstance(row, Mapping)]
    for item in items:
        if isinstance(item, list | tuple) and len(item) == 2 and item[0] == "criterion" and item[1] not in known:
            yield teller.problem("tie_break", "tie_name", value=shown(item[1]))


def _within(field: Field, number: Fraction | None) -> bool:
    if number is None or (field.is_above_zero and number <= 0) or (field.low is not None and number < field.low):
        return False
    return field.high is None or number <= field.high


def _is_integer(field: Field, value: object) -> bool:
    number = read_number(value)
    return number is not None and number.denominator == 1 and _within(field, number)


def _is_range(field: Field, value: object) -> bool:
    if not isinstance(value, list | tuple):
        return _is_integer(field, value)
    if len(value) != 2 or not all(_is_integer(field, one) for one in value):
        return False
    first, last = (read_number(one) for one in value)
    return first is not None and last is not None and first <= last


def _is_decimal(field: Field, value: object) -> bool:
    return _within(field, read_number(value))


def _keys(choices: tuple[Choice, ...]) -> list[str]:
    return [choice.key for choice in choices]


def _is_texts(field: Field, value: object) -> bool:
    if not isinstance(value, list | tuple) or not value:
        return False
    return all(isinstance(one, str) and one for one in value) and len(set(value)) == len(value)


def _is_choices(field: Field, value: object) -> bool:
    if value == field.alone:
        return True
    return isinstance(value, list | tuple) and (
        not value or (_is_texts(field, value) and all(one in _keys(field.choices) for one in value))
    )


def _is_items(field: Field, value: object) -> bool:
    return isinstance(value, list | tuple) and all(_is_item(field, one) for one in value)


def _is_item(field: Field, item: object) -> bool:
    parts = [item] if isinstance(item, str) else item
    if not isinstance(parts, list | tuple) or not all(isinstance(part, str) and part for part in parts):
        return False
    named = {choice.key: choice.is_named for choice in field.choices}
    return bool(parts) and parts[0] in named and len(parts) == 1 + named[parts[0]]


def _is_decimals(field: Field, value: object) -> bool:
    return isinstance(value, list | tuple) and bool(value) and all(_is_decimal(field, one) for one in value)


def _is_worths(field: Field, value: object) -> bool:
    return isinstance(value, Mapping) and bool(value) and all(_is_decimal(field, one) for one in value.values())


_CHECKS: Mapping[str, Callable[[Field, object], bool]] = {
    "integer": _is_integer,
    "integer_range": _is_range,
    "decimal": _is_decimal,
    "choice": lambda field, value: isinstance(value, str) and value in _keys(field.choices),
    "boolean": lambda field, value: isinstance(value, bool),
    "text": lambda field, value: isinstance(value, str) and bool(value),
    "texts": _is_texts,
    "decimals": _is_decimals,
    "choices": _is_choices,
    "items": _is_items,
    "worths": _is_worths,
}
