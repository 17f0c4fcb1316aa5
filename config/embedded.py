"""The embedded way: Celery's worker and beat as threads of the one web process, started and stopped with it.

Only without REDIS_URL. The tasks are the same as on a server; the outbox keeps what a stop leaves undone.
"""

import logging
import threading

from celery import beat
from celery.signals import task_postrun
from celery.worker import WorkController
from celery.worker import state as worker_state
from django.db import close_old_connections

from config.celery import app
from notifications.services import outbox

logger = logging.getLogger(__name__)

WORKER_THREADS = 2
BEAT_SECONDS = 1  # beat sleeps no longer than this, so that it notices a stop
STOP_SECONDS = 10


class EmbeddedWorker:
    """A worker and a beat in this process. Starting twice changes nothing."""

    def __init__(self) -> None:
        self._worker: WorkController | None = None
        self._beat: beat.Service | None = None
        self._threads: list[threading.Thread] = []

    @property
    def is_running(self) -> bool:
        return any(thread.is_alive() for thread in self._threads)

    def start(self) -> None:
        """Start both threads and ask at once for what an earlier stop left undone."""
        if self._threads:
            return
        # Global to the process: a stop before this start (a reload, a test) would end the new worker at once.
        worker_state.should_stop = None
        worker_state.should_terminate = None
        app.loader.import_default_modules()
        task_postrun.connect(_let_connections_go, weak=False, dispatch_uid="embedded-connections")
        self._worker = WorkController(
            app=app,
            hostname="embedded",
            pool="threads",
            concurrency=WORKER_THREADS,
            without_heartbeat=True,
            without_mingle=True,
            without_gossip=True,
        )
        # In memory: everything due is due again within seconds, and a schedule file broken by a power cut would end beat.
        self._beat = beat.Service(app, max_interval=BEAT_SECONDS, scheduler_cls=beat.Scheduler)
        self._threads = [
            threading.Thread(target=_run, args=(self._worker,), name="embedded-worker", daemon=True),
            threading.Thread(target=_run, args=(self._beat,), name="embedded-beat", daemon=True),
        ]
        for thread in self._threads:
            thread.start()
        outbox.wake_sender()

    def stop(self) -> None:
        """Let running tasks end, for a few seconds; what is not done stays in the outbox."""
        if self._beat is not None:
            self._beat.stop()
        worker_state.should_stop = 0
        outbox.wake_sender()  # a message ends the worker's waiting for one, which would last two seconds
        for thread in self._threads:
            thread.join(timeout=STOP_SECONDS)
        self._threads, self._worker, self._beat = [], None, None


def _run(service: "WorkController | beat.Service") -> None:
    try:
        service.start()
    except Exception:
        logger.exception("A background thread ended; restart Sahna. What is owed stays in the outbox.")


def _let_connections_go(**_signal: object) -> None:
    close_old_connections()
