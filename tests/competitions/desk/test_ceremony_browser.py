"""A ceremony in real browsers: the remote's keys, the big screen and a spectator's phone that follow, over the real front door."""

import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from competitions.models import ReleaseState
from competitions.services import ceremony
from tests.competitions.public import stage
from tests.competitions.public.stage import Show
from tests.factories import contest
from tests.factories.contest import actor_of
from tests.services.server import Server
from tests.services.visitor import Visitor

pytestmark = pytest.mark.browser
FOUR: stage.Rows = [[[1, 1, 1], [2, 2, 2], [3, 3, 3], [4, 4, 4]]]


@pytest.fixture
def context(front_door: Server, browser: Browser) -> Iterator[BrowserContext]:
    """Windows that have nothing to complain about, for somebody who wants no motion."""
    context = browser.new_context(
        base_url=front_door.url, viewport={"width": 1280, "height": 900}, reduced_motion="reduce"
    )
    complaints: list[str] = []
    context.on("console", lambda message: complaints.append(message.text))
    yield context
    context.close()
    assert complaints == []


def prepared() -> Show:
    show = stage.make_show(FOUR)
    show.release(for_ceremony=True)
    return show


def remote(server: Server, context: BrowserContext, show: Show) -> Page:
    """The announcer's window on the remote."""
    announcer = contest.make_staff(show.staff.festival, "announcer")
    visitor = Visitor(server)
    visitor.open("/en/accounts/sign-in/")
    visitor.post_form("/en/accounts/sign-in/", {"email": announcer.email, "password": "secret-pass-1"})
    page = context.new_page()
    context.add_cookies([{"name": name, "value": value, "url": server.url} for name, value in visitor.cookies.items()])
    page.goto(f"/desk/{show.staff.festival.slug}/competitions/{show.competition.pk}/ceremony/")
    return page


def press(page: Page, key: str) -> None:
    """A press that a person could make: not within the bounce of the page before."""
    page.wait_for_timeout(450)
    page.keyboard.press(key)


def test_screen_and_phone_follow_the_remotes_keys_to_the_end(
    front_door: Server, browser: Browser, context: BrowserContext
) -> None:
    show = prepared()
    crowd = browser.new_context(base_url=front_door.url)
    screen, phone = crowd.new_page(), crowd.new_page()
    screen.goto(f"/en/screen/{show.staff.festival.slug}/")
    expect(screen.locator(".screen-rest")).to_be_visible()
    desk = remote(front_door, context, show)

    press(desk, " ")
    expect(desk.get_by_text("Reveal place 4")).to_be_visible()
    expect(screen.locator(".screen-steps .is-hidden")).to_have_count(3)
    phone.goto(show.url())
    expect(phone.get_by_text("No place is called yet.")).to_be_visible()
    for place, key in ((4, "PageDown"), (3, "ArrowRight"), (2, " "), (1, "Enter")):
        press(desk, key)
        expect(screen.locator(".screen-place")).to_have_text(f"Place {place}")
        expect(phone.locator(".places tbody tr")).to_have_count(5 - place)
    expect(screen.locator(".screen-steps .is-hidden")).to_have_count(0)

    desk.get_by_text("End the ceremony").click()

    expect(desk.get_by_text("the ceremony is over")).to_be_visible()
    expect(phone.get_by_text("How this was decided")).to_be_visible()
    crowd.close()


def test_key_that_is_held_or_bounces_reveals_one_place(front_door: Server, context: BrowserContext) -> None:
    show = prepared()
    desk = remote(front_door, context, show)
    press(desk, " ")
    expect(desk.get_by_text("Reveal place 4")).to_be_visible()
    desk.wait_for_timeout(450)

    desk.keyboard.down(" ")
    expect(desk.get_by_text("Reveal place 3")).to_be_visible()
    for _again in range(5):
        desk.keyboard.down(" ")
    desk.keyboard.up(" ")
    desk.wait_for_timeout(600)

    assert ReleaseState.objects.get().reveal_step == 1
    expect(desk.get_by_text("Reveal place 3")).to_be_visible()


def test_back_key_opens_the_way_to_take_the_last_place_off(front_door: Server, context: BrowserContext) -> None:
    show = prepared()
    desk = remote(front_door, context, show)
    press(desk, " ")
    expect(desk.get_by_text("Reveal place 4")).to_be_visible()
    press(desk, " ")
    expect(desk.get_by_text("Reveal place 3")).to_be_visible()

    press(desk, "ArrowLeft")
    expect(desk.get_by_role("button", name="Take place 4 off the screens")).to_be_focused()
    desk.keyboard.press("Enter")

    expect(desk.get_by_text("Reveal place 4")).to_be_visible()
    assert ReleaseState.objects.get().reveal_step == 0


def test_nothing_moves_for_somebody_who_wants_no_motion(front_door: Server, context: BrowserContext) -> None:
    show = prepared()
    release, user = show.competition.releases.get(), show.staff.owner
    ceremony.begin(actor=actor_of(user), user=user, release=release)
    ceremony.reveal_next(actor=actor_of(user), user=user, release=release, expected=0)
    ceremony.reveal_next(actor=actor_of(user), user=user, release=release, expected=1)
    screen = context.new_page()
    screen.goto(f"/en/screen/{show.staff.festival.slug}/")

    expect(screen.locator(".screen-steps .is-new")).to_have_css("animation-name", "none")
    expect(screen.locator(".screen-call h1")).to_have_css("animation-name", "none")


def test_bytes_of_a_ceremony_are_kept_between_its_steps_and_made_anew_at_each(front_door: Server) -> None:
    show = prepared()
    path, user = show.url(), show.staff.owner
    release = show.competition.releases.get()
    assert front_door.get(path).status == 404
    ceremony.begin(actor=actor_of(user), user=user, release=release)
    etags = [fresh_etag(front_door, path, "")]

    for step in range(4):
        ceremony.reveal_next(actor=actor_of(user), user=user, release=release, expected=step)
        etags.append(fresh_etag(front_door, path, etags[-1]))
        assert front_door.get(path, {"If-None-Match": etags[-1]}).status == 304

    assert len(set(etags)) == 5
    assert front_door.get(show.url("sheet_file")).status == 404


def fresh_etag(server: Server, path: str, before: str) -> str:
    """The page's tag once the front door has learnt of the step."""
    for _attempt in range(50):
        answer = server.get(path)
        if answer.status == 200 and answer.headers["etag"] != before:
            return answer.headers["etag"]
        time.sleep(0.1)
    raise AssertionError("The page did not change.")
