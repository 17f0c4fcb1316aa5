"""What nobody had before: the first winner from a country, the first win, a win in a second style."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from competitions.models import EntryMember
from competitions.selectors.public import dates, visibility
from competitions.selectors.public.dancer_source import Achievement, DancerSource
from dancers.selectors import countries


@dataclass(frozen=True, slots=True)
class First:
    """One first, the most important ones first; `achievement` is the result that brought it."""

    title: str
    note: str
    date: str
    achievement: Achievement


def firsts(source: DancerSource) -> tuple[First, ...]:
    """Return the dancer's firsts; two queries. None for a child of whom less is shown."""
    if not source.shows_full:
        return ()
    wins = sorted((row for row in source.achievements if row.is_win), key=lambda row: (row.on, row.release.at))
    if not wins:
        return ()
    found = [*_from_country(source, wins)]
    by_style: dict[int, Achievement] = {}
    for win in wins:
        by_style.setdefault(win.competition.style_id, win)
    styles = list(by_style.values())
    if len(styles) > 1:
        found.append(
            _first(_("A win in a second style: %(style)s") % {"style": styles[1].competition.style.title}, styles[1])
        )
    found.append(_first(_("First win"), wins[0]))
    return tuple(found)


def _from_country(source: DancerSource, wins: Sequence[Achievement]) -> list[First]:
    """The first win by a dancer of this country in a series and style where dancers of other countries had won before."""
    country = source.person.country
    in_series = [win for win in wins if win.competition.festival.series_id is not None]
    if not country or not in_series:
        return []
    before = _winners_before(in_series)
    found = []
    for win in in_series:
        key = (win.competition.festival.series_id, win.competition.style_id)
        earlier = {code for day, code in before.get(key, ()) if day < win.on}
        if earlier and country not in earlier:
            title = _("First winner from %(country)s") % {"country": countries.country_name(country)}
            found.append(_first(title, win))
            break
    return found


def _winners_before(wins: Sequence[Achievement]) -> dict[tuple[int | None, int], list[tuple[date, str]]]:
    """Days and countries of the winners of the same series and styles."""
    releases = visibility.current_releases().filter(
        competition__festival__series__in={win.competition.festival.series_id for win in wins},
        competition__style__in={win.competition.style_id for win in wins},
    )
    first_of = {}
    for release in releases.select_related("competition__festival"):
        for row in json.loads(release.ranking_text)["rows"]:
            if row["place_from"] == 1:
                first_of[row["entry"]] = release.contest
    members = EntryMember.objects.filter(entry__in=first_of, valid_to__isnull=True)
    found: dict[tuple[int | None, int], list[tuple[date, str]]] = {}
    for entry_id, code in members.exclude(person__country="").values_list("entry_id", "person__country"):
        competition = first_of[entry_id]
        key = (competition.festival.series_id, competition.style_id)
        found.setdefault(key, []).append((competition.festival.ends_on, code))
    return found


def _first(title: str, win: Achievement) -> First:
    festival = win.competition.festival
    note = " · ".join((win.competition.title, f"{festival.title}, {festival.city}"))
    return First(title, note, dates.month(win.on), win)
