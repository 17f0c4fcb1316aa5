"""What the desk hears of the judges: who calls, who is silent, whose seat two devices hold, whose PIN is shut."""

from hashlib import sha256
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from competitions.models import JudgeAppointment, PinLock, ScrutineerCall
from competitions.permissions import desk as rights
from competitions.permissions.judging import LINK_ROLES
from competitions.selectors import presence
from competitions.services import pads, pins
from competitions.views.desk.access import carry_out, for_staff, who
from events.models import Festival


@require_safe
@for_staff(rights.SEES_WALL)
def show_judges_part(request: HttpRequest, festival: Festival) -> HttpResponse:
    """The part alone, for pages that are open; nothing (204) while it is what the page has already."""
    roles = rights.roles_at(request.user, festival)
    judges = [judge for judge in presence.judge_presence(festival) if judge.needs_a_look]
    context = {
        "festival": festival,
        "calls": presence.open_calls(festival),
        "judges": judges,
        "shut": presence.shut_pins(festival) if roles & LINK_ROLES else ([], []),
        "can_answer": bool(roles & rights.SEES_MARKS),
        "back": urlsplit(request.headers.get("HX-Current-URL", "")).path,
    }
    shown = [
        [call.pk for call in context["calls"]],  # type: ignore[attr-defined]  # the list of calls from above
        [(judge.appointment.pk, judge.letters, judge.is_stale, len(judge.devices)) for judge in judges],
        [judge.last_contact for judge in judges if judge.is_stale],
        context["shut"],
    ]
    version = sha256(repr(shown).encode()).hexdigest()[:16]
    if request.GET.get("seen") == version:
        return HttpResponse(status=204)
    return render(request, "desk/parts/judges_live.html", {**context, "version": version})


@require_POST
@for_staff(rights.SEES_MARKS)
def answer_call(request: HttpRequest, festival: Festival, call_id: int) -> HttpResponse:
    """Say to the judge that somebody is coming."""
    call = get_object_or_404(
        ScrutineerCall.objects.select_related("appointment__festival", "appointment__person"),
        pk=call_id,
        appointment__festival=festival,
    )
    return carry_out(
        request,
        lambda: pads.answer_call(**who(request), call=call),
        done=_("%(name)s is told that you are coming.") % {"name": call.appointment.person.full_name},
        back=_back(request, festival),
    )


@require_POST
@for_staff(LINK_ROLES)
def unlock_pin(request: HttpRequest, festival: Festival, judge_id: int) -> HttpResponse:
    """Let a judge's PIN be tried again."""
    judge = get_object_or_404(
        JudgeAppointment.objects.select_related("festival", "person"), pk=judge_id, festival=festival
    )
    return carry_out(
        request,
        lambda: pins.unlock(**who(request), appointment=judge),
        done=_("The PIN of %(name)s can be tried again.") % {"name": judge.person.full_name},
        back=_back(request, festival),
    )


@require_POST
@for_staff(LINK_ROLES)
def unlock_device(request: HttpRequest, festival: Festival, lock_id: int) -> HttpResponse:
    """Let a device of the venue's network try PINs again; one that is open already is nothing to refuse."""
    lock = PinLock.objects.select_related("festival").filter(pk=lock_id, festival=festival).first()
    return carry_out(
        request,
        lambda: pins.unlock_device(**who(request), lock=lock) if lock is not None else None,
        done=_("The device can try PINs again."),
        back=_back(request, festival),
    )


def _back(request: HttpRequest, festival: Festival) -> str:
    """The desk's page from which it was pressed, when it is one of this festival; else the wall."""
    wanted = request.POST.get("back", "")
    wall = reverse("desk:wall", args=[festival.slug])
    is_own = wanted.startswith(wall) and "//" not in wanted and "\\" not in wanted and wanted.isprintable()
    return wanted if is_own else wall
