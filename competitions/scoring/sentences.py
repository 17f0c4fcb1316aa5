"""The only place where reasons become words: for pages and for the command line, in three languages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Literal, TypeAlias

from .wording.battle_messages import MESSAGES as BATTLE
from .wording.battle_sentences import explain_battle, explain_bracket, explain_group, explain_ido
from .wording.bout_messages import MESSAGES as BOUTS
from .wording.bout_sentences import explain_bouts
from .wording.languages import LANGUAGES
from .wording.points_messages import MESSAGES as POINTS
from .wording.points_sentences import explain_placement, explain_points
from .wording.relative_messages import MESSAGES as RELATIVE
from .wording.relative_sentences import explain_relative_placement
from .wording.skating_messages import MESSAGES as SKATING
from .wording.skating_sentences import explain_dance as _explain_skating_dance
from .wording.skating_sentences import explain_skating
from .wording.standing_messages import MESSAGES as STANDING
from .wording.standing_sentences import explain_standing
from .wording.voice import Line, Messages, Voice

LanguageCode: TypeAlias = Literal["en", "ru", "kk"]
Who: TypeAlias = Literal["couple", "dancer", "group", "entry"]

_FAMILIES: Mapping[str, tuple[Messages, Callable[[Mapping[str, Any], Voice], Iterator[Line]]]] = {
    "skating": (SKATING, explain_skating),
    "relative_placement": (RELATIVE, explain_relative_placement),
    "points": (POINTS, explain_points),
    "component": (POINTS, explain_points),
    "advance": (POINTS, explain_points),
    "placement": (POINTS, explain_placement),
    "ido": (BATTLE, explain_ido),
    "battle": (BATTLE, explain_battle),
    "group": (BATTLE, explain_group),
    "bouts": (BOUTS, explain_bouts),
    "bracket": (BATTLE, explain_bracket),
    "standing": (STANDING, explain_standing),
}


def explain(
    outcome: Mapping[str, Any],
    *,
    language: LanguageCode,
    names: Mapping[str, str] | None = None,
    numbers: Mapping[str, str] | None = None,
    titles: Mapping[str, str] | None = None,
    who: Who = "couple",
    entry: str | None = None,
) -> list[Line]:
    """How an outcome came about, as lines of plain words, made from the stored outcome alone.

    `names` head the lines ("Brandt – Weber"); sentences refer to entries by `numbers` ("131", written "No. 131"; the
    default is the entry's key); `titles` name dances. With `entry`, only the opening and the lines about it.
    """
    family = str(outcome["system"]).partition(":")[0]
    messages, tell = _FAMILIES[family]
    voice = _voice(messages, language, names, numbers, titles, who)
    lines = list(tell(outcome, voice))
    if entry is None:
        return lines
    return [line for line in lines if line.kind == "opening" or entry in line.entries]


def explain_dance(
    outcome: Mapping[str, Any],
    *,
    dance: str | None,
    language: LanguageCode,
    names: Mapping[str, str] | None = None,
    numbers: Mapping[str, str] | None = None,
    who: Who = "couple",
) -> list[Line]:
    """How the places of one dance of a skating final came about (of every dance with None)."""
    voice = _voice(SKATING, language, names, numbers, None, who)
    return list(_explain_skating_dance(outcome, voice, dance=dance))


def _voice(
    messages: Messages,
    language: LanguageCode,
    names: Mapping[str, str] | None,
    numbers: Mapping[str, str] | None,
    titles: Mapping[str, str] | None,
    who: Who,
) -> Voice:
    return Voice(
        language=LANGUAGES[language],
        messages=messages,
        who=who,
        names=names or {},
        numbers=numbers or {},
        titles=titles or {},
    )


__all__ = ["LanguageCode", "Line", "Who", "explain", "explain_dance"]
