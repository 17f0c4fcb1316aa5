"""Places and ties, shared by every system: an inseparable group covers a range of places and holds their mean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from .exact import half

Key = TypeVar("Key")


def majority(marks: int) -> int:
    """More than half of the marks: 4 -> 3, 5 -> 3, 6 -> 4."""
    return marks // 2 + 1


def shared_range(place: int, size: int) -> tuple[int, int]:
    """First and last of the places that a group of this size covers from `place` on."""
    return place, place + size - 1


def mean_place(places: tuple[int, int]) -> int | str:
    """The place that each of a tied group holds: the mean of those that it covers ("2.5")."""
    return half(places[0] + places[1])


def group_by_key(keys: Mapping[str, Key], *, reverse: bool = False) -> list[tuple[Key, list[str]]]:
    """Entries grouped by equal key, best first (smallest first; largest first with `reverse`)."""
    groups: dict[Key, list[str]] = {}
    for entry, key in keys.items():
        groups.setdefault(key, []).append(entry)
    return [(key, groups[key]) for key in sorted(groups, reverse=reverse)]  # type: ignore[type-var]  # keys are orderable


def ranges_of(groups: Iterable[Sequence[str]], first: int = 1) -> dict[str, tuple[int, int]]:
    """Give groups, best first, the ranges of places from `first` on."""
    ranges: dict[str, tuple[int, int]] = {}
    for group in groups:
        places = shared_range(first, len(group))
        ranges.update(dict.fromkeys(group, places))
        first += len(group)
    return ranges


def competition_ranks(groups: Iterable[Sequence[str]], *, dense: bool = False) -> dict[str, int]:
    """Ranks 1, 2, 2, 4 for groups, best first; 1, 2, 2, 3 when `dense`."""
    ranks: dict[str, int] = {}
    rank = 1
    for group in groups:
        ranks.update(dict.fromkeys(group, rank))
        rank += 1 if dense else len(group)
    return ranks
