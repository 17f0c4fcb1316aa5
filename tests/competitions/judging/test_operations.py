"""Operations on cells: applied, in conflict, late or refused, one by one, and the same again with the same receipt."""

import json

import pytest
from django.utils import timezone

from competitions.models import JudgeAppointment, Mark, Operation, Round, RoundEntry, Ruling, Scoresheet
from competitions.services import judging
from competitions.services.receipts import Receipt
from competitions.services.sheets import make_sheets
from dancers.errors import RuleRefused
from tests.competitions.judging.floor import Floor, make_floor
from tests.factories import contest

pytestmark = pytest.mark.django_db


def send(floor: Floor, *operations: judging.OperationIn, seat: int = 0) -> list[Receipt]:
    return judging.apply_operations(appointment=floor.judges[seat], device="tablet-1", operations=operations)


def value_of(floor: Floor, entry: int, part: int = 0, seat: int = 0) -> int | None:
    return Mark.objects.get(seat=floor.seats[seat], round_entry=floor.entries[entry], part=floor.parts[part]).value


def test_operation_when_it_is_the_first_of_its_cell() -> None:
    floor = make_floor()
    (receipt,) = send(floor, floor.operation(0, 3, client_id="a"))
    assert (receipt.outcome, receipt.value, receipt.last, receipt.message) == ("applied", 3, "a", "")
    assert value_of(floor, 0) == 3
    row = Operation.objects.get()
    assert (row.device, row.base, row.seat) == ("tablet-1", None, floor.seats[0])


def test_operation_when_it_builds_on_the_last() -> None:
    floor = make_floor()
    send(floor, floor.operation(0, 3, client_id="a"))
    (receipt,) = send(floor, floor.operation(0, 2, client_id="b", base="a"))
    assert receipt.outcome == "applied"
    assert value_of(floor, 0) == 2
    assert Operation.objects.get(client_id="b").base == Operation.objects.get(client_id="a")


def test_operations_when_they_build_on_each_other_in_one_batch() -> None:
    floor = make_floor()
    receipts = send(
        floor,
        floor.operation(0, 3, client_id="a"),
        floor.operation(0, 2, client_id="b", base="a"),
        floor.operation(0, None, client_id="c", base="b"),
    )
    assert [receipt.outcome for receipt in receipts] == ["applied"] * 3
    assert value_of(floor, 0) is None
    assert json.loads(Operation.objects.get(client_id="c").outcome_detail) == {"base": "b"}
    assert Mark.objects.count() == 1


def test_operation_when_the_same_comes_again() -> None:
    floor = make_floor()
    (first,) = send(floor, floor.operation(0, 3, client_id="a"))
    send(floor, floor.operation(0, 1, client_id="b", base="a"))
    (again,) = send(floor, floor.operation(0, 3, client_id="a"))
    assert again == first
    assert value_of(floor, 0) == 1
    assert Operation.objects.count() == 2


def test_operation_when_the_same_stands_twice_in_one_batch() -> None:
    floor = make_floor()
    one, two = send(floor, floor.operation(0, 3, client_id="a"), floor.operation(0, 3, client_id="a"))
    assert one == two
    assert Operation.objects.count() == 1


def test_operation_when_its_id_has_another_body() -> None:
    floor = make_floor()
    (first,) = send(floor, floor.operation(0, 3, client_id="a"))
    (other,) = send(floor, floor.operation(0, 4, client_id="a"))
    assert (other.outcome, other.code, other.original) == ("refused", "other_body", first)
    assert value_of(floor, 0) == 3


def test_operation_when_another_judge_used_its_id() -> None:
    floor = make_floor()
    send(floor, floor.operation(0, 3, client_id="a"))
    (other,) = send(floor, floor.operation(0, 4, client_id="a", seat=1), seat=1)
    assert (other.outcome, other.original, other.value, other.sent) == ("refused", None, None, None)


def test_operation_when_the_cell_was_changed_meanwhile() -> None:
    floor = make_floor()
    send(floor, floor.operation(0, 3, client_id="a"))
    send(floor, floor.operation(0, 2, client_id="b", base="a"))
    (receipt,) = send(floor, floor.operation(0, 5, client_id="c", base="a"))
    assert (receipt.outcome, receipt.sent, receipt.value, receipt.last) == ("conflict", 5, 2, "b")
    assert receipt.message == "No. 101, Samba: this device says 5, but 2 was received from another device."
    assert value_of(floor, 0) == 2
    (settled,) = send(floor, floor.operation(0, 5, client_id="d", base="b"))
    assert settled.outcome == "applied"
    assert value_of(floor, 0) == 5


def test_operation_when_both_devices_say_the_same() -> None:
    floor = make_floor()
    send(floor, floor.operation(0, 3, client_id="a"))
    (receipt,) = send(floor, floor.operation(0, 3, client_id="b"))
    assert (receipt.outcome, receipt.last) == ("applied", "b")


def test_operations_when_two_devices_touch_different_cells() -> None:
    floor = make_floor()
    send(floor, floor.operation(0, 1), floor.operation(1, 2))
    receipts = send(floor, floor.operation(2, 3), floor.operation(1, 5, base=None))
    assert [receipt.outcome for receipt in receipts] == ["applied", "conflict"]
    assert [value_of(floor, entry) for entry in range(3)] == [1, 2, 3]


