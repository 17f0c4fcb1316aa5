"""The wall of the desk: every round of a festival with the state of every seat, and what needs a person.

The number of queries does not depend on the number of rounds. Names of dancers and marks are not read here.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from typing import Any, Literal

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from competitions.models import (
    Competition,
    Entry,
    HeatPlace,
    Mark,
    PanelSeat,
    Release,
    Result,
    Round,
    RoundEntry,
    RoundLink,
    Scoresheet,
)
from competitions.selectors import conflicts
from dancers.models import User
from events.models import Festival

SeatState = Literal["waiting", "coming", "handed", "conflict", "reopened"]
DONE_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Seat:
    """One judge's seat in a round and how far its sheets have come."""

    letter: str
    state: SeatState
    label: str


@dataclass(frozen=True, slots=True)
class Need:
    """Something that waits for a person."""

    title: str
    note: str
    round_id: int
    is_bad: bool = False
    icon: str = "bell"


@dataclass(frozen=True, slots=True)
class WallRow:
    """One round on the wall."""

    round: Round
    time: str
    title: str
    note: str
    seats: tuple[Seat, ...]
    need: Need | None
    is_done: bool
    stage: str
    order: tuple[Any, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Group:
    """Rounds under one heading: a stage of the festival, what is not in the programme, what is done."""

    title: str
    rows: tuple[WallRow, ...]


@dataclass(frozen=True, slots=True)
class Wall:
    """The wall, with its counts in words and what needs a person."""

    groups: tuple[Group, ...]
    counts: str
    needs: tuple[Need, ...]


@dataclass(frozen=True, slots=True)
class _Facts:
    """What is known of all rounds at once, by round."""

    seats: Mapping[int, list[PanelSeat]]
    sheets: Mapping[int, list[Scoresheet]]
    marked: frozenset[int]
    conflicts: Mapping[int, set[int]]
    slots: Mapping[int, tuple[datetime | None, str, tuple[Any, ...]]]
    results: Mapping[int, Result]
    releases: Mapping[int, Release]
    standing: Mapping[int, int]
    accepted: Mapping[int, int]
    drawn: frozenset[int]
    leads_on: frozenset[int]
    first_round: Mapping[int, int]
    last_round: Mapping[int, int]


def festivals_of(user: User) -> list[Festival]:
    """The festivals at which the user works (a superuser: all), the newest first."""
    rows = Festival.objects.all() if user.is_superuser else Festival.objects.filter(staff_roles__user=user).distinct()
    return list(rows.order_by("-starts_on", "pk"))


def read_wall(festival: Festival) -> Wall:
    """Every round of the festival's competitions, grouped by stage, the done ones last."""
    rounds = list(
        Round.objects.filter(competition__festival=festival)
        .exclude(competition__status=Competition.Status.CANCELLED)
        .select_related("competition")
        .order_by("competition__position", "competition_id", "position", "pk")
    )
    facts = _facts_of(rounds)
    rows = [_row(row, facts, festival.zone) for row in rounds]
    doing = sorted((row for row in rows if not row.is_done), key=lambda row: row.order)
    done = sorted((row for row in rows if row.is_done), key=lambda row: row.order, reverse=True)
    groups: dict[str, list[WallRow]] = {}
    for row in doing:
        groups.setdefault(row.stage, []).append(row)
    shown = [Group(title, tuple(group)) for title, group in groups.items()]
    if done:
        shown.append(Group(_("Done, the last ones"), tuple(done[:DONE_SHOWN])))
    needs = tuple(row.need for row in doing if row.need is not None)
    return Wall(tuple(shown), _count_words(doing, done), tuple(sorted(needs, key=lambda need: not need.is_bad)))


def _facts_of(rounds: Sequence[Round]) -> _Facts:
    ids = [row.pk for row in rounds]
    seats = list(PanelSeat.objects.filter(round__in=ids).order_by("letter", "pk"))
    sheets = Scoresheet.objects.filter(seat__round__in=ids).order_by("pk")
    marked = Mark.objects.filter(seat__round__in=ids).values_list("seat_id", flat=True).distinct()
    waiting = conflicts.open_conflicts(ids).order_by().values_list("seat__round_id", "seat_id").distinct()
    results = Result.objects.filter(round__in=ids).defer("sheets_text").order_by("number", "pk")
    competitions = {row.competition_id for row in rounds}
    releases = Release.objects.filter(competition__in=competitions).defer("ranking_text").select_related("state")
    standing = Round.objects.filter(pk__in=ids).annotate(standing=Count("round_entries"))
    accepted = Entry.objects.taking_part().filter(competition__in=competitions).values_list("competition_id")
    # Who came by this link, or (drawn couples) by none; those whom another round sent there say nothing about this one.
    by_link = Q(via_link=OuterRef("pk")) | Q(via_link__isnull=True)
    stood = RoundEntry.objects.filter(by_link, round=OuterRef("to_round"))
    links = list(RoundLink.objects.filter(from_round__in=ids).values_list("from_round_id", "cut", Exists(stood)))
    waits = {key for key, cut, is_stood in links if not is_stood and cut != RoundLink.Cut.REST}
    return _Facts(
        seats=_by(seats, lambda seat: seat.round_id),
        sheets=_by(sheets, lambda sheet: sheet.seat_id),
        marked=frozenset(marked),
        conflicts=_sets(waiting),
        slots=_slots(ids),
        results={result.round_id: result for result in results if result.round_id is not None},
        releases={
            row.competition_id: row for row in releases.order_by("number", "pk") if row.competition_id is not None
        },
        standing=dict(standing.values_list("pk", "standing")),
        accepted=dict(accepted.annotate(count=Count("pk")).order_by()),
        drawn=frozenset(key for key, _cut, is_stood in links if is_stood and key not in waits),
        leads_on=frozenset(key for key, _cut, _is_stood in links),
        first_round={row.competition_id: row.pk for row in reversed(rounds)},
        last_round={row.competition_id: row.pk for row in rounds},
    )


def _slots(ids: Sequence[int]) -> dict[int, tuple[datetime | None, str, tuple[Any, ...]]]:
    """The first slot of each round in the programme: its time, its stage, and how to order by it."""
    places = (
        HeatPlace.objects.filter(round_entry__round__in=ids, heat__programme_item__isnull=False)
        .select_related("heat__programme_item__session__stage", "round_entry")
        .order_by("-heat__programme_item__position", "-pk")
    )
    found = {}
    for place in places:
        item = place.heat.programme_item
        assert item is not None
        session = item.session
        order = (session.stage.position, session.starts_at, item.position)
        found[place.round_entry.round_id] = (item.started_at or item.planned_at, session.stage.title, order)
    return found


def _row(row: Round, facts: _Facts, zone: tzinfo) -> WallRow:
    planned, stage, order = facts.slots.get(row.pk, (None, "", ()))
    at = planned or row.opened_at
    seats = tuple(_seat(seat, facts, row.pk) for seat in facts.seats.get(row.pk, ()))
    note, need, is_done = _state(row, facts, seats, zone)
    title = f"{row.competition.title}, {row.title}"
    return WallRow(
        round=row,
        time=date_format(timezone.localtime(at, zone), "H:i") if at else "",
        title=title,
        note=note,
        seats=seats,
        need=Need(need[0], f"{title}{need[1]}", row.pk, need[2], "warn" if need[2] else "bell") if need else None,
        is_done=is_done,
        stage=stage or _("Not in the programme"),
        order=(not order, *(order or (row.competition.position, row.competition_id)), row.position, row.pk),
    )


def _seat(seat: PanelSeat, facts: _Facts, round_id: int) -> Seat:
    states = [sheet.status for sheet in facts.sheets.get(seat.pk, ())]
    if seat.pk in facts.conflicts.get(round_id, ()):
        return Seat(seat.letter, "conflict", _("conflict"))
    if Scoresheet.Status.REOPENED in states:
        return Seat(seat.letter, "reopened", _("reopened"))
    if states and all(state == Scoresheet.Status.SUBMITTED for state in states):
        return Seat(seat.letter, "handed", _("handed in"))
    if seat.pk in facts.marked or Scoresheet.Status.SUBMITTED in states:
        return Seat(seat.letter, "coming", _("coming in"))
    return Seat(seat.letter, "waiting", _("waiting"))


_State = tuple[str, tuple[str, str, bool] | None, bool]


def _state(row: Round, facts: _Facts, seats: Sequence[Seat], zone: tzinfo) -> _State:
    """What the row says below its title, what it needs (title, note, whether it is bad), and whether it is done."""
    if row.status == Round.Status.PLANNED:
        return _say_planned(row, facts), None, False
    in_conflict = [seat.letter for seat in seats if seat.state == "conflict"]
    if in_conflict:
        words = _("a conflict at seat %(letters)s") % {"letters": ", ".join(in_conflict)}
        return words, (_("Two marks for one cell"), " · " + words, True), False
    if row.status == Round.Status.OPEN:
        handed = sum(seat.state == "handed" for seat in seats)
        if handed == len(seats):
            return _("all sheets in"), (_("All sheets are in: close and tabulate"), "", False), False
        words = _("%(done)d of %(all)d judges handed in") % {"done": handed, "all": len(seats)}
        return words, None, False
    return _say_closed(row, facts, zone)


def _say_planned(row: Round, facts: _Facts) -> str:
    standing = facts.standing.get(row.pk, 0)
    if facts.first_round[row.competition_id] == row.pk:
        standing = standing or facts.accepted.get(row.competition_id, 0)
    if not standing:
        return _("not drawn yet")
    return ngettext("%(count)d entry · not opened", "%(count)d entries · not opened", standing) % {"count": standing}


def _say_closed(row: Round, facts: _Facts, zone: tzinfo) -> _State:
    release = facts.releases.get(row.competition_id)
    result = facts.results.get(row.pk)
    if result is None:
        return _("closed, not tabulated"), (_("Tabulate"), "", False), False
    outcome = json.loads(result.outcome_text)
    if "tied_at_line" in outcome and "recalled" not in outcome:
        return _("a tie at the recall line"), (_("The chair decides the recall line"), "", True), False
    if outcome.get("undecided"):
        return _("a battle is level"), (_("An extra round or the chair decides a battle"), "", True), False
    is_last = facts.last_round[row.competition_id] == row.pk
    if not is_last:
        if row.pk not in facts.leads_on:  # a battle for third place, a B final: nobody goes on from here
            return _("tabulated"), None, True
        words = _say_gone_on(outcome)
        if row.pk in facts.drawn:
            return words, None, release is not None or row.kind != Round.Kind.FINAL
        return words, (_("Draw the next round"), "", False), False
    return _say_last(release, result, zone)


def _say_gone_on(outcome: Mapping[str, Any]) -> str:
    """How many the Result itself sends on; a cut that it does not know is told on the round's own page."""
    for name in ("recalled", "advance", "winners"):
        if name in outcome:
            return _("%(count)d recalled") % {"count": len(outcome[name])}
    return _("tabulated")


def _say_last(release: Release | None, result: Result, zone: tzinfo) -> _State:
    if release is None:
        return _("tabulated, ready to release"), (_("Waits for its release"), "", False), False
    if release.state.retracted_at is not None:
        return _("result taken back"), (_("Waits for a corrected release"), "", True), False
    if result.at > release.at:
        return _("tabulated anew since its release"), (_("A correction waits for its release"), "", True), False
    at = date_format(timezone.localtime(release.at, zone), "H:i")
    people = _("2 people") if release.prepared_by_id != release.released_by_id else _("1 person")
    if release.state.embargo_until and release.state.embargo_until > timezone.now():
        until = date_format(timezone.localtime(release.state.embargo_until, zone), "H:i")
        return _("released, closed to the public until %(time)s") % {"time": until}, None, True
    return _("released %(time)s, %(people)s") % {"time": at, "people": people}, None, True


def _count_words(doing: Sequence[WallRow], done: Sequence[WallRow]) -> str:
    opened = sum(row.round.status == Round.Status.OPEN for row in doing)
    return _("%(open)d open · %(needs)d need a person · %(done)d done") % {
        "open": opened,
        "needs": sum(row.need is not None for row in doing),
        "done": len(done),
    }


def _by(rows: Iterable[Any], key: Any) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(key(row), []).append(row)
    return found


def _sets(pairs: Iterable[tuple[int, int]]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for key, value in pairs:
        found.setdefault(key, set()).add(value)
    return found
