"""Two values for one cell are settled by a person, and what looks odd on the sheets is told."""

import pytest
from django.test import Client
from django.urls import reverse

from competitions.models import Mark, Operation, Round
from competitions.selectors import anomalies, conflicts, round_sheets
from competitions.services import judging, settling
from competitions.services.judging import OperationIn
from dancers.errors import NotAllowed, RuleRefused
from events.models import Role
from tests.factories import contest, families
from tests.factories.contest import actor_of
from tests.factories.families import Floor

pytestmark = pytest.mark.django_db


def torn(floor: Floor) -> Operation:
    """A second device that never saw the first one's mark says something else: a conflict."""
    floor.mark("A", 1, "8")
    seat, entry, part = floor.seats["A"], floor.entries[1], floor.round.parts.get()
    sent = OperationIn("second-device", seat.pk, entry.pk, part.pk, 5, criterion="mark")
    appointment = seat.occupancies.get().appointment
    (receipt,) = judging.apply_operations(appointment=appointment, device="other", operations=[sent])
    assert receipt.outcome == "conflict"
    return Operation.objects.get(client_id="second-device")


@pytest.fixture
def floor() -> Floor:
    return families.open_floor("tv_ballroom", entries=2, letters="ABC")


@pytest.mark.parametrize(("keep", "value"), [("held", 8), ("sent", 5)])
def test_one_of_two_values_holds_and_both_attempts_stay(floor: Floor, keep: settling.Kept, value: int) -> None:
    operation, user = torn(floor), floor.staff.scrutineer

    settled = settling.settle_conflict(actor=actor_of(user), user=user, operation=operation, keep=keep)

    assert Mark.objects.get(seat=floor.seats["A"]).value == value
    assert (settled.outcome, settled.device) == ("applied", "desk")
    assert not conflicts.open_conflicts([floor.round.pk]).exists()
    assert Operation.objects.count() == 3


def test_settling_twice_or_by_others_changes_nothing(floor: Floor) -> None:
    operation, user = torn(floor), floor.staff.scrutineer
    announcer = contest.make_staff(floor.competition.festival, Role.ANNOUNCER)
    with pytest.raises(NotAllowed):
        settling.settle_conflict(actor=actor_of(announcer), user=announcer, operation=operation, keep="sent")
    settling.settle_conflict(actor=actor_of(user), user=user, operation=operation, keep="held")

    with pytest.raises(RuleRefused, match="settled already"):
        settling.settle_conflict(actor=actor_of(user), user=user, operation=operation, keep="sent")

    assert Mark.objects.get(seat=floor.seats["A"]).value == 8


def test_sheet_that_is_handed_in_is_reopened_before_the_other_value_holds(floor: Floor) -> None:
    operation, user = torn(floor), floor.staff.scrutineer
    floor.mark("A", 2, "7")
    floor.hand_in("A")

    with pytest.raises(RuleRefused, match="reopen it first"):
        settling.settle_conflict(actor=actor_of(user), user=user, operation=operation, keep="sent")

    settling.settle_conflict(actor=actor_of(user), user=user, operation=operation, keep="held")
    assert not conflicts.open_conflicts([floor.round.pk]).exists()


def test_page_offers_both_values_with_keys(client: Client, floor: Floor) -> None:
    operation = torn(floor)
    client.force_login(floor.staff.scrutineer)
    slug = floor.competition.festival.slug

    page = client.get(reverse("desk:round", args=[slug, floor.round.pk])).content.decode()
    address = reverse("desk:settle_conflict", args=[slug, operation.pk])
    assert page.count(address) == 2
    assert 'data-key="1"' in page
    assert 'data-key="2"' in page
    assert client.get(address).status_code == 405
    done = client.post(address, {"keep": "sent"}, follow=True).content.decode()
    assert "The conflict is settled." in done
    assert "settled already" in client.post(address, {"keep": "held"}, follow=True).content.decode()


def kinds(round_: Round) -> set[tuple[str, str]]:
    return {(one.kind, one.seat) for one in anomalies.anomalies_in(round_sheets.load_sheets(round_))}


def test_ordinary_sheets_raise_nothing() -> None:
    floor = families.open_floor("skating_single", entries=5, letters="ABC")
    for letter, order in {"A": (1, 2, 3, 4, 5), "B": (2, 1, 3, 4, 5), "C": (1, 2, 4, 3, 5)}.items():
        for number, place in enumerate(order, 1):
            floor.mark(letter, number, place)

    assert kinds(floor.round) == set()


def test_same_sheets_and_a_judge_the_other_way_round_are_told() -> None:
    floor = families.open_floor("skating_single", entries=5, letters="ABC")
    for letter, order in {"A": (1, 2, 3, 4, 5), "B": (1, 2, 3, 4, 5), "C": (5, 4, 3, 2, 1)}.items():
        for number, place in enumerate(order, 1):
            floor.mark(letter, number, place)

    assert kinds(floor.round) == {("alike", ""), ("reversed", "C"), ("far", "C")}


def test_mark_far_from_the_others_and_one_that_came_late_are_told() -> None:
    floor = families.open_floor("tv_ballroom", entries=2, letters="ABC")
    for letter, mark in {"A": "9", "B": "9", "C": "2"}.items():
        floor.mark(letter, 1, mark)
        floor.mark(letter, 2, "7")
    floor.hand_in()
    floor.mark("B", 2, "8")

    assert kinds(floor.round) == {("far", "C"), ("late", "B")}


def test_too_many_crosses_are_told_before_the_sheet_is_in() -> None:
    floor = families.open_floor("skating_recall", entries=5, letters="A", kind="recall", wanted=2)
    for number in (1, 2, 3):
        floor.mark("A", number, 1)

    assert kinds(floor.round) == {("too_many", "A")}
