"""What a ruleset row means: the preset behind it, the system that computes it, and where it is in use."""

from collections.abc import Collection

from django.db.models import Q

from competitions.models import Round, Ruleset
from competitions.scoring.presets import Preset
from competitions.scoring.rulesets import PRESETS
from competitions.selectors import festival_scope

# Where the kind of the round chooses the system (family skating), the system whose parameters can be set.
SKATING = "skating:multi"
SHOWN = 12
# These place the table of a group of battles, and judge no dancing themselves.
TABLE_PRESETS = frozenset(key for key, preset in PRESETS.items() if preset.system.startswith("group:"))


def preset_of(ruleset: Ruleset) -> Preset | None:
    """The preset that the row was made from; None for the plain skating system, whose system the round's kind chooses."""
    return PRESETS.get(ruleset.preset)


def system_of(preset_key: str, family: str = "") -> str:
    """The system that computes rounds of this preset; for a preset that is not known, the family's own name for it."""
    preset = PRESETS.get(preset_key)
    if preset is not None:
        return preset.system
    return SKATING if preset_key == "skating" else f"{family}:{preset_key}"


def rounds_frozen_with(ruleset: Ruleset, festival_ids: Collection[int] | None) -> tuple[list[Round], int]:
    """The newest rounds of these festivals (None: of all) that hold this ruleset as it was when they opened; how many more."""
    used = Round.objects.filter(Q(ruleset=ruleset) | Q(table_ruleset=ruleset)).exclude(status=Round.Status.PLANNED)
    rows = festival_scope.of_festivals(used, festival_ids)
    shown = list(rows.select_related("competition").order_by("-opened_at", "-pk")[:SHOWN])
    return shown, rows.count() - SHOWN if len(shown) == SHOWN else 0
