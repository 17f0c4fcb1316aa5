"""The process that bench_judging measures in: a round on the floor, one judge's device, taps through the whole of Django."""

import json
import statistics
import time
from importlib import import_module
from typing import Any

import django

ENTRIES = 24
TAPS = 300
BATCHES = 30


def main() -> None:
    """Print one line of JSON: queries and CPU in milliseconds of a message with 1 and with 50 operations."""
    # Django's models cannot be imported before it is set up.
    django.setup()
    import_module("django.core.management").call_command("migrate", verbosity=0)
    device = Device(import_module("tests.competitions.judging.floor").make_floor(kind="recall", entries=ENTRIES))
    device.send(1)
    device.send(50)
    print(
        json.dumps(
            {
                "queries_1": device.count_queries(1),
                "queries_50": device.count_queries(50),
                "cpu_ms_1": device.median_cpu(1, TAPS),
                "cpu_ms_50": device.median_cpu(50, BATCHES),
                "cpu_ms_0": device.median_empty(TAPS),
            }
        )
    )


class Device:
    """One judge's tablet that changes its cells again and again, each time on top of the last."""

    def __init__(self, floor: Any) -> None:
        self.floor = floor
        self.client = import_module("tests.competitions.judging.test_pages").sign_in(floor.judges[0])
        self.connection = import_module("django.db").connection
        self.capture = import_module("django.test.utils").CaptureQueriesContext
        self.last: dict[int, str] = {}
        self.count = 0

    def operation(self) -> dict[str, object]:
        """The next tap."""
        self.count += 1
        entry = self.floor.entries[self.count % ENTRIES].pk
        client_id = f"tap-{self.count}"
        base, self.last[entry] = self.last.get(entry), client_id
        return {
            "id": client_id,
            "seat": self.floor.seats[0].pk,
            "entry": entry,
            "part": self.floor.parts[0].pk,
            "criterion": "",
            "value": self.count // ENTRIES % 2,
            "base": base,
            "made_at": "2026-11-20T10:00:00Z",
        }

    def send(self, size: int) -> float:
        """Send a message and return the CPU milliseconds that it took; every operation must be applied."""
        message = json.dumps(
            {
                "device": "pad",
                "language": "en",
                "operations": [self.operation() for _number in range(size)],
                "sheets": [],
            }
        )
        started = time.process_time()
        answer = self.client.post("/judge/operations/", message, content_type="application/json")
        spent = (time.process_time() - started) * 1000
        outcomes = {receipt["outcome"] for receipt in answer.json()["receipts"]}
        if outcomes != {"applied"}:
            raise RuntimeError(f"The taps were not all applied: {outcomes}")
        return spent

    def count_queries(self, size: int) -> int:
        """How many statements one message takes, those that begin and end its transaction included."""
        with self.capture(self.connection) as captured:
            self.send(size)
        return len(captured)

    def median_cpu(self, size: int, times: int) -> float:
        """The median CPU of a message."""
        return statistics.median(self.send(size) for _time in range(times))

    def median_empty(self, times: int) -> float:
        """The median CPU of a request that does nothing, through the same client: how busy the machine is."""
        spent = []
        for _time in range(times):
            started = time.process_time()
            self.client.get("/judge/operations/")
            spent.append((time.process_time() - started) * 1000)
        return statistics.median(spent)


if __name__ == "__main__":
    main()
