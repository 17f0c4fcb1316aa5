"""What a field of a ruleset's form is: its type, limits, choices and words in three languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from .types import Json

Texts: TypeAlias = "tuple[str, str, str]"  # English, Russian, Kazakh
FieldType = Literal[
    "integer",
    "integer_range",
    "decimal",
    "choice",
    "boolean",
    "text",
    "texts",
    "decimals",
    "choices",
    "items",
    "rows",
    "worths",
]
LANGUAGES = ("en", "ru", "kk")


@dataclass(frozen=True, slots=True)
class Choice:
    """One word that a field may hold; `is_named` where it needs a name behind it (["criterion", "Technique"])."""

    key: str
    labels: Texts
    is_named: bool = False

    def label(self, language: str) -> str:
        """How the choice is called in a language."""
        return self.labels[LANGUAGES.index(language)]


@dataclass(frozen=True, slots=True)
class Field:
    """One parameter. `key` is its way through the mappings ("aggregate.op").

    Types: integer_range is a whole number or [from, to]; texts, decimals and choices are lists of them; items are choices,
    some with a name; rows are mappings of `fields`; worths give each text a decimal. Decimals are written as texts.
    `alone` is a word that may stand instead of a list of choices. `when` names a field and the values of it with which
    this one counts. `is_general_knowledge`: no rule text settles it.
    """

    key: str
    type: FieldType
    labels: Texts
    helps: Texts = ("", "", "")
    low: int | None = None
    high: int | None = None
    is_above_zero: bool = False
    choices: tuple[Choice, ...] = ()
    fields: tuple[Field, ...] = ()
    default: Json = None
    alone: str | None = None
    is_required: bool = False
    when: tuple[str, tuple[str, ...]] | None = None
    is_general_knowledge: bool = False

    def label(self, language: str) -> str:
        """The field's name in a language."""
        return self.labels[LANGUAGES.index(language)]

    def help(self, language: str) -> str:
        """One sentence about it in a language."""
        return self.helps[LANGUAGES.index(language)]

    def value(self, params: Mapping[str, object]) -> object:
        """What the parameters hold for this field; None where they say nothing."""
        found: object = params
        for part in self.key.split("."):
            found = found.get(part) if isinstance(found, Mapping) else None
        return found
