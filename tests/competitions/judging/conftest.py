"""What the browser tests of the pad ask for."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from competitions.models import JudgeAppointment, Scoresheet
from tests.competitions.judging.tablet import OpenPad, link_of
from tests.services.server import Server


@pytest.fixture
def open_pad(front_door: Server, browser: Browser) -> Iterator[OpenPad]:
    """Open a judge's sheet on a tablet of its own."""
    contexts = []

    def open_pad(appointment: JudgeAppointment, sheet: Scoresheet) -> Page:
        context = browser.new_context(
            viewport={"width": 820, "height": 1180}, base_url=front_door.url, service_workers="block"
        )
        contexts.append(context)
        page = context.new_page()
        page.goto(f"/j/{link_of(appointment)}/")
        page.goto(f"/en/judge/sheets/{sheet.pk}/")
        page.locator("html[data-pad=ready]").wait_for()
        return page

    yield open_pad
    for context in contexts:
        context.close()
