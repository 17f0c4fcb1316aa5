"""A knock-out bracket from seeds: the strongest are kept apart longest, and byes go to the best seeds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from . import checks
from .types import Outcome, Reason, Sheets

LARGEST = 4096


@dataclass(frozen=True, slots=True)
class Seeding(Reason):
    """How many entries stand in a bracket of which size, and how many go through the first stage unopposed."""

    kind: ClassVar[str] = "seeding"
    entries: int
    size: int
    byes: int


def tabulate_bracket(sheets: Sheets) -> Outcome:
    """`size` (a power of two), `order` of the seeds from top to bottom (None is a bye), `byes` (who has one)."""
    entries = checks.whole(sheets.input.get("entries"), "number of entries", low=1, high=LARGEST)
    seeds = [1]
    while len(seeds) < entries:
        seeds = folded(seeds)
    order = [seed if seed <= entries else None for seed in seeds]
    pairs = list(zip(seeds[::2], seeds[1::2], strict=True)) if len(seeds) > 1 else []
    byes = sorted(min(pair) for pair in pairs if max(pair) > entries)
    values = {"size": len(seeds), "order": order, "byes": byes}
    return Outcome(sheets.system, values, (Seeding(entries, len(seeds), len(byes)),))


def folded(seeds: list[int]) -> list[int]:
    """The next larger bracket: each seed meets the one that makes the sum of a pair the same everywhere."""
    total = 2 * len(seeds) + 1
    return [place for seed in seeds for place in (seed, total - seed)]
