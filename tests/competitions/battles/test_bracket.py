"""A knock-out bracket from the draw to the release, with byes, few entries and a bronze battle."""

import json
from typing import Any

import pytest

from competitions.models import Competition, Round, Scoresheet
from competitions.selectors import mark_forms, rankings
from competitions.services import battles, bouts, instant_release, rounds, tabulation
from dancers.errors import NotAllowed, RuleRefused
from tests.factories import battles as floor
from tests.factories import contest
from tests.factories.contest import Staff, actor_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff() -> Staff:
    return contest.make_festival_with_staff()


def draw_by_numbers(staff: Staff, round_: Round) -> None:
    battles.draw_battles(actor=actor_of(staff.scrutineer), user=staff.scrutineer, round=round_, by="numbers")


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        (5, [("101", None), ("104", "105"), ("102", None), ("103", None)]),
        (6, [("101", None), ("104", "105"), ("102", None), ("103", "106")]),
        (7, [("101", None), ("104", "105"), ("102", "107"), ("103", "106")]),
        (8, [("101", "108"), ("104", "105"), ("102", "107"), ("103", "106")]),
        (2, [("101", None), (None, None), ("102", None), (None, None)]),
        (1, [("101", None), (None, None), (None, None), (None, None)]),
    ],
)
def test_first_stage_when_drawn_by_numbers(
    staff: Staff, entries: int, expected: list[tuple[str | None, str | None]]
) -> None:
    competition = floor.make_battle(staff, "breaking-8", entries)
    first = floor.stage(competition, "Quarter-finals")
    draw_by_numbers(staff, first)
    assert floor.sides(first) == expected


def test_eleven_in_a_bracket_of_sixteen_when_drawn(staff: Staff) -> None:
    competition = floor.make_battle(staff, "breaking-16", 11)
    first = floor.stage(competition, "Round of 16")
    draw_by_numbers(staff, first)
    assert floor.sides(first) == [
        ("101", None),
        ("108", "109"),
        ("104", None),
        ("105", None),
        ("102", None),
        ("107", "110"),
        ("103", None),
        ("106", "111"),
    ]
    counts = [round_.bouts.count() for round_ in competition.rounds.order_by("position")]
    assert counts == [8, 4, 2, 1, 1]


def test_bracket_when_too_many_entries(staff: Staff) -> None:
    competition = floor.make_battle(staff, "breaking-8", 9)
    with pytest.raises(RuleRefused, match="room for 8"):
        floor.open_stage(staff, floor.stage(competition, "Quarter-finals"))


@pytest.mark.parametrize("entries", [1, 2, 3, 5, 6, 7, 8])
def test_bracket_when_run_to_the_end(staff: Staff, entries: int) -> None:
    competition = floor.make_battle(staff, "breaking-8", entries)
    first = floor.stage(competition, "Quarter-finals")
    draw_by_numbers(staff, first)
    floor.run_stage(staff, first)
    floor.run_stage(staff, floor.stage(competition, "Semi-finals"))
    if entries >= 3:
        floor.run_stage(staff, floor.stage(competition, "Battle for third place"))
    final = floor.run_stage(staff, floor.stage(competition, "Final"))
    outcome = rankings.outcome_of(tabulation.latest_result(final))
    labels = floor.numbers_in(final)
    assert {labels[int(key)]: tuple(places) for key, places in outcome["place_ranges"].items()} == {
        str(100 + place): (place, place) for place in range(1, min(entries, 2) + 1)
    }
    ranking = rankings.compile_ranking(competition, rankings.stages_of(competition))
    places = {row["entry"]: (row["place_from"], row["place_to"]) for row in ranking["rows"]}
    by_number = {entry.numbers.get().label: places[entry.pk] for entry in competition.entries.all()}
    expected = {str(100 + place): (place, place) for place in range(1, min(entries, 4) + 1)}
    expected |= {str(100 + place): (5, entries) for place in range(5, entries + 1)}
    assert by_number == expected


