"""Reads everything that a released standing is made of, in a fixed number of queries whatever the number of entries."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from competitions.models import Award, Competition, Entry, Release, Result, Standing
from competitions.selectors import numbers
from competitions.selectors.public import naming, visibility
from competitions.selectors.public.naming import EntryName
from dancers.models import Academy
from events.models import Festival

Row = Mapping[str, Any]
Winner = tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class Counted:
    """A competition behind the standing: the release that was counted, and what is public of it now."""

    competition: Competition
    number: int
    is_overtaken: bool
    is_public: bool


@dataclass(frozen=True, slots=True)
class StandingSource:
    """A release of a standing with its stored documents and the names, numbers and academies of those in it."""

    release: Release
    standing: Standing
    earlier: tuple[Release, ...]
    newer: Release | None
    ranking: Mapping[str, Any]
    result: Result
    sheets: Mapping[str, Any]
    outcome: Mapping[str, Any]
    counted: tuple[Counted, ...]
    entries: Mapping[int, Entry]
    names: Mapping[int, EntryName]
    numbers: Mapping[int, str]
    academies: Mapping[int, Academy]
    awards: Mapping[Winner, tuple[Award, ...]]
    next_change: datetime | None

    @property
    def festival(self) -> Festival:
        return self.standing.festival

    @property
    def rows(self) -> Sequence[Row]:
        found: Sequence[Row] = self.ranking["rows"]
        return found

    @property
    def shows_figures(self) -> bool:
        return self.release.detail in ("totals", "marks")


@dataclass(frozen=True, slots=True)
class StandingUnderReview:
    """A standing that was taken back and not yet released again."""

    standing: Standing
    next_change: datetime | None


def announced_releases() -> QuerySet[Release]:
    """Return the releases of standings that anybody may know of, held back or not."""
    return Release.objects.filter(standing__in=Standing.objects.public(), state__superseded_at__isnull=True)


def current_releases(now: datetime, **found_by: object) -> list[Release]:
    """Return each standing's newest release that nothing holds back, of those found; one query."""
    rows = announced_releases().filter(**found_by).select_related("standing__festival", "state")
    newest: dict[int | None, Release] = {}
    for release in rows.order_by("number", "pk"):
        if visibility.is_out(release, now):
            newest[release.standing_id] = release
    shown = [row for row in newest.values() if not visibility.is_retracted(row) and row.kind != Release.Kind.WITHDRAWN]
    return sorted(shown, key=lambda row: (row.at, row.pk), reverse=True)


def load(festival_slug: str, slug: str, number: int | None = None) -> StandingSource | StandingUnderReview | None:
    """Return the newest release that anybody may read (or the one with that number), or None."""
    found = announced_releases().filter(standing__slug=slug, standing__festival__slug=festival_slug)
    every = list(found.select_related("standing__festival", "state").order_by("-number", "pk"))
    now = timezone.now()
    released = [row for row in every if visibility.is_out(row, now)]
    if not released:
        return None
    next_change = min((at for at in (visibility.held_until(row, now) for row in every) if at), default=None)
    standing = released[0].standing
    if standing is None:
        return None
    if number is None and visibility.is_retracted(released[0]):
        return StandingUnderReview(standing, next_change)
    shown = [row for row in released if not visibility.is_retracted(row)]
    release = next((row for row in shown if number in (None, row.number)), None)
    return _fill(release, standing, shown, next_change) if release else None


def name_rows(rows: Iterable[Row], now: datetime) -> tuple[dict[int, Entry], dict[int, EntryName], dict[int, Academy]]:
    """Return entries, their public names and academies of these rows; five queries, whatever the number."""
    given = list(rows)
    ids = [entry for row in given for entry in row["entries"]]
    entries = {row.pk: row for row in Entry.objects.filter(pk__in=ids).select_related("academy", "competition")}
    sizes = {row.competition_id: row.competition.size for row in entries.values()}
    names = naming.name_entries(entries.values(), naming.members_by_entry(entries), sizes, now.date())
    academies = Academy.objects.filter(pk__in=[row["academy"] for row in given if row["academy"] is not None])
    return entries, names, {row.pk: row for row in academies}


def _fill(
    release: Release, standing: Standing, releases: Sequence[Release], next_change: datetime | None
) -> StandingSource:
    ranking = json.loads(release.ranking_text)
    result = release.results.get()
    entries, names, academies = name_rows(ranking["rows"], timezone.now())
    is_newest = release.pk == releases[0].pk
    sheets = json.loads(result.sheets_text)
    return StandingSource(
        release=release,
        standing=standing,
        earlier=tuple(row for row in releases if row.number < release.number),
        newer=None if is_newest else releases[0],
        ranking=ranking,
        result=result,
        sheets=sheets,
        outcome=json.loads(result.outcome_text),
        counted=_counted(sheets["sources"]),
        entries=entries,
        names=names,
        numbers=numbers.labels_for(list(entries)),
        academies=academies,
        awards=_awards(standing, releases) if is_newest else {},
        next_change=next_change,
    )


def _counted(sources: Sequence[Mapping[str, Any]]) -> tuple[Counted, ...]:
    """The competitions counted, in their order; a release newer than the one counted, or none left, is told."""
    keys = [int(row["competition"]) for row in sources]
    competitions = {row.pk: row for row in Competition.objects.filter(pk__in=keys).select_related("festival", "style")}
    public = visibility.current_releases().filter(competition__in=keys)
    current = dict(public.values_list("competition_id", "digest"))
    return tuple(
        Counted(
            competition=competitions[key],
            number=row["release"],
            is_overtaken=current.get(key) != row["digest"],
            is_public=key in current,
        )
        for key, row in zip(keys, sources, strict=True)
    )


def _awards(standing: Standing, releases: Sequence[Release]) -> dict[Winner, tuple[Award, ...]]:
    """What was given by releases that are out, or by the jury: an award of a release that is held back is no news yet."""
    known = Q(release__in=[row.pk for row in releases]) | Q(release__isnull=True)
    given = Award.objects.filter(known, prize__standing=standing, status=Award.Status.AWARDED).select_related("prize")
    found: dict[Winner, tuple[Award, ...]] = {}
    for award in given.order_by("place", "pk"):
        key = (award.entry_id, award.academy_id)
        found[key] = (*found.get(key, ()), award)
    return found
