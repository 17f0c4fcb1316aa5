"""The skating system's reasons as lines of plain words; reads a stored outcome and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from .voice import Line, Voice

Step = Mapping[str, Any]


def explain_skating(outcome: Mapping[str, Any], voice: Voice) -> Iterator[Line]:
    """The opening sentence, then a line per decision, in the order of the places."""
    reasons: Sequence[Step] = outcome["reasons"]
    for reason in reasons:
        if reason["kind"] == "method":
            yield voice.line("opening", [opening(str(outcome["system"]), reason, voice)])
        elif reason["kind"] == "broken_sheet":
            yield _broken(reason, voice)
        elif reason["kind"] == "ruling" and reason["ruling"] != "re_dance":
            yield ruling_line(reason, str(outcome["system"]), voice)
        elif reason["kind"] == "not_danced":
            yield _not_danced(reason, voice)
    if outcome["system"] == "skating:single":
        yield from explain_dance(outcome, voice, dance=None)
    yield from _final_lines([reason for reason in reasons if reason["kind"] == "final_place"], voice)
    yield from _recall_lines(reasons, voice)
    for reason in reasons:
        if reason["kind"] == "ruling" and reason["ruling"] == "re_dance":
            yield voice.line(
                "ruling", [voice.say("ruling_re_dance")], entries=reason["entries"], places=reason["places"]
            )


def explain_dance(outcome: Mapping[str, Any], voice: Voice, *, dance: str | None) -> Iterator[Line]:
    """A line per place of one dance (of every dance where none is named)."""
    for reason in outcome["reasons"]:
        if reason["kind"] == "dance_place" and dance in (None, reason["dance"]):
            yield _dance_place(reason, voice)


def opening(system: str, method: Step, voice: Voice) -> str:
    """The method in one breath."""
    values = {**method, "dances": len(method["dances"])}
    if system == "skating:callback":
        return voice.say("opening_recall", **values)
    if system == "skating:single":
        return voice.say("opening_single", **values)
    return voice.say("opening_multi" if "needed" in method else "opening_multi_panels", **values)


# Rules 9 to 11 -------------------------------------------------------------------------------------------------------


def _final_lines(reasons: Sequence[Step], voice: Voice) -> Iterator[Line]:
    ordered = sorted(reasons, key=lambda reason: int(reason["places"][0]))
    previous: Step | None = None
    for alone, run in groupby(ordered, key=lambda reason: reason["step"] == "total" and reason["places"][0] > 1):
        group = list(run)
        if alone:
            yield _untied(group, voice)
            continue
        for reason in group:
            following = next((other for other in ordered if other["places"][0] > reason["places"][1]), None)
            yield voice.line(
                "decision",
                _final_sentences(reason, previous, following, voice),
                entries=reason["entries"],
                places=reason["places"],
                rules=reason["rules"],
            )
            previous = reason


def _untied(group: Sequence[Step], voice: Voice) -> Line:
    """Places that the total alone decided, in one line."""
    entries = [entry for reason in group for entry in reason["entries"]]
    places = (group[0]["places"][0], group[-1]["places"][1])
    if len(group) == 1:
        text = voice.say("total", total=group[0]["total"])
    else:
        text = voice.say("totals", totals=voice.figures(reason["total"] for reason in group))
    return voice.line(
        "decision", [text], entries=entries, places=places, rules=group[0]["rules"], headed=len(group) == 1
    )


def _final_sentences(reason: Step, previous: Step | None, following: Step | None, voice: Voice) -> list[str]:
    total = reason["total"]
    if reason["step"] == "total":
        if following is None:
            return [voice.say("total_only", total=total)]
        return [voice.say("total_first", total=total, next=following["total"])]
    if reason["step"] == "remaining":
        return [_remaining(reason, previous, voice)]
    others = [entry for entry in reason["level"] if entry not in reason["entries"]]
    if others:
        sentences = [voice.say("level_total", total=total, others=voice.list_of(others))]
    else:
        sentences = [voice.say("share_total", total=total)]
    sentences.append(_rule_10(reason, voice))
    if "rule_11" in reason:
        sentences += _rule_11(reason, voice)
    return sentences


def _remaining(reason: Step, previous: Step | None, voice: Voice) -> str:
    if reason["rules"] == ["11"] and previous is not None:
        compared = previous["rule_11"]["columns"][0]["counts"]
        return voice.say("remaining_second" if len(compared) == 2 else "remaining_last")
    return voice.say("remaining_total", total=reason["total"])


def _rule_10(reason: Step, voice: Voice) -> str:
    rule, winner = reason["rule_10"], reason["entries"][0]
    counts, sums, place = rule["counts"], rule["sums"], rule["place"]
    count, total = counts[winner], sums[winner]
    same_count = [entry for entry in counts if entry != winner and counts[entry] == count]
    same = [entry for entry in same_count if sums[entry] == total]
    facts = {"place": place, "count": count, "sum": total, "number": len(counts)}
    if same:
        if len(same) + 1 < len(counts):
            return voice.say("rule_10_some", others=voice.list_of(same), **facts)
        if count == 0:
            return voice.say("rule_10_none", **facts)
        return voice.say("rule_10_both" if len(counts) == 2 else "rule_10_all", **facts)
    if same_count:
        rivals = voice.rivals(sums, same_count)
        return voice.say("rule_10_sum", others=voice.list_of(same_count), rivals=rivals, **facts)
    rivals = voice.rivals(counts, [entry for entry in counts if entry != winner])
    return voice.say("rule_10_count", rivals=rivals, **facts)


def _rule_11(reason: Step, voice: Voice) -> Iterator[str]:
    rule, winner = reason["rule_11"], reason["entries"][0]
    columns = rule["columns"]
    opened = columns[0]
    disputed = reason["rule_10"]["place"]
    marks = {"marks": rule["marks"], "needed": rule["needed"]}
    if opened["column"] == disputed and rule["step"] == "majority":
        yield voice.say("rule_11_majority", **marks, **_column_facts("counts", opened, winner, voice))
        return
    yield voice.say("rule_11_all_marks", **marks)
    if opened["column"] > disputed:
        yield voice.say("rule_11_opened", before=opened["column"] - 1, column=opened["column"])
    if rule["step"] == "level":
        yield voice.say("rule_11_level")
        return
    yield from _column_by_column("rule_11", columns, winner, voice)


def _column_by_column(prefix: str, columns: Sequence[Step], winner: str, voice: Voice, **more: object) -> Iterator[str]:
    """What each column said, up to the one that decided by count or by sum."""
    for column in columns:
        counts, sums = column["counts"], column["sums"]
        same_count = [entry for entry in counts if entry != winner and counts[entry] == counts[winner]]
        same = [entry for entry in same_count if sums[entry] == sums[winner]]
        if not same_count:
            yield voice.say(f"{prefix}_count", **_column_facts("counts", column, winner, voice), **more)
            continue
        tied = same or same_count
        facts: dict[str, object] = {"column": column["column"], "count": counts[winner], "sum": sums[winner]}
        key = f"{prefix}_equal" if same else f"{prefix}_sum"
        yield voice.say(key, others=voice.list_of(tied), rivals=voice.rivals(sums, tied), **facts, **more)


def _column_facts(figure: str, column: Step, winner: str, voice: Voice) -> dict[str, object]:
    others = [entry for entry in column["counts"] if entry != winner]
    return {
        "column": column["column"],
        "count": column["counts"][winner],
        "rivals": voice.rivals(column[figure], others),
    }


# Rules 5 to 8 --------------------------------------------------------------------------------------------------------


def _dance_place(reason: Step, voice: Voice) -> Line:
    return voice.line(
        "dance",
        list(dance_sentences(reason, voice)),
        entries=reason["entries"],
        places=reason["places"],
        rules=reason["rules"],
        dance=reason["dance"],
    )


def dance_sentences(reason: Step, voice: Voice) -> Iterator[str]:
    """How one place of one dance was decided."""
    winner, columns, step = reason["entries"][0], reason["columns"], reason["step"]
    opened = columns[0]
    judges = reason["judges"]
    facts = {"column": opened["column"], "count": opened["counts"][winner], "judges": judges}
    if step == "remaining":
        yield voice.say("dance_remaining", **facts)
        return
    if "8" in reason["rules"]:
        yield voice.say("dance_opened", before=opened["column"] - 1)
    if step == "majority":
        yield voice.say("dance_majority", **facts)
    elif step == "level":
        yield voice.say("dance_level")
    else:
        yield from _column_by_column("dance", columns, winner, voice, judges=judges)


def _not_danced(reason: Step, voice: Voice) -> Line:
    key = "not_danced" if len(reason["entries"]) == 1 else "not_danced_shared"
    dance = reason["dance"]
    return voice.line("note", [voice.say(key, dance=voice.title(dance))], entries=reason["entries"], dance=dance)


def ruling_line(reason: Step, system: str, voice: Voice) -> Line:
    """A ruling on a judge or an entry."""
    kind, key = reason["ruling"], f"ruling_{reason['ruling']}"
    if kind == "disqualified":
        closes_gaps = system.startswith("skating") or system == "relative_placement:final"
        key += "_recall" if system.endswith(":callback") else "" if closes_gaps else "_plain"
    if kind == "abstained":
        key += "" if "judge" in reason else "_all"
    if kind != "judge_lost":
        points = str(reason.get("points", ""))
        text = voice.say(key, judge=reason.get("judge"), points=int(points) if points.isdigit() else points)
        return voice.line("ruling", [text], entries=reason["entries"])
    if "dances" not in reason:
        return voice.line("ruling", [voice.say(key, judge=reason["judge"])])
    dances = voice.language.join([voice.title(dance) for dance in reason["dances"]])
    return voice.line("ruling", [voice.say(f"{key}_dances", judge=reason["judge"], dances=dances)])


def _broken(reason: Step, voice: Voice) -> Line:
    faults = "".join(
        voice.say(f"fault_{fault}", places=voice.figures(reason[fault]))
        for fault in ("doubled", "missing", "impossible")
        if reason[fault]
    )
    text = voice.say(
        "broken_sheet", judge=reason["judge"], dance=voice.title(reason["dance"]), last=reason["last"], faults=faults
    )
    return voice.line("refused", [text], rules=reason["rules"], dance=reason["dance"])


# Rule 1 --------------------------------------------------------------------------------------------------------------


def _recall_lines(reasons: Sequence[Step], voice: Voice) -> Iterator[Line]:
    for reason in reasons:
        if reason["kind"] == "recall_line":
            entries = reason.get("recalled", reason["sure"])
            yield voice.line("decision", [_recall(reason, voice)], entries=entries, rules=reason["rules"], headed=False)
        elif reason["kind"] == "out_place":
            text = voice.say("out_place", crosses=reason["crosses"])
            yield voice.line("out", [text], entries=reason["entries"], places=reason["places"], rules=reason["rules"])


def _recall(reason: Step, voice: Voice) -> str:
    if reason["step"] == "exact":
        key = "recall_exact" if len(reason["sure"]) == reason["wanted"] else "recall_all"
        return voice.say(key, number=len(reason["sure"]), cut=reason["cut"])
    low, high = reason["choices"]
    facts = {"sure": len(reason["sure"]), "tied": len(reason["tied"]), "cut": reason["cut"]}
    if reason["step"] == "tied":
        return voice.say("recall_tied", low=low, high=high, **facts)
    chosen = [entry for entry in reason["recalled"] if entry in reason["tied"]]
    key = f"recall_ruling_{reason['ruling']}"
    return voice.say(key, number=len(reason["recalled"]), chosen=voice.list_of(chosen), **facts)
