"""A pad that speaks the protocol without a browser: it marks on, whatever the network does, and sends until it is answered."""

import json
import random
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.cookiejar import CookieJar

BATCH = 50
TIMEOUT_S = 8
TAP_EVERY_S = 1.1
LONGEST_WAIT_S = 4.0
Cell = tuple[int, int]


@dataclass(slots=True)
class Kept:
    """What a pad knows of its own marks: those that wait, those the server acknowledged, and each cell's last value."""

    waiting: list[dict[str, object]] = field(default_factory=list)
    made: list[str] = field(default_factory=list)
    received: list[str] = field(default_factory=list)
    values: dict[Cell, int | None] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)


class ProtocolPad(threading.Thread):
    """One judge: ready once signed in; from `begin` a tap about every second until `until`, then only sending."""

    def __init__(self, base: str, seat: dict[str, object], seed: int) -> None:
        super().__init__(daemon=True)
        self.base = base
        self.seat = seat
        self.kept = Kept()
        self.until = 0.0
        self.is_ready = threading.Event()
        self.begin = threading.Event()
        self.stop = threading.Event()
        self._random = random.Random(seed)
        self._jar = CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self._jar))
        self._bases: dict[Cell, str] = {}
        self._failures = 0

    def run(self) -> None:
        """Sign in, then tap and send."""
        self._sign_in()
        self.is_ready.set()
        self.begin.wait()
        due = time.monotonic()
        while not self.stop.is_set():
            while due < min(time.monotonic(), self.until):
                self._tap()
                due += TAP_EVERY_S * self._random.uniform(0.7, 1.3)
            if self.kept.waiting:
                self._send()
            elif time.monotonic() > self.until:
                return
            time.sleep(0.05 if not self._failures else min(LONGEST_WAIT_S, 0.5 * 2**self._failures))

    def _tap(self) -> None:
        """Store first: a mark waits in the order of its making and builds on the cell's last one, waiting ones included."""
        entries, parts = self.seat["entries"], self.seat["parts"]
        assert isinstance(entries, list)
        assert isinstance(parts, list)
        cell = (self._random.choice(entries), self._random.choice(parts))
        name = f"soak-{self.seat['seat']}-{len(self.kept.made)}"
        value = None if self.kept.values.get(cell) else 1
        self.kept.waiting.append(
            {
                "id": name,
                "seat": self.seat["seat"],
                "entry": cell[0],
                "part": cell[1],
                "criterion": "",
                "value": value,
                "base": self._bases.get(cell),
                "made_at": "2026-11-20T10:00:00Z",
            }
        )
        self.kept.made.append(name)
        self.kept.values[cell] = value
        self._bases[cell] = name

    def _send(self) -> None:
        batch = self.kept.waiting[:BATCH]
        message = {"device": f"soak-{self.seat['seat']}", "language": "en", "operations": batch, "sheets": []}
        try:
            answer = self._post("/judge/operations/", message)
        except (OSError, urllib.error.URLError, ValueError):
            self._failures = min(self._failures + 1, 4)
            return
        self._failures = 0
        for receipt in answer["receipts"]:
            self.kept.received.append(receipt["id"])
            if receipt["outcome"] != "applied":
                self.kept.refused.append(f"{receipt['id']}: {receipt['outcome']} {receipt['code']}")
        self.kept.waiting = self.kept.waiting[len(answer["receipts"]) :]

    def _post(self, path: str, message: Mapping[str, object]) -> dict[str, list[dict[str, str]]]:
        token = next((cookie.value for cookie in self._jar if "csrftoken" in cookie.name), "") or ""
        request = urllib.request.Request(
            self.base + path,
            data=json.dumps(message).encode(),
            headers={"Content-Type": "application/json", "X-CSRFToken": token},
        )
        with self._opener.open(request, timeout=TIMEOUT_S) as answer:
            found: dict[str, list[dict[str, str]]] = json.loads(answer.read())
        return found

    def _sign_in(self) -> None:
        while not self.stop.is_set():
            try:
                with self._opener.open(f"{self.base}/j/{self.seat['token']}/", timeout=TIMEOUT_S) as answer:
                    answer.read()
                with self._opener.open(
                    f"{self.base}/en/judge/sheets/{self.seat['sheet']}/", timeout=TIMEOUT_S
                ) as answer:
                    answer.read()
                return
            except (OSError, urllib.error.URLError):
                time.sleep(0.5)
