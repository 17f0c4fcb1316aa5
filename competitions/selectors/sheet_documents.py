"""The open sheet file of a round: which builder makes it. Reads only; computes no place."""

from collections.abc import Callable, Mapping

from competitions.selectors import carried
from competitions.selectors.documents import battle, placement, points, relative, skating
from competitions.selectors.round_sheets import Document, RoundSheets

BUILDERS: Mapping[str, Callable[[RoundSheets], Document]] = {
    "skating": skating.build,
    "relative_placement": relative.build,
    "points": lambda sheets: points.build(sheets, carried.carried_into(sheets.round)),
    "placement": placement.build,
    "ido": placement.build_ido,
    "bouts": battle.build,
}


def read_document(sheets: RoundSheets) -> Document:
    """The document of a round, without a ruling on the line (services.tabulation adds it)."""
    assert sheets.ruleset is not None  # an open round has its ruleset frozen (constraint)
    return BUILDERS[sheets.ruleset.system.partition(":")[0]](sheets)
