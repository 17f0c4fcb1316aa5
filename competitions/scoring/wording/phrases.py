"""Fills the gaps of a sentence in one language: numbers with their nouns, ordinals, lists, emphasis.

A gap is written {name} for the value as it is, {name:word} for a number in words, {name:nth} for an ordinal,
{name|one|few|many} for the form of a noun that goes with the number, and {name~noun} for the form of the noun
that the value `noun` holds ("couple|couples"). **Two stars** mark what a page may show bold.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

_GAP = re.compile(r"\{(\w+)(?:([:|~])([^}]*))?\}(?P<stars>\*\*)?(?P<stop>\.)?")
_BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Language:
    """The grammar that sentences need."""

    code: str
    index: int  # which of a message's three texts is this language's
    decimal_mark: str
    plural: Callable[[int], int]
    words: Sequence[str]  # numbers that are written as words, from zero; empty where digits are the custom
    nth: Callable[[int], str]
    places: Callable[[int, int], str]
    last_joint: str
    rival: str
    number_sign: str
    rules: Callable[[Sequence[str]], str]
    nouns: Mapping[str, Mapping[str, str]]

    def number(self, value: object) -> str:
        """A number as it is written here; anything else as it is."""
        text = str(value)
        plain = text.replace(".", "", 1).lstrip("-").isdigit()
        return text.replace(".", self.decimal_mark) if plain and "." in text else text

    def word(self, value: int) -> str:
        """A small number in words, where that is the custom."""
        return self.words[value] if 0 <= value < len(self.words) else str(value)

    def join(self, items: Sequence[str]) -> str:
        """ "a, b and c"."""
        if len(items) < 2:
            return "".join(items)
        return f"{', '.join(items[:-1])}{self.last_joint}{items[-1]}"

    def rivals(self, figures: Sequence[tuple[str, object]]) -> str:
        """What the others have: "No. 131 has 16, No. 119 has 15"."""
        return ", ".join(self.rival.format(who=who, figure=self.number(figure)) for who, figure in figures)

    def form(self, value: object, forms: str) -> str:
        """The form of a noun after a number; after a fraction it is the one after 2."""
        options = forms.split("|")
        index = self.plural(value if isinstance(value, int) else 2)
        return options[min(index, len(options) - 1)]

    def fill(self, template: str, values: Mapping[str, object]) -> str:
        """The template with its gaps filled."""

        def gap(match: re.Match[str]) -> str:
            value = self._gap(match[1], match[2], match[3], values)
            stop = "" if value.endswith((".", "…")) else match["stop"] or ""  # a name may end in one: "Maja F."
            return f"{value}{match['stars'] or ''}{stop}"

        return _GAP.sub(gap, template)

    def _gap(self, name: str, kind: str | None, detail: str, values: Mapping[str, object]) -> str:
        value = values[name]
        if kind == "|":
            return self.form(value, detail)
        if kind == "~":
            return self.form(value, str(values[detail]))
        if kind == ":" and isinstance(value, int):
            return self.nth(value) if detail == "nth" else _cased(self.word(value), detail)
        return self.number(value)


def _cased(word: str, detail: str) -> str:
    return word[:1].upper() + word[1:] if detail == "Word" else word


def split_bold(text: str) -> tuple[tuple[str, bool], ...]:
    """The text in pieces, each with whether it is bold."""
    pieces = _BOLD.split(text)
    return tuple((piece, index % 2 == 1) for index, piece in enumerate(pieces) if piece)
