"""Who won: the entries on first place of released results, for lists and the first page. Fixed queries whatever the number."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from competitions.models import Entry, Release
from competitions.selectors.public import dates, naming, result_rows
from competitions.selectors.public.naming import EntryName, Partner


@dataclass(frozen=True, slots=True)
class WinnerRow:
    """One released competition with who won it (more than one where first place is shared)."""

    title: str
    url: str
    festival: str
    festival_url: str
    city: str
    names: tuple[Partner, ...]
    line: str
    academy: str
    when: str
    clock: str
    is_corrected: bool
    at: datetime
    persons: tuple[int, ...]


def rows(releases: Sequence[Release], now: datetime) -> tuple[WinnerRow, ...]:
    """Return a row per release (its competition and festival loaded): three queries at most."""
    first = {release.pk: _first_entries(release) for release in releases}
    ids = [entry for found in first.values() for entry in found]
    entries = {row.pk: row for row in Entry.objects.filter(pk__in=ids).select_related("academy")}
    sizes = {release.contest.pk: release.contest.size for release in releases}
    names = naming.name_entries(entries.values(), naming.members_by_entry(ids), sizes, now.date())
    return tuple(_row(release, first[release.pk], entries, names, now) for release in releases)


def _first_entries(release: Release) -> list[int]:
    if release.detail == "names":
        return []
    ranking = json.loads(release.ranking_text)["rows"]
    return [row["entry"] for row in ranking if row["status"] == "placed" and row["place_from"] == 1]


def _row(
    release: Release, first: Sequence[int], entries: dict[int, Entry], names: dict[int, EntryName], now: datetime
) -> WinnerRow:
    competition, festival = release.contest, release.contest.festival
    academies = [_academy(entries[entry]) for entry in first]
    return WinnerRow(
        title=competition.title,
        url=result_rows.competition_url(competition, "result"),
        festival=festival.title,
        festival_url=result_rows.festival_url(festival),
        city=festival.city,
        names=tuple(partner for entry in first for partner in names[entry].partners),
        line=" · ".join(" – ".join(row.text for row in names[entry].partners) for entry in first),
        academy=" · ".join(dict.fromkeys(filter(None, academies))),
        when=dates.ago(release.at.astimezone(festival.zone).date(), now.astimezone(festival.zone).date()),
        clock=dates.clock(release.at, festival),
        is_corrected=release.kind == Release.Kind.CORRECTED,
        at=release.at,
        persons=tuple(pk for entry in first for pk in names[entry].persons),
    )


def _academy(entry: Entry) -> str:
    name = entry.academy_name or (entry.academy.name if entry.academy else "")
    return ", ".join(part for part in (name, entry.academy.city if entry.academy else "") if part)


def tags(rows: Sequence[WinnerRow]) -> tuple[str, ...]:
    """Return the tags of everybody who is named in the rows."""
    return naming.person_tags(pk for row in rows for pk in row.persons)
