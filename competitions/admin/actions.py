"""Buttons of the lists: each row goes through one service; a refusal is a sentence; what cannot be undone is confirmed first."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from audit.actors import Actor
from competitions.admin import scope
from dancers.errors import NotAllowed, RuleRefused
from dancers.models import User

# One row, with the reason that was typed (empty where none is asked): what was done, as a sentence.
Press = Callable[[HttpRequest, Any, str], str]
Button = Callable[[Any, HttpRequest, QuerySet[Any]], HttpResponse | None]


def button(
    *, needs: str, says: Any, confirm: Any = "", asks_reason: bool = False, asks: Any = ""
) -> Callable[[Press], Button]:
    """Make an action of a service call for one row. `needs` names the right; `confirm` is asked before it is done.

    `asks` names the text that is typed where it is not a reason."""

    def make(press: Press) -> Button:
        def run(model_admin: Any, request: HttpRequest, rows: QuerySet[Any]) -> HttpResponse | None:
            chosen = allowed_rows(request, needs, rows)
            reason = request.POST.get("reason", "").strip()[:300]
            is_sure = request.POST.get("confirmed") == "yes" and (bool(reason) or not asks_reason)
            if (confirm or asks_reason) and not is_sure:
                return _ask(model_admin, request, press.__name__, chosen, question=(confirm, asks_reason, asks))
            for row in chosen:
                _press(request, press, row, reason)
            return None

        run.__name__ = press.__name__
        run.needs = needs  # type: ignore[attr-defined]  # read by `offered`
        return admin.action(description=says)(run)

    return make


def allowed_rows(request: HttpRequest, needs: str, rows: QuerySet[Any]) -> list[Any]:
    """Return the chosen rows; when the user may not do this to one of them, nothing is done to any."""
    current, chosen = scope.of(request), list(rows)
    if not current.may_run(needs) or not all(current.may_run(needs, row) for row in chosen):
        raise PermissionDenied
    return chosen


def offered(request: HttpRequest, actions: dict[str, Any]) -> dict[str, Any]:
    """Keep the actions that the user may run somewhere."""
    current = scope.of(request)
    return {
        name: entry
        for name, entry in actions.items()
        if getattr(entry[0], "needs", None) is None or current.may_run(entry[0].needs)
    }


def who(request: HttpRequest) -> dict[str, Any]:
    """Return `actor` and `user` as every service takes them."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return {"actor": Actor.user(request.user.pk, str(request.user)), "user": request.user}


def _press(request: HttpRequest, press: Press, row: Any, reason: str) -> None:
    try:
        messages.success(request, f"{row}: {press(request, row, reason)}")
    except (RuleRefused, NotAllowed) as refusal:
        messages.error(request, f"{row}: {refusal.message or _('you may not do this.')}")


def _ask(
    model_admin: Any, request: HttpRequest, name: str, rows: list[Any], *, question: tuple[Any, bool, Any]
) -> HttpResponse:
    title, asks_reason, asks = question
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.model._meta,
        "title": title or _("Say why"),
        "rows": rows,
        "action": name,
        "asks_reason": asks_reason,
        "asks": asks or _("Reason, as the people concerned will read it"),
        "is_reason_missing": asks_reason and request.POST.get("confirmed") == "yes",
    }
    return TemplateResponse(request, "admin/confirm_action.html", context)
