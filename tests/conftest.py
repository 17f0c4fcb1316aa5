"""What every test may ask for: real services on loopback, servers of their own, and databases that can be emptied.

A service that cannot be had fails the test; nothing is skipped for want of one.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.utils import translation
from pytest_django.plugin import DjangoDbBlocker

from audit import triggers
from tests.services import databases, postgres
from tests.services.server import Server
from tests.services.smtp import MailServer
from tests.services.valkey import Valkey

# Playwright's synchronous API keeps an event loop in the test's thread; the ORM is used from there all the same.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
BROWSERS = ("chromium", "chromium-browser", "chromium-headless-shell", "google-chrome", "google-chrome-stable")
WITH_COMMITS = {"transactional_db", "live_server", "django_db_reset_sequences", "django_db_serialized_rollback"}


@pytest.fixture(autouse=True)
def _tables_can_be_emptied(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test with real commits is followed by a flush, which the insert-only triggers would refuse: lift them for it.

    Django's signal after the flush puts them back.
    """
    marker = request.node.get_closest_marker("django_db")
    has_commits = bool(marker and marker.kwargs.get("transaction")) or bool(WITH_COMMITS & set(request.fixturenames))
    if not has_commits:
        yield
        return
    request.getfixturevalue("transactional_db")
    yield
    triggers.drop_triggers(connection)


@pytest.fixture(autouse=True)
def _language_ends_with_the_test() -> Iterator[None]:
    """A page that was asked for in Kazakh leaves its language in the thread; the next test begins as every process does."""
    yield
    translation.deactivate()


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    """A real SMTP server."""
    with MailServer() as server:
        yield server


@pytest.fixture
def valkey() -> Iterator[Valkey]:
    """A real Redis or Valkey."""
    with Valkey() as server:
        yield server


@pytest.fixture(scope="session")
def postgres_url() -> str:
    """The address of a real PostgreSQL, whatever the main database of this run is."""
    return postgres.server_url()


@pytest.fixture(scope="session")
def database_kind() -> str:
    """Which database this run is about: sqlite, or postgres with SAHNA_TEST_DATABASE=postgres."""
    return os.environ.get("SAHNA_TEST_DATABASE", "sqlite")


@pytest.fixture(scope="session")
def database_template(tmp_path_factory: pytest.TempPathFactory, database_kind: str) -> databases.Template:
    """A migrated database of this run's kind, to be copied."""
    return databases.Template(tmp_path_factory.mktemp("template"), database_kind)


@pytest.fixture(scope="session")
def postgres_template(
    tmp_path_factory: pytest.TempPathFactory, database_kind: str, request: pytest.FixtureRequest
) -> databases.Template:
    """A migrated PostgreSQL database, whatever this run's kind is."""
    if database_kind == databases.POSTGRES:
        template = request.getfixturevalue("database_template")
        assert isinstance(template, databases.Template)
        return template
    return databases.Template(tmp_path_factory.mktemp("postgres"), databases.POSTGRES)


@pytest.fixture
def own_database(
    tmp_path: Path, database_template: databases.Template, django_db_blocker: DjangoDbBlocker, django_db_setup: None
) -> Iterator[str]:
    """A database file (or server database) of the test's own, with real commits. The test's ORM speaks to it."""
    url = database_template.copy(tmp_path)
    with django_db_blocker.unblock(), databases.spoken_by_this_test(url):
        yield url
    database_template.drop(url)


@pytest.fixture
def front_door(tmp_path: Path, own_database: str) -> Iterator[Server]:
    """A running Sahna under uvicorn on its own database; the test's services and models write into the same one."""
    server = Server(tmp_path, own_database)
    server.start()
    yield server
    server.kill()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Find a Chromium: CHROMIUM, Playwright's own, or the system's."""
    own = os.environ.get("CHROMIUM", "")
    found = own or next((path for path in map(shutil.which, BROWSERS) if path), "")
    arguments = [*browser_type_launch_args.get("args", []), "--disable-dev-shm-usage"]
    if os.geteuid() == 0:
        arguments.append("--no-sandbox")
    return {**browser_type_launch_args, "args": arguments} | ({"executable_path": found} if found else {})
