"""The front door under uvicorn as a process of its own, with a database of its own: what HTTP and browser tests talk to."""

import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.services.postgres import free_port

ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True, slots=True)
class Answer:
    """One HTTP answer, whole."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


class Server:
    """A running Sahna. `environment` adds to the settings; the data folder and the database are the caller's."""

    def __init__(self, data: Path, database_url: str, environment: Mapping[str, str] | None = None) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.data = data
        self.log = data / "server.log"
        self._environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("SAHNA_TEST", "PYTEST"))},
            "DJANGO_SETTINGS_MODULE": "config.settings.test",
            "SAHNA_DATA": str(data),
            "DATABASE_URL": database_url,
            "SITE_URL": self.url,
            "SAHNA_DEMO": "no",
            **(environment or {}),
        }
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def start(self) -> None:
        """Start and wait for the first answer; the log is shown when there is none."""
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "config.serve", "--port", str(self.port)],
                cwd=ROOT,
                env=self._environment,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        for _attempt in range(400):
            if self._process.poll() is not None:
                break
            try:
                if self.get("/healthz").status == http.HTTPStatus.OK:
                    return
            except OSError:
                time.sleep(0.05)
        raise RuntimeError(f"The server did not start:\n{self.log.read_text()}")

    def stop(self) -> int:
        """End it politely; return its exit code."""
        process, self._process = self._process, None
        if process is None:
            return 0
        process.terminate()
        try:
            return process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise

    def kill(self) -> None:
        """End it as a power cut would."""
        process, self._process = self._process, None
        if process is not None:
            process.send_signal(signal.SIGKILL)
            process.wait()

    def get(
        self, path: str, headers: Mapping[str, str] | None = None, method: str = "GET", body: str | None = None
    ) -> Answer:
        """Ask for one page, on a connection of its own, following no redirect."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request(method, path, body=body, headers=dict(headers or {}))
            response = connection.getresponse()
            got: dict[str, str] = {}
            for name, value in response.getheaders():
                # Several cookies come as several headers; one a line keeps them apart.
                got[name.lower()] = f"{got[name.lower()]}\n{value}" if name.lower() in got else value
            return Answer(response.status, got, response.read())
        finally:
            connection.close()
