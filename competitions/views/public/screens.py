"""The big screen of a festival, for a projector: whoever runs the hall opens it once and leaves it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from competitions.selectors.public import screen_page, visibility
from live import published

PARAMS = ("stage",)


@require_safe
def show_screen(request: HttpRequest, festival_slug: str) -> HttpResponse:
    """The ceremony under way, else now and next; `stage` chooses one stage by its number."""
    festival = visibility.public_festivals().filter(slug=festival_slug).first()
    if festival is None:
        raise Http404
    stage = request.GET.get("stage", "")[:2]
    page = screen_page.page(festival, timezone.now(), stage)
    response = render(request, "public/screen.html", {"page": page, "festival": festival})
    return published.declare(response, page.tags, params=PARAMS, until=page.until)
