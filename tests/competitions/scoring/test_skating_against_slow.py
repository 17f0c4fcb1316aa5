"""The engine and an independent slow implementation agree on 10,000 random panels that are full of ties."""

from __future__ import annotations

import random
from fractions import Fraction

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


def _document(system: str, final: Final) -> dict[str, object]:
    rows = next(iter(final.values()))
    judges = list(JUDGES[: len(next(iter(rows.values())))])
    return {
        "system": system,
        "input": {"judges": judges, "dances": list(final), "entries": list(rows), "marks": final},
    }


def _fractions(places: object) -> dict[str, Fraction]:
    assert isinstance(places, dict)
    return {entry: Fraction(str(place)) for entry, place in places.items()}


def test_single_dances_agree() -> None:
    dice = random.Random(20261122)
    for _ in range(4_000):
        final = _panel(dice, dances=1)
        rows = {entry: [Fraction(mark) for mark in row] for entry, row in final["D0"].items()}
        outcome = tabulate(_document("skating:single", final)).as_document()
        assert _fractions(outcome["places"]) == place_dance(rows), final


def test_finals_over_several_dances_agree() -> None:
    dice = random.Random(5)
    for _ in range(6_000):
        final = _panel(dice, dances=dice.randint(2, 4))
        dances = [{entry: [Fraction(mark) for mark in row] for entry, row in rows.items()} for rows in final.values()]
        outcome = tabulate(_document("skating:multi", final)).as_document()
        assert _fractions(outcome["places"]) == place_final(dances), final
