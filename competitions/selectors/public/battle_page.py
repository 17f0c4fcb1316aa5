"""A released competition of battles as its page shows it: the drawn bracket, the groups, and each battle's votes.

What is shown follows the release: winners with the places, rounds won with the totals, votes by judge with the marks; where only
names are published, nothing of it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from competitions.models import Bout, Release, Round, RoundLink
from competitions.selectors.public import naming
from competitions.selectors.public.result_source import ResultSource, RoundSource

RED, BLUE = "red", "blue"
WITH_ROUNDS = ("totals", "marks")
UNCOUNTED = ("bye", "walkover", "withdrawn", "disqualified", "void")


@dataclass(frozen=True, slots=True)
class Corner:
    """One side of a battle. `score`: the rounds that it won."""

    number: str
    name: str
    score: str
    is_winner: bool


@dataclass(frozen=True, slots=True)
class VoteCell:
    """One judge's vote in one throw-down."""

    side: str
    text: str


@dataclass(frozen=True, slots=True)
class VoteRow:
    """One throw-down."""

    label: str
    cells: tuple[VoteCell, ...]
    count: str


@dataclass(frozen=True, slots=True)
class BattleView:
    """One battle. `key` names its votes in the page; empty where there are none to show."""

    key: str
    title: str
    red: Corner | None
    blue: Corner | None
    words: str
    letters: tuple[str, ...]
    votes: tuple[VoteRow, ...]

    @property
    def corners(self) -> tuple[dict[str, object], ...]:
        """Red and blue, in that order."""
        return {"side": RED, "who": self.red}, {"side": BLUE, "who": self.blue}

    @property
    def is_vacant(self) -> bool:
        """Whether nobody stood here."""
        return self.red is None and self.blue is None


@dataclass(frozen=True, slots=True)
class BracketStage:
    """One column of the bracket."""

    title: str
    battles: tuple[BattleView, ...]


@dataclass(frozen=True, slots=True)
class TableRow:
    """One line of a group."""

    place: str
    number: str
    name: str
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GroupView:
    """One group: its table and its battles."""

    title: str
    rows: tuple[TableRow, ...]
    battles: tuple[BattleView, ...]


@dataclass(frozen=True, slots=True)
class BattlePage:
    """The bracket from its first stage to the final, what is danced beside it (third place), and the groups before."""

    stages: tuple[BracketStage, ...]
    beside: tuple[BracketStage, ...]
    groups: tuple[GroupView, ...]
    has_figures: bool

    @property
    def with_votes(self) -> tuple[BracketStage, ...]:
        """Everything whose votes are shown, the last stage first."""
        every = (*reversed(self.stages), *self.beside, *(BracketStage(one.title, one.battles) for one in self.groups))
        kept = (BracketStage(one.title, tuple(row for row in one.battles if row.votes)) for one in every)
        return tuple(one for one in kept if one.battles)


def page(source: ResultSource) -> BattlePage | None:
    """Return the battles of a release; None for another competition, and where only names are published."""
    rounds = [stage for stage in source.rounds if "bouts" in stage.outcome]
    if not rounds or source.release.detail == "names" or source.release.kind == Release.Kind.WITHDRAWN:
        return None
    ids = [stage.round.pk for stage in rounds]
    slots: dict[int, list[Bout]] = {}
    for bout in Bout.objects.filter(round__in=ids).order_by("position", "pk"):
        slots.setdefault(bout.round_id, []).append(bout)
    beside = set(
        RoundLink.objects.filter(to_round__in=ids, cut=RoundLink.Cut.LOSERS).values_list("to_round_id", flat=True)
    )
    knockout = [stage for stage in rounds if stage.round.kind == Round.Kind.KNOCKOUT]
    return BattlePage(
        stages=tuple(_stage(source, one, slots) for one in knockout if one.round.pk not in beside),
        beside=tuple(_stage(source, one, slots) for one in knockout if one.round.pk in beside),
        groups=tuple(_group(source, one, slots) for one in rounds if one.round.kind == Round.Kind.GROUP),
        has_figures=source.release.detail in WITH_ROUNDS,
    )


