"""A whole stage of battles in one document: a knock-out stage, or a group in which everybody meets everybody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations
from typing import ClassVar

from . import checks
from .battle_sheets import BLUE, RED, BattleRound
from .bout_sheets import Fought, Stage
from .cut import cut_values, read_cut
from .group import Row, rank_table, read_order, shown_table
from .ranking import ranges_of
from .rulings import applied_rulings, refuse_unknown, with_those_out
from .types import Document, Outcome, Reason, Sheets

KNOWN_RULINGS = ("casting_vote", "judge_lost", "walkover", "disqualified", "withdrawn")
GROUP_RULINGS = (*KNOWN_RULINGS, "re_dance", "recall_line")
DEFAULT_ROUNDS = 2  # what a walkover in a group is worth where the ruleset does not say how many rounds are danced


@dataclass(frozen=True, slots=True)
class StageMethod(Reason):
    """What the stage is: how many entries meet in how many bouts, and how those who lose are placed."""

    kind: ClassVar[str] = "stage"
    shape: str
    entries: int
    bouts: int
    losers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BoutSides(Reason):
    """Who meets whom in a bout; what follows with the same bout is about it."""

    kind: ClassVar[str] = "bout"
    bout: str
    red: str
    blue: str | None
    judges: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OfBout(Reason):
    """A step of one bout: the battle's own step, with the bout named."""

    kind: ClassVar[str] = "of_bout"
    bout: str
    step: Reason

    def as_document(self) -> Document:
        """The battle's step as it is, and the bout."""
        return {**self.step.as_document(), "bout": self.bout}


@dataclass(frozen=True, slots=True)
class StagePlace(Reason):
    """Places after a knock-out stage: "won", "lost" (shared), or what set the losers apart: "rounds", "votes", "level"."""

    kind: ClassVar[str] = "stage_place"
    places: tuple[int, int]
    entries: tuple[str, ...]
    step: str
    figures: Mapping[str, int | str] | None = None


def tabulate_knockout(sheets: Sheets) -> Outcome:
    """`bouts`, `winners`, `losers`, and `place_ranges` once nothing is open; else `undecided`, `not_danced`."""
    refuse_unknown(sheets, KNOWN_RULINGS)
    order = _read_losers(sheets.params.get("losers"))
    stage = Stage(sheets)
    _check_once(stage)
    fought = stage.fight()
    undecided = [one.bout.key for one in fought if one.is_open]
    values = {
        "bouts": {one.bout.key: _figures(one) for one in fought},
        "winners": [one.winner for one in fought if one.winner is not None],
        "losers": [one.loser for one in fought if one.loser is not None and one.loser not in stage.out],
        **_still_open(stage, fought, undecided),
    }
    reasons = list(_reasons(stage, fought, StageMethod("knockout", len(stage.entries), len(stage.bouts), tuple(order))))
    if not values.keys() & {"undecided", "not_danced"}:
        places = _knockout_places(fought, stage, order)
        values["place_ranges"] = {entry: place.places for place in places for entry in place.entries}
        reasons += places
    return Outcome(sheets.system, with_those_out(sheets, values), tuple(reasons))


