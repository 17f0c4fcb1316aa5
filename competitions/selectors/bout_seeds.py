"""In which order the entries of a first stage of battles are seeded, and the names of group places ("A1", "D2").

`Round.seeding_text` is canonical JSON with any of: "by" ("draw", "numbers", "places"), "seed" (of the draw), "pairs" (the first
battles by group and place, the groups lettered in the order of their rounds), "losers" (how those who go out are ranked).
"""

import json
import string
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from competitions.models import Round, RoundEntry
from competitions.selectors import bout_orders, portions, rankings
from competitions.selectors.battle_advance import entry_in

DRAW, NUMBERS, PLACES = "draw", "numbers", "places"
WAYS = (DRAW, NUMBERS, PLACES)


@dataclass(frozen=True, slots=True)
class Seeding:
    """How a stage is seeded."""

    way: str
    seed: str = ""
    pairs: tuple[tuple[str, str], ...] = ()
    given: Mapping[str, Any] = field(default_factory=dict)


def read(round_: Round) -> Seeding:
    """The round's seeding; by places where a round comes before, else by numbers, unless it says otherwise."""
    given: Mapping[str, Any] = json.loads(round_.seeding_text or "{}")
    usual = PLACES if round_.links_in.exists() else NUMBERS
    way = given.get("by") if given.get("by") in WAYS else usual
    pairs = tuple((str(one), str(other)) for one, other in given.get("pairs", ()))
    return Seeding(str(way), str(given.get("seed", "")), pairs, given)


def by_numbers(round_: Round) -> list[RoundEntry]:
    """Those who dance, in the order in which they stand: that of the numbers on their backs."""
    rows = round_.round_entries.filter(status=RoundEntry.Status.DANCING)
    return list(rows.order_by("order", "pk"))


def by_draw(round_: Round, seed: str) -> list[RoundEntry]:
    """Those who dance, as drawn from the seed and the numbers on their backs."""
    rows = by_numbers(round_)
    labels = portions.labels_of(rows)
    return [rows[index] for index in bout_orders.drawn([labels[row.pk] for row in rows], seed)]


def by_places(round_: Round) -> list[RoundEntry]:
    """Those who dance, by their places in the rounds that they came from; level ones by the numbers on their backs."""
    rows = by_numbers(round_)
    behind = entry_in(round_)
    places: dict[int, int] = {}
    for link in round_.links_in.select_related("from_round").order_by("from_round__position", "pk"):
        for entry, place in places_in(link.from_round).items():
            places.setdefault(entry, place)
    return sorted(rows, key=lambda row: places.get(behind[row.pk], len(places) + 1))


def places_in(round_: Round) -> dict[int, int]:
    """The place of each entry by the round's newest Result; empty without one."""
    result = round_.results.order_by("-number", "-pk").first()
    outcome = rankings.outcome_of(result)
    behind = entry_in(round_)
    found = {key: places[0] for key, places in outcome.get("place_ranges", {}).items()} or outcome.get("ranks", {})
    return {behind[int(key)]: int(place) for key, place in found.items() if int(key) in behind}


def by_code(round_: Round) -> dict[str, RoundEntry]:
    """Those who came from groups by letter and place: "A1" is the best of the first group; level ones by their numbers."""
    standing = {entry: place for place, entry in entry_in(round_).items()}
    rows = {row.pk: row for row in by_numbers(round_)}
    found: dict[str, RoundEntry] = {}
    links = round_.links_in.select_related("from_round").order_by("from_round__position", "pk")
    for letter, link in zip(string.ascii_uppercase, links, strict=False):
        places = places_in(link.from_round)
        turn = {entry: rows[place].order for entry, place in standing.items() if place in rows}
        order = sorted(places, key=lambda one: (places[one], turn.get(one, len(places)), one))
        for number, entry in enumerate(order, start=1):
            place = rows.get(standing.get(entry, 0))
            if place is not None:
                found[f"{letter}{number}"] = place
    return found
