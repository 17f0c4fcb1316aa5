"""Rules 9 to 11 on the worked examples of the project's rule summary (its section 4, numbers of its own)."""

from __future__ import annotations

import pytest

from competitions.scoring.registry import tabulate
from competitions.scoring.types import Document

from .sheets import from_places, several_dances

FROM_PLACES = {
    "9a": ("P 111 Q 242 R 324 S 433", "PQRS", "R9 R9 R9 R9"),
    "9b": ("P 422 Q 113 R 231 S 344", "QRPS", "R9 R9 R9 R9"),
    "10a count": ("P 111 Q 422 R 233 S 344", "PQRS", "R9 R10 R10 R9"),
    "10b count of a later place": ("R 131 Q 223 S 342 P 414", "RQSP", "R9 R9 R10 R10"),
    "10c sum": ("P 1214 Q 2431 R 3322 S 4143", "PQRS", "R9 R10 R10 R9"),
    "10d three": ("P 1141 Q 2333 S 3422 R 4214", "PRQS", "R9 R10 R10 R10"),
}

WITH_MARKS = {
    "11b majority needed": (
        ("P 111 Q 422 R 233 S 344", "P 111 Q 341 R 223 S 434"),
        None,
    ),
    "11c pair out of three": (
        ("P 221 Q 132 R 353 S 444 T 515", "P 343 Q 534 R 451 S 212 T 125"),
        "PSQTR",
    ),
    "11d back to Rule 10": (
        ("P 324 Q 443 R 131 S 212", "P 314 Q 123 R 232 S 441", "P 113 Q 231 R 442 S 324"),
        "RQPS",
    ),
}


def _order(outcome: Document) -> str:
    places = outcome["places"]
    assert isinstance(places, dict)
    return "".join(sorted(places, key=lambda entry: places[entry]))


@pytest.mark.parametrize(("places", "order", "rules"), FROM_PLACES.values(), ids=FROM_PLACES)
def test_order_and_rule_when_places_decide(places: str, order: str, rules: str) -> None:
    outcome = tabulate(from_places(places)).as_document()
    assert _order(outcome) == order
    assert [outcome["rule_used"][entry] for entry in order] == rules.split()


@pytest.mark.parametrize("name", ["11c pair out of three", "11d back to Rule 10"])
def test_order_when_marks_decide(name: str) -> None:
    dances, order = WITH_MARKS[name]
    assert _order(tabulate(several_dances(*dances)).as_document()) == order


def test_loser_of_a_pair_takes_the_next_place_at_once() -> None:
    """Example 11c: sent back against R, T would lose; the German association says it is not sent back."""
    outcome = tabulate(several_dances(*WITH_MARKS["11c pair out of three"][0])).as_document()
    steps = {reason["entries"][0]: reason for reason in outcome["reasons"] if reason["kind"] == "final_place"}
    assert steps["T"]["step"] == "remaining"
    assert steps["T"]["rules"] == ["11"]
    assert steps["R"]["rules"] == ["10"]
    assert outcome["rule_used"] == {"P": "R9", "S": "R9", "Q": "R11", "T": "R11", "R": "R10"}


def test_larger_count_without_a_majority_decides_nothing() -> None:
    """Example 11b: at the 2nd place's column nobody has four of six marks, so the next column decides for R."""
    document = several_dances("P 111 Q 422 R 233 S 344", "P 111 Q 341 R 223 S 434")
    document["input"]["marks"]["D1"] = {"P": [1, 1, 4], "Q": [3, 4, 1], "R": [2, 2, 3], "S": [4, 3, 2]}
    outcome = tabulate(document).as_document()
    assert outcome["totals"]["Q"] == outcome["totals"]["R"] == 5
    decision = next(reason for reason in outcome["reasons"] if reason.get("entries") == ["R"] and "rule_11" in reason)
    assert decision["rule_10"]["counts"] == {"Q": 1, "R": 1}
    assert decision["rule_11"]["columns"][0] == {"column": 3, "counts": {"Q": 4, "R": 6}, "sums": {"Q": 8, "R": 15}}
    assert _order(outcome)[1:3] == "RQ"