def _stage(source: ResultSource, stage: RoundSource, slots: Mapping[int, Sequence[Bout]]) -> BracketStage:
    return BracketStage(stage.round.title, tuple(_battles(source, stage, slots)))


def _battles(source: ResultSource, stage: RoundSource, slots: Mapping[int, Sequence[Bout]]) -> list[BattleView]:
    found = stage.outcome["bouts"]
    rows = slots.get(stage.round.pk, ())
    return [_battle(source, stage, bout, found.get(str(bout.position), {}), len(rows)) for bout in rows]


def _battle(
    source: ResultSource, stage: RoundSource, bout: Bout, figures: Mapping[str, Any], beside: int
) -> BattleView:
    title = stage.round.title
    if beside > 1:
        title = _("%(round)s, battle %(number)d") % {"round": title, "number": bout.position}
    votes = tuple(_votes(figures)) if source.shows_marks else ()
    return BattleView(
        key=f"votes-{bout.pk}" if votes else "",
        title=title,
        red=_corner(source, figures, RED),
        blue=_corner(source, figures, BLUE),
        words=_words(str(figures.get("step", ""))),
        letters=tuple(figures.get("judges", ())),
        votes=votes,
    )


def _corner(source: ResultSource, figures: Mapping[str, Any], side: str) -> Corner | None:
    key = figures.get(side)
    if key is None:
        return None
    entry = source.entry_of_key[key]
    is_counted = source.release.detail in WITH_ROUNDS and figures["step"] not in UNCOUNTED
    score = str(figures["rounds_won"][side == BLUE]) if is_counted else ""
    return Corner(source.numbers[entry], source.names[entry].pair, score, is_winner=figures["winner"] == side)


def _words(step: str) -> str:
    """What decided the battle where it was not the rounds."""
    return {
        "votes": _("decided by all votes"),
        "tiebreak": _("decided in the extra round"),
        "casting_vote": _("decided by the chair’s vote"),
        "bye": _("went on without a battle"),
        "walkover": _("won without dancing"),
        "withdrawn": _("the other side left"),
        "disqualified": _("the other side was disqualified"),
        "tie": _("level"),
        "void": _("not danced"),
    }.get(step, "")


def _votes(figures: Mapping[str, Any]) -> list[VoteRow]:
    rows = []
    for name, extra in (("judge", False), ("extra", True)):
        every = figures.get(f"{name}_votes", ())
        totals = figures.get(f"{name}_totals") or [None] * len(every)
        for number, (votes, sums) in enumerate(zip(every, totals, strict=True), start=1):
            label = _("extra round") if extra else str(number)
            rows.append(_vote_row(label, votes, sums))
    return rows


def _vote_row(label: str, votes: Sequence[str], sums: Sequence[object] | None) -> VoteRow:
    letters = {RED: _("R"), BLUE: _("B")}
    cells = tuple(
        VoteCell(vote, f"{letters.get(vote, '=')}{'' if total is None else ' ' + str(total).removeprefix('-')}")
        for vote, total in zip(votes, sums or [None] * len(votes), strict=True)
    )
    return VoteRow(label, cells, f"{votes.count(RED)}–{votes.count(BLUE)}")


def _group(source: ResultSource, stage: RoundSource, slots: Mapping[int, Sequence[Bout]]) -> GroupView:
    places = stage.outcome.get("place_ranges", {})
    table = stage.outcome.get("table", {})
    shows = source.release.detail in WITH_ROUNDS
    rows = []
    for key in sorted(places, key=lambda one: (places[one], source.numbers[source.entry_of_key[one]])):
        entry, figures = source.entry_of_key[key], table.get(key, {})
        shown = tuple(str(figures.get(name, "")) for name in ("rounds", "votes", "battles")) if shows else ()
        rows.append(TableRow(naming.places(*places[key]), source.numbers[entry], source.names[entry].pair, shown))
    return GroupView(stage.round.title, tuple(rows), tuple(_battles(source, stage, slots)))
