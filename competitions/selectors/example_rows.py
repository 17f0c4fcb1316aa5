"""What an example sheet is made of: the document for the engine and the rows that a person reads."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from competitions.scoring import sentences

# Invented people; the key is the number that they wear.
NAMES = {
    "1": "Aida",
    "2": "Bekzat",
    "3": "Camila",
    "4": "Daniyar",
    "5": "Elena",
    "6": "Farida",
    "7": "Georg",
    "8": "Hana",
    "9": "Ilyas",
    "10": "Jana",
    "11": "Kamila",
    "12": "Leon",
    "13": "Madina",
    "14": "Nikita",
    "15": "Olga",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the drawn sheet: whose it is ("" where it belongs to all), for which dance, criterion or round, and the marks.

    `dropped` are the places in `cells` of marks that the ruleset leaves out."""

    entry: str
    part: str
    cells: tuple[str, ...]
    dropped: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Example:
    """One example: what is computed, how its columns are called, its lines, and a sentence about what they leave out."""

    document: Mapping[str, Any]
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    who: sentences.Who = "entry"
    note: str = ""
    names: Mapping[str, str] = field(default_factory=lambda: NAMES)


def document(system: str, params: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """A document as the engines take it."""
    return {"system": system, "params": dict(params), "input": dict(values), "rulings": []}


def whole(value: object) -> int | None:
    """A whole number of a parameter, where it is one."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    return int(value) if isinstance(value, str) and value.isdecimal() and len(value) < 6 else None
