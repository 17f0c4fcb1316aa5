"""Papers for signature: the protocol of a competition, and the judges' sheets of a round."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from competitions.models import Competition
from competitions.permissions import desk as rights
from competitions.selectors import papers
from competitions.services import releases
from competitions.views.desk.access import for_staff
from competitions.views.desk.rounds import find_round
from events.models import Festival


@require_safe
@for_staff(rights.SEES_MARKS)
def show_protocol(request: HttpRequest, festival: Festival, competition_id: int) -> HttpResponse:
    """The result with its number, digests and lines for the signatures of every judge and the secretary."""
    competition = get_object_or_404(Competition, pk=competition_id, festival=festival)
    protocol = papers.protocol_of(competition, releases.newest_release(competition))
    context = {"festival": festival, "competition": competition, "protocol": protocol}
    return _private(render(request, "desk/papers/protocol.html", context))


@require_safe
@for_staff(rights.SEES_MARKS)
def show_sheets(request: HttpRequest, festival: Festival, round_id: int) -> HttpResponse:
    """Each judge's sheet on a page of its own: blank, or (?filled) with the marks as they are held."""
    row = find_round(festival, round_id)
    is_filled = "filled" in request.GET
    context = {
        "festival": festival,
        "round": row,
        "sheets": papers.sheets_of(row, is_filled=is_filled),
        "is_filled": is_filled,
    }
    return _private(render(request, "desk/papers/sheets.html", context))


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, no-store"
    return response
