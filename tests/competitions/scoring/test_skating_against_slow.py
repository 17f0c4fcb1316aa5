"""The engine and an independent slow implementation agree on 10,000 random panels that are full of ties."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest

from competitions.scoring.registry import tabulate

from .sheets import JUDGES
from .slow_skating import place_dance, place_final

Final = dict[str, dict[str, list[int]]]


def _panel(dice: random.Random, *, dances: int) -> Final:
    """Few judges, who follow each other half of the time: ties everywhere."""
    size, judges = dice.randint(2, 6), dice.randint(1, 5)
    entries = [f"e{index}" for index in range(size)]
    final: Final = {}
    earlier: list[list[int]] = []
    for dance in range(dances):
        columns: list[list[int]] = []
        for _ in range(judges):
            if earlier and dice.random() < 0.5:
                column = list(dice.choice(earlier))
                if dice.random() < 0.5:
                    column.reverse()
                    column = [size + 1 - mark for mark in column]
            else:
                column = dice.sample(range(1, size + 1), size)
            columns.append(column)
            earlier.append(column)
        final[f"D{dance}"] = {entry: [column[index] for column in columns] for index, entry in enumerate(entries)}
    return final


def _places(system: str, final: Final) -> dict[str, Fraction]:
    """What the engine itself says; shared places are written as texts ("2.5")."""
    rows = next(iter(final.values()))
    judges = list(JUDGES[: len(next(iter(rows.values())))])
    sheet = {"judges": judges, "dances": list(final), "entries": list(rows), "marks": final}
    places = tabulate({"system": system, "input": sheet}).values["places"]
    assert isinstance(places, dict)
    return {entry: Fraction(place) for entry, place in places.items()}


# In parts, so that test runners side by side share them.
@pytest.mark.parametrize("seed", range(4))
def test_single_dances_agree(seed: int) -> None:
    dice = random.Random(f"20261122 {seed}")
    for _ in range(1_000):
        final = _panel(dice, dances=1)
        assert _places("skating:single", final) == place_dance(final["D0"]), final


@pytest.mark.parametrize("seed", range(8))
def test_finals_over_several_dances_agree(seed: int) -> None:
    dice = random.Random(f"5 {seed}")
    for _ in range(750):
        final = _panel(dice, dances=dice.randint(2, 4))
        assert _places("skating:multi", final) == place_final(list(final.values())), final
