"""Released standings in lists: of a festival, of an academy, of a dancer. A fixed number of queries, whatever the number."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from competitions.models import Release, Standing
from competitions.selectors.public import dates, naming, result_rows, standing_page, standing_source
from competitions.selectors.public.naming import Partner
from competitions.selectors.public.standing_source import Row
from competitions.selectors.public.winners import WinnerRow
from events.models import Festival


@dataclass(frozen=True, slots=True)
class HonourRow:
    """A standing in which one of the entries, or the academy, is honoured."""

    place: int | None
    place_text: str
    names: tuple[Partner, ...]
    what: str
    where: str
    url: str
    when: str
    persons: tuple[int, ...]


def of_festival(festival: Festival, now: datetime) -> tuple[WinnerRow, ...]:
    """Return a row per released standing of the festival with who won it; no names where it has several groups."""
    releases = standing_source.current_releases(now, standing__festival=festival)
    rankings = {release.pk: json.loads(release.ranking_text) for release in releases}
    first = {pk: _first(ranking) for pk, ranking in rankings.items()}
    _entries, names, academies = standing_source.name_rows([row for rows in first.values() for row in rows], now)
    return tuple(_winner_row(release, first[release.pk], names, academies, now) for release in releases)


def honours(now: datetime, *, entries: Collection[int], academy_id: int | None = None) -> tuple[HonourRow, ...]:
    """Return where one of these entries, or the academy, is honoured in a released standing, newest first."""
    counting = Standing.objects.filter(competitions__entries__in=list(entries))
    found: list[tuple[Release, Row]] = []
    for release in standing_source.current_releases(now, standing__in=counting):
        for row in json.loads(release.ranking_text)["rows"]:
            if row["is_awarded"] and _concerns(row, entries, academy_id):
                found.append((release, row))
    _entries, names, academies = standing_source.name_rows([row for _release, row in found], now)
    return tuple(_honour_row(release, row, names, academies, now) for release, row in found)


def _concerns(row: Row, entries: Collection[int], academy_id: int | None) -> bool:
    is_own = academy_id is not None and row["academy"] == academy_id
    return is_own or any(entry in entries for entry in row["entries"])


def _first(ranking: dict[str, Any]) -> list[Row]:
    if len(ranking["groups"]) != 1:
        return []
    return [row for row in ranking["rows"] if row["place_from"] == 1 and row["is_awarded"]]


def _partners(row: Row, names: Any, academies: Any) -> tuple[Partner, ...]:
    if row["academy"] is not None:
        return (Partner(academies[row["academy"]].name, ""),)
    partners: tuple[Partner, ...] = names[row["entry"]].partners
    return partners


def _winner_row(release: Release, first: Sequence[Row], names: Any, academies: Any, now: datetime) -> WinnerRow:
    standing, festival = _standing(release), release.festival
    partners = [_partners(row, names, academies) for row in first]
    return WinnerRow(
        title=standing.title,
        url=standing_page.standing_url(standing),
        festival=festival.title,
        festival_url=result_rows.festival_url(festival),
        city=festival.city,
        names=tuple(partner for group in partners for partner in group),
        line=" · ".join(" – ".join(partner.text for partner in group) for group in partners),
        academy="",
        when=_when(release, now),
        clock=dates.clock(release.at, festival),
        is_corrected=release.kind == Release.Kind.CORRECTED,
        at=release.at,
        persons=tuple(pk for row in first if row["entry"] for pk in names[row["entry"]].persons),
    )


def _honour_row(release: Release, row: Row, names: Any, academies: Any, now: datetime) -> HonourRow:
    festival = release.festival
    return HonourRow(
        place=row["place_from"] if row["place_from"] == row["place_to"] else None,
        place_text=naming.places(row["place_from"], row["place_to"]),
        names=_partners(row, names, academies),
        what=release.title,
        where=f"{festival.title}, {festival.city}",
        url=standing_page.standing_url(_standing(release)),
        when=_when(release, now),
        persons=names[row["entry"]].persons if row["entry"] else (),
    )


def _standing(release: Release) -> Standing:
    assert release.standing is not None
    return release.standing


def _when(release: Release, now: datetime) -> str:
    zone = release.festival.zone
    return dates.ago(release.at.astimezone(zone).date(), now.astimezone(zone).date())
