"""Front door: published bytes against bare ASGI bytes of the same size

Both run under uvicorn with the same options, one process each, in the same run, one after the other and twice in turn.
"""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.load import requests_per_second
from bench.rows import Row
from tests.services import databases
from tests.services.postgres import free_port
from tests.services.server import ROOT, Server

LEAST_RATIO = 0.5
PATH = "/en/bench/page/"


def run() -> list[Row]:
    """Measure and return the rows."""
    with tempfile.TemporaryDirectory() as folder, _front_door(Path(folder)) as server:
        page = server.get(PATH)
        packed = server.get(PATH, {"Accept-Encoding": "gzip"})
        with bare_server(len(page.body)) as bare_port, bare_server(len(packed.body)) as bare_packed_port:
            bare, door = measure_in_turn(bare_port, server.port, "")
            bare_packed, door_packed = measure_in_turn(bare_packed_port, server.port, "Accept-Encoding: gzip\r\n")
        known, _size = requests_per_second(server.port, PATH, f"If-None-Match: {page.headers['etag']}\r\n")
        django, _size = requests_per_second(server.port, "/healthz", seconds=3)
    ratio, packed_ratio = door / bare, door_packed / bare_packed
    limit = f"at least {LEAST_RATIO}"
    return [
        Row(f"bare ASGI, {len(page.body)} bytes", f"{bare:,.0f} requests/s"),
        Row(f"published page, {len(page.body)} bytes", f"{door:,.0f} requests/s"),
        Row("ratio", f"{ratio:.2f}", limit, ratio >= LEAST_RATIO),
        Row(f"bare ASGI, {len(packed.body)} bytes", f"{bare_packed:,.0f} requests/s"),
        Row(f"published page, gzip, {len(packed.body)} bytes", f"{door_packed:,.0f} requests/s"),
        Row("ratio", f"{packed_ratio:.2f}", limit, packed_ratio >= LEAST_RATIO),
        Row("published page, 304", f"{known:,.0f} requests/s"),
        Row("Django behind the front door, one query", f"{django:,.0f} requests/s"),
    ]


def measure_in_turn(bare_port: int, door_port: int, headers: str, *, path: str = PATH) -> tuple[float, float]:
    """Measure both twice in turn and keep the better of each: what else the machine does disturbs both alike."""
    bare, door = [], []
    for _turn in range(2):
        bare.append(requests_per_second(bare_port, path, headers)[0])
        door.append(requests_per_second(door_port, path, headers)[0])
    return max(bare), max(door)


@contextmanager
def _front_door(folder: Path) -> Iterator[Server]:
    url = databases.Template(folder, "sqlite").copy(folder)
    server = Server(folder, url, {"DJANGO_SETTINGS_MODULE": "tests.live.site.settings"})
    server.start()
    try:
        yield server
    finally:
        server.kill()


@contextmanager
def bare_server(size: int) -> Iterator[int]:
    """Run an ASGI application that answers `size` bytes from memory and nothing else; yield its port."""
    port = free_port()
    options = ["--port", str(port), "--no-access-log", "--no-server-header", "--log-level", "warning"]
    process = subprocess.Popen(
        [sys.executable, "-m", "uvicorn", "bench.bare:application", *options],
        cwd=ROOT,
        env={**os.environ, "BENCH_BYTES": str(size)},
    )
    try:
        for _attempt in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield port
    finally:
        process.kill()
        process.wait()
