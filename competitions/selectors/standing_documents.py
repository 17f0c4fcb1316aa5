"""Reads the published results of a standing's competitions into the document that its engine takes, with keys and no names.

An entry's key is its id; where competitions are combined, entries of the same dancers are one, under the id of the first of
them. An academy's key is its id. Only releases that anybody may read are counted: what is held back is named instead.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from competitions.models import Competition, Entry, EntryMember, Release, Result, Ruling, Standing, StandingMember
from competitions.selectors.public import visibility

Document = dict[str, Any]
# From most to least that a release may say.
DETAILS = ("marks", "totals", "places", "names")
UNNAMED = "–"


@dataclass(frozen=True, slots=True)
class Member:
    """A counted competition with its newest release; `hold` says why that cannot be counted, empty when it can."""

    competition: Competition
    release: Release | None
    hold: str


def members_of(standing: Standing) -> list[Member]:
    """The standing's competitions in their order; two queries."""
    return members_by_standing([standing]).get(standing.pk, [])


def members_by_standing(standings: Iterable[Standing]) -> dict[int, list[Member]]:
    """The same of several standings, by standing; two queries."""
    rows = StandingMember.objects.filter(standing__in=standings).select_related("competition__festival")
    members = list(rows.order_by("position", "competition__position", "pk"))
    competitions = {row.competition_id for row in members}
    releases = Release.objects.filter(competition__in=competitions).select_related("state").order_by("number", "pk")
    newest = {release.competition_id: release for release in releases}
    found: dict[int, list[Member]] = {}
    for row in members:
        release = newest.get(row.competition_id)
        found.setdefault(row.standing_id, []).append(Member(row.competition, release, _hold(row.competition, release)))
    return found


def is_in_scope(standing: Standing, competition: Competition) -> bool:
    """Whether the competition belongs to what the standing is of: its section, its series, or its festival."""
    if standing.section_id is not None:
        return competition.section_id == standing.section_id
    if standing.series is not None:
        return competition.festival.series_id == standing.series_id
    return competition.festival_id == standing.festival_id


def detail_of(members: Sequence[Member]) -> str:
    """How much a standing may say: as much as the least telling of the releases behind it."""
    found = [DETAILS.index(member.release.detail) for member in members if member.release is not None]
    return DETAILS[max(found, default=0)]


def ruleset_of(standing: Standing) -> Mapping[str, Any]:
    """The standing's own copy of its ruleset: system, preset, edition, params."""
    found: Mapping[str, Any] = json.loads(standing.ruleset_text)
    return found


def standing_rulings(standing: Standing) -> list[Ruling]:
    """The rulings about a standing that no later one replaced and that were not undone, in the order they were made."""
    return rulings_by_standing([standing]).get(standing.pk, [])


def rulings_by_standing(standings: Iterable[Standing]) -> dict[int, list[Ruling]]:
    """The same of several standings, by standing; one query."""
    rows = Ruling.objects.filter(standing__in=standings, replaced_by__isnull=True).select_related("decided_by__person")
    found: dict[int, list[Ruling]] = {}
    for row in rows.order_by("decided_at", "pk"):
        if row.standing_id is not None and not json.loads(row.payload_text).get("undone"):
            found.setdefault(row.standing_id, []).append(row)
    return found


def read_document(standing: Standing, members: Sequence[Member]) -> Document:
    """The document of the standing from its members' newest releases; those that are held back are not in it."""
    head = read_head(standing, members, standing_rulings(standing))
    is_combined = head["params"].get("method") == "combined"
    return {**head, "input": {"entries": _read_results(_counted(members), is_combined=is_combined)}}


def read_head(standing: Standing, members: Sequence[Member], rulings: Sequence[Ruling]) -> Document:
    """The document without its entries: ruleset, rulings and the releases that it stands on. No query."""
    ruleset = ruleset_of(standing)
    return {
        "format": "sahna-sheet",
        "version": 1,
        "system": ruleset["system"],
        "preset": ruleset.get("preset", ""),
        "edition": ruleset.get("edition", ""),
        "params": ruleset["params"],
        "rulings": [json.loads(row.payload_text) for row in rulings],
        "sources": [
            {"competition": str(competition.pk), "release": release.number, "digest": release.digest}
            for competition, release in _counted(members)
        ],
    }


def entries_by_key(document: Mapping[str, Any]) -> dict[str, list[int]]:
    """The entries behind each key of a standing's document: one, or one of each combined competition."""
    found: dict[str, list[int]] = {}
    for row in document["input"]["entries"]:
        found.setdefault(row["id"], []).append(int(row.get("entry", row["id"])))
    return found


