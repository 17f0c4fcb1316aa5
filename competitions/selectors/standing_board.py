"""What the desk shows of standings: each one's state on the wall, and one of them whole, with names.

The state says what stands in the way: which competitions are not published, not tabulated, changed since.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from competitions.models import Entry, Release, Result, Standing
from competitions.scoring import sheet_file
from competitions.selectors import numbers, standing_documents, standing_rankings
from competitions.selectors.public import naming
from competitions.selectors.standing_documents import Member
from dancers.models import Academy
from events.models import Festival


@dataclass(frozen=True, slots=True)
class StandingRow:
    """One standing with its state in words; `kind` is the chip's look."""

    standing: Standing
    state: str
    note: str
    kind: str


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One line of the standing's table at the desk."""

    key: str
    place: str
    number: str
    name: str
    total: str
    is_awarded: bool


@dataclass(frozen=True, slots=True)
class GroupTable:
    """One group with its places; `title` is empty where there is one group only."""

    group: str
    title: str
    rows: tuple[PlaceRow, ...]


@dataclass(frozen=True, slots=True)
class _Facts:
    head: Mapping[str, Any]
    members: Sequence[Member]
    result: Result | None
    release: Release | None


def read_standings(festival: Festival) -> list[StandingRow]:
    """The festival's standings in their order, each with its state; six queries, whatever the number."""
    rows = list(festival.standings.exclude(status=Standing.Status.CANCELLED).order_by("position", "pk"))
    members = standing_documents.members_by_standing(rows)
    rulings = standing_documents.rulings_by_standing(rows)
    results = {row.standing_id: row for row in Result.objects.filter(standing__in=rows).order_by("number", "pk")}
    released = Release.objects.filter(standing__in=rows).select_related("state").order_by("number", "pk")
    releases = {row.standing_id: row for row in released}
    return [
        StandingRow(
            row,
            *_state(
                _Facts(
                    head=standing_documents.read_head(row, members.get(row.pk, ()), rulings.get(row.pk, ())),
                    members=members.get(row.pk, ()),
                    result=results.get(row.pk),
                    release=releases.get(row.pk),
                )
            ),
        )
        for row in rows
    ]


def is_current(standing: Standing, members: Sequence[Member], result: Result | None) -> bool:
    """Whether the Result was computed from the releases and rulings as they are now."""
    document = standing_documents.read_document(standing, members)
    return result is not None and result.digest == sheet_file.digest(sheet_file.canonical(document))


def tables(standing: Standing, ranking: Mapping[str, Any]) -> tuple[GroupTable, ...]:
    """The ranking with names and numbers, group by group; five queries at most."""
    names = names_of(ranking)
    labels = numbers.labels_for([row["entry"] for row in ranking["rows"] if row["entry"] is not None])
    titles = standing_rankings.group_titles(standing.competitions.all())
    return tuple(
        GroupTable(
            group=group,
            title=standing_rankings.say_group(group, titles),
            rows=tuple(
                PlaceRow(
                    key=str(row["entry"] or row["academy"]),
                    place=naming.places(row["place_from"], row["place_to"]),
                    number=labels.get(row["entry"], ""),
                    name=names[str(row["entry"] or row["academy"])],
                    total=standing_rankings.show_figure(row["total"]),
                    is_awarded=row["is_awarded"],
                )
                for row in ranking["rows"]
                if row["group"] == group
            ),
        )
        for group in ranking["groups"]
    )


def names_of(ranking: Mapping[str, Any]) -> dict[str, str]:
    """The names of entries and academies by their key, as the staff reads them."""
    entries = Entry.objects.filter(pk__in=[row["entry"] for row in ranking["rows"] if row["entry"] is not None])
    academies = Academy.objects.filter(pk__in=[row["academy"] for row in ranking["rows"] if row["academy"] is not None])
    return {str(row.pk): row.display_name for row in entries} | {str(row.pk): row.name for row in academies}


def _state(facts: _Facts) -> tuple[str, str, str]:
    """The state's name, what it is about, and the look of its chip."""
    members, result, release = facts.members, facts.result, facts.release
    if not members:
        return _("not set up"), _("no competition is counted"), ""
    held = [member.hold for member in members if member.hold]
    if held:
        return (_("stale") if release else _("not whole")), " ".join(held), "warn" if release else ""
    count = ngettext("%(count)d competition", "%(count)d competitions", len(members)) % {"count": len(members)}
    if result is None:
        return _("ready"), _("%(counted)s published: tabulate") % {"counted": count}, "info"
    if not _stands_on(result, facts.head):
        return _("stale"), _("a result that it counts has changed: tabulate again"), "warn"
    if release is None or release.at < result.at:
        return _("tabulated"), _("waits for its release"), "info"
    if release.state.retracted_at is not None:
        return _("taken back"), _("waits for a corrected release"), "bad"
    return _("released"), _("number %(number)d, %(counted)s") % {"number": release.number, "counted": count}, "good"


def _stands_on(result: Result, head: Mapping[str, Any]) -> bool:
    """Whether the Result's releases, rulings and ruleset are those of now (the check before a release compares every row)."""
    stored = json.loads(result.sheets_text)
    return sheet_file.canonical({key: stored.get(key) for key in head}) == sheet_file.canonical(head)
