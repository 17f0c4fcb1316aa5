"""A stage of battles as the desk sees it: each battle with its sides, its votes by throw-down and judge, and how it stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.utils.translation import gettext as _

from competitions.models import Bout, PanelSeat, Round, RoundEntry, RoundPart, Scoresheet
from competitions.selectors import bout_sheets, mark_forms, round_names, round_sheets
from competitions.selectors.bout_sheets import BLUE, RED, TIE, BoutSheets
from competitions.selectors.mark_forms import MarkForm
from competitions.selectors.round_names import RoundNames
from competitions.selectors.round_sheets import RoundSheets

State = Literal["open", "bye", "ahead", "on", "level", "won"]
HAS_WINNER = (RED, BLUE)


@dataclass(frozen=True, slots=True)
class SideView:
    """One side of a battle; without a place it is not known yet, or nobody."""

    place: RoundEntry | None
    number: str
    name: str
    note: str
    is_winner: bool


@dataclass(frozen=True, slots=True)
class VoteView:
    """What one judge gave in one throw-down: for whom, in words to show, and the sheet that it stands on."""

    letter: str
    side: str
    text: str
    sheet: Scoresheet | None
    is_in: bool


@dataclass(frozen=True, slots=True)
class ThrowView:
    """One throw-down: the votes and how many each side has."""

    part: RoundPart
    label: str
    votes: tuple[VoteView, ...]
    red: int
    blue: int


@dataclass(frozen=True, slots=True)
class BoutView:
    """One battle."""

    bout: Bout
    title: str
    red: SideView
    blue: SideView
    state: State
    words: str
    score: str
    throws: tuple[ThrowView, ...]
    waiting: tuple[str, ...]
    is_level: bool
    is_ruled: bool
    is_undecided: bool

    @property
    def sides(self) -> tuple[SideView, SideView]:
        """Red and blue."""
        return self.red, self.blue

    @property
    def letters(self) -> tuple[str, ...]:
        """The judges in the order of the columns."""
        return tuple(vote.letter for vote in self.throws[0].votes) if self.throws else ()


@dataclass(frozen=True, slots=True)
class TableRow:
    """One line of a group's table."""

    place: str
    number: str
    name: str
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BattleBoard:
    """The stage."""

    bouts: tuple[BoutView, ...]
    table: tuple[TableRow, ...]
    is_group: bool

    @property
    def now_on(self) -> BoutView | None:
        """The battle that is danced now: the first that is not decided."""
        return next((row for row in self.bouts if row.state == "on"), None)


def read_battles(round_: Round, outcomes: Mapping[int, Mapping[str, Any]], stage: Mapping[str, Any]) -> BattleBoard:
    """The board; `outcomes` are the whole battles by number as computed now, `stage` the newest Result's outcome."""
    sheets = round_sheets.load_sheets(round_)
    names = round_names.names_in(round_)
    by_key = {(row.portion_key, row.seat_id): row for row in Scoresheet.objects.filter(seat__round=round_)}
    rows: list[BoutView] = []
    is_taken = False
    for item in bout_sheets.read_bouts(sheets):
        if item.is_vacant and round_.status != Round.Status.PLANNED:
            continue
        view = _bout(sheets, names, by_key, item, outcomes, is_next=not is_taken)
        is_taken = is_taken or view.state in ("on", "level")
        rows.append(view)
    return BattleBoard(tuple(rows), _table(stage, names), round_.kind == Round.Kind.GROUP)


def read_battle(bout: Bout, outcomes: Mapping[int, Mapping[str, Any]]) -> BoutView:
    """One battle as `read_battles` shows it."""
    board = read_battles(bout.round, outcomes, {})
    return next(row for row in board.bouts if row.bout.pk == bout.pk)


def _bout(
    sheets: RoundSheets,
    names: RoundNames,
    by_key: Mapping[tuple[str, int], Scoresheet],
    item: BoutSheets,
    outcomes: Mapping[int, Mapping[str, Any]],
    *,
    is_next: bool,
) -> BoutView:
    form = mark_forms.form_of(sheets.round)
    throws = tuple(_throw(sheets, form, by_key, item, part) for part in item.every_part)
    waiting = sorted({vote.letter for throw in throws for vote in throw.votes if not vote.is_in})
    found = outcomes.get(item.bout.position, {}) if item.is_idle or not waiting else {}
    winner = str(found.get("winner", ""))
    is_open = sheets.round.status != Round.Status.PLANNED
    is_level = winner == TIE and sheets.round.kind == Round.Kind.KNOCKOUT and not item.is_idle
    state = _state(item, winner, is_open=is_open, is_next=is_next, is_level=is_level)
    return BoutView(
        bout=item.bout,
        title=_("Battle %(number)d") % {"number": item.bout.position},
        red=_side(names, item.red, is_winner=winner == RED),
        blue=_side(names, item.blue, is_winner=winner == BLUE),
        state=state,
        words=_words(state, found, waiting),
        score=_score(found),
        throws=throws,
        waiting=() if item.is_idle else tuple(waiting),
        is_level=is_level,
        is_ruled=item.walkover is not None or item.casting_vote is not None,
        is_undecided=is_open and not item.is_idle and winner not in HAS_WINNER,
    )


