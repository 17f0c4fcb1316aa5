"""A festival's pages, one address per tab, and its competitions."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from competitions.selectors.public import (
    contest_page,
    dates,
    festival_list,
    festival_page,
    programme,
    standing_list,
    visibility,
)
from competitions.selectors.public.winners import WinnerRow
from events.models import Festival
from live import published

# How long bytes are good that tell of the clock: a drifting programme, a deadline that comes near.
MOVING, RESTING = timedelta(seconds=20), timedelta(minutes=5)


@require_safe
def show_festivals(request: HttpRequest) -> HttpResponse:
    """Every festival that has a page."""
    now = timezone.now()
    page = festival_list.page(now, request.GET.get("page", ""))
    response = render(request, "public/festivals.html", {"page": page, "section": "festivals"})
    return published.declare(response, ("home",), params=("page",), until=now + RESTING)


@require_safe
def show_festival(request: HttpRequest, festival_slug: str) -> HttpResponse:
    """The festival's own address: now while it runs, results once it is over, competitions before."""
    festival, now = _find(festival_slug), timezone.now()
    today = now.astimezone(festival.zone).date()
    if today > festival.ends_on:
        return _results(request, festival, now)
    if today < festival.starts_on:
        return _competitions(request, festival, now)
    return _now(request, festival, now)


@require_safe
def show_now(request: HttpRequest, festival_slug: str) -> HttpResponse:
    """What is on every stage, and what was just published."""
    return _now(request, _find(festival_slug), timezone.now())


@require_safe
def show_programme(request: HttpRequest, festival_slug: str) -> HttpResponse:
    """The whole running order."""
    festival, now = _find(festival_slug), timezone.now()
    context = {"days": programme.days(festival, now), "zone": dates.zone_note(festival, now)}
    return _answer(request, festival, "programme", context, now + MOVING)


@require_safe
def show_results(request: HttpRequest, festival_slug: str) -> HttpResponse:
    """Every released result of the festival."""
    return _results(request, _find(festival_slug), timezone.now())


@require_safe
def show_competitions(request: HttpRequest, festival_slug: str) -> HttpResponse:
    """Every announced competition."""
    return _competitions(request, _find(festival_slug), timezone.now())


@require_safe
def show_prizes(request: HttpRequest, festival_slug: str) -> HttpResponse:
    """What can be won."""
    festival = _find(festival_slug)
    return _answer(request, festival, "prizes", {"groups": festival_page.prizes(festival)}, None)


@require_safe
def show_info(request: HttpRequest, festival_slug: str) -> HttpResponse:
    """Where, when, whom to ask."""
    festival, now = _find(festival_slug), timezone.now()
    return _answer(request, festival, "info", {"facts": festival_page.facts(festival, now)}, now + RESTING)


@require_safe
def show_competition(request: HttpRequest, festival_slug: str, slug: str) -> HttpResponse:
    """A competition: what it is, its rounds, who is entered; its result has an address of its own."""
    now = timezone.now()
    competition = contest_page.find(festival_slug, slug)
    if competition is None:
        raise Http404
    page = contest_page.page(competition, now)
    context = {"page": page, "competition": competition, "festival": competition.festival, "section": "festivals"}
    response = render(request, "public/competition.html", context)
    return published.declare(response, page.tags, until=_soonest(now + RESTING, competition.pk))


def _now(request: HttpRequest, festival: Festival, now: datetime) -> HttpResponse:
    rows = festival_page.released(festival, now, limit=6)
    context = {
        "stages": programme.stages_now(festival, now),
        "released": rows,
        "count": festival_page.count_released(festival),
        "zone": dates.zone_note(festival, now),
    }
    return _answer(request, festival, "now", context, now + MOVING, rows)


def _results(request: HttpRequest, festival: Festival, now: datetime) -> HttpResponse:
    rows, standings = festival_page.released(festival, now), standing_list.of_festival(festival, now)
    context = {"rows": rows, "standings": standings}
    return _answer(request, festival, "results", context, _soonest(None), (*rows, *standings))


def _competitions(request: HttpRequest, festival: Festival, now: datetime) -> HttpResponse:
    context = {"contests": festival_page.contests(festival, now)}
    return _answer(request, festival, "competitions", context, _soonest(now + RESTING))


def _find(slug: str) -> Festival:
    festival = festival_page.find(slug)
    if festival is None:
        raise Http404
    return festival


def _soonest(at: datetime | None, competition_id: int | None = None) -> datetime | None:
    return min((moment for moment in (at, visibility.next_change(competition_id)) if moment), default=None)


def _answer(
    request: HttpRequest,
    festival: Festival,
    tab: str,
    context: Mapping[str, object],
    until: datetime | None,
    named: Sequence[WinnerRow] = (),
) -> HttpResponse:
    head = festival_page.head(festival, tab)
    shown = {"festival": festival, "head": head, "section": "festivals", **context}
    response = render(request, f"public/festival_{tab}.html", shown)
    return published.declare(response, festival_page.tags(festival, named), until=until)
