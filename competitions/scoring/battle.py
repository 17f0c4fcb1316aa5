"""Battles: judges decide each round by sliders or votes; rounds and votes decide the battle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from . import checks
from .battle_sheets import BLUE, RED, TIE, BattleReader, BattleRound
from .rulings import applied_rulings, find_rulings, refuse_unknown
from .types import Outcome, Reason, Sheets

KNOWN_RULINGS = ("casting_vote", "judge_lost")
Pair = tuple[int, int]  # red, blue


@dataclass(frozen=True, slots=True)
class BattleDecision(Reason):
    """What decided the battle: "rounds", "votes", "tiebreak", a "casting_vote", or nothing ("tie").

    In a stage of battles also "bye", "walkover", "disqualified", "withdrawn"; then nothing was counted.
    """

    kind: ClassVar[str] = "battle"
    step: str
    winner: str
    rounds_won: Pair
    votes_total: Pair
    judges: int


@dataclass(frozen=True, slots=True)
class Battle:
    """A battle as it was judged and decided; `judges` are those whose marks count, where they have names."""

    rounds: tuple[BattleRound, ...]
    extra: tuple[BattleRound, ...]
    decision: BattleDecision
    judges: tuple[str, ...]


def tabulate_battle(sheets: Sheets) -> Outcome:
    """`judge_votes`, `rounds_won` and `votes_total` (red, blue), `winner`: red, blue or tie."""
    refuse_unknown(sheets, KNOWN_RULINGS)
    battle = decide_battle(sheets)
    decision = battle.decision
    values: dict[str, object] = {
        "rounds_won": decision.rounds_won,
        "votes_total": decision.votes_total,
        "winner": decision.winner,
    }
    if sheets.params.get("judging") != "round_counts":
        values["judge_votes"] = [one.votes for one in battle.rounds]
    return Outcome(sheets.system, values, (*applied_rulings(sheets), *battle.rounds, *battle.extra, decision))


def decide_battle(sheets: Sheets) -> Battle:
    """Read the rounds and decide; a casting vote settles only what they leave level. Raises SheetRefused."""
    reader = BattleReader(sheets)
    steps = sheets.params.get("decide")
    decide = ["votes"] if reader.judging == "vote_once" else _read_decide(steps)
    rounds = reader.rounds()
    rounds_won = (sum(one.winner == RED for one in rounds), sum(one.winner == BLUE for one in rounds))
    votes_total = (sum(one.red for one in rounds), sum(one.blue for one in rounds))
    step, winner = _decide(decide, rounds_won, votes_total)
    extra = reader.extra_rounds(len(rounds)) if winner == TIE else []
    if winner == TIE:
        step, winner = next((("tiebreak", one.winner) for one in extra if one.winner != TIE), (TIE, TIE))
    if winner == TIE:
        for ruling in find_rulings(sheets, "casting_vote"):
            winner = checks.one_of(ruling.get("winner"), "winner of the ruling casting_vote", [RED, BLUE])
            step = "casting_vote"
    judges = max(one.red + one.blue + one.ties for one in rounds)
    decision = BattleDecision(step, winner, rounds_won, votes_total, judges)
    return Battle(tuple(rounds), tuple(extra), decision, tuple(reader.counting(reader.judges or ())))


def _read_decide(value: object) -> list[str]:
    given = ["rounds", "votes"] if value is None else checks.sequence(value, "setting decide")
    return [checks.one_of(item, "item of the setting decide", ["rounds", "votes"]) for item in given]


def _decide(decide: Sequence[str], rounds_won: Pair, votes_total: Pair) -> tuple[str, str]:
    for step in decide:
        red, blue = rounds_won if step == "rounds" else votes_total
        if red != blue:
            return step, RED if red > blue else BLUE
    return TIE, TIE
