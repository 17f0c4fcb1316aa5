"""What stands around every page of a party: its name, its tabs, and pages of long lists."""

from collections.abc import Sequence
from typing import Any, TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from competitions.selectors.portal import Party
from competitions.selectors.to_do import Task

M = TypeVar("M", bound=Model)
PER_PAGE = 25


def party_context(party: Party, section: str, **more: Any) -> dict[str, Any]:
    """Return the context of a page: the party with its tabs, and what else the page shows."""
    return {"party": party, "tabs": _tabs(party, section), **more}


def _tabs(party: Party, section: str) -> list[dict[str, object]]:
    pages = [("festivals", "portal:party", _("Festivals"))]
    if party.academy is not None:
        pages += [
            ("roster", "portal:roster", _("Roster %(count)s") % {"count": party.dancers().count()}),
            ("managers", "portal:managers", _("Managers")),
            ("details", "portal:academy", _("Details")),
        ]
    tabs: list[dict[str, object]] = [
        {"label": label, "url": reverse(name, args=[party.key]), "is_on": key == section} for key, name, label in pages
    ]
    if party.person is not None:
        url = reverse("portal:dancer", args=[party.key, party.person.public_id])
        tabs.append({"label": _("My details"), "url": url, "is_on": section == "details"})
    return tabs


def page_of(request: HttpRequest, rows: QuerySet[M]) -> Page[M]:
    """Return the page that the address asks for; nonsense gives the first or the last one."""
    return Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what was sent, even when it is empty; None when the page is only looked at."""
    return request.POST if request.method == "POST" else None


def asked_text(request: HttpRequest) -> str:
    """Return what is searched for, cut to a length that a search can bear."""
    return request.GET.get("q", "").strip()[:100]


def todo_rows(party: Party, tasks: Sequence[Task]) -> list[dict[str, object]]:
    """Return the tasks as rows. Only the most urgent act is filled."""
    return [
        {
            "icon": task.icon,
            "title": task.title,
            "note": task.note,
            "act": task.act,
            "url": _page_of_task(party, task),
            "kind": "urgent" if index == 0 else "open",
        }
        for index, task in enumerate(tasks)
    ]


def _page_of_task(party: Party, task: Task) -> str:
    if task.page == "missing":
        return reverse("portal:roster", args=[party.key]) + "?missing=birth_date"
    return reverse(f"portal:{task.page}", args=[party.key, task.key] if task.key else [party.key])