def test_operation_when_it_builds_on_a_conflict() -> None:
    floor = make_floor()
    send(floor, floor.operation(0, 2, client_id="theirs"))
    receipts = send(
        floor, floor.operation(0, 3, client_id="mine"), floor.operation(0, 4, client_id="next", base="mine")
    )
    assert [receipt.outcome for receipt in receipts] == ["conflict", "conflict"]


def test_operation_when_it_builds_on_a_refused_one() -> None:
    floor = make_floor()
    send(floor, floor.operation(0, 2, client_id="a"))
    receipts = send(
        floor,
        floor.operation(0, 7, client_id="wrong", base="a"),
        floor.operation(0, 6, client_id="right", base="wrong"),
    )
    assert [receipt.outcome for receipt in receipts] == ["refused", "applied"]
    assert value_of(floor, 0) == 6


@pytest.mark.parametrize("value", [0, 7, 99, -3, 1.5, "", "3", True, [], {}, 10**30])
def test_operation_when_no_place_can_be_that(value: object) -> None:
    floor = make_floor(entries=6)
    refused, fine = send(floor, floor.operation(0, value), floor.operation(1, 2))
    assert (refused.outcome, refused.code) == ("refused", "place")
    assert refused.message.startswith("No. 101, Samba: a place is a whole number from 1 to 6; “")
    assert fine.outcome == "applied"
    assert not Mark.objects.filter(round_entry=floor.entries[0]).exists()


@pytest.mark.parametrize("value", [2, -1, 1.0, "1", True, "x"])
def test_operation_when_no_cross_can_be_that(value: object) -> None:
    floor = make_floor(kind="recall")
    (refused,) = send(floor, floor.operation(0, value))
    assert (refused.outcome, refused.code) == ("refused", "cross")
    assert not Mark.objects.exists()


@pytest.mark.parametrize("value", [1, 0, None])
def test_operation_when_a_cross_can_be_that(value: int | None) -> None:
    floor = make_floor(kind="recall")
    (receipt,) = send(floor, floor.operation(0, value))
    assert (receipt.outcome, value_of(floor, 0)) == ("applied", value)


def test_operations_when_a_draft_passes_through_a_double() -> None:
    floor = make_floor()
    receipts = send(floor, floor.operation(0, 1), floor.operation(1, 1))
    assert [receipt.outcome for receipt in receipts] == ["applied", "applied"]


def test_operation_when_the_seat_is_another_judges() -> None:
    floor = make_floor()
    (receipt,) = send(floor, floor.operation(0, 1, seat=1), seat=0)
    assert (receipt.outcome, receipt.code) == ("refused", "seat")
    assert not Operation.objects.exists()


def test_operation_when_the_entry_is_of_another_round() -> None:
    floor, other = make_floor(), make_floor()
    stray = judging.OperationIn(
        client_id="x", seat=floor.seats[0].pk, entry=other.entries[0].pk, part=floor.parts[0].pk, value=1
    )
    (receipt,) = send(floor, stray)
    assert (receipt.outcome, receipt.code) == ("refused", "entry")


@pytest.mark.parametrize("submit_by", ["part", "round"])
def test_operation_when_the_dance_is_of_another_round(submit_by: str) -> None:
    floor, other = make_floor(submit_by=submit_by), make_floor()
    stray = judging.OperationIn(
        client_id="x", seat=floor.seats[0].pk, entry=floor.entries[0].pk, part=other.parts[0].pk, value=1
    )
    (receipt,) = send(floor, stray)
    assert (receipt.outcome, receipt.code) == ("refused", "part")


@pytest.mark.parametrize("submit_by", ["part", "round"])
def test_operation_when_the_seat_does_not_judge_the_dance(submit_by: str) -> None:
    floor = make_floor(status="planned", submit_by=submit_by)
    floor.seats[0].parts.set([floor.parts[1]])
    Round.objects.filter(pk=floor.round.pk).update(
        status="open", opened_at=timezone.now(), ruleset_text=contest.frozen_ruleset("skating:multi")
    )
    floor.round.refresh_from_db()
    make_sheets(round=floor.round)
    receipts = send(floor, floor.operation(0, 1, part=0), floor.operation(0, 1, part=1))
    assert [(receipt.outcome, receipt.code) for receipt in receipts] == [("refused", "part"), ("applied", "")]


@pytest.mark.parametrize("client_id", ["", "x" * 65, "ä", 'a"b', "a b"])
def test_operation_when_its_id_is_none(client_id: str) -> None:
    floor = make_floor()
    operation = judging.OperationIn(
        client_id=client_id, seat=floor.seats[0].pk, entry=floor.entries[0].pk, part=floor.parts[0].pk, value=1
    )
    (receipt,) = send(floor, operation)
    assert (receipt.outcome, receipt.code) == ("refused", "id")


