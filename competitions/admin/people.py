"""People and academies as a festival's staff see them: those who take part, read only; owners of the installation edit all."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.models import Group
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest

from competitions.admin import scope
from competitions.permissions import setup
from competitions.selectors import people_scope
from dancers.admin.academies import AcademyAdmin
from dancers.admin.people import DancerAdmin, PersonAdmin
from dancers.admin.troupes import DanceStyleAdmin, TroupeAdmin
from dancers.models import Academy, Dancer, DanceStyle, Person, Troupe

for model in (Group, Person, Dancer, Academy, Troupe, DanceStyle):
    admin.site.unregister(model)


class SeenByStaff(admin.ModelAdmin[Any]):
    """Adds reading by the festival's staff to an owners' admin. What hangs on a row (managers, members, consents) stays shut."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return scope.of(request).may("see", self.model)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        may = scope.of(request).may("see", self.model)
        return may and (obj is None or self.get_queryset(request).filter(pk=obj.pk).exists())

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_queryset(request)
        if not people_scope.is_scoped(self.model):
            return rows
        return people_scope.visible(rows, scope.of(request).festivals("see", self.model))

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        return super().get_search_results(request, queryset, search_term[:200])

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        return super().get_inlines(request, obj) if scope.of(request).is_superuser else ()

    def _get_obj_does_not_exist_redirect(self, request: HttpRequest, opts: Any, object_id: str) -> Any:
        raise Http404


class WithoutBirthDates(SeenByStaff):
    """Birth dates are for those who check ages: the owner and the registrar."""

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        shown = super().get_list_display(request)
        return [name for name in shown if name != "birth_date" or self._checks_ages(request)]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        return [name for name in super().get_fields(request, obj) if name != "birth_date" or self._checks_ages(request)]

    def _checks_ages(self, request: HttpRequest) -> bool:
        current = scope.of(request)
        return current.is_superuser or any(setup.REGISTRATION & roles for roles in current.roles.values())


@admin.register(Person)
class FestivalPersonAdmin(WithoutBirthDates, PersonAdmin):
    pass


@admin.register(Dancer)
class FestivalDancerAdmin(WithoutBirthDates, DancerAdmin):
    pass


@admin.register(Academy)
class FestivalAcademyAdmin(SeenByStaff, AcademyAdmin):
    pass


@admin.register(Troupe)
class FestivalTroupeAdmin(SeenByStaff, TroupeAdmin):
    pass


@admin.register(DanceStyle)
class FestivalDanceStyleAdmin(SeenByStaff, DanceStyleAdmin):
    pass
