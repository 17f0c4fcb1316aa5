"""A dancer's page: name, academy, styles, the career drawn, firsts, titles, every result by year. A child shows less."""

from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse

from competitions.models import Prize
from competitions.selectors import money
from competitions.selectors.public import career, dates, firsts, naming, result_rows
from competitions.selectors.public.career import Drawing, Point, Track
from competitions.selectors.public.dancer_source import Achievement, DancerSource
from competitions.selectors.public.firsts import First
from competitions.selectors.public.standing_list import HonourRow
from dancers.selectors import countries

# A career of fewer results is drawn lower: white paper is not a career.
RICH = 5


@dataclass(frozen=True, slots=True)
class AcademyLink:
    name: str
    url: str
    city: str


@dataclass(frozen=True, slots=True)
class TableRow:
    """A line of the chart's table for those who do not see it."""

    date: str
    style: str
    place: str
    what: str


@dataclass(frozen=True, slots=True)
class Chart:
    wide: Drawing
    narrow: Drawing
    table: tuple[TableRow, ...]


@dataclass(frozen=True, slots=True)
class TitleRow:
    title: str
    years: str


@dataclass(frozen=True, slots=True)
class RecordRow:
    """One result of the record."""

    place: int | None
    place_text: str
    what: str
    url: str
    where: str
    partners: tuple[naming.Partner, ...]
    piece: str
    money: str
    why_url: str


@dataclass(frozen=True, slots=True)
class Upcoming:
    title: str
    where: str
    url: str


@dataclass(frozen=True, slots=True)
class DancerPage:
    """Everything on the page."""

    name: str
    initials: str
    is_minor: bool
    academies: tuple[AcademyLink, ...]
    country: str
    styles: tuple[str, ...]
    chart: Chart | None
    firsts: tuple[First, ...]
    titles: tuple[TitleRow, ...]
    years: tuple[tuple[int, tuple[RecordRow, ...]], ...]
    count: int
    since: int | None
    upcoming: tuple[Upcoming, ...]
    honours: tuple[HonourRow, ...]
    tags: tuple[str, ...]


def page(source: DancerSource) -> DancerPage:
    """Return the page."""
    records = source.achievements
    found = firsts.firsts(source)
    return DancerPage(
        name=source.public_name,
        initials="".join(word[0] for word in source.public_name.split()[:2]).upper(),
        is_minor=source.is_minor,
        academies=tuple(
            AcademyLink(row.name, reverse("public:academy", args=[row.slug]) if row.public else "", row.city)
            for row in source.academies
        ),
        country=countries.country_name(source.person.country) if source.person.country and source.shows_full else "",
        styles=_styles(source),
        chart=_chart(source, found),
        firsts=found,
        titles=_titles(source),
        years=tuple((year, tuple(_record(source, row) for row in rows)) for year, rows in groupby(records, _year)),
        count=len(records),
        since=_year(records[-1]) if records else None,
        upcoming=tuple(
            Upcoming(
                row.competition.title, row.competition.festival.title, result_rows.competition_url(row.competition)
            )
            for row in source.entries
        ),
        honours=source.honours,
        tags=_tags(source),
    )


def _styles(source: DancerSource) -> tuple[str, ...]:
    competitions = [*(row.competition for row in source.achievements), *(row.competition for row in source.entries)]
    return tuple(dict.fromkeys(row.style.title for row in competitions))


def _year(row: Achievement) -> int:
    return row.on.year


def _tags(source: DancerSource) -> tuple[str, ...]:
    entries = (*(row.entry for row in source.achievements), *source.entries)
    return (
        *naming.person_tags(source.persons),
        *(f"competition:{row.competition_id}" for row in entries),
        *(f"academy:{row.pk}" for row in source.academies),
    )


def _chart(source: DancerSource, found: tuple[First, ...]) -> Chart | None:
    """The drawing, best place at each festival by style; None where there is nothing to draw."""
    best: dict[tuple[int, int], Achievement] = {}
    for row in source.achievements:
        if row.place_from is None:
            continue
        key = (row.competition.style_id, row.competition.festival_id)
        if key not in best or row.place_from < (best[key].place_from or 0):
            best[key] = row
    if not best:
        return None
    tracks: dict[int, list[Achievement]] = {}
    for row in sorted(best.values(), key=lambda one: one.on):
        tracks.setdefault(row.competition.style_id, []).append(row)
    lines = [_track(rows) for rows in tracks.values()]
    remark = (_point(found[0].achievement), found[0].title) if found and not source.is_minor else None
    table = [
        TableRow(
            dates.day(row.on), row.competition.style.title, naming.places(row.place_from, row.place_to), _what(row)
        )
        for row in sorted(best.values(), key=lambda one: one.on)
    ]
    is_rich = len(best) >= RICH
    return Chart(
        wide=career.draw(lines, width=1132, height=400 if is_rich else 250, year_step=2, remark=remark),
        narrow=career.draw(lines, width=358, height=320 if is_rich else 230, year_step=4, remark=remark),
        table=tuple(table),
    )


def _track(rows: list[Achievement]) -> Track:
    style = rows[0].competition.style
    return Track(style.title, style.colour, style.marker, tuple(_point(row) for row in rows))


def _point(row: Achievement) -> Point:
    title = f"{naming.places(row.place_from, row.place_to)}: {_what(row)}, {dates.month(row.on)}"
    return Point(row.on, row.place_from or 1, result_rows.competition_url(row.competition, "result"), title)


def _what(row: Achievement) -> str:
    return f"{row.competition.title}, {row.competition.festival.title}"


def _meet(row: Achievement) -> str:
    """The name under which the festival returns each year, so that one line can hold several years."""
    festival = row.competition.festival
    return festival.series.title if festival.series else festival.title


def _titles(source: DancerSource) -> tuple[TitleRow, ...]:
    """Titles that were awarded, then the wins; the same title in several years is one line."""
    years: dict[str, list[int]] = {}
    for row in source.achievements:
        for award in row.awards:
            if award.prize.kind == Prize.Kind.TITLE:
                years.setdefault(f"{award.prize.title}, {_meet(row)}", []).append(_year(row))
    for row in source.achievements:
        if row.is_win:
            years.setdefault(f"{row.competition.title}, {_meet(row)}", []).append(_year(row))
    return tuple(TitleRow(title, ", ".join(str(year) for year in sorted(found))) for title, found in years.items())


def _record(source: DancerSource, row: Achievement) -> RecordRow:
    festival = row.competition.festival
    given = [(award.amount_minor, award.prize.currency) for award in row.awards if award.amount_minor is not None]
    amounts = money.show_sums(given, festival.currency_digits)
    return RecordRow(
        place=row.place_from if row.place_to in (None, row.place_from) else None,
        place_text=naming.places(row.place_from, row.place_to),
        what=row.competition.title,
        url=result_rows.competition_url(row.competition, "result"),
        where=f"{festival.title}, {festival.city}",
        partners=row.partners,
        piece=row.piece,
        money=", ".join(amounts) if source.shows_full else "",
        why_url=_why(row),
    )


def _why(row: Achievement) -> str:
    """The page that says why this place; nothing where the marks are not published."""
    if row.release.detail != "marks":
        return ""
    return result_rows.competition_url(row.competition, "why", key=result_rows.why_key(row.entry.pk))
