"""Makes a fresh clone ready with nothing but python3: `python3 tools/prepare.py requirements.txt`. Standard library only.

Creates .venv, installs the locked packages (hashes checked; skipped while the lock is unchanged) and compiles the message
catalogues. Uses uv when it is on the PATH, pip otherwise. With --browser it also sees to a browser for the tests.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
OLDEST = (3, 11)
BROWSERS = ("chromium", "chromium-browser", "chromium-headless-shell", "google-chrome", "google-chrome-stable")


def main() -> None:
    """Prepare for the requirements files that are named; says what it does only when there is something to do."""
    wishes = sys.argv[1:] or ["requirements.txt"]
    _make_venv()
    for name in (wish for wish in wishes if not wish.startswith("--")):
        _install(ROOT / name)
    _compile_catalogues()
    if "--browser" in wishes:
        _find_browser()


def _make_venv() -> None:
    if PYTHON.exists():
        return
    print("Making .venv ...", flush=True)
    if shutil.which("uv"):
        done = subprocess.run(
            ["uv", "venv", "--quiet", "--python", f">={OLDEST[0]}.{OLDEST[1]}", str(VENV)], check=False
        )
    else:
        done = subprocess.run([_python(), "-m", "venv", str(VENV)], check=False)
    if done.returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        sys.exit(
            "The virtual environment could not be made. On Debian or Ubuntu this helps: apt-get install python3-venv"
        )


def _python() -> str:
    """Return a Python that is new enough: this one, or one of the named versions on the PATH."""
    if sys.version_info >= OLDEST:
        return sys.executable
    for minor in (14, 13, 12, 11):
        found = shutil.which(f"python3.{minor}")
        if found:
            return found
    sys.exit(f"Sahna needs Python 3.11 or newer; this is {sys.version.split()[0]}.")


def _install(requirements: Path) -> None:
    digest = hashlib.sha256(requirements.read_bytes()).hexdigest()
    stamp = VENV / f".{requirements.stem}.sha256"
    if stamp.exists() and stamp.read_text() == digest:
        return
    print(f"Installing {requirements.name} ...", flush=True)
    if shutil.which("uv"):
        command = ["uv", "pip", "install", "--quiet", "--python", str(PYTHON)]
    else:
        command = [
            str(PYTHON),
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--no-deps",
            "--no-compile",
        ]
    done = subprocess.run([*command, "--require-hashes", "-r", str(requirements)], check=False, cwd=ROOT)
    if done.returncode:
        sys.exit(f"{requirements.name} could not be installed; what pip said stands above. Nothing was started.")
    stamp.write_text(digest)


def _compile_catalogues() -> None:
    sources = list((ROOT / "locale").glob("*/LC_MESSAGES/*.po"))
    if all(_is_compiled(source) for source in sources):
        return
    subprocess.run([str(PYTHON), "-m", "tools.compile_messages"], check=True, cwd=ROOT)


def _is_compiled(source: Path) -> bool:
    target = source.with_suffix(".mo")
    return target.exists() and target.stat().st_mtime >= source.stat().st_mtime


def _find_browser() -> None:
    """The browser tests need a Chromium: CHROMIUM, one on the PATH or Playwright's own; as root on Debian it is installed."""
    if _has_browser():
        return
    if hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        print("Installing chromium for the browser tests ...", flush=True)
        quiet = {"stdout": subprocess.DEVNULL, "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}}
        subprocess.run(["apt-get", "update"], check=False, **quiet)  # type: ignore[call-overload]  # one dict of keywords
        subprocess.run(["apt-get", "install", "-y", "--no-install-recommends", "chromium"], check=False, **quiet)  # type: ignore[call-overload]  # as above
        if _has_browser():
            return
    sys.exit("The browser tests need a Chromium. This installs one: .venv/bin/playwright install --with-deps chromium")


def _has_browser() -> bool:
    own = os.environ.get("CHROMIUM", "")
    if own and Path(own).exists():
        return True
    if any(shutil.which(name) for name in BROWSERS):
        return True
    cache = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache" / "ms-playwright")
    return any(cache.glob("chromium*/*/*chrom*")) or any(cache.glob("chromium*/*/headless_shell"))


if __name__ == "__main__":
    main()
