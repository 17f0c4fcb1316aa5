"""Battles and draws of couples, to read: the desk makes them."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from competitions.admin.changelist import FestivalFilter
from competitions.admin.scoped import ReadOnlyAdmin
from competitions.models import Bout, CoupleDraw


@admin.register(Bout)
class BoutAdmin(ReadOnlyAdmin):
    list_display = ("position", "round", "competition")
    list_filter = (FestivalFilter,)
    list_select_related = ("round__competition",)
    search_fields = ("round__title_en", "round__competition__title_en")
    ordering = ("round", "position", "pk")
    exclude = ("winner_to", "loser_to")

    @admin.display(description=_("competition"), ordering="round__competition")
    def competition(self, row: Bout) -> str:
        return str(row.round.competition)


@admin.register(CoupleDraw)
class CoupleDrawAdmin(ReadOnlyAdmin):
    list_display = ("number", "round", "method", "witness", "at")
    list_filter = (FestivalFilter, "method")
    list_select_related = ("round__competition",)
    search_fields = ("round__title_en", "witness")
    ordering = ("round", "number", "pk")
