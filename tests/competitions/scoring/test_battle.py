"""Battles: sliders, votes, extra rounds (Kitakyushu 2023 and Paris 2024 as published)."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from competitions.scoring.checks import SheetRefused
from competitions.scoring.registry import tabulate
from competitions.scoring.rulesets import PRESETS
from competitions.scoring.sentences import explain

TRIVIUM = PRESETS["trivium"].params
SLIDERS = {"judging": "sliders", "criteria": ["x", "y"], "weights": [10, "5.5"]}
ONCE = {"judging": "vote_once"}


def battle(sheet: Any, params: Any, **more: Any) -> Any:
    return tabulate({"system": "battle:x", "params": params, "input": sheet, **more}).as_document()


def test_sliders_of_one_judge_add_up() -> None:
    """Kitakyushu 2023: 6.20 + 1.47 + 6.40 - 3.07 + 2.20 + 1.73 = 14.93, blue."""
    outcome = battle({"rounds": [[["6.20", "1.47", "6.40", "-3.07", "2.20", "1.73"]]]}, TRIVIUM)
    assert outcome["judge_votes"] == [["blue"]]
    assert outcome["reasons"][0]["totals"] == ["14.93"]


def test_votes_decide_when_rounds_are_level() -> None:
    outcome = battle({"rounds": [[6, 3], [2, 7]]}, {"judging": "round_counts", "decide": ["rounds", "votes"]})
    assert (outcome["rounds_won"], outcome["votes_total"], outcome["winner"]) == ([1, 1], [8, 10], "blue")
    assert explain(outcome, language="en", names={"blue": "Dana"})[-1].text == "Dana wins on votes: 10 to 8."


def test_tie_stays_where_nothing_decides() -> None:
    outcome = battle({"rounds": [[5, 4], [4, 5]]}, {"judging": "round_counts"})
    assert outcome["winner"] == "tie"
    assert explain(outcome, language="en")[-1].text == "Rounds and votes are level: no winner."


def test_tie_votes_abstain() -> None:
    outcome = battle({"votes": ["blue", "tie", "blue"]}, ONCE)
    assert outcome["winner"] == "blue"
    assert explain(outcome, language="en")[0].text == "Round 1: Blue 2 to 0. 1 abstained."


def test_extra_rounds_decide_a_level_vote() -> None:
    sheet = {"votes": ["blue", "tie", "red"], "tiebreak": [["red", "blue"], ["red", "red"]]}
    outcome = battle(sheet, ONCE)
    assert outcome["winner"] == "red"
    assert "in the extra round" in explain(outcome, language="en")[-1].text


def test_extra_round_may_be_judged_by_sliders() -> None:
    params = {**SLIDERS, "decide": ["rounds"], "slider_step": "0.5", "rounds": 2, "extra_rounds": 1}
    level = [[[5, 0]], [[-5, 0]]]
    outcome = battle({"rounds": level, "tiebreak": [[["0.3", "-0.1"]]]}, params)
    assert (outcome["winner"], outcome["reasons"][2]["totals"]) == ("blue", ["0.2"])
    assert battle({"rounds": level, "tiebreak": [["red"]]}, params)["winner"] == "red"


def test_casting_vote_decides_what_is_left() -> None:
    sheet = {"votes": ["blue", "red"], "tiebreak": [["red", "blue"]]}
    outcome = battle(sheet, ONCE, rulings=[{"kind": "casting_vote", "winner": "blue"}])
    assert (outcome["winner"], outcome["reasons"][-1]["step"]) == ("blue", "casting_vote")
    for language in ("en", "ru", "kk"):
        assert explain(outcome, language=language)


def test_lost_judge_does_not_vote() -> None:
    rulings = [{"kind": "judge_lost", "judge": "1"}]
    assert battle({"rounds": [["red", "blue"]]}, {"judging": "vote_round"}, rulings=rulings)["winner"] == "blue"
    assert battle({"rounds": [[[-9, 0], [1, 0]]]}, SLIDERS, rulings=rulings)["winner"] == "blue"


@pytest.mark.parametrize(
    ("sheet", "params", "message"),
    [
        ({"rounds": []}, SLIDERS, "list of rounds is empty"),
        ({"rounds": [[[1, -1]]]}, SLIDERS, "balance exactly, which is no decision"),
        ({"rounds": [[[11, 0]]]}, SLIDERS, 'the slider "x" is 11, not from -10 to 10'),
        ({"rounds": [[[1]]]}, SLIDERS, "Judge 1, round 1: 1 sliders for 2 criteria"),
        ({"rounds": [[[1, "NaN"]]]}, SLIDERS, 'the slider "y" is "NaN"'),
        ({"rounds": [[]]}, SLIDERS, "Round 1 has no votes"),
        ({"rounds": [[[1, 1]]]}, {**SLIDERS, "weights": [1]}, "one weight for each criterion"),
        ({"rounds": [[[1, 1]]]}, {**SLIDERS, "weights": [1, 0]}, 'weight of "y" must be above 0'),
        ({"votes": ["green"]}, ONCE, 'Judge 1, round 1: the vote "green" is not red, blue or tie'),
        ({"votes": [None]}, ONCE, "is not red, blue or tie"),
        ({"rounds": [[1]]}, {"judging": "round_counts"}, "two numbers from 0 on"),
        ({"rounds": [[1, -2]]}, {"judging": "round_counts"}, "two numbers from 0 on"),
        ({"votes": ["red"]}, {**ONCE, "tie_votes": "half"}, "setting tie_votes"),
        ({"rounds": [[[1, 1]]]}, {**SLIDERS, "slider_step": 0}, "slider_step must be above 0"),
        ({"rounds": [[[1, 1]]]}, {**SLIDERS, "slider_step": "x"}, "slider_step is"),
        ({"votes": ["red"]}, {**ONCE, "rounds": 0}, "setting rounds must be a whole number from 1"),
        ({"votes": ["red"]}, {**ONCE, "extra_rounds": -1}, "setting extra_rounds must be a whole number from 0"),
    ],
)
def test_spoiled_sheets_are_refused(sheet: Any, params: Any, message: str) -> None:
    with pytest.raises(SheetRefused, match=message):
        battle(sheet, params)


@given(st.lists(st.lists(st.sampled_from(["red", "blue"]), min_size=3, max_size=3), min_size=1, max_size=4))
@settings(max_examples=100, deadline=None)
def test_other_corner_and_order_of_judges(rounds: list[list[str]]) -> None:
    other = {"red": "blue", "blue": "red", "tie": "tie"}
    params = {"judging": "vote_round"}
    outcome = battle({"rounds": rounds}, params)
    mirrored = battle({"rounds": [[other[vote] for vote in votes[::-1]] for votes in rounds]}, params)
    assert mirrored["winner"] == other[outcome["winner"]]
    for reason, votes in zip(outcome["reasons"], rounds, strict=False):
        assert (reason["red"], reason["blue"]) == (votes.count("red"), votes.count("blue"))


@pytest.mark.parametrize(
    ("sheet", "params", "message"),
    [
        ({"votes": ["red", "blue"]}, ONCE, 'names the judge "7", who is not on the panel'),
        ({"rounds": [[5, 4]]}, {"judging": "round_counts"}, "do not say which were the lost judge's"),
    ],
)
def test_lost_judge_who_cannot_be_left_out_is_refused(sheet: Any, params: Any, message: str) -> None:
    with pytest.raises(SheetRefused, match=message):
        battle(sheet, params, rulings=[{"kind": "judge_lost", "judge": "7"}])


def test_judges_may_have_letters() -> None:
    by_letter = {"judges": ["A", "B", "C"], "votes": {"C": "red", "A": "blue", "B": "blue"}}
    assert battle(by_letter, ONCE)["judge_votes"] == [["blue", "blue", "red"]]
    outcome = battle(by_letter, ONCE, rulings=[{"kind": "judge_lost", "judge": "A"}])
    assert outcome["judge_votes"] == [["blue", "red"]]
    with pytest.raises(SheetRefused, match="Judge B, round 1") as refused:
        battle({"judges": ["A", "B"], "votes": ["red", "green"]}, ONCE)
    assert refused.value.judge == "B"
