"""Makes judges' opinions for the demo: every entry has a strength, every judge sees it a little differently. Whole numbers only."""

import random
from collections.abc import Sequence

# How far a judge's eye may err, in the same units as the strengths (0-1000).
ERROR = 170


def strengths(rng: random.Random, count: int, *, known: tuple[int, int] | None = None) -> list[int]:
    """Return a strength for each of `count` entries; `known` gives one entry's index and its strength."""
    values = [rng.randint(200, 800) for _entry in range(count)]
    if known is not None:
        values[known[0]] = known[1]
    return values


def places(rng: random.Random, strength: Sequence[int]) -> list[int]:
    """Return one judge's places 1..n for one dance, in the order of the entries."""
    seen = [value + rng.randint(-ERROR, ERROR) for value in strength]
    order = sorted(range(len(strength)), key=lambda index: (-seen[index], index))
    row = [0] * len(strength)
    for place, index in enumerate(order, start=1):
        row[index] = place
    return row


def crosses(rng: random.Random, strength: Sequence[int], asked: int) -> list[int]:
    """Return one judge's crosses (1 or 0) for one dance: exactly `asked` of them."""
    return [1 if place <= asked else 0 for place in places(rng, strength)]


def steps(rng: random.Random, strength: int, low: int, high: int) -> int:
    """Return one mark of a criterion in steps: the upper half of the scale, higher for the stronger."""
    seen = min(1000, max(0, strength + rng.randint(-ERROR, ERROR)))
    middle = (low + high) // 2
    return middle + (high - middle) * seen // 1000


def final_marks(
    seed: int, *, entries: int, judges: int, dances: int, known: tuple[int, int] | None = None
) -> list[list[list[int]]]:
    """Return marks[dance][entry][judge] of a whole final, all from one seed."""
    rng = random.Random(seed)  # noqa: S311  # invented opinions, not secrets
    strength = strengths(rng, entries, known=known)
    marks = []
    for _dance in range(dances):
        rows = [places(rng, strength) for _judge in range(judges)]
        marks.append([[row[entry] for row in rows] for entry in range(entries)])
    return marks
