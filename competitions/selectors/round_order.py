"""The rounds of a competition from best to first: the round nobody leaves upwards first, then those that lead to it.

Of two rounds that nothing separates, the one whose link takes the better places stands first (an A final before its B final), then
the later one in the competition's own order.
"""

from collections.abc import Sequence
from typing import Protocol, TypeVar

from competitions.models import Round, RoundLink

# Links that take those who are left over, behind every other.
LAST: dict[str, int] = {RoundLink.Cut.LOSERS: 100_000, RoundLink.Cut.REST: 100_001}


class Linked(Protocol):
    """A round and the links that lead into it."""

    @property
    def round(self) -> Round: ...
    @property
    def links_in(self) -> tuple[RoundLink, ...]: ...


Found = TypeVar("Found", bound=Linked)


def best_first(stages: Sequence[Found]) -> list[Found]:
    """Every stage after all those that its entries go on to."""
    following: dict[int, set[int]] = {stage.round.pk: set() for stage in stages}
    for stage in stages:
        for link in stage.links_in:
            following.setdefault(link.from_round_id, set()).add(stage.round.pk)
    left, found = list(stages), list[Found]()
    while left:
        done = {stage.round.pk for stage in found}
        ready = [stage for stage in left if following[stage.round.pk] <= done] or left
        best = min(ready, key=lambda stage: (_rank(stage), -stage.round.position, -stage.round.pk))
        found.append(best)
        left.remove(best)
    return found


def _rank(stage: Linked) -> int:
    """From which place on its links take: 1 for those from the top, and for a round that none leads into."""
    return min((_first_place(link) for link in stage.links_in), default=1)


def _first_place(link: RoundLink) -> int:
    if link.cut == RoundLink.Cut.PLACES:
        return link.value_from or 1
    return LAST.get(link.cut, 1)