def tabulate_group_bouts(sheets: Sheets) -> Outcome:
    """`bouts`, `table`, and once all have met `place_ranges` and `advance`; else `not_danced`, `not_met`."""
    refuse_unknown(sheets, GROUP_RULINGS)
    settings = checks.mapping(sheets.params.get("group") or {}, "setting group")
    order = read_order(settings)
    stage = Stage(sheets)
    _check_pairs(stage)
    fought = stage.fight()
    table, beaten = _table(stage, fought)
    met = {frozenset(bout.sides) for bout in stage.bouts}
    not_met = [pair for pair in combinations(stage.placed, 2) if frozenset(pair) not in met]
    values: dict[str, object] = {
        "bouts": {one.bout.key: _figures(one) for one in fought},
        "table": shown_table(table),
        **_still_open(stage, fought, []),
        **({"not_met": not_met} if not_met else {}),
    }
    reasons = list(_reasons(stage, fought, StageMethod("group", len(stage.entries), len(stage.bouts), tuple(order))))
    if not values.keys() & {"not_danced", "not_met"} and stage.placed:
        about_table = tuple(ruling for ruling in sheets.rulings if ruling.get("bout") is None)
        groups, places = rank_table(table, beaten, order, replace(sheets, rulings=about_table))
        values["place_ranges"] = ranges_of(groups)
        reasons += places
        if settings.get("advance") is not None:
            cut = read_cut({"count": settings["advance"], "ties": "break"}, groups, sheets)
            values |= cut_values(cut)
            reasons.append(cut)
    return Outcome(sheets.system, with_those_out(sheets, values), tuple(reasons))


def _read_losers(value: object) -> list[str]:
    """What orders those who lose; nothing where they share their places."""
    if value is None or value == "share":
        return []
    return [checks.one_of(key, "item of the setting losers", ["rounds", "votes"]) for key in _losers_list(value)]


def _losers_list(value: object) -> Sequence[object]:
    if isinstance(value, list | tuple):
        return value
    raise checks.SheetRefused(
        f'The setting losers must be "share" or a list, but it is {checks.shown(value)}.', reason="choice"
    )


def _check_once(stage: Stage) -> None:
    """In a knock-out stage everybody stands in exactly one bout."""
    seen: set[str] = set()
    for bout in stage.bouts:
        for side in bout.sides:
            if side in seen:
                raise checks.SheetRefused(
                    f"The entry {checks.shown(side)} stands in two bouts.", reason="doubled", entry=side
                )
            seen.add(side)
    for entry in stage.entries:
        if entry not in seen:
            raise checks.SheetRefused(
                f"The entry {checks.shown(entry)} stands in no bout.", reason="missing", entry=entry
            )


def _check_pairs(stage: Stage) -> None:
    """In a group two entries meet at most once, and nobody has a bye."""
    met: set[frozenset[str]] = set()
    for bout in stage.bouts:
        pair = frozenset(bout.sides)
        if bout.blue is None:
            message = f"Bout {checks.shown(bout.key)}: there are no byes in a group."
            raise checks.SheetRefused(message, reason="missing", entry=bout.red)
        if pair in met:
            message = f"Bout {checks.shown(bout.key)}: {checks.shown(bout.red)} and {checks.shown(bout.blue)} have met before."
            raise checks.SheetRefused(message, reason="doubled", entry=bout.red)
        met.add(pair)


def _still_open(stage: Stage, fought: Sequence[Fought], undecided: list[str]) -> dict[str, object]:
    done = {one.bout.key for one in fought}
    waiting = [bout.key for bout in stage.bouts if bout.key not in done]
    found = {"undecided": undecided, "not_danced": waiting}
    return {name: keys for name, keys in found.items() if keys}


def _figures(one: Fought) -> dict[str, object]:
    """A bout as the outcome holds it."""
    decision, battle = one.decision, one.battle
    found: dict[str, object] = {
        "red": one.bout.red,
        "blue": one.bout.blue,
        "winner": decision.winner,
        "winner_entry": one.winner,
        "step": decision.step,
        "rounds_won": decision.rounds_won,
        "votes_total": decision.votes_total,
    }
    if battle is None:
        return found
    if battle.judges:
        found["judges"] = battle.judges
    for name, rounds in (("judge", battle.rounds), ("extra", battle.extra)):
        found |= _by_judge(name, rounds)
    return found


def _by_judge(name: str, rounds: Sequence[BattleRound]) -> dict[str, object]:
    """Votes, and totals of sliders where there are some, round by round."""
    found: dict[str, object] = {}
    if any(one.votes is not None for one in rounds):
        found[f"{name}_votes"] = [one.votes for one in rounds]
    if any(one.totals is not None for one in rounds):
        found[f"{name}_totals"] = [one.totals for one in rounds]
    return found


