"""A database that threads really share."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection, connections


@pytest.fixture
def shared_database(transactional_db: None, tmp_path: Path) -> Iterator[None]:
    """PostgreSQL as it is; SQLite as a file with WAL, as in real use: in memory, writers fail instead of waiting."""
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    memory, settings = connection.connection, connections.settings["default"]
    path = tmp_path / "threads.sqlite3"
    with closing(sqlite3.connect(path)) as copy:
        memory.backup(copy)
    in_memory = settings["NAME"]
    connection.connection = None
    settings["NAME"] = connection.settings_dict["NAME"] = str(path)
    yield
    connection.close()
    settings["NAME"] = connection.settings_dict["NAME"] = in_memory
    connection.connection = memory
