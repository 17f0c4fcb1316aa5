"""Handing a sheet in, reopening it, and the paper sheet."""

import json
from collections.abc import Sequence

import pytest

from audit.actors import Actor
from audit.models import AuditEntry
from competitions.models import Operation, Round, RoundEntry, Ruling, Scoresheet, SheetVersion
from competitions.selectors.portions import CellKey
from competitions.services import judging
from competitions.services.sheets import make_sheets
from dancers.errors import RuleRefused
from tests.competitions.judging.floor import Floor, make_floor
from tests.factories import contest

pytestmark = pytest.mark.django_db
DESK = Actor.system("desk")


def mark(floor: Floor, values: Sequence[int | None], part: int = 0) -> None:
    """Give seat A's marks in the order of the entries."""
    operations = [floor.operation(index, value, part=part) for index, value in enumerate(values) if value is not None]
    judging.apply_operations(appointment=floor.judges[0], device="tablet", operations=operations)


def submit(floor: Floor, **fields: object) -> SheetVersion:
    return judging.submit_sheet(
        appointment=floor.judges[0],
        scoresheet=floor.sheet(),
        device="tablet",
        **fields,  # type: ignore[arg-type]  # tests pass the optional ones by name
    )


def paper(floor: Floor, values: Sequence[int | None], part: int = 0) -> dict[CellKey, int | None]:
    return {(entry.pk, floor.parts[part].pk, ""): value for entry, value in zip(floor.entries, values, strict=True)}


def test_sheet_when_every_place_is_given_once() -> None:
    floor = make_floor()
    mark(floor, [2, 1, 3, 4, 5, 6])
    version = submit(floor)
    sheet = floor.sheet()
    assert (version.number, sheet.status) == (1, "submitted")
    assert json.loads(version.text)["marks"] == [
        [entry.pk, floor.parts[0].pk, "", place] for entry, place in zip(floor.entries, [2, 1, 3, 4, 5, 6], strict=True)
    ]
    assert AuditEntry.objects.get().action == "sheet.submitted"


def test_sheet_when_it_is_handed_in_twice() -> None:
    floor = make_floor()
    mark(floor, [2, 1, 3, 4, 5, 6])
    assert submit(floor) == submit(floor)
    assert SheetVersion.objects.count() == 1
    assert AuditEntry.objects.count() == 1


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ([1, 2, 3, 4, 5, None], "Samba: no place for 106; place 6 is missing."),
        ([1, 1, 3, 4, 5, 6], "Samba: place 1 given twice; place 2 is missing."),
        (
            [None] * 6,
            "Samba: no place for 101, 102, 103, 104, 105, 106; place 1, 2, 3, 4, 5, 6 is missing.",
        ),
    ],
)
def test_sheet_when_places_are_not_whole(values: list[int | None], sentence: str) -> None:
    floor = make_floor()
    mark(floor, values)
    with pytest.raises(RuleRefused) as refusal:
        submit(floor)
    assert refusal.value.message == sentence
    assert floor.sheet().status == "draft"
    assert not SheetVersion.objects.exists()


@pytest.mark.parametrize(("given", "fits"), [(11, False), (12, True), (13, False)])
def test_sheet_when_twelve_crosses_are_asked(given: int, fits: bool) -> None:
    floor = make_floor(kind="recall", entries=20, wanted=12)
    mark(floor, [1] * given + [0] * (20 - given))
    if fits:
        assert submit(floor).number == 1
        return
    with pytest.raises(RuleRefused, match=f"Samba: {given} crosses given, 12 asked."):
        submit(floor)
    assert floor.sheet().status == "draft"


@pytest.mark.parametrize(("given", "fits"), [(4, False), (5, True), (7, True), (8, False)])
def test_sheet_when_a_range_of_crosses_is_asked(given: int, fits: bool) -> None:
    floor = make_floor(kind="recall", entries=10, wanted=6, crosses_min=5, crosses_max=7)
    mark(floor, [1] * given + [None] * (10 - given))
    if fits:
        assert submit(floor).number == 1
    else:
        with pytest.raises(RuleRefused, match="5 to 7 asked"):
            submit(floor)


