"""Redis goes away under a running server: requests are not delayed, and nothing that is owed is lost."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from notifications.models import Delivery, Notice
from notifications.services import delivery
from tests.services.server import Server
from tests.services.valkey import Valkey


@pytest.fixture
def server(tmp_path: Path, own_database: str, valkey: Valkey) -> Iterator[Server]:
    """A server that leaves the sending to workers elsewhere, over this Redis."""
    settings = {"DJANGO_SETTINGS_MODULE": "tests.live.site.settings", "REDIS_URL": valkey.url}
    server = Server(tmp_path, own_database, settings)
    server.start()
    yield server
    server.kill()


def seconds_to_owe(server: Server, key: str) -> float:
    started = time.monotonic()
    assert server.get(f"/owe/?key={key}", method="POST").text == "owed"
    return time.monotonic() - started


def test_requests_do_not_wait_for_a_dead_redis_and_nothing_is_lost(server: Server, valkey: Valkey) -> None:
    seconds_to_owe(server, "while-it-lives")
    assert seconds_to_owe(server, "while-it-lives-2") < 1

    valkey.stop()
    first, second = seconds_to_owe(server, "dead-1"), seconds_to_owe(server, "dead-2")
    # With Celery's own settings this is six seconds; the second knock is not even tried.
    assert first < 1.5
    assert second < 1
    assert Notice.objects.count() == 4

    assert delivery.send_due().sent == 4
    assert Delivery.objects.exclude(status="sent").count() == 0


def test_the_web_process_sends_nothing_itself_when_there_is_a_redis(server: Server) -> None:
    seconds_to_owe(server, "for-the-worker")
    time.sleep(0.7)
    assert Delivery.objects.count() == 0
    assert Notice.objects.get().expanded_at is None
