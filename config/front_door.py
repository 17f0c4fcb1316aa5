"""The front door: published pages from bytes, then Django's WSGI handler in a thread pool. (Streams come in between.)

Django behind a2wsgi answers about three times as many requests as through its own ASGI handler, and published pages some
twenty times as many as that: docs/benchmarks.md.
"""

import asyncio
from typing import Any, cast

from a2wsgi import WSGIMiddleware
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler

from config.embedded import EmbeddedWorker
from live.door import Application, PublishedPages, Receive, Scope, Send
from live.hub import hub
from live.published import Shelf

DJANGO_THREADS = 10


class FrontDoor:
    """The ASGI application that uvicorn serves; its lifespan starts and stops what runs beside the requests."""

    def __init__(self, wsgi_application: WSGIHandler) -> None:
        self._django = cast(Application, WSGIMiddleware(cast(Any, wsgi_application), workers=DJANGO_THREADS))
        self._embedded = EmbeddedWorker()
        self.pages = PublishedPages(
            self._to_django,
            hub=hub,
            shelf=Shelf(settings.SAHNA_PAGE_BYTES),
            private_cookies=(settings.SESSION_COOKIE_NAME, "messages"),
            secure_only=bool(getattr(settings, "SECURE_SSL_REDIRECT", False)),
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await self.pages(scope, receive, send)
        elif scope["type"] == "lifespan":
            await self._live(receive, send)
        else:
            await send({"type": "websocket.close", "code": 1000})

    async def _to_django(self, scope: Scope, receive: Receive, send: Send) -> None:
        """WSGI folds `-` and `_` in header names: drop the second kind, which no honest proxy sends, before they can pose."""
        if any(b"_" in name for name, _value in scope["headers"]):
            scope["headers"] = [pair for pair in scope["headers"] if b"_" not in pair[0]]
        await self._django(scope, receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()  # startup
        hub.start()
        # Beside the first pages, not before them: nobody waits for the worker to start.
        is_embedded = not settings.REDIS_URL and settings.SAHNA_EMBEDDED_WORKER
        starting = asyncio.create_task(asyncio.to_thread(self._embedded.start)) if is_embedded else None
        await send({"type": "lifespan.startup.complete"})
        await receive()  # shutdown
        if starting is not None:
            await starting
            await asyncio.to_thread(self._embedded.stop)
        await asyncio.to_thread(hub.stop)
        await send({"type": "lifespan.shutdown.complete"})