def test_sheet_when_a_crossed_entry_has_withdrawn() -> None:
    floor = make_floor(kind="recall", entries=5, wanted=3)
    mark(floor, [1, 1, 1, None, None])
    RoundEntry.objects.filter(pk=floor.entries[0].pk).update(status="withdrawn")
    with pytest.raises(RuleRefused) as refusal:
        submit(floor)
    assert refusal.value.message == (
        "Samba: 2 crosses given, 3 asked. The mark of 101 does not count: the entry does not dance."
    )
    mark(floor, [1, 1, 1, 1, None])
    assert submit(floor).number == 1


def test_sheet_when_a_placed_entry_has_withdrawn() -> None:
    floor = make_floor()
    mark(floor, [1, 2, 3, 4, 5, 6])
    RoundEntry.objects.filter(pk=floor.entries[2].pk).update(status="withdrawn")
    with pytest.raises(RuleRefused, match=r"place 6 is more than the 5 on the floor; place 3 is missing"):
        submit(floor)


def test_sheet_of_the_whole_round_names_every_dance_that_lacks() -> None:
    floor = make_floor(entries=2, submit_by="round")
    mark(floor, [1, 2])
    mark(floor, [1, None], part=1)
    with pytest.raises(RuleRefused) as refusal:
        submit(floor)
    assert refusal.value.message == "Cha-cha-cha: no place for 102; place 2 is missing."


def test_sheet_when_the_seat_is_foreign() -> None:
    floor = make_floor()
    with pytest.raises(RuleRefused, match="You do not sit in seat A"):
        judging.submit_sheet(appointment=floor.judges[1], scoresheet=floor.sheet(), device="")


def test_sheet_when_the_round_is_closed() -> None:
    floor = make_floor()
    mark(floor, [1, 2, 3, 4, 5, 6])
    Round.objects.filter(pk=floor.round.pk).update(status="closed", closed_at=contest.OPENED)
    with pytest.raises(RuleRefused, match="is closed"):
        submit(floor)


def test_sheet_when_the_device_shows_other_marks() -> None:
    floor = make_floor(entries=2)
    mark(floor, [1, 2])
    seen = paper(floor, [2, 1])
    with pytest.raises(RuleRefused, match="Other marks were received for 101, 102 than this device shows"):
        submit(floor, seen=seen)
    assert submit(floor, seen=paper(floor, [1, 2])).number == 1


def test_sheet_when_an_old_hand_in_arrives_after_a_reopening() -> None:
    floor = make_floor(entries=2)
    mark(floor, [1, 2])
    first = submit(floor, after_version=0)
    judging.reopen_sheet(actor=DESK, user=contest.make_user(), scoresheet=floor.sheet(), reason="wrong way round")
    assert submit(floor, after_version=0) == first
    assert floor.sheet().status == "reopened"
    assert submit(floor, after_version=1).number == 2


def test_reopening_lets_the_judge_change_and_needs_a_reason() -> None:
    floor = make_floor(entries=2)
    user = contest.make_user()
    with pytest.raises(RuleRefused, match="not handed in"):
        judging.reopen_sheet(actor=DESK, user=user, scoresheet=floor.sheet(), reason="x")
    mark(floor, [1, 2])
    submit(floor)
    with pytest.raises(RuleRefused, match="Say why"):
        judging.reopen_sheet(actor=DESK, user=user, scoresheet=floor.sheet(), reason=" ")
    judging.reopen_sheet(actor=DESK, user=user, scoresheet=floor.sheet(), reason="keying error")
    assert floor.sheet().status == "reopened"
    assert AuditEntry.objects.get(action="sheet.reopened").reason == "keying error"
    last = {row.round_entry_id: row.client_id for row in Operation.objects.all()}
    receipts = judging.apply_operations(
        appointment=floor.judges[0],
        device="tablet",
        operations=[
            floor.operation(0, 2, base=last[floor.entries[0].pk]),
            floor.operation(1, 1, base=last[floor.entries[1].pk]),
        ],
    )
    assert [receipt.outcome for receipt in receipts] == ["applied", "applied"]
    assert submit(floor).number == 2


