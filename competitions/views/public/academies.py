"""Academies: the list with its search, and one academy's page."""

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from competitions.selectors.public import academy_page, people_list, visibility
from live import published

GOOD_FOR = timedelta(minutes=5)


@require_safe
def show_academies(request: HttpRequest) -> HttpResponse:
    """Every academy that has a page."""
    page = people_list.schools(request.GET.get("q", ""), request.GET.get("page", ""))
    response = render(request, "public/academies.html", {"page": page})
    return published.declare(response, page.tags, params=("q", "page"), until=timezone.now() + GOOD_FOR)


@require_safe
def show_academy(request: HttpRequest, slug: str) -> HttpResponse:
    """One academy: its dancers and what they reached."""
    academy = academy_page.find(slug)
    if academy is None:
        raise Http404
    page = academy_page.page(academy, timezone.now())
    response = render(request, "public/academy.html", {"page": page})
    return published.declare(response, page.tags, until=visibility.next_change())
