"""The example beside a ruleset: every preset has one that is computed, and its parameters show."""

import json
from typing import Any

import pytest

from competitions.scoring import schema
from competitions.scoring.rulesets import PRESETS
from competitions.services import house_rulesets, ruleset_example

KEYS = [preset.key for preset in house_rulesets.usable_presets()]


def params_of(key: str, **changes: Any) -> dict[str, Any]:
    return {**json.loads(json.dumps(PRESETS[key].params)), **changes}


def draw(key: str, **changes: Any) -> ruleset_example.Drawn:
    return ruleset_example.draw(PRESETS[key].system, params_of(key, **changes), "en")


@pytest.mark.parametrize("key", KEYS)
def test_every_preset_has_an_example(key: str) -> None:
    drawn = draw(key)
    assert not drawn.refusal
    assert drawn.lines
    assert drawn.told
    for language in ("ru", "kk"):
        assert ruleset_example.draw(PRESETS[key].system, params_of(key), language).told


def test_trim_when_it_is_taken_away() -> None:
    trimmed = draw("trim_per_criterion")
    assert [cell.text for cell in trimmed.lines[0].cells if cell.is_dropped] == ["9", "4"]
    assert (trimmed.lines[0].place, trimmed.lines[0].score) == ("1", "123")
    whole = draw("trim_per_criterion", aggregate={"op": "sum"})
    assert not any(cell.is_dropped for line in whole.lines for cell in line.cells)
    assert whole.lines[0].place == "2"


def test_tie_break_when_it_is_taken_away() -> None:
    assert [line.place for line in draw("studio_sum3").lines[4::2]] == ["4", "3"]
    assert [line.place for line in draw("studio_sum3", tie_break=[]).lines[4::2]] == ["3–4", "3–4"]


def test_a_dance_not_danced_when_the_rule_says_what_then() -> None:
    assert "did not dance" in draw("skating_multi", not_danced="bottom_mean").note
    assert not draw("skating_multi", not_danced=None).note


@pytest.mark.parametrize(
    ("key", "changes"),
    [
        ("trim_per_criterion", {"criteria": [{"id": "a", "min": 5, "max": 1}]}),
        ("trim_per_criterion", {"criteria": "no"}),
        ("trim_per_criterion", {"criteria": [{"id": "a", "min": 0, "max": "1" * 400, "step": "0." + "0" * 300 + "1"}]}),
        ("trim_per_criterion", {"aggregate": {"op": "luck"}}),
        ("trim_per_criterion", {"tie_break": [["judge", "Z"]]}),
        ("trivium", {"weights": []}),
        ("trivium", {"judging": "dice"}),
        ("irish", {"table": [1]}),
        ("wsdc_callback", {"points": {}}),
        ("skating_recall", {"wanted": 0}),
        ("skating_recall", {"wanted": 40_000, "crosses": [2, 1]}),
        ("ido_3d_elimination", {"crosses": -3, "advance": 900}),
    ],
)
def test_parameters_that_cannot_be_computed(key: str, changes: dict[str, Any]) -> None:
    """One sentence or an example, never an exception."""
    drawn = draw(key, **changes)
    assert bool(drawn.refusal) != bool(drawn.told)
    assert drawn.refusal.count("\n") == 0


def test_unknown_system() -> None:
    assert ruleset_example.draw("standing:best", {}, "en").refusal


def test_examples_are_right_by_the_schema() -> None:
    for key in KEYS:
        assert schema.check(PRESETS[key].system, params_of(key)) == ()