def test_paper_sheet_when_it_is_whole() -> None:
    floor = make_floor(entries=3)
    mark(floor, [3, 2, 1])
    user = contest.make_user()
    version = judging.enter_paper_sheet(
        actor=DESK, user=user, scoresheet=floor.sheet(), values=paper(floor, [1, 2, 3]), reason="tablet broke"
    )
    assert [row[3] for row in json.loads(version.text)["marks"]] == [1, 2, 3]
    assert floor.sheet().status == "submitted"
    ruling = Ruling.objects.get()
    assert (ruling.kind, ruling.seat, ruling.decided_by, ruling.reason) == (
        "paper",
        floor.seats[0],
        user,
        "tablet broke",
    )
    assert Operation.objects.filter(device="paper", outcome="applied").count() == 3


def test_paper_sheet_when_its_crosses_are_uneven() -> None:
    floor = make_floor(kind="recall", entries=5, wanted=2)
    judging.enter_paper_sheet(
        actor=DESK,
        user=contest.make_user(),
        scoresheet=floor.sheet(),
        values=paper(floor, [1, 1, 1, 0, None]),
        reason="as signed",
    )
    assert sorted(Ruling.objects.values_list("kind", flat=True)) == ["crosses", "paper"]
    payload = json.loads(Ruling.objects.get(kind="crosses").payload_text)
    assert (payload["given"], payload["asked"]) == ({str(floor.parts[0].pk): 3}, [2, 2])


@pytest.mark.parametrize(
    ("values", "sentence"),
    [([1, 1, 3], "place 1 given twice"), ([1, 2, 4], "“4” is not possible"), ([1, 2, None], "no place for 103")],
)
def test_paper_sheet_when_its_places_are_wrong(values: list[int | None], sentence: str) -> None:
    floor = make_floor(entries=3)
    with pytest.raises(RuleRefused, match=sentence):
        judging.enter_paper_sheet(
            actor=DESK,
            user=contest.make_user(),
            scoresheet=floor.sheet(),
            values=paper(floor, values),
            reason="as signed",
        )
    assert not Operation.objects.exists()
    assert not Ruling.objects.exists()


def test_paper_sheet_when_a_cell_is_not_its_own_or_no_reason_is_given() -> None:
    floor, other = make_floor(entries=2), make_floor(entries=2)
    user = contest.make_user()
    with pytest.raises(RuleRefused, match="does not have"):
        judging.enter_paper_sheet(
            actor=DESK, user=user, scoresheet=floor.sheet(), values=paper(other, [1, 2]), reason="x"
        )
    with pytest.raises(RuleRefused, match="Say why"):
        judging.enter_paper_sheet(
            actor=DESK, user=user, scoresheet=floor.sheet(), values=paper(floor, [1, 2]), reason=""
        )


def test_sheets_when_made_twice() -> None:
    floor = make_floor(dances=2, letters="ABC")
    assert Scoresheet.objects.count() == 6
    make_sheets(round=floor.round)
    assert Scoresheet.objects.count() == 6


@pytest.mark.parametrize("submit_by", ["heat", "entry"])
def test_sheets_when_crosses_would_be_handed_in_piecemeal(submit_by: str) -> None:
    floor = make_floor(status="planned", submit_by=submit_by)
    with pytest.raises(RuleRefused, match="by dance or for the whole round"):
        make_sheets(round=floor.round)
