"""Databases for servers that are processes of their own: migrated once into a template, copied for each test.

`spoken_by_this_test` lets the test's own ORM and services speak to such a database while its server runs.
"""

import fcntl
import os
import shutil
import sqlite3
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from django.db import connections
from django.db.utils import load_backend

from tests.services import postgres
from tests.services.server import ROOT

POSTGRES = "postgres"


class Template:
    """A migrated, empty database that is copied in a moment."""

    def __init__(self, folder: Path, kind: str) -> None:
        self.kind = kind
        self._count = 0
        self._name = f"sahna_template_{uuid.uuid4().hex[:12]}"
        self._path = folder / "template.sqlite3"
        self._folder = folder
        if kind == POSTGRES:
            _execute(f"CREATE DATABASE {self._name}")
            self._migrate(_url_of(self._name), folder)
        else:
            self._make_file()

    def copy(self, folder: Path) -> str:
        """Return the address of a fresh copy."""
        self._count += 1
        if self.kind == POSTGRES:
            name = f"{self._name}_{self._count}"
            _execute(f"CREATE DATABASE {name} TEMPLATE {self._name}")
            return _url_of(name)
        path = folder / "sahna.sqlite3"
        shutil.copyfile(self._path, path)
        return f"sqlite:///{path}"

    def _make_file(self) -> None:
        """Workers of one run share a file: the first makes it, the others wait for it."""
        run = os.environ.get("PYTEST_XDIST_TESTRUNUID")
        if run:
            self._path = self._folder.parent.parent / f"template-{run}.sqlite3"
        with self._path.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if self._path.exists():
                return
            unfinished = self._path.with_suffix(".part")
            self._migrate(f"sqlite:///{unfinished}", self._folder)
            with closing(sqlite3.connect(unfinished)) as database:
                database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            unfinished.rename(self._path)

    @staticmethod
    def drop(url: str) -> None:
        """Throw a copy away; SQLite's lies in the test's temporary folder."""
        if url.startswith("postgres"):
            _execute(f"DROP DATABASE IF EXISTS {urlsplit(url).path.lstrip('/')} WITH (FORCE)")

    @staticmethod
    def _migrate(url: str, folder: Path) -> None:
        environment = {
            **os.environ,
            "DATABASE_URL": url,
            "SAHNA_DATA": str(folder),
            "DJANGO_SETTINGS_MODULE": "config.settings.test",
            "SAHNA_TEST_DATABASE": "sqlite",
        }
        subprocess.run(
            [sys.executable, "manage.py", "migrate", "--verbosity", "0"], check=True, cwd=ROOT, env=environment
        )


@contextmanager
def spoken_by_this_test(url: str) -> Iterator[None]:
    """Make `default` that database in this thread, with real commits; the test run's own database stays as it is."""
    before = connections["default"]
    parts = urlsplit(url)
    if url.startswith("sqlite"):
        own: dict[str, object] = {"ENGINE": "django.db.backends.sqlite3", "NAME": url.removeprefix("sqlite:///")}
        own["OPTIONS"] = {"transaction_mode": "IMMEDIATE", "timeout": 10}
    else:
        own = {"ENGINE": "django.db.backends.postgresql", "NAME": parts.path.lstrip("/"), "USER": parts.username}
        own |= {"HOST": parts.hostname, "PORT": str(parts.port), "PASSWORD": parts.password or ""}
    settings = connections.configure_settings({"default": own})["default"]
    connections["default"] = load_backend(str(own["ENGINE"])).DatabaseWrapper(settings, "default")
    try:
        yield
    finally:
        connections["default"].close()
        connections["default"] = before


def _url_of(name: str) -> str:
    parts = urlsplit(postgres.server_url())
    return parts._replace(path=f"/{name}").geturl()


def _execute(statement: str) -> None:
    with psycopg.connect(postgres.server_url(), autocommit=True) as connection:
        connection.execute(statement.encode())
