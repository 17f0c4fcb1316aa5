"""Odd but legal rounds: rulings that meet one another, seats that give nothing, sheets that would be passed over."""

import json
from collections.abc import Collection

import pytest

from competitions.models import Mark, Operation, Ruling, Scoresheet
from competitions.selectors import conflicts, judge_scales, mark_forms
from competitions.services import effects, handing_in, judging, jury, rulings, tabulation, withdrawals
from competitions.services.jury import Decider
from dancers.errors import RuleRefused
from tests.factories import families
from tests.factories.contest import actor_of
from tests.factories.families import Floor

pytestmark = pytest.mark.django_db

ONE_MARK = {"criteria": [{"id": "mark", "min": 1, "max": 10, "step": "0.5"}]}
FINAL, SKATING = "wsdc_final", "skating_single"
CHIEF = {"X": {"counts": False, "casts": True}}
DEDUCTS = {"D": {"deducts": True}}


def konkurs(entries: int = 3, letters: str = "ABC", skip: Collection[tuple[str, int]] = (), **fields: object) -> Floor:
    """A round of one criterion; everybody but `skip` is marked, number 1 best."""
    floor = families.open_floor("konkurs_threshold", entries=entries, letters=letters, params=ONE_MARK, **fields)  # type: ignore[arg-type]  # fields of the round
    for letter in letters:
        for number in floor.entries:
            if (letter, number) not in skip:
                floor.mark(letter, number, str(10 - number))
    return floor


def decider(floor: Floor) -> Decider:
    return Decider(actor_of(floor.staff.chair), floor.staff.chair, "The jury agreed.")


def withdraw(floor: Floor, number: int) -> None:
    chair = floor.staff.chair
    withdrawals.withdraw(
        actor=actor_of(chair), user=chair, round_entry=floor.entries[number], kind="withdrawal", reason="Hurt."
    )


def placed(floor: Floor, letters: str, marks: dict[int, int]) -> None:
    for letter in letters:
        for number, mark in marks.items():
            floor.mark(letter, number, mark)


def test_judge_who_stands_aside_for_one_entry_leaves_its_mean() -> None:
    floor = konkurs(skip=[("B", 1)])
    jury.abstain(decider=decider(floor), seat=floor.seats["B"], round_entry=floor.entries[1], kind=Ruling.Kind.RECUSAL)
    floor.hand_in()

    outcome = json.loads(floor.tabulate().outcome_text)

    assert outcome["scores"][str(floor.entries[1].pk)] == "9.00"


def test_rulings_about_an_entry_that_left_do_not_hold_the_round_up() -> None:
    floor = konkurs(skip=[("B", 1)])
    jury.abstain(decider=decider(floor), seat=floor.seats["B"], round_entry=floor.entries[1])
    jury.rule_title(
        decider=decider(floor), round=floor.round, action="added", entries=[floor.entries[1]], title="Лауреат"
    )
    withdraw(floor, 1)
    floor.hand_in()

    sheets = json.loads(floor.tabulate().sheets_text)

    assert sheets["rulings"] == []
    assert [row["status"] for row in sheets["left_out"]] == ["withdrawn"]


def test_re_dance_of_an_entry_that_left_does_not_hold_the_final_up() -> None:
    floor = families.open_floor(SKATING, entries=3, letters="AB")
    placed(floor, "A", {1: 1, 2: 2, 3: 3})
    placed(floor, "B", {1: 2, 2: 1, 3: 3})
    floor.hand_in()
    order = [floor.entries[2], floor.entries[1]]
    jury.order_tied(decider=decider(floor), round=floor.round, kind=Ruling.Kind.REDANCE, order=order)

    withdraw(floor, 2)

    assert json.loads(floor.tabulate().sheets_text)["rulings"] == []


def test_conflict_in_an_abstained_cell_waits_for_nobody_and_returns_with_the_mark() -> None:
    floor = konkurs(1, "A")
    assert floor.send("A", 1, "mark", 10).outcome == Operation.Outcome.CONFLICT
    ruling = jury.abstain(decider=decider(floor), seat=floor.seats["A"], round_entry=floor.entries[1])
    assert not conflicts.open_conflicts([floor.round.pk]).exists()

    jury.take_back(decider=decider(floor), ruling=ruling)

    assert conflicts.open_conflicts([floor.round.pk]).count() == 1


def test_abstention_that_still_stands_is_shown_when_another_is_taken_back() -> None:
    floor = konkurs(1, "AB")
    about = {"decider": decider(floor), "seat": floor.seats["A"], "round_entry": floor.entries[1]}
    first = jury.abstain(**about)  # type: ignore[arg-type]  # the same three each time
    second = jury.abstain(**about, criterion="mark")  # type: ignore[arg-type]  # the same three each time

    jury.take_back(decider=decider(floor), ruling=second)
    mark = Mark.objects.get(seat=floor.seats["A"])
    assert (mark.value, mark.abstained_by) == (None, first)

    jury.take_back(decider=decider(floor), ruling=first)
    assert Mark.objects.get(seat=floor.seats["A"]).value == 18


