"""The reasons of IDO rounds, battles, groups and brackets as lines of plain words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .points_sentences import cut_line
from .skating_sentences import explain_skating, ruling_line
from .voice import Line, Voice

Step = Mapping[str, Any]


def explain_ido(outcome: Mapping[str, Any], voice: Voice) -> Iterator[Line]:
    """Each judge's totals as places or crosses, then the skating system, or the count of crosses."""
    for reason in outcome["reasons"]:
        if reason["kind"] == "judge_totals":
            yield _judge_totals(reason, voice)
        elif reason["kind"] == "crosses":
            facts = {name: reason[name] for name in ("judges", "entries", "asked")}
            yield voice.line("opening", [voice.say("opening_crosses", **facts)])
        elif reason["kind"] == "cut":
            yield cut_line(reason, voice)
    system = "skating:callback" if "crosses" in outcome else "skating:single"
    yield from explain_skating({"system": system, "reasons": outcome["reasons"]}, voice)


def _judge_totals(reason: Step, voice: Voice) -> Line:
    if "crosses" in reason:
        text = voice.say("judge_crosses", judge=reason["judge"], entries=voice.list_of(reason["crosses"]))
        return voice.line("note", [text])
    order = sorted(reason["places"], key=lambda entry: int(reason["places"][entry]))
    totals = [f"{voice.reference(entry)} {voice.language.number(reason['totals'][entry])}" for entry in order]
    places = f"1–{len(order)}" if len(order) > 1 else "1"
    text = voice.say("judge_places", judge=reason["judge"], totals=", ".join(totals), places=places)
    return voice.line("note", [text])


def explain_battle(outcome: Mapping[str, Any], voice: Voice) -> Iterator[Line]:
    """A line per round, then what decided the battle. `names` may give the sides "red" and "blue" their names."""
    for reason in outcome["reasons"]:
        if reason["kind"] == "ruling":
            yield ruling_line(reason, str(outcome["system"]), voice)
        elif reason["kind"] == "battle_round":
            yield voice.line("round", list(round_sentences(reason, voice)))
        else:
            winner = reason["winner"]
            entries = [] if winner == "tie" else [winner]
            yield voice.line("decision", [decision_sentence(reason, voice)], entries=entries, headed=False)


def _side(side: str, voice: Voice) -> str:
    return voice.names.get(side) or voice.say(side)


def round_sentences(reason: Step, voice: Voice) -> Iterator[str]:
    """How one round went: which side had more judges, and who abstained."""
    if reason["is_tiebreak"]:
        yield voice.say("extra")
    counts = {"red": reason["red"], "blue": reason["blue"]}
    most, least = max(counts.values()), min(counts.values())
    facts = {"round": reason["round"], "most": most, "least": least}
    if reason["winner"] == "tie":
        yield voice.say("round_tie", **facts)
    else:
        yield voice.say("round", side=_side(reason["winner"], voice), **facts)
    if reason["ties"]:
        yield voice.say("abstained", ties=reason["ties"])


def decision_sentence(reason: Step, voice: Voice) -> str:
    """Who won a battle and by what."""
    winner = reason["winner"]
    if winner == "tie":
        return voice.say(f"battle_{reason['step']}")
    own = 0 if winner == "red" else 1
    facts = {
        "most": reason["rounds_won"][own],
        "least": reason["rounds_won"][1 - own],
        "votes": reason["votes_total"][own],
        "others": reason["votes_total"][1 - own],
    }
    return voice.say(f"battle_{reason['step']}", side=_side(winner, voice), **facts)


def explain_group(outcome: Mapping[str, Any], voice: Voice) -> Iterator[Line]:
    """A line per place of the table, then who goes on."""
    for reason in outcome["reasons"]:
        if reason["kind"] == "cut":
            yield cut_line(reason, voice)
            continue
        yield group_line(reason, voice)


def group_line(reason: Step, voice: Voice) -> Line:
    """A place of a group's table, and the key that gave it."""
    entries = reason["entries"]
    figure = reason["figures"].get(entries[0], 0)
    places = (reason["rank"], reason["rank"] + len(entries) - 1)
    return voice.line("decision", [voice.say(f"group_{reason['step']}", figure=figure)], entries=entries, places=places)


def explain_bracket(outcome: Mapping[str, Any], voice: Voice) -> Iterator[Line]:
    """One line: how many entries stand in a bracket of which size."""
    (reason,) = outcome["reasons"]
    key = "seeding" if reason["byes"] else "seeding_full"
    yield voice.line("opening", [voice.say(key, **reason)])
