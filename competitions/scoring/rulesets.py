"""All presets by key: what an organiser can pick from."""

from __future__ import annotations

from collections.abc import Mapping

from .presets import BATTLES, RANKING, SHEETS, Preset
from .presets_ido import IDO
from .presets_points import POINTS
from .presets_standings import STANDINGS

PRESETS: Mapping[str, Preset] = {
    preset.key: preset for preset in (*RANKING, *IDO, *SHEETS, *POINTS, *BATTLES, *STANDINGS)
}
