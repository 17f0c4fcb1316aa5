"""The drawn bracket in a real browser: it fits the page, scrolls by keyboard on a phone, and leads to the votes."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from competitions.models import Competition
from tests.competitions.battles.test_public import released
from tests.factories import contest
from tests.services.server import Server

pytestmark = pytest.mark.browser


@pytest.fixture
def complaints() -> Iterator[list[str]]:
    """What the browser complained about: nothing."""
    found: list[str] = []
    yield found
    assert found == []


def open_page(server: Server, browser: Browser, competition: Competition, width: int, complaints: list[str]) -> Page:
    page = browser.new_page(base_url=server.url, viewport={"width": width, "height": 844}, color_scheme="dark")
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(f"/en/festivals/{competition.festival.slug}/{competition.slug}/result/")
    return page


def test_bracket_scrolls_by_keyboard_and_leads_to_votes(
    front_door: Server, browser: Browser, complaints: list[str]
) -> None:
    competition = released(contest.make_festival_with_staff())
    phone = open_page(front_door, browser, competition, 390, complaints)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    bracket = phone.get_by_role("region", name="Bracket")
    bracket.focus()
    for _press in range(4):
        phone.keyboard.press("ArrowRight")
        phone.wait_for_timeout(200)
    assert bracket.evaluate("node => node.scrollLeft") > 0
    phone.locator(".bracket a").last.click()
    assert phone.url.rpartition("#")[2].startswith("votes-")
    assert phone.locator(":target .votes").is_visible()
    wide = open_page(front_door, browser, competition, 1280, complaints)
    heights = wide.evaluate(
        "[...document.querySelectorAll('.battle')].map(node => node.scrollHeight - node.clientHeight)"
    )
    assert max(heights) <= 1
