"""What a ruleset row means: the preset behind it, the system that computes it, and where it is in use."""

from competitions.models import Round, Ruleset
from competitions.scoring.presets import Preset
from competitions.scoring.rulesets import PRESETS

# Where the kind of the round chooses the system (family skating), the system whose parameters can be set.
SKATING = "skating:multi"


def preset_of(ruleset: Ruleset) -> Preset | None:
    """The preset that the row was made from; None for the plain skating system, whose system the round's kind chooses."""
    return PRESETS.get(ruleset.preset)


def system_of(preset_key: str, family: str = "") -> str:
    """The system that computes rounds of this preset; for a preset that is not known, the family's own name for it."""
    preset = PRESETS.get(preset_key)
    if preset is not None:
        return preset.system
    return SKATING if preset_key == "skating" else f"{family}:{preset_key}"


def is_of_table(ruleset: Ruleset) -> bool:
    """Whether the ruleset places the table of a group of battles, and judges no dancing itself."""
    return system_of(ruleset.preset, ruleset.family).startswith("group:")


def rounds_frozen_with(ruleset: Ruleset) -> list[Round]:
    """The rounds that were opened with this ruleset and hold its text as it was then, by competition."""
    rows = Round.objects.filter(ruleset=ruleset).exclude(status=Round.Status.PLANNED)
    return list(rows.select_related("competition").order_by("competition", "position", "pk"))
