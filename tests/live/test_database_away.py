"""The database goes away under a running server: what is published can still be read; nothing else pretends to work."""

import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from tests.services import databases, postgres
from tests.services.server import Server

pytestmark = pytest.mark.postgres


@pytest.fixture
def server(tmp_path: Path, postgres_template: databases.Template) -> Iterator[Server]:
    """A front door on a PostgreSQL database of its own."""
    url = postgres_template.copy(tmp_path)
    server = Server(tmp_path, url, {"DJANGO_SETTINGS_MODULE": "tests.live.site.settings"})
    server.start()
    server.database_name = urlsplit(url).path.lstrip("/")  # type: ignore[attr-defined]  # for the two functions below
    yield server
    server.kill()
    postgres_template.drop(url)


def take_away(server: Server) -> None:
    _maintain(
        server,
        "ALTER DATABASE {name} ALLOW_CONNECTIONS false",
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'",
    )


def give_back(server: Server) -> None:
    _maintain(server, "ALTER DATABASE {name} ALLOW_CONNECTIONS true")


def _maintain(server: Server, *statements: str) -> None:
    with psycopg.connect(postgres.server_url(), autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement.format(name=server.database_name).encode())  # type: ignore[attr-defined]  # set above


def test_published_pages_are_read_and_the_rest_says_come_back(server: Server) -> None:
    page = server.get("/en/room/page/")
    assert server.get("/en/room/page/").text.startswith("rendered 1")

    take_away(server)
    time.sleep(1)
    kept = server.get("/en/room/page/")
    assert (kept.status, kept.body) == (200, page.body)
    assert server.get("/en/room/page/", {"If-None-Match": page.headers["etag"]}).status == 304

    for answer in (
        server.get("/raise/", method="POST"),
        server.get("/en/room/plain/"),
        server.get("/en/room/session/", {"Cookie": "sessionid=x"}),
    ):
        assert answer.status == 503
        assert answer.headers["retry-after"] == "5"
        assert answer.headers["cache-control"] == "no-store"
        assert "Traceback" not in answer.text
        assert "One moment" in answer.text
        assert "content-security-policy" in answer.headers
    assert "Бір сәт күтіңіз" in server.get("/kk/room/plain/").text

    give_back(server)
    deadline = time.monotonic() + 10
    while server.get("/raise/", method="POST").status != 200:
        assert time.monotonic() < deadline
        time.sleep(0.1)
    while server.get("/en/room/page/").text.startswith("rendered 1 "):
        assert time.monotonic() < deadline
        time.sleep(0.1)
