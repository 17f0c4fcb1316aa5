"""Reads a stage of battles: who meets whom in which bout, what the judges gave, and what was ruled about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from . import checks
from .battle import Battle, BattleDecision, decide_battle
from .battle_sheets import BLUE, RED, TIE
from .rulings import find_rulings
from .types import Sheets

MARKS = ("rounds", "votes", "tiebreak")
VOID = "void"
Ruling = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Bout:
    """One battle of the stage: its sides, and its sheets as they were given; without a blue side it is a bye."""

    key: str
    red: str
    blue: str | None
    sheet: Mapping[str, object]
    judges: tuple[str, ...] | None

    @property
    def sides(self) -> tuple[str, ...]:
        """The entries that meet."""
        return (self.red,) if self.blue is None else (self.red, self.blue)

    def entry_of(self, side: str) -> str | None:
        """The entry in a corner; None for a tie, and for the empty corner of a bye."""
        return {RED: self.red, BLUE: self.blue}.get(side)


@dataclass(frozen=True, slots=True)
class Fought:
    """A bout with its decision; `battle` is missing where nothing was counted (a bye, a walkover)."""

    bout: Bout
    decision: BattleDecision
    battle: Battle | None = None

    @property
    def winner(self) -> str | None:
        """The entry that won."""
        return self.bout.entry_of(self.decision.winner)

    @property
    def loser(self) -> str | None:
        """The entry that lost; None in a bye and where nobody won."""
        return None if self.winner is None else next((side for side in self.bout.sides if side != self.winner), None)

    @property
    def is_open(self) -> bool:
        """Whether the battle is level, so that an extra round or a casting vote is needed where somebody must win."""
        return self.decision.winner == TIE and self.decision.step != VOID


class Stage:
    """The bouts of one stage, checked: every side is an entry, and every ruling speaks of a bout or an entry here."""

    def __init__(self, sheets: Sheets) -> None:
        self.sheets = sheets
        self.params = checks.mapping(sheets.params.get("battle"), "setting battle")
        self.entries = checks.keys(sheets.input.get("entries"), "entries")
        self._panel = _read_judges(sheets.input.get("judges"))
        self.bouts = [self._read_bout(item) for item in checks.sequence(sheets.input.get("bouts"), "list of bouts")]
        if not self.bouts:
            raise checks.SheetRefused("The list of bouts is empty.", reason="empty")
        checks.keys([bout.key for bout in self.bouts], "bouts")
        self.out = {
            str(ruling["entry"]): kind for kind in ("withdrawn", "disqualified") for ruling in self._about(kind)
        }
        self._check_rulings()

    @property
    def placed(self) -> tuple[str, ...]:
        """The entries that get a place: all but those whom a ruling took out."""
        return tuple(entry for entry in self.entries if entry not in self.out)

    def fight(self) -> list[Fought]:
        """Every bout that can be decided, in order; one without any marks is not danced yet and is left out."""
        return [fought for bout in self.bouts if (fought := self._decide(bout)) is not None]

    def _read_bout(self, item: object) -> Bout:
        sheet = checks.mapping(item, "bout")
        key = checks.text(sheet.get("id"), "id of a bout")
        red = checks.text(sheet.get("red"), f"red side of bout {checks.shown(key)}")
        blue = sheet.get("blue")
        if blue is not None:
            blue = checks.text(blue, f"blue side of bout {checks.shown(key)}")
        for side in (red, blue):
            if side is not None and side not in self.entries:
                message = f"Bout {checks.shown(key)}: the entry {checks.shown(side)} is unknown."
                raise checks.SheetRefused(message, reason="unknown", entry=side)
        if red == blue:
            message = f"Bout {checks.shown(key)}: the entry {checks.shown(red)} cannot meet itself."
            raise checks.SheetRefused(message, reason="doubled", entry=red)
        return Bout(key, red, blue, sheet, _read_judges(sheet.get("judges")) or self._panel)

    def _about(self, kind: str) -> list[Ruling]:
        """The rulings of a kind that takes an entry out."""
        found = list(find_rulings(self.sheets, kind))
        for ruling in found:
            entry = ruling.get("entry")
            if entry not in self.entries:
                message = f"The ruling {kind} names the entry {checks.shown(entry)}, which is not in the stage."
                raise checks.SheetRefused(message, reason="ruling")
        return found

    def _check_rulings(self) -> None:
        known = {bout.key: bout for bout in self.bouts}
        for ruling in self.sheets.rulings:
            kind, key = str(ruling["kind"]), ruling.get("bout")
            if kind == "walkover" or key is not None:
                bout = known.get(key) if isinstance(key, str) else None
                if bout is None:
                    message = f"The ruling {kind} names the bout {checks.shown(key)}, which is not in the stage."
                    raise checks.SheetRefused(message, reason="ruling")
                if kind in ("walkover", "casting_vote"):
                    self._check_winner(ruling, kind, bout)
            if kind == "judge_lost":
                self._check_lost(ruling)

    def _check_winner(self, ruling: Ruling, kind: str, bout: Bout) -> None:
        side = checks.one_of(ruling.get("winner"), f"winner of the ruling {kind}", [RED, BLUE])
        if bout.entry_of(side) is None:
            message = f"The ruling {kind} gives the bye {checks.shown(bout.key)} to its empty corner."
            raise checks.SheetRefused(message, reason="ruling")

    def _check_lost(self, ruling: Ruling) -> None:
        judge = checks.text(ruling.get("judge"), "judge of the ruling judge_lost")
        bouts = [bout for bout in self.bouts if ruling.get("bout") in (None, bout.key)]
        if not any(judge in self._names(bout) for bout in bouts):
            message = f"The ruling judge_lost names the judge {checks.shown(judge)}, who is not on the panel."
            raise checks.SheetRefused(message, reason="ruling", judge=judge)

    def _names(self, bout: Bout) -> tuple[str, ...]:
        """The judges of a bout: listed, or those who stand in its marks."""
        if bout.judges is not None:
            return bout.judges
        rounds = bout.sheet.get("rounds")
        for marks in (bout.sheet.get("votes"), *(rounds if isinstance(rounds, list | tuple) else ())):
            if isinstance(marks, Mapping):
                return tuple(str(judge) for judge in marks)
        return ()

    def _decide(self, bout: Bout) -> Fought | None:
        out = [side for side, entry in ((RED, bout.red), (BLUE, bout.blue)) if entry in self.out]
        if len(out) == len(bout.sides):
            return _uncounted(bout, VOID, TIE)
        if out:
            entry = bout.entry_of(out[0])
            return _uncounted(bout, self.out[str(entry)], BLUE if out[0] == RED else RED)
        if bout.blue is None:
            return _uncounted(bout, "bye", RED)
        for ruling in find_rulings(self.sheets, "walkover"):
            if ruling.get("bout") == bout.key:
                return _uncounted(bout, "walkover", str(ruling["winner"]))
        if all(bout.sheet.get(name) is None for name in MARKS):
            return None
        try:
            battle = decide_battle(self._battle_sheets(bout))
            self._check_rounds(bout)
        except checks.SheetRefused as error:
            message = f"Bout {checks.shown(bout.key)}: {error.message[:1].lower()}{error.message[1:]}"
            raise checks.SheetRefused(message, reason=error.reason, judge=error.judge, entry=error.entry) from error
        return Fought(bout, battle.decision, battle)

    def _battle_sheets(self, bout: Bout) -> Sheets:
        sheet = {name: bout.sheet[name] for name in MARKS if bout.sheet.get(name) is not None}
        if bout.judges is not None:
            sheet["judges"] = bout.judges
        names = self._names(bout)
        rulings = tuple(
            ruling
            for ruling in self.sheets.rulings
            if (ruling["kind"] == "casting_vote" and ruling.get("bout") == bout.key)
            or (ruling["kind"] == "judge_lost" and ruling.get("bout") in (None, bout.key) and ruling["judge"] in names)
        )
        return Sheets("battle:bout", self.params, sheet, rulings)

    def _check_rounds(self, bout: Bout) -> None:
        """As many rounds as the ruleset says, and no more extra rounds; votes given once say nothing about rounds."""
        danced, extra = (checks.sequence(bout.sheet.get(name) or (), name) for name in ("rounds", "tiebreak"))
        wanted, most = self.params.get("rounds"), self.params.get("extra_rounds")
        if wanted is not None and self.params.get("judging") != "vote_once":
            number = checks.whole(wanted, "setting rounds", low=1)
            if len(danced) != number:
                raise checks.SheetRefused(f"There are {len(danced)} rounds, but {number} are danced.", reason="missing")
        if most is not None and len(extra) > checks.whole(most, "setting extra_rounds", low=0):
            raise checks.SheetRefused(
                f"There are {len(extra)} extra rounds, more than the ruleset allows.", reason="range"
            )


def _read_judges(value: object) -> tuple[str, ...] | None:
    return None if value is None else checks.keys(value, "judges")


def _uncounted(bout: Bout, step: str, winner: str) -> Fought:
    return Fought(bout, BattleDecision(step, winner, (0, 0), (0, 0), 0))
