"""The pad in a real browser for criteria, alternates, deductions, votes and sliders; crosses and places are test_pad's."""

import pytest
from playwright.sync_api import Locator, Page, expect

from competitions.models import JudgeAppointment, Mark, Operation, Scoresheet
from competitions.services import judging, jury
from competitions.services.judging import OperationIn
from tests.competitions.judging.tablet import OpenPad, all_received
from tests.factories import contest, families
from tests.factories.families import Floor
from tests.services.server import Server

pytestmark = pytest.mark.browser
SIZES = ((1024, 768), (768, 1024), (390, 844))


def seated(floor: Floor, letter: str = "A") -> tuple[JudgeAppointment, Scoresheet]:
    """A seat's judge and first sheet."""
    seat = floor.seats[letter]
    return seat.occupancies.get(valid_to=None).appointment, Scoresheet.objects.filter(seat=seat).order_by("pk")[0]


def marks_of(floor: Floor, letter: str = "A") -> dict[str, int | None]:
    """The stored marks by number and criterion."""
    labels = {entry.pk: number for number, entry in floor.entries.items()}
    rows = Mark.objects.filter(seat=floor.seats[letter]).order_by("part", "round_entry", "criterion")
    return {f"{labels[row.round_entry_id]} {row.criterion}".strip(): row.value for row in rows}


def criterion(page: Page, name: str) -> tuple[Locator, Locator, Locator]:
    """The buttons and the mark of one criterion."""
    row = page.locator(f".criterion[data-criterion='{name}']")
    return row.locator(".step-less"), row.locator(".stepper-value"), row.locator(".step-more")


def hand_in(page: Page) -> None:
    page.locator("#pad-main").click()
    page.locator("#pad-summary-confirm").click()


def fits(page: Page) -> None:
    """Nothing overflows, and every target is as large as a hand needs."""
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        small = page.evaluate(
            "[...document.querySelectorAll('button:not(.visually-hidden), a, .track')]"
            ".filter((one) => one.offsetParent && !one.closest('.pad-links'))"
            ".map((one) => [one.getBoundingClientRect(), one.outerHTML])"
            ".filter(([{ width, height }]) => height < 63.9 || width < 43.9).map(([, html]) => html)"
        )
        assert small == []


def test_criteria_are_stepped_typed_undone_and_handed_in_one_by_one(open_pad: OpenPad) -> None:
    floor = families.open_floor("trim_per_criterion", entries=3, kind="ranked", submit_by="entry")
    page = open_pad(*seated(floor))
    main, less, mark, more = page.locator("#pad-main"), *criterion(page, "Technique")
    expect(main).to_have_text("Mark 5 more")
    expect(mark).to_have_text("no mark")
    more.click()
    expect(mark).to_have_text("5")
    more.click()
    less.click()
    less.click()
    expect(mark).to_have_text("4")
    page.locator("#pad-undo").click()
    expect(mark).to_have_text("5")
    # Held, the button goes on by itself and makes one mark.
    box = more.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    page.mouse.down()
    page.wait_for_timeout(1500)
    page.mouse.up()
    expect(mark).to_have_text("10")
    expect(more).to_be_disabled()
    # By keyboard: digits open the field, Enter takes it, arrows go by a step, Delete takes the mark back.
    mark.focus()
    page.keyboard.press("7")
    page.keyboard.press("Enter")
    expect(mark).to_have_text("7")
    page.keyboard.press("ArrowUp")
    expect(mark).to_have_text("8")
    page.keyboard.press("Delete")
    expect(mark).to_have_text("no mark")
    page.keyboard.type("12")
    page.keyboard.press("Enter")
    expect(page.locator("#pad-notes")).to_contain_text("“12” is no mark of Technique: 1 to 10, by 1.")
    page.locator(".pad-dismiss").click()
    for value in page.locator(".stepper-value").all():
        value.focus()
        page.keyboard.type("9")
        page.keyboard.press("Enter")
    expect(page.locator(".piece-total output")).to_have_text("45")
    expect(page.locator(".own-list [aria-current] output")).to_have_text("45")
    expect(main).to_have_text("Review and hand in")
    fits(page)
    main.click()
    expect(page.locator("#pad-summary")).to_contain_text("Hand in No. 1?")
    expect(page.locator("#pad-summary")).to_contain_text("Technique 9 · Music and rhythm 9")
    page.locator("#pad-summary-confirm").click()
    # The next routine comes up by itself.
    expect(page.locator(".piece h2")).to_have_text("2")
    expect(page.locator(".own-list [aria-current]")).to_contain_text("not marked")
    all_received(page)
    assert list(marks_of(floor).values()) == [9] * 5
    statuses = Scoresheet.objects.filter(seat=floor.seats["A"]).order_by("pk").values_list("status", flat=True)
    assert list(statuses) == ["submitted", "draft", "draft"]
    page.locator("#pad-back").click()
    expect(page.locator(".stepper-value").first).to_be_disabled()
    expect(main).to_have_text("Go on to No. 2")


