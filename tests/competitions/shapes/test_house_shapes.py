"""Every house shape danced through: rounds made from the format, opened, judged, tabulated, drawn on, ranked."""

import pytest
from django.db.models import F

from competitions.models import Mark
from competitions.services import tabulation
from dancers.errors import RuleRefused
from tests.competitions.shapes.contest_day import Day, change_link, make_day, set_wanted

pytestmark = pytest.mark.django_db
FIRST, SECOND, THIRD = (f"Лауреат {grade} степени" for grade in ("I", "II", "III"))


def places(day: Day) -> dict[str, tuple[int | None, int | None]]:
    return {number: (first, last) for number, first, last in day.ranking()}


def test_strictly_calls_couples_back_and_places_them() -> None:
    day = make_day("strictly", 9)
    set_wanted(day.round(1), 5)
    day.seat(1, letters="ABCDE")
    day.dance(1, [9, 8, 7, 6, 5, 4, 3, 2, 1])
    day.draw(1)
    assert day.standing(2) == ["5", "6", "7", "8", "9"]

    day.dance(2, [5, 6, 7, 8, 9])
    assert day.ranking() == [
        *[(str(number), place, place) for place, number in enumerate((5, 6, 7, 8, 9, 4, 3), 1)],
        ("1", 8, 9),
        ("2", 8, 9),
    ]


def test_konkurs_by_score_gives_titles_and_dense_places() -> None:
    day = make_day("konkurs-threshold", 4, dense_places=True)
    day.seat(1)
    day.dance(1, {1: 5, 2: 5, 3: 4, 4: 1})

    rows = day.rows()
    assert day.ranking() == [("1", 1, 1), ("2", 1, 1), ("3", 2, 2), ("4", 3, 3)]
    assert [row["status"] for row in rows] == ["placed"] * 4
    assert [row["title"] for row in rows] == [FIRST, FIRST, FIRST, SECOND]
    assert rows[0]["total"] == "10.00"


def test_konkurs_by_place_gives_titles_by_place() -> None:
    day = make_day("konkurs-place", 3)
    day.seat(1)
    day.dance(1, [3, 1, 2])

    assert day.ranking() == [("3", 1, 1), ("1", 2, 2), ("2", 3, 3)]
    assert [row["title"] for row in day.rows()] == [FIRST, SECOND, THIRD]


def test_konkurs_of_two_rounds_carries_a_third_of_the_first() -> None:
    day = make_day("konkurs-two-rounds", 6)
    day.seat(1)
    assert day.round(1).parts.get().requirement.startswith("Классикалық")
    first = day.dance(1, [1, 2, 3, 4, 5, 6])
    assert '"advance"' in first.outcome_text
    day.draw(1)
    assert day.standing(2) == ["1", "2", "3"]

    day.dance(2, [3, 2, 1])
    rows = day.rows()
    # First round 10, 9.5, 9: a third of each; second round 9, 9.5, 10.
    assert [(number, row["total"]) for (number, _f, _l), row in zip(day.ranking(), rows, strict=True)][:3] == [
        ("3", "13.00"),
        ("2", "12.67"),
        ("1", "12.33"),
    ]
    assert day.ranking()[3:] == [("4", 4, 4), ("5", 5, 5), ("6", 6, 6)]


def test_a_round_that_carries_is_old_when_the_round_before_is_tabulated_anew() -> None:
    day = make_day("konkurs-two-rounds", 4)
    day.seat(1)
    day.dance(1, [1, 2, 3, 4])
    day.draw(1)
    day.dance(2, [1, 2])
    assert tabulation.is_current(day.round(2))

    Mark.objects.filter(seat__round=day.round(1), round_entry__order=1, criterion="композиция").update(
        value=F("value") - 1
    )
    day.tabulate(1)
    assert not tabulation.is_current(day.round(2))
    assert day.tabulate(2).number == 2


def test_studio_places_everybody_and_gives_medals() -> None:
    day = make_day("studio-medals", 3)
    day.seat(1)
    day.dance(1, {1: 3, 2: 2, 3: 2})

    assert day.ranking() == [("1", 1, 1), ("2", 2, 3), ("3", 2, 3)]
    assert {row["title"] for row in day.rows()} == {"Diamond"}


