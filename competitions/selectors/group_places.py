"""Groups that are danced beside one another, as one stage: thirds of all groups stand before fourths, and so on.

Within the same place of their groups entries are ordered by the figures of their tables (rounds won, then votes, or whatever the
ruleset orders groups by), which is how Paris 2024 placed those who did not go on; equal figures share.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any, Protocol, TypeVar

from competitions.models import Round, RoundEntry, RoundLink

# Only sums can be compared between groups; who beat whom cannot.
COMPARED = ("rounds", "votes", "battles", "slider_total")
Key = tuple[int, tuple[Fraction, ...]]


class Grouped(Protocol):
    """A stage of a ranking: its round, its outcome, and who stands in it."""

    @property
    def round(self) -> Round: ...
    @property
    def outcome(self) -> Mapping[str, Any]: ...
    @property
    def places(self) -> tuple[RoundEntry, ...]: ...
    @property
    def entry_of(self) -> Mapping[int, int]: ...
    @property
    def members(self) -> Mapping[int, tuple[tuple[int, str], ...]]: ...
    @property
    def links_in(self) -> tuple[RoundLink, ...]: ...


Found = TypeVar("Found", bound=Grouped)


def merged(stages: Sequence[Found]) -> list[Found]:
    """The stages with groups that lead to the same rounds taken together, where the first of them stands."""
    leads_to: dict[int, set[int]] = {}
    for stage in stages:
        for link in stage.links_in:
            leads_to.setdefault(link.from_round_id, set()).add(link.to_round_id)
    beside: dict[frozenset[int], list[Found]] = {}
    for stage in stages:
        to = frozenset(leads_to.get(stage.round.pk, ()))
        if stage.round.kind == Round.Kind.GROUP and to:
            beside.setdefault(to, []).append(stage)
    together = {group[0].round.pk: group for group in beside.values() if len(group) > 1}
    gone = {stage.round.pk for group in together.values() for stage in group[1:]}
    return [
        _as_one(together[stage.round.pk]) if stage.round.pk in together else stage
        for stage in stages
        if stage.round.pk not in gone
    ]


def _as_one(group: Sequence[Found]) -> Found:
    """One stage of them all; links into the others follow so that the order of rounds stays what it is."""
    keys: dict[str, Key] = {}
    for stage in group:
        keys |= _keys(stage.outcome)
    values: dict[str, Any] = {
        "outcome": {"place_ranges": ranges_by(keys)},
        "places": tuple(place for stage in group for place in stage.places),
        "entry_of": {key: entry for stage in group for key, entry in stage.entry_of.items()},
        "members": {key: entries for stage in group for key, entries in stage.members.items()},
    }
    return replace(group[0], **values)  # type: ignore[type-var]  # a dataclass, which the protocol cannot say


def ranges_by(keys: Mapping[str, Key]) -> dict[str, list[int]]:
    """The places that each key covers when the lowest key is best."""
    order = sorted(keys.values())
    return {entry: [order.index(key) + 1, order.index(key) + order.count(key)] for entry, key in keys.items()}


def _keys(outcome: Mapping[str, Any]) -> dict[str, Key]:
    table, order = outcome.get("table", {}), _order_of(outcome)
    return {
        entry: (covered[0], tuple(-Fraction(str(table.get(entry, {}).get(name, 0))) for name in order))
        for entry, covered in outcome.get("place_ranges", {}).items()
    }


def _order_of(outcome: Mapping[str, Any]) -> list[str]:
    """The columns by which the group was ordered, as its reasons say."""
    for reason in outcome.get("reasons", ()):
        if reason.get("kind") == "group_place":
            return [name for name in reason["order"] if name in COMPARED]
    return ["rounds", "votes"]
