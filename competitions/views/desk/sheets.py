"""Single sheets and single entries of a round: reopen, enter from paper, withdraw; and the panel."""

import string

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from competitions.forms.desk import PanelForm, ReasonForm, WithdrawForm
from competitions.forms.interests import InterestForm
from competitions.models import Operation, PanelSeat, Round, RoundEntry, Ruling, Scoresheet, SeatOccupancy
from competitions.permissions import desk as rights
from competitions.selectors import interests, portions, round_board, round_names
from competitions.services import effects, judging, panels, rulings, settling, withdrawals
from competitions.services import interests as interest_services
from competitions.services.effects import Effect
from competitions.views.desk.access import actor_of, carry_out, for_staff, form_status, user_of, who
from competitions.views.desk.rounds import find_round
from competitions.views.desk.walls import wall_context
from dancers.errors import NotAllowed, RuleRefused
from events.models import Festival

SPARE_SEATS = 2
LEAST_SEATS = 5


@require_http_methods(["GET", "POST"])
@for_staff(rights.DECIDES)
def reopen_sheet(request: HttpRequest, festival: Festival, sheet_id: int) -> HttpResponse:
    """Give a sheet back to its judge, with a reason."""
    sheet = find_sheet(festival, sheet_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            judging.reopen_sheet(**who(request), scoresheet=sheet, reason=form.cleaned_data["reason"])
        except RuleRefused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Seat %(letter)s may change its sheet.") % {"letter": sheet.seat.letter})
            return redirect("desk:round", festival.slug, sheet.seat.round_id)
    context = {**sheet_scene(request, festival, sheet), "form": form, "versions": sheet.versions.order_by("-number")}
    return render(request, "desk/reopen_sheet.html", context, status=form_status(form))


@require_http_methods(["GET", "POST"])
@for_staff(rights.DECIDES)
def lose_judge(request: HttpRequest, festival: Festival, seat_id: int) -> HttpResponse:
    """Rule that a seat counts no more in this round, with a reason."""
    seats = PanelSeat.objects.select_related("round__competition__festival")
    seat = get_object_or_404(seats, pk=seat_id, round__competition__festival=festival)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            rulings.lose_judge(**who(request), seat=seat, reason=form.cleaned_data["reason"])
        except RuleRefused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Seat %(letter)s counts no more.") % {"letter": seat.letter})
            return redirect("desk:round", festival.slug, seat.round_id)
    context = {**wall_context(request, festival, current_round=seat.round_id), "round": seat.round, "seat": seat}
    context["change"] = _change_by_loss(request, seat)
    return render(request, "desk/lose_judge.html", {**context, "form": form}, status=form_status(form))


def _change_by_loss(request: HttpRequest, seat: PanelSeat) -> Effect | None:
    """Which places would change without this judge; nothing where it is refused anyway."""
    if seat.round.status == Round.Status.PLANNED:
        return None
    try:
        return effects.effect_of(seat.round, lambda: rulings.lose_judge(**who(request), seat=seat, reason="…"))
    except RuleRefused:
        return None


@require_http_methods(["GET", "POST"])
@for_staff(rights.WITHDRAWS)
def withdraw_entry(request: HttpRequest, festival: Festival, round_id: int, place_id: int) -> HttpResponse:
    """Ask for confirmation with the effect in words, then take the entry out of the round; or put it back."""
    row = find_round(festival, round_id)
    place = get_object_or_404(RoundEntry.objects.select_related("round__competition__festival"), pk=place_id, round=row)
    is_out = place.status != RoundEntry.Status.DANCING
    form = ReasonForm(request.POST or None) if is_out else WithdrawForm(request.POST or None, place=place)
    if request.method == "POST" and form.is_valid():
        try:
            _withdraw(request, place, form, is_out=is_out)
        except RuleRefused as refusal:
            form.add_error(None, refusal.message)
        else:
            return redirect("desk:round", festival.slug, row.pk)
    names = round_names.names_in(row)
    context = {
        **wall_context(request, festival, current_round=row.pk),
        "round": row,
        "place": place,
        "is_out": is_out,
        "number": names.numbers.get(str(place.pk), "–"),
        "name": names.entries.get(str(place.pk), ""),
        "effect": withdrawals.state_effect(place),
        "change": _change_by_leaving(request, row, place, is_out=is_out),
        "form": form,
    }
    return render(request, "desk/withdraw.html", context, status=form_status(form))


def _change_by_leaving(request: HttpRequest, row: Round, place: RoundEntry, *, is_out: bool) -> Effect | None:
    """Which places would change, as a table; nothing for a round that is not open, or where it is refused anyway."""
    if row.status == Round.Status.PLANNED:
        return None
    # A copy: the services write into what they are given, and this act is taken back.
    tried = RoundEntry.objects.select_related("round__competition__festival").get(pk=place.pk)
    try:
        if is_out:
            return effects.effect_of(row, lambda: withdrawals.reinstate(**who(request), round_entry=tried, reason="…"))
        return effects.effect_of(
            row,
            lambda: withdrawals.withdraw(
                **who(request), round_entry=tried, kind=Ruling.Kind.WITHDRAWAL.value, reason="…"
            ),
        )
    except (RuleRefused, NotAllowed):
        return None


def _withdraw(request: HttpRequest, place: RoundEntry, form: forms.Form, *, is_out: bool) -> None:
    actor, user, given = actor_of(request), user_of(request), form.cleaned_data
    if is_out:
        withdrawals.reinstate(actor=actor, user=user, round_entry=place, reason=given["reason"])
        messages.success(request, _("The entry dances again."))
    else:
        withdrawals.withdraw(
            actor=actor,
            user=user,
            round_entry=place,
            kind=given["kind"],
            reason=given["reason"],
            effect=given["effect"],
        )
        messages.success(request, _("The entry is out of the round."))


@require_http_methods(["GET", "POST"])
@for_staff(rights.RUNS_ROUNDS)
def seat_panel(request: HttpRequest, festival: Festival, round_id: int) -> HttpResponse:
    """Seat the judges of a round."""
    row = find_round(festival, round_id)
    sitting = SeatOccupancy.objects.filter(seat__round=row, valid_to__isnull=True)
    seated = dict(sitting.values_list("seat__letter", "appointment_id"))
    letters = sorted(set(row.seats.values_list("letter", flat=True)))
    spare = [letter for letter in string.ascii_uppercase if letter not in letters]
    letters += spare[: max(SPARE_SEATS, LEAST_SEATS - len(letters))]
    judges = round_board.judges_of(festival.pk)
    form = PanelForm(request.POST or None, letters=letters, judges=judges, seated=seated)
    if request.method == "POST" and form.is_valid():
        try:
            panels.seat(**who(request), round=row, letters_to_appointments=form.seats())
        except RuleRefused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("The panel is seated."))
            return redirect("desk:round", festival.slug, row.pk)
    context = {
        **wall_context(request, festival, current_round=row.pk),
        "round": row,
        "form": form,
        "judges": judges,
        "interests": interests.interests_in(row),
        "interest_form": InterestForm(festival=festival, prefix="interest"),
    }
    return render(request, "desk/panel.html", context, status=form_status(form))


