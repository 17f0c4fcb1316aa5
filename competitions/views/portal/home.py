"""The first pages: for whom one acts, and what an academy or dancer should do next."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from competitions.selectors import portal, to_do
from competitions.selectors.portal import FestivalRow, Party
from competitions.views.portal.access import for_party, known_user
from competitions.views.portal.frame import party_context, todo_rows


@require_safe
@known_user
def show_home(request: HttpRequest) -> HttpResponse:
    """Whom the user acts for; who acts for one party alone is led there, unless all are asked for."""
    parties = portal.parties_of(request.user)
    if len(parties) == 1 and "all" not in request.GET:
        return redirect("portal:party", parties[0].key)
    has_record = any(party.person for party in parties)
    return render(request, "portal/home.html", {"parties": parties, "has_record": has_record})


@require_safe
@for_party
def show_party(request: HttpRequest, party: Party) -> HttpResponse:
    """What to do next, and the festivals."""
    rows = portal.festival_rows(party, timezone.now())
    tasks = to_do.tasks(party, rows, party.dancers().count())
    shown = {
        "todo": todo_rows(party, tasks),
        "rows": [_festival_row(party, row) for row in rows],
    }
    return render(request, "portal/party.html", party_context(party, "festivals", **shown))


def _festival_row(party: Party, row: FestivalRow) -> dict[str, object]:
    kind, text, icon = portal.state_of(row.participation)
    return {
        "row": row,
        "url": reverse("portal:festival", args=[party.key, row.festival.slug]),
        "kind": kind,
        "text": text,
        "icon": icon,
    }
