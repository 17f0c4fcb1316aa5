"""Competitions with their rounds and prizes, who may take part, with the drawing of their format."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from competitions.admin import contest_buttons, shown
from competitions.admin.changelist import FestivalFilter, ScopedRelatedFilter
from competitions.admin.exporting import ExportsCsv
from competitions.admin.formats import drawing
from competitions.admin.prize_rows import PrizeInline
from competitions.admin.ruleset_choice import ChoosesRuleset
from competitions.admin.scoped import KeepsAddress, ReadOnlyAdmin, ScopedInline
from competitions.models import Competition, Entry, Participation, Round

HOLDING = [Entry.Status.SUBMITTED, Entry.Status.ACCEPTED]


class RoundInline(ChoosesRuleset, ScopedInline):
    """New rounds are added here; one that is there is changed on its own page, which knows whether it is open."""

    model = Round
    fields = (
        "position",
        "kind",
        "title_en",
        "ruleset",
        "wanted",
        "crosses_min",
        "crosses_max",
        "release_rule",
        "status",
    )
    readonly_fields = ("status",)
    ordering = ("position", "pk")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Competition)
class CompetitionAdmin(ExportsCsv, KeepsAddress):
    show_facets = admin.ShowFacets.ALWAYS
    actions = (*contest_buttons.FOR["competition"], "export_csv")
    export_columns = (
        ("title", _("Competition"), lambda row: row.title),
        ("festival", _("Festival"), lambda row: row.festival.title),
        ("style", _("Style"), lambda row: row.style.title),
        ("division", _("Division"), lambda row: row.division_en),
        ("size", _("Size"), lambda row: row.get_size_display()),
        ("status", _("State"), lambda row: row.get_status_display()),
        ("entries", _("Entries"), lambda row: row.holding),
        ("capacity", _("Places"), lambda row: row.capacity),
    )
    list_display = ("title_en", "festival", "style", "division_en", "size", "state", "entered", "limit")
    list_filter = (FestivalFilter, "status", ("section", ScopedRelatedFilter), "style", "size")
    list_select_related = ("festival", "style")
    search_fields = ("title_en", "title_ru", "title_kk", "division_en", "division_ru", "division_kk", "slug")
    ordering = ("festival", "position", "pk")
    readonly_fields = ("status", "status_at", "rounds_of_format")
    inlines = (RoundInline, PrizeInline)
    fieldsets = (
        (
            None,
            {"fields": ("festival", "section", ("title_en", "title_ru", "title_kk"), "slug", ("status", "status_at"))},
        ),
        (
            _("Who dances"),
            {
                "fields": (
                    "style",
                    ("division_en", "division_ru", "division_kk"),
                    ("age_min", "age_max", "age_rule", "age_on"),
                    "level",
                    ("size", "members_min", "members_max"),
                )
            },
        ),
        (_("Entries"), {"fields": (("capacity", "entries_close_at"), "number_series", "position")}),
        (
            _("Result"),
            {"fields": (("format", "drawn_couples"), "rounds_of_format", ("dense_places", "tie_money"), "detail")},
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        holding = Count("entries", filter=Q(entries__status__in=HOLDING), distinct=True)
        rows: QuerySet[Any] = super().get_queryset(request).annotate(holding=holding)
        return rows

    def write(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not change:
            obj.status_at = timezone.now()
        super().write(request, obj, form, change)

    @admin.display(description=_("state"), ordering="status")
    def state(self, row: Competition) -> SafeString:
        return shown.status_chip(row)

    @admin.display(description=_("rounds of the format"))
    def rounds_of_format(self, row: Competition) -> SafeString | str:
        return shown.NOTHING if row.format is None else drawing(row.format)

    @admin.display(description=_("entries"), ordering="holding")
    def entered(self, row: Any) -> SafeString:
        return shown.right(row.holding)

    @admin.display(description=_("places"), ordering="capacity")
    def limit(self, row: Competition) -> SafeString | str:
        return shown.NOTHING if row.capacity is None else shown.right(row.capacity)


@admin.register(Participation)
class ParticipationAdmin(ExportsCsv, ReadOnlyAdmin):
    actions = (*contest_buttons.FOR["participation"], "export_csv")
    export_columns = (
        ("who", _("Academy or dancer"), lambda row: row.academy or row.person),
        ("festival", _("Festival"), lambda row: row.festival.title),
        ("status", _("State"), lambda row: row.get_status_display()),
        ("reason", _("Reason"), lambda row: row.reason),
    )
    list_display = ("who", "festival", "state", "asked", "decided", "reason")
    list_filter = (FestivalFilter, "status", "asked_at")
    list_select_related = ("festival", "academy", "person")
    search_fields = ("academy__name", "academy__search_key", "person__search_key", "person__given_name")
    ordering = ("-asked_at", "-pk")

    @admin.display(description=_("academy or dancer"))
    def who(self, row: Participation) -> str:
        return shown.name_of(row.academy or row.person)

    @admin.display(description=_("state"), ordering="status")
    def state(self, row: Participation) -> SafeString:
        return shown.status_chip(row)

    @admin.display(description=_("asked at"), ordering="asked_at")
    def asked(self, row: Participation) -> SafeString | str:
        return shown.moment(row.asked_at, row.festival.zone)

    @admin.display(description=_("decided at"), ordering="decided_at")
    def decided(self, row: Participation) -> SafeString | str:
        return shown.moment(row.decided_at, row.festival.zone)
