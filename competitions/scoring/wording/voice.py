"""Who speaks: a language, what the entries are called here, and the messages of one family of systems."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from .phrases import Language, split_bold

Messages = Mapping[str, tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an explanation.

    `places` is the label in front ("4th–6th"), `heading` names the entries, `text` is the sentence, `parts` the same
    text in pieces with what to show bold, `rules` the rule numbers and `rules_label` how to write them ("Rules 10, 11").
    """

    kind: str
    text: str
    places: str = ""
    heading: str = ""
    entries: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    rules_label: str = ""
    parts: tuple[tuple[str, bool], ...] = ()
    dance: str = ""

    @property
    def head(self) -> str:
        """The names as a sentence of their own, with one full stop also after an initial ("Maja F.")."""
        return f"{self.heading}." if self.heading and not self.heading.endswith((".", "…")) else self.heading


@dataclass(frozen=True, slots=True)
class Voice:
    """Turns facts into lines; knows no rule of any system."""

    language: Language
    messages: Messages
    who: str = "entry"
    names: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[str, str] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)

    def say(self, key: str, **values: object) -> str:
        """One sentence."""
        nouns = self.language.nouns[self.who]
        return self.language.fill(self.messages[key][self.language.index], {**nouns, **values})

    def reference(self, entry: str) -> str:
        """How a sentence refers to an entry: by its number."""
        return self.language.number_sign.format(self.numbers.get(entry, entry))

    def name(self, entry: str) -> str:
        """How an entry is called at the head of its own line."""
        return self.names.get(entry) or self.reference(entry)

    def title(self, dance: str) -> str:
        """What a dance, criterion or sheet is called on this page."""
        return self.titles.get(dance, dance)

    def list_of(self, entries: Iterable[str]) -> str:
        """References joined: "No. 131 and No. 119"."""
        return self.language.join([self.reference(entry) for entry in entries])

    def figures(self, values: Iterable[object]) -> str:
        """Numbers joined: "22, 24 and 29"."""
        return self.language.join([self.language.number(value) for value in values])

    def rivals(self, figures: Mapping[str, object], entries: Iterable[str]) -> str:
        """What these entries have: "No. 131 has 16"."""
        return self.language.rivals([(self.reference(entry), figures[entry]) for entry in entries])

    def line(
        self,
        kind: str,
        sentences: Sequence[str],
        *,
        entries: Iterable[str] = (),
        places: Sequence[int] | None = None,
        rules: Iterable[str] = (),
        headed: bool = True,
        dance: str = "",
    ) -> Line:
        """A line of sentences about entries and their places."""
        parts = split_bold(" ".join(sentences))
        entries, rules = tuple(entries), tuple(rules)
        return Line(
            kind=kind,
            text="".join(piece for piece, _ in parts),
            places=self.language.places(places[0], places[1]) if places else "",
            heading=self.language.join([self.name(entry) for entry in entries]) if headed else "",
            entries=entries,
            rules=rules,
            rules_label=self.language.rules(rules),
            parts=parts,
            dance=dance,
        )
