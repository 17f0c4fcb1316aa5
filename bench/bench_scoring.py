"""Scoring: one result in process, with its reasons

The median of many runs of the engine on one sheet; no database, no Django. The last row is one run of the command over a
file of 10,000 different sheets, reading and writing included.
"""

import contextlib
import json
import random
import statistics
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from bench.rows import Row
from competitions.scoring import registry
from competitions.scoring.__main__ import main

RUNS = 40
CASES = 10_000
Document = Mapping[str, object]


def run() -> list[Row]:
    """Measure a large final, a relative placement final and a class judged by criteria."""
    return [
        _row("skating final, 10 dances, 12 couples, 15 judges", _skating(), 3.0),
        _row("relative placement final, 15 couples, 9 judges", _relative_placement(), 0.3),
        _row("class of 200 entries, 15 judges, 6 criteria", _criteria(), 20.0),
        _whole_file(5.0),
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


def _whole_file(most_seconds: float) -> Row:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sheets.json"
        path.write_text(json.dumps(list(_small_sheets())), encoding="utf-8")
        with (
            (Path(folder) / "answers.jsonl").open("w", encoding="utf-8") as answers,
            contextlib.redirect_stdout(answers),
        ):
            started = time.process_time()
            status = main(["tabulate", str(path)])
            seconds = time.process_time() - started
        answered = (Path(folder) / "answers.jsonl").read_text(encoding="utf-8").count('"outcome"')
    is_kept = seconds <= most_seconds and status == 0 and answered == CASES
    return Row(f"{CASES:,} sheets in one file", f"{seconds:.2f} s CPU", f"at most {most_seconds:g} s", is_kept)


def _small_sheets() -> Iterator[Document]:
    """Sheets of usual sizes, no two alike, half of them battles."""
    makers = [
        lambda rng: _skating(rng, couples=6, dances=5, judges=7),
        lambda rng: _relative_placement(rng, couples=8, judges=5),
        *[lambda rng: _criteria(rng, entries=4, judges=4)] * 3,
        *[_battle] * 5,
    ]
    for number in range(CASES):
        yield {"id": number, **makers[number % len(makers)](random.Random(number))}


def _battle(rng: random.Random) -> Document:
    rounds = [[rng.choice(["red", "blue"]) for _judge in range(9)] for _round in range(3)]
    return {"system": "battle:votes", "params": {"judging": "vote_round"}, "input": {"rounds": rounds}}


def _permutations(rng: random.Random, entries: list[str], judges: int) -> dict[str, list[int]]:
    orders = [rng.sample(range(1, len(entries) + 1), len(entries)) for _judge in range(judges)]
    return {entry: [order[index] for order in orders] for index, entry in enumerate(entries)}


def _skating(rng: random.Random | None = None, couples: int = 12, dances: int = 10, judges: int = 15) -> Document:
    rng = rng or random.Random(12)
    entries, names = (
        [str(number) for number in range(101, 101 + couples)],
        [f"dance {index}" for index in range(dances)],
    )
    return {
        "system": "skating:multi",
        "params": {},
        "input": {
            "judges": _letters(judges),
            "dances": names,
            "entries": entries,
            "marks": {dance: _permutations(rng, entries, judges) for dance in names},
        },
    }


def _letters(number: int) -> list[str]:
    return [chr(65 + index) for index in range(number)]


def _relative_placement(rng: random.Random | None = None, couples: int = 15, judges: int = 9) -> Document:
    rng = rng or random.Random(9)
    entries = [str(number) for number in range(1, couples + 1)]
    return {
        "system": "relative_placement:final",
        "params": {},
        "input": {
            "judges": _letters(judges),
            "dances": ["final"],
            "entries": entries,
            "marks": {"final": _permutations(rng, entries, judges)},
        },
    }


def _criteria(rng: random.Random | None = None, entries: int = 200, judges: int = 15) -> Document:
    rng = rng or random.Random(6)
    criteria = ["technique", "music", "choreography", "image", "expression", "difficulty"]
    letters = _letters(judges)
    return {
        "system": "points:class",
        "params": {
            "criteria": [{"id": name, "weight": "1", "min": "0", "max": "10", "step": "0.1"} for name in criteria],
            "order": "per_criterion",
            "aggregate": {"op": "mean"},
        },
        "input": {
            "judges": letters,
            "entries": [
                {
                    "id": str(number),
                    "marks": {
                        judge: {name: f"{rng.randint(50, 100) / 10:.1f}" for name in criteria} for judge in letters
                    },
                }
                for number in range(entries)
            ],
        },
    }


if __name__ == "__main__":
    for row in run():
        print(row)