@require_POST
@for_staff(rights.RUNS_ROUNDS)
def declare_interest(request: HttpRequest, festival: Festival, round_id: int) -> HttpResponse:
    """Write down a judge's interest in an academy."""
    row = find_round(festival, round_id)
    back = reverse("desk:panel", args=[festival.slug, row.pk])
    form = InterestForm(request.POST, festival=festival, prefix="interest")
    if not form.is_valid():
        messages.error(request, _("Choose a judge and an academy, and say what the interest is."))
        return redirect(back)
    data = form.cleaned_data
    return carry_out(
        request,
        lambda: interest_services.declare(
            **who(request), appointment=data["judge"], academy=data["academy"], reason=data["reason"]
        ),
        done=_("The interest is written down."),
        back=back,
    )


def find_sheet(festival: Festival, sheet_id: int) -> Scoresheet:
    """The festival's sheet, else 404."""
    rows = Scoresheet.objects.select_related("seat__round__competition__festival")
    return get_object_or_404(rows, pk=sheet_id, seat__round__competition__festival=festival)


def sheet_scene(request: HttpRequest, festival: Festival, sheet: Scoresheet) -> dict[str, object]:
    """The wall, and the sheet with its round and dance."""
    round_ = sheet.seat.round
    part_id = portions.part_key(sheet.portion_key)
    part = round_.parts.filter(pk=part_id).first() if part_id else None
    return {
        **wall_context(request, festival, current_round=round_.pk),
        "sheet": sheet,
        "round": round_,
        "part": part,
        "letter": sheet.seat.letter,
    }


@require_POST
@for_staff(rights.RUNS_ROUNDS)
def settle_conflict(request: HttpRequest, festival: Festival, operation_id: int) -> HttpResponse:
    """Say which of two values for one cell holds."""
    rows = Operation.objects.select_related("seat__round__competition__festival", "round_entry", "part")
    operation = get_object_or_404(rows, pk=operation_id, seat__round__competition__festival=festival)
    keep = "sent" if request.POST.get("keep") == "sent" else "held"
    return carry_out(
        request,
        lambda: settling.settle_conflict(**who(request), operation=operation, keep=keep),  # type: ignore[arg-type]  # one of the two
        done=_("The conflict is settled."),
        back=reverse("desk:round", args=[festival.slug, operation.seat.round_id]) + f"?dance={operation.part_id}",
    )
