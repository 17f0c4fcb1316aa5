"""The forms of rulesets: every preset fits its own, and what is typed wrongly is told in one sentence."""

from __future__ import annotations

import string
from collections.abc import Iterator
from typing import Any

import pytest

from competitions.scoring import schema
from competitions.scoring.registry import ENGINES
from competitions.scoring.registry import FAMILIES as ENGINE_FAMILIES
from competitions.scoring.rulesets import PRESETS
from competitions.scoring.schema_fields import Field
from competitions.scoring.schema_forms import FAMILIES, SYSTEMS
from competitions.scoring.schema_words import PROBLEMS

POINTS: dict[str, Any] = {"criteria": [{"id": "a"}, {"id": "b"}], "aggregate": {"op": "mean"}}
BATTLE: dict[str, Any] = {"judging": "sliders", "criteria": ["a"], "weights": ["20"]}
CALLBACK: dict[str, Any] = {"wanted": 3, "points": {"Y": 10, "N": 0}}


def every_field() -> Iterator[Field]:
    for form in (*SYSTEMS.values(), *FAMILIES.values()):
        for field in form:
            yield field
            yield from field.fields


def test_every_system_has_a_form() -> None:
    assert SYSTEMS.keys() == ENGINES.keys()
    assert FAMILIES.keys() == ENGINE_FAMILIES.keys()
    assert schema.fields("skating:callback") is SYSTEMS["skating:callback"]
    with pytest.raises(KeyError):
        schema.fields("waltz:x")


@pytest.mark.parametrize("key", PRESETS)
def test_every_preset_fits_its_form(key: str) -> None:
    preset = PRESETS[key]
    assert schema.check(preset.system, preset.params) == ()
    form = schema.preset_fields(key)
    for field in form:
        if field.value(preset.params) is not None:
            assert field.default == field.value(preset.params)
        if preset.certainty == "general knowledge":
            assert field.is_general_knowledge


def test_every_field_has_words_in_three_languages() -> None:
    for field in every_field():
        assert all(field.labels), field.key
        assert all(field.helps) or not any(field.helps), field.key
        assert field.label("kk") == field.labels[2]
        assert field.help("ru") == field.helps[1]
        assert (field.type in ("choice", "choices", "items")) == bool(field.choices), field.key
        for choice in field.choices:
            assert all(choice.label(language) for language in ("en", "ru", "kk"))


def test_problems_have_the_same_gaps_in_every_language() -> None:
    for key, texts in PROBLEMS.items():
        gaps = [{gap for _, gap, _, _ in string.Formatter().parse(text) if gap} for text in texts]
        assert gaps[0] == gaps[1] == gaps[2], key


