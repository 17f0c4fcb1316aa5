"""The pad goes on by itself: from sheet to sheet without network, and again to a server that came back from a backup."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from playwright.sync_api import Browser, Page, Route, expect
from pytest_django.plugin import DjangoDbBlocker

from audit.actors import Actor
from competitions.models import (
    JudgeAppointment,
    Mark,
    Operation,
    PanelSeat,
    Release,
    Round,
    Scoresheet,
    ScrutineerCall,
)
from competitions.services import pads
from competitions.services.sheets import make_sheets
from tests.competitions.judging.floor import Floor, make_floor
from tests.competitions.judging.tablet import OpenPad, all_received, link_of, marks_of, state, tap
from tests.factories import contest
from tests.services import databases
from tests.services.server import Server

pytestmark = pytest.mark.browser
HELD = "Object.keys(localStorage).filter((key) => key.includes(':page:')).length"


def seat_in_another_round(floor: Floor, *, status: str = "open", **fields: Any) -> PanelSeat:
    """One more round of the competition in which the judge of seat A sits, with two couples from 201."""
    competition = floor.round.competition
    round_ = contest.make_round(competition, kind="recall", wanted=1, dances=1, status=status, **fields)
    seat = contest.make_seat(round_, "A", floor.judges[0])
    if status != "planned":
        for entry in contest.make_entries(competition, range(201, 203)):
            contest.make_round_entry(round_, entry)
        make_sheets(round=round_)
    return seat


def wait_for_count(page: Page, expression: str, count: int) -> None:
    """The page's policy forbids Playwright's own waiting, which evaluates text."""
    for _attempt in range(200):
        if page.evaluate(expression) == count:
            return
        page.wait_for_timeout(100)
    assert page.evaluate(expression) == count


def wait_until_held(page: Page, pages: int) -> None:
    wait_for_count(page, HELD, pages)


def hand_in(page: Page) -> None:
    page.locator("#pad-main").click()
    page.locator("#pad-summary-confirm").click()


def test_judge_goes_on_to_the_next_round_without_network(open_pad: OpenPad, front_door: Server) -> None:
    floor = make_floor(kind="recall", entries=3, wanted=1, dances=1)
    other = seat_in_another_round(floor, title_en="Semi-final")
    seat_in_another_round(floor, status="planned", title_en="Final")
    page = open_pad(floor.judges[0], floor.sheet())
    wait_until_held(page, 3)
    front_door.stop()
    tap(page, 102)
    hand_in(page)
    main = page.locator("#pad-main")
    expect(main).to_have_text("Next: Latin, adults, semi-final")
    main.click()
    expect(page.locator("h1.pad-title")).to_have_text("Latin, adults, semi-final")
    tap(page, 201)
    hand_in(page)
    expect(main).to_have_text("Next: Latin, adults, final, not open yet")
    main.click()
    rows = page.locator("#pad-rows > *")
    expect(rows).to_have_count(3)
    expect(rows.locator(".pad-chip")).to_have_text(["waits to be sent", "waits to be sent", "not open yet"])
    expect(page.locator("#state-line")).to_contain_text("No network")
    assert not Mark.objects.exists()
    front_door.start()
    expect(rows.locator(".pad-chip")).to_have_text(["not open yet", "handed in", "handed in"], timeout=30000)
    assert marks_of(floor) == [None, 1, None]
    assert Mark.objects.get(seat=other).value == 1
    assert set(Scoresheet.objects.values_list("status", flat=True)) <= {"submitted", "draft"}
    assert not Scoresheet.objects.filter(seat__in=[floor.seats[0], other]).exclude(status="submitted").exists()


def test_way_back_within_the_pad_needs_no_network(open_pad: OpenPad, front_door: Server) -> None:
    floor = make_floor(kind="recall", entries=3, wanted=1, dances=1)
    page = open_pad(floor.judges[0], floor.sheet())
    wait_until_held(page, 2)
    front_door.stop()
    tap(page, 102)
    page.get_by_role("link", name="My rounds").click()
    expect(page.locator("#pad-rows a")).to_have_count(1)
    expect(page.locator("#pad-away b")).to_have_text("1", timeout=15000)
    expect(page.locator("#pad-away")).to_contain_text("Do not close or reload this page")
    page.go_back()
    expect(page.locator("#pad-tiles [data-number='102']")).to_have_attribute("aria-pressed", "true")
    page.locator(".pad-links [lang='ru']").click()
    expect(page.locator("#pad-notes")).to_contain_text("This page is not on the device")
    front_door.start()
    all_received(page)
    assert marks_of(floor) == [None, 1, None]


def test_floor_when_somebody_withdraws_is_shown_as_it_is_now(open_pad: OpenPad) -> None:
    floor = make_floor(kind="recall", entries=3, wanted=1, dances=1)
    page = open_pad(floor.judges[0], floor.sheet())
    wait_until_held(page, 2)
    tap(page, 101)
    all_received(page)
    floor.entries[2].status = "withdrawn"
    floor.entries[2].save(update_fields=["status"])
    expect(page.locator("#pad-tiles .tile-withdrawn")).to_contain_text("103", timeout=20000)
    expect(page.locator("#pad-notes")).to_contain_text("has withdrawn")
    expect(page.locator("#pad-tiles [data-number='101']")).to_have_attribute("aria-pressed", "true")
    tap(page, 101, 102)
    all_received(page)
    assert marks_of(floor) == [None, 1, None]


@pytest.fixture
def sqlite_door(
    tmp_path: Path, django_db_blocker: DjangoDbBlocker, django_db_setup: None
) -> Iterator[tuple[Server, Path]]:
    """A running Sahna on a SQLite file that can be copied and put back, whatever the database of this run is."""
    url = databases.Template(tmp_path, "sqlite").copy(tmp_path)
    with django_db_blocker.unblock(), databases.spoken_by_this_test(url):
        server = Server(tmp_path, url)
        server.start()
        yield server, Path(url.removeprefix("sqlite:///"))
        server.kill()


def put_back(path: Path, backup: Path) -> None:
    """What a restore does: the older file in place of the newer one, and nothing of the newer one's journal."""
    connection.close()
    for name in (path, Path(f"{path}-wal"), Path(f"{path}-shm")):
        name.unlink(missing_ok=True)
    backup.rename(path)