def _side(names: RoundNames, place: RoundEntry | None, *, is_winner: bool) -> SideView:
    if place is None:
        return SideView(None, "", "", "", is_winner=False)
    key = str(place.pk)
    note = "" if place.status == RoundEntry.Status.DANCING else place.get_status_display()
    return SideView(place, names.numbers.get(key, "–"), names.entries.get(key, ""), note, is_winner)


def _state(item: BoutSheets, winner: str, *, is_open: bool, is_next: bool, is_level: bool) -> State:
    if item.is_vacant:
        return "open"
    if item.is_bye:
        return "bye"
    if is_level:
        return "level"
    if winner:
        return "won"
    return "on" if is_open and is_next else "ahead"


def _words(state: State, found: Mapping[str, Any], waiting: Sequence[str]) -> str:
    """How it stands, in a few words."""
    if state == "won":
        return {
            "rounds": _("by rounds"),
            "votes": _("by votes"),
            "tiebreak": _("by the extra round"),
            "casting_vote": _("by the casting vote"),
            "walkover": _("without dancing"),
            "withdrawn": _("the other side left"),
            "disqualified": _("the other side is disqualified"),
            "tie": _("level"),
            "void": _("nobody is left"),
        }.get(str(found.get("step")), "")
    if state == "on" and waiting:
        return _("now on; waiting for %(letters)s") % {"letters": ", ".join(waiting)}
    return {
        "open": _("sides not known yet"),
        "bye": _("goes on without a battle"),
        "level": _("level: an extra round or the chair decides"),
        "on": _("now on"),
        "ahead": "",
    }[state]


def _score(found: Mapping[str, Any]) -> str:
    """Rounds won, and all votes: "2–1 · 16–11"; empty where nothing was counted."""
    if not found or found.get("step") in ("bye", "walkover", "withdrawn", "disqualified", "void"):
        return ""
    rounds, votes = found["rounds_won"], found["votes_total"]
    return f"{rounds[0]}–{rounds[1]} · {votes[0]}–{votes[1]}"


def _throw(
    sheets: RoundSheets,
    form: MarkForm,
    by_key: Mapping[tuple[str, int], Scoresheet],
    item: BoutSheets,
    part: RoundPart,
) -> ThrowView:
    seats = bout_sheets.judging_seats(sheets, part)
    votes = tuple(_vote(sheets, form, item, seat, part, by_key.get((f"part:{part.pk}", seat.pk))) for seat in seats)
    label = _("extra") if part.is_decider else part.short_label.rpartition(".")[2]
    counted = [vote.side for vote in votes if vote.is_in]
    return ThrowView(part, label, votes, counted.count(RED), counted.count(BLUE))


def _vote(
    sheets: RoundSheets, form: MarkForm, item: BoutSheets, seat: PanelSeat, part: RoundPart, sheet: Scoresheet | None
) -> VoteView:
    is_in = sheet is not None and sheet.status == Scoresheet.Status.SUBMITTED
    given = bout_sheets.steps_of(sheets, form, seat, item.red, part) if item.red is not None else None
    if given is None:
        return VoteView(seat.letter, "", "–", sheet, is_in)
    side = RED if given < 0 else BLUE if given > 0 else TIE
    letter = {RED: _("R"), BLUE: _("B"), TIE: "="}[side]
    amount = f" {form.scales[0].text(abs(given))}" if form.kind == "slider" else ""
    return VoteView(seat.letter, side, f"{letter}{amount}", sheet, is_in)


def _table(stage: Mapping[str, Any], names: RoundNames) -> tuple[TableRow, ...]:
    """A group's table as tabulated, best first."""
    places = stage.get("place_ranges", {})
    rows = []
    for key, figures in stage.get("table", {}).items():
        covered = places.get(key)
        place = "" if covered is None else str(covered[0]) if covered[0] == covered[1] else f"{covered[0]}–{covered[1]}"
        figure = tuple(str(figures[name]) for name in ("rounds", "votes", "battles"))
        order = covered[0] if covered else len(names.numbers) + 1
        rows.append((order, TableRow(place, names.numbers.get(key, "–"), names.entries.get(key, ""), figure)))
    return tuple(row for _order, row in sorted(rows, key=lambda pair: (pair[0], pair[1].number)))
