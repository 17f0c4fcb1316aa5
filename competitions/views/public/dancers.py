"""Dancers: the list with its search, and one dancer's record."""

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from competitions.selectors.public import dancer_page, dancer_source, people_list, visibility
from live import published

GOOD_FOR = timedelta(minutes=5)


@require_safe
def show_dancers(request: HttpRequest) -> HttpResponse:
    """Every dancer who has a page; `q` searches by name."""
    page = people_list.dancers(request.GET.get("q", ""), request.GET.get("page", ""), timezone.localdate())
    response = render(request, "public/dancers.html", {"page": page, "section": "dancers"})
    return published.declare(response, page.tags, params=("q", "page"), until=timezone.now() + GOOD_FOR)


@require_safe
def show_dancer(request: HttpRequest, public_id: str) -> HttpResponse:
    """One dancer's whole public record; a merged record leads to the one that stands."""
    person = dancer_source.find(public_id)
    if person is None:
        raise Http404
    if person.merged_into is not None:
        return redirect("public:dancer", person.merged_into.public_id, permanent=True)
    page = dancer_page.page(dancer_source.load(person, timezone.localdate()))
    response = render(request, "public/dancer.html", {"page": page, "section": "dancers"})
    return published.declare(response, page.tags, until=visibility.next_change())