def test_server_when_restored_from_a_backup_gets_every_mark_again(
    sqlite_door: tuple[Server, Path], browser: Browser
) -> None:
    server, path = sqlite_door
    floor = make_floor(kind="recall", entries=4, wanted=2, dances=1)
    context = browser.new_context(base_url=server.url, service_workers="block")
    page = context.new_page()
    page.goto(f"/j/{link_of(floor.judges[0])}/")
    page.goto(f"/en/judge/sheets/{floor.sheet().pk}/")
    page.locator("html[data-pad=ready]").wait_for()
    tap(page, 101)
    all_received(page)
    backup = path.with_suffix(".backup")
    with closing(sqlite3.connect(path)) as database:
        database.execute("VACUUM INTO ?", [str(backup)])
    tap(page, 102, 103)
    tap(page, 101)
    all_received(page)
    hand_in(page)
    expect(page.locator("#state-line")).to_contain_text("is handed in")
    before = list(Operation.objects.order_by("pk").values_list("client_id", "value"))
    assert len(before) == 4
    server.stop()
    put_back(path, backup)
    assert (Operation.objects.count(), floor.sheet().status) == (1, "draft")
    server.start()
    expect(page.locator("#pad-notes")).to_contain_text("The server was restored", timeout=20000)
    expect(page.locator("#state-line")).to_have_class("state-line state-handed", timeout=30000)
    page.wait_for_timeout(6000)
    assert list(Operation.objects.order_by("pk").values_list("client_id", "value")) == before
    assert not Operation.objects.exclude(outcome="applied").exists()
    assert marks_of(floor) == [None, 1, 1, None]
    assert (floor.sheet().status, floor.sheet().versions.count()) == ("submitted", 1)
    assert "handed in" in state(page)
    context.close()


