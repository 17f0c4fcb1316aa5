"""The base of the admin for what belongs to no festival: only the owners of the installation may open it.

Rows are written by services. A refusal is a sentence at the top of the page, and nothing half is kept.
"""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from audit.actors import Actor
from dancers.errors import RuleRefused
from dancers.selectors import folding


def actor_of(request: HttpRequest) -> Actor:
    """Return who acts, for services."""
    if request.user.pk is None:
        raise PermissionDenied
    return Actor.user(int(request.user.pk), str(request.user))


def is_owner(request: HttpRequest) -> bool:
    """Whether this is an owner of the installation."""
    return bool(request.user.is_active and getattr(request.user, "is_superuser", False))


class OwnerRights:
    """Refused to everybody but the owners; nothing is deleted, because the past points to it."""

    may_add = True
    may_change = True

    def has_module_permission(self, request: HttpRequest) -> bool:
        return is_owner(request)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return is_owner(request)

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.may_add and is_owner(request)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.may_change and is_owner(request)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class OwnerAdmin(OwnerRights, admin.ModelAdmin[Any]):
    """A list and a page for owners. `folds_search`: names are found in any alphabet by their search key."""

    folds_search = False
    view_on_site = False
    list_per_page = 50
    show_full_result_count = False

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        if not self.folds_search:
            return super().get_search_results(request, queryset, search_term)
        key = next(field for field in self.get_search_fields(request) if field.endswith("search_key"))
        for word in folding.fold(search_term).split():
            queryset = queryset.filter(**{f"{key}__contains": word})
        return queryset, False

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        try:
            with transaction.atomic():
                return super().changeform_view(request, object_id, form_url, extra_context)
        except RuleRefused as refusal:
            messages.error(request, refusal.message)
        except IntegrityError:
            messages.error(request, _("Another row already says this, or a rule forbids it; nothing was saved."))
        return HttpResponseRedirect(request.get_full_path())


class OwnerInline(OwnerRights, admin.TabularInline[Any, Any]):
    """Rows inside another row's page: shown, and added by services."""

    may_change = False
    extra = 0
