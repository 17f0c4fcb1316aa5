"""All presets by key: what an organiser can pick from."""

from __future__ import annotations

from collections.abc import Mapping

from .presets import BATTLES, RANKING, SHEETS, Preset
from .presets_points import POINTS

PRESETS: Mapping[str, Preset] = {preset.key: preset for preset in (*RANKING, *SHEETS, *POINTS, *BATTLES)}
