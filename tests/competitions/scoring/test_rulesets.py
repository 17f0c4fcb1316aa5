"""The presets are data that their engines accept, and their messages are whole in three languages."""

from __future__ import annotations

import re
from collections.abc import Mapping

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
