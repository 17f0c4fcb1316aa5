"""Which engine computes which system: a plain table, and the one door to all of them."""

from __future__ import annotations

from collections.abc import Mapping

from . import checks
from .battle import tabulate_battle
from .bouts import tabulate_group_bouts, tabulate_knockout
from .bracket import tabulate_bracket
from .callback import tabulate_callback
from .component import tabulate_component
from .cut import tabulate_cut
from .group import tabulate_group
from .ido import tabulate_ido
from .multi_dance import tabulate_multi_dance
from .placement import tabulate_placement
from .points import tabulate_points
from .recall import tabulate_recall
from .relative_placement import tabulate_relative_placement
from .rulings import sheets_of
from .single_dance import tabulate_single_dance
from .standings import tabulate_standing
from .types import Engine, Outcome

ENGINES: Mapping[str, Engine] = {
    "skating:callback": tabulate_recall,
    "skating:single": tabulate_single_dance,
    "skating:multi": tabulate_multi_dance,
    "relative_placement:final": tabulate_relative_placement,
    "relative_placement:callback": tabulate_callback,
    "bouts:knockout": tabulate_knockout,
    "bouts:group": tabulate_group_bouts,
}

# A family whose presets share one engine: "points:tv_ballroom" is computed by the engine of "points".
FAMILIES: Mapping[str, Engine] = {
    "points": tabulate_points,
    "component": tabulate_component,
    "advance": tabulate_cut,
    "placement": tabulate_placement,
    "ido": tabulate_ido,
    "battle": tabulate_battle,
    "group": tabulate_group,
    "bracket": tabulate_bracket,
    "standing": tabulate_standing,
}


def find_engine(system: str) -> Engine:
    """The engine of a system; raises SheetRefused for one that is not known."""
    engine = ENGINES.get(system) or FAMILIES.get(system.partition(":")[0])
    if engine is None:
        raise checks.SheetRefused(f"The system {checks.shown(system)} is unknown.", reason="system")
    return engine


def tabulate(document: Mapping[str, object]) -> Outcome:
    """Compute the outcome of one document (a sheet file, or a case of the same form).

    Raises SheetRefused with one clear sentence for sheets that are incomplete, illegal or of an unknown system.
    """
    sheets = sheets_of(document)
    return find_engine(sheets.system)(sheets)
