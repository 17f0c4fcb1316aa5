"""Rules 5 to 8 on the worked examples of the project's rule summary (its section 3, numbers of its own).

The wording of the rules: "The Skating System" (N. Schmidt after A. Dawson), dancesportkenya.com; German TSO, appendix 2.
"""

from __future__ import annotations

import pytest

from competitions.scoring.checks import SheetRefused
from competitions.scoring.registry import tabulate

from .sheets import final, one_dance, rows

EXAMPLES = {
    "5a": ("P 12121 Q 21233 R 33344 S 44412", "P1 Q2 R3 S4"),
    "5b": ("P 11112 Q 23221 R 32333 S 44444", "P1 Q2 R3 S4"),
    "6a": ("P 22112 Q 11233 R 43444 S 34321", "P1 Q2 S3 R4"),
    "6b": ("P 21221 Q 12312 R 34433 S 43144", "P1 Q2 R3 S4"),
    "7a-1": ("P 21411 Q 32122 R 13344 S 44233", "P1 Q2 R3 S4"),
    "7a-2": ("P 21111 R 32422 Q 14234 S 43343", "P1 R2 Q3 S4"),
    "7b-1": ("P 14123 R 41412 S 22341 Q 33234", "P1 R2 S3 Q4"),
    "7b-2": ("P 31231 R 13412 Q 22144 S 44323", "P1 R2 Q3 S4"),
    "T-1": ("P 21411 R 33223 Q 14342 S 42134", "P1 R2 Q3.5 S3.5"),
    "8a": ("P 13343 Q 32232 R 44114 S 21421", "S1 Q2 P3 R4"),
    "8b": ("P 21212 Q 12424 R 43131 S 34343", "P1 Q2 R3 S4"),
}


def _places(text: str) -> dict[str, object]:
    return {word[0]: word[1:] if "." in word else int(word[1:]) for word in text.split()}


@pytest.mark.parametrize(("marks", "places"), EXAMPLES.values(), ids=EXAMPLES)
def test_places_of_the_worked_example(marks: str, places: str) -> None:
    assert one_dance(marks)["places"] == _places(places)


def _steps(name: str) -> list[tuple[str, str, list[str]]]:
    reasons = one_dance(EXAMPLES[name][0])["reasons"]
    assert isinstance(reasons, list)
    return [(reason["entries"][0], reason["step"], reason["rules"]) for reason in reasons[1:]]


def test_step_and_rule_are_named() -> None:
    assert _steps("5a")[0] == ("P", "majority", ["5"])
    assert _steps("6a")[:2] == [("P", "count", ["6", "8"]), ("Q", "remaining", ["6", "7"])]
    assert _steps("7a-1")[2] == ("R", "sum", ["7"])
    assert _steps("7b-1")[0] == ("P", "next_column", ["7", "8"])
    assert _steps("T-1")[2] == ("Q", "level", ["7"])
    assert _steps("8a")[0] == ("S", "count", ["6", "8"])


def test_one_judge_when_alone_gives_the_places() -> None:
    assert one_dance("P 2 Q 1 R 3")["places"] == {"P": 2, "Q": 1, "R": 3}


def test_one_entry_takes_the_first_place() -> None:
    assert one_dance("P 111")["places"] == {"P": 1}


def test_three_inseparable_entries_share_the_middle_place() -> None:
    outcome = one_dance("P 123 Q 231 R 312")
    assert outcome["places"] == {"P": 2, "Q": 2, "R": 2}
    assert outcome["place_ranges"] == {"P": [1, 3], "Q": [1, 3], "R": [1, 3]}


def test_even_panel_needs_more_than_half() -> None:
    assert one_dance("P 1122 Q 2211 R 3333")["places"] == {"P": "1.5", "Q": "1.5", "R": 3}


def test_doubled_place_is_invalid_and_not_repaired() -> None:
    outcome = one_dance("P 11 Q 22 R 32 S 44")
    assert outcome["invalid"] == [{"dance": "D", "judge": "B"}]
    assert "places" not in outcome
    assert outcome["reasons"][0]["doubled"] == [2]
    assert outcome["reasons"][0]["missing"] == [3]


def test_impossible_place_is_named() -> None:
    assert one_dance("P 1 Q 9")["reasons"][0]["impossible"] == [9]


def test_several_dances_are_refused() -> None:
    with pytest.raises(SheetRefused, match="takes one dance"):
        tabulate(final("skating:single", {"D": rows("P 1"), "E": rows("P 1")}))
