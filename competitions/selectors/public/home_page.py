"""The first page: what is live now, the next festivals, the latest winners. Fixed queries whatever the number of rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count

from competitions.models import Competition, HeatPlace, Round
from competitions.selectors.public import dates, festival_page, result_rows, visibility, winners
from competitions.selectors.public.winners import WinnerRow
from events.models import Festival, ItemStatus, ProgrammeItem
from events.selectors import festivals

NEXT_FESTIVALS = 5
LATEST_WINNERS = 6
LIVE_STAGES = 4


@dataclass(frozen=True, slots=True)
class LiveRow:
    """One stage with something on it."""

    festival: str
    place: str
    title: str
    line: str
    foot: str
    url: str
    programme_url: str
    then: str


@dataclass(frozen=True, slots=True)
class FestivalRow:
    """One festival in a list, its days first."""

    days: str
    month: str
    title: str
    url: str
    note: str
    chip: str
    chip_kind: str
    is_on: bool


@dataclass(frozen=True, slots=True)
class HomePage:
    """Everything on the first page; where nothing is live, `next_up` stands in the night area."""

    live: tuple[LiveRow, ...]
    next_up: FestivalRow | None
    next_first: str
    festivals: tuple[FestivalRow, ...]
    festival_count: int
    winners: tuple[WinnerRow, ...]
    tags: tuple[str, ...]


def page(now: datetime) -> HomePage:
    """Return the first page as of this moment."""
    today = now.date()
    coming = list(festivals.upcoming(today)[:NEXT_FESTIVALS])
    counts = contest_counts(coming)
    live = _live(now)
    latest = visibility.current_releases(now).select_related("competition__festival").order_by("-at", "-pk")
    rows = tuple(festival_row(row, now, counts.get(row.pk, 0)) for row in coming)
    next_up = rows[0] if rows and not live else None
    tags = ["home", *(f"festival:{row.pk}" for row in coming)]
    latest_rows = winners.rows(list(latest[:LATEST_WINNERS]), now)
    return HomePage(
        live=live,
        next_up=next_up,
        next_first=_first_item(coming[0]) if next_up else "",
        festivals=rows,
        festival_count=festivals.upcoming(today).count(),
        winners=latest_rows,
        tags=(*tags, *winners.tags(latest_rows)),
    )


def contest_counts(rows: Iterable[Festival]) -> dict[int, int]:
    """Return how many competitions each of the festivals has announced; one query."""
    announced = Competition.objects.exclude(status=Competition.Status.DRAFT).filter(
        festival__in=[row.pk for row in rows]
    )
    return dict(announced.order_by().values_list("festival_id").annotate(Count("pk")))


def festival_row(festival: Festival, now: datetime, contests: int) -> FestivalRow:
    """Return the row of a festival in a list."""
    chip, kind = festival_page.entry_state(festival, now) if festival.ends_on >= now.date() else ("", "")
    return FestivalRow(
        days=dates.days_short(festival.starts_on, festival.ends_on),
        month=dates.month_short(festival.starts_on, festival.ends_on),
        title=festival.title,
        url=result_rows.festival_url(festival),
        note=" · ".join(part for part in (festival.city, result_rows.count_contests(contests)) if part),
        chip=chip,
        chip_kind=kind,
        is_on=festival.starts_on <= now.astimezone(festival.zone).date() <= festival.ends_on,
    )


def _live(now: datetime) -> tuple[LiveRow, ...]:
    """What is on stage anywhere; two queries."""
    items = list(
        ProgrammeItem.objects.filter(status=ItemStatus.ON_STAGE, session__stage__festival__status="published")
        .select_related("session__stage__festival")
        .order_by("session__stage__festival__starts_on", "session__stage__position", "pk")[:LIVE_STAGES]
    )
    rounds = _rounds(items)
    return tuple(_live_row(item, rounds.get(item.pk), _then(item) if item == items[0] else "") for item in items)


def _rounds(items: list[ProgrammeItem]) -> dict[int, Round]:
    if not items:
        return {}
    places = HeatPlace.objects.filter(heat__programme_item__in=items).select_related("heat", "round_entry__round")
    return {
        place.heat.programme_item_id: place.round_entry.round
        for place in places
        if place.heat.programme_item_id is not None
    }


def _live_row(item: ProgrammeItem, round_: Round | None, then: str) -> LiveRow:
    stage = item.session.stage
    festival = stage.festival
    ends = item.started_at + timedelta(seconds=item.duration_s) if item.started_at and item.duration_s else None
    return LiveRow(
        festival=festival.title,
        place=f"{festival.city} · {stage.title}",
        title=item.title,
        line=round_.title if round_ else "",
        foot=dates.until(ends, festival) if ends else "",
        url=result_rows.festival_url(festival, "festival_now"),
        programme_url=result_rows.festival_url(festival, "festival_programme"),
        then=then,
    )


def _then(item: ProgrammeItem) -> str:
    """What follows on the same stage."""
    ahead = item.session.items.filter(status=ItemStatus.PLANNED, position__gt=item.position)
    following = ahead.order_by("position", "pk").first()
    return following.title if following else ""


def _first_item(festival: Festival) -> str:
    first = (
        ProgrammeItem.objects.filter(session__stage__festival=festival, planned_at__isnull=False)
        .order_by("planned_at", "pk")
        .first()
    )
    if first is None or first.planned_at is None:
        return ""
    return f"{first.title}: {dates.moment(first.planned_at, festival)}"
