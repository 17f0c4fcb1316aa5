"""The judge's pages: own rounds, the sheet, and handing in. They work without a script; with one the pad takes over."""

import secrets

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from competitions.forms.marking import operations_from
from competitions.models import JudgeAppointment, Scoresheet
from competitions.selectors import judge_pages, pad_ahead, presence
from competitions.services import judging, pads
from competitions.views.judging.entrance import judge_page, show_refusal
from competitions.views.judging.envelope import envelope
from competitions.views.judging.presenting import Presentation
from dancers.errors import RuleRefused

FORM = "page without script"


@require_GET
@judge_page
def show_rounds(request: HttpRequest, appointment: JudgeAppointment) -> HttpResponse:
    """The rounds in which the judge sits, those to judge now first."""
    rows = pad_ahead.listed(appointment)
    context = {
        "rows": rows,
        "to_try": pad_ahead.to_try(rows),
        "appointment": appointment,
        "notes": _notes(request),
        "calls": presence.calls_of(appointment),
        "ticket": secrets.token_hex(8),
        "pad_data": envelope(appointment),
    }
    return render(request, "judging/rounds.html", context)


@require_GET
@judge_page
def show_sheet(request: HttpRequest, appointment: JudgeAppointment, pk: int) -> HttpResponse:
    """One dance of a sheet, with everything else of the seat for the script."""
    sheet = judge_pages.own_sheet(appointment, pk)
    if sheet is None:
        return _not_yours(request)
    view = _presentation(request, appointment, sheet)
    if view is None:
        return _not_drawn(request)
    return render(request, "judging/sheet.html", {**view.context(), "notes": _notes(request)})


@require_POST
@judge_page
def mark(request: HttpRequest, appointment: JudgeAppointment, pk: int) -> HttpResponse:
    """Take one press of a tile, the typed places, or an undo, as operations."""
    sheet = judge_pages.own_sheet(appointment, pk)
    if sheet is None:
        return _not_yours(request)
    operations = operations_from(request.POST.dict(), sheet)
    for receipt in judging.apply_operations(appointment=appointment, device=FORM, operations=operations):
        if receipt.message:
            messages.info(request, receipt.message)
    asked = {"dance": request.POST.get("part", ""), "entry": request.POST.get("entry", "")}
    query = "&".join(f"{name}={value}" for name, value in asked.items() if value.isdecimal())
    return redirect(f"{reverse('judging:sheet', args=[pk])}{f'?{query}' if query else ''}")


@require_http_methods(["GET", "POST"])
@judge_page
def hand_in(request: HttpRequest, appointment: JudgeAppointment, pk: int) -> HttpResponse:
    """Show what would be handed in; hand it in when that is confirmed."""
    sheet = judge_pages.own_sheet(appointment, pk)
    if sheet is None:
        return _not_yours(request)
    refusal = ""
    if request.method == "POST":
        known = request.POST.get("after_version", "")
        try:
            judging.submit_sheet(
                appointment=appointment,
                scoresheet=sheet,
                device=FORM,
                after_version=int(known) if known.isdecimal() and len(known) < 9 else None,
            )
            return redirect("judging:list")
        except RuleRefused as error:
            refusal = error.message
    view = _presentation(request, appointment, sheet)
    if view is None:
        return _not_drawn(request)
    context = {"view": view, "title": judge_pages.round_title(sheet.seat.round), "refusal": refusal}
    return render(request, "judging/hand_in.html", context, status=409 if refusal else 200)


@require_POST
@judge_page
def call(request: HttpRequest, appointment: JudgeAppointment) -> HttpResponse:
    """Call the scrutineer from a page without a script; the ticket of the page makes a second press harmless."""
    seat = request.POST.get("seat", "")
    ticket = request.POST.get("ticket", "")[:60]
    if ticket:
        pads.call_scrutineer(
            appointment=appointment,
            client_id=f"form-{ticket}",
            seat=int(seat) if seat.isdecimal() and len(seat) < 18 else None,
        )
    return redirect("judging:list")


def _presentation(request: HttpRequest, appointment: JudgeAppointment, sheet: Scoresheet) -> Presentation | None:
    """The seat's page, turned to the dance that is asked for or the sheet's first; None for a battle without its sides."""
    page = judge_pages.page_of(sheet)
    wanted = request.GET.get("dance", "")
    own = [state.part for state in page.states(sheet)]
    part = next((part for part in own if str(part.pk) == wanted), next(iter(own), None))
    if part is None:
        return None
    return Presentation(appointment, page, page.sheets[sheet.pk], part, request.GET.get("entry", ""))


def _not_yours(request: HttpRequest) -> HttpResponse:
    return show_refusal(request, _("This sheet is not yours, or it does not exist."), status=404)


def _not_drawn(request: HttpRequest) -> HttpResponse:
    return show_refusal(
        request, _("It is not known yet who meets in this battle. Load this page again later."), status=404
    )


def _notes(request: HttpRequest) -> list[str]:
    return [str(message) for message in messages.get_messages(request)]
