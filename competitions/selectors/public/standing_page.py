"""A standing as its page shows it: title and state, podium, the places of each group, how it was decided, what it counts, files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from competitions.models import Release, Standing
from competitions.scoring import sentences
from competitions.selectors import money, standing_rankings
from competitions.selectors.public import dates, naming, result_rows, standing_source
from competitions.selectors.public.naming import Partner
from competitions.selectors.public.result_page import ReleaseLink
from competitions.selectors.public.result_rows import DecisionRow, PodiumGroup, Step
from competitions.selectors.public.standing_source import Row, StandingSource, StandingUnderReview

TOLD_WHOLE = 20


@dataclass(frozen=True, slots=True)
class Column:
    """A combined competition as a column: its whole title, and what stands over the figures."""

    title: str
    short: str


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One line of a group's table (the inputs of components/places_table.html), and whether it is honoured."""

    anchor: str
    place_text: str
    number: str
    names: tuple[Partner, ...]
    from_line: str
    marks: tuple[str, ...]
    total: str
    prize: str
    note: str
    is_awarded: bool
    why_url: str = ""


@dataclass(frozen=True, slots=True)
class GroupTable:
    """The places of one group; no title where there is one group only."""

    title: str
    rows: tuple[PlaceRow, ...]


@dataclass(frozen=True, slots=True)
class CountedRow:
    """A competition behind the standing; `note` says when its result has changed since."""

    title: str
    url: str
    note: str


@dataclass(frozen=True, slots=True)
class StandingPage:
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
    overtaken: tuple[str, ...]
    podium: tuple[Step, ...]
    groups: tuple[GroupTable, ...]
    columns: tuple[Column, ...]
    unit: str
    total_label: str
    has_prizes: bool
    opening: str
    decisions: tuple[DecisionRow, ...]
    counted: tuple[CountedRow, ...]
    has_files: bool
    digest: str
    tags: tuple[str, ...]


def load(festival_slug: str, slug: str, number: int | None = None) -> StandingSource | StandingUnderReview | None:
    """Return what the page is made of, or None where the public may see nothing."""
    return standing_source.load(festival_slug, slug, number)


def page(source: StandingSource) -> StandingPage:
    """Return the page of a release that anybody may read."""
    release, groups = source.release, _groups(source)
    kind, text, icon = _state(source)
    lines = _lines(source) if source.shows_figures else ()
    return StandingPage(
        title=source.standing.title,
        lead=_lead(source),
        state_kind=kind,
        state_text=text,
        state_icon=icon,
        note=_note(source),
        correction=release.reason if release.kind != Release.Kind.PUBLISHED else "",
        is_withdrawn=release.kind == Release.Kind.WITHDRAWN,
        newer=_link(source, source.newer) if source.newer else None,
        earlier=tuple(_link(source, row) for row in source.earlier),
        overtaken=tuple(row.competition.title for row in source.counted if row.is_overtaken),
        podium=_podium(source) if len(groups) == 1 else (),
        groups=groups,
        columns=_columns(source),
        unit=_unit(source),
        total_label=_total_label(source) if source.shows_figures else "",
        has_prizes=any(row.prize for group in groups for row in group.rows),
        opening=" ".join(line.text for line in lines if line.kind == "opening"),
        decisions=result_rows.decision_rows(_worth_telling(lines)),
        counted=tuple(_counted_row(row) for row in source.counted),
        has_files=source.shows_figures,
        digest=source.result.digest,
        tags=tags(source),
    )


def tags(source: StandingSource) -> tuple[str, ...]:
    """Return the tags of everything that the page tells of."""
    persons = [pk for name in source.names.values() for pk in name.persons]
    academies = {row.academy_id for row in source.entries.values() if row.academy_id} | set(source.academies)
    return (
        f"standing:{source.standing.pk}",
        f"festival:{source.festival.pk}",
        *(f"competition:{row.competition.pk}" for row in source.counted),
        *naming.person_tags(persons),
        *(f"academy:{pk}" for pk in sorted(academies)),
    )


