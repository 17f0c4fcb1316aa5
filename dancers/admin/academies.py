"""Academies in the admin, with those who manage them and those who belong to them."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from dancers.admin.owners import OwnerAdmin, OwnerInline, actor_of
from dancers.admin.people import start_memberships
from dancers.errors import RuleRefused
from dancers.models import Academy, AcademyManager, Invitation, Membership
from dancers.services import academies, memberships

FIELDS = ("name", "city", "country", "public")


class AcademyAdminForm(forms.ModelForm[Academy]):
    """Asks the service's questions before anything is written."""

    class Meta:
        model = Academy
        fields = FIELDS

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if set(FIELDS) <= set(values):
            try:
                academies.check_details(values["name"], values["city"], values["country"])
            except RuleRefused as refusal:
                raise ValidationError(refusal.message) from refusal
        return values


class ManagerInline(OwnerInline):
    model = AcademyManager
    fields = ("user", "added_at")
    readonly_fields = ("added_at",)
    autocomplete_fields = ("user",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[AcademyManager]:
        return super().get_queryset(request).select_related("user").order_by("added_at", "pk")


class MemberInline(OwnerInline):
    model = Membership
    fields = ("person", "role", "valid_from", "valid_to")
    autocomplete_fields = ("person",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Membership]:
        return super().get_queryset(request).select_related("person").order_by("person__sort_key", "pk")


@admin.register(Academy)
class AcademyAdmin(OwnerAdmin):
    form = AcademyAdminForm
    folds_search = True
    list_display = ("name", "city", "country", "status", "public", "created_at")
    list_filter = ("status", "public", "country")
    search_fields = ("search_key",)
    search_help_text = _("A name or city, in any alphabet")
    ordering = ("sort_key", "pk")
    inlines = (ManagerInline, MemberInline)
    actions = ("close",)

    @admin.action(description=_("Close the chosen academies"), permissions=["change"])
    def close(self, request: HttpRequest, queryset: QuerySet[Academy]) -> None:
        for academy in queryset.order_by("pk"):
            academies.close_academy(actor=actor_of(request), academy=academy, reason="admin")
        messages.success(request, _now("The academies are closed; their past stays."))

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Write through the service; the row that the form filled in takes over what was written."""
        values = {field: form.cleaned_data[field] for field in FIELDS}
        if not change:
            academy = academies.found_academy(
                actor=actor_of(request), name=values["name"], city=values["city"], country=values["country"]
            )
            obj.pk = academy.pk
        stored = Academy.objects.get(pk=obj.pk)
        academies.edit_academy(actor=actor_of(request), academy=stored, **values)
        obj.refresh_from_db()

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """Add the managers and members that were written below."""
        if formset.model is Membership:
            start_memberships(request, formset)
            return
        for manager in formset.save(commit=False):
            academies.add_manager(actor=actor_of(request), academy=manager.academy, user=manager.user)


@admin.register(Membership)
class MembershipAdmin(OwnerAdmin):
    """Begun on the pages of persons and academies; ended here."""

    may_add = False
    may_change = False
    folds_search = True
    list_display = ("person", "academy", "role", "valid_from", "valid_to")
    list_filter = ("role", ("valid_to", admin.EmptyFieldListFilter))
    list_select_related = ("person", "academy")
    search_fields = ("person__search_key",)
    ordering = ("person__sort_key", "pk")
    actions = ("end_today",)

    @admin.action(description=_("End the chosen memberships today"), permissions=["view"])
    def end_today(self, request: HttpRequest, queryset: QuerySet[Membership]) -> None:
        for membership in queryset.order_by("pk"):
            try:
                memberships.end_membership(actor=actor_of(request), membership=membership, on=timezone.localdate())
            except RuleRefused as refusal:
                messages.error(request, f"{membership.person}: {refusal.message}")
            else:
                messages.success(request, _now("%(name)s: ended today.") % {"name": membership.person})


@admin.register(Invitation)
class InvitationAdmin(OwnerAdmin):
    """Sent by managers of academies; looked at here."""

    may_add = False
    may_change = False
    list_display = ("email", "academy", "invited_by", "created_at", "expires_at", "accepted_at", "revoked_at")
    list_select_related = ("academy", "invited_by")
    search_fields = ("email",)
    ordering = ("-created_at", "-pk")
