"""A ranking as a ceremony reveals it: from the last place up, a shared place in one step, nobody who has no place."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from competitions.models import Release

PODIUM = 3


@dataclass(frozen=True, slots=True)
class RevealStep:
    """One press of the remote: a place (or the places that a tie covers) and the entries on it, each with its title."""

    place_from: int
    place_to: int
    entries: tuple[int, ...]
    titles: tuple[str, ...] = ()

    @property
    def is_podium(self) -> bool:
        return self.place_from <= PODIUM


def steps_of(release: Release) -> tuple[RevealStep, ...]:
    """Return the steps of a release's ceremony, the last place first."""
    return steps_in(json.loads(release.ranking_text))


def steps_in(ranking: Mapping[str, Any]) -> tuple[RevealStep, ...]:
    """Return the steps, the last place first.

    Who went out before the last round, has no place, or one that is counted apart (a B final) is in none.
    """
    placed = [row for row in ranking["rows"] if row.get("status") == "placed" and row["place_from"] is not None]
    rows = [row for row in placed if not row.get("own_places")]
    return tuple(_steps(sorted(rows, key=_place, reverse=True)))


def steps_before_podium(steps: Sequence[RevealStep]) -> int:
    """Return how many steps lie below the podium: they may be revealed with one press."""
    return sum(not step.is_podium for step in steps)


def _place(row: Mapping[str, Any]) -> tuple[int, int]:
    return row["place_from"], row["place_to"]


def _entry(row: Mapping[str, Any]) -> int:
    entry: int = row["entry"]
    return entry


def _steps(rows: Sequence[Mapping[str, Any]]) -> Iterator[RevealStep]:
    for (first, last), same in groupby(rows, key=_place):
        called = sorted(same, key=_entry)
        yield RevealStep(
            first, last, tuple(row["entry"] for row in called), tuple(row.get("title") or "" for row in called)
        )
