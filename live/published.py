"""Published pages as bytes: what a view declares, what is kept of it, and for how long it is good.

A page is good while the versions of its tags are those of before it was rendered, and until its own end (an embargo that
lifts). Knows nothing of what a page shows.
"""

import gzip
import hashlib
import time
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import parse_qsl, urlencode

from django.http import HttpResponse

ATTRIBUTE = "sahna_declaration"
Headers = list[tuple[bytes, bytes]]
# Shared caches may answer for two seconds; a browser always asks, and is told 304.
CACHE_CONTROL = b"public, max-age=0, s-maxage=2, must-revalidate"
REMEMBERED_PATHS = 20_000
_REPLACED = {b"cache-control", b"etag", b"vary", b"content-length", b"content-encoding", b"date", b"expires", b"server"}


@dataclass(frozen=True, slots=True)
class Declaration:
    """What a view says of its page: made from these tags, reads these query parameters, ends at this time."""

    tags: tuple[str, ...]
    params: tuple[str, ...] = ()
    until: float | None = None


def declare(
    response: HttpResponse, tags: Sequence[str], *, params: Sequence[str] = (), until: datetime | None = None
) -> HttpResponse:
    """Say that this answer is the same for everybody until one of the tags is raised or `until` has come; return it.

    The front door keeps it only for a GET answered 200 to somebody without a session, with no cookie set and no session read.
    """
    declaration = Declaration(tuple(sorted(set(tags))), tuple(sorted(params)), until.timestamp() if until else None)
    setattr(response, ATTRIBUTE, declaration)
    return response


@dataclass(slots=True)
class Page:
    """One rendered page, ready to send. `seen` is the map of versions that it was last found good against."""

    declaration: Declaration
    made_from: Mapping[str, int]
    etag: bytes
    plain_headers: Headers
    plain: bytes
    gzip_headers: Headers
    gzipped: bytes
    seen: Mapping[str, int] = field(repr=False)

    @property
    def size(self) -> int:
        return len(self.plain) + len(self.gzipped) + 2000

    def is_good(self, versions: Mapping[str, int]) -> bool:
        """Tell whether the page still shows what the public may see now."""
        if self.declaration.until is not None and time.time() >= self.declaration.until:
            return False
        if self.seen is versions:
            return True
        if any(versions.get(tag, 0) != self.made_from.get(tag, 0) for tag in self.declaration.tags):
            return False
        self.seen = versions
        return True


def make_page(declaration: Declaration, versions: Mapping[str, int], headers: Headers, body: bytes) -> Page:
    """Return the page; `versions` is the map as it was before the rendering began."""
    digest = hashlib.blake2b(body, digest_size=16).hexdigest().encode()
    kept = [(name, value) for name, value in headers if name not in _REPLACED]
    kept += [(b"cache-control", CACHE_CONTROL), (b"vary", b"Accept-Encoding")]
    packed = gzip.compress(body, compresslevel=6, mtime=0)
    return Page(
        declaration=declaration,
        made_from={tag: versions.get(tag, 0) for tag in declaration.tags},
        etag=digest,
        plain_headers=[*kept, (b"etag", b'"' + digest + b'"'), (b"content-length", str(len(body)).encode())],
        plain=body,
        gzip_headers=[
            *kept,
            (b"etag", b'"' + digest + b'-gz"'),
            (b"content-encoding", b"gzip"),
            (b"content-length", str(len(packed)).encode()),
        ],
        gzipped=packed,
        seen=versions,
    )


class Shelf:
    """Pages by host, path and the query parameters that they declared. Bounded in bytes: what was not asked for longest goes."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.size = 0
        self._params: OrderedDict[tuple[bytes, str], tuple[str, ...]] = OrderedDict()
        self._pages: OrderedDict[tuple[bytes, str, str], Page] = OrderedDict()

    def params_of(self, host: bytes, path: str) -> tuple[str, ...] | None:
        """Return the parameters that the page at this path reads, or None when no page was kept from there yet."""
        return self._params.get((host, path))

    def get(self, host: bytes, path: str, query: str) -> Page | None:
        """Return the page, fresh or not."""
        page = self._pages.get((host, path, query))
        if page is not None:
            self._pages.move_to_end((host, path, query))
        return page

    def put(self, host: bytes, path: str, query: str, page: Page) -> None:
        """Keep the page in place of the one before; a page larger than a quarter of the shelf is not kept."""
        self.forget(host, path, query)
        if page.size > self.limit // 4:
            return
        self.learn_params(host, path, page.declaration.params)
        self._pages[host, path, query] = page
        self.size += page.size
        while self.size > self.limit:
            _key, oldest = self._pages.popitem(last=False)
            self.size -= oldest.size

    def learn_params(self, host: bytes, path: str, params: tuple[str, ...]) -> None:
        """Remember which parameters the page at this path reads, so that the next reader's others are left out."""
        self._params[host, path] = params
        self._params.move_to_end((host, path))
        while len(self._params) > REMEMBERED_PATHS:
            self._params.popitem(last=False)

    def forget(self, host: bytes, path: str, query: str) -> None:
        """Drop the page, if there is one."""
        page = self._pages.pop((host, path, query), None)
        if page is not None:
            self.size -= page.size


def canonical_query(query: bytes, params: tuple[str, ...]) -> str:
    """Return the query with the declared parameters alone, in one order; what a view does not read is no part of a page."""
    if not query or not params:
        return ""
    pairs = parse_qsl(query.decode("latin-1"), keep_blank_values=True)
    return urlencode(sorted((name, value) for name, value in pairs if name in params))
