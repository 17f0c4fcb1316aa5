"""The first room of the front door: answers readers of published pages with bytes, before Django is touched.

Whoever carries a session, writes, or asks for what is not kept passes through to the application behind. What that answers is
kept when its view declared it. One reader at a time renders a page; the others wait for the bytes.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterable, Mapping, MutableMapping
from dataclasses import dataclass
from typing import Any

from live.hub import Hub
from live.published import Declaration, Headers, Page, Shelf, canonical_query, make_page

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

SCOPE_KEY = "sahna.declaration"
_REMEMBERED_PLAIN = 5_000


@dataclass(slots=True)
class _Request:
    """What of a request decides whether and which bytes answer it."""

    host: bytes = b""
    is_private: bool = False
    is_secure: bool = False
    takes_gzip: bool = False
    if_none_match: bytes = b""


class PublishedPages:
    """ASGI application around another one."""

    def __init__(
        self, inner: Application, *, hub: Hub, shelf: Shelf, private_cookies: Iterable[str], secure_only: bool = False
    ) -> None:
        self._inner = inner
        self._hub = hub
        self.shelf = shelf
        self._cookies = tuple(name.encode() + b"=" for name in private_cookies)
        self._secure_only = secure_only
        self._rendering: dict[tuple[bytes, str, str], asyncio.Event] = {}
        # Paths that answered without a declaration: their readers never wait for each other.
        self._plain: OrderedDict[tuple[bytes, str], None] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        versions = self._hub.versions
        if scope["type"] != "http" or versions is None or scope["method"] not in {"GET", "HEAD"}:
            await self._inner(scope, receive, send)
            return
        request = self._read(scope)
        if request.is_private or (self._secure_only and not request.is_secure):
            await self._inner(scope, receive, send)
            return
        params = self.shelf.params_of(request.host, scope["path"])
        if params is not None:
            query = canonical_query(scope["query_string"], params)
            page = self.shelf.get(request.host, scope["path"], query)
            if page is not None and page.is_good(versions):
                await _answer(page, request, scope["method"], send)
                return
            scope = {**scope, "query_string": query.encode("ascii")}
        if scope["method"] == "HEAD":
            await self._inner(scope, receive, send)
            return
        await self._render(request, scope, receive, send)

    def _read(self, scope: Scope) -> _Request:
        request = _Request(is_secure=scope.get("scheme") == "https")
        for name, value in scope["headers"]:
            if name == b"host":
                request.host = value.lower()
            elif name == b"accept-encoding":
                request.takes_gzip = _takes_gzip(value)
            elif name == b"if-none-match":
                request.if_none_match = value
            elif name == b"cookie":
                request.is_private = request.is_private or any(cookie in value for cookie in self._cookies)
            elif name in {b"authorization", b"hx-request", b"range"}:
                request.is_private = True
            elif name == b"x-forwarded-proto":
                request.is_secure = value == b"https"
        return request

    async def _render(self, request: _Request, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the first reader render; the others wait and are answered with what was kept, or pass through."""
        key = (request.host, scope["path"], scope["query_string"].decode("latin-1"))
        before = self._rendering.get(key)
        if before is not None:
            await before.wait()
            page = self.shelf.get(*key)
            versions = self._hub.versions
            if page is not None and versions is not None and page.is_good(versions):
                await _answer(page, request, "GET", send)
                return
        done = asyncio.Event()
        if before is None and key[:2] not in self._plain:
            self._rendering[key] = done
        try:
            await _Rendering(self, request, key, done, send).run(scope, receive)
        finally:
            self.release(key, done)

    async def pass_through(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Ask the application behind."""
        await self._inner(scope, receive, send)

    def versions_now(self) -> Mapping[str, int]:
        """Return the versions that a rendering that begins now is made from."""
        return self._hub.versions or {}

    def release(self, key: tuple[bytes, str, str], done: asyncio.Event) -> None:
        """Let the waiting readers go on."""
        if self._rendering.get(key) is done:
            del self._rendering[key]
        done.set()

    def remember_plain(self, key: tuple[bytes, str, str]) -> None:
        """The path declares nothing: nobody waits for anybody there."""
        self._plain[key[:2]] = None
        while len(self._plain) > _REMEMBERED_PLAIN:
            self._plain.popitem(last=False)

    def keep(self, key: tuple[bytes, str, str], page: Page) -> None:
        """Keep the page, unless it was rendered with parameters that it did not declare (its links may repeat them)."""
        host, path, raw_query = key
        query = canonical_query(raw_query.encode("latin-1"), page.declaration.params)
        self._plain.pop((host, path), None)
        if raw_query.count("&") + bool(raw_query) == query.count("&") + bool(query):
            self.shelf.put(host, path, query, page)
        else:
            self.shelf.learn_params(host, path, page.declaration.params)


class _Rendering:
    """One answer of the application behind: passed on as it comes, or gathered and kept when its view declared it."""

    def __init__(
        self, door: PublishedPages, request: _Request, key: tuple[bytes, str, str], done: asyncio.Event, send: Send
    ) -> None:
        self._door = door
        self._request = request
        self._key = key
        self._done = done
        self._send = send
        self._versions = door.versions_now()
        self._declaration: Declaration | None = None
        self._headers: Headers = []
        self._chunks: list[bytes] = []

    async def run(self, scope: Scope, receive: Receive) -> None:
        self._scope = {**scope}
        await self._door.pass_through(self._scope, receive, self._on_message)

    async def _on_message(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            declaration = self._scope.get(SCOPE_KEY)
            if isinstance(declaration, Declaration) and _may_be_kept(message):
                self._declaration = declaration
                self._headers = [(name.lower(), value) for name, value in message["headers"]]
                return
            self._door.remember_plain(self._key)
            self._door.release(self._key, self._done)
        elif self._declaration is not None:
            self._chunks.append(message.get("body", b""))
            if not message.get("more_body", False):
                await self._finish(self._declaration)
            return
        await self._send(message)

    async def _finish(self, declaration: Declaration) -> None:
        page = make_page(declaration, self._versions, self._headers, b"".join(self._chunks))
        self._door.keep(self._key, page)
        self._door.release(self._key, self._done)
        await _answer(page, self._request, "GET", self._send)


def _may_be_kept(start: Message) -> bool:
    if start["status"] != 200:
        return False
    for name, value in start["headers"]:
        lower = name.lower()
        if lower in {b"set-cookie", b"content-encoding"}:
            return False
        if lower == b"vary" and any(word in value.lower() for word in (b"cookie", b"accept-language", b"*")):
            return False
    return True


def _takes_gzip(value: bytes) -> bool:
    for part in value.lower().split(b","):
        coding, _semicolon, weight = part.partition(b";")
        if coding.strip() == b"gzip":
            return weight.replace(b" ", b"") not in {b"q=0", b"q=0.0", b"q=0.00", b"q=0.000"}
    return False


async def _answer(page: Page, request: _Request, method: str, send: Send) -> None:
    headers, body = (page.gzip_headers, page.gzipped) if request.takes_gzip else (page.plain_headers, page.plain)
    if request.if_none_match and (page.etag in request.if_none_match or request.if_none_match == b"*"):
        kept = [pair for pair in headers if pair[0] in {b"etag", b"cache-control", b"vary"}]
        await send({"type": "http.response.start", "status": 304, "headers": kept})
        await send({"type": "http.response.body", "body": b""})
        return
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if method == "HEAD" else body})
