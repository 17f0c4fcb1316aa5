"""The place of an entry in a round's outcome, whatever the family that computed it."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

Outcome = Mapping[str, Any]
Range = tuple[int, int]
# Where outcomes keep what entries are ranked by, when they name no places: the more the better.
COUNTS = ("totals", "crosses")


def place_in(outcome: Outcome, key: str) -> Range | None:
    """The places that the entry covers; None for one that the round does not place (who is recalled, who left)."""
    for name in ("place_ranges", "out_places", "places"):
        found = outcome.get(name, {}).get(key)
        if isinstance(found, list):
            return (found[0], found[1])
    if "ranks" in outcome:
        return _from_ranks(outcome["ranks"], key)
    return _behind_recalled(outcome, key)


def total_in(outcome: Outcome, key: str) -> str | None:
    """What the entry was ranked by, as text: its total, score or points; None where the outcome has none."""
    for name in ("totals", "scores", "points", "crosses"):
        found = outcome.get(name)
        if isinstance(found, Mapping) and key in found and not isinstance(found[key], Mapping | list):
            return str(found[key])
    return None


def _from_ranks(ranks: Mapping[str, int], key: str) -> Range | None:
    """A rank covers as many places as entries share it; dense ranks (1, 2, 2, 3) are places of their own."""
    rank = ranks.get(key)
    if rank is None:
        return None
    better = sum(other < rank for other in ranks.values())
    level = sum(other == rank for other in ranks.values())
    return (rank, rank + level - 1) if better == rank - 1 else (rank, rank)


def _behind_recalled(outcome: Outcome, key: str) -> Range | None:
    """Callbacks and eliminations: who is not recalled is placed behind the recalled by total; equal totals share."""
    if "tied_at_line" in outcome and "recalled" not in outcome:
        return None
    recalled = set(outcome.get("recalled", outcome.get("advance", ())))
    counts: Mapping[str, object] = next((outcome[name] for name in COUNTS if name in outcome), {})
    if key in recalled or key not in counts or not recalled:
        return None
    own = Fraction(str(counts[key]))
    others = [Fraction(str(value)) for other, value in counts.items() if other not in recalled]
    first = len(recalled) + 1 + sum(value > own for value in others)
    return (first, first + others.count(own) - 1)
