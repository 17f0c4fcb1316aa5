"""The first page."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from competitions.selectors.public import home_page, visibility
from live import published

# The page says "today" and "closes in 3 days": its bytes are good for a while, not for ever.
GOOD_FOR = timedelta(minutes=5)


@require_safe
def show_home(request: HttpRequest) -> HttpResponse:
    """What is live now, the next festivals, the latest winners."""
    now = timezone.now()
    page = home_page.page(now)
    response = render(request, "public/home.html", {"page": page, "wide_search": True})
    until = min(filter(None, (now + GOOD_FOR, visibility.next_change())))
    return published.declare(response, page.tags, until=until)
