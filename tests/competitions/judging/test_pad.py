"""The pad in a real browser: counting down, ranking, no network, a lost answer, two devices."""

import pytest
from django.utils import timezone
from playwright.sync_api import Dialog, Route, expect

from audit.actors import Actor
from competitions.models import JudgeAppointment, Operation
from competitions.services import judging
from tests.competitions.judging.floor import make_floor
from tests.competitions.judging.tablet import OpenPad, all_received, link_of, marks_of, state, tap
from tests.factories import contest
from tests.services.server import Server

pytestmark = pytest.mark.browser


def test_recall_counts_down_and_is_handed_in(open_pad: OpenPad) -> None:
    floor = make_floor(kind="recall", entries=6, wanted=3)
    page = open_pad(floor.judges[0], floor.sheet())
    main = page.locator("#pad-main")
    expect(main).to_have_text("Choose 3 more")
    tap(page, 101, 103)
    expect(main).to_have_text("Choose 1 more")
    expect(page.locator("#pad-count")).to_have_text("2of 3 chosen")
    tap(page, 104, 106)
    expect(main).to_have_text("Take 1 back")
    page.locator("#pad-undo").click()
    expect(main).to_have_text("Review and hand in")
    expect(main).to_have_class("pad-button pad-button-main pad-button-gold")
    all_received(page)
    assert "All 3 marks received" in state(page)
    assert marks_of(floor) == [1, None, 1, 1, None, None]
    main.click()
    expect(page.locator("#pad-summary")).to_contain_text("Hand in Samba?")
    expect(page.locator("#pad-summary li")).to_have_text(["101", "103", "104"])
    page.locator("#pad-summary-confirm").click()
    expect(page.locator("#state-line")).to_contain_text("Samba is handed in")
    expect(main).to_have_text("Go on to Cha-cha-cha")
    assert floor.sheet().status == "submitted"
    main.click()
    expect(page.locator("#pad-dances [aria-current]")).to_have_text("Cha-cha-cha")
    expect(main).to_have_text("Choose 3 more")


def test_ranking_by_tapping_taking_back_dragging_and_typing(open_pad: OpenPad) -> None:
    floor = make_floor(entries=4)
    page = open_pad(floor.judges[0], floor.sheet())
    tap(page, 103, 101, 104)
    slots = page.locator("#pad-slots .slot-number")
    expect(slots).to_have_text(["103", "101", "104", "Tap the next-best number"])
    expect(page.locator("#pad-main")).to_have_text("Place 1 more")
    page.locator("#pad-slots [data-place='2']").click()
    expect(slots).to_have_text(["103", "Tap the next-best number", "104", ""])
    page.locator("#pad-undo").click()
    tap(page, 102)
    expect(page.locator("#pad-main")).to_have_text("Review and hand in")
    first, third = page.locator("#pad-slots [data-place='1']"), page.locator("#pad-slots [data-place='3']")
    first.drag_to(third)
    expect(slots).to_have_text(["101", "104", "103", "102"])
    all_received(page)
    assert marks_of(floor) == [1, 4, 3, 2]
    page.locator("#pad-typed summary").click()
    page.locator(f"#pad-typed [name='place-{floor.entries[0].pk}']").fill("2")
    page.locator(f"#pad-typed [name='place-{floor.entries[3].pk}']").fill("1")
    page.locator("#pad-typed button").click()
    expect(slots).to_have_text(["104", "101", "103", "102"])
    all_received(page)
    assert marks_of(floor) == [2, 4, 3, 1]


def test_marks_without_network_survive_a_restart_and_arrive_once(open_pad: OpenPad, front_door: Server) -> None:
    floor = make_floor(kind="recall", entries=6, wanted=3)
    page = open_pad(floor.judges[0], floor.sheet())
    tap(page, 101)
    all_received(page)
    front_door.stop()
    tap(page, 102, 103, 104)
    tap(page, 104)
    expect(page.locator("#state-line")).to_have_class("state-line state-away", timeout=15000)
    assert "No network since" in state(page)
    expect(page.locator("#pad-away b")).to_have_text("4")
    expect(page.locator("#pad-away")).to_contain_text("marks are on this device only")
    expect(page.locator("#pad-main")).to_have_text("Review and hand in")
    page.locator("#pad-main").click()
    page.locator("#pad-summary-confirm").click()
    expect(page.locator("#pad-away")).to_contain_text("Samba: handing in waits to be sent")
    assert marks_of(floor) == [1, None, None, None, None, None]
    # The tablet restarts: the page is gone, the marks are not.
    context = page.context
    page.close(run_before_unload=False)
    front_door.start()
    again = context.new_page()
    again.goto(f"/en/judge/sheets/{floor.sheet().pk}/")
    expect(again.locator("#state-line")).to_contain_text("Samba is handed in", timeout=15000)
    assert marks_of(floor) == [1, 1, 1, None, None, None]
    assert Operation.objects.filter(outcome="applied").count() == 5
    assert floor.sheet().status == "submitted"


