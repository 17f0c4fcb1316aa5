"""The same judge in a real browser: taps tiles, and is asked at the end what its pad kept on the device."""

import json
import os
import random
import shutil
import threading
import time

from playwright.sync_api import Error, Page, sync_playwright

from bench.soak.pads import Kept

BROWSERS = ("chromium", "chromium-browser", "chromium-headless-shell", "google-chrome")
TAP_EVERY_S = 1.3
KEPT = """() => Object.keys(localStorage).filter((key) => key.startsWith("sahna-pad:")).map((key) => {
  const kind = key.split(":")[3]; return [kind, kind === "op" || kind === "done" ? localStorage.getItem(key) : ""]; })"""


class BrowserPad(threading.Thread):
    """One judge with Chromium; `kept` is read from the device when everything was sent or `stop` is set."""

    def __init__(self, base: str, seat: dict[str, object], seed: int) -> None:
        super().__init__(daemon=True)
        self.base = base
        self.seat = seat
        self.kept = Kept()
        self.until = 0.0
        self.is_ready = threading.Event()
        self.begin = threading.Event()
        self.stop = threading.Event()
        self.taps = 0
        self.said = ""
        self._random = random.Random(seed)

    def run(self) -> None:
        """Open the judge's link, tap, and wait until the pad has sent everything."""
        with sync_playwright() as playwright:
            found = os.environ.get("CHROMIUM") or next((path for path in map(shutil.which, BROWSERS) if path), None)
            arguments = ["--disable-dev-shm-usage", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
            browser = playwright.chromium.launch(executable_path=found, args=arguments)
            page = browser.new_page()
            self._open(page)
            self.is_ready.set()
            self.begin.wait()
            while time.monotonic() < self.until and not self.stop.is_set():
                tiles = page.locator("#pad-tiles button")
                tiles.nth(self._random.randrange(tiles.count())).click()
                self.taps += 1
                time.sleep(TAP_EVERY_S * self._random.uniform(0.7, 1.3))
            while not self.stop.is_set() and self._read(page):
                time.sleep(0.5)
            self._read(page)
            self.said = page.locator("#state-line").inner_text()
            browser.close()

    def _open(self, page: Page) -> None:
        while not self.stop.is_set():
            try:
                page.goto(f"{self.base}/j/{self.seat['token']}/")
                page.goto(f"{self.base}/en/judge/sheets/{self.seat['sheet']}/")
                page.wait_for_selector("html[data-pad=ready]", timeout=15_000)
                return
            except Error:
                time.sleep(0.5)

    def _read(self, page: Page) -> int:
        """What the device holds; returns how many marks wait."""
        waiting, done = [], []
        for kind, text in page.evaluate(KEPT):
            if kind == "op":
                waiting.append(json.loads(text))
            elif kind == "done":
                done += json.loads(text)
        every = {operation["id"]: operation for operation in [*done, *waiting]}
        self.kept.waiting = waiting
        self.kept.made = list(every)
        self.kept.received = [operation["id"] for operation in done]
        for operation in sorted(every.values(), key=lambda one: one["order"]):
            self.kept.values[operation["entry"], operation["part"]] = operation["value"]
        return len(waiting)
