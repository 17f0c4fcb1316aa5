"""Battles: judges decide each round by sliders or votes; rounds and votes decide the battle."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from . import checks
from .exact import UNIT, decimal_text, in_units, read_integer, read_number
from .limits import read_limit
from .rulings import applied_rulings, find_rulings, refuse_unknown
from .types import Outcome, Reason, Sheets

RED, BLUE, TIE = "red", "blue", "tie"
KNOWN_RULINGS = ("casting_vote", "judge_lost")
MOST_ROUNDS = 99
JUDGING = ("sliders", "vote_round", "vote_once", "round_counts")


@dataclass(frozen=True, slots=True)
class BattleRound(Reason):
    """One round: each judge's slider total where there are sliders, the votes, and the side with more of them."""

    kind: ClassVar[str] = "battle_round"
    round: int
    red: int
    blue: int
    ties: int
    winner: str
    is_tiebreak: bool
    votes: tuple[str, ...] | None = None
    totals: tuple[int | str, ...] | None = None


@dataclass(frozen=True, slots=True)
class BattleDecision(Reason):
    """What decided the battle: "rounds", "votes", "tiebreak", a "casting_vote", or nothing ("tie")."""

    kind: ClassVar[str] = "battle"
    step: str
    winner: str
    rounds_won: tuple[int, int]
    votes_total: tuple[int, int]
    judges: int


def tabulate_battle(sheets: Sheets) -> Outcome:
    """`judge_votes`, `rounds_won` and `votes_total` (red, blue), `winner`: red, blue or tie."""
    refuse_unknown(sheets, KNOWN_RULINGS)
    judging = checks.one_of(sheets.params.get("judging"), "setting judging", JUDGING)
    _check_form(sheets.params)
    rounds = _read_rounds(sheets, judging)
    rounds_won = (sum(one.winner == RED for one in rounds), sum(one.winner == BLUE for one in rounds))
    votes_total = (sum(one.red for one in rounds), sum(one.blue for one in rounds))
    decide = ["votes"] if judging == "vote_once" else _read_decide(sheets.params.get("decide", ["rounds", "votes"]))
    step, winner = _decide(decide, rounds_won, votes_total)
    extra = _read_tiebreak(sheets, len(rounds), judging) if winner == TIE else []
    for one in extra:
        if one.winner != TIE:
            step, winner = "tiebreak", one.winner
            break
    if winner == TIE:
        for ruling in find_rulings(sheets, "casting_vote"):
            winner = checks.one_of(ruling.get("winner"), "winner of the ruling casting_vote", [RED, BLUE])
            step = "casting_vote"
    values: dict[str, object] = {"rounds_won": rounds_won, "votes_total": votes_total, "winner": winner}
    if judging != "round_counts":
        values["judge_votes"] = [one.votes for one in rounds]
    judges = max((one.red + one.blue + one.ties for one in rounds), default=0)
    decision = BattleDecision(step, winner, rounds_won, votes_total, judges)
    return Outcome(sheets.system, values, (*applied_rulings(sheets), *rounds, *extra, decision))


def _check_form(params: Mapping[str, object]) -> None:
    """What only a judge's sheet and a stage of battles use must be right here too."""
    step = read_limit(params.get("slider_step"), "setting slider_step")
    if step is not None and step <= 0:
        raise checks.SheetRefused("The setting slider_step must be above 0.", reason="range")
    for name, low in (("rounds", 1), ("extra_rounds", 0)):
        if params.get(name) is not None:
            checks.whole(params[name], f"setting {name}", low=low, high=MOST_ROUNDS)


def _read_decide(value: object) -> list[str]:
    return [
        checks.one_of(item, "item of the setting decide", ["rounds", "votes"])
        for item in checks.sequence(value, "setting decide")
    ]


def _decide(decide: Sequence[str], rounds_won: tuple[int, int], votes_total: tuple[int, int]) -> tuple[str, str]:
    for step in decide:
        red, blue = rounds_won if step == "rounds" else votes_total
        if red != blue:
            return step, RED if red > blue else BLUE
    return TIE, TIE


def _read_rounds(sheets: Sheets, judging: str) -> list[BattleRound]:
    if judging == "vote_once":
        checks.one_of(sheets.params.get("tie_votes", "abstain"), "setting tie_votes", ["abstain"])
        return [_voted(sheets.input.get("votes"), 1, sheets)]
    given = checks.sequence(sheets.input.get("rounds"), "list of rounds")
    if not given:
        raise checks.SheetRefused("The list of rounds is empty.", reason="empty")
    if judging == "round_counts":
        return [_counted(pair, number) for number, pair in enumerate(given, start=1)]
    if judging == "vote_round":
        return [_voted(votes, number, sheets) for number, votes in enumerate(given, start=1)]
    sliders = _read_sliders(sheets.params)
    return [_slid(marks, number, sliders, sheets) for number, marks in enumerate(given, start=1)]


