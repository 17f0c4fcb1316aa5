"""Reads the sheets of a battle: each judge's sliders or vote in every round, by judge or in the judges' order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from . import checks
from .exact import UNIT, decimal_text, in_units, read_integer, read_number, read_units
from .limits import read_limit
from .rulings import find_rulings
from .types import Reason, Sheets

RED, BLUE, TIE = "red", "blue", "tie"
JUDGING = ("sliders", "vote_round", "vote_once", "round_counts")
MOST_ROUNDS = 99


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


class BattleReader:
    """Reads the rounds of one battle. Judges have the names of `judges`, of the marks, or are counted from 1."""

    def __init__(self, sheets: Sheets) -> None:
        params = sheets.params
        self.judging = checks.one_of(params.get("judging"), "setting judging", JUDGING)
        _check_form(params)
        given = sheets.input.get("judges")
        self.judges: tuple[str, ...] | None = None if given is None else checks.keys(given, "judges")
        self._sliders = _read_sliders(params) if self.judging == "sliders" else []
        self._lost = [str(ruling.get("judge")) for ruling in find_rulings(sheets, "judge_lost")]
        self._input = sheets.input
        if self.judging == "vote_once":
            checks.one_of(params.get("tie_votes") or "abstain", "setting tie_votes", ["abstain"])
        if self.judging == "round_counts" and self._lost:
            message = "Counted votes do not say which were the lost judge's; give each judge's vote."
            raise checks.SheetRefused(message, reason="ruling", judge=self._lost[0])

    def rounds(self) -> list[BattleRound]:
        """The rounds that every battle has; a battle judged once has one."""
        if self.judging == "vote_once":
            return [self._voted(self._input.get("votes"), 1)]
        given = checks.sequence(self._input.get("rounds"), "list of rounds")
        if not given:
            raise checks.SheetRefused("The list of rounds is empty.", reason="empty")
        if self.judging == "round_counts":
            return [_counted(pair, number) for number, pair in enumerate(given, start=1)]
        read = self._voted if self.judging == "vote_round" else self._slid
        return [read(marks, number) for number, marks in enumerate(given, start=1)]

    def extra_rounds(self, danced: int) -> list[BattleRound]:
        """The extra rounds: votes, or sliders where the battle is judged by them."""
        given = self._input.get("tiebreak")
        if given is None:
            return []
        rounds = checks.sequence(given, "list of extra rounds")
        return [
            (self._slid if self._holds_sliders(marks) else self._voted)(marks, number, extra=True)
            for number, marks in enumerate(rounds, start=danced + 1)
        ]

    def counting(self, judges: Sequence[str]) -> list[str]:
        """The judges whose marks count."""
        return [judge for judge in judges if judge not in self._lost]

    def _holds_sliders(self, marks: object) -> bool:
        cells = list(marks.values()) if isinstance(marks, Mapping) else marks
        return (
            bool(self._sliders)
            and isinstance(cells, list | tuple)
            and any(isinstance(one, list | tuple) for one in cells)
        )

    def _cells(self, marks: object, what: str, number: int) -> Iterator[tuple[str, object]]:
        """What each judge who counts gave in a round."""
        if isinstance(marks, Mapping):
            self.judges = self.judges or checks.keys(list(marks), "judges")
            checks.same_keys(marks, self.judges, name="judge", where=f"Round {number}")
            cells = [(judge, marks[judge]) for judge in self.judges]
        else:
            row = checks.sequence(marks, f"{what} of round {number}")
            names = self.judges or [str(judge) for judge in range(1, len(row) + 1)]
            if len(row) != len(names):
                missing = names[len(row)] if len(row) < len(names) else None
                message = f"Round {number}: {len(row)} marks for {len(names)} judges."
                raise checks.SheetRefused(message, reason="missing" if missing else "too_many", judge=missing)
            cells = list(zip(names, row, strict=True))
        seated = [judge for judge, _ in cells]
        for judge in self._lost:
            if seated and judge not in seated:
                message = f"The ruling judge_lost names the judge {checks.shown(judge)}, who is not on the panel."
                raise checks.SheetRefused(message, reason="ruling", judge=judge)
        return ((judge, cell) for judge, cell in cells if judge not in self._lost)

    def _voted(self, votes: object, number: int, *, extra: bool = False) -> BattleRound:
        found = []
        for judge, vote in self._cells(votes, "votes", number):
            if vote not in (RED, BLUE, TIE):
                message = f"Judge {judge}, round {number}: the vote {checks.shown(vote)} is not red, blue or tie."
                raise checks.SheetRefused(message, reason="missing" if vote is None else "choice", judge=judge)
            found.append(str(vote))
        return _round(found, number, None, extra=extra)

    def _slid(self, marks: object, number: int, *, extra: bool = False) -> BattleRound:
        """Sliders from -weight (all red) to +weight (all blue); the sign of a judge's sum is the vote."""
        totals = [
            _slider_total(checks.sequence(row, f"sliders of judge {judge}"), judge, number, self._sliders)
            for judge, row in self._cells(marks, "sliders", number)
        ]
        return _round([BLUE if total > 0 else RED for total in totals], number, totals, extra=extra)


