"""The grammar of the three languages: plural forms, ordinals, lists, nouns for those who dance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .phrases import Language

_ENGLISH_WORDS = "none one two three four five six seven eight nine ten eleven twelve".split()  # noqa: SIM905


def _english_plural(number: int) -> int:
    return 0 if number == 1 else 1


def _english_nth(number: int) -> str:
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"


def _english_places(first: int, last: int) -> str:
    return _english_nth(first) if first == last else f"{_english_nth(first)}–{_english_nth(last)}"


def _english_rules(rules: Sequence[str]) -> str:
    return f"Rule{'s' if len(rules) > 1 else ''} {', '.join(rules)}" if rules else ""


def _russian_plural(number: int) -> int:
    if number % 10 == 1 and number % 100 != 11:
        return 0
    return 1 if number % 10 in (2, 3, 4) and number % 100 not in (12, 13, 14) else 2


def _russian_places(first: int, last: int) -> str:
    return f"{first}-е" if first == last else f"{first}–{last}-е"


def _russian_rules(rules: Sequence[str]) -> str:
    return f"{'Правила' if len(rules) > 1 else 'Правило'} {', '.join(rules)}" if rules else ""


def _kazakh_places(first: int, last: int) -> str:
    return f"{first}-орын" if first == last else f"{first}–{last}-орын"


def _kazakh_rules(rules: Sequence[str]) -> str:
    return f"{', '.join(rules)}-{'ережелер' if len(rules) > 1 else 'ереже'}" if rules else ""


ENGLISH = Language(
    code="en",
    index=0,
    decimal_mark=".",
    plural=_english_plural,
    words=_ENGLISH_WORDS,
    nth=_english_nth,
    places=_english_places,
    last_joint=" and ",
    rival="{who} has {figure}",
    number_sign="No. {}",
    rules=_english_rules,
    nouns={
        "couple": {"one": "couple", "who": "couple|couples"},
        "dancer": {"one": "dancer", "who": "dancer|dancers"},
        "group": {"one": "group", "who": "group|groups"},
        "entry": {"one": "entry", "who": "entry|entries"},
    },
)

# `who` follows a number as an object ("расставили 6 пар"), `whom` names the same in the nominative ("прошли 6 пар").
RUSSIAN = Language(
    code="ru",
    index=1,
    decimal_mark=",",
    plural=_russian_plural,
    words=(),
    nth=lambda number: f"{number}-е",
    places=_russian_places,
    last_joint=" и ",
    rival="у {who} — {figure}",
    number_sign="№ {}",
    rules=_russian_rules,
    nouns={
        "couple": {"one": "пара", "it": "её", "who": "пару|пары|пар", "whom": "пара|пары|пар"},
        "dancer": {
            "one": "участник",
            "it": "его",
            "who": "участника|участников|участников",
            "whom": "участник|участника|участников",
        },
        "group": {
            "one": "коллектив",
            "it": "его",
            "who": "коллектив|коллектива|коллективов",
            "whom": "коллектив|коллектива|коллективов",
        },
        "entry": {
            "one": "участник",
            "it": "его",
            "who": "участника|участников|участников",
            "whom": "участник|участника|участников",
        },
    },
)

KAZAKH = Language(
    code="kk",
    index=2,
    decimal_mark=",",
    plural=lambda number: 0,
    words=(),
    nth=lambda number: f"{number}-орын",
    places=_kazakh_places,
    last_joint=" және ",
    rival="{who} — {figure}",
    number_sign="№ {}",
    rules=_kazakh_rules,
    nouns={
        "couple": {"one": "жұп", "who": "жұп", "whom": "жұпты"},
        "dancer": {"one": "биші", "who": "биші", "whom": "бишіні"},
        "group": {"one": "ұжым", "who": "ұжым", "whom": "ұжымды"},
        "entry": {"one": "қатысушы", "who": "қатысушы", "whom": "қатысушыны"},
    },
)

LANGUAGES: Mapping[str, Language] = {language.code: language for language in (ENGLISH, RUSSIAN, KAZAKH)}