def _read_tiebreak(sheets: Sheets, danced: int, judging: str) -> list[BattleRound]:
    """The extra rounds: votes, or sliders where the battle is judged by them."""
    given = sheets.input.get("tiebreak")
    if given is None:
        return []
    found = []
    for number, round_ in enumerate(checks.sequence(given, "list of extra rounds"), start=danced + 1):
        marks = checks.sequence(round_, f"votes of round {number}")
        if judging == "sliders" and any(isinstance(row, list | tuple) for row in marks):
            found.append(_slid(marks, number, _read_sliders(sheets.params), sheets, extra=True))
        else:
            found.append(_voted(marks, number, sheets, extra=True))
    return found


def _winner(red: int, blue: int) -> str:
    return TIE if red == blue else RED if red > blue else BLUE


def _counted(pair: object, number: int) -> BattleRound:
    counts = [read_integer(count) for count in checks.sequence(pair, f"votes of round {number}")]
    if len(counts) != 2 or any(count is None or count < 0 for count in counts):
        message = f"Round {number}: the votes must be two numbers from 0 on, red and blue."
        raise checks.SheetRefused(message, reason="shape")
    red, blue = counts[0] or 0, counts[1] or 0
    return BattleRound(number, red, blue, 0, _winner(red, blue), is_tiebreak=False)


def _voted(votes: object, number: int, sheets: Sheets, *, extra: bool = False) -> BattleRound:
    given = checks.sequence(votes, f"votes of round {number}")
    found = []
    for judge, vote in enumerate(given, start=1):
        if _is_lost(judge, sheets):
            continue
        if vote not in (RED, BLUE, TIE):
            message = f"Judge {judge}, round {number}: the vote {checks.shown(vote)} is not red, blue or tie."
            raise checks.SheetRefused(message, reason="missing" if vote is None else "choice", judge=str(judge))
        found.append(str(vote))
    return _round(found, number, None, extra=extra)


def _round(votes: Sequence[str], number: int, totals: Sequence[Fraction] | None, *, extra: bool) -> BattleRound:
    if not votes:
        raise checks.SheetRefused(f"Round {number} has no votes.", reason="empty")
    red, blue = votes.count(RED), votes.count(BLUE)
    shown = None if totals is None else tuple(map(decimal_text, totals))
    ties = len(votes) - red - blue
    return BattleRound(number, red, blue, ties, _winner(red, blue), extra, tuple(votes), shown)


def _is_lost(judge: int, sheets: Sheets) -> bool:
    return any(ruling.get("judge") in (judge, str(judge)) for ruling in find_rulings(sheets, "judge_lost"))


def _read_sliders(params: Mapping[str, object]) -> list[tuple[str, int]]:
    """The criteria, each with its slider's end in UNITs."""
    criteria = checks.keys(params.get("criteria"), "criteria")
    weights = [read_number(weight) for weight in checks.sequence(params.get("weights"), "setting weights")]
    if len(weights) != len(criteria):
        raise checks.SheetRefused("There must be one weight for each criterion.", reason="shape")
    sliders = []
    for key, weight in zip(criteria, weights, strict=True):
        if weight is None or weight <= 0:
            raise checks.SheetRefused(f"The weight of {checks.shown(key)} must be above 0.", reason="range")
        sliders.append((key, in_units(weight)))
    return sliders


def _slid(
    marks: object, number: int, sliders: Sequence[tuple[str, int]], sheets: Sheets, *, extra: bool = False
) -> BattleRound:
    """Sliders from -weight (all red) to +weight (all blue); the sign of a judge's sum is the vote."""
    totals, votes = [], []
    for judge, row in enumerate(checks.sequence(marks, f"sliders of round {number}"), start=1):
        if _is_lost(judge, sheets):
            continue
        total = _slider_total(checks.sequence(row, f"sliders of judge {judge}"), judge, number, sliders)
        totals.append(total)
        votes.append(BLUE if total > 0 else RED)
    return _round(votes, number, totals, extra=extra)


def _slider_total(row: Sequence[object], judge: int, number: int, sliders: Sequence[tuple[str, int]]) -> Fraction:
    where = f"Judge {judge}, round {number}"
    if len(row) != len(sliders):
        message = f"{where}: {len(row)} sliders for {len(sliders)} criteria."
        raise checks.SheetRefused(message, reason="missing", judge=str(judge))
    total = 0
    for (key, weight), value in zip(sliders, row, strict=True):
        moved = read_number(value)
        slider = None if moved is None else in_units(moved)
        if slider is None or abs(slider) > weight:
            limit = decimal_text(Fraction(weight, UNIT))
            message = f"{where}: the slider {checks.shown(key)} is {checks.shown(value)}, not from -{limit} to {limit}."
            raise checks.SheetRefused(message, reason="range", judge=str(judge))
        total += slider
    if total == 0:
        message = f"{where}: the sliders balance exactly, which is no decision; the judge must move one."
        raise checks.SheetRefused(message, reason="no_decision", judge=str(judge))
    return Fraction(total, UNIT)
