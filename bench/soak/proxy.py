"""A bad network on loopback: of the judges' messages one in five is dropped, delayed, doubled, or loses its answer."""

import http.client
import random
import threading
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HOP_BY_HOP = {"connection", "keep-alive", "transfer-encoding", "content-length", "date", "server"}
FAULTS = ("dropped", "delayed", "doubled", "answer lost")
SHARE = 0.2
LONGEST_DELAY_S = 2.0
TIMEOUT_S = 20


class Hall(ThreadingHTTPServer):
    """The proxy: `upstream` is the server's port; `is_bad` switches the faults; `fates` counts what became of messages."""

    daemon_threads = True
    request_queue_size = 256

    def __init__(self, upstream: int, seed: int) -> None:
        super().__init__(("127.0.0.1", 0), Message)
        self.upstream = upstream
        self.is_bad = True
        self.fates: Counter[str] = Counter()
        self._random = random.Random(seed)
        self._lock = threading.Lock()

    @property
    def url(self) -> str:
        """Where the pads go."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def fate(self, method: str) -> str:
        """What becomes of the next message; pages are let through, so that a pad can be opened at all."""
        with self._lock:
            bad = self.is_bad and method == "POST" and self._random.random() < SHARE
            chosen = self._random.choice(FAULTS) if bad else "passed"
            self.fates[chosen] += method == "POST"
            return chosen

    def delay(self) -> float:
        """How long a delayed message takes."""
        with self._lock:
            return self._random.uniform(0.2, LONGEST_DELAY_S)


class Message(BaseHTTPRequestHandler):
    """One message on its way through the hall."""

    server: Hall

    def do_GET(self) -> None:
        self._pass()

    def do_POST(self) -> None:
        self._pass()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the counts are printed at the end."""

    def _pass(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        fate = self.server.fate(self.command)
        self.close_connection = True
        if fate == "dropped":
            return
        if fate == "delayed":
            time.sleep(self.server.delay())
        try:
            if fate == "doubled":
                self._ask(body)
            status, headers, answer = self._ask(body)
        except (OSError, http.client.HTTPException):
            return
        if fate != "answer lost":
            self._answer(status, headers, answer)

    def _ask(self, body: bytes) -> tuple[int, list[tuple[str, str]], bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.server.upstream, timeout=TIMEOUT_S)
        try:
            headers = {name: value for name, value in self.headers.items() if name.lower() not in HOP_BY_HOP}
            connection.request(self.command, self.path, body=body or None, headers=headers)
            response = connection.getresponse()
            return response.status, response.getheaders(), response.read()
        finally:
            connection.close()

    def _answer(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        try:
            self.send_response_only(status)
            for name, value in headers:
                if name.lower() not in HOP_BY_HOP:
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Connection", "close")
            self.end_headers()
            self.wfile.write(body)
        except OSError:
            return  # the pad gave up waiting, as pads do
