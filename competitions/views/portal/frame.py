"""What stands around every page of a party: its name, its tabs, and pages of long lists."""

from typing import Any, TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from competitions.selectors.portal import Party

M = TypeVar("M", bound=Model)
PER_PAGE = 25


def party_context(party: Party, section: str, **more: Any) -> dict[str, Any]:
    """Return the context of a page: the party with its tabs, and what else the page shows."""
    return {"party": party, "tabs": _tabs(party, section), **more}


def _tabs(party: Party, section: str) -> list[dict[str, object]]:
    pages = [("festivals", "portal:party", _("What to do"))]
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


def asked_text(request: HttpRequest) -> str:
    """Return what is searched for, cut to a length that a search can bear."""
    return request.GET.get("q", "").strip()[:100]
