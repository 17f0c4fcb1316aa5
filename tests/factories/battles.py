"""Battles for tests: a competition of a house format with its first panel seated, and votes as devices would send them."""

from collections.abc import Mapping, Sequence
from typing import Any

from competitions.models import (
    Bout,
    Competition,
    Format,
    Mark,
    Operation,
    PanelSeat,
    Round,
    RoundEntry,
    RoundPart,
    Scoresheet,
)
from competitions.selectors import mark_forms
from competitions.services import bouts, formats, rounds, tabulation, withdrawals
from tests.factories import contest
from tests.factories.contest import Staff, actor_of

SIDES = {"red": -1, "tie": 0, "blue": 1}


def make_battle(staff: Staff, shape: str, entries: int, *, letters: str = "ABC", first: int = 1) -> Competition:
    """A competition of a house format with entries numbered from 101 and the first round's panel seated."""
    competition = contest.make_competition(staff.festival, format=Format.objects.get(festival=None, key=shape))
    contest.make_entries(competition, range(101, 101 + entries))
    formats.create_rounds(actor=actor_of(staff.owner), user=staff.owner, competition=competition)
    for round_ in competition.rounds.filter(position__lte=first):
        contest.make_panel(round_, letters)
    return competition


def stage(competition: Competition, title: str) -> Round:
    """The competition's round of this English title."""
    return competition.rounds.get(title_en=title)


def open_stage(staff: Staff, round_: Round) -> Round:
    """Open a stage as the scrutineer does."""
    return rounds.open_round(actor=actor_of(staff.scrutineer), user=staff.scrutineer, round=round_)


def numbers_in(round_: Round) -> dict[int, str]:
    """The numbers on the backs, by RoundEntry id."""
    return bouts.labels_of(round_)


def sides(round_: Round) -> list[tuple[str | None, str | None]]:
    """Who meets whom, by numbers, in the order of the battles."""
    labels = numbers_in(round_)
    return [(labels.get(bout.red_id or 0), labels.get(bout.blue_id or 0)) for bout in round_.bouts.order_by("position")]


def vote(part: RoundPart, votes: Sequence[str | int]) -> None:
    """Give a throw-down its votes in the order of the letters (a number: the first slider, in steps), and hand the sheets in."""
    assert part.bout is not None
    assert part.bout.red is not None
    form = mark_forms.form_of(part.round)
    for seat, given in zip(part.round.seats.order_by("letter"), votes, strict=True):
        value = given if isinstance(given, int) else SIDES[given]
        for index, criterion in enumerate(form.criteria):
            steps = value * (100 if form.kind == "slider" and abs(value) == 1 else 1) if index == 0 else 0
            put(seat, part.bout.red, part, criterion, steps)
    hand_in_part(part)


def put(seat: PanelSeat, red: RoundEntry, part: RoundPart, criterion: str, value: int) -> None:
    """One cell as a device would have sent it."""
    operation = Operation.objects.create(
        seat=seat,
        round_entry=red,
        part=part,
        criterion=criterion,
        value=value,
        client_id=f"battle-{part.pk}-{seat}-{criterion}-{Operation.objects.count()}",
        body_digest="0" * 64,
        outcome=Operation.Outcome.APPLIED,
        received_at=contest.OPENED,
    )
    Mark.objects.update_or_create(
        seat=seat,
        round_entry=red,
        part=part,
        criterion=criterion,
        defaults={"value": value, "operation": operation},
    )


def hand_in_part(part: RoundPart) -> None:
    """Every sheet of the throw-down handed in."""
    rows = Scoresheet.objects.filter(portion_key=f"part:{part.pk}")
    rows.update(status=Scoresheet.Status.SUBMITTED, submitted_at=contest.OPENED)


def judge_all(round_: Round, winners: Mapping[str, str] | None = None) -> None:
    """Vote every throw-down of every battle for its winner: the one named for the battle's position, else the lower number."""
    labels = numbers_in(round_)
    for bout in round_.bouts.filter(parts__isnull=False).distinct().order_by("position"):
        side = (winners or {}).get(str(bout.position)) or _lower(bout, labels)
        for part in bout.parts.all():
            vote(part, [side] * round_.seats.count())


def _lower(bout: Bout, labels: Mapping[int, str]) -> str:
    return "red" if int(labels[bout.red_id or 0]) < int(labels[bout.blue_id or 0]) else "blue"


def finish(staff: Staff, round_: Round) -> Round:
    """Close, tabulate, and draw what follows."""
    who: dict[str, Any] = {"actor": actor_of(staff.scrutineer), "user": staff.scrutineer}
    rounds.close_round(**who, round=round_)
    tabulation.tabulate_round(**who, round=round_)
    if round_.links_out.exists():
        rounds.draw_next_round(**who, round=round_)
    return round_


def run_stage(staff: Staff, round_: Round, winners: Mapping[str, str] | None = None) -> Round:
    """Open a stage, judge it, and finish it."""
    open_stage(staff, round_)
    judge_all(round_, winners)
    return finish(staff, round_)


def withdraw(staff: Staff, place: RoundEntry, kind: str = "withdrawal") -> None:
    """Take an entry out of its round."""
    withdrawals.withdraw(
        actor=actor_of(staff.chair), user=staff.chair, round_entry=place, kind=kind, reason="Twisted ankle."
    )
