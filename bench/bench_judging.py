"""A judge's save: queries and CPU of one tap, and of a batch of fifty

In process through Django's request handler on the database of the front door's own kind (SQLite on a file), with the
session, CSRF and everything else that a device's message passes. CPU is the process's own, the median of many taps.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.rows import Row

MOST_QUERIES = 12
MOST_CPU_MS = 4.0
ROOT = Path(__file__).resolve().parent.parent


def run() -> list[Row]:
    """Measure in a process of its own, so that its settings and database are nobody else's."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "config.settings.test",
            "SAHNA_DATA": folder,
            "DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3",
        }
        done = subprocess.run(
            [sys.executable, "-m", "bench.judge_saves"],
            cwd=ROOT,
            env=environment,
            check=True,
            capture_output=True,
            text=True,
        )
    found = json.loads(done.stdout.splitlines()[-1])
    most = f"at most {MOST_QUERIES}"
    return [
        Row("one tap, queries", str(found["queries_1"]), most, found["queries_1"] <= MOST_QUERIES),
        Row("fifty taps in one message, queries", str(found["queries_50"]), most, found["queries_50"] <= MOST_QUERIES),
        Row(
            "one tap, CPU",
            f"{found['cpu_ms_1']:.2f} ms",
            f"at most {MOST_CPU_MS:.0f} ms",
            found["cpu_ms_1"] <= MOST_CPU_MS,
        ),
        Row("a request that does nothing, CPU", f"{found['cpu_ms_0']:.2f} ms"),
        Row("fifty taps in one message, CPU", f"{found['cpu_ms_50']:.2f} ms"),
    ]