def standing_url(standing: Standing, name: str = "standing", **extra: object) -> str:
    """Return the address of one of the standing's public pages."""
    kwargs = {"festival_slug": standing.festival.slug, "slug": standing.slug, **extra}
    return reverse(f"public:{name}", kwargs=kwargs)


def names_of(row: Row, source: StandingSource) -> tuple[Partner, ...]:
    """Return the lines of the winner's name: dancers, or the academy with its page."""
    if row["academy"] is not None:
        academy = source.academies[row["academy"]]
        url = reverse("public:academy", args=[academy.slug]) if academy.public else ""
        return (Partner(academy.name, "", url),)
    return source.names[row["entry"]].partners


def _groups(source: StandingSource) -> tuple[GroupTable, ...]:
    titles = standing_rankings.group_titles(row.competition for row in source.counted)
    return tuple(
        GroupTable(
            standing_rankings.say_group(group, titles),
            tuple(_place_row(source, row) for row in source.rows if row["group"] == group),
        )
        for group in source.ranking["groups"]
    )


def _place_row(source: StandingSource, row: Row) -> PlaceRow:
    number = source.numbers.get(row["entry"], "")
    return PlaceRow(
        anchor=f"n-{row['entry'] or row['academy']}",
        place_text=naming.places(row["place_from"], row["place_to"]),
        number=number,
        names=names_of(row, source),
        from_line=_from_line(source, row),
        marks=_figures(source, row),
        total=standing_rankings.show_figure(row["total"]) if source.shows_figures else "",
        prize=_prize_text(source, row),
        note=_("honoured") if row["is_awarded"] else "",
        is_awarded=row["is_awarded"],
    )


def _from_line(source: StandingSource, row: Row) -> str:
    if row["academy"] is not None:
        return source.academies[row["academy"]].city
    entry = source.entries[row["entry"]]
    city = entry.academy.city if entry.academy else ""
    return ", ".join(part for part in (entry.academy_name, city) if part)


def _columns(source: StandingSource) -> tuple[Column, ...]:
    """The combined competitions; their number stands over the figures, and the list of what is counted has it too."""
    if source.sheets["params"].get("method") != "combined" or not source.shows_figures:
        return ()
    return tuple(Column(row.competition.title, str(place)) for place, row in enumerate(source.counted, start=1))


def _figures(source: StandingSource, row: Row) -> tuple[str, ...]:
    on = source.sheets["params"].get("on", "score")
    own = {
        given["competition"]: given.get(on)
        for given in source.sheets["input"]["entries"]
        if given["id"] == str(row["entry"])
    }
    return (
        tuple(str(own.get(str(counted.competition.pk), "")) for counted in source.counted) if _columns(source) else ()
    )


def _podium(source: StandingSource) -> tuple[Step, ...]:
    """Return up to three steps; nothing where fewer than two are placed."""
    placed = [row for row in source.rows if row["place_from"] <= 3]
    steps: list[Step] = []
    for step in (1, 2, 3):
        rows = [row for row in placed if row["place_from"] == step]
        if rows:
            prizes = {_prize_text(source, row) for row in rows}
            text = naming.places(step, rows[0]["place_to"])
            groups = tuple(_podium_group(source, row) for row in rows)
            steps.append(Step(step, text, groups, prizes.pop() if len(prizes) == 1 else ""))
        elif any(row["place_from"] < step <= row["place_to"] for row in placed):
            steps.append(Step(step, "", (), "", is_empty=True))
    return tuple(steps) if len(placed) > 1 else ()


def _podium_group(source: StandingSource, row: Row) -> PodiumGroup:
    names = tuple((partner.given, partner.rest) for partner in names_of(row, source))
    if len(names) == 1 and not names[0][1]:
        names = (("", names[0][0]),)
    words = [word for pair in names for part in pair for word in part.split()]
    return PodiumGroup(names, _from_line(source, row), max(map(len, words), default=0) > result_rows.LONG_WORD)


