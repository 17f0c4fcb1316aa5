"""Scores that entries bring from earlier rounds, by weight."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from competitions.scoring.checks import SheetRefused
from competitions.scoring.registry import tabulate
from competitions.scoring.sentences import explain

PARAMS = {"criteria": [{"id": "a", "min": 0, "max": 10, "step": "0.5"}], "aggregate": {"op": "mean"}, "round": 4}
HALF = [1, 2]


def semi(score: object, weight: object = HALF) -> dict[str, object]:
    return {"from": "Semi-final", "score": score, "weight": weight}


def final(*rows: dict[str, Any], **more: Any) -> Any:
    entries = [{"id": str(number), "marks": {"A": {"a": 8}}, **row} for number, row in enumerate(rows, start=1)]
    return tabulate({"system": "points:x", "params": PARAMS, "input": {"entries": entries}, **more}).as_document()


def test_carried_score_is_added_by_weight_before_deductions() -> None:
    outcome = final(
        {"carried": [semi("271/3"), {"from": "Quarter", "score": 3, "weight": [1, 1]}], "deductions": ["1"]}
    )
    assert outcome["scores"] == {"1": "55.1667"}  # 8 + 271/6 + 3 - 1
    (score,) = [reason for reason in outcome["reasons"] if reason["kind"] == "score"]
    assert score["carried"][0] == {"from": "Semi-final", "score": "271/3", "weight": "0.5", "points": "271/6"}


def test_seeded_entry_brings_nothing_along() -> None:
    outcome = final({"carried": [semi(10)]}, {}, {"carried": []})
    assert outcome["scores"] == {"1": "13.0000", "2": "8.0000", "3": "8.0000"}
    (over,) = [reason for reason in outcome["reasons"] if reason["kind"] == "carried_over"]
    assert over == {"kind": "carried_over", "weights": {"Semi-final": "0.5"}, "seeded": ["2", "3"]}


def test_sentences_name_the_round_and_its_weight() -> None:
    outcome = final({"carried": [semi("9.5")]}, {})
    told = {
        language: explain(outcome, language=language, titles={"Semi-final": "SF"}) for language in ("en", "ru", "kk")
    }
    texts = {language: " ".join(line.text for line in lines) for language, lines in told.items()}
    assert "Carried from SF: 4.75 (9.5 × 0.5)." in texts["en"]
    assert "SF × 0.5. Seeded, with nothing to add: No. 2." in texts["en"]
    assert "4,75 (9,5 × 0,5)" in texts["ru"]
    assert "4,75 (9,5 × 0,5)" in texts["kk"]


def test_nobody_is_named_where_all_carry() -> None:
    (line,) = [line for line in explain(final({"carried": [semi(2)]}), language="en") if line.kind == "note"]
    assert line.text == "Added to the score from before: Semi-final × 0.5."


def test_who_is_out_need_not_carry_from_the_same_rounds() -> None:
    rows = ({"carried": [semi(9)]}, {"carried": [{**semi(9), "from": "Other"}]})
    assert final(*rows, rulings=[{"kind": "disqualified", "entry": "2"}])["ranks"] == {"1": 1}


@pytest.mark.parametrize(
    ("carried", "message"),
    [
        (
            [{**semi(9), "from": "Other"}],
            'Entry "2" carries scores from other rounds, or by other weights, than entry "1"',
        ),
        ([semi(9, [1, 3])], "by other weights"),
        ([semi(9), semi(9)], 'Entry "2" carries two scores from the same round'),
        ([semi("much")], 'score carried from "Semi-final" is "much", no number'),
        ([semi("NaN")], "no number"),
        ([semi("1/0")], "no number"),
        ([semi(True)], "no number"),
        ([semi(10**400)], "no number"),
        ([semi(9, [1])], "two whole numbers"),
        ([semi(9, "1/2")], "must be a list"),
        ([semi(9, [1, 0])], "must be a whole number from 1"),
        ([semi(9, [-1, 2])], "must be a whole number from 0"),
        ([semi(9, ["0.5", 1])], "must be a whole number"),
        ([{"score": 9, "weight": HALF}], "must be a text, but it is missing"),
        ([9], "carried score must be a mapping"),
        (9, "list of carried scores must be a list"),
    ],
)
def test_what_cannot_be_carried_is_refused(carried: object, message: str) -> None:
    with pytest.raises(SheetRefused, match=message):
        final({"carried": [semi(9)]}, {"carried": carried})


@given(st.lists(st.tuples(st.integers(-300, 300), st.integers(1, 9)), min_size=1, max_size=4), st.integers(0, 9))
@settings(max_examples=60, deadline=None)
def test_sums_of_the_reasons_can_be_recomputed(scores: list[tuple[int, int]], above: int) -> None:
    outcome = final(*({"carried": [semi(f"{upper}/{lower}", [above, 7])]} for upper, lower in scores))
    for reason in outcome["reasons"]:
        if reason["kind"] == "score":
            upper, lower = scores[int(reason["entries"][0]) - 1]
            assert Fraction(str(reason["carried"][0]["points"])) == Fraction(upper, lower) * Fraction(above, 7)
            assert Fraction(str(reason["exact"])) == 8 + Fraction(upper, lower) * Fraction(above, 7)