def _counted(members: Sequence[Member]) -> list[tuple[Competition, Release]]:
    return [(member.competition, member.release) for member in members if member.release and not member.hold]


def _hold(competition: Competition, release: Release | None) -> str:
    values = {"competition": competition.title}
    if release is None:
        return _("%(competition)s has no released result yet.") % values
    if visibility.is_retracted(release) or release.kind == Release.Kind.WITHDRAWN:
        return _("The result of %(competition)s was taken back.") % values
    if release.detail == "names":
        return _("%(competition)s publishes names only, so its places cannot be counted.") % values
    until = visibility.held_until(release, timezone.now())
    if until is not None:
        at = date_format(timezone.localtime(until, competition.festival.zone), "j M, H:i")
        return _("The result of %(competition)s is closed to the public until %(time)s.") % {**values, "time": at}
    if not visibility.is_out(release, timezone.now()):
        return _("The result of %(competition)s is still being announced.") % values
    return ""


def _read_results(counted: Sequence[tuple[Competition, Release]], *, is_combined: bool) -> list[Document]:
    """One row for each placed entry of each release, in the order of the members and of the places."""
    ranked = {release.pk: _placed(release) for _competition, release in counted}
    ids = [row["entry"] for rows in ranked.values() for row in rows]
    entries = {row.pk: row for row in Entry.objects.filter(pk__in=ids)}
    outcomes = _outcomes([release.pk for _competition, release in counted])
    keys = _couple_keys(ids) if is_combined else {}
    found = []
    for competition, release in counted:
        words = words_of(competition)
        for row in ranked[release.pk]:
            entry = entries[row["entry"]]
            outcome = outcomes.get((release.pk, row["round"]), {})
            found.append(
                {
                    "id": str(keys.get(entry.pk, entry.pk)),
                    **({"entry": str(entry.pk)} if keys.get(entry.pk, entry.pk) != entry.pk else {}),
                    **words,
                    **({"academy": str(entry.academy_id)} if entry.academy_id else {}),
                    "place": _middle(row) if is_combined else row["place_from"],
                    **_figures(outcome, str(row["round_entry"]), release.detail),
                }
            )
    return found


def _placed(release: Release) -> list[Mapping[str, Any]]:
    return [row for row in json.loads(release.ranking_text)["rows"] if row["place_from"] is not None]


def _middle(row: Mapping[str, Any]) -> int | str:
    """The mean of the places covered, so that two who share 2nd and 3rd count 2.5 each."""
    covered = row["place_from"] + row["place_to"]
    return covered // 2 if covered % 2 == 0 else f"{covered // 2}.5"


def words_of(competition: Competition) -> dict[str, str]:
    """The words by which results are grouped; a competition without a level or an age says so with a dash."""
    ages = "–".join(str(age) for age in (competition.age_min, competition.age_max) if age is not None)
    return {
        "competition": str(competition.pk),
        "age": competition.division_en or ages or UNNAMED,
        "level": competition.level or UNNAMED,
        "size": competition.size,
    }


def _outcomes(releases: Iterable[int]) -> dict[tuple[int, int], Mapping[str, Any]]:
    """The outcome of each round behind each release."""
    rows = Result.objects.filter(releases__in=releases, round__isnull=False).values_list(
        "releases", "round_id", "outcome_text"
    )
    return {(release, round_id): json.loads(text) for release, round_id, text in rows if round_id is not None}


def _figures(outcome: Mapping[str, Any], key: str, detail: str) -> dict[str, Any]:
    """Score and criterion values of an entry where its system gives some and its release tells them."""
    if detail not in ("totals", "marks") or key not in outcome.get("scores", {}):
        return {}
    steps = [step for step in outcome["reasons"] if step["kind"] == "score" and key in step["entries"]]
    criteria = outcome.get("criterion_scores", {}).get(key) or (steps[0]["criteria"] if steps else {})
    return {"score": outcome["scores"][key], **({"criteria": criteria} if criteria else {})}


def _couple_keys(entry_ids: Sequence[int]) -> dict[int, int]:
    """For each entry the first entry of the very same dancers."""
    dancers: dict[int, set[int]] = {}
    members = EntryMember.objects.filter(entry__in=entry_ids, valid_to__isnull=True)
    for entry, person in members.values_list("entry_id", "person_id"):
        dancers.setdefault(entry, set()).add(person)
    first: dict[frozenset[int], int] = {}
    keys = {}
    for entry in entry_ids:
        people = frozenset(dancers.get(entry, ()))
        keys[entry] = first.setdefault(people, entry) if people else entry
    return keys
