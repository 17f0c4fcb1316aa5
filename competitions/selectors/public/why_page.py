"""One entry of a released result by itself: why it has its place, round by round, in plain sentences with its own marks.

Knows no system: the sentences come from the stored outcome (scoring.sentences), the marks from the stored sheets (own_marks).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from django.utils.translation import gettext as _

from competitions.models import Release
from competitions.scoring.sentences import Line
from competitions.selectors.public import naming, own_marks, result_page, result_rows
from competitions.selectors.public.naming import Partner
from competitions.selectors.public.own_marks import OwnMarks
from competitions.selectors.public.result_rows import DecisionRow
from competitions.selectors.public.result_source import ResultSource, RoundSource, Row

NAMED = 3


@dataclass(frozen=True, slots=True)
class WhyRound:
    """What became of the entry in one round. `state` is the chip: its kind, its words and its icon."""

    title: str
    state: tuple[str, str, str]
    opening: str
    lines: tuple[DecisionRow, ...]
    note: str
    marks: tuple[OwnMarks, ...]


@dataclass(frozen=True, slots=True)
class WhyPage:
    """Everything on the page; the last round that the entry danced comes first, because it says the place."""

    title: str
    answer: str
    names: tuple[Partner, ...]
    name: str
    number: str
    from_line: str
    note: str
    back: str
    rounds: tuple[WhyRound, ...]
    tags: tuple[str, ...]


def page(source: ResultSource, key: str) -> WhyPage | None:
    """Return the page of the entry with this key in its address; None for nobody, and where marks are not published."""
    if not source.shows_marks or source.release.kind == Release.Kind.WITHDRAWN:
        return None
    entry = result_rows.entry_of_why(source, key)
    row = next((row for row in source.ranking if row["entry"] == entry), None)
    if entry is None or row is None:
        return None
    name = source.names[entry]
    return WhyPage(
        title=source.competition.title,
        answer=_answer(row),
        names=name.partners,
        name=", ".join(partner.text for partner in name.partners),
        number=source.numbers[entry],
        from_line=result_rows.academy_line(source, entry),
        note=result_page.note(source),
        back=f"{result_rows.release_url(source)}#{result_rows.anchor_of(source, entry)}",
        rounds=tuple(_rounds(source, row)),
        tags=result_page.tags(source),
    )


def _answer(row: Row) -> str:
    """The one fact that the reader came for."""
    if row["place_from"] is None:
        return result_rows.status_note(row["status"]) or _("Without a place")
    return _("Place %(place)s") % {"place": naming.places(row["place_from"], row["place_to"])}


def _rounds(source: ResultSource, row: Row) -> Iterator[WhyRound]:
    for stage in reversed(source.rounds):
        for key in result_rows.keys_in(source, stage, row["entry"]):
            yield _round(source, stage, key, row)


def _round(source: ResultSource, stage: RoundSource, key: str, row: Row) -> WhyRound:
    lines = result_rows.decisions(source, stage, entry=key)
    marks = own_marks.of_entry(stage, key)
    rows = result_rows.decision_rows(_told(lines, key))
    return WhyRound(
        title=stage.round.title,
        state=_state(stage, key, row),
        opening=" ".join(line.text for line in lines if line.kind == "opening"),
        lines=rows,
        note=_note(source, stage, key, is_told=bool(rows or marks)),
        marks=marks,
    )


def _note(source: ResultSource, stage: RoundSource, key: str, *, is_told: bool) -> str:
    """For one who went out the figure of the last who went on, to compare with; else only where nothing was told."""
    totals, recalled = stage.outcome.get("totals", {}), stage.outcome.get("recalled") or ()
    on = [Fraction(str(totals[one])) for one in recalled if one in totals]
    if on and key in totals and key not in recalled:
        values = {"number": source.numbers[source.entry_of_key[key]] or "–", "own": totals[key], "line": min(on)}
        return _("No. %(number)s has %(own)s; of those who went on nobody has fewer than %(line)s.") % values
    return "" if is_told else _("This entry has no counted marks in this round.")


def _told(lines: Sequence[Line], key: str) -> list[Line]:
    """The lines about the entry; those that name many others keep their sentence and lose the list of names."""
    return [line if line.entries == (key,) else _unheaded(line) for line in lines]


def _unheaded(line: Line) -> Line:
    return line if len(line.entries) <= NAMED else replace(line, heading="")


def _state(stage: RoundSource, key: str, row: Row) -> tuple[str, str, str]:
    """What became of the entry here: its place, on to the next round, out, or what else its state says."""
    if str(row["round_entry"]) != key:
        return "good", _("went on"), "check"
    if row["place_from"] is None:
        return "", result_rows.status_note(row["status"]) or _("without a place"), "info"
    if row["status"] == "out":
        return "", _("out in this round"), "info"
    return "good", _answer(row), "check"
