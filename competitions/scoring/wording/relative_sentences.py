"""Relative placement's reasons as lines of plain words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .skating_sentences import dance_sentences, opening, ruling_line
from .voice import Line, Voice

Step = Mapping[str, Any]


def explain_relative_placement(outcome: Mapping[str, Any], voice: Voice) -> Iterator[Line]:
    """The opening sentence, then a line per place (final), or the line drawn and the ties at it (callback)."""
    for reason in outcome["reasons"]:
        kind = reason["kind"]
        if kind == "method":
            yield voice.line("opening", [opening("skating:single", reason, voice)])
        elif kind == "dance_place":
            yield voice.line(
                "decision", list(_sentences(reason, voice)), entries=reason["entries"], places=reason["places"]
            )
        elif kind == "ruling" and reason["ruling"] == "placement_drop":
            text = voice.say("ruling_placement_drop")
            yield voice.line("ruling", [text], entries=reason["entries"], places=reason["places"])
        elif kind == "ruling":
            yield ruling_line(reason, str(outcome["system"]), voice)
        elif kind == "callback_method":
            points = voice.language.join(
                [f"{mark} = {voice.language.number(worth)}" for mark, worth in reason["points"].items()]
            )
            facts = {name: reason[name] for name in ("judges", "entries", "wanted")}
            yield voice.line("opening", [voice.say("opening_callback", points=points, **facts)])
        elif kind == "callback_tie":
            key = "callback_tie_broken" if reason["broken"] else "callback_tie_open"
            text = voice.say(key, total=reason["total"], order=voice.list_of(reason["entries"]))
            yield voice.line("note", [text], entries=reason["entries"], headed=False)
        else:
            yield _callback_line(reason, voice)


def _sentences(reason: Step, voice: Voice) -> Iterator[str]:
    winner = reason["entries"][0]
    if reason["step"] == "head_to_head":
        wins = reason["wins"]
        others = [entry for entry in wins if entry != winner]
        key = "dance_head_to_head" if wins[winner] > wins[others[0]] else "dance_head_to_head_lost"
        yield voice.say(key, others=voice.list_of(others), wins=wins[winner], judges=reason["judges"])
    elif reason["step"] == "chief":
        others = [entry for entry in reason["chief"] if entry != winner]
        rivals = voice.rivals(reason["chief"], others)
        yield voice.say("dance_chief", others=voice.list_of(others), place=reason["chief"][winner], rivals=rivals)
    else:
        yield from dance_sentences(reason, voice)


def _callback_line(reason: Step, voice: Voice) -> Line:
    sentences = [voice.say("callback_line", number=len(reason["recalled"]), cut=reason["cut"])]
    if reason["tied"]:
        sentences.append(voice.say("callback_tied", tied=voice.list_of(reason["tied"])))
    if reason["alternates"]:
        sentences.append(voice.say("callback_alternates", alternates=voice.list_of(reason["alternates"])))
    return voice.line("decision", sentences, entries=reason["recalled"], headed=False)
