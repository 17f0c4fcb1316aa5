"""Marks of every scoring family on their way: operations, the sheet's own rules, the document, the stored outcome."""

import json

import pytest

from competitions.models import Mark, Scoresheet
from competitions.scoring import check_file
from competitions.services import withdrawals
from dancers.errors import RuleRefused
from tests.factories import families
from tests.factories.contest import actor_of

pytestmark = pytest.mark.django_db


def verified(text: str, outcome: str) -> bool:
    document = json.loads(text)
    return check_file.verify({**document, "outcome": json.loads(outcome)}).same


def test_points_with_trimmed_criteria_from_taps_to_the_stored_result() -> None:
    floor = families.open_floor("trim_per_criterion", entries=2, letters="ABCDE")
    criteria = [scale["id"] for scale in json.loads(floor.round.ruleset_text)["params"]["criteria"]]
    # RULES: of the best and the worst of five judges in each criterion neither counts.
    for letter, (first, second) in zip(
        "ABCDE", (("9", "8"), ("8", "8"), ("10", "8"), ("1", "8"), ("8", "9")), strict=True
    ):
        floor.mark(letter, 1, dict.fromkeys(criteria, first))
        floor.mark(letter, 2, dict.fromkeys(criteria, second))
    floor.hand_in()

    result = floor.tabulate()

    outcome = json.loads(result.outcome_text)
    scores = {floor.number_of(key): score for key, score in outcome["scores"].items()}
    assert {key: str(score) for key, score in scores.items()} == {1: "125", 2: "120"}
    assert result.engine == "points:trim_per_criterion"
    assert verified(result.sheets_text, result.outcome_text)


def test_points_sheet_with_a_missing_criterion_is_refused_by_name() -> None:
    floor = families.open_floor("hhi_crew", entries=2, letters="A")
    floor.mark("A", 1, {"performance": "4.5", "skill": "4"})
    floor.mark("A", 2, {"performance": "4.5"})

    with pytest.raises(RuleRefused, match=r"No\. 2: skill missing"):
        floor.hand_in()

    assert Scoresheet.objects.get().status == "draft"
    assert Mark.objects.count() == 3


def test_mark_of_zero_is_a_mark() -> None:
    floor = families.open_floor("world_of_dance", entries=1, letters="A")
    criteria = [scale["id"] for scale in json.loads(floor.round.ruleset_text)["params"]["criteria"]]
    floor.mark("A", 1, dict.fromkeys(criteria, "0"))
    floor.hand_in()

    result = floor.tabulate()

    assert [str(score) for score in json.loads(result.outcome_text)["scores"].values()] == ["0.0"]
    assert json.loads(Scoresheet.objects.get().versions.get().text)["marks"][0][3] == 0


@pytest.mark.parametrize(
    ("criterion", "value", "code"),
    [
        ("performance", 10_000, "scale"),
        ("performance", -1, "scale"),
        ("performance", True, "scale"),
        ("performance", "4.5", "scale"),
        ("grace", 4, "criterion"),
        ("", 4, "criterion"),
    ],
)
def test_impossible_marks_of_a_criterion_are_refused_and_hold_nothing_up(
    criterion: str, value: object, code: str
) -> None:
    floor = families.open_floor("hhi_crew", entries=1, letters="A")
    good = floor.mark("A", 1, {"skill": "4"})
    receipt = floor.send("A", 1, criterion, value)

    assert (good[0].outcome, receipt.outcome, receipt.code) == ("applied", "refused", code)
    assert [mark.criterion for mark in Mark.objects.all()] == ["skill"]


def test_routines_are_handed_in_one_by_one() -> None:
    floor = families.open_floor("studio_silhouette", entries=2, letters="AB", submit_by="entry")
    for letter in "AB":
        floor.mark(letter, 1, "92")
    floor.hand_in(only=[f"entry:{floor.entries[1].pk}"])

    late = floor.mark("A", 1, "50")
    early = floor.mark("A", 2, "80")

    assert (late[0].outcome, early[0].outcome) == ("late", "applied")
    with pytest.raises(RuleRefused, match=r"judge A, No\. 2"):
        floor.tabulate()
    floor.mark("B", 2, "80")
    floor.hand_in()
    outcome = json.loads(floor.tabulate().outcome_text)
    titles = {floor.number_of(key): tier for key, tier in outcome["tiers"].items()}
    assert titles == {1: "High Gold", 2: "Silver"}


def test_deductions_of_the_chair_are_taken_off_and_may_be_empty() -> None:
    floor = families.open_floor("hhi_crew", entries=2, letters="ABC", seats={"Z": {"deducts": True, "counts": False}})
    for letter in "ABC":
        floor.mark(letter, 1, {"performance": "4.5", "skill": "4"})
        floor.mark(letter, 2, {"performance": "4.5", "skill": "4"})
    (receipt,) = floor.mark("Z", 2, {"deduction": "0.05"})
    floor.hand_in()

    outcome = json.loads(floor.tabulate().outcome_text)

    assert receipt.outcome == "applied"
    scores = {floor.number_of(key): str(score) for key, score in outcome["scores"].items()}
    assert scores == {1: "8.50", 2: "8.45"}


