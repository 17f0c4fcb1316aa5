"""A festival's pages: its head, its tabs, its competitions, prizes and what was just published."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from competitions.models import Competition, Entry, Prize, Standing
from competitions.selectors import entry_window, money
from competitions.selectors.public import dates, result_rows, visibility, winners
from competitions.selectors.public.winners import WinnerRow
from dancers.selectors import countries
from events.models import Festival, FestivalStatus

TABS = (
    ("now", "festival_now"),
    ("programme", "festival_programme"),
    ("results", "festival_results"),
    ("competitions", "festival_competitions"),
    ("prizes", "festival_prizes"),
    ("info", "festival_info"),
)


@dataclass(frozen=True, slots=True)
class Tab:
    label: str
    url: str
    is_on: bool


@dataclass(frozen=True, slots=True)
class FestivalHead:
    """What stands on the poster, and the tabs below it."""

    title: str
    tagline: str
    days: str
    place: str
    is_cancelled: bool
    tabs: tuple[Tab, ...]


@dataclass(frozen=True, slots=True)
class ContestRow:
    """One competition in the festival's list."""

    title: str
    url: str
    note: str
    state: str
    state_kind: str
    section: str


@dataclass(frozen=True, slots=True)
class PrizeRow:
    title: str
    place: str
    medal: int | None
    amount: str


