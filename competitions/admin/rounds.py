"""The stages of a competition: rounds with dances, links and panel; who stands in them; heats."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from competitions.admin import contest_buttons, reading, shown
from competitions.admin.changelist import FestivalFilter, ScopedRelatedFilter
from competitions.admin.panels import PanelSeatInline
from competitions.admin.planned import OfPlannedRound, PlannedRoundInline
from competitions.admin.ruleset_choice import ChoosesRuleset
from competitions.admin.scoped import OneFestivalForm, ReadOnlyAdmin, ReadOnlyInline, ScopedAdmin
from competitions.models import Heat, HeatPlace, Round, RoundEntry, RoundEntrySource, RoundLink, RoundPart
from dancers.errors import RuleRefused

# What an open round was judged by: fixed once it is open.
FROZEN = (
    "competition",
    "position",
    "kind",
    "ruleset",
    "submit_by",
    "release_rule",
    "wanted",
    "crosses_min",
    "crosses_max",
    "throw_downs",
    "table_ruleset",
    "pool",
)


class RoundPartInline(PlannedRoundInline):
    model = RoundPart
    fields = ("position", "kind", "title_en", "title_ru", "title_kk", "short_label", "style", "requirement")
    ordering = ("position", "pk")


class RoundLinkForm(OneFestivalForm):
    """Links rounds of one competition."""

    def clean(self) -> dict[str, Any] | None:
        values = super().clean()
        ends = (self.cleaned_data.get("from_round"), self.cleaned_data.get("to_round"))
        if None not in ends and len({end.competition_id for end in ends if end is not None}) > 1:
            raise ValidationError(_("A link joins two rounds of one competition."))
        return values


class LinkOutInline(PlannedRoundInline):
    model = RoundLink
    form = RoundLinkForm
    fk_name = "from_round"
    fields = (
        *("to_round", "cut", "value_from", "value_to", "ties", "pool"),
        *("carry", "weight_num", "weight_den", "places_continue"),
    )
    ordering = ("pk",)
    verbose_name_plural = _("goes on to")


@admin.register(Round)
class RoundAdmin(ChoosesRuleset, ScopedAdmin):
    actions = contest_buttons.FOR["round"]
    list_display = ("title_en", "competition", "position", "kind", "state", "opened", "closed")
    list_filter = (FestivalFilter, "status", "kind", ("competition", ScopedRelatedFilter))
    list_select_related = ("competition__festival",)
    search_fields = ("title_en", "title_ru", "title_kk", "competition__title_en", "competition__title_ru")
    ordering = ("competition", "position", "pk")
    readonly_fields = ("status", "opened_at", "closed_at", "frozen")
    inlines = (RoundPartInline, LinkOutInline, PanelSeatInline)
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "competition",
                    "position",
                    ("title_en", "title_ru", "title_kk"),
                    "kind",
                    ("status", "opened_at", "closed_at"),
                )
            },
        ),
        (
            _("How it is judged"),
            {
                "fields": (
                    "ruleset",
                    ("submit_by", "release_rule", "pool"),
                    ("wanted", "crosses_min", "crosses_max"),
                    ("throw_downs", "table_ruleset"),
                )
            },
        ),
    )
    frozen_fieldset = (
        _("As frozen on opening"),
        {
            "fields": ("frozen",),
            "description": _("The round was opened with these rules. They stay, whatever is changed in the ruleset."),
        },
    )

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """An open round shows the rules that it holds."""
        shown_ = super().get_fieldsets(request, obj)
        return shown_ if obj is None or not obj.ruleset_text else (*shown_, self.frozen_fieldset)

    def write(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save; what an open round was judged by is refused with a sentence, not quietly left as it was."""
        if change:
            now = Round.objects.select_for_update().get(pk=obj.pk)
            if now.status != Round.Status.PLANNED and (now.status != obj.status or "ruleset" in request.POST):
                raise RuleRefused(
                    _("%(round)s is open or closed: its ruleset is frozen and stays. Nothing was saved.")
                    % {"round": now.title}
                )
        super().write(request, obj, form, change)

    @admin.display(description=_("ruleset as frozen"))
    def frozen(self, row: Round) -> SafeString | str:
        """The frozen ruleset in words."""
        return reading.frozen(row.ruleset_text) if row.ruleset_text else shown.NOTHING

    def get_readonly_fields(self, request: HttpRequest, obj: Round | None = None) -> Any:
        fixed = super().get_readonly_fields(request, obj)
        return fixed if obj is None or obj.status == Round.Status.PLANNED else (*fixed, *FROZEN)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        planned = obj is None or obj.status == Round.Status.PLANNED
        return planned and super().has_delete_permission(request, obj)

    @admin.display(description=_("state"), ordering="status")
    def state(self, row: Round) -> SafeString:
        return shown.status_chip(row)

    @admin.display(description=_("opened at"), ordering="opened_at")
    def opened(self, row: Round) -> SafeString | str:
        return shown.moment(row.opened_at, row.competition.festival.zone)

    @admin.display(description=_("closed at"), ordering="closed_at")
    def closed(self, row: Round) -> SafeString | str:
        return shown.moment(row.closed_at, row.competition.festival.zone)


