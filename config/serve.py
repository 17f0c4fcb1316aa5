"""Starts Sahna on one machine: brings the database up to date, serves, then fills an empty one with the demo festival.

`python -m config.serve --host 127.0.0.1 --port 8000`; `make run` calls it. A server of several processes runs uvicorn itself.
"""

import argparse
import contextlib
import ipaddress
import os
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path

import django
import uvicorn
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command, get_commands
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

EVERY_ADDRESS = {"0.0.0.0", "::"}  # noqa: S104  # compared, not bound
DEMO_MARK = "demo"
LEFT_MARK = "demo-left"  # written when the demo is taken away: an empty database is then somebody's own beginning


def main() -> None:
    """Run until Ctrl+C. A wrong setting or a taken port ends with one sentence."""
    parser = argparse.ArgumentParser(prog="make run")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    given = parser.parse_args()
    shown = _shown_address(given.host)
    _refuse_taken_port(given.host, given.port)
    _tell_settings(given.host, given.port, shown)
    try:
        django.setup()
    except ImproperlyConfigured as error:
        sys.exit(f"Sahna cannot start: {error}")
    _migrate()
    seeds = _prepare_demo(is_loopback=_is_loopback(given.host))
    threading.Thread(target=_greet, args=(given.host, given.port, shown, seeds), daemon=True).start()
    uvicorn.run(
        "config.asgi:application",
        host=given.host,
        port=given.port,
        lifespan="on",
        access_log=False,
        log_level="warning",
        server_header=False,
        timeout_graceful_shutdown=3,
    )


def _migrate() -> None:
    """Bring the database up to date; a start with nothing to do skips the command, which would cost half a second."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)


def lan_address() -> str:
    """Return this machine's address in its network; loopback when it is in none. Sends nothing."""
    with contextlib.closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return "127.0.0.1"
        return str(probe.getsockname()[0])


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _shown_address(host: str) -> str:
    """Return the address that people and QR codes use."""
    address = lan_address() if host in EVERY_ADDRESS else host
    return f"[{address}]" if ":" in address else address


def _refuse_taken_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with contextlib.closing(socket.socket(family)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            sys.exit(f"Sahna cannot listen on {host}, port {port}: {error.strerror}. Try: make run PORT={port + 1}")


def _tell_settings(host: str, port: int, shown: str) -> None:
    """Set what follows from the address, before the settings are read; what the environment says already, holds."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    os.environ.setdefault("SITE_URL", f"http://{shown}:{port}")
    hosts = dict.fromkeys(["127.0.0.1", "localhost", "[::1]", shown])
    if host in EVERY_ADDRESS:
        hosts[f"{socket.gethostname().lower()}.local"] = None
    os.environ.setdefault("ALLOWED_HOSTS", ",".join(hosts))
    os.environ.setdefault("SAHNA_ON_LAN", "no" if _is_loopback(host) else "yes")


def _prepare_demo(*, is_loopback: bool) -> bool:
    """Decide whether the demo is to be built: only into an empty database, only on loopback, unless SAHNA_DEMO says no."""
    if not is_loopback or os.environ.get("SAHNA_DEMO", "").lower() in {"no", "0", "off", "false"}:
        return False
    if (Path(settings.DATA_DIR) / LEFT_MARK).exists() or "demo" not in get_commands() or not _is_empty():
        return False
    (Path(settings.DATA_DIR) / DEMO_MARK).touch()
    settings.SAHNA_DEMO = True
    os.environ["SAHNA_DEMO"] = "yes"
    return True


def _is_empty() -> bool:
    with connection.cursor() as cursor:
        for table in ("dancers_user", "events_festival"):
            try:
                cursor.execute(f"SELECT 1 FROM {table} LIMIT 1")  # noqa: S608  # two names from the line above
            except DatabaseError:
                return False
            if cursor.fetchone():
                return False
    connection.close()
    return True


def _greet(host: str, port: int, shown: str, seeds: bool) -> None:
    """Say the address once the first page can be had; then build the demo beside the running server."""
    local = "127.0.0.1" if host in EVERY_ADDRESS else shown
    for _attempt in range(200):
        with contextlib.suppress(OSError):
            urllib.request.urlopen(f"http://{local}:{port}/healthz", timeout=2).close()  # our own address
            break
        time.sleep(0.05)
    print(f"\n  Sahna is running: {settings.SITE_URL}/", flush=True)  # noqa: T201
    if settings.SAHNA_ON_LAN:
        print("  Tablets in this network use that address; the QR codes carry it too.", flush=True)  # noqa: T201
    print("  Stop with Ctrl+C.\n", flush=True)  # noqa: T201
    if seeds:
        print("  The database is empty: building the demo festival beside the running server.", flush=True)  # noqa: T201
        subprocess.run([sys.executable, "manage.py", "demo"], cwd=settings.BASE_DIR, check=False)


if __name__ == "__main__":
    main()
