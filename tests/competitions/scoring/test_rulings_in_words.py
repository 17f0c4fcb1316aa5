"""Rulings are reasons too: every family tells them, and lists who is out."""

from __future__ import annotations

from typing import Any

import pytest

from competitions.scoring.checks import SheetRefused
from competitions.scoring.registry import tabulate
from competitions.scoring.sentences import explain

from .test_battle import battle
from .test_callback import LEVEL, call_back
from .test_ido import EXAMPLE, ido
from .test_placement import IRISH, placed
from .test_points import ONE, one_criterion, points
from .test_recall import EXAMPLE_1A, recall


def _rulings(outcome: Any, language: Any = "en") -> list[str]:
    return [f"{line.heading}: {line.text}" for line in explain(outcome, language=language) if line.kind == "ruling"]


def test_withdrawn_entry_leaves_a_recall_round() -> None:
    outcome = recall(2, EXAMPLE_1A, rulings=[{"kind": "withdrawn", "entry": "P"}])
    assert outcome["withdrawn"] == ["P"]
    assert outcome["recalled"] == ["Q", "R"]
    assert _rulings(outcome) == ["No. P: Withdrawn: no place."]


def test_points_tell_penalties_abstentions_and_who_is_out() -> None:
    rulings = [
        {"kind": "penalty", "entry": "P", "points": 1},
        {"kind": "penalty", "entry": "P", "points": "0.5"},
        {"kind": "abstained", "judge": "J1", "entry": "Q"},
        {"kind": "abstained", "entry": "Q"},
        {"kind": "disqualified", "entry": "R"},
        {"kind": "withdrawn", "entry": "S"},
    ]
    outcome = points(one_criterion({"P": [9, 9], "Q": [8, None], "R": [1, 1], "S": [1, 1]}), ONE, rulings=rulings)
    assert (outcome["disqualified"], outcome["withdrawn"]) == (["R"], ["S"])
    assert outcome["scores"] == {"P": "7.5", "Q": "8.0"}
    assert _rulings(outcome) == [
        "No. P: By ruling 1 point deducted.",
        "No. P: By ruling 0.5 points deducted.",
        "No. Q: By ruling judge J1 abstained here; the mark leaves before the rest is counted.",
        "No. Q: By ruling some marks count as abstentions.",
        "No. R: Disqualified by ruling: no place.",
        "No. S: Withdrawn: no place.",
    ]


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_every_family_tells_a_lost_judge(language: str) -> None:
    lost = [{"kind": "judge_lost", "judge": "1"}]
    outcomes = [
        battle({"rounds": [["red", "blue"]]}, {"judging": "vote_round"}, rulings=lost),
        call_back(LEVEL, 2, rulings=[{"kind": "judge_lost", "judge": "0"}]),
        ido(EXAMPLE, {"round": "final"}, rulings=[{"kind": "judge_lost", "judge": "J1"}]),
        ido(
            EXAMPLE,
            {"round": "elimination", "crosses": 2, "advance": 1},
            rulings=[{"kind": "disqualified", "entry": "C"}],
        ),
        placed({"1": [None, 1], "2": [9, 8]}, {**IRISH, "advance": {"count": 1}}, rulings=lost),
        recall(3, EXAMPLE_1A, rulings=lost),
    ]
    for outcome in outcomes:
        assert _rulings(outcome, language), outcome["system"]


def test_abstention_of_every_judge_in_one_criterion_leaves_nobody() -> None:
    marks = {"P": {"J": {"a": 1, "b": None}}, "Q": {"J": {"a": 1, "b": 2}}}
    params = {"criteria": [{"id": "a"}, {"id": "b"}], "aggregate": {"op": "mean"}, "order": "per_judge"}
    entries = [{"id": entry, "marks": table} for entry, table in marks.items()]
    document = {"system": "points:x", "params": params, "input": {"entries": entries}}
    rulings = [{"kind": "abstained", "judge": "J", "criterion": "b", "entry": "P"}]
    with pytest.raises(SheetRefused, match="left"):
        tabulate({**document, "rulings": rulings})
