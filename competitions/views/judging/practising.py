"""A sheet to try before the round: the same pad, with invented numbers; nothing of it is kept or sent."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from competitions.models import JudgeAppointment
from competitions.selectors import practice
from competitions.views.judging.entrance import judge_page, show_refusal
from competitions.views.judging.presenting import Presentation


@require_GET
@judge_page
def show_practice(request: HttpRequest, appointment: JudgeAppointment, pk: int) -> HttpResponse:
    """The sheet of one of the judge's seats, to try."""
    seat = practice.own_seat(appointment, pk)
    page = practice.practice_page(seat) if seat is not None else None
    if page is None:
        return show_refusal(request, _("There is no sheet to try here."), status=404)
    view = Presentation(appointment, page, next(iter(page.sheets.values())), page.parts[0])
    context = view.context()
    data = context["pad_data"]
    assert isinstance(data, dict)
    context["pad_data"] = {**data, "practice": True}
    words = {"state_kind": "sending", "state_text": _("Practice: nothing of this is kept or sent")}
    note = _("These numbers are invented. Tap as you like: nothing reaches the scrutineer.")
    return render(request, "judging/sheet.html", {**context, **words, "notes": [note]})
