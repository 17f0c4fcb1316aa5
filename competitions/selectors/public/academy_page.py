"""An academy's page: where it is, who dances for it in public, and what its entries reached."""

import json
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse

from competitions.models import Entry, Release
from competitions.selectors.public import dates, naming, result_rows, standing_list, visibility
from competitions.selectors.public.naming import Partner
from competitions.selectors.public.standing_list import HonourRow
from dancers.models import Academy, AcademyStatus, Membership
from dancers.selectors import countries, names

LATEST = 40


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One entry of the academy in a released result."""

    place: int | None
    place_text: str
    names: tuple[Partner, ...]
    what: str
    where: str
    url: str
    when: str
    persons: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class MemberRow:
    name: str
    initials: str
    url: str
    persons: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class AcademyPage:
    """Everything on the page."""

    name: str
    place: str
    wins: int
    places: tuple[PlaceRow, ...]
    members: tuple[MemberRow, ...]
    honours: tuple[HonourRow, ...]
    tags: tuple[str, ...]


def find(slug: str) -> Academy | None:
    """Return the academy with that address, if it has a page."""
    return Academy.objects.filter(slug=slug, public=True, status=AcademyStatus.ACTIVE).first()


def page(academy: Academy, now: datetime) -> AcademyPage:
    """Return the page; twelve queries at most."""
    rows = _places(academy, now)
    members = _members(academy, now.date())
    own = visibility.public_entries().filter(academy=academy).values_list("pk", flat=True)
    honours = standing_list.honours(now, entries=set(own), academy_id=academy.pk)
    named = [pk for group in (rows, members, honours) for row in group for pk in row.persons]
    country = countries.country_name(academy.country) if academy.country else ""
    return AcademyPage(
        name=academy.name,
        place=", ".join(part for part in (academy.city, country) if part),
        wins=sum(row.place == 1 for row in rows),
        places=rows[:LATEST],
        members=members,
        honours=honours,
        tags=(f"academy:{academy.pk}", "home", *naming.person_tags(named)),
    )


def _places(academy: Academy, now: datetime) -> tuple[PlaceRow, ...]:
    entries = {row.pk: row for row in visibility.public_entries().filter(academy=academy).select_related("competition")}
    releases = (
        visibility.current_releases()
        .filter(competition__in={row.competition_id for row in entries.values()})
        .exclude(detail="names")
        .select_related("competition__festival")
        .order_by("-at", "-pk")
    )
    placed = [
        (release, row)
        for release in releases
        for row in json.loads(release.ranking_text)["rows"]
        if row["entry"] in entries and row["place_from"] is not None
    ]
    sizes = {row.competition_id: row.competition.size for row in entries.values()}
    shown: list[Entry] = [entries[row["entry"]] for _release, row in placed]
    called = naming.name_entries(shown, naming.members_by_entry(row.pk for row in shown), sizes, now.date())
    return tuple(
        PlaceRow(
            place=row["place_from"] if row["place_from"] == row["place_to"] else None,
            place_text=naming.places(row["place_from"], row["place_to"]),
            names=called[row["entry"]].partners,
            what=release.contest.title,
            where=f"{release.contest.festival.title}, {release.contest.festival.city}",
            url=result_rows.competition_url(release.contest, "result"),
            when=_when(release, now),
            persons=called[row["entry"]].persons,
        )
        for release, row in placed
    )


def _when(release: Release, now: datetime) -> str:
    zone = release.contest.festival.zone
    return dates.ago(release.at.astimezone(zone).date(), now.astimezone(zone).date())


def _members(academy: Academy, today: date) -> tuple[MemberRow, ...]:
    open_ones = Membership.objects.open().filter(academy=academy, role="dancer").values("person_id")
    people = list(visibility.public_persons().filter(pk__in=open_ones).order_by("sort_key", "pk"))
    public = names.public_names(people, today)
    return tuple(
        MemberRow(
            public[row.pk],
            "".join(word[0] for word in public[row.pk].split()[:2]).upper(),
            reverse("public:dancer", args=[row.public_id]),
            (row.pk,),
        )
        for row in people
    )
