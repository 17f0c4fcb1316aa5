"""The trail of a festival: a list with filters, and one entry with what was before and after."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from competitions.forms.trail import TrailForm
from competitions.permissions import desk as rights
from competitions.selectors import trail_page
from competitions.views.desk.access import for_staff
from competitions.views.desk.walls import wall_context
from events.models import Festival


@require_safe
@for_staff(rights.READS_TRAIL)
def show_trail(request: HttpRequest, festival: Festival) -> HttpResponse:
    """Who did what at the festival, newest first."""
    form = TrailForm(request.GET, choices=trail_page.choices(festival))
    with timezone.override(festival.zone):  # hours are typed and read in the festival's zone
        wanted = form.wanted()
    page = trail_page.page(festival, wanted, request.GET.get("page", ""))
    query = request.GET.copy()
    query.pop("page", None)
    context = {**wall_context(request, festival), "form": form, "trail": page, "query": query.urlencode()}
    return render(request, "desk/trail.html", context)


@require_safe
@for_staff(rights.READS_TRAIL)
def show_entry(request: HttpRequest, festival: Festival, entry_id: int) -> HttpResponse:
    """One entry. Personal values before and after are for the owner's eyes alone."""
    found = trail_page.find(festival, entry_id)
    if found is None:
        raise Http404
    entry, row = found
    context = {
        **wall_context(request, festival),
        "row": row,
        "personal": getattr(entry, "personal", None),
        "may_read_personal": rights.may(request.user, festival, rights.READS_PERSONAL),
    }
    return render(request, "desk/trail_entry.html", context)
