"""Compiles a competition's ranking from the newest Results of its rounds: the final's places, then who went out, round by round.

Who goes out of a round is placed behind everybody who went on (RULES: places count from the number recalled plus one; who entered
later without dancing this round is counted before them). An entry that left its last round has no place; its state says why.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from competitions.models import Competition, Result, Round, RoundEntry, RoundEntrySource
from competitions.scoring import sheet_file

Row = dict[str, Any]
Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Stage:
    """One round with its newest Result (none: not tabulated) and who stands in it."""

    round: Round
    result: Result | None
    outcome: Mapping[str, Any]
    places: tuple[RoundEntry, ...]
    entry_of: Mapping[int, int]


def stages_of(competition: Competition) -> list[Stage]:
    """The competition's rounds in their order, each with its newest Result; four queries."""
    rounds = list(competition.rounds.order_by("position", "pk"))
    newest: dict[int, Result] = {}
    for result in Result.objects.filter(round__in=rounds).order_by("number", "pk"):
        if result.round_id is not None:
            newest[result.round_id] = result
    places: dict[int, list[RoundEntry]] = {row.pk: [] for row in rounds}
    for place in RoundEntry.objects.filter(round__in=rounds).order_by("order", "pk"):
        places[place.round_id].append(place)
    sources = RoundEntrySource.objects.filter(round_entry__round__in=rounds).order_by("-pk")
    entry_of = dict(sources.values_list("round_entry_id", "entry_id"))
    return [_stage(row, newest.get(row.pk), places[row.pk], entry_of) for row in rounds]


def _stage(row: Round, result: Result | None, places: Sequence[RoundEntry], entry_of: Mapping[int, int]) -> Stage:
    return Stage(row, result, outcome_of(result), tuple(places), {place.pk: entry_of[place.pk] for place in places})


def outcome_of(result: Result | None) -> Mapping[str, Any]:
    """The outcome that a Result holds; empty for none."""
    found: Mapping[str, Any] = json.loads(result.outcome_text) if result else {}
    return found


def compile_ranking(competition: Competition, stages: Sequence[Stage]) -> dict[str, Any]:
    """The ranking as a release holds it: entries by id, best first, then those without a place. No personal data."""
    rows: dict[int, Row] = {}
    later: set[int] = set()
    for stage in reversed(stages):
        here = set(stage.entry_of.values())
        ahead = len(later - here)
        for place in stage.places:
            entry = stage.entry_of[place.pk]
            if entry not in rows:
                rows[entry] = _row(stage, place, entry, ahead)
        later |= here
    ordered = sorted(rows.values(), key=_order)
    if competition.dense_places:
        _make_dense(ordered)
    return {
        "competition": competition.pk,
        "rows": ordered,
        "rounds": [
            {"round": stage.round.pk, "result": stage.result.pk, "kind": stage.round.kind}
            for stage in stages
            if stage.result is not None
        ],
    }


def digest_of(ranking: Mapping[str, Any], stages: Sequence[Stage]) -> str:
    """The digest of what a release would say: the ranking and the digests of the Results behind it."""
    results = {str(stage.round.pk): stage.result.digest for stage in stages if stage.result is not None}
    return digest_of_parts(sheet_file.canonical(ranking), results)


def digest_of_parts(ranking_text: str, results: Mapping[str, str]) -> str:
    """The same from a stored ranking and the digests of its Results by round."""
    return sheet_file.digest(sheet_file.canonical({"ranking": json.loads(ranking_text), "results": results}))


def _row(stage: Stage, place: RoundEntry, entry: int, ahead: int) -> Row:
    key = str(place.pk)
    covered = _range_in(stage, key)
    is_final = stage.round.kind == Round.Kind.FINAL
    row: Row = {
        "entry": entry,
        "place_from": None,
        "place_to": None,
        "total": None,
        "round": stage.round.pk,
        "round_entry": place.pk,
        "status": place.status if covered is None else "placed" if is_final else "out",
        "points": {},
    }
    if covered is None:
        row["status"] = "out" if place.status == RoundEntry.Status.DANCING else place.status
        return row
    row["place_from"], row["place_to"] = covered[0] + ahead, covered[1] + ahead
    total = stage.outcome.get("totals", {}).get(key)
    row["total"] = None if total is None else str(total)
    row["points"] = {dance: str(places[key]) for dance, places in stage.outcome.get("dance_places", {}).items()}
    return row


def _range_in(stage: Stage, key: str) -> Range | None:
    """The places that the entry covers by the round's outcome; None for one that it does not place."""
    found = stage.outcome.get("place_ranges", {}).get(key) or stage.outcome.get("out_places", {}).get(key)
    return (found[0], found[1]) if found else None


def _order(row: Row) -> tuple[bool, int, int]:
    return (row["place_from"] is None, row["place_from"] or 0, row["entry"])


def _make_dense(rows: Sequence[Row]) -> None:
    """1, 2, 2, 3: a shared place is one number, and the next one follows without a gap."""
    rank, before = 0, None
    for row in rows:
        if row["place_from"] is None:
            continue
        if row["place_from"] != before:
            rank, before = rank + 1, row["place_from"]
        row["place_from"] = row["place_to"] = rank