def test_criteria_with_long_scales_slide_and_ties_are_shown(open_pad: OpenPad, front_door: Server) -> None:
    floor = families.open_floor("studio_sum3", entries=3, kind="ranked", submit_by="round")
    names = ("Technique", "Performance", "Choreography", "Overall Look")
    for number in (2, 3):
        floor.mark("A", number, dict(zip(names, ("20.5", "21", "19", "8"), strict=True)))
    page = open_pad(*seated(floor))
    expect(page.locator(".own-list button").first).to_contain_text("level")
    track = page.locator(".track").first
    track.click(position={"x": 30, "y": 30})
    _less, mark, _more = criterion(page, "Technique")
    expect(mark).not_to_have_text("no mark")
    mark.click()
    page.keyboard.type("24,6")
    page.keyboard.press("Enter")
    expect(mark).to_have_text("24.6")
    expect(page.locator("#pad-main")).to_have_text("Mark 3 more")
    all_received(page)
    assert marks_of(floor)["1 Technique"] == 246
    fits(page)
    # Another device marks the same criterion meanwhile: both are shown, with the criterion's name.
    front_door.stop()
    mark.click()
    page.keyboard.type("25")
    page.keyboard.press("Enter")
    last = Operation.objects.order_by("-pk")[0]
    other = OperationIn("other", last.seat_id, last.round_entry_id, last.part_id, 230, last.client_id, "Technique")
    judging.apply_operations(appointment=seated(floor)[0], device="tablet-2", operations=[other])
    front_door.start()
    conflict = page.locator(".pad-conflict")
    expect(conflict).to_contain_text("Technique: this device says 25, but 23 was received", timeout=20000)
    conflict.get_by_text("Keep 25").click()
    all_received(page)
    assert marks_of(floor)["1 Technique"] == 250
    # A ruling excuses the judge from a criterion: the open sheet learns of it and asks for it no longer.
    chair = jury.Decider(contest.actor_of(floor.staff.chair), floor.staff.chair, "a pupil of hers")
    jury.abstain(decider=chair, seat=floor.seats["A"], round_entry=floor.entries[1], criterion="Overall Look")
    _less, look, more = criterion(page, "Overall Look")
    expect(look).to_have_text("excused", timeout=15000)
    expect(more).to_be_disabled()
    expect(page.locator("#pad-main")).to_have_text("Mark 2 more: Performance, Choreography")


def test_totals_that_must_differ_are_settled_before_handing_in(open_pad: OpenPad) -> None:
    floor = families.open_floor("ido_3d_final", entries=2, submit_by="round")
    floor.mark("A", 1, {"T": "8", "C": "7", "I": "9"})
    floor.mark("A", 2, {"T": "9", "C": "7", "I": "8"})
    page = open_pad(*seated(floor))
    expect(page.locator(".own-tie").first).to_have_text("level: settle it")
    expect(page.locator("#pad-main")).to_contain_text("Settle the tie: 1")
    criterion(page, "T")[2].click()
    expect(page.locator("#pad-main")).to_have_text("Review and hand in")
    hand_in(page)
    expect(page.locator("#state-line")).to_contain_text("is handed in", timeout=15000)
    assert seated(floor)[1].status == "submitted"


def test_alternates_move_and_are_counted(open_pad: OpenPad) -> None:
    floor = families.open_floor("wsdc_callback", entries=8, kind="recall", wanted=3)
    page = open_pad(*seated(floor))
    main = page.locator("#pad-main")

    def choose(number: int, value: int) -> None:
        page.locator(f".choice[data-number='{number}'] [data-value='{value}']").click()

    for number in (1, 2, 3):
        choose(number, 1)
    expect(page.locator("#pad-count")).to_contain_text("of 3 chosen: complete")
    expect(main).to_contain_text("Give Alternate 1")
    choose(4, 2)
    choose(5, 2)
    expect(page.locator(".choice-free")).to_contain_text("Alternate 1: 5")
    expect(page.locator(".choice[data-number='4'] [data-value='2']")).to_have_attribute("aria-pressed", "false")
    page.locator("#pad-undo").click()
    expect(page.locator(".choice-free")).to_contain_text("Alternate 1: 4")
    page.locator(".choice[data-number='6'] button").first.focus()
    page.keyboard.press("2")
    expect(main).to_have_text("Review and hand in")
    fits(page)
    all_received(page)
    assert {number: value for number, value in marks_of(floor).items() if value} == {
        "1": 1,
        "2": 1,
        "3": 1,
        "4": 2,
        "6": 3,
    }
    main.click()
    expect(page.locator("#pad-summary li")).to_have_text(["1", "2", "3", "Alternate 1: 4", "Alternate 2: 6"])
    page.locator("#pad-summary-confirm").click()
    expect(page.locator("#state-line")).to_contain_text("is handed in", timeout=15000)


