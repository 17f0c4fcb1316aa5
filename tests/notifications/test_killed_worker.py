"""A Celery worker killed in the middle, with a real Valkey and a real mail server: nothing is lost, nothing ends twice."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from celery import Celery
from django.utils import timezone

from notifications.models import Delivery
from notifications.services import delivery, outbox
from tests.notifications.owing import owed
from tests.services.server import ROOT
from tests.services.smtp import MailServer
from tests.services.valkey import Valkey

READERS = 400


class Worker:
    """An ordinary `celery worker` of two processes."""

    def __init__(self, folder: Path, database_url: str, valkey: Valkey, smtp: MailServer) -> None:
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("SAHNA_TEST")},
            "DJANGO_SETTINGS_MODULE": "config.settings.test",
            "SAHNA_DATA": str(folder),
            "DATABASE_URL": database_url,
            "REDIS_URL": valkey.url,
            "EMAIL_URL": smtp.url,
        }
        command = [
            sys.executable,
            "-m",
            "celery",
            "-A",
            "config",
            "worker",
            "--concurrency",
            "2",
            "--loglevel",
            "warning",
        ]
        self.log = folder / "worker.log"
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=environment, stdout=log, stderr=log, start_new_session=True
            )

    def kill(self) -> None:
        """End parent and children at once, as a power cut would."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def sent() -> int:
    return Delivery.objects.filter(status="sent").count()


def wait_until(condition: Callable[[], bool], seconds: float, worker: Worker) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, worker.log.read_text()
        time.sleep(0.05)


@pytest.mark.slow
def test_a_worker_killed_in_the_middle_loses_nothing_and_doubles_nothing(
    own_database: str, tmp_path: Path, valkey: Valkey, mail_server: MailServer
) -> None:
    owed(*(f"reader-{number}@example.kz" for number in range(READERS)))
    broker = Celery(broker=valkey.url)

    worker = Worker(tmp_path, own_database, valkey, mail_server)
    try:
        broker.send_task(outbox.TASK)
        broker.send_task(outbox.TASK)
        wait_until(lambda: sent() >= READERS // 8, 60, worker)
    finally:
        worker.kill()
    done = sent()
    assert 0 < done < READERS, "the worker was to die in the middle"
    held = Delivery.objects.filter(status="sending").count()
    assert held <= 2 * delivery.BATCH

    Delivery.objects.filter(status="sending").update(lease_until=timezone.now() - timedelta(seconds=1))  # time passes
    valkey.stop()  # the wake-ups are lost as well
    valkey.start()
    worker = Worker(tmp_path, own_database, valkey, mail_server)
    try:
        broker.send_task(outbox.TASK)
        wait_until(lambda: sent() == READERS, 90, worker)
    finally:
        worker.kill()

    assert Delivery.objects.count() == READERS
    assert set(Delivery.objects.values_list("status", "claim")) == {("sent", None)}
    letters = Counter(letter["Message-ID"] for letter in mail_server.letters)
    assert len(letters) == READERS, "each reader was written to"
    doubled = sum(count - 1 for count in letters.values())
    assert doubled <= held, "outside, at most what was in flight may repeat, with the same Message-ID"
