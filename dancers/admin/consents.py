"""Consents in the admin: given and withdrawn, never rewritten."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from dancers.admin.owners import OwnerAdmin, actor_of
from dancers.models import Consent
from dancers.services import consents


@admin.register(Consent)
class ConsentAdmin(OwnerAdmin):
    may_change = False
    folds_search = True
    list_display = ("person", "kind", "given_by_name", "given_at", "wording_version", "withdrawn_at")
    list_filter = ("kind", ("withdrawn_at", admin.EmptyFieldListFilter))
    list_select_related = ("person",)
    search_fields = ("person__search_key",)
    ordering = ("-given_at", "-pk")
    fields = ("person", "kind", "given_by_name", "given_by_user")
    autocomplete_fields = ("person", "given_by_user")
    actions = ("withdraw",)

    @admin.action(description=_("Withdraw the chosen consents"), permissions=["view"])
    def withdraw(self, request: HttpRequest, queryset: QuerySet[Consent]) -> None:
        for consent in queryset.filter(withdrawn_at__isnull=True).select_related("person").order_by("pk"):
            consents.withdraw_consent(actor=actor_of(request), person=consent.person, kind=consent.kind)
        messages.success(request, _now("The consents are withdrawn; public pages follow at once."))

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        consent = consents.give_consent(
            actor=actor_of(request),
            person=obj.person,
            kind=obj.kind,
            given_by_name=obj.given_by_name,
            given_by_user=obj.given_by_user,
        )
        obj.pk = consent.pk
        obj.refresh_from_db()
