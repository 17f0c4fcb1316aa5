"""Raises the version of what the public sees. Every service that changes a public page calls it in its own transaction."""

from functools import partial

from django.db import connection, transaction
from django.utils import timezone

from live.hub import hub

_RAISE = """
INSERT INTO live_pageversion (tag, version, raised_at) VALUES (%s, 1, %s)
ON CONFLICT (tag) DO UPDATE SET version = live_pageversion.version + 1, raised_at = excluded.raised_at
RETURNING version
"""


def raise_tags(*tags: str) -> None:
    """Make every page that was made from one of the tags old, in all processes, once the caller's transaction commits.

    Tags are taken in one order, so that two services never wait for each other in a circle.
    """
    raised: dict[str, int] = {}
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    with transaction.atomic(), connection.cursor() as cursor:
        for tag in sorted(set(tags)):
            cursor.execute(_RAISE, [tag, now])
            raised[tag] = cursor.fetchone()[0]
    transaction.on_commit(partial(hub.learn, raised), robust=True)
