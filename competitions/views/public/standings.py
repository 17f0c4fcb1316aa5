"""A released standing: its page, its older releases, its print view and its files."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from competitions.selectors.public import standing_files, standing_page
from competitions.selectors.public.standing_source import StandingSource, StandingUnderReview
from live import published


@require_safe
def show_standing(request: HttpRequest, festival_slug: str, slug: str, number: int | None = None) -> HttpResponse:
    """A standing, or one of its releases by number; 404 alike for what is not released and what is not there."""
    source = standing_page.load(festival_slug, slug, number)
    if isinstance(source, StandingUnderReview):
        context = {"competition": source.standing, "festival": source.standing.festival, "section": "results"}
        response = render(request, "public/result_under_review.html", context)
        tags = (f"standing:{source.standing.pk}", f"festival:{source.standing.festival_id}")
        return published.declare(response, tags, until=source.next_change)
    if source is None:
        raise Http404
    return _answer(request, source, "public/standing.html", is_old=source.newer is not None)


@require_safe
def print_standing(request: HttpRequest, festival_slug: str, slug: str, number: int | None = None) -> HttpResponse:
    """The standing on paper."""
    return _answer(request, _find(festival_slug, slug, number), "public/standing_print.html", is_old=True)


@require_safe
def download_sheet(request: HttpRequest, festival_slug: str, slug: str, number: int | None = None) -> HttpResponse:
    """The open sheet file of the release, to recompute."""
    source = _find_with_figures(festival_slug, slug, number)
    response = HttpResponse(standing_files.sheet_text(source), content_type="application/json; charset=utf-8")
    return _as_file(response, source, f"{slug}.json")


@require_safe
def download_places(request: HttpRequest, festival_slug: str, slug: str, number: int | None = None) -> HttpResponse:
    """Every place as a table for a spreadsheet; no cell can be taken for a formula."""
    source = _find_with_figures(festival_slug, slug, number)
    response = HttpResponse(standing_files.places_text(source), content_type="text/csv; charset=utf-8")
    return _as_file(response, source, f"{slug}.csv")


def _find(festival_slug: str, slug: str, number: int | None) -> StandingSource:
    source = standing_page.load(festival_slug, slug, number)
    if not isinstance(source, StandingSource):
        raise Http404
    return source


def _find_with_figures(festival_slug: str, slug: str, number: int | None) -> StandingSource:
    source = _find(festival_slug, slug, number)
    if not source.shows_figures:
        raise Http404
    return source


def _answer(request: HttpRequest, source: StandingSource, template: str, *, is_old: bool) -> HttpResponse:
    page = standing_page.page(source)
    context = {
        "page": page,
        "festival": source.festival,
        "standing": source.standing,
        "url": standing_page.standing_url(source.standing),
        "is_old": is_old,
        "section": "results",
    }
    return published.declare(render(request, template, context), page.tags, until=source.next_change)


def _as_file(response: HttpResponse, source: StandingSource, name: str) -> HttpResponse:
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return published.declare(response, standing_page.tags(source), until=source.next_change)
