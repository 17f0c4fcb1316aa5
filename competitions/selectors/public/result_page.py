"""A competition's result as its page shows it: title and state, podium, places, how it was decided, marks, files."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from competitions.models import Release
from competitions.scoring.sentences import Line
from competitions.selectors.public import (
    battle_page,
    dates,
    naming,
    points_marks,
    result_marks,
    result_rows,
    result_source,
)
from competitions.selectors.public.battle_page import BattlePage
from competitions.selectors.public.result_marks import DecidingMarks, Sheet
from competitions.selectors.public.result_rows import DecisionRow, JudgeRow, OutGroup, PlaceRow, Step
from competitions.selectors.public.result_source import BeingRevealed, ResultSource, RoundSource, UnderReview


@dataclass(frozen=True, slots=True)
class Dance:
    title: str
    short: str


@dataclass(frozen=True, slots=True)
class EarlierRound:
    """A round before the final: what it was about, line by line, and its marks."""

    title: str
    opening: str
    lines: tuple[DecisionRow, ...]
    sheet: Sheet | None
    has_crosses: bool


@dataclass(frozen=True, slots=True)
class ReleaseLink:
    """Another release of the same competition."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class ResultPage:
    """Everything on the page, ready to be written out. `tags` are the things that it tells of."""

    title: str
    lead: str
    state_kind: str
    state_text: str
    state_icon: str
    note: str
    correction: str
    is_withdrawn: bool
    newer: ReleaseLink | None
    earlier: tuple[ReleaseLink, ...]
    podium: tuple[Step, ...]
    places: tuple[PlaceRow, ...]
    dances: tuple[Dance, ...]
    unit: str
    total_label: str
    has_prizes: bool
    out_groups: tuple[OutGroup, ...]
    opening: str
    decisions: tuple[DecisionRow, ...]
    deciding: tuple[DecidingMarks, ...]
    sheet: Sheet | None
    battle: BattlePage | None
    has_totals: bool
    is_placed: bool
    judges: tuple[JudgeRow, ...]
    rounds_before: tuple[EarlierRound, ...]
    has_files: bool
    tags: tuple[str, ...]


def page(source: ResultSource) -> ResultPage:
    """Return the page of a release that anybody may read."""
    release, final = source.release, source.final
    is_withdrawn = release.kind == Release.Kind.WITHDRAWN
    lines = result_rows.decisions(source, final) if final and source.shows_marks else ()
    places = () if is_withdrawn else result_rows.final_rows(source)
    kind, text, icon = _state(source)
    return ResultPage(
        title=source.competition.title,
        lead=result_rows.lead(source),
        state_kind=kind,
        state_text=text,
        state_icon=icon,
        note=note(source),
        correction=release.reason if release.kind != Release.Kind.PUBLISHED else "",
        is_withdrawn=is_withdrawn,
        newer=_link(source, source.newer) if source.newer else None,
        earlier=tuple(_link(source, row) for row in source.earlier),
        podium=() if is_withdrawn or release.detail == "names" else result_rows.podium(source),
        places=places,
        dances=_dances(final) if places and places[0].marks and any(places[0].marks) else (),
        unit=result_rows.unit(source.competition.size),
        total_label=_total_label(final) if any(row.total for row in places) else "",
        has_prizes=any(row.prize for row in places),
        out_groups=() if is_withdrawn else result_rows.out_groups(source),
        opening=_opening(lines),
        decisions=result_rows.decision_rows(lines),
        deciding=result_marks.deciding(source),
        sheet=result_marks.sheet(source, final) if final and not is_withdrawn else None,
        battle=battle_page.page(source),
        has_totals=bool(final and points_marks.totals_of(final)),
        is_placed=bool(final and "place_ranges" in final.outcome and "marks" in final.sheets["input"]),
        judges=result_rows.judges(final or source.rounds[-1]) if source.rounds else (),
        rounds_before=() if is_withdrawn else _rounds_before(source),
        has_files=source.shows_marks and not is_withdrawn,
        tags=tags(source),
    )


def tags(source: ResultSource) -> tuple[str, ...]:
    """Return the tags of everything that the page tells of."""
    academies = {entry.academy_id for entry in source.entries.values() if entry.academy_id}
    return (
        f"competition:{source.competition.pk}",
        f"festival:{source.festival.pk}",
        *naming.person_tags(source.persons),
        *(f"academy:{pk}" for pk in sorted(academies)),
    )


def load(festival_slug: str, slug: str, number: int | None = None) -> ResultSource | UnderReview | BeingRevealed | None:
    """Return what the page is made of, or None where the public may see nothing."""
    return result_source.load(festival_slug, slug, number)


def _state(source: ResultSource) -> tuple[str, str, str]:
    if source.release.kind == Release.Kind.WITHDRAWN:
        return "bad", _("Taken back"), "cross"
    if source.newer:
        return "", _("Replaced"), "clock"
    if source.release.kind == Release.Kind.CORRECTED:
        return "warn", _("Corrected"), "info"
    return "good", _("Official"), "check"


def note(source: ResultSource) -> str:
    """Return when the release was published, and its number."""
    values = {"moment": dates.moment(source.release.at, source.festival), "number": source.release.number}
    return _("Published %(moment)s · release %(number)s") % values


def _link(source: ResultSource, release: Release) -> ReleaseLink:
    values = {"number": release.number, "moment": dates.moment(release.at, source.festival)}
    if source.newer and release.pk == source.newer.pk:
        url = result_rows.competition_url(source.competition, "result")
    else:
        url = result_rows.competition_url(source.competition, "release", number=release.number)
    return ReleaseLink(_("Release %(number)s, %(moment)s") % values, url)


def _total_label(final: RoundSource | None) -> str:
    """Return what the last column holds."""
    outcome = final.outcome if final else {}
    return _("Score") if "scores" in outcome else _("Points") if "points" in outcome else _("Total")


def _dances(final: RoundSource | None) -> tuple[Dance, ...]:
    parts = final.parts if final else ()
    return tuple(Dance(part.title, part.short_label or part.title[:2]) for part in parts)


def _opening(lines: Sequence[Line]) -> str:
    return " ".join(line.text for line in lines if line.kind == "opening")


def _rounds_before(source: ResultSource) -> tuple[EarlierRound, ...]:
    if not source.shows_marks:
        return ()
    found = []
    for stage in reversed(source.rounds):
        if stage is not source.final:
            lines = result_rows.decisions(source, stage)
            rows = result_rows.decision_rows(lines)
            sheet, is_recall = result_marks.sheet(source, stage), stage.outcome["system"] == "skating:callback"
            found.append(EarlierRound(stage.round.title, _opening(lines), rows, sheet, is_recall))
    return tuple(found)