def _check_form(params: Mapping[str, object]) -> None:
    """What only a judge's sheet and a stage of battles use must be right here too."""
    step = read_limit(params.get("slider_step"), "setting slider_step") if params["judging"] == "sliders" else None
    if step is not None and step <= 0:
        raise checks.SheetRefused("The setting slider_step must be above 0.", reason="range")
    for name, low in (("rounds", 1), ("extra_rounds", 0)):
        if params.get(name) is not None:
            checks.whole(params[name], f"setting {name}", low=low, high=MOST_ROUNDS)


def _winner(red: int, blue: int) -> str:
    return TIE if red == blue else RED if red > blue else BLUE


def _counted(pair: object, number: int) -> BattleRound:
    counts = [read_integer(count) for count in checks.sequence(pair, f"votes of round {number}")]
    if len(counts) != 2 or any(count is None or count < 0 for count in counts):
        message = f"Round {number}: the votes must be two numbers from 0 on, red and blue."
        raise checks.SheetRefused(message, reason="shape")
    red, blue = counts[0] or 0, counts[1] or 0
    return BattleRound(number, red, blue, 0, _winner(red, blue), is_tiebreak=False)


def _round(votes: Sequence[str], number: int, totals: Sequence[Fraction] | None, *, extra: bool) -> BattleRound:
    if not votes:
        raise checks.SheetRefused(f"Round {number} has no votes.", reason="empty")
    red, blue = votes.count(RED), votes.count(BLUE)
    shown = None if totals is None else tuple(map(decimal_text, totals))
    ties = len(votes) - red - blue
    return BattleRound(number, red, blue, ties, _winner(red, blue), extra, tuple(votes), shown)


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


def _slider_total(row: Sequence[object], judge: str, number: int, sliders: Sequence[tuple[str, int]]) -> Fraction:
    where = f"Judge {judge}, round {number}"
    if len(row) != len(sliders):
        message = f"{where}: {len(row)} sliders for {len(sliders)} criteria."
        raise checks.SheetRefused(message, reason="missing", judge=judge)
    total = 0
    for (key, weight), value in zip(sliders, row, strict=True):
        slider = read_units(value)
        if slider is None or abs(slider) > weight:
            limit = decimal_text(Fraction(weight, UNIT))
            message = f"{where}: the slider {checks.shown(key)} is {checks.shown(value)}, not from -{limit} to {limit}."
            raise checks.SheetRefused(message, reason="range", judge=judge)
        total += slider
    if total == 0:
        message = f"{where}: the sliders balance exactly, which is no decision; the judge must move one."
        raise checks.SheetRefused(message, reason="no_decision", judge=judge)
    return Fraction(total, UNIT)
