"""The rulesets that the house brings along: every preset of the engines that a round can use, as rows to pick and copy.

A row that is there is never touched, whoever changed it; a preset that is new is added.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from competitions.models import Ruleset
from competitions.scoring import sheet_file
from competitions.scoring.presets import Preset
from competitions.scoring.rulesets import PRESETS

Family = Ruleset.Family

# The first word of a preset's system -> its family. Standings stand above rounds, and a bracket has no marks: neither is here.
FAMILIES: dict[str, str] = {
    "skating": Family.SKATING,
    "relative_placement": Family.RELATIVE_PLACEMENT,
    "points": Family.POINTS,
    "placement": Family.SHEETS,
    "ido": Family.SHEETS,
    "battle": Family.BATTLE,
    "group": Family.BATTLE,
}


@dataclass(frozen=True, slots=True)
class BySystem:
    """The one house ruleset without a preset of its own: the kind of the round says which skating system it is."""

    key: str = "skating"
    edition: str = "rules-1-11"
    titles: tuple[str, str, str] = ("Skating system", "Скейтинг-система", "Скейтинг жүйесі")


SKATING = BySystem()


def usable_presets() -> Iterator[Preset]:
    """Every preset that a round can be judged by."""
    return (preset for preset in PRESETS.values() if family_of(preset) is not None)


def family_of(preset: Preset) -> str | None:
    """The family of a preset; None where no round can use it."""
    return FAMILIES.get(preset.system.partition(":")[0])


def install() -> None:
    """Add the house rulesets that are not there yet: one look, and one write where something is new."""
    there = set(Ruleset.objects.filter(festival__isnull=True).values_list("key", flat=True))
    Ruleset.objects.bulk_create((row for row in all_rows() if row.key not in there), ignore_conflicts=True)


def all_rows() -> list[Ruleset]:
    """The rulesets of the house as they are made, not saved."""
    return [_plain_skating(), *(_row(preset) for preset in usable_presets())]


def _plain_skating() -> Ruleset:
    english, russian, kazakh = SKATING.titles
    return Ruleset(
        key=SKATING.key,
        family=Family.SKATING,
        preset=SKATING.key,
        edition=SKATING.edition,
        title_en=english,
        title_ru=russian,
        title_kk=kazakh,
    )


def _row(preset: Preset) -> Ruleset:
    english, russian, kazakh = preset.titles
    return Ruleset(
        key=preset.key,
        family=family_of(preset) or "",
        preset=preset.key,
        edition=preset.edition,
        params_text=sheet_file.canonical(preset.params),
        title_en=english,
        title_ru=russian,
        title_kk=kazakh,
    )
