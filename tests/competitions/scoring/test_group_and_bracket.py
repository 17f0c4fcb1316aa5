"""Groups of battles (Paris 2024 as published) and knock-out brackets."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competitions.scoring.checks import SheetRefused
from competitions.scoring.registry import tabulate
from competitions.scoring.sentences import explain


def group(sheet: Any, params: Any = None, **more: Any) -> Any:
    return tabulate({"system": "group:x", "params": params or {}, "input": sheet, **more}).as_document()


def test_rounds_come_before_votes() -> None:
    """Paris 2024, B-Boys A: Victor 5 rounds 35 votes, Shigekix 4/38, Lithe-ing 3/27, Hiro10 0/8."""
    table = {"Shigekix": (4, 38), "Victor": (5, 35), "Hiro10": (0, 8), "Lithe-ing": (3, 27)}
    ready = {name: {"rounds": rounds, "votes": votes} for name, (rounds, votes) in table.items()}
    outcome = group({"table": ready}, {"order": ["rounds", "votes"], "advance": 2})
    assert outcome["ranks"] == {"Victor": 1, "Shigekix": 2, "Lithe-ing": 3, "Hiro10": 4}
    assert outcome["advance"] == ["Victor", "Shigekix"]
    assert explain(outcome, language="en")[0].text == "5 rounds won."


LEVEL = [{"a": "P", "b": "Q", "rounds": [[5, 4], [4, 5]]}]


def test_table_from_battles() -> None:
    battles = [{"a": "P", "b": "Q", "rounds": [[9, 0], [4, 5]]}, {"a": "Q", "b": "R", "rounds": [[6, 3], [5, 4]]}]
    outcome = group({"battles": battles})
    assert outcome["table"]["P"] == {"rounds": 1, "votes": 13, "battles": 1}
    assert outcome["ranks"] == {"Q": 1, "P": 2, "R": 3}


def test_tie_at_the_line_is_left_open_until_a_ruling() -> None:
    outcome = group({"battles": LEVEL}, {"advance": 1})
    assert (outcome["advance"], outcome["tied_at_line"]) == ([], ["P", "Q"])
    for kind in ("casting_vote", "re_dance"):
        settled = group({"battles": LEVEL}, {"advance": 1}, rulings=[{"kind": kind, "order": ["Q", "P"]}])
        assert settled["advance"] == ["Q"]
        assert explain(settled, language="kk")
    assert group({"battles": LEVEL}, rulings=[{"kind": "re_dance", "order": ["Q", "X"]}])["ranks"] == {"P": 1, "Q": 1}


@pytest.mark.parametrize("key", ["votes", "battles", "head_to_head"])
def test_later_keys_separate(key: str) -> None:
    battles = [
        {"a": "P", "b": "Q", "rounds": [[5, 4], [3, 6]]},
        {"a": "P", "b": "R", "rounds": [[9, 0]]},
        {"a": "Q", "b": "R", "rounds": [[9, 0]]},
    ]
    outcome = group({"battles": battles}, {"order": ["rounds", key]})
    assert outcome["ranks"] == {"Q": 1, "P": 2, "R": 3}
    assert explain(outcome, language="en")[0].text.startswith("Level so far;")


@pytest.mark.parametrize(
    ("sheet", "params", "message"),
    [
        ({"battles": []}, {}, "list of entries is empty"),
        ({"battles": [{"a": "P", "b": "P", "rounds": []}]}, {}, "cannot stand here twice"),
        ({"battles": LEVEL * 2}, {}, "cannot stand here twice"),
        ({"battles": [{"a": "P", "b": "Q", "rounds": [[1]]}]}, {}, "two counts of votes"),
        ({"table": {"P": {"rounds": "x"}}}, {}, "no whole number"),
        ({"table": {"P": {"rounds": 1}, "Q": {"rounds": 1}}}, {}, "table has no votes"),
        ({"battles": LEVEL}, {"order": ["luck"]}, "item of the setting order"),
    ],
)
def test_spoiled_groups_are_refused(sheet: Any, params: Any, message: str) -> None:
    with pytest.raises(SheetRefused, match=message):
        group(sheet, params)


def bracket(entries: Any) -> Any:
    return tabulate({"system": "bracket:standard", "input": {"entries": entries}}).as_document()


@pytest.mark.parametrize(
    ("entries", "order"), [(1, [1]), (2, [1, 2]), (3, [1, None, 2, 3]), (8, [1, 8, 4, 5, 2, 7, 3, 6])]
)
def test_order_by_folding(entries: int, order: list[int | None]) -> None:
    assert bracket(entries)["order"] == order


@given(st.integers(1, 300))
def test_best_seeds_have_the_byes_and_nobody_stands_twice(entries: int) -> None:
    outcome = bracket(entries)
    seeds = [seed for seed in outcome["order"] if seed is not None]
    assert sorted(seeds) == list(range(1, entries + 1))
    assert outcome["byes"] == list(range(1, outcome["size"] - entries + 1))
    assert explain(outcome, language="en")[0].text


@given(st.integers(1, 6), st.randoms(use_true_random=False))
def test_no_pair_meets_twice(power: int, dice: Any) -> None:
    left = bracket(2**power)["order"]
    met: set[frozenset[int]] = set()
    while len(left) > 1:
        pairs = list(zip(left[::2], left[1::2], strict=True))
        for pair in pairs:
            assert frozenset(pair) not in met
            met.add(frozenset(pair))
        left = [dice.choice(pair) for pair in pairs]


@pytest.mark.parametrize("entries", [0, -1, 5000, "many", None, True])
def test_impossible_bracket_is_refused(entries: Any) -> None:
    with pytest.raises(SheetRefused, match="number of entries"):
        bracket(entries)
