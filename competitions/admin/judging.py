"""Sheets, their versions, operations and marks: to be read, never to be changed here."""

from django.contrib import admin
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from competitions.admin import shown
from competitions.admin.changelist import FestivalFilter, ScopedRelatedFilter
from competitions.admin.scoped import ReadOnlyAdmin, ReadOnlyInline
from competitions.models import Mark, Operation, Scoresheet, SheetVersion


class SheetVersionInline(ReadOnlyInline):
    model = SheetVersion
    fields = ("number", "at", "reason", "digest")
    ordering = ("number", "pk")


@admin.register(Scoresheet)
class ScoresheetAdmin(ReadOnlyAdmin):
    list_display = ("seat", "round", "portion_key", "state", "handed_in")
    list_filter = (FestivalFilter, "status", ("seat__round", ScopedRelatedFilter))
    list_select_related = ("seat__round",)
    search_fields = ("=seat__letter", "portion_key", "seat__round__title_en", "seat__round__competition__title_en")
    ordering = ("seat__round", "seat__letter", "pk")
    inlines = (SheetVersionInline,)

    @admin.display(description=_("round"), ordering="seat__round")
    def round(self, row: Scoresheet) -> str:
        return str(row.seat.round)

    @admin.display(description=_("state"), ordering="status")
    def state(self, row: Scoresheet) -> SafeString:
        return shown.status_chip(row)

    @admin.display(description=_("handed in at"), ordering="submitted_at")
    def handed_in(self, row: Scoresheet) -> SafeString | str:
        return shown.moment(row.submitted_at)


@admin.register(SheetVersion)
class SheetVersionAdmin(ReadOnlyAdmin):
    list_defer = ("text",)
    list_display = ("scoresheet", "number", "taken", "reason", "digest")
    list_filter = (FestivalFilter, "at")
    list_select_related = ("scoresheet",)
    search_fields = ("digest", "=scoresheet__seat__letter")
    ordering = ("-at", "-pk")
    date_hierarchy = "at"

    @admin.display(description=_("at"), ordering="at")
    def taken(self, row: SheetVersion) -> SafeString | str:
        return shown.moment(row.at)


@admin.register(Operation)
class OperationAdmin(ReadOnlyAdmin):
    list_display = ("seat", "round", "part", "round_entry", "value", "state", "device", "received")
    list_filter = (FestivalFilter, "outcome", "received_at", ("seat__round", ScopedRelatedFilter))
    list_select_related = ("seat__round", "part", "round_entry")
    search_fields = ("client_id", "device", "=seat__letter", "round_entry__source_rows__entry__display_name")
    ordering = ("-received_at", "-pk")
    date_hierarchy = "received_at"

    @admin.display(description=_("round"), ordering="seat__round")
    def round(self, row: Operation) -> str:
        return str(row.seat.round)

    @admin.display(description=_("outcome"), ordering="outcome")
    def state(self, row: Operation) -> SafeString:
        return shown.chip(row.outcome, row.get_outcome_display())

    @admin.display(description=_("received at"), ordering="received_at")
    def received(self, row: Operation) -> SafeString | str:
        return shown.moment(row.received_at)


@admin.register(Mark)
class MarkAdmin(ReadOnlyAdmin):
    list_display = ("seat", "round", "part", "round_entry", "criterion", "value")
    list_filter = (FestivalFilter, ("seat__round", ScopedRelatedFilter))
    list_select_related = ("seat__round", "part", "round_entry")
    search_fields = ("=seat__letter", "round_entry__source_rows__entry__display_name")
    ordering = ("seat__round", "part", "round_entry", "seat__letter", "pk")

    @admin.display(description=_("round"), ordering="seat__round")
    def round(self, row: Mark) -> str:
        return str(row.seat.round)
