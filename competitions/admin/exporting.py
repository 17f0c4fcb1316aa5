"""The button "export as CSV": columns that the admin names and no others, written by the service that keeps the trail."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from competitions.admin import actions
from competitions.selectors import festival_scope
from competitions.services import exports
from dancers.errors import RuleRefused

# Key (for the trail), heading, and what stands in the cell.
Column = tuple[str, Any, Callable[[Any], object]]


class ExportsCsv:
    """Adds the button to a list. What is not named in `export_columns` never leaves by it (no birth dates, no addresses)."""

    export_columns: tuple[Column, ...] = ()
    model: Any

    @admin.action(description=_("Export as CSV"))
    def export_csv(self, request: HttpRequest, rows: QuerySet[Any]) -> HttpResponse | None:
        chosen = actions.allowed_rows(request, "export", rows)
        festival_ids = sorted({pk for row in chosen if (pk := festival_scope.festival_id_of(row)) is not None})
        name = self.model._meta.model_name
        try:
            content = exports.export_rows(
                **actions.who(request),
                festival_ids=festival_ids,
                subject=name,
                columns=[(key, str(heading)) for key, heading, _cell in self.export_columns],
                rows=([_text(cell(row)) for _key, _heading, cell in self.export_columns] for row in chosen),
            )
        except RuleRefused as refusal:
            messages.error(request, refusal.message)
            return None
        disposition = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
        return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=disposition)

    export_csv.needs = "export"  # type: ignore[attr-defined]  # read by actions.offered


def _text(value: object) -> str:
    return "" if value is None else str(value)
