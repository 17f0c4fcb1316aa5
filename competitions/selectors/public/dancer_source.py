"""Reads a dancer's whole public record: every released result across festivals, in a fixed number of queries."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from competitions.models import Award, Competition, Entry, EntryMember, Piece, Release
from competitions.selectors.public import naming, shown_awards, standing_list, visibility
from competitions.selectors.public.naming import Partner
from competitions.selectors.public.standing_list import HonourRow
from dancers.models import Academy, Membership, Person
from dancers.selectors import ages, names


@dataclass(frozen=True, slots=True)
class Achievement:
    """One entry's place in a released result."""

    release: Release
    entry: Entry
    place_from: int | None
    place_to: int | None
    status: str
    partners: tuple[Partner, ...]
    piece: str
    awards: tuple[Award, ...]

    @property
    def competition(self) -> Competition:
        return self.release.contest

    @property
    def on(self) -> date:
        """The day of the festival at which the career chart puts it."""
        return self.release.contest.festival.ends_on

    @property
    def is_win(self) -> bool:
        return self.place_from == 1


@dataclass(frozen=True, slots=True)
class DancerSource:
    """A person with a page. `shows_full` is false for a child without consent: less is shown.

    `persons` are all whom the page names.
    """

    person: Person
    public_name: str
    is_minor: bool
    shows_full: bool
    academies: tuple[Academy, ...]
    achievements: tuple[Achievement, ...]
    entries: tuple[Entry, ...]
    honours: tuple[HonourRow, ...]
    persons: tuple[int, ...]


def find(public_id: str) -> Person | None:
    """Return the person behind the address if there is a page; a tombstone of a merge is returned for its successor."""
    person = Person.objects.filter(public_id=public_id).select_related("merged_into").first()
    if person is None or person.merged_into is not None:
        return person
    return person if visibility.public_persons().filter(pk=person.pk).exists() else None


def load(person: Person, today: date) -> DancerSource:
    """Return the record; fifteen queries at most."""
    entries = _entries(person)
    releases = {
        row.contest.pk: row
        for row in visibility.current_releases()
        .filter(competition__in=[entry.competition_id for entry in entries])
        .select_related("competition__festival__series", "competition__style")
    }
    members = naming.members_by_entry(entry.pk for entry in entries)
    shown = {row.pk: row for group in members.values() for row in group} | {person.pk: person}
    public = names.public_names(shown.values(), today)
    is_minor = ages.is_minor(person.birth_date, today)
    memberships = Membership.objects.open().filter(person=person).exclude(role="contact").select_related("academy")
    return DancerSource(
        person=person,
        public_name=public[person.pk],
        is_minor=is_minor,
        shows_full=not is_minor or public[person.pk] == person.full_name,
        academies=tuple(dict.fromkeys(row.academy for row in memberships.order_by("pk"))),
        achievements=_achievements(person, entries, releases, members, public),
        entries=tuple(entry for entry in entries if entry.competition_id not in releases),
        honours=standing_list.honours(timezone.now(), entries={entry.pk for entry in entries}),
        persons=tuple(shown),
    )


def _entries(person: Person) -> list[Entry]:
    mine = EntryMember.objects.filter(person=person, valid_to__isnull=True).values("entry_id")
    rows = visibility.public_entries().filter(pk__in=mine)
    return list(rows.select_related("competition__festival", "competition__style").order_by("-pk"))


def _achievements(
    person: Person,
    entries: Sequence[Entry],
    releases: Mapping[int, Release],
    members: Mapping[int, Sequence[Person]],
    public: Mapping[int, str],
) -> tuple[Achievement, ...]:
    awards = shown_awards.by_entry({competition: release.number for competition, release in releases.items()})
    pieces = dict(Piece.objects.filter(entry__in=entries).order_by("-pk").values_list("entry_id", "title"))
    found = []
    for entry in entries:
        release = releases.get(entry.competition_id)
        row = _row_of(release, entry) if release else None
        if release is None or row is None or release.detail == "names":
            continue
        others = [one for one in members.get(entry.pk, ()) if one.pk != person.pk]
        is_small = entry.competition.size in naming.NAMED_SIZES
        partners = tuple(naming.partner_of(one, public[one.pk]) for one in others) if is_small else ()
        found.append(
            Achievement(
                release=release,
                entry=entry,
                place_from=row["place_from"],
                place_to=row["place_to"],
                status=row["status"],
                partners=partners,
                piece=pieces.get(entry.pk, ""),
                awards=awards.get(entry.pk, ()),
            )
        )
    return tuple(sorted(found, key=lambda one: (one.on, one.release.at, one.entry.pk), reverse=True))


def _row_of(release: Release, entry: Entry) -> Mapping[str, Any] | None:
    rows: list[dict[str, Any]] = json.loads(release.ranking_text)["rows"]
    return next((row for row in rows if row["entry"] == entry.pk), None)
