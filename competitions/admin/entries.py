"""Who takes part: entries with members and pieces, and the numbers on their backs."""

from typing import Any

from django.contrib import admin
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from competitions.admin import contest_buttons, shown
from competitions.admin.changelist import FestivalFilter, ScopedRelatedFilter
from competitions.admin.exporting import ExportsCsv
from competitions.admin.scoped import ReadOnlyAdmin, ReadOnlyInline, ScopedAdmin, ScopedInline
from competitions.models import Credit, Entry, EntryMember, NumberAssignment, Piece
from dancers.selectors import folding

LONGEST_SEARCH = 200


class EntryMemberInline(ReadOnlyInline):
    model = EntryMember
    fields = ("person", "role", "position", "valid_from", "valid_to")
    ordering = ("position", "pk")


class PieceInline(ScopedInline):
    model = Piece
    fields = ("round", "title", "duration_s", "music_title")
    ordering = ("pk",)


class CreditInline(ScopedInline):
    model = Credit
    fields = ("kind", "person")
    ordering = ("pk",)


@admin.register(Entry)
class EntryAdmin(ExportsCsv, ScopedAdmin):
    """Entries are sent in through the portal; here names and pieces are put right and buttons decide."""

    actions = (*contest_buttons.FOR["entry"], "export_csv")
    export_columns = (
        ("number", _("No."), lambda row: row.label),
        ("entry", _("Entry"), lambda row: row.display_name),
        ("competition", _("Competition"), lambda row: row.competition.title),
        ("division", _("Division"), lambda row: row.division_name),
        ("academy", _("Academy"), lambda row: row.academy_name),
        ("status", _("State"), lambda row: row.get_status_display()),
        ("reason", _("Reason"), lambda row: row.status_reason),
    )

    show_facets = admin.ShowFacets.ALWAYS
    list_display = ("number", "names", "competition", "school", "state", "changed")
    list_display_links = ("names",)
    list_filter = (FestivalFilter, "status", ("competition", ScopedRelatedFilter), "status_at")
    list_select_related = ("competition__festival",)
    search_fields = ("display_name", "academy_name", "=numbers__label")
    search_help_text = _("Name, number or academy; Сейит and Сейіт find the same")
    ordering = ("-status_at", "-pk")
    date_hierarchy = "entered_at"
    inlines = (EntryMemberInline, PieceInline)
    fields = (
        ("competition", "participation"),
        "display_name",
        ("academy_name", "division_name"),
        ("status", "status_at", "status_reason"),
        ("entered_by", "entered_at"),
    )
    readonly_fields = (
        "competition",
        "participation",
        "status",
        "status_at",
        "status_reason",
        "entered_by",
        "entered_at",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        held = NumberAssignment.objects.filter(entry=OuterRef("pk"), valid_to__isnull=True)
        label, order = Subquery(held.values("label")[:1]), Subquery(held.values("sort_key")[:1])
        rows: QuerySet[Any] = super().get_queryset(request).annotate(label=label, label_order=order)
        return rows

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Find by the folded names of the members too: SQLite does not fold Cyrillic by itself."""
        term = search_term[:LONGEST_SEARCH]
        found, doubled = super().get_search_results(request, queryset, term)
        words = folding.fold(term).split()
        if not words:
            return found, doubled
        people = EntryMember.objects.all()
        for word in words:
            people = people.filter(person__search_key__contains=word)
        by_text = Q(pk__in=found.order_by().values("pk"))
        by_school = Q(academy__search_key__contains=" ".join(words))
        return queryset.filter(by_text | by_school | Q(pk__in=people.values("entry"))), False

    @admin.display(description=_("entry"), ordering="display_name")
    def names(self, row: Entry) -> SafeString | str:
        return shown.two_lines(row.display_name)

    @admin.display(description=_("No."), ordering="label_order")
    def number(self, row: Any) -> SafeString:
        return shown.right(row.label or shown.NOTHING)

    @admin.display(description=_("academy"), ordering="academy_name")
    def school(self, row: Entry) -> str:
        return row.academy_name or str(_("no academy"))

    @admin.display(description=_("state"), ordering="status")
    def state(self, row: Entry) -> SafeString:
        return shown.status_chip(row)

    @admin.display(description=_("changed"), ordering="status_at")
    def changed(self, row: Entry) -> SafeString | str:
        return shown.moment(row.status_at, row.competition.festival.zone)


@admin.register(EntryMember)
class EntryMemberAdmin(ReadOnlyAdmin):
    list_display = ("person", "entry", "role", "valid_from", "valid_to")
    list_filter = (FestivalFilter, "role")
    list_select_related = ("person", "entry")
    search_fields = ("person__search_key", "person__given_name", "person__family_name", "entry__display_name")
    ordering = ("entry", "position", "pk")


@admin.register(Piece)
class PieceAdmin(ScopedAdmin):
    list_display = ("title", "entry", "length", "music_title")
    list_filter = (FestivalFilter,)
    list_select_related = ("entry",)
    search_fields = ("title", "music_title", "entry__display_name")
    ordering = ("entry", "pk")
    inlines = (CreditInline,)

    @admin.display(description=_("length"), ordering="duration_s")
    def length(self, row: Piece) -> SafeString | str:
        return (
            shown.NOTHING
            if row.duration_s is None
            else shown.right(f"{row.duration_s // 60}:{row.duration_s % 60:02d}")
        )


@admin.register(Credit)
class CreditAdmin(ScopedAdmin):
    list_display = ("person", "kind", "piece")
    list_filter = (FestivalFilter, "kind")
    list_select_related = ("person", "piece")
    search_fields = ("person__search_key", "person__given_name", "piece__title")
    ordering = ("piece", "pk")


@admin.register(NumberAssignment)
class NumberAssignmentAdmin(ExportsCsv, ReadOnlyAdmin):
    actions = ("export_csv",)
    export_columns = (
        ("number", _("No."), lambda row: row.label),
        ("series", _("Number series"), lambda row: row.number_series),
        ("holder", _("Holder"), lambda row: row.entry or row.person),
    )
    list_display = ("label", "holder", "festival", "number_series", "valid_from", "valid_to")
    list_filter = (FestivalFilter, "number_series", ("valid_to", admin.EmptyFieldListFilter))
    list_select_related = ("festival", "entry", "person")
    search_fields = ("=label", "entry__display_name")
    ordering = ("festival", "number_series", "sort_key", "pk")

    @admin.display(description=_("holder"))
    def holder(self, row: NumberAssignment) -> SafeString | str:
        return shown.two_lines(shown.name_of(row.entry or row.person))
