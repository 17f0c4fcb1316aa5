"""An example sheet with what a ruleset makes of it: the table, the places and the sentences, for somebody who is choosing.

Nothing is read from the database and nothing is written.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from competitions.scoring import sentences
from competitions.selectors import example_sheets
from competitions.selectors.example_rows import Example, Row
from competitions.services import tabulation_trial
from dancers.errors import RuleRefused

SCORES = ("scores", "points", "totals", "crosses")
PLACES = ("place_ranges", "places", "ranks", "rank")
ONWARD = ("recalled", "advance")


@dataclass(frozen=True, slots=True)
class Cell:
    """One mark; struck through where the ruleset leaves it out."""

    text: str
    is_dropped: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the drawn sheet. `span` is how many lines its entry has, on the first of them; 0 on the others."""

    number: str
    name: str
    part: str
    cells: tuple[Cell, ...]
    span: int
    score: str = ""
    place: str = ""
    title: str = ""
    onward: str = ""


@dataclass(frozen=True, slots=True)
class Drawn:
    """The example as a page shows it; `refusal` instead of an outcome where the parameters cannot be computed."""

    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    told: tuple[sentences.Line, ...] = ()
    note: str = ""
    refusal: str = ""
    has_parts: bool = False
    has_entries: bool = True
    has_scores: bool = False
    has_places: bool = False
    has_titles: bool = False
    has_onward: bool = False


def draw(system: str, params: Mapping[str, Any], language: sentences.LanguageCode) -> Drawn:
    """The example of a system, computed with these parameters; never raises over what somebody typed."""
    try:
        example = example_sheets.build(system, params)
    except (KeyError, ValueError, TypeError, ArithmeticError, IndexError, AttributeError):
        return Drawn((), (), refusal=_("There is no example for these parameters."))
    try:
        outcome = tabulation_trial.try_out(example.document).as_document()
    except RuleRefused as refusal:
        return _drawn(example, {}, refusal=refusal.message)
    told = sentences.explain(
        outcome,
        language=language,
        names=example.names,
        titles={"Sa": _("Samba"), "Ru": _("Rumba"), "1": _("Samba")},
        who=example.who,
    )
    return _drawn(example, outcome, told=tuple(told))


def _drawn(
    example: Example, outcome: Mapping[str, Any], *, told: tuple[sentences.Line, ...] = (), refusal: str = ""
) -> Drawn:
    scores, places, onward = _first(outcome, SCORES), _places(_first(outcome, PLACES)), _onward(outcome)
    titles = {entry: title for entry, title in (outcome.get("tiers") or {}).items() if title}
    rows = _by_entry(example.rows)
    lines = []
    for index, row in enumerate(rows):
        is_first = index == 0 or not row.entry or rows[index - 1].entry != row.entry
        lines.append(
            Line(
                number=row.entry,
                name=example.names.get(row.entry, ""),
                part=row.part,
                cells=tuple(Cell(text, place in row.dropped) for place, text in enumerate(row.cells)),
                span=(sum(other.entry == row.entry for other in rows) if row.entry else 1) if is_first else 0,
                score=str(scores.get(row.entry, "")),
                place=places.get(row.entry, ""),
                title=str(titles.get(row.entry, "")),
                onward=onward.get(row.entry, ""),
            )
        )
    is_by_entry = any(row.entry for row in rows)
    return Drawn(
        example.columns,
        tuple(lines),
        told=told,
        note=example.note,
        refusal=refusal,
        has_parts=any(row.part for row in rows),
        has_entries=is_by_entry,
        has_scores=is_by_entry and bool(scores),
        has_places=is_by_entry and bool(places),
        has_titles=is_by_entry and bool(titles),
        has_onward=is_by_entry and bool(onward),
    )


def _by_entry(rows: Sequence[Row]) -> list[Row]:
    """The rows of one entry beside each other, entries in the order in which they come first."""
    order = list(dict.fromkeys(row.entry for row in rows))
    return sorted(rows, key=lambda row: order.index(row.entry))


def _first(outcome: Mapping[str, Any], keys: Sequence[str]) -> Mapping[str, Any]:
    return next((outcome[key] for key in keys if isinstance(outcome.get(key), Mapping)), {})


def _places(found: Mapping[str, Any]) -> dict[str, str]:
    """Each entry's place, "2–3" where it is shared."""
    ranges = {entry: value if isinstance(value, list) else [value, value] for entry, value in found.items()}
    shared = [tuple(value) for value in ranges.values()]
    places = {}
    for entry, (low, high) in ranges.items():
        count = shared.count((low, high))
        last = low + count - 1 if low == high and isinstance(low, int) else high
        places[entry] = str(low) if low == last else f"{low}–{last}"
    return places


def _onward(outcome: Mapping[str, Any]) -> dict[str, str]:
    goes: list[Any] = next((outcome[key] for key in ONWARD if isinstance(outcome.get(key), list)), [])
    found = {str(entry): _("goes on") for entry in [*outcome.get("sure", []), *goes]}
    for entry in outcome.get("tied_at_line") or []:
        if entry not in goes:
            found[str(entry)] = _("the chair decides")
    for entry in outcome.get("alternates") or []:
        found[str(entry)] = _("alternate")
    return found
