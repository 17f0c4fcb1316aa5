"""Who won and who lost in a stage of battles, and from where each battle of the next stage takes its sides."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from competitions.models import Bout, Competition, Result, Round, RoundEntry, RoundLink
from competitions.selectors import rankings

BATTLES = (Round.Kind.KNOCKOUT, Round.Kind.GROUP)
# Cuts that follow a battle's outcome, and the field that says where to.
FOLLOWS: Mapping[str, str] = {RoundLink.Cut.WINNERS: "winner_to", RoundLink.Cut.LOSERS: "loser_to"}


@dataclass(frozen=True, slots=True)
class Advance:
    """RoundEntry ids in the order of their battles. A bye has a winner and no loser."""

    winners: tuple[int, ...]
    losers: tuple[int, ...]

    def by_cut(self, cut: str) -> tuple[int, ...]:
        """Those whom a link with this cut takes on."""
        return self.winners if cut == RoundLink.Cut.WINNERS else self.losers


def battle_advance(round_: Round, result: Result | None = None) -> Advance | None:
    """Who won and who lost by the round's newest Result (or the one given); None while a battle is undecided or nothing is
    tabulated. Those who have left the competition since are in it; who stands them in the next round leaves them out."""
    newest = result or round_.results.order_by("-number", "-pk").first()
    return advance_in(rankings.outcome_of(newest)) if newest else None


def advance_in(outcome: Mapping[str, Any]) -> Advance | None:
    """The same from an outcome."""
    if outcome.get("undecided") or "winners" not in outcome:
        return None
    return Advance(tuple(int(key) for key in outcome["winners"]), tuple(int(key) for key in outcome.get("losers", ())))


def feeders(round_: Round) -> list[RoundLink]:
    """The links that bring winners or losers of battles into the round, the first of them first."""
    rows = round_.links_in.filter(cut__in=FOLLOWS).select_related("from_round")
    return list(rows.order_by("from_round__position", "pk"))


def sides_of(bout: Bout) -> tuple[int, ...]:
    """The RoundEntry ids that stand in the battle."""
    return tuple(side for side in (bout.red_id, bout.blue_id) if side is not None)


def entry_in(round_: Round) -> dict[int, int]:
    """The entry behind each place of the round, by RoundEntry id."""
    rows = RoundEntry.objects.filter(round=round_).order_by("-source_rows__pk")
    return dict(rows.values_list("pk", "source_rows__entry_id"))


def first_groups(competition: Competition) -> list[Round]:
    """The groups in which a competition begins, in their order."""
    rows = competition.rounds.filter(kind=Round.Kind.GROUP, links_in__isnull=True)
    return list(rows.order_by("position", "pk"))


def is_beside_others(round_: Round) -> bool:
    """Whether the round is one of several groups in which its competition begins."""
    return round_.kind == Round.Kind.GROUP and len(first_groups(round_.competition)) > 1
