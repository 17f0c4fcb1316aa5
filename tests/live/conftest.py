"""A running front door with the pages of tests/live/site: one server for a file of tests, a room of pages for each test."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pytest
from pytest_django.plugin import DjangoDbBlocker

from tests.services import databases
from tests.services.server import Answer, Server


@dataclass(frozen=True, slots=True)
class Door:
    """The server as one test sees it: `/en/page/` is the page of the test's own room."""

    server: Server
    room: str

    def get(self, path: str, headers: Mapping[str, str] | None = None, method: str = "GET") -> Answer:
        language, _slash, rest = path.removeprefix("/").partition("/")
        if language in {"en", "ru", "kk"}:
            path = f"/{language}/{self.room}/{rest}"
        return self.server.get(path, headers, method)


@pytest.fixture(scope="module")
def site(
    tmp_path_factory: pytest.TempPathFactory,
    database_template: databases.Template,
    django_db_blocker: DjangoDbBlocker,
    django_db_setup: None,
) -> Iterator[Server]:
    """The server; the tests of the file write into its database."""
    folder = tmp_path_factory.mktemp("site")
    url = database_template.copy(folder)
    server = Server(folder, url, {"DJANGO_SETTINGS_MODULE": "tests.live.site.settings", "SAHNA_EMBEDDED_WORKER": "no"})
    with django_db_blocker.unblock(), databases.spoken_by_this_test(url):
        server.start()
        yield server
        server.kill()
    database_template.drop(url)


@pytest.fixture
def door(site: Server, request: pytest.FixtureRequest) -> Door:
    """A room that no other test reads."""
    return Door(site, f"room-{abs(hash(request.node.nodeid))}")