def test_split_duties_ask_each_seat_for_its_own_criteria() -> None:
    floor = families.open_floor(
        "hhi_crew", entries=1, letters="", seats={"P": {"criteria": "performance"}, "S": {"criteria": "skill"}}
    )
    foreign = floor.send("P", 1, "skill", 4)
    floor.mark("P", 1, {"performance": "4"})
    floor.mark("S", 1, {"skill": "3.5"})
    floor.hand_in()

    outcome = json.loads(floor.tabulate().outcome_text)

    assert foreign.code == "criterion"
    assert [str(score) for score in outcome["scores"].values()] == ["7.50"]


def test_callbacks_count_yes_and_one_of_each_alternate() -> None:
    floor = families.open_floor("wsdc_callback", entries=5, letters="ABC", kind="recall", wanted=2)
    # 1 yes, 2 first alternate, 3 second alternate; every judge alike.
    for letter in "ABC":
        for number, value in {1: 1, 2: 1, 3: 2, 4: 3}.items():
            floor.mark(letter, number, value)
    floor.hand_in()

    outcome = json.loads(floor.tabulate().outcome_text)

    assert sorted(floor.number_of(key) for key in outcome["recalled"]) == [1, 2]
    assert [floor.number_of(key) for key in outcome["alternates"]] == [3, 4]


def test_callbacks_with_an_alternate_twice_are_refused() -> None:
    floor = families.open_floor("wsdc_callback", entries=5, letters="A", kind="recall", wanted=2)
    for number, value in {1: 1, 2: 1, 3: 2, 4: 2}.items():
        floor.mark("A", number, value)

    with pytest.raises(RuleRefused, match="alternate A1, A2 must stand exactly once"):
        floor.hand_in()


def test_chief_judge_separates_couples_that_are_level() -> None:
    chief = {"Z": {"counts": False, "casts": True}}
    floor = families.open_floor("wsdc_final", entries=2, letters="AB", seats=chief)
    for letter, first in {"A": 1, "B": 2, "Z": 2}.items():
        floor.mark(letter, 1, first)
        floor.mark(letter, 2, 3 - first)
    floor.hand_in()

    outcome = json.loads(floor.tabulate().outcome_text)

    places = {floor.number_of(key): place for key, place in outcome["places"].items()}
    assert places == {2: 1, 1: 2}


def test_raw_marks_become_places_on_each_judge_and_dance() -> None:
    floor = families.open_floor("highland", entries=3, letters="AB", dances=2)
    for letter in "AB":
        for part in (0, 1):
            for number, mark in {1: "90", 2: "85", 3: "80"}.items():
                floor.mark(letter, number, mark, part=part)
    floor.hand_in()

    outcome = json.loads(floor.tabulate().outcome_text)

    points = {floor.number_of(key): str(total) for key, total in outcome["points"].items()}
    assert points == {1: str(4 * 137), 2: str(4 * 91), 3: str(4 * 71)}


def test_ido_final_refuses_equal_totals_until_the_judge_chooses() -> None:
    floor = families.open_floor("ido_3d_final", entries=2, letters="A", submit_by="round")
    dimensions = [row["id"] for row in json.loads(floor.round.ruleset_text)["params"]["dimensions"]]
    for number in (1, 2):
        floor.mark("A", number, dict.fromkeys(dimensions, "7"))

    with pytest.raises(RuleRefused, match="equal totals for 1, 2: choose between them"):
        floor.hand_in()

    floor.mark("A", 2, {dimensions[0]: "8"})
    floor.hand_in()
    outcome = json.loads(floor.tabulate().outcome_text)
    assert {floor.number_of(key): covered for key, covered in outcome["places"].items()} == {2: [1, 1], 1: [2, 2]}


def test_disqualified_entry_with_every_mark_is_listed_without_a_place() -> None:
    floor = families.open_floor("tv_ballroom", entries=3, letters="AB")
    for letter in "AB":
        for number, mark in {1: "10", 2: "9", 3: "8"}.items():
            floor.mark(letter, number, mark)
    floor.hand_in()
    user = floor.staff.chair
    withdrawals.withdraw(
        actor=actor_of(user),
        user=user,
        round_entry=floor.entries[1],
        kind="disqualification",
        reason="Forbidden lift",
    )

    outcome = json.loads(floor.tabulate().outcome_text)

    ranks = {floor.number_of(key): rank for key, rank in outcome["ranks"].items()}
    assert ranks == {2: 1, 3: 2}
    assert [floor.number_of(key) for key in outcome["disqualified"]] == [1]