def test_random_draw_when_repeated_with_its_seed(staff: Staff) -> None:
    competition = floor.make_battle(staff, "breaking-8", 7)
    first = floor.stage(competition, "Quarter-finals")
    act: dict[str, Any] = {"actor": actor_of(staff.scrutineer), "user": staff.scrutineer, "round": first, "by": "draw"}
    battles.draw_battles(**act, seed="noon")
    noon = floor.sides(first)
    battles.draw_battles(**act)
    first.refresh_from_db()
    kept = json.loads(first.seeding_text)["seed"]
    drawn = floor.sides(first)
    floor.open_stage(staff, first)
    assert floor.sides(first) == drawn
    assert kept != "noon"
    assert sorted(one for pair in noon for one in pair if one) == [str(number) for number in range(101, 108)]
    with pytest.raises(RuleRefused, match="waits to be opened"):
        battles.draw_battles(**act, seed="noon")


def test_throw_downs_when_opened(staff: Staff) -> None:
    competition = floor.make_battle(staff, "breaking-8", 6)
    first = floor.stage(competition, "Quarter-finals")
    first.throw_downs = 3
    first.save(update_fields=["throw_downs"])
    draw_by_numbers(staff, first)
    floor.open_stage(staff, first)
    assert [bout.parts.count() for bout in first.bouts.order_by("position")] == [0, 3, 0, 3]
    assert first.seats.get(letter="A").scoresheets.count() == 6
    assert bouts.throw_downs_of(first) == 3


def test_draw_when_the_wrong_role(staff: Staff) -> None:
    competition = floor.make_battle(staff, "breaking-8", 6)
    other = contest.make_festival_with_staff()
    for user in (staff.viewer, staff.registrar, staff.stranger, other.scrutineer):
        with pytest.raises(NotAllowed):
            battles.draw_battles(
                actor=actor_of(user), user=user, round=floor.stage(competition, "Quarter-finals"), by="draw"
            )


def test_next_stage_when_the_result_changed_since(staff: Staff) -> None:
    competition = floor.make_battle(staff, "breaking-8", 8)
    first = floor.stage(competition, "Quarter-finals")
    draw_by_numbers(staff, first)
    floor.run_stage(staff, first)
    semi = floor.stage(competition, "Semi-finals")
    who: dict[str, Any] = {"actor": actor_of(staff.scrutineer), "user": staff.scrutineer}
    rounds.reopen_round(**who, round=first, reason="Red and blue were swapped on every pad.")
    floor.judge_all(first, {"1": "blue"})
    floor.finish(staff, first)
    floor.open_stage(staff, semi)
    assert floor.sides(semi) == [("108", "104"), ("102", "103")]


def test_release_when_nobody_dances_for_the_third_place(staff: Staff) -> None:
    competition = floor.make_battle(staff, "breaking-8", 2)
    first = floor.stage(competition, "Quarter-finals")
    draw_by_numbers(staff, first)
    floor.run_stage(staff, first)
    floor.run_stage(staff, floor.stage(competition, "Semi-finals"))
    floor.open_stage(staff, floor.stage(competition, "Final"))
    floor.judge_all(floor.stage(competition, "Final"))
    release = instant_release.release_now(
        actor=actor_of(staff.chair), user=staff.chair, competition=Competition.objects.get(pk=competition.pk)
    )
    assert release.results.count() == 3


def test_preselection_when_the_best_sixteen_go_on(staff: Staff) -> None:
    competition = floor.make_battle(staff, "breaking-preselection-16", 18, letters="AB")
    showcase = floor.open_stage(staff, floor.stage(competition, "Preselection"))
    labels = floor.numbers_in(showcase)
    part = showcase.parts.get()
    for place in showcase.round_entries.all():
        total = 19 - (int(labels[place.pk]) - 101)
        for seat, mark in zip(showcase.seats.order_by("letter"), ((total + 1) // 2, total // 2), strict=True):
            scale = mark_forms.form_of(showcase).scales[0]
            floor.put(seat, place, part, scale.criterion, scale.steps(str(mark)) or 0)
    Scoresheet.objects.filter(seat__round=showcase).update(status="submitted", submitted_at=contest.OPENED)
    floor.finish(staff, showcase)
    first = floor.open_stage(staff, floor.stage(competition, "Round of 16"))
    assert floor.sides(first)[0] == ("101", "116")
    assert floor.sides(first)[-1] == ("106", "111")
    assert len(floor.sides(first)) == 8
