"""Forty-five pads on a bad network, and a server that is killed twice: is every mark kept? `make soak`, on both databases.

Three pads are browsers. For two minutes every judge marks; a fifth of all messages is dropped, delayed, doubled or loses its
answer. Then the network is good again and the queues drain. Every mark that a pad showed as received must stand in the
database exactly once, and in the end every mark that was made, each cell with its last value.
"""

import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import psycopg

from bench.soak import floor
from bench.soak.browsers import BrowserPad
from bench.soak.pads import ProtocolPad
from bench.soak.proxy import Hall
from tests.services import postgres
from tests.services.server import Server

SECONDS = int(os.environ.get("SOAK_SECONDS", "120"))
DRAIN_SECONDS = 90
READY_SECONDS = 120
# Far fewer marks than this would prove nothing.
FEWEST_TAPS_A_SECOND = 0.4
BROWSERS = 3
SEED = 20261120
Pad = ProtocolPad | BrowserPad


def main() -> None:
    """Run on the databases named (sqlite, postgres; both by default), each in a process of its own."""
    if os.environ.get("SOAK_CHILD"):
        sys.exit(_soak())
    failed = []
    for kind in sys.argv[1:] or ["sqlite", "postgres"]:
        with tempfile.TemporaryDirectory(prefix="sahna-soak-") as folder:
            url = f"sqlite:///{folder}/sahna.sqlite3" if kind == "sqlite" else _new_database()
            environment = {
                **os.environ,
                "SOAK_CHILD": folder,
                "DATABASE_URL": url,
                "SAHNA_DATA": folder,
                "DJANGO_SETTINGS_MODULE": "config.settings.test",
                "SAHNA_TEST_DATABASE": kind,
            }
            print(f"{kind}: {SECONDS} s of marking", flush=True)
            if subprocess.run([sys.executable, "-m", "bench.soak"], env=environment, check=False).returncode:
                failed.append(kind)
    if failed:
        sys.exit(f"Marks were lost or doubled: {', '.join(failed)}.")


def _new_database() -> str:
    base = postgres.server_url()
    name = f"sahna_soak_{os.getpid()}"
    with psycopg.connect(base, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    return base.rsplit("/", 1)[0] + f"/{name}"


def _soak() -> int:
    """One run; returns 0 when nothing is wrong."""
    folder = Path(os.environ["SOAK_CHILD"])
    seats = floor.build()
    server = Server(folder, os.environ["DATABASE_URL"])
    server.start()
    hall = Hall(server.port, SEED)
    threading.Thread(target=hall.serve_forever, daemon=True).start()
    pads: list[Pad] = [
        (BrowserPad if place < BROWSERS else ProtocolPad)(hall.url, seat, SEED + place)
        for place, seat in enumerate(seats)
    ]
    for pad in pads:
        pad.start()
    if not all(pad.is_ready.wait(READY_SECONDS) for pad in pads):
        sys.exit("Not every pad could be opened.")
    until = time.monotonic() + SECONDS
    for pad in pads:
        pad.until = until
        pad.begin.set()
    for moment in (SECONDS // 3, 2 * SECONDS // 3):
        time.sleep(max(0.0, until - SECONDS + moment - time.monotonic()))
        server.kill()
        time.sleep(2)
        server.start()
    time.sleep(max(0.0, until - time.monotonic()))
    hall.is_bad = False
    _drain(pads)
    faults = _faults(pads)
    _tell(pads, hall, faults)
    server.stop()
    return 1 if faults else 0


def _drain(pads: list[Pad]) -> None:
    """Wait until every pad has sent everything, not longer than the limit."""
    ends = time.monotonic() + DRAIN_SECONDS
    for pad in pads:
        pad.join(max(0.1, ends - time.monotonic()))
    for pad in pads:
        pad.stop.set()
    for pad in pads:
        pad.join(10)


def _faults(pads: list[Pad]) -> list[str]:
    """Everything that is not as it must be, a line each."""
    stored = floor.stored()
    told = [f"{count} times {name}" for name, count in stored.items() if count > 1]
    made = sum(len(pad.kept.made) for pad in pads)
    if made < FEWEST_TAPS_A_SECOND * SECONDS * len(pads):
        told.append(f"only {made} marks were made: the machine was too busy to prove anything")
    for pad in pads:
        kept = pad.kept
        told += [f"received and not stored: {name}" for name in kept.received if name not in stored]
        told += [f"made and not stored: {name}" for name in kept.made if name not in stored]
        told += [f"not applied: {words}" for words in kept.refused]
        told += floor.wrong_cells(int(str(pad.seat["seat"])), kept.values.items())
        if isinstance(pad, BrowserPad) and pad.taps != len(kept.made):
            told.append(f"a browser tapped {pad.taps} times and kept {len(kept.made)} marks")
        if pad.is_alive() or kept.waiting:
            told.append(f"seat {pad.seat['seat']} did not come to rest: {len(kept.waiting)} marks wait")
    told += [f"{count} operations {outcome}" for outcome, count in floor.other_outcomes().items()]
    return told


def _tell(pads: list[Pad], hall: Hall, faults: list[str]) -> None:
    made = sum(len(pad.kept.made) for pad in pads)
    received = sum(len(set(pad.kept.received)) for pad in pads)
    messages = sum(hall.fates.values())
    print(f"  pads {len(pads)} ({sum(isinstance(pad, BrowserPad) for pad in pads)} browsers), server killed 2 times")
    print(f"  messages {messages}: " + ", ".join(f"{name} {count}" for name, count in sorted(hall.fates.items())))
    print(f"  marks made {made}, received {received}, in the database {sum(floor.stored().values())}")
    for pad in pads:
        if isinstance(pad, BrowserPad):
            print(f"  browser: {pad.taps} taps; says “{' '.join(pad.said.split())}”")
    print(f"  faults {len(faults)}" + "".join(f"\n    {line}" for line in faults[:20]), flush=True)


if __name__ == "__main__":
    main()
