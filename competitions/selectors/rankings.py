"""Compiles a competition's ranking from the newest Results of its rounds: the last round's places, then who went out before.

The rounds are read best first along their links: the final, the final that counts on behind it, the rounds before. Who goes out of
a round is placed behind everybody who went on (RULES: places count from the number recalled plus one; who entered later without
dancing this round is counted before them); a B final whose places do not go on counting has places of its own. In a competition
with drawn couples both of a couple have its place, and leaders and followers who went out are placed each in their pool. An entry
that left its last round, or dances outside the competition, has no place; its state says why.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from competitions.models import Competition, Result, Round, RoundEntry, RoundEntrySource, RoundLink
from competitions.scoring import sheet_file
from competitions.selectors import group_places, round_order
from competitions.selectors.outcome_places import place_in, total_in

Row = dict[str, Any]
WHOLE = RoundEntrySource.Role.WHOLE


@dataclass(frozen=True, slots=True)
class Stage:
    """One round with its newest Result (none: not tabulated), who stands in it, and the links by which they came."""

    round: Round
    result: Result | None
    outcome: Mapping[str, Any]
    places: tuple[RoundEntry, ...]
    entry_of: Mapping[int, int]
    members: Mapping[int, tuple[tuple[int, str], ...]]
    links_in: tuple[RoundLink, ...] = ()

    @property
    def counts_on(self) -> bool:
        """Whether its places go on counting behind those of a better round."""
        return not self.links_in or any(link.places_continue for link in self.links_in)


def stages_of(competition: Competition) -> list[Stage]:
    """The competition's rounds in their order, each with its newest Result; five queries."""
    rounds = list(competition.rounds.order_by("position", "pk"))
    newest: dict[int, Result] = {}
    for result in Result.objects.filter(round__in=rounds).order_by("number", "pk"):
        if result.round_id is not None:
            newest[result.round_id] = result
    places: dict[int, list[RoundEntry]] = {row.pk: [] for row in rounds}
    for place in RoundEntry.objects.filter(round__in=rounds).order_by("order", "pk"):
        places[place.round_id].append(place)
    members: dict[int, list[tuple[int, str]]] = {}
    sources = RoundEntrySource.objects.filter(round_entry__round__in=rounds).order_by("pk")
    for key, entry, role in sources.values_list("round_entry_id", "entry_id", "role"):
        members.setdefault(key, []).append((entry, role))
    links = list(RoundLink.objects.filter(to_round__in=rounds).order_by("pk"))
    return [_stage(row, newest.get(row.pk), places[row.pk], members, links) for row in rounds]


def _stage(
    row: Round,
    result: Result | None,
    places: Sequence[RoundEntry],
    members: Mapping[int, Sequence[tuple[int, str]]],
    links: Sequence[RoundLink],
) -> Stage:
    links_in = tuple(link for link in links if link.to_round_id == row.pk)
    own = tuple(place for place in places if place.pk in members and not _is_aside(place, links_in))
    return Stage(
        round=row,
        result=result,
        outcome=outcome_of(result),
        places=own,
        entry_of={place.pk: members[place.pk][0][0] for place in own},
        members={place.pk: tuple(members[place.pk]) for place in own},
        links_in=links_in,
    )


def _is_aside(place: RoundEntry, links_in: Sequence[RoundLink]) -> bool:
    """Whether the place was drawn and left again: it is kept for a decision about it, and nobody stands there."""
    return bool(links_in) and place.origin == RoundEntry.Origin.RECALLED and place.via_link_id is None


def outcome_of(result: Result | None) -> Mapping[str, Any]:
    """The outcome that a Result holds; empty for none."""
    found: Mapping[str, Any] = json.loads(result.outcome_text) if result else {}
    return found