def test_second_device_goes_on_from_what_the_server_has(
    open_pad: OpenPad, browser: Browser, front_door: Server
) -> None:
    floor = make_floor(kind="recall", entries=4, wanted=2)
    link = link_of(floor.judges[0])
    contexts = [browser.new_context(base_url=front_door.url, service_workers="block") for _number in range(2)]
    first, second = [context.new_page() for context in contexts]
    for page in (first, second):
        page.goto(f"/j/{link}/")
        page.goto(f"/en/judge/sheets/{floor.sheet().pk}/")
        page.locator("html[data-pad=ready]").wait_for()
        if page is first:
            tap(page, 101)
            all_received(page)
    expect(second.locator("#pad-tiles [data-number='101']")).to_have_attribute("aria-pressed", "true")
    tap(second, 104)
    all_received(second)
    expect(first.locator("#pad-tiles [data-number='104']")).to_have_attribute("aria-pressed", "true", timeout=15000)
    assert marks_of(floor) == [1, None, None, 1]
    appointment = JudgeAppointment.objects.get(pk=floor.judges[0].pk)
    assert appointment.devices.count() == 2
    for context in contexts:
        context.close()


def test_released_round_is_forgotten_by_the_device(open_pad: OpenPad) -> None:
    floor = make_floor(kind="recall", entries=3, wanted=1, dances=1, letters="A")
    page = open_pad(floor.judges[0], floor.sheet())
    tap(page, 101)
    hand_in(page)
    expect(page.locator("#state-line")).to_contain_text("is handed in")
    kept = "Object.keys(localStorage).filter((key) => /:(done|handed):/.test(key)).length"
    assert page.evaluate(kept) == 2
    Round.objects.filter(pk=floor.round.pk).update(status="closed", closed_at=floor.round.opened_at)
    Release.objects.create(
        competition=floor.round.competition,
        number=1,
        ranking_text="{}",
        digest="d" * 64,
        kind="published",
        detail="marks",
        rule="two",
        prepared_by=contest.make_user(),
        released_by=contest.make_user(),
        at=timezone.now(),
    )
    wait_for_count(page, kept, 0)


def test_practice_is_marked_and_reaches_nobody(open_pad: OpenPad) -> None:
    floor = make_floor(kind="recall", entries=3, wanted=3, dances=1)
    page = open_pad(floor.judges[0], floor.sheet())
    page.get_by_role("link", name="My rounds").click()
    page.get_by_role("link", name="Try the sheet").click()
    expect(page.locator("#state-line")).to_contain_text("Practice: nothing of this is kept or sent")
    asked: list[str] = []
    # Pictures and styles may come late on a busy machine; what counts is that nothing of the sheet is sent.
    page.on("request", lambda request: asked.append(request.url))
    tap(page, 11, 12, 13)
    hand_in(page)
    expect(page.locator("#state-line")).to_contain_text("handed in here alone")
    page.wait_for_timeout(6000)
    assert [url for url in asked if "/static/" not in url] == []
    page.locator("#pad-main").click()
    expect(page.locator("#pad-rows .pad-chip")).to_have_text(["to judge now"])
    assert not Operation.objects.exists()
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.includes('practice')).length") == 0


def test_call_waits_without_network_and_the_answer_is_told(open_pad: OpenPad, front_door: Server) -> None:
    floor = make_floor(kind="recall", entries=3, dances=1)
    page = open_pad(floor.judges[0], floor.sheet())
    wait_until_held(page, 2)
    front_door.stop()
    page.locator("#pad-call").click()
    told = page.locator("#pad-call-state")
    expect(told).to_contain_text("Your call waits on this device")
    front_door.start()
    expect(told).to_contain_text("The scrutineer was called at", timeout=30000)
    call = ScrutineerCall.objects.get()
    assert call.round == floor.round
    user = contest.make_user(is_superuser=True)
    pads.answer_call(actor=Actor.user(user.pk), user=user, call=call)
    expect(told).to_contain_text("The scrutineer is coming", timeout=15000)
    expect(page.locator("#pad-call")).to_be_enabled()


