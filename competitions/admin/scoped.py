"""The base of every festival-scoped admin: rows, choices, autocomplete, inlines, actions, history alike keep to one's festivals."""

from collections.abc import Iterable
from typing import Any, NoReturn

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ManyToManyField, Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from competitions.admin import actions, scope
from competitions.admin.changelist import ListShape, ScopedChangeList
from competitions.selectors import festival_scope, people_scope
from competitions.services import setup
from dancers.errors import RuleRefused

# Longer keys than any database gives are nobody's.
KEY_LENGTH = 19


class OneFestivalForm(forms.ModelForm[Any]):
    """Refuses to tie rows of two festivals together."""

    def clean(self) -> dict[str, Any] | None:
        values = super().clean()
        found = {festival_scope.festival_id_of(row) for row in self._related_rows()}
        if self.instance.pk is not None:
            found.add(festival_scope.festival_id_of(self._meta.model._default_manager.get(pk=self.instance.pk)))
        if len(found - {None}) > 1:
            raise ValidationError(_("These belong to different festivals; nothing was saved."))
        return values

    def _related_rows(self) -> Iterable[Model]:
        return (value for value in self.cleaned_data.values() if isinstance(value, Model))


class ScopedChoices(BaseModelAdmin[Any]):
    """Fields that point at rows offer (and take) only rows of festivals in which the user may change this model."""

    # Set where a row may hang on a competition instead: a row of no festival at all is the house's.
    festival_is_optional = False

    def scoped_choices(self, field: Any, request: HttpRequest) -> QuerySet[Any] | None:
        """Return what the field may hold; None where the related model knows no festival."""
        related = field.remote_field.model
        if not festival_scope.is_scoped(related) and not people_scope.is_scoped(related):
            return None
        current = scope.of(request)
        rows: QuerySet[Any] = related._default_manager.all()
        allowed = current.festivals("change", self.model) or current.festivals("add", self.model)
        if people_scope.is_scoped(related):
            return people_scope.visible(rows, None if current.is_superuser else allowed)
        return festival_scope.of_festivals(rows, None if current.is_superuser else allowed)

    def get_autocomplete_fields(self, request: HttpRequest) -> list[str]:
        """Every field that points at a searchable admin is found by typing."""
        return [field.name for field in self._pointing_fields() if self._is_searchable(field.remote_field.model)]

    def _pointing_fields(self) -> list[Any]:
        own: list[Any] = [*self.model._meta.fields, *self.model._meta.many_to_many]
        return [
            field for field in own if field.remote_field is not None and not isinstance(field.remote_field.model, str)
        ]

    def _is_searchable(self, related: type[Model]) -> bool:
        registered = self.admin_site._registry.get(related)
        return registered is not None and bool(registered.search_fields)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        rows = self.scoped_choices(db_field, request)
        if rows is not None:
            kwargs["queryset"] = rows
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if field is not None and db_field.name == "festival" and not scope.of(request).is_superuser:
            field.required = not self.festival_is_optional
        return field

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Beside a field that points at a row: look at it or add one; changing and deleting is done on its own page."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_change_related = field.widget.can_delete_related = False
        return field

    def formfield_for_manytomany(self, db_field: ManyToManyField[Any, Any], request: HttpRequest, **kwargs: Any) -> Any:
        rows = self.scoped_choices(db_field, request)
        if rows is not None:
            kwargs["queryset"] = rows
        return super().formfield_for_manytomany(db_field, request, **kwargs)