def _prize_text(source: StandingSource, row: Row) -> str:
    awards = source.awards.get((row["entry"], row["academy"]), ())
    amounts = [(one.amount_minor, one.prize.currency) for one in awards if one.amount_minor is not None]
    others = [one.prize.title for one in awards if one.amount_minor is None]
    return ", ".join([*money.show_sums(amounts, source.festival.currency_digits), *others])


def _unit(source: StandingSource) -> str:
    """The heading over the names: academies, or what the competitions' entries are, where they are alike."""
    sizes = {row.competition.size for row in source.counted}
    if source.academies:
        return _("Academy")
    return result_rows.unit(sizes.pop()) if len(sizes) == 1 else _("Entry")


def _worth_telling(lines: Sequence[sentences.Line]) -> list[sentences.Line]:
    """A long standing tells why of those who are honoured; the others' places and figures stand in the table."""
    return [line for line in lines if len(lines) <= TOLD_WHOLE or line.kind != "out"]


def _lines(source: StandingSource) -> tuple[sentences.Line, ...]:
    names, numbers = keyed_names(source), {str(pk): label for pk, label in source.numbers.items() if label}
    titles = _sentence_titles(source)
    return tuple(
        sentences.explain(
            source.outcome, language=result_rows.language(), names=names, numbers=numbers, titles=titles, who="entry"
        )
    )


def keyed_names(source: StandingSource) -> dict[str, str]:
    """Return public names by the key of the stored documents."""
    return {str(pk): name.pair for pk, name in source.names.items()} | {
        str(pk): academy.name for pk, academy in source.academies.items()
    }


def _sentence_titles(source: StandingSource) -> dict[str, str]:
    titles = standing_rankings.group_titles(row.competition for row in source.counted)
    groups = [*source.ranking["groups"], *source.outcome.get("left_out", ())]
    return {group: standing_rankings.say_group(group, titles) for group in groups if group != standing_rankings.ALL}


def _lead(source: StandingSource) -> str:
    """Return "3 competitions · 14 placed"."""
    contests, placed = len(source.counted), len(source.rows)
    return " · ".join(
        (
            result_rows.count_contests(contests),
            ngettext("%(count)s placed", "%(count)s placed", placed) % {"count": placed},
        )
    )


def _total_label(source: StandingSource) -> str:
    params: Mapping[str, Any] = source.sheets["params"]
    if params.get("on") == "criterion":
        return str(params.get("criterion", ""))
    is_mean, is_single = params.get("aggregate") == "mean", params.get("method") == "best"
    if params.get("on") == "place":
        return _("Place") if is_single else _("Mean place") if is_mean else _("Sum of places")
    return _("Score") if is_single else _("Mean score") if is_mean else _("Sum of scores")


def _counted_row(row: standing_source.Counted) -> CountedRow:
    note = ""
    if not row.is_public:
        note = _("under review")
    elif row.is_overtaken:
        note = _("corrected since")
    url = result_rows.competition_url(row.competition, "result") if row.is_public else ""
    return CountedRow(row.competition.title, url, note)


def _state(source: StandingSource) -> tuple[str, str, str]:
    if source.release.kind == Release.Kind.WITHDRAWN:
        return "bad", _("Taken back"), "cross"
    if source.newer:
        return "", _("Replaced"), "clock"
    if any(row.is_overtaken for row in source.counted):
        return "warn", _("Being recomputed"), "clock"
    if source.release.kind == Release.Kind.CORRECTED:
        return "warn", _("Corrected"), "info"
    return "good", _("Official"), "check"


def _note(source: StandingSource) -> str:
    values = {"moment": dates.moment(source.release.at, source.festival), "number": source.release.number}
    return _("Published %(moment)s · release %(number)s") % values


def _link(source: StandingSource, release: Release) -> ReleaseLink:
    values = {"number": release.number, "moment": dates.moment(release.at, source.festival)}
    is_newest = source.newer is not None and release.pk == source.newer.pk
    url = (
        standing_url(source.standing)
        if is_newest
        else standing_url(source.standing, "standing_release", number=release.number)
    )
    return ReleaseLink(_("Release %(number)s, %(moment)s") % values, url)