@admin.register(RoundPart)
class RoundPartAdmin(OfPlannedRound):
    list_display = ("title_en", "round", "competition", "position", "kind", "style")
    list_filter = (FestivalFilter, "kind", ("round__competition", ScopedRelatedFilter))
    list_select_related = ("round__competition", "style")
    search_fields = ("title_en", "title_ru", "title_kk", "short_label", "round__title_en")
    ordering = ("round", "position", "pk")

    @admin.display(description=_("competition"), ordering="round__competition")
    def competition(self, row: RoundPart) -> str:
        return str(row.round.competition)


@admin.register(RoundLink)
class RoundLinkAdmin(OfPlannedRound):
    round_field = "from_round"
    form = RoundLinkForm
    list_display = ("competition", "from_round", "to_round", "cut", "value_from", "ties")
    list_filter = (FestivalFilter, "cut")
    list_select_related = ("from_round__competition", "to_round")
    search_fields = ("from_round__title_en", "to_round__title_en", "from_round__competition__title_en")
    ordering = ("from_round", "pk")

    @admin.display(description=_("competition"))
    def competition(self, row: RoundLink) -> str:
        return str(row.from_round.competition)


class RoundEntrySourceInline(ReadOnlyInline):
    model = RoundEntrySource
    fields = ("entry", "role")
    ordering = ("pk",)


@admin.register(RoundEntry)
class RoundEntryAdmin(ReadOnlyAdmin):
    list_display = ("names", "round", "competition", "order", "origin", "state")
    list_filter = (FestivalFilter, "status", "origin", ("round", ScopedRelatedFilter))
    list_select_related = ("round__competition",)
    search_fields = ("source_rows__entry__display_name", "=source_rows__entry__numbers__label")
    ordering = ("round", "order", "pk")
    inlines = (RoundEntrySourceInline,)

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("source_rows__entry")

    @admin.display(description=_("entry"))
    def names(self, row: RoundEntry) -> SafeString | str:
        return shown.two_lines(
            " / ".join(source.entry.display_name for source in row.source_rows.all()) or shown.NOTHING
        )

    @admin.display(description=_("competition"), ordering="round__competition")
    def competition(self, row: RoundEntry) -> str:
        return str(row.round.competition)

    @admin.display(description=_("state"), ordering="status")
    def state(self, row: RoundEntry) -> SafeString:
        return shown.status_chip(row)


@admin.register(RoundEntrySource)
class RoundEntrySourceAdmin(ReadOnlyAdmin):
    list_display = ("entry", "round", "role")
    list_filter = (FestivalFilter, "role")
    list_select_related = ("entry", "round_entry__round")
    search_fields = ("entry__display_name",)
    ordering = ("round_entry", "pk")

    @admin.display(description=_("round"))
    def round(self, row: RoundEntrySource) -> str:
        return str(row.round_entry.round)


class HeatPlaceInline(ReadOnlyInline):
    model = HeatPlace
    fields = ("round_entry", "part")
    ordering = ("pk",)


@admin.register(Heat)
class HeatAdmin(ReadOnlyAdmin):
    list_display = ("number", "festival", "programme_item")
    list_filter = (FestivalFilter,)
    list_select_related = ("festival", "programme_item")
    search_fields = ("=number", "programme_item__title_en")
    ordering = ("festival", "number", "pk")
    inlines = (HeatPlaceInline,)


@admin.register(HeatPlace)
class HeatPlaceAdmin(ReadOnlyAdmin):
    list_display = ("round_entry", "heat", "part")
    list_filter = (FestivalFilter,)
    list_select_related = ("round_entry", "heat", "part")
    search_fields = ("=heat__number", "round_entry__source_rows__entry__display_name")
    ordering = ("heat", "pk")
