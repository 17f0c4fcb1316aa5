"""The presets are data that their engines accept, and their messages are whole in three languages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest

from competitions.scoring.registry import find_engine
from competitions.scoring.rulesets import PRESETS
from competitions.scoring.sheet_file import canonical
from competitions.scoring.wording import battle_messages, points_messages, relative_messages


@pytest.mark.parametrize("key", PRESETS)
def test_preset_names_an_engine_and_its_source(key: str) -> None:
    preset = PRESETS[key]
    assert callable(find_engine(preset.system))
    assert preset.source
    assert preset.edition
    assert all(preset.titles)
    assert preset.title("kk") == preset.titles[2]
    assert canonical({"params": dict(preset.params)})
    if preset.certainty == "general knowledge" and preset.key not in ("rank_sum", "borda", "bracket"):
        assert preset.open_points


@pytest.mark.parametrize("module", [battle_messages, points_messages, relative_messages])
def test_messages_have_the_same_gaps_in_every_language(module: object) -> None:
    messages: Mapping[str, tuple[str, str, str]] = module.MESSAGES  # type: ignore[attr-defined]
    grammar = {"one", "it", "who", "whom", "number"}
    for key, texts in messages.items():
        gaps = [set(re.findall(r"\{(\w+)", text)) - grammar for text in texts]
        assert gaps[1] | gaps[2] <= gaps[0] | {"last"}, key
        assert all(texts), key


POINTS = [key for key, preset in PRESETS.items() if preset.system.startswith("points:")]
STEP_IS_SETTLED = ("tv_ballroom", "isu_like", "wdsf_js10", "wdsf_js20")


@pytest.mark.parametrize("key", POINTS)
def test_sheet_of_every_points_preset_can_be_drawn(key: str) -> None:
    """Each criterion has a lowest mark, a highest one and a step that leads from one to the other."""
    preset = PRESETS[key]
    criteria: Any = preset.params["criteria"]
    for row in criteria:
        low, high, step = (Fraction(str(row[name])) for name in ("min", "max", "step"))
        assert low < high
        assert step > 0
        assert (high - low) % step == 0
        assert (high - low) / step <= 1000
    words = " ".join(preset.open_points)
    assert key in STEP_IS_SETTLED or "marks in " in words or "scale" in words or "step" in words


@pytest.mark.parametrize("key", [key for key, preset in PRESETS.items() if preset.system.startswith("battle:")])
def test_every_battle_preset_says_how_many_rounds(key: str) -> None:
    params = PRESETS[key].params
    assert params["rounds"] == (1 if params["judging"] == "vote_once" else 2)
    assert isinstance(params["extra_rounds"], int)
    assert ("slider_step" in params) == (params["judging"] == "sliders")
