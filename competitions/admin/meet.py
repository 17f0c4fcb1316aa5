"""The meet: festivals with their series, sections, stages, sessions, running order and guests."""

from django.contrib import admin
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from competitions.admin import contest_buttons, shown
from competitions.admin.changelist import FestivalFilter, ScopedRelatedFilter
from competitions.admin.scoped import KeepsAddress, ScopedAdmin, ScopedInline
from events.models import Festival, FestivalSeries, Performance, ProgrammeItem, Section, Session, Stage

TITLES = (("title_en", "title_ru", "title_kk"),)


@admin.register(FestivalSeries)
class FestivalSeriesAdmin(ScopedAdmin):
    list_display = ("title_en", "slug")
    search_fields = ("title_en", "title_ru", "title_kk", "slug")
    ordering = ("title_en", "pk")
    prepopulated_fields = {"slug": ("title_en",)}


class SectionInline(ScopedInline):
    model = Section
    fields = ("position", "title_en", "title_ru", "title_kk")
    ordering = ("position", "pk")


class StageInline(ScopedInline):
    model = Stage
    fields = ("position", "title_en", "title_ru", "title_kk")
    ordering = ("position", "pk")


@admin.register(Festival)
class FestivalAdmin(KeepsAddress):
    actions = contest_buttons.FOR["festival"]
    list_display = ("title_en", "state", "city", "starts_on", "ends_on")
    list_filter = ("status", "starts_on", "city")
    search_fields = ("title_en", "title_ru", "title_kk", "city", "slug")
    ordering = ("-starts_on", "-pk")
    date_hierarchy = "starts_on"
    readonly_fields = ("status", "status_at")
    inlines = (SectionInline, StageInline)
    fieldsets = (
        (None, {"fields": (*TITLES, "slug", "series", ("status", "status_at"))}),
        (_("Where and when"), {"fields": (("city", "venue", "country"), ("starts_on", "ends_on"), "time_zone")}),
        (
            _("Entries and money"),
            {"fields": (("entries_open_at", "entries_close_at"), ("currency", "currency_digits"))},
        ),
        (
            _("What visitors read"),
            {
                "fields": (
                    ("tagline_en", "tagline_ru", "tagline_kk"),
                    "description_en",
                    "description_ru",
                    "description_kk",
                    "contact_email",
                )
            },
        ),
    )

    @admin.display(description=_("state"), ordering="status")
    def state(self, row: Festival) -> SafeString:
        return shown.status_chip(row)


@admin.register(Section)
class SectionAdmin(ScopedAdmin):
    list_display = ("title_en", "festival", "position")
    list_filter = (FestivalFilter,)
    list_select_related = ("festival",)
    search_fields = ("title_en", "title_ru", "title_kk")
    ordering = ("festival", "position", "pk")


@admin.register(Stage)
class StageAdmin(ScopedAdmin):
    list_display = ("title_en", "festival", "position")
    list_filter = (FestivalFilter,)
    list_select_related = ("festival",)
    search_fields = ("title_en", "title_ru", "title_kk")
    ordering = ("festival", "position", "pk")


class ProgrammeItemInline(ScopedInline):
    model = ProgrammeItem
    fields = ("position", "kind", "title_en", "title_ru", "title_kk", "planned_at", "duration_s", "status")
    readonly_fields = ("status",)
    ordering = ("position", "pk")


@admin.register(Session)
class SessionAdmin(ScopedAdmin):
    list_display = ("title_en", "stage", "festival", "starts", "ends")
    list_filter = (FestivalFilter, ("stage", ScopedRelatedFilter), "starts_at")
    list_select_related = ("stage__festival",)
    search_fields = ("title_en", "title_ru", "title_kk")
    ordering = ("starts_at", "pk")
    date_hierarchy = "starts_at"
    inlines = (ProgrammeItemInline,)

    @admin.display(description=_("festival"), ordering="stage__festival")
    def festival(self, row: Session) -> str:
        return str(row.stage.festival)

    @admin.display(description=_("starts at"), ordering="starts_at")
    def starts(self, row: Session) -> SafeString | str:
        return shown.moment(row.starts_at, row.stage.festival.zone)

    @admin.display(description=_("ends at"), ordering="ends_at")
    def ends(self, row: Session) -> SafeString | str:
        return shown.moment(row.ends_at, row.stage.festival.zone)


@admin.register(ProgrammeItem)
class ProgrammeItemAdmin(ScopedAdmin):
    list_display = ("title_en", "kind", "session", "position", "planned", "state")
    list_filter = (FestivalFilter, "kind", "status", ("session", ScopedRelatedFilter))
    list_select_related = ("session__stage__festival",)
    search_fields = ("title_en", "title_ru", "title_kk")
    ordering = ("session", "position", "pk")
    readonly_fields = ("status", "started_at", "ended_at")

    @admin.display(description=_("planned at"), ordering="planned_at")
    def planned(self, row: ProgrammeItem) -> SafeString | str:
        return shown.moment(row.planned_at, row.session.stage.festival.zone)

    @admin.display(description=_("state"), ordering="status")
    def state(self, row: ProgrammeItem) -> SafeString:
        return shown.status_chip(row)


@admin.register(Performance)
class PerformanceAdmin(ScopedAdmin):
    list_display = ("title_en", "troupe", "guests", "programme_item")
    list_filter = (FestivalFilter,)
    list_select_related = ("troupe", "programme_item")
    search_fields = ("title_en", "title_ru", "title_kk", "guests", "troupe__name")
    ordering = ("programme_item", "pk")
