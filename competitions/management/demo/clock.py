"""Lets the demo build a festival of years ago through the same services: within the block, the process's clock stands there.

Only for the demo command, which runs in a process of its own; nothing that serves people imports it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.utils import timezone


@contextmanager
def standing_at(moment: datetime) -> Iterator[None]:
    """Make `timezone.now()` start at `moment` and go on from there; put the real clock back afterwards."""
    real = timezone.now
    shift: timedelta = moment - real()
    timezone.now = lambda: real() + shift
    try:
        yield
    finally:
        timezone.now = real
