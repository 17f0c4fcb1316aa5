"""Judges, the seats of panels, and who sits where."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from competitions.admin import actions, contest_buttons, shown
from competitions.admin.changelist import FestivalFilter, ScopedRelatedFilter
from competitions.admin.planned import OfPlannedRound, PlannedRoundInline
from competitions.admin.scoped import OneFestivalForm, ReadOnlyAdmin, ReadOnlyInline, ScopedAdmin
from competitions.models import JudgeAppointment, PanelSeat, SeatOccupancy
from competitions.services import appointments
from dancers.services import people
from dancers.services.people import PersonDetails

OPEN_OCCUPANCY = Prefetch(
    "occupancies",
    queryset=SeatOccupancy.objects.filter(valid_to__isnull=True).select_related("appointment__person").order_by("pk"),
)


class PanelSeatInline(PlannedRoundInline):
    model = PanelSeat
    fields = ("letter", "judge", "counts", "casts", "deducts", "criteria")
    readonly_fields = ("judge",)
    ordering = ("letter", "pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).prefetch_related(OPEN_OCCUPANCY)

    @admin.display(description=_("judge"))
    def judge(self, row: PanelSeat) -> str:
        return sitting(row)


def sitting(seat: PanelSeat) -> str:
    """Return who sits there now; occupancies are loaded."""
    names = [str(occupancy.appointment.person) for occupancy in seat.occupancies.all() if occupancy.valid_to is None]
    return ", ".join(names) or shown.NOTHING


class JudgeForm(OneFestivalForm):
    """Takes somebody of the festival, or the name of somebody new: nobody leafs through other festivals' people."""

    given_name = forms.CharField(label=_("or somebody new: given name"), max_length=100, required=False)
    family_name = forms.CharField(label=_("family name"), max_length=100, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "person" in self.fields:
            self.fields["person"].required = False

    def clean(self) -> dict[str, Any] | None:
        values = super().clean()
        person, name = self.cleaned_data.get("person"), self.cleaned_data.get("given_name", "").strip()
        if self.instance.pk is None and bool(person) == bool(name) and "person" not in self.errors:
            raise ValidationError(_("Choose a person, or write the name of somebody new; one of the two."))
        return values

    def _get_validation_exclusions(self) -> set[str]:
        """The person of somebody new is filled when the judge is appointed, so it is not asked before."""
        left_out: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]  # Django has it, the stubs do not
        return left_out | {"person"} if self.instance.pk is None and not self.cleaned_data.get("person") else left_out


@admin.register(JudgeAppointment)
class JudgeAppointmentAdmin(ScopedAdmin):
    form = JudgeForm
    """The secret of the link is shown once, on the page with the codes; here only whether there is one."""

    actions = (*contest_buttons.FOR["judgeappointment"], "print_cards")
    list_display = ("person", "festival", "role", "language", "link_state", "expires")
    list_filter = (FestivalFilter, "role", "expires_at")
    list_select_related = ("person", "festival")
    search_fields = ("person__search_key", "person__given_name", "person__family_name")
    ordering = ("festival", "person__sort_key", "pk")
    fields = ("festival", "person", "role", "language", "expires_at", "link_state", "revoked_at")
    readonly_fields = ("expires_at", "link_state", "revoked_at")

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Ask who it is when somebody is appointed; later only role and language may change."""
        named = ("festival", ("person", "given_name", "family_name"), ("role", "language"))
        return ((None, {"fields": named if obj is None else self.fields}),)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.readonly_fields if obj is None else (*self.readonly_fields, "festival", "person")

    def write(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if change:
            super().write(request, obj, form, change)
            return
        actor, values = actions.who(request), form.cleaned_data
        person = values["person"] or people.add_person(
            actor=actor["actor"],
            details=PersonDetails(given_name=values["given_name"], family_name=values["family_name"]),
        )
        made = appointments.appoint(**actor, festival=obj.festival, person=person, role=obj.role, language=obj.language)
        obj.pk, obj.person, obj.expires_at = made.pk, person, made.expires_at

    @admin.action(description=_("Print cards with QR codes"))
    def print_cards(self, request: HttpRequest, rows: QuerySet[Any]) -> HttpResponse | None:
        """Go to the festival's page of cards, where links are made anew and shown once."""
        chosen = actions.allowed_rows(request, "issue_links", rows.select_related("festival"))
        slugs = {row.festival.slug for row in chosen}
        if len(slugs) > 1:
            messages.error(request, _("Print the cards of one festival at a time."))
            return None
        return HttpResponseRedirect(reverse("pad:cards", args=sorted(slugs)))

    print_cards.needs = "issue_links"  # type: ignore[attr-defined]  # read by actions.offered

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


class PanelSeatForm(OneFestivalForm):
    """A seat's dances are dances of its round."""

    def clean(self) -> dict[str, Any] | None:
        values = super().clean()
        round_ = self.cleaned_data.get("round") or getattr(self.instance, "round", None)
        if any(part.round_id != getattr(round_, "pk", None) for part in self.cleaned_data.get("parts") or []):
            raise ValidationError(_("The dances of a seat must be dances of its round."))
        return values


@admin.register(PanelSeat)
class PanelSeatAdmin(OfPlannedRound):
    form = PanelSeatForm
    list_display = ("letter", "judge", "round", "competition", "counts", "casts", "deducts")
    list_filter = (FestivalFilter, "counts", ("round", ScopedRelatedFilter))
    list_select_related = ("round__competition",)
    search_fields = ("=letter", "round__title_en", "round__competition__title_en")
    ordering = ("round", "letter", "pk")
    inlines = (SeatOccupancyInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).prefetch_related(OPEN_OCCUPANCY)

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
