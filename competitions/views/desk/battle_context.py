"""What the desk's pages show of a stage of battles."""

from typing import Any

from competitions.models import Round
from competitions.selectors import battle_board, bout_seeds, rankings
from competitions.selectors.battle_advance import BATTLES, feeders, is_beside_others
from competitions.services import instant_release, tabulation


def battle_context(row: Round) -> dict[str, Any]:
    """The board of a stage of battles and what may be drawn; nothing for other rounds."""
    if row.kind not in BATTLES:
        return {"battles": None}
    is_planned = row.status == Round.Status.PLANNED
    outcomes = {} if is_planned else tabulation.bouts_so_far(row)
    stage = rankings.outcome_of(tabulation.latest_result(row))
    seeding = bout_seeds.read(row)
    return {
        "battles": battle_board.read_battles(row, outcomes, stage),
        "seeding": seeding,
        "seeding_ways": _ways(row) if is_planned else (),
        "draws_groups": is_planned and is_beside_others(row),
        "releases_at_once": not is_planned and instant_release.offers_now(row),
    }


def _ways(row: Round) -> tuple[str, ...]:
    """How this stage can be drawn by hand: one that follows battles, or whose pairs are named, draws itself."""
    if feeders(row) or bout_seeds.read(row).pairs or is_beside_others(row):
        return ()
    return bout_seeds.WAYS if row.links_in.exists() else (bout_seeds.DRAW, bout_seeds.NUMBERS)
