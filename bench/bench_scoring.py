"""Scoring: one result in process, with its reasons

The median of many runs of the engine on one sheet; no database, no Django.
"""

import random
import statistics
import time
from collections.abc import Mapping

from bench.rows import Row
from competitions.scoring import registry

RUNS = 40
Document = Mapping[str, object]


def run() -> list[Row]:
    """Measure a large final, a relative placement final and a class judged by criteria."""
    return [
        _row("skating final, 10 dances, 12 couples, 15 judges", _skating(), 5.0),
        _row("relative placement final, 15 couples, 9 judges", _relative_placement(), 0.3),
        _row("class of 200 entries, 15 judges, 6 criteria", _criteria(), 20.0),
    ]


def _row(what: str, document: Document, most_ms: float) -> Row:
    registry.tabulate(document)
    times = []
    for _run in range(RUNS):
        started = time.process_time()
        registry.tabulate(document)
        times.append((time.process_time() - started) * 1000)
    median = statistics.median(times)
    return Row(what, f"{median:.2f} ms CPU", f"at most {most_ms:g} ms", median <= most_ms)


def _permutations(rng: random.Random, entries: list[str], judges: int) -> dict[str, list[int]]:
    orders = [rng.sample(range(1, len(entries) + 1), len(entries)) for _judge in range(judges)]
    return {entry: [order[index] for order in orders] for index, entry in enumerate(entries)}


def _skating() -> Document:
    rng = random.Random(12)
    entries, dances = [str(number) for number in range(101, 113)], [f"dance {index}" for index in range(10)]
    return {
        "system": "skating:multi",
        "params": {},
        "input": {
            "judges": [chr(65 + index) for index in range(15)],
            "dances": dances,
            "entries": entries,
            "marks": {dance: _permutations(rng, entries, 15) for dance in dances},
        },
    }


def _relative_placement() -> Document:
    rng = random.Random(9)
    entries = [str(number) for number in range(1, 16)]
    return {
        "system": "relative_placement:final",
        "params": {},
        "input": {
            "judges": [chr(65 + index) for index in range(9)],
            "dances": ["final"],
            "entries": entries,
            "marks": {"final": _permutations(rng, entries, 9)},
        },
    }


def _criteria() -> Document:
    rng = random.Random(6)
    criteria = ["technique", "music", "choreography", "image", "expression", "difficulty"]
    judges = [chr(65 + index) for index in range(15)]
    return {
        "system": "points:class",
        "params": {
            "criteria": [{"id": name, "weight": "1", "min": "0", "max": "10", "step": "0.1"} for name in criteria],
            "order": "per_criterion",
            "aggregate": {"op": "mean"},
        },
        "input": {
            "judges": judges,
            "entries": [
                {
                    "id": str(number),
                    "marks": {
                        judge: {name: f"{rng.randint(50, 100) / 10:.1f}" for name in criteria} for judge in judges
                    },
                }
                for number in range(200)
            ],
        },
    }


if __name__ == "__main__":
    for row in run():
        print(row)