def test_the_better_half_goes_to_the_final() -> None:
    day = make_day("trim-half-then-final", 5)
    day.seat(1, letters="ABCDE")
    day.dance(1, [5, 4, 3, 2, 1])
    day.draw(1)
    assert day.standing(2) == ["3", "4", "5"]  # half of five, rounded up

    day.dance(2, [3, 4, 5])
    assert day.ranking() == [(str(number), place, place) for place, number in enumerate((3, 4, 5, 2, 1), 1)]
    assert [row["status"] for row in day.rows()] == ["placed"] * 3 + ["out"] * 2


def test_irish_recalls_half_with_those_tied_at_the_line() -> None:
    day = make_day("irish-recall", 5)
    day.seat(1)
    day.dance(1, {1: 9, 2: 8, 3: 7, 4: 7, 5: 1})
    day.draw(1)
    assert day.standing(2) == ["1", "2", "3", "4"]

    day.dance(2, [4, 3, 2, 1])
    assert day.ranking() == [(str(number), place, place) for place, number in enumerate((4, 3, 2, 1, 5), 1)]


def test_highland_adds_the_points_of_four_dances() -> None:
    day = make_day("highland", 3)
    day.seat(1)
    day.dance(1, [2, 1, 3])

    assert day.ranking() == [("2", 1, 1), ("1", 2, 2), ("3", 3, 3)]
    assert day.rows()[0]["total"] == str(137 * 3 * 4)


def test_ido_eliminates_by_crosses_and_ends_by_places() -> None:
    day = make_day("ido-3d", 8)
    set_wanted(day.round(1), 3)
    day.seat(1)
    day.dance(1, [1, 2, 3, 4, 5, 6, 7, 8])
    day.draw(1)
    assert day.standing(2) == ["1", "2", "3"]

    day.dance(2, [3, 2, 1])
    assert day.ranking()[:3] == [("3", 1, 1), ("2", 2, 2), ("1", 3, 3)]
    assert {places(day)[str(number)] for number in (4, 5, 6, 7, 8)} == {(4, 8)}  # nobody crossed them


def test_crews_go_on_by_number_twice() -> None:
    day = make_day("hhi-crews", 5)
    change_link(day.link(1, 2), value_from=4)
    change_link(day.link(2, 3), value_from=2)
    day.seat(1, letters="ABCD")
    day.dance(1, [1, 2, 3, 4, 5])
    day.draw(1)
    day.dance(2, [4, 3, 2, 1])
    day.draw(2)
    assert day.standing(3) == ["3", "4"]

    day.dance(3, [3, 4])
    assert day.ranking() == [(str(number), place, place) for place, number in enumerate((3, 4, 2, 1, 5), 1)]


def test_repechage_gives_the_others_a_second_chance() -> None:
    day = make_day("repechage", 6)
    for position, wanted in ((1, 2), (2, 1), (3, 2)):
        set_wanted(day.round(position), wanted)
    day.seat(1)
    day.dance(1, [1, 2, 3, 4, 5, 6])
    day.draw(1)
    assert (day.standing(3), day.standing(2)) == (["1", "2"], ["3", "4", "5", "6"])

    with pytest.raises(RuleRefused, match="waits for Repechage"):
        day.open(3)
    day.dance(2, [6, 3, 4, 5])
    with pytest.raises(RuleRefused, match="were not drawn into"):
        day.open(3)
    day.draw(2)
    assert day.standing(3) == ["1", "2", "6"]

    day.dance(3, [6, 1, 2])
    day.draw(3)
    day.dance(4, [1, 6])
    assert day.ranking() == [("1", 1, 1), ("6", 2, 2), ("2", 3, 3), *[(str(n), 4, 6) for n in (3, 4, 5)]]


def test_b_final_counts_on_behind_the_a_final_or_apart() -> None:
    day = make_day("a-and-b-final", 5)
    set_wanted(day.round(1), 2)
    day.seat(1)
    day.dance(1, [1, 2, 3, 4, 5])
    day.draw(1)
    day.dance(3, [5, 4, 3])  # the B final is danced first
    day.dance(2, [2, 1])
    assert day.ranking() == [(str(number), place, place) for place, number in enumerate((2, 1, 5, 4, 3), 1)]

    change_link(day.link(1, 3), places_continue=False)
    assert day.ranking() == [("2", 1, 1), ("1", 2, 2), ("5", 1, 1), ("4", 2, 2), ("3", 3, 3)]
    apart = day.rows()[2]
    assert (apart["own_places"], apart["is_awarded"], apart["status"]) == (True, False, "out")
