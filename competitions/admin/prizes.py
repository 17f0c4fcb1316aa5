"""What can be won, to whom it was given and what was paid."""

from django.contrib import admin
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from competitions.admin import contest_buttons, shown
from competitions.admin.changelist import FestivalFilter, ScopedRelatedFilter
from competitions.admin.exporting import ExportsCsv
from competitions.admin.prize_rows import PrizeForm
from competitions.admin.scoped import ReadOnlyAdmin, ScopedAdmin
from competitions.models import Award, Payout, Prize
from competitions.selectors import money


def _major(minor: int | None, currency: str) -> str:
    return "" if minor is None else money.show_major(minor, money.digits_of(currency))


@admin.register(Prize)
class PrizeAdmin(ExportsCsv, ScopedAdmin):
    actions = ("export_csv",)
    export_columns = (
        ("title", _("Prize"), lambda row: row.title),
        ("competition", _("Competition or standing"), lambda row: row.competition or row.standing),
        ("place_from", _("From place"), lambda row: row.place_from),
        ("place_to", _("To place"), lambda row: row.place_to),
        ("amount", _("Amount"), lambda row: _major(row.on_offer_minor, row.currency)),
        ("currency", _("Currency"), lambda row: row.currency),
    )
    form = PrizeForm
    festival_is_optional = True
    list_display = ("title_en", "of", "kind", "places", "amount")
    list_filter = (FestivalFilter, "kind", ("competition", ScopedRelatedFilter))
    list_select_related = ("competition", "standing", "festival")
    search_fields = ("title_en", "title_ru", "title_kk", "competition__title_en")
    ordering = ("competition", "place_from", "pk")
    fields = (
        ("competition", "standing", "festival"),
        "kind",
        ("title_en", "title_ru", "title_kk"),
        ("place_from", "place_to"),
        ("on_offer_minor", "currency"),
    )

    @admin.display(description=_("of"), ordering="competition")
    def of(self, row: Prize) -> str:
        return shown.name_of(row.competition or row.standing or row.festival)

    @admin.display(description=_("places"), ordering="place_from")
    def places(self, row: Prize) -> str:
        if row.place_from is None:
            return shown.NOTHING
        return str(row.place_from) if row.place_from == row.place_to else f"{row.place_from}–{row.place_to}"

    @admin.display(description=_("on offer"), ordering="on_offer_minor")
    def amount(self, row: Prize) -> SafeString | str:
        return shown.amount(row.on_offer_minor, row.currency)


@admin.register(Award)
class AwardAdmin(ExportsCsv, ReadOnlyAdmin):
    actions = (*contest_buttons.FOR["award"], "export_csv")
    export_columns = (
        ("prize", _("Prize"), lambda row: row.prize.title),
        ("winner", _("Winner"), lambda row: row.entry or row.person or row.academy),
        ("place", _("Place"), lambda row: row.place),
        ("amount", _("Amount"), lambda row: _major(row.amount_minor, row.prize.currency)),
        ("currency", _("Currency"), lambda row: row.prize.currency),
        ("status", _("State"), lambda row: row.get_status_display()),
        ("reason", _("Reason"), lambda row: row.reason),
    )
    list_display = ("prize", "winner", "place", "amount", "state", "since", "reason")
    list_filter = (FestivalFilter, "status", "status_at")
    list_select_related = ("prize", "entry", "person", "academy")
    search_fields = ("prize__title_en", "entry__display_name", "entry__members__person__search_key")
    ordering = ("-status_at", "-pk")

    @admin.display(description=_("winner"))
    def winner(self, row: Award) -> SafeString | str:
        return shown.two_lines(shown.name_of(row.entry or row.person or row.academy))

    @admin.display(description=_("amount"), ordering="amount_minor")
    def amount(self, row: Award) -> SafeString | str:
        return shown.amount(row.amount_minor, row.prize.currency)

    @admin.display(description=_("state"), ordering="status")
    def state(self, row: Award) -> SafeString:
        return shown.status_chip(row)

    @admin.display(description=_("since"), ordering="status_at")
    def since(self, row: Award) -> SafeString | str:
        return shown.moment(row.status_at)


@admin.register(Payout)
class PayoutAdmin(ReadOnlyAdmin):
    list_display = ("award", "winner", "amount", "paid", "by", "reference")
    list_filter = (FestivalFilter, "paid_at")
    list_select_related = ("award__prize", "award__entry", "award__person", "award__academy", "by")
    search_fields = ("reference", "award__entry__display_name")
    ordering = ("-paid_at", "-pk")
    date_hierarchy = "paid_at"

    @admin.display(description=_("winner"))
    def winner(self, row: Payout) -> SafeString | str:
        return shown.two_lines(shown.name_of(row.award.entry or row.award.person or row.award.academy))

    @admin.display(description=_("paid"), ordering="paid_minor")
    def amount(self, row: Payout) -> SafeString | str:
        return shown.amount(row.paid_minor, row.award.prize.currency)

    @admin.display(description=_("paid at"), ordering="paid_at")
    def paid(self, row: Payout) -> SafeString | str:
        return shown.moment(row.paid_at)
