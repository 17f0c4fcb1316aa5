"""Troupes and dance styles in the admin: flat rows of set-up."""

from typing import Any

from django.contrib import admin
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from dancers.admin.owners import OwnerAdmin, OwnerInline, actor_of
from dancers.models import DanceStyle, Troupe, TroupeMember
from dancers.services import styles, troupes


class TroupeMemberInline(OwnerInline):
    model = TroupeMember
    may_change = True
    fields = ("person", "valid_from", "valid_to")
    autocomplete_fields = ("person",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[TroupeMember]:
        return super().get_queryset(request).select_related("person").order_by("person__sort_key", "pk")


@admin.register(Troupe)
class TroupeAdmin(OwnerAdmin):
    folds_search = True
    list_display = ("name", "academy", "city", "country")
    list_filter = ("country",)
    list_select_related = ("academy",)
    search_fields = ("search_key",)
    ordering = ("name", "pk")
    fields = ("name", "academy", "city", "country")
    autocomplete_fields = ("academy",)
    inlines = (TroupeMemberInline,)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Write through the service; the row that the form filled in takes over what was written."""
        values = {field: form.cleaned_data[field] for field in self.fields}
        if change:
            troupes.edit_troupe(actor=actor_of(request), troupe=Troupe.objects.get(pk=obj.pk), **values)
        else:
            obj.pk = troupes.form_troupe(actor=actor_of(request), **values).pk
        obj.refresh_from_db()


@admin.register(DanceStyle)
class DanceStyleAdmin(OwnerAdmin):
    list_display = ("title_en", "title_ru", "title_kk", "key", "group", "colour", "marker", "position")
    list_filter = ("group",)
    search_fields = ("title_en", "title_ru", "title_kk", "key")
    search_help_text = _("A title or key")
    ordering = ("group", "position", "pk")
    fields = ("key", "title_en", "title_ru", "title_kk", "group", "colour", "marker", "position")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """The key is what imports and code say: it stays."""
        return ("key",) if obj is not None else ()

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        with transaction.atomic():
            style = styles.set_style(
                actor=actor_of(request),
                key=obj.key,
                titles={code: getattr(obj, f"title_{code}") for code in ("en", "ru", "kk")},
                group=obj.group,
                colour=obj.colour,
                marker=obj.marker,
                position=obj.position,
            )
        obj.pk = style.pk
        obj.refresh_from_db()