def _reasons(stage: Stage, fought: Sequence[Fought], method: StageMethod) -> Iterator[Reason]:
    yield method
    yield from applied_rulings(stage.sheets)
    for one in fought:
        bout, battle = one.bout, one.battle
        yield BoutSides(bout.key, bout.red, bout.blue, () if battle is None else battle.judges)
        for step in (*battle.rounds, *battle.extra) if battle is not None else ():
            yield OfBout(bout.key, step)
        yield OfBout(bout.key, one.decision)


def _knockout_places(fought: Sequence[Fought], stage: Stage, order: Sequence[str]) -> list[StagePlace]:
    """Winners share the first places; losers share the rest, or are ranked by what they reached in their lost bout."""
    places: list[StagePlace] = []
    winners = tuple(one.winner for one in fought if one.winner is not None)
    if winners:
        places.append(StagePlace((1, len(winners)), winners, "won"))
    first = len(winners) + 1
    table = {one.loser: _loser_row(one) for one in fought if one.loser is not None and one.loser not in stage.out}
    if not order and table:
        places.append(StagePlace((first, first + len(table) - 1), tuple(table), "lost"))
        return places
    groups, reasons = rank_table(table, set(), order, Sheets(stage.sheets.system)) if table else ([], [])
    for group, reason in zip(groups, reasons, strict=True):
        step = "lost" if reason.step == "only" else reason.step
        figures = {entry: reason.figures[entry] for entry in reason.figures} or None
        last = first + len(group) - 1
        places.append(StagePlace((first, last), tuple(group), step, figures))
        first = last + 1
    return places


def _loser_row(one: Fought) -> Row:
    own = 0 if one.decision.winner == BLUE else 1
    return {"rounds": one.decision.rounds_won[own], "votes": one.decision.votes_total[own]}


def _table(stage: Stage, fought: Sequence[Fought]) -> tuple[dict[str, Row], set[tuple[str, str]]]:
    """Rounds, votes, battles won and sums of sliders; bouts of those who are out count for nobody."""
    slides = stage.params.get("judging") == "sliders"
    table: dict[str, Row] = {
        entry: {"rounds": 0, "votes": 0, "battles": 0, **({"slider_total": Fraction(0)} if slides else {})}
        for entry in stage.placed
    }
    beaten: set[tuple[str, str]] = set()
    for one in fought:
        if any(side in stage.out for side in one.bout.sides):
            continue
        rounds, votes = _counted(one, stage)
        sliders = _slider_sums(one)
        for index, side in enumerate(one.bout.sides):
            row = table[side]
            row["rounds"] += rounds[index]
            row["votes"] += votes[index]
            row["battles"] += one.winner == side
            if slides:
                row["slider_total"] += sliders[index]
        if one.winner is not None and one.loser is not None:
            beaten.add((one.winner, one.loser))
    return table, beaten


def _counted(one: Fought, stage: Stage) -> tuple[tuple[int, int], tuple[int, int]]:
    """Rounds and votes of both sides; who wins by walkover gets all of both."""
    decision = one.decision
    if decision.step != "walkover":
        return decision.rounds_won, decision.votes_total
    rounds = checks.whole(stage.params.get("rounds") or DEFAULT_ROUNDS, "setting rounds", low=1)
    votes = rounds * len(one.bout.judges or ())
    return ((rounds, 0), (votes, 0)) if decision.winner == RED else ((0, rounds), (0, votes))


def _slider_sums(one: Fought) -> tuple[Fraction, Fraction]:
    """How far the sliders stood towards each side, all judges and rounds added."""
    rounds = () if one.battle is None else one.battle.rounds
    total = sum((Fraction(str(total)) for round_ in rounds for total in round_.totals or ()), Fraction(0))
    return -total, total
