"""Relative placement: worked examples, a slow twin on 10,000 random panels, rulings and properties.

Examples 6.2b to 6.2e are the rule summary's own, after WSDC Registry Event Rules 2023.1D, 3.4.
"""

from __future__ import annotations

import random
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from competitions.scoring.checks import SheetRefused
from competitions.scoring.registry import tabulate
from competitions.scoring.sentences import explain

from .sheets import final, rows


def place(marks: dict[str, list[int]], chief: dict[str, int] | None = None, **more: Any) -> Any:
    document = final("relative_placement:final", {"F": marks}, **more)
    if chief is not None:
        document["input"]["chief"] = chief
    return tabulate(document).as_document()


def test_head_to_head_when_two_are_level_in_every_column() -> None:
    """Example 6.2b: S is better with three of five judges."""
    outcome = place(rows("P 44121 R 32214 S 21432 Q 13343"))
    assert outcome["places"] == {"P": 1, "S": 2, "R": 3, "Q": 4}
    assert outcome["reasons"][2]["wins"] == {"R": 2, "S": 3}
    said = [line.text for line in explain(outcome, language="en")]
    assert said[2] == "Level in every column with No. R; head to head 3 of 5 judges placed it better."


def test_chief_judge_when_head_to_head_is_even() -> None:
    """Example 6.2d: four judges, head to head 2 to 2."""
    marks = rows("R 2111 P 1323 Q 3232")
    marks["Q"] = [3, 2, 3, 2]
    marks = {"R": [2, 1, 1, 1], "P": [1, 3, 2, 3], "Q": [3, 2, 3, 2]}
    marks = {"R": [2, 1, 1, 2], "P": [1, 3, 2, 3], "Q": [3, 2, 3, 1]}
    assert place(marks)["places"] == {"R": 1, "P": "2.5", "Q": "2.5"}
    outcome = place(marks, {"Q": 1, "P": 3, "R": 2})
    assert outcome["places"] == {"R": 1, "Q": 2, "P": 3}
    assert "chief judge" in explain(outcome, language="en")[2].text


def test_chief_judge_when_three_are_level() -> None:
    """Example 6.2e: no head to head of three."""
    marks = rows("P 123 Q 231 R 312")
    assert place(marks)["places"] == {"P": 2, "Q": 2, "R": 2}
    assert place(marks, {"Q": 1, "R": 2, "P": 3})["places"] == {"Q": 1, "R": 2, "P": 3}


def test_penalty_swaps_with_the_couple_behind_and_keeps_both_orders() -> None:
    rulings = [{"kind": "placement_drop", "entry": "P"}, {"kind": "placement_drop", "entry": "R", "by": 5}]
    outcome = place(rows("P 111 Q 222 R 333"), rulings=rulings)
    assert outcome["places"] == {"Q": 1, "P": 2, "R": 3}
    assert outcome["places_before_penalties"] == {"P": 1, "Q": 2, "R": 3}
    assert explain(outcome, language="en")[-1].text == "Moved down by ruling after tabulation."


def test_only_the_first_places_given() -> None:
    """Judges asked for the first two give the third mark to everybody else."""
    marks = {"P": [1, 1, 1], "Q": [2, 2, 3], "R": [3, 3, 2], "S": [3, 3, 3]}
    three = rows("P 121 Q 212 R 333")
    assert place(three, params={"places_to": 9}) == place(three)
    outcome = place(marks, params={"places_to": 2})
    assert outcome["places"] == {"P": 1, "Q": 2, "R": 3, "S": 4}
    with pytest.raises(SheetRefused, match="1 to 2 once each, and 3 elsewhere") as refused:
        place({**marks, "S": [3, 3, 4]}, params={"places_to": 2})
    assert refused.value.judge == "C"


@pytest.mark.parametrize(
    ("chief", "message"),
    [
        ({"P": 1}, 'The chief judge: the entry "Q" has no marks'),
        ({"P": 1, "Q": 1}, "gives one place twice"),
        ({"P": 1, "Q": "x"}, 'the mark "x" is not a place'),
        ([1, 2], "must be a mapping"),
    ],
)
def test_spoiled_chief_is_refused(chief: Any, message: str) -> None:
    with pytest.raises(SheetRefused, match=message):
        place(rows("P 1 Q 2"), chief)


