"""Reads everything that a released result is made of, in a fixed number of queries whatever the number of entries."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from competitions.models import (
    Award,
    Competition,
    Entry,
    NumberAssignment,
    Release,
    Result,
    Round,
    RoundEntrySource,
    RoundPart,
    SeatOccupancy,
)
from competitions.selectors.public import naming, shown_awards, visibility
from competitions.selectors.public.naming import EntryName
from dancers.models import Person
from events.models import Festival

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class RoundSource:
    """One round of the release: its stored documents, its dances in order, and who judged it."""

    round: Round
    result: Result
    sheets: Mapping[str, Any]
    outcome: Mapping[str, Any]
    parts: tuple[RoundPart, ...]
    judges: tuple[tuple[str, Person], ...]

    @property
    def is_final(self) -> bool:
        return self.round.kind == Round.Kind.FINAL


@dataclass(frozen=True, slots=True)
class ResultSource:
    """A release with its rounds (first to last), its ranking and the names, numbers and academies of its entries."""

    release: Release
    earlier: tuple[Release, ...]
    newer: Release | None
    ranking: tuple[Row, ...]
    rounds: tuple[RoundSource, ...]
    entries: Mapping[int, Entry]
    entry_of_key: Mapping[str, int]
    partners_of_key: Mapping[str, tuple[int, ...]]
    round_of_key: Mapping[str, int]
    names: Mapping[int, EntryName]
    numbers: Mapping[int, str]
    persons: tuple[int, ...]
    awards: Mapping[int, tuple[Award, ...]]
    today: date
    next_change: datetime | None

    @property
    def competition(self) -> Competition:
        return self.release.contest

    @property
    def festival(self) -> Festival:
        return self.release.contest.festival

    @property
    def final(self) -> RoundSource | None:
        return next((row for row in reversed(self.rounds) if row.is_final), None)

    @property
    def shows_marks(self) -> bool:
        return self.release.detail == "marks"


@dataclass(frozen=True, slots=True)
class UnderReview:
    """A result that was taken back and not yet released again: the public reads that, and no places."""

    competition: Competition
    next_change: datetime | None


@dataclass(frozen=True, slots=True)
class BeingRevealed:
    """A result in its ceremony: the public reads the places that were revealed so far (selectors.public.reveal_page)."""

    release: Release


def load(festival_slug: str, slug: str, number: int | None = None) -> ResultSource | UnderReview | BeingRevealed | None:
    """Return the newest release that anybody may read (or the one with that number), or None. Eight queries at most."""
    found = visibility.announced_releases().filter(competition__slug=slug, competition__festival__slug=festival_slug)
    every = list(found.select_related("competition__festival", "competition__style", "state").order_by("-number", "pk"))
    now = timezone.now()
    known = [row for row in every if visibility.is_out(row, now) or visibility.is_being_revealed(row)]
    if not known:
        return None
    next_change = min((at for at in (visibility.held_until(row, now) for row in every) if at), default=None)
    if number is None and visibility.is_retracted(known[0]):
        return UnderReview(known[0].contest, next_change)
    if number is None and visibility.is_being_revealed(known[0]):
        return BeingRevealed(known[0])
    shown = [row for row in known if visibility.is_out(row, now) and not visibility.is_retracted(row)]
    release = next((row for row in shown if number in (None, row.number)), None)
    return _fill(release, shown, next_change) if release else None


def _fill(release: Release, releases: Sequence[Release], next_change: datetime | None) -> ResultSource:
    competition, today = release.contest, timezone.localdate()
    ranking = tuple(json.loads(release.ranking_text)["rows"])
    rounds = _rounds(release)
    entries, partners_of_key, round_of_key, numbers = _entries(competition)
    members = naming.members_by_entry(entries)
    names = naming.name_entries(entries.values(), members, {competition.pk: competition.size}, today)
    is_newest = release.pk == releases[0].pk
    return ResultSource(
        release=release,
        earlier=tuple(row for row in releases if row.number < release.number),
        newer=None if is_newest else releases[0],
        ranking=ranking,
        rounds=rounds,
        entries=entries,
        entry_of_key={key: partners[0] for key, partners in partners_of_key.items()},
        partners_of_key=partners_of_key,
        round_of_key=round_of_key,
        names=names,
        numbers=numbers,
        persons=tuple(sorted({person.pk for persons in members.values() for person in persons})),
        awards=shown_awards.by_entry({competition.pk: release.number}) if is_newest else {},
        today=today,
        next_change=next_change,
    )


def _rounds(release: Release) -> tuple[RoundSource, ...]:
    results = list(
        Result.objects.filter(releases=release, round__isnull=False)
        .select_related("round")
        .order_by("round__position", "pk")
    )
    rounds = [result.round_id for result in results]
    parts = list(RoundPart.objects.filter(round__in=rounds).order_by("position", "pk"))
    seats = (
        SeatOccupancy.objects.filter(seat__round__in=rounds, seat__counts=True, valid_to__isnull=True)
        .select_related("seat", "appointment__person")
        .order_by("seat__letter", "pk")
    )
    judges = [(row.seat.round_id, row.seat.letter, row.appointment.person) for row in seats]
    return tuple(
        RoundSource(
            round=result.round,
            result=result,
            sheets=json.loads(result.sheets_text),
            outcome=json.loads(result.outcome_text),
            parts=tuple(part for part in parts if part.round_id == result.round_id),
            judges=tuple((letter, person) for round_id, letter, person in judges if round_id == result.round_id),
        )
        for result in results
        if result.round is not None
    )


def _entries(
    competition: Competition,
) -> tuple[dict[int, Entry], dict[str, tuple[int, ...]], dict[str, int], dict[int, str]]:
    """The entries that stood in any round, their numbers, and the entries and the round behind each key of the documents.

    A drawn couple has two entries, leader first.
    """
    number = NumberAssignment.objects.filter(entry=OuterRef("entry")).order_by("-valid_from", "-pk").values("label")[:1]
    rows = (
        RoundEntrySource.objects.filter(round_entry__round__competition=competition)
        .select_related("entry__academy", "round_entry")
        .annotate(number=Subquery(number))
        .order_by("-role", "pk")
    )
    entries: dict[int, Entry] = {}
    partners: dict[str, tuple[int, ...]] = {}
    round_of_key: dict[str, int] = {}
    numbers: dict[int, str] = {}
    for row in rows:
        entries[row.entry_id] = row.entry
        numbers[row.entry_id] = row.number or ""
        key = str(row.round_entry_id)
        partners[key] = (*partners.get(key, ()), row.entry_id)
        round_of_key[str(row.round_entry_id)] = row.round_entry.round_id
    return entries, partners, round_of_key, numbers
