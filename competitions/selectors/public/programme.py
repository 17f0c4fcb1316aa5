"""A festival's programme by stage, and how the day drifts: what is on stage, what comes next, when it is to be expected.

An item cannot begin before the one ahead of it has ended, nor before its own planned time; breaks take up a delay by themselves.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from competitions.models import HeatPlace, Round
from competitions.selectors.public import dates, result_rows
from events.models import Festival, ItemKind, ItemStatus, ProgrammeItem, Session, Stage
from events.selectors import festivals

# A drift below this is nobody's business.
LEAST_DRIFT = timedelta(minutes=3)


@dataclass(frozen=True, slots=True)
class ProgrammeRow:
    """One item; `planned` is told only where the expected time differs from it."""

    when: str
    planned: str
    title: str
    note: str
    url: str
    state: str
    state_label: str


@dataclass(frozen=True, slots=True)
class NowCard:
    """What a stage does now."""

    stage: str
    state: str
    title: str
    detail: str
    done: int
    total: int
    drift_kind: str
    drift: str
    foot: str
    number: str = ""
    name: str = ""
    piece_line: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class StageNow:
    """A stage with its card (none when nothing is planned any more) and what comes next on it."""

    title: str
    card: NowCard | None
    rows: tuple[ProgrammeRow, ...]


@dataclass(frozen=True, slots=True)
class SessionBlock:
    title: str
    rows: tuple[ProgrammeRow, ...]


@dataclass(frozen=True, slots=True)
class DayBlock:
    """One day of the programme: per stage its sessions."""

    key: str
    title: str
    stages: tuple[tuple[str, tuple[SessionBlock, ...]], ...]


@dataclass(frozen=True, slots=True)
class _Expected:
    item: ProgrammeItem
    at: datetime | None


def stages_now(festival: Festival, now: datetime) -> tuple[StageNow, ...]:
    """Return every stage with what it does now; five queries however long the programme."""
    stages = list(festivals.stages_with_programme(festival))
    rounds = _rounds_of(item for stage in stages for session in stage.sessions.all() for item in session.items.all())
    return tuple(_stage_now(stage, festival, rounds, now) for stage in stages)


def days(festival: Festival, now: datetime) -> tuple[DayBlock, ...]:
    """Return the whole programme, day by day and stage by stage; five queries however long."""
    stages = list(festivals.stages_with_programme(festival))
    rounds = _rounds_of(item for stage in stages for session in stage.sessions.all() for item in session.items.all())
    found: dict[date, dict[str, list[SessionBlock]]] = {}
    for stage in stages:
        for session in stage.sessions.all():
            on = session.starts_at.astimezone(festival.zone).date()
            rows = tuple(_row(row, festival, rounds) for row in _expect(session, now))
            found.setdefault(on, {}).setdefault(stage.title, []).append(SessionBlock(session.title, rows))
    return tuple(
        DayBlock(
            f"day-{on:%Y%m%d}",
            dates.day_of_week(on),
            tuple((title, tuple(blocks)) for title, blocks in by_stage.items()),
        )
        for on, by_stage in sorted(found.items())
    )


def _rounds_of(items: Iterable[ProgrammeItem]) -> dict[int, Round]:
    """Return the round behind each item that is judged."""
    heats = [item.pk for item in items if item.kind == ItemKind.HEAT]
    places = HeatPlace.objects.filter(heat__programme_item__in=heats).select_related(
        "heat", "round_entry__round__competition__festival"
    )
    return {
        place.heat.programme_item_id: place.round_entry.round
        for place in places.order_by("-pk")
        if place.heat.programme_item_id is not None
    }


def _expect(session: Session, now: datetime) -> list[_Expected]:
    """Return every item of a session with the time at which it began or is to be expected."""
    found: list[_Expected] = []
    free: datetime | None = None
    for item in session.items.all():
        if item.status == ItemStatus.SKIPPED:
            found.append(_Expected(item, item.planned_at))
            continue
        length = timedelta(seconds=item.duration_s)
        if item.status == ItemStatus.DONE:
            found.append(_Expected(item, item.started_at))
            free = item.ended_at
        elif item.status == ItemStatus.ON_STAGE and item.started_at is not None:
            found.append(_Expected(item, item.started_at))
            free = max(item.started_at + length, now)
        else:
            at = _later(item.planned_at, free)
            found.append(_Expected(item, at))
            free = at + length if at is not None else free
    return found


def _later(planned: datetime | None, free: datetime | None) -> datetime | None:
    if planned is None or free is None:
        return planned or free
    return max(planned, free)


def _stage_now(stage: Stage, festival: Festival, rounds: dict[int, Round], now: datetime) -> StageNow:
    sessions = [row for row in stage.sessions.all() if row.items.all()]
    session = _present(sessions, now)
    if session is None:
        return StageNow(stage.title, None, ())
    expected = _expect(session, now)
    current = next((row for row in expected if row.item.status == ItemStatus.ON_STAGE), None)
    rest = [row for row in expected if row.item.status == ItemStatus.PLANNED]
    card = _card(stage, session, current, rest, festival, rounds) if current or rest else _ended(stage, session)
    return StageNow(stage.title, card, tuple(_row(row, festival, rounds) for row in rest[:6]))


def _present(sessions: Sequence[Session], now: datetime) -> Session | None:
    """The session with something on stage, else the next that is not over, else the last."""
    for session in sessions:
        if any(item.status == ItemStatus.ON_STAGE for item in session.items.all()):
            return session
    waiting = [row for row in sessions if any(item.status == ItemStatus.PLANNED for item in row.items.all())]
    ahead = [row for row in waiting if row.ends_at > now]
    if ahead:
        return ahead[0]
    return sessions[-1] if sessions else None


def _card(
    stage: Stage,
    session: Session,
    current: _Expected | None,
    rest: Sequence[_Expected],
    festival: Festival,
    rounds: dict[int, Round],
) -> NowCard:
    items = [item for item in session.items.all() if item.status != ItemStatus.SKIPPED]
    done = sum(item.status == ItemStatus.DONE for item in items)
    shown = current or rest[0]
    round_ = rounds.get(shown.item.pk)
    drift = _drift(rest[0] if rest else shown)
    values = {"number": done + 1, "total": len(items)}
    position = _("item %(number)s of %(total)s") % values
    detail = " · ".join(part for part in (round_.title if round_ else "", position) if part)
    return NowCard(
        stage=stage.title,
        state="live" if current else "paused" if done else "ahead",
        title=shown.item.title,
        detail=detail,
        done=done,
        total=len(items),
        drift_kind="warn" if drift else "good",
        drift=_drift_text(drift) if drift else _("on time") if current else "",
        foot=_foot(shown, festival),
        url=result_rows.competition_url(round_.competition) if round_ else "",
    )


def _ended(stage: Stage, session: Session) -> NowCard:
    items = len(session.items.all())
    return NowCard(stage.title, "ended", session.title, "", items, items, "", "", "")


def _foot(row: _Expected, festival: Festival) -> str:
    """Return when what is on stage should end, or when what comes next should begin."""
    if row.at is None:
        return ""
    if row.item.status != ItemStatus.ON_STAGE:
        return _("begins at ~%(time)s") % {"time": dates.clock(row.at, festival)}
    if not row.item.duration_s:
        return ""
    return _("until ~%(time)s") % {"time": dates.clock(row.at + timedelta(seconds=row.item.duration_s), festival)}


def _drift(row: _Expected) -> timedelta | None:
    if row.at is None or row.item.planned_at is None:
        return None
    late = row.at - row.item.planned_at
    return late if late >= LEAST_DRIFT else None


def _drift_text(late: timedelta) -> str:
    minutes = round(late.total_seconds() / 60)
    return ngettext("about %(count)s min behind", "about %(count)s min behind", minutes) % {"count": minutes}


def _row(row: _Expected, festival: Festival, rounds: dict[int, Round]) -> ProgrammeRow:
    item = row.item
    round_ = rounds.get(item.pk)
    is_open = item.status in (ItemStatus.PLANNED, ItemStatus.ON_STAGE)
    differs = bool(is_open and _drift(row))
    state = {"planned": "planned", "on_stage": "now", "done": "done", "skipped": "cancelled"}[item.status]
    labels = {"now": _("on stage"), "done": _("done"), "cancelled": _("cancelled")}
    return ProgrammeRow(
        when=dates.clock(row.at, festival) if row.at else "",
        planned=dates.clock(item.planned_at, festival) if differs and item.planned_at else "",
        title=item.title,
        note=_note(item, round_),
        url=result_rows.competition_url(round_.competition) if round_ else "",
        state=state,
        state_label=labels.get(state, ""),
    )


def _note(item: ProgrammeItem, round_: Round | None) -> str:
    if round_ is not None:
        return round_.title
    minutes = item.duration_s // 60
    length = ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": minutes} if minutes else ""
    if item.kind == ItemKind.PERFORMANCE:
        troupe = getattr(item, "performance", None)
        who = troupe.troupe.name if troupe and troupe.troupe else ""
        return ", ".join(part for part in (who, length, _("not judged")) if part)
    return length if item.kind == ItemKind.BREAK else ""