@pytest.mark.parametrize(
    ("system", "params", "key", "message"),
    [
        ("waltz:x", {}, "system", 'The system "waltz:x" is unknown.'),
        ("skating:callback", {}, "wanted", "How many go on is missing."),
        ("skating:callback", {"wanted": 0}, "wanted", "How many go on must be a whole number from 1 on."),
        ("skating:callback", {"wanted": "2.5"}, "wanted", "How many go on must be a whole number from 1 on."),
        ("skating:callback", {"wanted": 3, "crosses": [4, 2]}, "crosses", "the smaller first"),
        ("skating:callback", {"wanted": 3, "crosses": 0}, "crosses", "the smaller first"),
        ("skating:callback", {"wanted": 3, "crosses": [4]}, "crosses", "the smaller first"),
        ("skating:callback", {"wanted": 3, "strict_crosses": 1}, "strict_crosses", "must be yes or no"),
        ("skating:multi", {"whim": 1}, "whim", 'There is no setting "whim".'),
        ("skating:multi", {"not_danced": "x"}, "not_danced", "must be one of: bottom_mean"),
        ("relative_placement:callback", {**CALLBACK, "points": {"Y": "x"}}, "points", "must give each mark a number"),
        ("points:x", {**POINTS, "aggregate": 5}, "aggregate", "must be a group of settings"),
        ("points:x", {**POINTS, "aggregate": {"op": "mean", "whim": 1}}, "aggregate.whim", "no setting"),
        ("points:x", {**POINTS, "aggregate": {"op": "median_tolerance"}}, "aggregate.tolerance", "is missing"),
        ("points:x", {**POINTS, "criteria": []}, "criteria", "at least one row"),
        ("points:x", {**POINTS, "criteria": [{"id": "a"}, {"id": "a"}]}, "criteria.1.id", "stands twice"),
        ("points:x", {**POINTS, "criteria": [{"id": "a", "step": 0}]}, "criteria.0.step", "above 0"),
        ("points:x", {**POINTS, "criteria": [{"id": "a", "whim": 0}]}, "criteria.0.whim", "no setting"),
        ("points:x", {**POINTS, "criteria": [{"id": "a", "min": 5, "max": 1}]}, "criteria.0.min", "above its highest"),
        ("points:x", {**POINTS, "criteria": [{"id": 5}]}, "criteria.0.id", "must be a text"),
        ("points:x", {**POINTS, "tie_break": ["criterion"]}, "tie_break", "must be words of"),
        ("points:x", {**POINTS, "tie_break": [5]}, "tie_break", "must be words of"),
        ("points:x", {**POINTS, "tie_break": [["criterion", "z"]]}, "tie_break", 'names the criterion "z"'),
        ("points:x", {**POINTS, "round": 13}, "round", "from 0 to 12"),
        ("points:x", {**POINTS, "parts": ["a", "a"]}, "parts", "must be different texts"),
        ("points:x", {**POINTS, "parts": "a"}, "parts", "must be different texts"),
        ("points:x", {**POINTS, "advance": {"ties": "include"}}, "advance.count", "is missing"),
        ("points:x", {**POINTS, "advance": {"percent": 0}}, "advance.percent", "above 0"),
        ("points:x", {**POINTS, "advance": {"percent": 101}}, "advance.percent", "must be a number"),
        ("placement:x", {}, "scheme", "is missing"),
        ("placement:x", {"table": ["x"]}, "table", "must be numbers"),
        ("placement:x", {"scheme": "borda", "tie_break": ["raw_sum"] * 2}, "tie_break", "must be different words of"),
        ("placement:x", {"scheme": "borda", "scale": {"min": 9, "max": 1}}, "scale.min", "above the highest"),
        ("placement:x", {"scheme": "borda", "scale": {"step": 0}}, "scale.step", "above 0"),
        ("ido:x", {"round": "final", "dimensions": []}, "dimensions", "at least one row"),
        ("ido:x", {"round": "final", "dimensions": [{"id": "T"}, {"id": "T"}]}, "dimensions.1.id", "stands twice"),
        ("battle:x", {**BATTLE, "weights": ["20", "20"]}, "weights", "one weight for each criterion"),
        ("battle:x", {**BATTLE, "weights": [0]}, "weights", "must be numbers above 0"),
        ("battle:x", {"judging": "sliders"}, "criteria", "is missing"),
    ],
)
def test_what_is_wrong_is_told(system: str, params: dict[str, Any], key: str, message: str) -> None:
    problems = schema.check(system, params)
    assert [one.message for one in problems if one.key == key and message in one.message], problems
    for language in ("ru", "kk"):
        told = schema.check(system, params, language)
        assert [one.key for one in told] == [one.key for one in problems]
        assert all(one.message and "{" not in one.message for one in told)


@pytest.mark.parametrize(
    ("system", "params"),
    [
        ("points:x", {**POINTS, "tie_break": ["raw_sum", ["criterion", "b"], ["judge", "A"]], "tiers": None}),
        ("battle:x", {"judging": "vote_round"}),
        ("ido:x", {"round": "final"}),
        ("bracket:x", {}),
        ("skating:callback", {"wanted": 3, "crosses": [2, 4]}),
        ("advance:x", {"percent": "50"}),
        ("standing:x", {"method": "best", "by": []}),
        ("placement:x", {"scheme": "borda", "advance": None}),
    ],
)
def test_what_is_right_has_no_problems(system: str, params: dict[str, Any]) -> None:
    assert schema.check(system, params) == ()