def test_deductions_of_the_chair(open_pad: OpenPad) -> None:
    chair = {"D": {"deducts": True, "counts": False}}
    floor = families.open_floor("konkurs_place", entries=4, kind="ranked", submit_by="round", seats=chair)
    page = open_pad(*seated(floor, "D"))
    row = page.locator(".deduction[data-number='2']")
    row.get_by_text("−0.5", exact=True).click()
    row.get_by_text("−0.05").click()
    expect(row.locator(".stepper-value")).to_have_text("−0.55")
    page.locator(".deduction[data-number='3']").get_by_text("−1").click()
    page.locator(".deduction[data-number='3'] .deduction-clear").click()
    fits(page)
    all_received(page)
    assert marks_of(floor, "D") == {"2 deduction": 11, "3 deduction": None}
    page.locator("#pad-main").click()
    expect(page.locator("#pad-summary")).to_contain_text("−0.55")
    page.locator("#pad-summary-confirm").click()
    expect(page.locator("#state-line")).to_contain_text("is handed in", timeout=15000)


def test_votes_go_from_throw_down_to_throw_down(open_pad: OpenPad) -> None:
    floor = families.open_floor("vote_once", entries=3, kind="group", dances=0)
    page = open_pad(*seated(floor))
    expect(page.locator("#pad-main")).to_have_text("Tap the winner")
    page.locator(".half-red").click()
    page.locator(".half-tie").click()
    expect(page.locator(".half-tie")).to_have_attribute("aria-pressed", "true")
    page.locator("#pad-undo").click()
    expect(page.locator(".half-red")).to_have_attribute("aria-pressed", "true")
    fits(page)
    first = page.locator(".half-red b").inner_text()
    page.locator("#pad-main").click()
    expect(page.locator("#pad-summary li")).to_have_text(f"Red {first}")
    page.locator("#pad-summary-confirm").click()
    expect(page.locator("#pad-main")).to_have_text("Tap the winner")
    expect(page.locator(".own-list button").nth(1)).to_have_attribute("aria-current", "true")
    page.locator(".half-tie").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    hand_in(page)
    all_received(page)
    sheets = Scoresheet.objects.filter(seat=floor.seats["A"]).order_by("pk")
    assert [sheet.status for sheet in sheets] == ["submitted", "submitted", "draft"]
    assert list(Mark.objects.order_by("part").values_list("value", flat=True)) == [-1, 1]


def test_sliders_by_keyboard_and_finger(open_pad: OpenPad) -> None:
    floor = families.open_floor("threefold", entries=2, kind="group", dances=0)
    page = open_pad(*seated(floor))
    tracks, main, total = page.locator(".track"), page.locator("#pad-main"), page.locator(".slider-sum")
    tracks.nth(0).focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".slider-row output").nth(0)).to_have_text("0")
    page.keyboard.press("Shift+ArrowLeft")
    expect(page.locator(".slider-row output").nth(0)).to_have_text("Red 3.3")
    expect(total).to_have_text("Red 3.3")
    tracks.nth(1).focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    tracks.nth(2).focus()
    page.keyboard.press("ArrowRight")
    expect(total).to_have_text("No decision: move a slider")
    expect(main).to_have_text("No decision: move a slider")
    box = tracks.nth(2).bounding_box()
    assert box is not None
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] / 2, middle)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.75, middle, steps=8)
    page.mouse.up()
    expect(page.locator(".slider-row output").nth(2)).to_contain_text("Blue")
    expect(main).to_have_text("Review and hand in")
    fits(page)
    all_received(page)
    # A drag is one mark, whatever its length on the way.
    assert Operation.objects.count() == 6
    main.click()
    expect(page.locator("#pad-summary")).to_contain_text("Blue 2")
    page.locator("#pad-summary-confirm").click()
    all_received(page)
    assert seated(floor)[1].status == "submitted"


@pytest.mark.parametrize("entries", [2, 24])
def test_chief_judge_places_few_and_many(open_pad: OpenPad, entries: int) -> None:
    chief = {"X": {"casts": True, "counts": False}}
    floor = families.open_floor("wsdc_final", entries=entries, seats=chief)
    page = open_pad(*seated(floor, "X"))
    for number in range(entries, 0, -1):
        page.locator(f"#pad-tiles [data-number='{number}']").click()
    page.locator("#pad-slots [data-place='1']").drag_to(page.locator("#pad-slots [data-place='2']"))
    expect(page.locator("#pad-main")).to_have_text("Review and hand in")
    fits(page)
    all_received(page)
    assert marks_of(floor, "X")[str(entries)] == 2
    hand_in(page)
    expect(page.locator("#state-line")).to_contain_text("is handed in", timeout=15000)