def compile_ranking(competition: Competition, stages: Sequence[Stage]) -> dict[str, Any]:
    """The ranking as a release holds it: entries by id, best first, then those without a place. No personal data."""
    rows: dict[int, Row] = {}
    later: dict[int, str | None] = {}
    top, left = True, {link.from_round_id for stage in stages for link in stage.links_in}
    for stage in round_order.best_first(group_places.merged(stages)):
        here = {entry: pool for place in stage.places for entry, pool in _pools(stage, place)}
        for place in stage.places:
            for entry, pool in _pools(stage, place):
                if entry not in rows:
                    ahead = sum(other not in here and its == pool for other, its in later.items())
                    is_last = _places(stage, is_top=top, is_left=stage.round.pk in left)
                    rows[entry] = _row(stage, place, entry, pool, ahead if stage.counts_on else 0, is_last=is_last)
        if stage.counts_on:
            later |= here
        top = top and not stage.places
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


def _pools(stage: Stage, place: RoundEntry) -> Iterator[tuple[int, str | None]]:
    """The entries behind a place, each with its pool (None where there are none)."""
    for entry, role in stage.members[place.pk]:
        yield entry, place.pool or stage.round.pool if role == WHOLE else role


def digest_of(ranking: Mapping[str, Any], stages: Sequence[Stage]) -> str:
    """The digest of what a release would say: the ranking and the digests of the Results behind it."""
    results = {str(stage.round.pk): stage.result.digest for stage in stages if stage.result is not None}
    return digest_of_parts(sheet_file.canonical(ranking), results)


def digest_of_parts(ranking_text: str, results: Mapping[str, str]) -> str:
    """The same from a stored ranking and the digests of its Results by round."""
    return sheet_file.digest(sheet_file.canonical({"ranking": json.loads(ranking_text), "results": results}))


def _row(stage: Stage, place: RoundEntry, entry: int, pool: str | None, ahead: int, *, is_last: bool) -> Row:
    key = str(place.pk)
    covered = place_in(stage.outcome, key)
    row: Row = {
        "entry": entry,
        "place_from": None,
        "place_to": None,
        "total": None,
        "round": place.round_id,
        "round_entry": place.pk,
        "status": place.status if covered is None else "placed" if is_last else "out",
        "points": {},
    }
    if pool is not None:
        row["pool"] = pool
        if len(stage.members[place.pk]) == 1:
            row["group"] = pool  # places of leaders and of followers are counted, and win, apart
    if covered is None:
        row["status"] = "out" if place.status == RoundEntry.Status.DANCING else place.status
        return row
    if not stage.counts_on:
        row |= {"own_places": True, "is_awarded": False}
    row["place_from"], row["place_to"] = covered[0] + ahead, covered[1] + ahead
    row["total"] = total_in(stage.outcome, key)
    row["points"] = {
        dance: str(places[key]) for dance, places in stage.outcome.get("dance_places", {}).items() if key in places
    }
    if stage.outcome.get("tiers", {}).get(key):
        row["title"] = stage.outcome["tiers"][key]
    return row


def _places(stage: Stage, *, is_top: bool, is_left: bool) -> bool:
    """Whether the round's own places are the competition's: the last round, and a last battle for a place behind it."""
    if stage.round.kind == Round.Kind.RECALL:
        return False
    return is_top or (stage.round.kind == Round.Kind.KNOCKOUT and stage.counts_on and not is_left)


def _order(row: Row) -> tuple[bool, bool, int, int, bool, int]:
    """By place; both of a couple stand together, leader first; places of a B final that count apart come behind."""
    couple = row["round_entry"] if "pool" in row else 0
    is_apart = bool(row.get("own_places"))
    place = row["place_from"]
    return (place is None, is_apart, place or 0, couple, row.get("pool") == RoundLink.Pool.FOLLOWER, row["entry"])


def _make_dense(rows: Sequence[Row]) -> None:
    """1, 2, 2, 3: a shared place is one number, and the next one follows without a gap, in each group of places."""
    ranks: dict[tuple[object, object], list[int]] = {}
    for row in rows:
        if row["place_from"] is None:
            continue
        seen = ranks.setdefault((row.get("pool"), row.get("own_places")), [])
        if not seen or seen[-1] != row["place_from"]:
            seen.append(row["place_from"])
        row["place_from"] = row["place_to"] = len(seen)
