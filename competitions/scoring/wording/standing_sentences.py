"""The reasons of a standing as lines of plain words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .points_sentences import short
from .skating_sentences import ruling_line
from .voice import Line, Voice

Step = Mapping[str, Any]
ALL = "all"


def explain_standing(outcome: Mapping[str, Any], voice: Voice) -> Iterator[Line]:
    """The opening, a line per place of each group, then who was left out and why."""
    for reason in outcome["reasons"]:
        kind = reason["kind"]
        if kind == "standing_method":
            on = voice.say(f"on_{reason['on']}", criterion=voice.title(str(reason.get("criterion"))))
            yield voice.line("opening", [voice.say(f"opening_{reason['method']}", **{**reason, "on": on})])
        elif kind == "ruling":
            yield ruling_line(reason, str(outcome["system"]), voice)
        elif kind == "standing_place":
            sentences = list(_place(reason, voice))
            line_kind = "decision" if reason["is_awarded"] else "out"
            yield voice.line(line_kind, sentences, entries=reason["entries"], places=reason["places"])
        elif kind == "entry_left_out":
            text = voice.say(kind, size=reason["size"], needed=reason["needed"])
            yield voice.line("note", [text], entries=reason["entries"])
        else:
            key = f"{kind}_all" if reason["group"] == ALL else kind
            facts = {name: reason.get(name) for name in ("size", "needed")}
            text = voice.say(key, group=voice.title(reason["group"]), **facts)
            yield voice.line("ruling" if kind == "award_withheld" else "note", [text])


def _place(reason: Step, voice: Voice) -> Iterator[str]:
    if reason["group"] != ALL:
        yield voice.say("group", group=voice.title(reason["group"]))
    figure = short(voice, reason["figure"])
    counted = reason["counted"][reason["entries"][0]]
    if len(reason["entries"]) == 1 and len(counted) > 1:
        yield voice.say("figure_counted", figure=figure, counted=", ".join(short(voice, one) for one in counted))
    else:
        yield voice.say("figure", figure=figure)
    if reason["step"] != "figure":
        yield voice.say(f"step_{reason['step']}")
