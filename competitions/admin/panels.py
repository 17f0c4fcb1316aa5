"""Judges, the seats of panels, and who sits where."""

from typing import Any

from django.contrib import admin
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from competitions.admin import shown
from competitions.admin.changelist import FestivalFilter, ScopedRelatedFilter
from competitions.admin.scoped import ReadOnlyAdmin, ReadOnlyInline, ScopedAdmin, ScopedInline
from competitions.models import JudgeAppointment, PanelSeat, Round, SeatOccupancy

OPEN_OCCUPANCY = Prefetch(
    "occupancies",
    queryset=SeatOccupancy.objects.filter(valid_to__isnull=True).select_related("appointment__person").order_by("pk"),
)


class PanelSeatInline(ScopedInline):
    model = PanelSeat
    fields = ("letter", "judge", "counts", "casts", "deducts", "criteria")
    readonly_fields = ("judge",)
    ordering = ("letter", "pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).prefetch_related(OPEN_OCCUPANCY)

    @admin.display(description=_("judge"))
    def judge(self, row: PanelSeat) -> str:
        return sitting(row)

    def _may(self, request: HttpRequest, act: Any, parent: Any) -> bool:
        fixed = act != "see" and parent is not None and parent.status != Round.Status.PLANNED
        return not fixed and super()._may(request, act, parent)


def sitting(seat: PanelSeat) -> str:
    """Return who sits there now; occupancies are loaded."""
    names = [str(occupancy.appointment.person) for occupancy in seat.occupancies.all() if occupancy.valid_to is None]
    return ", ".join(names) or shown.NOTHING


@admin.register(JudgeAppointment)
class JudgeAppointmentAdmin(ScopedAdmin):
    """The secret of the link is shown once, on the page with the codes; here only whether there is one."""

    list_display = ("person", "festival", "role", "language", "link_state", "expires")
    list_filter = (FestivalFilter, "role", "expires_at")
    list_select_related = ("person", "festival")
    search_fields = ("person__search_key", "person__given_name", "person__family_name")
    ordering = ("festival", "person__sort_key", "pk")
    fields = ("festival", "person", "role", "language", "expires_at", "link_state", "revoked_at")
    readonly_fields = ("link_state", "revoked_at")

    @admin.display(description=_("link"))
    def link_state(self, row: JudgeAppointment) -> SafeString:
        if row.pk is None or row.token_hash is None:
            return shown.chip("planned", _("no link yet"))
        if row.revoked_at is not None:
            return shown.chip("withdrawn", _("revoked"))
        return (
            shown.chip("late", _("expired")) if row.expires_at <= timezone.now() else shown.chip("accepted", _("valid"))
        )

    @admin.display(description=_("expires at"), ordering="expires_at")
    def expires(self, row: JudgeAppointment) -> SafeString | str:
        return shown.moment(row.expires_at, row.festival.zone)


class SeatOccupancyInline(ReadOnlyInline):
    model = SeatOccupancy
    fields = ("appointment", "valid_from", "valid_to")
    ordering = ("valid_from", "pk")


@admin.register(PanelSeat)
class PanelSeatAdmin(ScopedAdmin):
    list_display = ("letter", "judge", "round", "competition", "counts", "casts", "deducts")
    list_filter = (FestivalFilter, "counts", ("round", ScopedRelatedFilter))
    list_select_related = ("round__competition",)
    search_fields = ("=letter", "round__title_en", "round__competition__title_en")
    ordering = ("round", "letter", "pk")
    inlines = (SeatOccupancyInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).prefetch_related(OPEN_OCCUPANCY)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._is_planned(obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._is_planned(obj) and super().has_delete_permission(request, obj)

    def _is_planned(self, row: PanelSeat | None) -> bool:
        return row is None or row.round.status == Round.Status.PLANNED

    @admin.display(description=_("judge"))
    def judge(self, row: PanelSeat) -> str:
        return sitting(row)

    @admin.display(description=_("competition"), ordering="round__competition")
    def competition(self, row: PanelSeat) -> str:
        return str(row.round.competition)


@admin.register(SeatOccupancy)
class SeatOccupancyAdmin(ReadOnlyAdmin):
    list_display = ("seat", "judge", "round", "valid_from", "valid_to")
    list_filter = (FestivalFilter, ("valid_to", admin.EmptyFieldListFilter))
    list_select_related = ("seat__round", "appointment__person")
    search_fields = ("appointment__person__search_key", "appointment__person__given_name", "=seat__letter")
    ordering = ("seat", "valid_from", "pk")

    @admin.display(description=_("judge"))
    def judge(self, row: SeatOccupancy) -> str:
        return str(row.appointment.person)

    @admin.display(description=_("round"))
    def round(self, row: SeatOccupancy) -> str:
        return str(row.seat.round)
