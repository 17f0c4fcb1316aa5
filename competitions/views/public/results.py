"""Results: the list of all that are released, one competition's result, its older releases, its print view and its files."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from competitions.selectors.public import (
    result_files,
    result_list,
    result_page,
    result_rows,
    reveal_page,
    visibility,
    why_page,
)
from competitions.selectors.public.result_source import BeingRevealed, ResultSource, UnderReview
from live import published

PARAMS = ("q", "page")


@require_safe
def show_results(request: HttpRequest) -> HttpResponse:
    """Every released result, newest first; `q` searches festivals and competitions."""
    page = result_list.page(request.GET.get("q", ""), request.GET.get("page", ""))
    response = render(request, "public/results.html", {"page": page, "section": "results"})
    return published.declare(response, page.tags, params=PARAMS, until=visibility.next_change())


@require_safe
def show_result(request: HttpRequest, festival_slug: str, slug: str, number: int | None = None) -> HttpResponse:
    """A competition's result, or one of its releases by number; 404 alike for what is not released and what is not there."""
    source = result_page.load(festival_slug, slug, number)
    if isinstance(source, UnderReview):
        context = {"competition": source.competition, "festival": source.competition.festival, "section": "results"}
        response = render(request, "public/result_under_review.html", context)
        tags = (f"competition:{source.competition.pk}", f"festival:{source.competition.festival_id}")
        return published.declare(response, tags, until=source.next_change)
    if isinstance(source, BeingRevealed):
        return _show_reveal(request, source)
    if source is None:
        raise Http404
    return _answer(request, source, "public/result.html", is_old=source.newer is not None)


@require_safe
def print_result(request: HttpRequest, festival_slug: str, slug: str, number: int | None = None) -> HttpResponse:
    """The result on paper: no bar, no chart, every mark."""
    return _answer(request, _find(festival_slug, slug, number), "public/result_print.html", is_old=True)


@require_safe
def show_why(request: HttpRequest, festival_slug: str, slug: str, key: str, number: int | None = None) -> HttpResponse:
    """Why one entry has its place; 404 alike for nobody, for what is not released and for marks that are not published."""
    source = _find(festival_slug, slug, number)
    page = why_page.page(source, key)
    if page is None:
        raise Http404
    context = {"page": page, "festival": source.festival, "competition": source.competition, "section": "results"}
    return published.declare(render(request, "public/why.html", context), page.tags, until=source.next_change)


@require_safe
def download_sheets(request: HttpRequest, festival_slug: str, slug: str, number: int | None = None) -> HttpResponse:
    """The open sheet file of the release: marks, rulings and outcome, to recompute."""
    source = _find_with_marks(festival_slug, slug, number)
    response = HttpResponse(result_files.sheet_text(source), content_type="application/json; charset=utf-8")
    return _as_file(response, source, f"{slug}.json")


@require_safe
def download_marks(request: HttpRequest, festival_slug: str, slug: str, number: int | None = None) -> HttpResponse:
    """Every mark as a table for a spreadsheet; no cell can be taken for a formula."""
    source = _find_with_marks(festival_slug, slug, number)
    response = HttpResponse(result_files.marks_text(source), content_type="text/csv; charset=utf-8")
    return _as_file(response, source, f"{slug}.csv")


def _show_reveal(request: HttpRequest, source: BeingRevealed) -> HttpResponse:
    """The places that were revealed so far; the page follows the ceremony by itself."""
    page, competition = reveal_page.page(source.release), source.release.contest
    context = {"page": page, "competition": competition, "festival": competition.festival, "section": "results"}
    return published.declare(render(request, "public/result_reveal.html", context), page.tags)


def _find(festival_slug: str, slug: str, number: int | None) -> ResultSource:
    source = result_page.load(festival_slug, slug, number)
    if not isinstance(source, ResultSource):
        raise Http404
    return source


def _find_with_marks(festival_slug: str, slug: str, number: int | None) -> ResultSource:
    source = _find(festival_slug, slug, number)
    if not source.shows_marks or source.release.kind == "withdrawn":
        raise Http404
    return source


def _answer(request: HttpRequest, source: ResultSource, template: str, *, is_old: bool) -> HttpResponse:
    page = result_page.page(source)
    context = {
        "page": page,
        "festival": source.festival,
        "competition": source.competition,
        "release": source.release,
        "url": result_rows.competition_url(source.competition, "result"),
        "is_old": is_old,
        "section": "results",
    }
    return published.declare(render(request, template, context), page.tags, until=source.next_change)


def _as_file(response: HttpResponse, source: ResultSource, name: str) -> HttpResponse:
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return published.declare(response, result_page.tags(source), until=source.next_change)
