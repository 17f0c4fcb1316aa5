"""The first pages: for whom one acts, and what an academy or dancer should do next."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from competitions.selectors import portal, to_do
from competitions.selectors.portal import FestivalRow, Party
from competitions.selectors.to_do import Task
from competitions.views.portal.access import for_party, known_user
from competitions.views.portal.frame import party_context


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
        "todo": [_todo_row(party, task, is_first=index == 0) for index, task in enumerate(tasks)],
        "rows": [_festival_row(party, row) for row in rows],
    }
    return render(request, "portal/party.html", party_context(party, "festivals", **shown))


def _todo_row(party: Party, task: Task, *, is_first: bool) -> dict[str, object]:
    """Only the most urgent act is filled."""
    return {
        "icon": task.icon,
        "title": task.title,
        "note": task.note,
        "act": task.act,
        "url": _page_of_task(party, task),
        "kind": "urgent" if is_first else "open",
    }


def _page_of_task(party: Party, task: Task) -> str:
    if task.page == "missing":
        return reverse("portal:roster", args=[party.key]) + "?missing=birth_date"
    return reverse(f"portal:{task.page}", args=[party.key, task.key] if task.key else [party.key])


def _festival_row(party: Party, row: FestivalRow) -> dict[str, object]:
    kind, text, icon = portal.state_of(row.participation)
    return {
        "row": row,
        "url": reverse("portal:festival", args=[party.key, row.festival.slug]),
        "kind": kind,
        "text": text,
        "icon": icon,
    }