def test_identical_marks_share_the_place() -> None:
    """Example 11f."""
    outcome = tabulate(several_dances("P 111 Q 222 R 444 S 333", "P 111 Q 222 R 333 S 444")).as_document()
    assert outcome["places"] == {"P": 1, "Q": 2, "R": "3.5", "S": "3.5"}
    assert outcome["place_ranges"]["R"] == [3, 4]
    assert outcome["rule_used"]["R"] == "R11"


def test_re_dance_settles_a_shared_place() -> None:
    document = several_dances("P 111 Q 222 R 444 S 333", "P 111 Q 222 R 333 S 444")
    document["rulings"] = [{"kind": "re_dance", "order": ["S", "R"]}]
    outcome = tabulate(document).as_document()
    assert outcome["places"] == {"P": 1, "Q": 2, "R": 4, "S": 3}
    assert outcome["reasons"][-1] == {"kind": "ruling", "ruling": "re_dance", "entries": ["S", "R"], "places": [3, 4]}


def test_half_places_count_by_value_in_rule_10() -> None:
    """2.5 is not "2nd or better"."""
    dances = ("P 12 Q 21 R 33", "P 11 Q 22 R 33", "P 22 Q 11 R 33")
    outcome = tabulate(several_dances(*dances)).as_document()
    assert outcome["dance_places"]["D0"] == {"P": "1.5", "Q": "1.5", "R": 3}
    decision = next(reason for reason in outcome["reasons"] if reason["kind"] == "final_place")
    assert decision["rule_10"] == {"kind": "rule_10", "place": 1, "counts": {"P": 1, "Q": 1}, "sums": {"P": 1, "Q": 1}}


def test_panels_may_differ_per_dance() -> None:
    document = several_dances("P 111 Q 222", "P 211 Q 122")
    document["input"]["judges"] = {"D0": ["A", "B", "C"], "D1": ["D", "E", "F"]}
    outcome = tabulate(document).as_document()
    assert outcome["places"] == {"P": 1, "Q": 2}
    assert outcome["reasons"][0]["judges"] == 6


def test_withdrawn_couples_share_the_bottom_places_of_the_dance() -> None:
    """3S's convention: in every dance not danced the mean of the bottom places, with every judge."""
    document = several_dances("P 111 Q 222 R 333 S 444", "P 111 Q 222")
    document["params"] = {"not_danced": "bottom_mean"}
    document["input"]["not_danced"] = {"D1": ["R", "S"]}
    outcome = tabulate(document).as_document()
    assert outcome["dance_places"]["D1"] == {"P": 1, "Q": 2, "R": "3.5", "S": "3.5"}
    assert outcome["totals"] == {"P": 2, "Q": 4, "R": "6.5", "S": "7.5"}


def test_disqualified_couple_leaves_and_the_others_move_up() -> None:
    document = several_dances("P 112 Q 221 R 333", "P 122 Q 211 R 333")
    document["rulings"] = [{"kind": "disqualified", "entry": "P"}]
    outcome = tabulate(document).as_document()
    assert outcome["places"] == {"Q": 1, "R": 2}
    assert outcome["disqualified"] == ["P"]


def test_lost_judge_does_not_count_even_with_an_empty_sheet() -> None:
    document = several_dances("P 112 Q 221", "P 121 Q 212")
    for row in (row for dance in document["input"]["marks"].values() for row in dance.values()):
        row[1] = None
    document["rulings"] = [{"kind": "judge_lost", "judge": "B"}]
    outcome = tabulate(document).as_document()
    assert outcome["reasons"][0]["judges"] == 2
    assert outcome["places"] == {"P": 1, "Q": 2}
