"""Asks one address as often as it can over kept-alive connections, several requests in flight on each.

Answers are counted by their bytes, which are the same each time: the client costs little, so the server is what is measured.
"""

import asyncio
import time


class _Asker(asyncio.Protocol):
    def __init__(self, request: bytes, size: int, depth: int, ends_at: float) -> None:
        self._request = request
        self._size = size
        self._depth = depth
        self._ends_at = ends_at
        self._pending = 0
        self.answers = 0
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        transport.write(self._request * self._depth)

    def data_received(self, data: bytes) -> None:
        self._pending += len(data)
        whole, self._pending = divmod(self._pending, self._size)
        self.answers += whole
        assert self._transport is not None
        if time.perf_counter() >= self._ends_at:
            self._transport.abort()
        elif whole:
            self._transport.write(self._request * whole)

    def connection_lost(self, error: Exception | None) -> None:
        if not self.done.done():
            self.done.set_result(None)


async def _measure(
    host: str, port: int, request: bytes, size: int, seconds: float, connections: int, depth: int
) -> float:
    loop = asyncio.get_running_loop()
    started = time.perf_counter()
    askers = []
    for _number in range(connections):
        _transport, asker = await loop.create_connection(
            lambda: _Asker(request, size, depth, started + seconds), host, port
        )
        askers.append(asker)
    await asyncio.gather(*(asker.done for asker in askers))
    return sum(asker.answers for asker in askers) / (time.perf_counter() - started)


async def _one_answer(host: str, port: int, request: bytes) -> bytes:
    reader, writer = await asyncio.open_connection(host, port)
    writer.write(request)
    head = await reader.readuntil(b"\r\n\r\n")
    length = next(
        (int(line.split(b":")[1]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")), 0
    )
    body = await reader.readexactly(length)
    writer.close()
    return head + body


def requests_per_second(
    port: int, path: str, headers: str = "", *, seconds: float = 4.0, connections: int = 8, depth: int = 8
) -> tuple[float, int]:
    """Return answers per second and the size of one whole answer in bytes; every answer must be as long as the first."""
    request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{headers}\r\n".encode()
    size = len(asyncio.run(_one_answer("127.0.0.1", port, request)))
    rate = asyncio.run(_measure("127.0.0.1", port, request, size, seconds, connections, depth))
    return rate, size
