"""Standings above competitions: groups with a minimum, Grand Prix, academies, several competitions combined."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from competitions.scoring.checks import SheetRefused
from competitions.scoring.registry import tabulate
from competitions.scoring.rulesets import PRESETS
from competitions.scoring.sentences import LanguageCode, explain

VALIDATOR = jsonschema.Draft202012Validator(
    json.loads((Path(__file__).parents[3] / "docs/scoring/sheet-file.schema.json").read_text(encoding="utf-8"))
)


def standing(preset: str, *entries: dict[str, Any], rulings: Any = (), **params: Any) -> Any:
    ruleset = PRESETS[preset]
    document = {
        "system": ruleset.system,
        "params": {**ruleset.params, **params},
        "input": {"entries": list(entries)},
        "rulings": list(rulings),
    }
    VALIDATOR.validate(json.loads(json.dumps(document)))
    return tabulate(document).as_document()


def row(entry: str, score: str | int | None = None, place: str | int | None = None, **words: Any) -> dict[str, Any]:
    found = {"id": entry, "score": score, "place": place, **words}
    return {key: value for key, value in found.items() if value is not None}


JUNIORS = {"age": "juniors", "level": "A", "size": "solo"}
ADULTS = {"age": "adults", "level": "A", "size": "solo"}


def test_best_of_each_group_when_a_group_is_too_small() -> None:
    rows = [row(str(number), 90 - number, **JUNIORS) for number in range(1, 6)] + [row("9", 99, **ADULTS)]
    outcome = standing("standing_best", *rows)
    assert outcome["awards"] == {"juniors / A / solo": ["1", "2", "3"]}
    assert outcome["left_out"] == ["adults / A / solo"]
    assert outcome["standings"]["juniors / A / solo"]["4"] == [4, 4]
    said = [line.text for line in explain(outcome, language="en", who="entry")]
    assert said[-1] == "adults / A / solo: one entry, and at least 4 are needed; nobody is honoured."
    assert said[1] == "juniors / A / solo: 89."


def test_ties_at_the_line_go_in_or_wait() -> None:
    rows = [row("1", 9), row("2", 8), row("3", 8)]
    params = {"by": (), "count": 2, "min_entries": 1}
    assert standing("standing_best", *rows, **params)["awards"] == {"all": ["1", "2", "3"]}
    waiting = standing("standing_best", *rows, **params, ties="break")
    assert waiting["awards"] == {"all": ["1"]}
    assert waiting["tied_at_line"] == {"all": ["2", "3"]}
    vote = [{"kind": "casting_vote", "order": ["3", "2"]}]
    ruled = standing("standing_best", *rows, **params, ties="break", rulings=vote)
    assert ruled["awards"] == {"all": ["1", "3"]}
    assert "tied_at_line" not in ruled
    elsewhere = [{"kind": "casting_vote", "order": ["1", "3"]}]
    assert standing("standing_best", *rows, **params, rulings=elsewhere)["awards"] == {"all": ["1", "2", "3"]}
    assert "casting vote" in explain(ruled, language="en")[2].text


def test_grand_prix_takes_first_places_only() -> None:
    rows = [
        row("1", "9.5", 1, competition="folk"),
        row("2", "9.7", 2, competition="jazz"),
        row("3", "9.6", 1, competition="jazz"),
    ]
    assert standing("standing_grand_prix", *rows)["awards"] == {"all": ["3"]}
    assert standing("standing_grand_prix_each", *rows)["awards"] == {"folk": ["1"], "jazz": ["3"]}


def test_jury_withholds_the_grand_prix() -> None:
    outcome = standing("standing_grand_prix", row("1", 9, 1), rulings=[{"kind": "title_withheld"}])
    assert outcome["awards"] == {"all": []}
    assert explain(outcome, language="ru")[-1].text == "Жюри не присудило награду."
    each = [{"kind": "title_withheld", "group": "folk"}]
    outcome = standing("standing_grand_prix_each", row("1", 9, 1, competition="folk"), rulings=each)
    assert explain(outcome, language="en")[-1].text == "folk: the jury gave no award."


def test_several_competitions_combined_by_places() -> None:
    """Sums 4, 4, 4: the single first place of P, then that of Q and R, who are level."""
    rows = [
        *[row(entry, place=place, competition="latin") for entry, place in (("P", 1), ("Q", 2), ("R", 2))],
        *[row(entry, place=place, competition="standard") for entry, place in (("P", 3), ("Q", 2), ("R", 2))],
        row("S", place=4, competition="latin"),
    ]
    outcome = standing("standing_combined", *rows)
    assert outcome["standings"] == {"all": {"P": [1, 1], "Q": [2, 3], "R": [2, 3]}}
    said = explain(outcome, language="en")
    assert said[1].text == "4 (1, 3). Level; the better single result decides."
    assert said[-1].text == "One result, and 2 are needed: not in the standing."


def test_scores_decide_level_sums_when_asked() -> None:
    rows = [row(entry, score, 1, competition="a") for entry, score in (("P", 8), ("Q", 9))]
    outcome = standing("standing_combined", *rows, tie_break=("countback", "score"))
    assert outcome["standings"] == {"all": {"Q": [1, 1], "P": [2, 2]}}


def test_best_academy_by_its_best_results() -> None:
    rows = [row(f"a{index}", score, academy="Aurora") for index, score in enumerate((90, 80, 10))]
    rows += [row(f"b{index}", score, academy="Boreal") for index, score in enumerate(("86.5", "84"))]
    rows += [row("c", 99, academy="Calypso"), row("free", 100)]
    outcome = standing("standing_academy", *rows, best_of=2)
    assert outcome["standings"] == {"all": {"Boreal": [1, 1], "Aurora": [2, 2]}}
    assert outcome["awards"] == {"all": ["Boreal"]}
    assert explain(outcome, language="en", names={"Boreal": "Boreal"})[1].text == "85.25 (86.5, 84)."


def test_best_of_a_criterion() -> None:
    rows = [row("1", criteria={"Technique": "9.25", "Image": 10}), row("2", criteria={"Technique": "9.5"})]
    assert standing("standing_criterion", *rows)["awards"] == {"all": ["2"]}
    with pytest.raises(SheetRefused, match='has no value for the criterion "Image"'):
        standing("standing_criterion", *rows, criterion="Image")


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
@pytest.mark.parametrize("key", [key for key in PRESETS if key.startswith("standing")])
def test_every_standing_is_told(key: str, language: LanguageCode) -> None:
    facts: dict[str, Any] = {"academy": "X", "criteria": {"Technique": 5}, **JUNIORS}
    rows = [row(str(number), 5, 1, competition="folk", **facts) for number in range(6)]
    out = [{"kind": "disqualified", "entry": "5"}]
    outcome = standing(key, *rows, rulings=out)
    lines = explain(outcome, language=language)
    assert lines[0].kind == "opening"
    assert [line.kind for line in lines].count("ruling") == 1
    assert all("{" not in line.text for line in lines)


@pytest.mark.parametrize(
    ("rows", "params", "message"),
    [
        ([row("1", 5), row("1", 6)], {}, "stands twice"),
        ([], {}, "list of entries is empty"),
        ([row("1", "x")], {}, "which is no number"),
        ([row("1", None, 1)], {}, "has no score"),
        ([row("1", 5, 0)], {}, "must be at least 1"),
        ([row("1", 5)], {"by": ("age",)}, "has no age, by which"),
        ([row("1", 5)], {"by": ("moon",)}, "must be one of"),
        ([row("1", 5)], {"max_place": "x"}, "max_place must be a number"),
        ([row("1", 5)], {"method": "whim"}, "setting method must be one of"),
        ([row("1", 5)], {"rulings": [{"kind": "disqualified", "entry": "7"}]}, "unknown entry"),
        ([row("1", 5)], {"rulings": [{"kind": "title_withheld", "group": "x"}]}, "not honoured"),
    ],
)
def test_spoiled_standings_are_refused(rows: list[dict[str, Any]], params: dict[str, Any], message: str) -> None:
    rulings = params.pop("rulings", [])
    ruleset: dict[str, Any] = {"method": "best", **params}
    with pytest.raises(SheetRefused, match=message):
        tabulate({"system": "standing:x", "params": ruleset, "input": {"entries": rows}, "rulings": rulings})


@given(st.lists(st.integers(0, 5), min_size=1, max_size=8), st.integers(1, 4), st.randoms())
@settings(max_examples=150, deadline=None)
def test_places_and_order_of_entries(scores: list[int], count: int, dice: Any) -> None:
    rows = [row(f"e{index}", score) for index, score in enumerate(scores)]
    outcome = standing("standing_best", *rows, by=(), min_entries=1, count=count)
    mixed = dice.sample(rows, len(rows))
    other = standing("standing_best", *mixed, by=(), min_entries=1, count=count)
    table = outcome["standings"]["all"]
    assert table == other["standings"]["all"]
    assert sum(Fraction(sum(places), 2) for places in table.values()) == Fraction(len(scores) * (len(scores) + 1), 2)
    for index, score in enumerate(scores):
        assert table[f"e{index}"][0] == 1 + sum(one > score for one in scores)
        assert (f"e{index}" in outcome["awards"]["all"]) == (table[f"e{index}"][0] <= count)


@given(st.lists(st.tuples(st.integers(1, 4), st.integers(1, 4), st.integers(1, 4)), min_size=1, max_size=6))
@settings(max_examples=150, deadline=None)
def test_combined_sums_are_recounted(places: list[tuple[int, ...]]) -> None:
    rows = [
        row(f"e{index}", place=place, competition=f"c{number}")
        for index, three in enumerate(places)
        for number, place in enumerate(three)
    ]
    table = standing("standing_combined", *rows)["standings"]["all"]
    keys = [(sum(three), sorted(three)) for three in places]
    for index, key in enumerate(keys):
        assert table[f"e{index}"] == [1 + sum(one < key for one in keys), sum(one <= key for one in keys)]
