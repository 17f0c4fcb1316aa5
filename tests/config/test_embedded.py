"""The one process of an embedded installation: its worker threads send soon, and again after a stop or a power cut."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from notifications.models import Delivery
from tests.notifications.owing import owed
from tests.services.server import Server


@pytest.fixture
def server(tmp_path: Path, own_database: str) -> Iterator[Server]:
    server = Server(tmp_path, own_database, {"DJANGO_SETTINGS_MODULE": "tests.live.site.settings"})
    server.start()
    yield server
    server.kill()


def wait_for_letters(server: Server, count: int, seconds: float) -> float:
    """Return how long it took until that many letters lay in the folder."""
    started = time.monotonic()
    folder = server.data / "mail"
    while len(list(folder.glob("*.eml"))) < count:
        assert time.monotonic() - started < seconds, server.log.read_text()
        time.sleep(0.01)
    return time.monotonic() - started


def test_a_letter_is_sent_soon_after_its_commit(server: Server) -> None:
    server.get("/owe/?key=warm-up", method="POST")
    wait_for_letters(server, 1, 10)
    server.get("/owe/?key=second", method="POST")
    # The sweep comes every 15 seconds: anything below 3 was the wake-up. (0.1 to 0.3 s on a quiet machine.)
    assert wait_for_letters(server, 2, 10) < 3


def test_what_was_owed_while_the_server_was_down_is_sent_at_the_start(server: Server) -> None:
    server.kill()
    owed("a@example.kz", "b@example.kz")
    server.start()
    assert wait_for_letters(server, 2, 10) < 5
    time.sleep(0.2)
    assert set(Delivery.objects.values_list("status", flat=True)) == {"sent"}


def test_the_server_starts_and_stops_again_and_its_worker_with_it(server: Server) -> None:
    for number in (1, 2):
        assert server.stop() in {0, -15}
        server.start()
        server.get(f"/owe/?key=round-{number}", method="POST")
        wait_for_letters(server, number, 10)
    assert "Traceback" not in server.log.read_text()
