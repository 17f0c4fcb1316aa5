"""The list of an admin page, narrowed to the festival that was chosen in the bar; and filters that know the scope."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.contrib.admin.filters import RelatedFieldListFilter
from django.contrib.admin.options import ModelAdmin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from competitions.admin import scope
from competitions.selectors import festival_scope


class ListShape:
    """What the list asks of its admin beyond Django's own options."""

    # Long texts that no list shows.
    list_defer: tuple[str, ...] = ()


class ScopedChangeList(ChangeList):
    """Django's list; the rows are those of the chosen festival, or of all of one's festivals when none is chosen."""

    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> QuerySet[Any]:
        chosen = scope.of(request).chosen
        if (
            chosen is not None
            and festival_scope.is_scoped(self.model)
            and self.model._meta.label_lower != "events.festival"
        ):
            self.root_queryset = festival_scope.of_festivals(self.root_queryset, [chosen])
        deferred = self.model_admin.list_defer if isinstance(self.model_admin, ListShape) else ()
        return super().get_queryset(request, exclude_parameters).defer(*deferred)


class FestivalFilter(admin.SimpleListFilter):
    """Rows of one festival, among those in which the user works."""

    title = _("festival")
    parameter_name = "of"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        current = scope.of(request)
        return [] if current.chosen is not None else [(str(pk), name) for pk, name in current.names.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        wanted = self.value()
        if wanted is None:
            return queryset
        if not wanted.isdecimal() or len(wanted) > 18 or int(wanted) not in scope.of(request).names:
            return queryset.none()
        return festival_scope.of_festivals(queryset, [int(wanted)], house=False)


class ScopedRelatedFilter(RelatedFieldListFilter):
    """A filter by a related row that offers the user's own rows only."""

    def field_choices(self, field: Any, request: HttpRequest, model_admin: ModelAdmin[Any]) -> list[Any]:
        related: type[Model] = field.remote_field.model
        ordering = self.field_admin_ordering(field, request, model_admin)
        if not festival_scope.is_scoped(related):
            return list(field.get_choices(include_blank=False, ordering=ordering))
        current = scope.of(request)
        ids = [current.chosen] if current.chosen is not None else current.festivals("see", related)
        own = festival_scope.of_festivals(related._default_manager.all(), ids).values("pk")
        return list(field.get_choices(include_blank=False, ordering=ordering, limit_choices_to=Q(pk__in=own)))