def test_other_refusals() -> None:
    assert place(rows("P 1 Q 1"))["invalid"] == [{"dance": "F", "judge": "A"}]
    with pytest.raises(SheetRefused, match="takes one dance"):
        tabulate(final("relative_placement:final", {"F": rows("P 1"), "G": rows("P 1")}))
    with pytest.raises(SheetRefused, match="which has no place"):
        place(rows("P 1 Q 2"), rulings=[{"kind": "placement_drop", "entry": "X"}])


def test_disqualified_and_lost_judge_are_told() -> None:
    rulings = [{"kind": "disqualified", "entry": "P"}, {"kind": "judge_lost", "judge": "C"}]
    outcome = place(rows("P 111 Q 222 R 333"), rulings=rulings)
    assert outcome["places"] == {"Q": 1, "R": 2}
    assert [line.kind for line in explain(outcome, language="ru")].count("ruling") == 2


def _slow(marks: dict[str, list[int]], chief: dict[str, int] | None) -> dict[str, Fraction]:
    """Written from the rule text: one long key a couple; ties to head to head, then the chief judge."""
    judges = len(next(iter(marks.values())))

    def key(entry: str) -> tuple[tuple[int, int], ...]:
        found = []
        for column in range(1, len(marks) + 1):
            counted = [mark for mark in marks[entry] if mark <= column]
            found.append((-len(counted), sum(counted)) if 2 * len(counted) > judges else (0, 0))
        return tuple(found)

    result: dict[str, Fraction] = {}
    for one in sorted({key(entry) for entry in marks}):
        level = [entry for entry in marks if key(entry) == one]
        first = len(result) + 1
        if len(level) == 2:
            a, b = level
            better = sum(x < y for x, y in zip(marks[a], marks[b], strict=True))
            if 2 * better != judges:
                level = [a, b] if 2 * better > judges else [b, a]
                result |= {level[0]: Fraction(first), level[1]: Fraction(first + 1)}
                continue
        if chief is not None and len(level) > 1:
            for index, entry in enumerate(sorted(level, key=lambda entry: chief[entry])):
                result[entry] = Fraction(first + index)
        else:
            result |= dict.fromkeys(level, first + Fraction(len(level) - 1, 2))
    return result


@pytest.mark.parametrize("seed", range(8))  # in parts, so that test runners side by side share them
def test_agrees_with_a_slow_twin_on_tie_heavy_panels(seed: int) -> None:
    dice = random.Random(f"7 {seed}")
    for _ in range(1_250):
        size, judges = dice.randint(2, 6), dice.randint(2, 6)
        patterns = [dice.sample(range(1, size + 1), size) for _ in range(3)]
        columns = [
            dice.choice(patterns) if dice.random() < 0.5 else dice.sample(range(1, size + 1), size)
            for _ in range(judges)
        ]
        marks = {f"e{index}": [column[index] for column in columns] for index in range(size)}
        order = dice.sample(range(1, size + 1), size)
        chief = {f"e{index}": order[index] for index in range(size)} if dice.random() < 0.5 else None
        document = final("relative_placement:final", {"F": marks})
        document["input"] |= {} if chief is None else {"chief": chief}
        places = tabulate(document).values["places"]
        assert isinstance(places, dict)
        got = {entry: Fraction(value) for entry, value in places.items()}
        assert got == _slow(marks, chief), (marks, chief)


@given(st.integers(1, 6), st.data())
@settings(max_examples=100, deadline=None)
def test_places_sum_and_order_of_judges(size: int, data: st.DataObject) -> None:
    judges = data.draw(st.integers(1, 5))
    columns = [data.draw(st.permutations(range(1, size + 1))) for _ in range(judges)]
    marks = {f"e{index}": [column[index] for column in columns] for index in range(size)}
    turned = {entry: row[::-1] for entry, row in reversed(marks.items())}
    outcome, other = place(marks), place(turned)
    assert outcome["places"] == other["places"]
    assert sum(Fraction(str(value)) for value in outcome["places"].values()) == Fraction(size * (size + 1), 2)
