"""Takes the README's pictures from a demo of its own: `python -m tools.screenshots` writes docs/screenshots/*.png.

Runs a server on a free port with a data folder of its own, so that neither the installation nor its data is touched.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from tests.services.server import Server

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "screenshots"
WIDE, PHONE, TABLET = (1280, 900), (390, 844), (1024, 768)
BROWSERS = ("chromium", "chromium-browser", "chromium-headless-shell", "google-chrome")
ISSUE_LINK = """
from audit.actors import Actor
from competitions.models import SeatOccupancy
from competitions.services import appointments
from dancers.models import User
seat = SeatOccupancy.objects.filter(seat__round__status="open", seat__letter="D", valid_to=None).get()
owner = User.objects.get(email="owner@demo.example")
print(appointments.issue_link(actor=Actor.user(owner.pk), user=owner, appointment=seat.appointment))
"""
SHEET = 'a[href*="/judge/sheets/"]'


@dataclass(frozen=True)
class Shot:
    """One picture: its file's name, what it shows, how large, and whether by night."""

    name: str
    path: str
    size: tuple[int, int] = WIDE
    is_dark: bool = False


FESTIVAL = "/en/festivals/altyn-adym-2026/"
PUBLIC = (
    Shot("home-1280", "/en/"),
    Shot("festival-1280", FESTIVAL),
    Shot("festival-390", "/kk/festivals/altyn-adym-2026/", PHONE),
    Shot("result-1280", f"{FESTIVAL}latin-adults-open/result/"),
    Shot("result-390-dark", "/ru/festivals/altyn-adym-2026/latin-adults-open/result/", PHONE, is_dark=True),
)


def main() -> None:
    """Build the demo, serve it, take every picture."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as name,
        _demo(Path(name)) as (server, accounts),
        sync_playwright() as playwright,
    ):
        path = next((found for found in map(shutil.which, BROWSERS) if found), None)
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-dev-shm-usage"])
        for shot in PUBLIC:
            _take(browser, server, shot)
        _take_dancer(browser, server)
        _take_desk(browser, server, accounts)
        _take_judge(browser, server)
        browser.close()


@contextmanager
def _demo(folder: Path) -> Iterator[tuple[Server, dict[str, str]]]:
    server = Server(folder, f"sqlite:///{folder}/demo.sqlite3", {"DJANGO_SETTINGS_MODULE": "config.settings.dev"})
    for command in (["migrate", "--verbosity", "0"], ["demo"]):
        subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=_environment(server), check=True)
    accounts = json.loads((folder / "demo-signins.json").read_text(encoding="utf-8"))
    server.start()
    try:
        yield server, {row["email"]: row["password"] for row in accounts}
    finally:
        server.stop()


def _environment(server: Server) -> dict[str, str]:
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        "SAHNA_DATA": str(server.data),
        "DATABASE_URL": f"sqlite:///{server.data}/demo.sqlite3",
        "SITE_URL": server.url,
    }


def _page(browser: Browser, shot: Shot) -> Page:
    width, height = shot.size
    viewport = ViewportSize(width=width, height=height)
    return browser.new_page(viewport=viewport, color_scheme="dark" if shot.is_dark else "light")


def _take(browser: Browser, server: Server, shot: Shot) -> None:
    page = _page(browser, shot)
    page.goto(server.url + shot.path)
    page.screenshot(path=FOLDER / f"{shot.name}.png", full_page=True)
    page.close()


def _take_dancer(browser: Browser, server: Server) -> None:
    page = _page(browser, Shot("dancer-1280", ""))
    page.goto(f"{server.url}/en/dancers/?q=Аяулым")
    page.get_by_role("link", name="Аяулым").first.click()
    page.screenshot(path=FOLDER / "dancer-1280.png", full_page=True)
    page.close()


def _take_desk(browser: Browser, server: Server, accounts: dict[str, str]) -> None:
    page = _page(browser, Shot("desk-1280", ""))
    page.goto(f"{server.url}/en/accounts/sign-in/")
    page.locator("input[name=email]").fill("scrutineer@demo.example")
    page.locator("input[name=password]").fill(accounts["scrutineer@demo.example"])
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url("**/accounts/")
    page.goto(f"{server.url}/desk/altyn-adym-2026/")
    page.locator('a[href*="/rounds/"]').first.click()
    page.screenshot(path=FOLDER / "desk-1280.png")
    page.close()


def _take_judge(browser: Browser, server: Server) -> None:
    command = [sys.executable, "manage.py", "shell", "-v0", "-c", ISSUE_LINK]
    done = subprocess.run(command, cwd=ROOT, env=_environment(server), check=True, capture_output=True, text=True)
    page = _page(browser, Shot("judge-ranking", "", TABLET))
    page.goto(f"{server.url}/j/{done.stdout.split()[-1]}/")
    page.locator(SHEET).first.click()
    for _tap in range(3):
        page.locator("button.tile[aria-pressed=false]:visible").first.press("Enter")
    page.screenshot(path=FOLDER / "judge-ranking.png")
    page.close()


if __name__ == "__main__":
    main()