def test_reload_without_network_comes_back_where_there_is_a_worker(front_door: Server, browser: Browser) -> None:
    """Loopback counts as secure: what https brings to a hall."""
    floor = make_floor(kind="recall", entries=4, wanted=2, dances=1)
    context = browser.new_context(base_url=front_door.url)
    page = context.new_page()
    page.goto(f"/j/{link_of(floor.judges[0])}/")
    page.goto(f"/en/judge/sheets/{floor.sheet().pk}/")
    page.locator("html[data-pad=ready]").wait_for()
    wait_until_held(page, 2)
    wait_for_count(page, "navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller ? 1 : 0)", 1)
    tap(page, 101)
    all_received(page)
    front_door.stop()
    tap(page, 103)
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    expect(page.locator("#pad-tiles [data-number='103']")).to_have_attribute("aria-pressed", "true", timeout=30000)
    expect(page.locator("#pad-tiles [data-number='101']")).to_have_attribute("aria-pressed", "true")
    hand_in(page)
    expect(page.locator("#pad-away")).not_to_contain_text("Do not close or reload")
    cached = page.evaluate(
        "caches.keys().then((names) => caches.open(names[0])).then((cache) => cache.keys())"
        ".then((rows) => rows.map((row) => new URL(row.url).pathname))"
    )
    assert [path for path in cached if "/static/" not in path] == [
        f"/{code}/judge/shell/" for code in ("en", "ru", "kk")
    ]
    front_door.start()
    expect(page.locator("#state-line")).to_contain_text("is handed in", timeout=30000)
    assert marks_of(floor) == [1, None, 1, None]
    context.close()


def test_two_tabs_and_a_wrong_clock_lose_nothing(open_pad: OpenPad, front_door: Server) -> None:
    floor = make_floor(kind="recall", entries=5, wanted=3, dances=1)
    page = open_pad(floor.judges[0], floor.sheet())
    # The tablet is a day and three hours late.
    late = "const now = Date.now; Date.now = () => now() - 27 * 3600 * 1000;"
    page.context.add_init_script(f"{late} Date.prototype.toISOString = () => '2001-01-01T00:00:00.000Z';")
    page.reload()
    page.locator("html[data-pad=ready]").wait_for()
    other = page.context.new_page()
    other.goto(page.url)
    other.locator("html[data-pad=ready]").wait_for()
    front_door.stop()
    tap(page, 101)
    tap(other, 102)
    tap(page, 103, 101)
    tap(other, 104)
    front_door.start()
    for tab in (page, other):
        all_received(tab)
    assert marks_of(floor) == [None, 1, 1, 1, None]
    assert Operation.objects.count() == 5
    assert not Operation.objects.exclude(outcome="applied").exists()
    assert (timezone.now() - Operation.objects.order_by("pk")[0].received_at).total_seconds() < 600


def test_device_forgets_festivals_of_long_ago_and_nothing_that_waits(open_pad: OpenPad) -> None:
    floor = make_floor(kind="recall", entries=3, dances=1)
    page = open_pad(floor.judges[0], floor.sheet())
    page.evaluate(
        "for (const [key, rows] of Object.entries({ 1: ['done:5:a'], 2: ['op:b', 'done:5:c'] })) {"
        " localStorage.setItem(`sahna-pad:900${key}:aa:used`, '1000');"
        " rows.forEach((row) => localStorage.setItem(`sahna-pad:900${key}:aa:${row}`, '{}')); }"
    )
    page.reload()
    page.locator("html[data-pad=ready]").wait_for()
    left = page.evaluate("Object.keys(localStorage).filter((key) => key.includes(':900')).sort()")
    assert left == ["sahna-pad:9002:aa:done:5:c", "sahna-pad:9002:aa:op:b", "sahna-pad:9002:aa:used"]


def test_connection_that_is_dead_and_looks_alive_is_told_within_seconds(open_pad: OpenPad) -> None:
    floor = make_floor(kind="recall", entries=3, dances=1)
    page = open_pad(floor.judges[0], floor.sheet())
    all_received(page)
    held: list[Route] = []
    page.route("**/judge/operations/", lambda route: held.append(route))
    tap(page, 101)
    expect(page.locator("#state-line")).to_have_class("state-line state-away", timeout=9000)
    expect(page.locator("#pad-away b")).to_have_text("1")
    page.unroute("**/judge/operations/")
    all_received(page)
    assert marks_of(floor) == [1, None, None]