def test_paper_is_kept_without_the_cells_that_a_ruling_excuses() -> None:
    floor = konkurs(2, "A")
    jury.abstain(decider=decider(floor), seat=floor.seats["A"], round_entry=floor.entries[1])
    chair, part = floor.staff.chair, floor.round.parts.get()
    values = {(floor.entries[number].pk, part.pk, "mark"): 12 for number in (1, 2)}

    version = handing_in.enter_paper_sheet(
        actor=actor_of(chair), user=chair, scoresheet=Scoresheet.objects.get(), values=values, reason="Dead battery."
    )

    assert json.loads(version.text)["marks"] == [[floor.entries[2].pk, part.pk, "mark", 12]]


@pytest.mark.parametrize("seats", [{}, DEDUCTS])
def test_last_judge_neither_stands_aside_nor_is_lost(seats: dict[str, dict[str, bool]]) -> None:
    floor = konkurs(1, "AB", seats=seats)
    chair = floor.staff.chair
    jury.abstain(decider=decider(floor), seat=floor.seats["A"], kind=Ruling.Kind.RECUSAL)

    with pytest.raises(RuleRefused, match="last one left"):
        jury.abstain(decider=decider(floor), seat=floor.seats["B"], kind=Ruling.Kind.RECUSAL)
    with pytest.raises(RuleRefused, match="last one left"):
        rulings.lose_judge(actor=actor_of(chair), user=chair, seat=floor.seats["B"], reason="Ill.")


def test_deductions_of_a_seat_that_was_lost_are_not_taken_off() -> None:
    floor = konkurs(1, "A", seats=DEDUCTS)
    floor.mark("D", 1, "0.5")
    floor.hand_in()
    chair = floor.staff.chair
    rulings.lose_judge(actor=actor_of(chair), user=chair, seat=floor.seats["D"], reason="Ill.")

    assert json.loads(floor.tabulate().outcome_text)["scores"] == {str(floor.entries[1].pk): "9.00"}


def test_dances_of_one_label_keep_a_sheet_each() -> None:
    floor = families.open_floor("irish", entries=2, letters="A", dances=2)
    floor.round.parts.update(short_label="R")
    for part, marks in enumerate(({1: "60", 2: "50"}, {1: "70", 2: "80"})):
        for number, mark in marks.items():
            floor.mark("A", number, mark, part=part)

    assert len(tabulation.build_document(floor.round)["input"]["sheets"]) == 2


def test_round_whose_marks_would_be_passed_over_is_not_opened() -> None:
    with pytest.raises(RuleRefused, match="it has several"):
        families.open_floor("ido_3d_final", dances=2)
    with pytest.raises(RuleRefused, match="takes deductions"):
        families.open_floor(SKATING, seats=DEDUCTS)
    with pytest.raises(RuleRefused, match="too long"):
        families.open_floor("konkurs_threshold", params={"criteria": [{"id": "i" * 31, "min": 1, "max": 10}]})


def test_chief_judge_who_stands_aside_is_not_waited_for() -> None:
    floor = families.open_floor(FINAL, seats=CHIEF)
    placed(floor, "ABC", {1: 1, 2: 2, 3: 3})
    floor.hand_in("ABC")
    jury.abstain(decider=decider(floor), seat=floor.seats["X"], kind=Ruling.Kind.RECUSAL)

    assert "chief" not in json.loads(floor.tabulate().sheets_text)["input"]


def test_chief_judge_who_placed_anew_after_a_withdrawal_has_no_place_twice() -> None:
    floor = families.open_floor(FINAL, seats=CHIEF)
    placed(floor, "ABCX", {1: 1, 2: 2, 3: 3})
    floor.hand_in()
    withdraw(floor, 1)
    for seat in floor.seats.values():
        sheet, chair = Scoresheet.objects.get(seat=seat), floor.staff.chair
        handing_in.reopen_sheet(actor=actor_of(chair), user=chair, scoresheet=sheet, reason="One has left.")
        placed(floor, seat.letter, {2: 1, 3: 2})
        judging.submit_sheet(appointment=seat.occupancies.get().appointment, scoresheet=sheet, device="pad")

    chief = json.loads(floor.tabulate().sheets_text)["input"]["chief"]

    assert chief == {str(floor.entries[2].pk): 1, str(floor.entries[3].pk): 2}


def test_sheet_of_an_entry_that_left_is_not_waited_for() -> None:
    floor = konkurs(2, "AB", submit_by="entry")
    withdraw(floor, 2)
    floor.hand_in(only=[f"entry:{floor.entries[1].pk}"])

    assert floor.tabulate().number == 1


@pytest.mark.parametrize("weight", ["0", 0])
def test_criterion_without_weight_adds_nothing_to_the_own_total(weight: str | int) -> None:
    rows = [{"id": "x", "min": 1, "max": 10, "weight": weight}, {"id": "y", "min": 1, "max": 10, "weight": 1}]
    floor = families.open_floor("konkurs_threshold", letters="A", params={"criteria": rows})

    shown = judge_scales.shown_scales(floor.round, mark_forms.form_of(floor.round))

    assert shown.total_text([9, 4]) == "4"


def test_effects_stand_in_the_order_of_their_places() -> None:
    floor = families.open_floor("konkurs_threshold", entries=12, letters="A", params=ONE_MARK)
    for number in floor.entries:
        floor.mark("A", number, str(4 + number / 2))
    floor.hand_in()

    effect = effects.effect_of(
        floor.round, lambda: jury.penalise(decider=decider(floor), round_entry=floor.entries[12], points="9")
    )

    assert [int(change.after.partition(" ")[0]) for change in effect.changes] == list(range(1, 13))
