"""A festival as an academy or dancer sees it: leave to take part, the grid of entries, what has become of them."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from competitions.selectors import entry_grid, portal, to_do
from competitions.selectors.entry_grid import Cell, Column, Entries, Row
from competitions.selectors.portal import Party
from competitions.services import participation
from competitions.views.portal.access import actor_of, for_party, user_of
from competitions.views.portal.frame import asked_text, page_of, party_context, todo_rows
from dancers.errors import RuleRefused
from events.models import Festival


@require_safe
@for_party
def show_festival(request: HttpRequest, party: Party, festival: str) -> HttpResponse:
    """The grid of dancers × competitions, and the list of the party's entries with their numbers."""
    meet = festival_or_404(festival)
    asked = party.participations().filter(festival=meet).first()
    now, text = timezone.now(), asked_text(request)
    columns = entry_grid.load_columns(entry_grid.shown_competitions(meet), now)
    entries = entry_grid.load_entries(asked)
    page = page_of(request, party.dancers(text))
    rows = entry_grid.grid_rows(page.object_list, columns, entries, asked, is_alone=party.person is not None)
    shown = {
        "festival": meet,
        "participation": asked,
        "state": portal.state_of(asked),
        "deadline": portal.next_deadline(meet, [column.competition for column in columns if not column.closed], now),
        "todo": todo_rows(party, to_do.birth_date_tasks(party)),
        "columns": [(column, _enter_url(party, column)) for column in columns],
        "rows": [(row, _cells(party, row)) for row in rows],
        "entries": _entry_rows(party, entries),
        "page": page,
        "text": text,
        "query": urlencode({"q": text}) if text else "",
    }
    return render(request, "portal/festival.html", party_context(party, "festivals", **shown))


@require_POST
@for_party
def ask(request: HttpRequest, party: Party, festival: str) -> HttpResponse:
    """Ask the organiser for leave to take part."""
    meet = festival_or_404(festival)
    try:
        participation.ask(
            actor=actor_of(request), user=user_of(request), festival=meet, academy=party.academy, person=party.person
        )
    except RuleRefused as refusal:
        messages.warning(request, refusal.message)
    else:
        messages.success(request, _("The organiser knows now. You can enter dancers while you wait for the answer."))
    return redirect("portal:festival", party.key, meet.slug)


def festival_or_404(slug: str) -> Festival:
    """Return the festival when it is announced; a draft is not found."""
    festival = Festival.objects.public().filter(slug=slug).first()
    if festival is None:
        raise Http404
    return festival


def _cells(party: Party, row: Row) -> list[dict[str, object]]:
    return [
        {"state": cell.state, "text": cell.text, "label": cell.label, "url": _cell_url(party, cell)}
        for cell in row.cells
    ]


def _cell_url(party: Party, cell: Cell) -> str:
    """Return the page that a press on the cell opens."""
    if cell.leads_to == "entry" and cell.entry is not None:
        return reverse("portal:entry", args=[party.key, cell.entry.pk])
    if cell.person is None or cell.competition is None:
        return ""
    if cell.leads_to == "birth_date":
        return reverse("portal:dancer", args=[party.key, cell.person.public_id])
    competition = cell.competition
    page = reverse("portal:enter", args=[party.key, competition.festival.slug, competition.slug])
    return f"{page}?dancer={cell.person.public_id}"


def _enter_url(party: Party, column: Column) -> str:
    """Return the page on which any dancers are entered; empty when entries are closed."""
    competition = column.competition
    return (
        "" if column.closed else reverse("portal:enter", args=[party.key, competition.festival.slug, competition.slug])
    )


def _entry_rows(party: Party, entries: Entries) -> list[dict[str, object]]:
    kinds = {
        "accepted": ("good", "check"),
        "submitted": ("warn", "clock"),
        "waitlisted": ("warn", "clock"),
        "refused": ("bad", "cross"),
    }
    return [
        {
            "entry": entry,
            "number": entries.labels.get(entry.pk, ""),
            "place": entries.queue.get(entry.pk),
            "kind": kinds[entry.status][0],
            "icon": kinds[entry.status][1],
            "url": reverse("portal:entry", args=[party.key, entry.pk]),
        }
        for entry in entries.rows
    ]
