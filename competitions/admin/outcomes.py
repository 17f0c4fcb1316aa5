"""Rulings, stored results and releases: to be read; the desk decides, tabulates and publishes."""

from django.contrib import admin
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from competitions.admin import shown
from competitions.admin.changelist import FestivalFilter, ScopedRelatedFilter
from competitions.admin.scoped import ReadOnlyAdmin
from competitions.models import Release, ReleaseState, Result, Ruling


@admin.register(Ruling)
class RulingAdmin(ReadOnlyAdmin):
    list_display = ("kind", "of", "round", "reason", "decided_by", "decided")
    list_filter = (FestivalFilter, "kind", "decided_at", ("competition", ScopedRelatedFilter))
    list_select_related = ("competition__festival", "standing__festival", "round", "decided_by")
    search_fields = ("reason", "competition__title_en", "competition__title_ru")
    ordering = ("-decided_at", "-pk")
    date_hierarchy = "decided_at"

    @admin.display(description=_("decided at"), ordering="decided_at")
    def decided(self, row: Ruling) -> SafeString | str:
        subject = row.competition or row.standing
        return shown.moment(row.decided_at, subject.festival.zone if subject is not None else None)

    @admin.display(description=_("of"), ordering="competition")
    def of(self, row: Ruling) -> str:
        return shown.name_of(row.competition or row.standing)


@admin.register(Result)
class ResultAdmin(ReadOnlyAdmin):
    list_defer = ("sheets_text", "outcome_text")
    list_display = ("of", "number", "engine", "preset", "edition", "tabulated_by", "made", "short_digest")
    list_filter = (FestivalFilter, "engine", "at")
    list_select_related = ("round__competition", "competition", "standing", "tabulated_by")
    search_fields = ("digest", "round__title_en", "round__competition__title_en", "competition__title_en")
    ordering = ("-at", "-pk")
    date_hierarchy = "at"

    @admin.display(description=_("of"))
    def of(self, row: Result) -> str:
        if row.round is not None:
            return f"{row.round.competition}: {row.round}"
        return shown.name_of(row.competition or row.standing)

    @admin.display(description=_("at"), ordering="at")
    def made(self, row: Result) -> SafeString | str:
        return shown.moment(row.at)

    @admin.display(description=_("digest"))
    def short_digest(self, row: Result) -> str:
        return row.digest[:12]


@admin.register(Release)
class ReleaseAdmin(ReadOnlyAdmin):
    list_defer = ("ranking_text",)
    list_display = ("of", "number", "kind_chip", "detail", "prepared_by", "released_by", "released", "reason")
    list_filter = (FestivalFilter, "kind", "at", ("competition", ScopedRelatedFilter))
    list_select_related = ("competition__festival", "standing__festival", "prepared_by", "released_by")
    search_fields = ("digest", "reason", "competition__title_en", "competition__title_ru")
    ordering = ("-at", "-pk")
    date_hierarchy = "at"

    @admin.display(description=_("of"), ordering="competition")
    def of(self, row: Release) -> str:
        return row.title

    @admin.display(description=_("kind"), ordering="kind")
    def kind_chip(self, row: Release) -> SafeString:
        return shown.chip(row.kind, row.get_kind_display())

    @admin.display(description=_("released at"), ordering="at")
    def released(self, row: Release) -> SafeString | str:
        return shown.moment(row.at, row.festival.zone)


@admin.register(ReleaseState)
class ReleaseStateAdmin(ReadOnlyAdmin):
    list_display = ("release", "embargo", "reveal_step", "retracted")
    list_filter = (FestivalFilter, ("retracted_at", admin.EmptyFieldListFilter), "embargo_until")
    list_select_related = ("release",)
    search_fields = ("release__competition__title_en",)
    ordering = ("-release", "-pk")

    @admin.display(description=_("embargo until"), ordering="embargo_until")
    def embargo(self, row: ReleaseState) -> SafeString | str:
        return shown.moment(row.embargo_until)

    @admin.display(description=_("retracted at"), ordering="retracted_at")
    def retracted(self, row: ReleaseState) -> SafeString | str:
        return shown.moment(row.retracted_at)
