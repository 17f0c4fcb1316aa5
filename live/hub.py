"""What this process knows of the versions: one map of tag -> number, replaced whole whenever something changed.

A background reader keeps it near the database (one small query every quarter of a second); a commit in this very process is
learnt at once. Readers hold the map they were given: comparing `is` with the current one tells whether anything changed.
When the database does not answer, the last map stays: what was published can still be read.
"""

import logging
import threading
import time
from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType

from django.db import connection
from django.utils import timezone

from live.models import PageVersion

logger = logging.getLogger(__name__)

INTERVAL_SECONDS = 0.25
WHOLE_READ_SECONDS = 10.0
# Rows carry the time of the raise, not of the commit: a window wider than the longest transaction sees each one after its commit.
WINDOW = timedelta(seconds=30)


class Hub:
    """The versions as this process knows them. `versions` is None until they were read once: nothing is published then."""

    def __init__(self) -> None:
        self.versions: Mapping[str, int] | None = None
        self._lock = threading.Lock()
        self._learnt = 0
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def learn(self, raised: Mapping[str, int]) -> None:
        """Take in versions that are known to be committed."""
        with self._lock:
            if self.versions is None:
                return
            self._learnt += 1
            news = {tag: version for tag, version in raised.items() if version > self.versions.get(tag, 0)}
            if news:
                self.versions = MappingProxyType({**self.versions, **news})

    def read_whole(self) -> None:
        """Read every version and forget what the database does not hold (a restored backup may have gone back)."""
        with self._lock:
            learnt = self._learnt
        rows = dict(PageVersion.objects.values_list("tag", "version"))
        with self._lock:
            # A commit that was learnt while the query ran may be missing from its answer: the next reading takes it in.
            if self.versions is None or (learnt == self._learnt and rows != self.versions):
                self.versions = MappingProxyType(rows)

    def read_recent(self) -> None:
        """Read what was raised lately."""
        since = timezone.now() - WINDOW
        self.learn(dict(PageVersion.objects.filter(raised_at__gte=since).values_list("tag", "version")))

    def start(self) -> None:
        """Start the reader; a second start changes nothing."""
        if self._thread is None:
            self._stop.clear()
            self._thread = threading.Thread(target=self._run, name="live-versions", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Stop the reader and publish nothing any more: an unread hub would serve old pages for ever."""
        thread, self._thread = self._thread, None
        if thread is not None:
            self._stop.set()
            thread.join(timeout=5)
        with self._lock:
            self.versions = None

    def _run(self) -> None:
        next_whole = 0.0
        while not self._stop.is_set():
            try:
                if time.monotonic() >= next_whole:
                    self.read_whole()
                    next_whole = time.monotonic() + WHOLE_READ_SECONDS
                else:
                    self.read_recent()
            except Exception as error:
                # Whatever is wrong with the database: keep the last map, drop the connection, try again.
                logger.warning("The versions cannot be read (%s); what is published stays.", error)
                connection.close()
                next_whole = 0.0
                self._stop.wait(1.0)
            self._stop.wait(INTERVAL_SECONDS)
        connection.close()


hub = Hub()
