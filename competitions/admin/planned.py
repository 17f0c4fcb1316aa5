"""What belongs to a round is set up while the round is planned; once it is open, the desk alone changes it."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from competitions.admin.scoped import ScopedAdmin, ScopedInline
from competitions.models import Round


class OfPlannedRound(ScopedAdmin):
    """Rows of a round (named by `round_field`), shut once it is open."""

    round_field = "round"

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._is_planned(obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._is_planned(obj) and super().has_delete_permission(request, obj)

    def scoped_choices(self, field: Any, request: HttpRequest) -> QuerySet[Any] | None:
        rows = super().scoped_choices(field, request)
        return rows.filter(status=Round.Status.PLANNED) if rows is not None and field.name == self.round_field else rows

    def _is_planned(self, row: Any) -> bool:
        return row is None or getattr(row, self.round_field).status == Round.Status.PLANNED


class PlannedRoundInline(ScopedInline):
    """Rows on their round's page, shut once it is open."""

    def _may(self, request: HttpRequest, act: Any, parent: Any) -> bool:
        is_shut = act != "see" and parent is not None and parent.status != Round.Status.PLANNED
        return not is_shut and super()._may(request, act, parent)
