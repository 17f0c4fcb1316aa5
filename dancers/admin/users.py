"""Accounts in the admin. Passwords are never typed here: a letter lets the user choose one."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from dancers.admin.owners import OwnerAdmin, actor_of
from dancers.models import User
from dancers.services import accounts

FIELDS = ("email", "person", "language", "is_active", "is_staff", "is_superuser")


class UserAdminForm(forms.ModelForm[User]):
    class Meta:
        model = User
        fields = FIELDS

    def clean_email(self) -> str:
        """Addresses are held in lower case."""
        return str(self.cleaned_data["email"]).strip().lower()


@admin.register(User)
class UserAdmin(OwnerAdmin):
    form = UserAdminForm
    list_display = (
        "email",
        "person",
        "language",
        "is_active",
        "is_staff",
        "is_superuser",
        "email_verified_at",
        "last_login",
    )
    list_filter = ("is_active", "is_staff", "is_superuser", ("email_verified_at", admin.EmptyFieldListFilter))
    list_select_related = ("person",)
    search_fields = ("email",)
    ordering = ("email", "pk")
    autocomplete_fields = ("person",)
    readonly_fields = ("email_verified_at", "last_login", "joined_at")
    fields = (*FIELDS, *readonly_fields)
    actions = ("send_password_letter",)

    @admin.action(description=_("Send a letter for a new password"), permissions=["change"])
    def send_password_letter(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        for user in queryset.order_by("pk"):
            accounts.ask_for_password_letter(email=user.email)
        messages.success(request, _now("The letters are on their way."))

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Write through the service; it refuses to shut the last owner out."""
        values = {field: form.cleaned_data[field] for field in FIELDS}
        stored = User.objects.get(pk=obj.pk) if change else None
        obj.pk = accounts.set_rights(actor=actor_of(request), user=stored, **values).pk
        obj.refresh_from_db()
