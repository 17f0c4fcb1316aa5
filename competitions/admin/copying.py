"""Rows of the house that a festival copies and edits: the button on the row's page and the action of the list."""

from typing import Any, Protocol

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from competitions.admin import actions, scope
from competitions.admin.scoped import KEY_LENGTH, ScopedAdmin
from competitions.models import Format, Ruleset
from dancers.errors import RuleRefused
from events.models import Festival


class Copy(Protocol):
    """The service that copies one row."""

    def __call__(self, *, request: HttpRequest, row: Any, festival: Festival) -> Ruleset | Format: ...


class CopiedForFestival(ScopedAdmin):
    """An admin whose rows can be copied for a festival. `copied` calls the service."""

    actions = ("copy_for_festival",)

    def copied(self, request: HttpRequest, row: Any, festival: Festival) -> Any:
        """Make the copy."""
        raise NotImplementedError

    def get_urls(self) -> list[URLPattern]:
        name = f"competitions_{self.opts.model_name}_copy"
        view = self.admin_site.admin_view(require_POST(self.copy_view))
        return [path("<path:object_id>/copy/", view, name=name), *super().get_urls()]

    def copy_festivals(self, request: HttpRequest, row: Any) -> dict[int, str]:
        """The festivals that may have a copy of the row, with their names; a festival's own row stays in it."""
        current = scope.of(request)
        allowed = current.festivals("add", self.model)
        own = getattr(row, "festival_id", None)
        return {
            pk: name for pk, name in current.names.items() if (allowed is None or pk in allowed) and own in (None, pk)
        }

    def copy_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Copy one row and open the copy; somebody else's row, or a festival that is not one's own, is not found."""
        row = self.get_object(request, object_id)
        if row is None:
            raise Http404(_("There is no such page for you."))
        wanted = request.POST.get("festival", "")
        known = self.copy_festivals(request, row)
        if not wanted.isdecimal() or len(wanted) >= KEY_LENGTH or int(wanted) not in known:
            raise Http404(_("There is no such festival for you."))
        try:
            made = self.copied(request, row, Festival.objects.get(pk=int(wanted)))
        except RuleRefused as refusal:
            messages.error(request, refusal.message)
            return HttpResponseRedirect(self._address("change", row.pk))
        text = _("“%(title)s” is a copy for %(festival)s; change what you need and save.")
        messages.success(request, text % {"title": made.title, "festival": known[int(wanted)]})
        return HttpResponseRedirect(self._address("change", made.pk))

    @admin.action(description=gettext_lazy("Copy for this festival"))
    def copy_for_festival(self, request: HttpRequest, rows: QuerySet[Any]) -> None:
        """Copy the chosen rows for the festival in the bar."""
        chosen = scope.of(request).chosen
        for row in rows.order_by("pk"):
            if chosen is None or chosen not in self.copy_festivals(request, row):
                messages.error(request, _("Choose one of your festivals in the bar first; nothing was copied."))
                return
            try:
                made = self.copied(request, row, Festival.objects.get(pk=chosen))
                messages.success(request, _("%(title)s: copied as %(key)s.") % {"title": made.title, "key": made.key})
            except RuleRefused as refusal:
                messages.error(request, refusal.message)

    copy_for_festival.needs = "copy_setup"  # type: ignore[attr-defined]  # read by actions.offered

    def copy_context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        """What the page of a row needs for its button."""
        if row is None:
            return {}
        return {
            "copy_festivals": self.copy_festivals(request, row),
            "copy_url": self._address("copy", row.pk),
            "is_house": row.festival_id is None,
        }

    def who(self, request: HttpRequest) -> dict[str, Any]:
        """`actor` and `user` for the service."""
        return actions.who(request)

    def _address(self, what: str, pk: int) -> str:
        return reverse(f"admin:competitions_{self.opts.model_name}_{what}", args=[pk])
