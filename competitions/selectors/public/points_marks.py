"""The marks of systems without places on the sheets: criteria of each judge, raw marks, and what they came to."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from competitions.selectors.public.result_source import RoundSource

Marks = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Column:
    """One table of marks: judges across, entries down; `sums` is what each entry's row came to."""

    title: str
    letters: tuple[str, ...]
    marks: Mapping[str, tuple[str, ...]]
    sum_label: str
    sums: Mapping[str, str]


def keys_of(stage: RoundSource) -> list[str]:
    """Return the entries that stand on the sheets, whatever the form of the document."""
    sheets = stage.sheets["input"]
    if isinstance(sheets.get("sheets"), dict):
        return list(dict.fromkeys(key for given in sheets["sheets"].values() for key in given))
    return [str(row["id"]) if isinstance(row, dict) else str(row) for row in sheets["entries"]]


def has_own_form(stage: RoundSource) -> bool:
    """Return whether the sheets hold numbers instead of places or crosses by dance."""
    return "marks" not in stage.sheets["input"]


def totals_of(stage: RoundSource) -> Mapping[str, Any]:
    """Return each entry's total under whatever name its system has for it."""
    for name in ("scores", "points", "totals", "crosses"):
        if name in stage.outcome:
            found: Mapping[str, Any] = stage.outcome[name]
            return found
    return {}


def columns(stage: RoundSource) -> tuple[Column, ...]:
    """Return the tables: one a criterion (and dance), or one of raw marks."""
    sheets = stage.sheets["input"]
    if isinstance(sheets.get("sheets"), dict):
        return (_raw(stage, sheets["sheets"]),)
    rows = {str(row["id"]): row for row in sheets["entries"]}
    titles = {str(part.pk): part.title for part in stage.parts}
    parts: Sequence[str | None] = stage.sheets["params"].get("parts") or (None,)
    found: list[Column] = []
    for part in parts:
        marks = {key: row["marks"] if part is None else row["parts"][part] for key, row in rows.items()}
        found += _by_criterion(stage, marks, "" if part is None else titles.get(part, part))
    return tuple(found)


def _raw(stage: RoundSource, sheets: Marks) -> Column:
    letters = tuple(sheets)
    marks = {key: tuple(_text(sheets[letter].get(key)) for letter in letters) for key in keys_of(stage)}
    return Column(_("Marks"), letters, marks, _("Points"), _texts(stage.outcome.get("points", {})))


def _by_criterion(stage: RoundSource, marks: Mapping[str, Marks], part: str) -> Iterator[Column]:
    values = _criterion_values(stage) if not part else {}
    marked = dict.fromkeys(name for given in marks.values() for row in given.values() for name in row)
    for name in _in_ruleset_order(stage, list(marked)):
        letters = tuple(
            dict.fromkeys(letter for given in marks.values() for letter, row in given.items() if name in row)
        )
        cells = {
            key: tuple(_text(given.get(letter, {}).get(name)) for letter in letters) for key, given in marks.items()
        }
        title = _("Marks") if name in ("mark", "total") else name
        sums = {key: value[name] for key, value in values.items() if name in value}
        yield Column(f"{part}: {title}" if part else title, letters, cells, _("Value") if sums else "", sums)


def _in_ruleset_order(stage: RoundSource, marked: list[str]) -> list[str]:
    """The criteria as the ruleset lists them: a stored text keeps its keys in the order of the alphabet."""
    params = stage.sheets["params"]
    listed = [str(row["id"]) for name in ("criteria", "dimensions") for row in params.get(name) or ()]
    return sorted(marked, key=lambda name: (listed.index(name) if name in listed else len(listed), name))


def _criterion_values(stage: RoundSource) -> dict[str, dict[str, str]]:
    """What each criterion came to over the judges, as the reasons of the outcome say it."""
    found: dict[str, dict[str, str]] = {}
    for step in stage.outcome.get("reasons", ()):
        if step.get("kind") == "score":
            values = _texts(step.get("criteria", {}))
            found |= {str(key): values for key in step["entries"]}
    return found if stage.outcome["system"].startswith("points:") else {}


def _texts(values: Mapping[str, Any]) -> dict[str, str]:
    return {str(key): str(value) for key, value in values.items()}


def _text(mark: object) -> str:
    return "–" if mark is None or mark == "" else str(mark)