def test_operation_when_a_key_is_no_number() -> None:
    floor = make_floor()
    (receipt,) = send(floor, judging.OperationIn(client_id="x", seat=None, entry=None, part=None, value=1))
    assert (receipt.outcome, receipt.code) == ("refused", "seat")


def test_operation_when_it_names_a_criterion() -> None:
    floor = make_floor()
    operation = judging.OperationIn(
        client_id="x",
        seat=floor.seats[0].pk,
        entry=floor.entries[0].pk,
        part=floor.parts[0].pk,
        value=1,
        criterion="technique",
    )
    (receipt,) = send(floor, operation)
    assert (receipt.outcome, receipt.code) == ("refused", "criterion")


def test_operation_when_the_round_is_not_open_yet() -> None:
    floor = make_floor(status="planned")
    (receipt,) = send(floor, floor.operation(0, 1))
    assert (receipt.outcome, receipt.code) == ("refused", "not_open")
    assert not Operation.objects.exists()


def test_operation_when_the_sheet_is_handed_in() -> None:
    floor = make_floor()
    Scoresheet.objects.filter(pk=floor.sheet().pk).update(status="submitted", submitted_at=timezone.now())
    receipts = send(floor, floor.operation(0, 1), floor.operation(0, 1, part=1))
    assert [(receipt.outcome, receipt.code) for receipt in receipts] == [("late", "submitted"), ("applied", "")]
    assert not Mark.objects.filter(part=floor.parts[0]).exists()
    assert Operation.objects.filter(outcome="late", value=1).count() == 1


def test_operation_when_the_round_is_closed() -> None:
    floor = make_floor(status="closed")
    (receipt,) = send(floor, floor.operation(0, 1))
    assert (receipt.outcome, receipt.code) == ("late", "closed")
    assert receipt.message == "No. 101, Samba: the round is closed; the mark is kept for the scrutineer as late."
    Scoresheet.objects.filter(pk=floor.sheet().pk).update(status="reopened")
    (after,) = send(floor, floor.operation(0, 1))
    assert after.outcome == "applied"


def test_operation_when_the_judge_was_replaced_meanwhile() -> None:
    floor = make_floor()
    floor.seats[0].occupancies.update(valid_to=timezone.now())
    (receipt,) = send(floor, floor.operation(0, 1))
    assert (receipt.outcome, receipt.code) == ("late", "moved")


def test_operation_when_the_entry_has_withdrawn() -> None:
    floor = make_floor()
    RoundEntry.objects.filter(pk=floor.entries[0].pk).update(status="withdrawn")
    gone, rest = send(floor, floor.operation(0, 6), floor.operation(1, 1))
    assert (gone.outcome, gone.code) == ("applied", "withdrawn")
    assert gone.message == "No. 101, Samba: the entry does not dance any more; the mark is kept and not counted."
    assert (rest.outcome, rest.code) == ("applied", "")
    assert value_of(floor, 0) == 6


def test_operation_when_a_ruling_says_abstained() -> None:
    floor = make_floor()
    ruling = Ruling.objects.create(
        competition=floor.round.competition,
        round=floor.round,
        kind="abstention",
        seat=floor.seats[0],
        reason="own pupil",
        decided_by=contest.make_user(),
        decided_at=timezone.now(),
    )
    Mark.objects.create(seat=floor.seats[0], round_entry=floor.entries[0], part=floor.parts[0], abstained_by=ruling)
    (receipt,) = send(floor, floor.operation(0, 1))
    assert (receipt.outcome, receipt.code) == ("refused", "abstained")


def test_operations_when_there_are_too_many() -> None:
    floor = make_floor()
    with pytest.raises(RuleRefused, match="at most 200"):
        send(floor, *[floor.operation(0, 1) for _ in range(201)])


def test_marks_when_rebuilt_from_the_operations() -> None:
    floor = make_floor()
    send(floor, floor.operation(0, 3, client_id="a"), floor.operation(1, 1))
    send(floor, floor.operation(0, 2, base="a"), floor.operation(0, 9), floor.operation(1, 4))
    rebuilt: dict[tuple[int, int], int | None] = {}
    for row in Operation.objects.filter(outcome="applied").order_by("pk"):
        rebuilt[row.round_entry_id, row.part_id] = row.value
    assert rebuilt == {(mark.round_entry_id, mark.part_id): mark.value for mark in Mark.objects.all()}


@pytest.mark.parametrize("size", [1, 50])
@pytest.mark.parametrize("submit_by", ["part", "round"])
def test_batch_queries_whatever_its_size(size: int, submit_by: str, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]  # a fixture of pytest-django
    floor = make_floor(entries=25, submit_by=submit_by)
    appointment = JudgeAppointment.objects.get(pk=floor.judges[0].pk)
    operations = [floor.operation(index % 25, 1 + index % 25, part=index % 2) for index in range(size)]
    with django_assert_max_num_queries(10):
        judging.apply_operations(appointment=appointment, device="tablet", operations=operations)
    again = [floor.operation(index % 25, 2 + index % 23, part=index % 2) for index in range(size)]
    with django_assert_max_num_queries(12):
        receipts = judging.apply_operations(appointment=appointment, device="tablet", operations=again)
    assert "conflict" in {receipt.outcome for receipt in receipts}
