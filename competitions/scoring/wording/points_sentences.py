"""The reasons of points systems, components, cuts and placement tables as lines of plain words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .skating_sentences import ruling_line
from .voice import Line, Voice

Step = Mapping[str, Any]


def explain_points(outcome: Mapping[str, Any], voice: Voice) -> Iterator[Line]:
    """The opening, a line per entry in the order of the ranks, then ties, the jury's titles and the cut."""
    reasons = outcome["reasons"]
    sizes: dict[int, int] = {}
    criteria: Sequence[str] = ()
    is_dense = False
    for reason in reasons:
        if reason["kind"] == "score":
            sizes[reason["rank"]] = sizes.get(reason["rank"], 0) + 1
    for reason in reasons:
        kind = reason["kind"]
        if kind == "points_method":
            criteria, is_dense = reason["criteria"], "dense" in reason
            yield voice.line("opening", _method(reason, voice))
        elif kind == "carried_over":
            yield voice.line("note", list(_carried_over(reason, voice)))
        elif kind == "score":
            last = reason["rank"] + (0 if is_dense else sizes[reason["rank"]] - 1)
            yield voice.line(
                "decision",
                list(_score(reason, criteria, voice)),
                entries=reason["entries"],
                places=(reason["rank"], last),
            )
        elif kind == "ruling":
            yield ruling_line(reason, str(outcome["system"]), voice)
        elif kind == "tie_break":
            yield _tie(reason, voice, is_dense=is_dense)
        elif kind == "title_ruled":
            key = reason["ruling"] if "title" in reason else "title_withheld_none"
            yield voice.line("ruling", [voice.say(key, title=reason.get("title"))], entries=reason["entries"])
        elif kind == "component_value":
            text = voice.say("component_value", marks=voice.figures(reason["marks"]), score=reason["score"])
            yield voice.line("decision", [text])
        else:
            yield cut_line(reason, voice)


def _method(reason: Step, voice: Voice) -> list[str]:
    facts = {**reason, "criteria": len(reason["criteria"])}
    one = "_one" if reason["drop_low"] == reason["drop_high"] == 1 else ""
    operation = voice.say(f"op_{reason['operation']}{one}", **facts)
    if len(reason["criteria"]) > 1:
        begin = voice.say("each_judge" if reason["order"] == "per_judge" else "each_criterion")
        operation = f"{begin} {operation}"
    else:
        operation = operation[0].upper() + operation[1:]
    return [voice.say("opening_points", **facts), operation, voice.say("highest_wins")]


def _score(reason: Step, criteria: Sequence[str], voice: Voice) -> Iterator[str]:
    yield voice.say("score", score=reason["score"])
    if len(reason["criteria"]) > 1:
        parts = [f"{voice.title(key)} {short(voice, reason['criteria'][key])}" for key in criteria]
        yield voice.say("score_criteria", criteria=", ".join(parts))
    for one in reason.get("carried", ()):
        facts = {name: short(voice, one[name]) for name in ("points", "score")}
        yield voice.say("carried", name=voice.title(one["from"]), weight=voice.language.number(one["weight"]), **facts)
    if reason["deduction"] != 0:
        yield voice.say("deducted", deduction=reason["deduction"])
    if reason.get("title"):
        yield voice.say("title", title=reason["title"])


def _carried_over(reason: Step, voice: Voice) -> Iterator[str]:
    number = voice.language.number
    sources = [f"{voice.title(source)} × {number(weight)}" for source, weight in reason["weights"].items()]
    yield voice.say("carried_over", sources=voice.language.join(sources))
    if reason["seeded"]:
        yield voice.say("carried_seeded", seeded=voice.list_of(reason["seeded"]))


def short(voice: Voice, value: object) -> str:
    """A figure for reading: a fraction without a finite decimal is shown with two places."""
    text = str(value)
    if "/" in text:
        numerator, denominator = (int(part) for part in text.split("/"))
        hundredths = (200 * abs(numerator) + denominator) // (2 * denominator)
        sign = "-" if numerator < 0 else ""
        text = f"{sign}{hundredths // 100}.{hundredths % 100:02}"
    return voice.language.number(text)


def _tie(reason: Step, voice: Voice, *, is_dense: bool) -> Line:
    item = reason.get("ruling") or reason.get("item")
    facts: dict[str, object] = {"score": reason["score"], "name": voice.title(str(reason.get("name", "")))}
    if "figures" in reason:
        pairs = [(voice.reference(entry), short(voice, value)) for entry, value in reason["figures"].items()]
        facts["figures"] = voice.language.rivals(pairs)
    # A dense place says nothing about how many are before it, so such a line has no label of its own.
    places = None if is_dense else (reason["rank"], reason["rank"] + len(reason["entries"]) - 1)
    text = voice.say(f"tie_{item}" if item else "tie_shared", **facts)
    return voice.line("tie", [text], entries=reason["entries"], places=places)


def cut_line(reason: Step, voice: Voice) -> Line:
    """Who goes on, and what became of a tie at the line."""
    sentences = [voice.say("cut", number=len(reason["advance"]), wanted=reason["wanted"])]
    if reason["tied"]:
        key = "cut_tied_ruling" if "ruling" in reason else f"cut_tied_{reason['ties']}"
        sentences.append(voice.say(key, tied=voice.list_of(reason["tied"])))
    return voice.line("cut", sentences, entries=reason["advance"], headed=False)


def explain_placement(outcome: Mapping[str, Any], voice: Voice) -> Iterator[Line]:
    """The opening, then a line per place, then the cut."""
    for reason in outcome["reasons"]:
        kind = reason["kind"]
        if kind == "placement_method":
            facts = {**reason, "first": ", ".join(voice.language.number(value) for value in reason["first"])}
            sentences = [voice.say(f"opening_{reason['scheme']}", **facts)]
            if reason["dropped"]:
                sentences.append(voice.say("dropped"))
            yield voice.line("opening", sentences)
        elif kind == "ruling":
            yield ruling_line(reason, str(outcome["system"]), voice)
        elif kind == "points_total":
            yield _points_total(reason, voice)
        elif kind == "cut":
            yield cut_line(reason, voice)


def _points_total(reason: Step, voice: Voice) -> Line:
    entries = reason["entries"]
    places = (reason["rank"], reason["rank"] + len(entries) - 1)
    total = short(voice, reason["total"])
    if reason["step"] == "total":
        parts = " + ".join(short(voice, value) for value in reason["points"][entries[0]])
        text = voice.say("total_only", total=total, parts=parts)
    else:
        facts: dict[str, object] = {"total": total}
        if "figures" in reason:
            pairs = [(voice.reference(entry), short(voice, row[0])) for entry, row in reason["figures"].items()]
            facts["figures"] = voice.language.rivals(pairs)
        text = voice.say(f"total_{reason['step']}", **facts)
    return voice.line("decision", [text], entries=entries, places=places)
