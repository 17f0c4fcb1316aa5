"""Runs every bench/bench_*.py, prints one table and writes it to docs/benchmarks.md: `make bench` (ARGS="front_door" for one).

Absolute figures depend on the machine and on what else it does; the limits are ratios and counts of one run.
"""

import importlib
import os
import platform
import sys
from datetime import UTC, datetime
from pathlib import Path

from bench.rows import Row

HERE = Path(__file__).resolve().parent
PAGE = HERE.parent / "docs" / "benchmarks.md"
INTRODUCTION = """# Benchmarks

Written by `make bench`. Client and server share the machine's cores, so read the ratios and counts; absolute figures are those of
one machine on one day.
"""


def main() -> None:
    """Measure what is named on the command line, or everything; end with 1 when a limit is passed."""
    wanted = set(sys.argv[1:])
    names = sorted(path.stem.removeprefix("bench_") for path in HERE.glob("bench_*.py"))
    unknown = wanted - set(names)
    if unknown:
        sys.exit(f"There is no bench called {', '.join(sorted(unknown))}; there are: {', '.join(names)}.")
    tables: dict[str, list[Row]] = {}
    for name in names:
        if wanted and name not in wanted:
            continue
        module = importlib.import_module(f"bench.bench_{name}")
        print(f"{name} ...", flush=True)
        tables[(module.__doc__ or name).strip().splitlines()[0]] = module.run()
    text = "\n".join(_table(title, rows) for title, rows in tables.items())
    print("\n" + text)
    if not wanted:
        machine = f"{os.cpu_count()} cores, Python {platform.python_version()}, {datetime.now(UTC):%Y-%m-%d}"
        PAGE.write_text(f"{INTRODUCTION}\nMachine: {machine}.\n\n{text}", encoding="utf-8")
        print(f"Written to {PAGE.relative_to(HERE.parent)}.")
    if not all(row.is_kept for rows in tables.values() for row in rows):
        sys.exit("A limit was passed; see the table.")


def _table(title: str, rows: list[Row]) -> str:
    lines = [f"## {title}", "", "| what | measured | limit | kept |", "|---|---|---|---|"]
    lines += [f"| {row.what} | {row.measured} | {row.limit} | {_verdict(row)} |" for row in rows]
    return "\n".join(lines) + "\n"


def _verdict(row: Row) -> str:
    if not row.limit:
        return ""
    return "yes" if row.is_kept else "**no**"


if __name__ == "__main__":
    main()
