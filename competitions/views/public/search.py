"""One box for everything: dancers, festivals and academies by name."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from competitions.selectors.public import search_page


@require_safe
def show_search(request: HttpRequest) -> HttpResponse:
    """What answers `q`; the box alone without it."""
    page = search_page.page(request.GET.get("q", ""), timezone.now())
    return render(request, "public/search.html", {"page": page})
