"""The reasons of a stage of battles as lines of plain words: bout by bout, then the places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from .battle_sentences import decision_sentence, group_line, round_sentences
from .points_sentences import cut_line
from .skating_sentences import ruling_line
from .voice import Line, Voice

Step = Mapping[str, Any]


def explain_bouts(outcome: Mapping[str, Any], voice: Voice) -> Iterator[Line]:
    """The opening, each bout with both sides named, then places, who goes on, and what is still open."""
    sides: dict[str, Step] = {}
    order: tuple[str, ...] = ()
    for reason in outcome["reasons"]:
        kind = reason["kind"]
        if kind == "stage":
            order = tuple(reason["losers"])
            facts = {name: reason[name] for name in ("bouts", "entries")}
            yield voice.line("opening", [voice.say(f"stage_{reason['shape']}", **facts)])
        elif kind == "bout":
            sides[reason["bout"]] = reason
            yield _bout(reason, voice)
        elif kind in ("battle_round", "battle"):
            yield _of_bout(reason, sides[reason["bout"]], voice)
        elif kind == "ruling":
            yield _ruling(reason, str(outcome["system"]), voice)
        elif kind == "stage_place":
            yield _place(reason, order, voice)
        elif kind == "group_place":
            yield group_line(reason, voice)
        else:
            yield cut_line(reason, voice)
    yield from _open(outcome, voice)


def _entries(bout: Step) -> list[str]:
    return [bout[side] for side in ("red", "blue") if side in bout]


def _bout(reason: Step, voice: Voice) -> Line:
    names = {side: voice.name(reason[side]) for side in ("red", "blue") if side in reason}
    text = voice.say("bout" if "blue" in names else "bout_bye", bout=reason["bout"], **names)
    return voice.line("bout", [text], entries=_entries(reason), headed=False)


def _of_bout(reason: Step, bout: Step, voice: Voice) -> Line:
    """A round, or the decision, with the sides called by their names."""
    inside = replace(voice, names={side: voice.name(bout[side]) for side in ("red", "blue") if side in bout})
    if reason["kind"] == "battle_round":
        return voice.line("round", list(round_sentences(reason, inside)), entries=_entries(bout), headed=False)
    text = voice.say("bout_decision", bout=reason["bout"], decision=decision_sentence(reason, inside))
    return voice.line("decision", [text], entries=_entries(bout), headed=False)


def _ruling(reason: Step, system: str, voice: Voice) -> Line:
    if "bout" in reason:
        text = voice.say("ruling_judge_lost_bout", bout=reason["bout"], judge=reason["judge"])
        return voice.line("ruling", [text])
    return ruling_line(reason, system, voice)


def _place(reason: Step, order: tuple[str, ...], voice: Voice) -> Line:
    entries = reason["entries"]
    step = reason["step"]
    if step == "votes" and order[:1] == ("votes",):
        step = "votes_only"
    elif step in ("won", "lost") and len(entries) > 1:
        step += "_shared"
    figure = reason.get("figures", {}).get(entries[0], 0)
    text = voice.say(f"place_{step}", number=len(entries), figure=figure)
    return voice.line("decision", [text], entries=entries, places=reason["places"])


def _open(outcome: Mapping[str, Any], voice: Voice) -> Iterator[Line]:
    for key in ("undecided", "not_danced"):
        if key in outcome:
            yield voice.line("note", [voice.say(f"open_{key}", bouts=voice.figures(outcome[key]))])
    if "not_met" in outcome:
        pairs = [f"{voice.reference(one)} – {voice.reference(other)}" for one, other in outcome["not_met"]]
        yield voice.line("note", [voice.say("open_not_met", pairs=", ".join(pairs))])
