"""What goes into an engine and what comes out of it.

An engine is a pure function from Sheets to an Outcome. It knows marks, entries, judges and rulings by their keys alone:
no names of people, no clock, no settings, no database.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any, ClassVar, TypeAlias

Json: TypeAlias = "str | int | bool | Sequence[Json] | Mapping[str, Json] | None"
_PLAIN = frozenset((str, int, bool, type(None)))  # what JSON holds as it is
Document: TypeAlias = dict[str, Any]  # JSON-able; who reads one knows its kind


@dataclass(frozen=True, slots=True)
class Sheets:
    """All that an engine may know: the ruleset's parameters, the judges' marks and the rulings that go with them."""

    system: str
    params: Mapping[str, object] = field(default_factory=dict)
    input: Mapping[str, object] = field(default_factory=dict)
    rulings: tuple[Mapping[str, object], ...] = ()


class Reason:
    """One typed step of a decision. Whoever has the sheets can recompute every number in it."""

    __slots__ = ()
    kind: ClassVar[str]

    def as_document(self) -> Document:
        """The step as a JSON-able mapping; facts that do not apply are left out."""
        document: Document = {"kind": self.kind}
        # A dataclass keeps its field names here, in order; dataclasses.fields() costs ten times as much.
        for name in self.__match_args__:  # type: ignore[attr-defined]  # set by @dataclass on every subclass
            value = getattr(self, name)
            if value is not None:
                document[name] = value if value.__class__ in _PLAIN else as_json(value)
        return document


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an engine computed, under the names that the open sheet file documents, with its reasons."""

    system: str
    values: Mapping[str, object]
    reasons: tuple[Reason, ...] = ()

    def as_document(self) -> Document:
        """The outcome as a JSON-able mapping: integers, and strings for every number that is not one."""
        document: Document = {"system": self.system}
        for key, value in self.values.items():
            document[key] = as_json(value)
        document["reasons"] = [reason.as_document() for reason in self.reasons]
        return document


Engine: TypeAlias = Callable[[Sheets], Outcome]


def as_json(value: object) -> Json:
    """Turn tuples, mappings, exact numbers and steps into what JSON can hold; a float is a programming error."""
    if value.__class__ in _PLAIN:
        return value  # type: ignore[return-value]  # one of these
    # The plain kinds first, and without a call for each: asking for an abstract Mapping costs ten times as much.
    if isinstance(value, list | tuple):
        return [item if item.__class__ in _PLAIN else as_json(item) for item in value]
    if isinstance(value, dict):
        return {str(key): item if item.__class__ in _PLAIN else as_json(item) for key, item in value.items()}
    if isinstance(value, Reason):
        return value.as_document()
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, Fraction):
        return int(value) if value.denominator == 1 else f"{value.numerator}/{value.denominator}"
    raise TypeError(f"{type(value).__name__} has no exact form in an outcome")