def test_mark_when_the_answer_is_lost(open_pad: OpenPad) -> None:
    floor = make_floor(kind="recall", entries=4)
    page = open_pad(floor.judges[0], floor.sheet())
    lost: list[str] = []

    def lose_the_first(route: Route) -> None:
        if "tap-lost" not in lost and '"operations":[{' in (route.request.post_data or ""):
            route.fetch()
            lost.append("tap-lost")
            route.abort()
        else:
            route.continue_()

    page.route("**/judge/operations/", lose_the_first)
    tap(page, 101)
    all_received(page)
    assert lost == ["tap-lost"]
    assert marks_of(floor) == [1, None, None, None]
    assert Operation.objects.count() == 1


def test_page_when_left_with_unsent_marks_warns(open_pad: OpenPad, front_door: Server) -> None:
    floor = make_floor(kind="recall", entries=4)
    page = open_pad(floor.judges[0], floor.sheet())
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    front_door.stop()
    tap(page, 101)
    page.close(run_before_unload=True)
    page.wait_for_timeout(500)
    assert asked == ["beforeunload"]
    front_door.start()
    all_received(page)


def test_cell_when_two_tablets_say_different_things(open_pad: OpenPad, front_door: Server) -> None:
    floor = make_floor(entries=3)
    page = open_pad(floor.judges[0], floor.sheet())
    front_door.stop()
    tap(page, 102)
    other = floor.operation(1, 3, client_id="other-tablet")
    judging.apply_operations(appointment=floor.judges[0], device="tablet-2", operations=[other])
    front_door.start()
    conflict = page.locator(".pad-conflict")
    expect(conflict).to_contain_text(
        "No. 102, Samba: this device says place 1, but place 3 was received", timeout=15000
    )
    expect(page.locator("#pad-slots [data-place='3'] .slot-number")).to_have_text("102")
    conflict.get_by_text("Keep place 1").click()
    expect(conflict).to_have_count(0)
    all_received(page)
    assert marks_of(floor) == [None, 1, None]
    assert Operation.objects.filter(outcome="conflict").count() == 1


def test_sheet_when_it_is_reopened_says_so(open_pad: OpenPad) -> None:
    floor = make_floor(entries=2)
    page = open_pad(floor.judges[0], floor.sheet())
    tap(page, 102, 101)
    page.locator("#pad-main").click()
    page.locator("#pad-summary-confirm").click()
    expect(page.locator("#state-line")).to_contain_text("Samba is handed in")
    judging.reopen_sheet(
        actor=Actor.system("desk"),
        user=contest.make_user(is_superuser=True),
        scoresheet=floor.sheet(),
        reason="keying error",
    )
    expect(page.locator("#state-line")).to_contain_text("Samba was reopened", timeout=10000)
    page.locator("#pad-slots [data-place='1']").click()
    expect(page.locator("#pad-main")).to_have_text("Place 1 more")


def test_judge_when_the_link_was_revoked_keeps_the_marks(open_pad: OpenPad) -> None:
    floor = make_floor(kind="recall", entries=4)
    page = open_pad(floor.judges[0], floor.sheet())
    JudgeAppointment.objects.filter(pk=floor.judges[0].pk).update(revoked_at=timezone.now())
    tap(page, 101)
    expect(page.locator("#state-line")).to_contain_text("This link has ended", timeout=15000)
    expect(page.locator("#pad-away b")).to_have_text("1")
    assert not Operation.objects.exists()


def test_browser_without_storage_refuses_before_the_heat(open_pad: OpenPad) -> None:
    floor = make_floor(kind="recall", entries=4)
    page = open_pad(floor.judges[0], floor.sheet())
    page.add_init_script("Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }")
    page.reload()
    expect(page.locator("#state-line")).to_contain_text("This browser cannot keep marks on the device")
    expect(page.locator("#pad-tiles")).to_be_hidden()


def test_token_when_rotated_does_not_stop_the_marks(open_pad: OpenPad) -> None:
    floor = make_floor(kind="recall", entries=4)
    page = open_pad(floor.judges[0], floor.sheet())
    page.context.clear_cookies(name="csrftoken")
    tap(page, 101)
    all_received(page)
    assert marks_of(floor) == [1, None, None, None]


@pytest.mark.parametrize("kind", ["recall", "final"])
def test_targets_are_large_and_nothing_overflows(open_pad: OpenPad, kind: str) -> None:
    floor = make_floor(kind=kind, entries=12, wanted=6, dances=5)
    page = open_pad(floor.judges[0], floor.sheet())
    for width, height in ((1024, 768), (820, 1180), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        sizes = page.evaluate(
            "[...document.querySelectorAll('button, a')].filter((one) => one.offsetParent)"
            ".map((one) => one.getBoundingClientRect().height)"
        )
        assert min(sizes) >= 64


def test_marks_when_the_tablet_changed_hands_wait_for_their_judge(open_pad: OpenPad, front_door: Server) -> None:
    floor = make_floor(kind="recall", entries=4)
    first = link_of(floor.judges[0])
    page = open_pad(floor.judges[1], floor.sheet(seat=1))
    page.goto(f"/j/{first}/")
    page.goto(f"/en/judge/sheets/{floor.sheet().pk}/")
    page.locator("html[data-pad=ready]").wait_for()
    other = page.context.new_page()
    other.goto(f"/j/{link_of(floor.judges[1])}/")
    tap(page, 101)
    expect(page.locator("#state-line")).to_contain_text("This link has ended", timeout=15000)
    assert not Operation.objects.exists()
    other.goto(f"/j/{first}/")
    all_received(page)
    assert marks_of(floor) == [1, None, None, None]
