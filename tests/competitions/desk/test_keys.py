"""The desk in a real browser: keys that act, letters that are typed, and marks that come in by themselves."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from competitions.models import Round
from tests.factories import contest
from tests.services.server import Server
from tests.services.visitor import Visitor

pytestmark = pytest.mark.browser
FOUR = [[[1, 1, 2], [2, 3, 1], [3, 2, 3], [4, 4, 4]]]


@pytest.fixture
def page(front_door: Server, browser: Browser) -> Iterator[Page]:
    """One browser window; it may have nothing to complain about."""
    context = browser.new_context(base_url=front_door.url, viewport={"width": 1280, "height": 900})
    complaints: list[str] = []
    context.on("console", lambda message: complaints.append(message.text))
    yield context.new_page()
    context.close()
    assert complaints == []


def open_round(server: Server, page: Page) -> Round:
    """A scrutineer's browser on the page of a round that is open."""
    staff = contest.make_festival_with_staff()
    round_ = contest.make_marked_round(contest.make_competition(staff.festival), FOUR, numbers=[11, 12, 13, 14])
    visitor = Visitor(server)
    visitor.open("/en/accounts/sign-in/")
    visitor.post_form("/en/accounts/sign-in/", {"email": staff.scrutineer.email, "password": "secret-pass-1"})
    page.context.add_cookies(
        [{"name": name, "value": value, "url": server.url} for name, value in visitor.cookies.items()]
    )
    page.goto(f"{server.url}/desk/{staff.festival.slug}/rounds/{round_.pk}/")
    return round_


def test_keys_move_and_typing_types(front_door: Server, page: Page) -> None:
    open_round(front_door, page)

    page.keyboard.press("j")
    expect(page.locator("[data-row]").first).to_be_focused()
    page.keyboard.press("?")
    expect(page.locator("#desk-keys")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.keyboard.type("99")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Nobody on this page has that number.")).to_be_visible()
    page.locator("#desk-goto-number").fill("13")
    page.keyboard.press("Enter")
    expect(page.locator("[data-number='13']")).to_have_class(re.compile("is-found"))
    page.get_by_text("More for this round").click()
    heats = page.locator("#id_heats")
    heats.fill("")
    heats.press_sequentially("jn2")
    expect(heats).to_be_focused()
    expect(page.locator("#desk-keys")).to_be_hidden()


def test_a_mark_comes_in_while_the_page_is_open(front_door: Server, page: Page) -> None:
    round_ = open_round(front_door, page)
    cell = page.locator("[data-number='14'] td").nth(1)
    expect(cell).to_have_text("4")

    contest.put_mark(round_.seats.get(letter="A"), round_.round_entries.get(order=4), round_.parts.get(), 3)

    expect(cell).to_have_text("3", timeout=15_000)