class ScopedAdmin(ListShape, ScopedChoices, admin.ModelAdmin[Any]):
    """An admin that shows and changes rows of the user's festivals alone, as the table in permissions.setup says."""

    form = OneFestivalForm
    view_on_site = False
    list_per_page = 50
    show_full_result_count = False

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ScopedChangeList]:
        return ScopedChangeList

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        current, match = scope.of(request), request.resolver_match
        rows = festival_scope.of_festivals(super().get_queryset(request), current.festivals("see", self.model))
        if match is not None and match.url_name == "autocomplete" and current.chosen is not None:
            rows = festival_scope.of_festivals(rows, [current.chosen])
        return rows.distinct() if self.model._meta.label_lower == "events.festivalseries" else rows

    def has_module_permission(self, request: HttpRequest) -> bool:
        return scope.of(request).may("see", self.model)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return scope.of(request).may("see", self.model, obj)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return scope.of(request).may("change", self.model, obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return scope.of(request).may("add", self.model)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return scope.of(request).may("delete", self.model, obj)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        initial: dict[str, Any] = dict(super().get_changeform_initial_data(request))
        chosen = scope.of(request).chosen
        if chosen is not None and any(field.name == "festival" for field in self.model._meta.fields):
            initial.setdefault("festival", str(chosen))
        return initial

    def _get_obj_does_not_exist_redirect(self, request: HttpRequest, opts: Any, object_id: str) -> NoReturn:
        raise Http404(_("There is no such page for you."))

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Show or save the form; a rule that only the database holds answers with a sentence."""
        try:
            with transaction.atomic():
                return super().changeform_view(request, object_id, form_url, extra_context)
        except RuleRefused as refusal:
            messages.error(request, refusal.message)
            return HttpResponseRedirect(request.get_full_path())
        except IntegrityError:
            messages.error(request, _("Another row already says this, or a rule forbids it; nothing was saved."))
            return HttpResponseRedirect(request.get_full_path())

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """Return the row if it is the user's, and work in its festival from here on, so that the bar tells the truth."""
        row = super().get_object(request, object_id, from_field)
        if row is not None:
            scope.enter(request, festival_scope.festival_id_of(row))
        return row

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Show the list or run an action; an action on a row that is not the user's is not found, and nothing is done."""
        chosen = set(request.POST.getlist("_selected_action")) if request.method == "POST" else set()
        if chosen and self._visible(request, chosen) != len(chosen):
            raise Http404(_("There is no such row for you."))
        title = capfirst(self.model._meta.verbose_name_plural)
        return super().changelist_view(request, {"title": title, **(extra_context or {})})

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        return actions.offered(request, super().get_actions(request))

    def get_action_choices(self, request: HttpRequest, default_choices: Any = None) -> list[tuple[str, str]]:
        return super().get_action_choices(request, default_choices or [("", _("Choose what to do"))])

    def _visible(self, request: HttpRequest, keys: set[str]) -> int:
        if not all(key.isdecimal() and len(key) < KEY_LENGTH for key in keys):
            return 0
        return self.get_queryset(request).filter(pk__in=keys).values("pk").distinct().count()

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not scope.of(request).may("change" if change else "add", self.model, obj):
            raise PermissionDenied
        self.write(request, obj, form, change)

    def write(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save the row. Admins whose rows belong to a service call it here; its refusal is shown as a sentence."""
        super().save_model(request, obj, form, change)

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        self._record(request, "added", obj, message)
        return super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        self._record(request, "changed", obj, message)
        return super().log_change(request, obj, message)

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        for row in queryset:
            self._record(request, "deleted", row, "")
        return super().log_deletions(request, queryset)

    def _record(self, request: HttpRequest, what: str, row: Model, message: Any) -> None:
        parts = message if isinstance(message, list) else []
        fields = [
            name
            for part in parts
            for name in part.get("changed", {}).get("fields", [])
            if "name" not in part["changed"]
        ]
        inlines = [str(said["name"]) for part in parts for said in part.values() if "name" in said]
        setup.record_change(
            actor=actions.who(request)["actor"], what=what, row=row, fields=[str(f) for f in fields], inlines=inlines
        )


class KeepsAddress(ScopedAdmin):
    """A public address never changes once people may have it: the slug is fixed when the row is no draft any more."""

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        fixed = super().get_readonly_fields(request, obj)
        return fixed if obj is None or obj.status == "draft" else (*fixed, "slug")

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return {"slug": ("title_en",)} if obj is None else {}


class ReadOnlyAdmin(ScopedAdmin):
    """Rows that only services write: nobody adds, changes or deletes one here, a superuser neither."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class ScopedInline(ScopedChoices, admin.TabularInline[Any, Any]):
    """Rows inside another row's page; the table of rights speaks for each model by itself."""

    form = OneFestivalForm
    extra = 0
    show_change_link = True

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return festival_scope.of_festivals(
            super().get_queryset(request), scope.of(request).festivals("see", self.model)
        )

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self._may(request, "see", obj)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self._may(request, "change", obj)

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self._may(request, "add", obj)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self._may(request, "delete", obj)

    def _may(self, request: HttpRequest, act: Any, parent: Model | None) -> bool:
        current = scope.of(request)
        allowed = current.festivals(act, self.model)
        if allowed is None or parent is None:
            return allowed is None or bool(allowed)
        return festival_scope.festival_id_of(parent) in allowed


class ReadOnlyInline(ScopedInline):
    """Rows that are shown beside their parent and written by services."""

    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False