@dataclass(frozen=True, slots=True)
class PrizeGroup:
    title: str
    url: str
    rows: tuple[PrizeRow, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    term: str
    words: str


def find(slug: str) -> Festival | None:
    """Return the festival with that address, if it has a page."""
    return visibility.public_festivals().filter(slug=slug).first()


def head(festival: Festival, tab: str) -> FestivalHead:
    """Return the poster and the tabs, this one on."""
    labels = {
        "now": _("Now"),
        "programme": _("Programme"),
        "results": _("Results"),
        "competitions": _("Competitions"),
        "prizes": _("Prizes"),
        "info": _("Info"),
    }
    tabs = tuple(Tab(labels[key], result_rows.festival_url(festival, name), key == tab) for key, name in TABS)
    return FestivalHead(
        title=festival.title,
        tagline=festival.tagline,
        days=dates.day_range(festival.starts_on, festival.ends_on),
        place=", ".join(part for part in (festival.city, festival.venue) if part),
        is_cancelled=festival.status == FestivalStatus.CANCELLED,
        tabs=tabs,
    )


def tags(festival: Festival, rows: Sequence[WinnerRow] = ()) -> tuple[str, ...]:
    """Return the tags of a festival's page that names the winners of these rows."""
    return (f"festival:{festival.pk}", *winners.tags(rows))


def released(festival: Festival, now: datetime, limit: int | None = None) -> tuple[WinnerRow, ...]:
    """Return the festival's released results, newest first; four queries at most."""
    releases = visibility.current_releases(now).filter(competition__festival=festival)
    rows = releases.select_related("competition__festival").order_by("-at", "-pk")
    return winners.rows(list(rows[:limit] if limit else rows), now)


def count_released(festival: Festival) -> int:
    """Return how many results are out."""
    return visibility.current_releases().filter(competition__festival=festival).count()


def contests(festival: Festival, now: datetime) -> tuple[ContestRow, ...]:
    """Return the announced competitions by section; three queries."""
    shown = Competition.objects.public().filter(festival=festival)
    rows = shown.select_related("section", "style", "festival").order_by("section__position", "position", "pk")
    accepted = Entry.objects.filter(competition__festival=festival, status=Entry.Status.ACCEPTED)
    counts = dict(accepted.order_by().values_list("competition_id").annotate(Count("pk")))
    out = set(_released_ids(festival))
    return tuple(_contest_row(row, counts.get(row.pk, 0), row.pk in out, now) for row in rows)


def _released_ids(festival: Festival) -> Sequence[int]:
    current = visibility.current_releases().filter(competition__festival=festival)
    return list(current.values_list("competition_id", flat=True))


def _contest_row(row: Competition, accepted: int, is_released: bool, now: datetime) -> ContestRow:
    state, kind = _state(row, is_released, now)
    count = result_rows.count_entries(row.size, accepted) if accepted else ""
    return ContestRow(
        title=row.title,
        url=result_rows.competition_url(row, "result" if is_released else "competition"),
        note=" · ".join(part for part in (row.style.title, row.level, count) if part),
        state=state,
        state_kind=kind,
        section=row.section.title if row.section else "",
    )


def _state(row: Competition, is_released: bool, now: datetime) -> tuple[str, str]:
    if is_released:
        return _("Result"), "good"
    if row.status == Competition.Status.CANCELLED:
        return _("Cancelled"), "bad"
    if row.status == Competition.Status.RUNNING:
        return _("Being judged"), "info"
    if row.status == Competition.Status.OPEN and entry_window.is_open(row, now):
        return _("Entries open"), "info"
    return _("Entries closed"), ""


def prizes(festival: Festival) -> tuple[PrizeGroup, ...]:
    """Return what is on offer: of the festival, then of each competition; one query."""
    rows = (
        Prize.objects.filter(
            Q(festival=festival)
            | Q(competition__festival=festival) & ~Q(competition__status=Competition.Status.DRAFT)
            | Q(standing__festival=festival) & ~Q(standing__status=Standing.Status.DRAFT)
        )
        .select_related("competition__festival", "standing", "festival")
        .order_by(
            F("standing__position").asc(nulls_first=True),
            F("standing").asc(nulls_first=True),
            "competition__position",
            "competition__pk",
            "place_from",
            "pk",
        )
    )
    groups: dict[tuple[int | None, int | None], list[Prize]] = {}
    for row in rows:
        groups.setdefault((row.competition_id, row.standing_id), []).append(row)
    return tuple(_prize_group(festival, group) for group in groups.values())


def _prize_group(festival: Festival, rows: Sequence[Prize]) -> PrizeGroup:
    competition, owner = rows[0].competition, rows[0].competition or rows[0].standing
    title = owner.title if owner else _("Of the whole festival")
    url = result_rows.competition_url(competition) if competition else ""
    return PrizeGroup(title, url, tuple(_prize_row(festival, row) for row in rows))


def _prize_row(festival: Festival, row: Prize) -> PrizeRow:
    amount = ""
    if row.on_offer_minor is not None:
        amount = money.show_money(row.on_offer_minor, row.currency, festival.currency_digits)
    place = ""
    if row.place_from is not None:
        last = row.place_to or row.place_from
        place = str(row.place_from) if last == row.place_from else f"{row.place_from}–{last}"
    medal = row.place_from if place == str(row.place_from) else None
    return PrizeRow(row.title, place, medal, amount)


def facts(festival: Festival, now: datetime) -> tuple[Fact, ...]:
    """Return what a visitor asks first."""
    country = countries.country_name(festival.country) if festival.country else ""
    rows = [
        Fact(_("Dates"), dates.day_range(festival.starts_on, festival.ends_on)),
        Fact(_("Place"), ", ".join(part for part in (festival.venue, festival.city, country) if part)),
        Fact(_("Time"), dates.zone_note(festival, now)),
    ]
    if festival.entries_open_at and festival.entries_open_at > now:
        rows.append(Fact(_("Entries open"), dates.moment(festival.entries_open_at, festival)))
    if festival.entries_close_at:
        term = _("Entries close") if festival.entries_close_at > now else _("Entries closed")
        rows.append(Fact(term, dates.moment(festival.entries_close_at, festival)))
    if festival.contact_email:
        rows.append(Fact(_("Contact"), festival.contact_email))
    return tuple(rows)


def entry_state(festival: Festival, now: datetime) -> tuple[str, str]:
    """Return words and kind of the chip beside a festival that is still to come."""
    if festival.status == FestivalStatus.CANCELLED:
        return _("Cancelled"), "bad"
    if festival.starts_on <= now.astimezone(festival.zone).date() <= festival.ends_on:
        return _("On now"), "good"
    if festival.entries_open_at and festival.entries_open_at > now:
        day = dates.short_day(festival.entries_open_at.astimezone(festival.zone).date())
        return _("Entries from %(day)s") % {"day": day}, ""
    if festival.entries_close_at is None:
        return "", ""
    if festival.entries_close_at <= now:
        return _("Entries closed"), ""
    left = (festival.entries_close_at - now).days
    if left <= 7:
        text = ngettext("Entries close in %(count)s day", "Entries close in %(count)s days", max(left, 1))
        return text % {"count": max(left, 1)}, "info"
    return _("Entries open"), "info"
