"""A published result: 12 couples, 7 judges, 5 dances, from bytes and from the database

The page that the public reads, through the running front door, against bare ASGI bytes of the same size in the same run.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench.bench_front_door import LEAST_RATIO, bare_server, measure_in_turn
from bench.rows import Row
from tests.services.server import ROOT, Server

MOST_QUERIES = 8


def run() -> list[Row]:
    """Release the result in a process of its own, then serve that database and measure."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        url = f"sqlite:///{folder}/bench.sqlite3"
        found = _release(folder, url)
        server = Server(folder, url)
        server.start()
        try:
            page = server.get(found["path"])
            with bare_server(len(page.body)) as bare_port:
                bare, door = measure_in_turn(bare_port, server.port, "", path=found["path"])
        finally:
            server.kill()
    most = f"at most {MOST_QUERIES}"
    return [
        Row(f"bare ASGI, {len(page.body)} bytes", f"{bare:,.0f} requests/s"),
        Row("published result page", f"{door:,.0f} requests/s"),
        Row("ratio", f"{door / bare:.2f}", f"at least {LEAST_RATIO}", door / bare >= LEAST_RATIO),
        *(
            Row(f"uncached, {count} entries, queries", str(queries), most, queries <= MOST_QUERIES)
            for count, queries in ((6, found["queries_6"]), (12, found["queries_12"]))
        ),
    ]


def _release(folder: Path, url: str) -> Any:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "SAHNA_DATA": str(folder),
        "DATABASE_URL": url,
    }
    command = [sys.executable, "-m", "bench.published_result"]
    done = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))
