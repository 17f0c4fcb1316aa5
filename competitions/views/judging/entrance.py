"""The way in: a personal link opens a session for the judge's device; every other page asks that session who is there."""

from collections.abc import Callable
from functools import update_wrapper
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from competitions.forms.judges import PinForm
from competitions.models import JudgeAppointment
from competitions.selectors import judge_sessions
from competitions.services import appointments, pins
from dancers.errors import RuleRefused
from dancers.views.visitor import is_in_networks, network_address

Extra = ParamSpec("Extra")
JudgeView = Callable[Concatenate[HttpRequest, JudgeAppointment, Extra], HttpResponse]
View = Callable[Concatenate[HttpRequest, Extra], HttpResponse]


@never_cache
@require_GET
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """Sign the device in and go to the judge's rounds; a link that does not work says why in one sentence."""
    now = timezone.now()
    try:
        appointment = appointments.find(token, now)
    except RuleRefused as refusal:
        return show_refusal(request, refusal.message, status=403)
    return _let_in(request, appointment)


@never_cache
@sensitive_post_parameters("pin")
@require_http_methods(["GET", "POST"])
def enter_pin(request: HttpRequest) -> HttpResponse:
    """Sign the device in by the card's number and PIN, when the code cannot be scanned; on the venue's own network alone."""
    if not is_in_networks(request, settings.JUDGE_PIN_NETWORKS):
        message = _(
            "The PIN is taken on the venue’s own network alone. Scan the code on your card, or ask for a new card."
        )
        return show_refusal(request, message, status=403)
    form = PinForm(request.POST or None)
    refusal = ""
    if request.method == "POST":
        if form.is_valid():
            try:
                return _let_in(request, pins.sign_in(**form.cleaned_data, address=network_address(request)))
            except RuleRefused as error:
                refusal = error.message
        else:
            refusal = pins.refusal()
    context = {"form": form, "refusal": refusal}
    return render(request, "judging/pin.html", context, status=403 if refusal else 200)


def _let_in(request: HttpRequest, appointment: JudgeAppointment) -> HttpResponse:
    """Open the device's session and go to the judge's rounds."""
    request.session.cycle_key()
    request.session[judge_sessions.SESSION_APPOINTMENT] = appointment.pk
    request.session[judge_sessions.SESSION_EPOCH] = appointments.epoch_of(appointment)
    # The day must not end in the middle of a round: the session lives as long as the link.
    request.session.set_expiry(int((appointment.expires_at - timezone.now()).total_seconds()))
    with translation.override(appointment.language):
        response = redirect(reverse("judging:list"))
    response["Referrer-Policy"] = "no-referrer"
    return response


def judge_page(view: JudgeView[Extra]) -> View[Extra]:
    """Give a page the judge whose device asks; without one it says how to come in."""

    def page(request: HttpRequest, /, *args: Extra.args, **kwargs: Extra.kwargs) -> HttpResponse:
        appointment = judge_sessions.appointment_in(request.session, timezone.now())
        if appointment is None:
            return show_refusal(request, _signed_out(), status=403)
        return view(request, appointment, *args, **kwargs)

    return never_cache(update_wrapper(page, view))


def judge_device(view: JudgeView[Extra]) -> View[Extra]:
    """The same for messages of a device: without a judge 401 as JSON, so that the device keeps its marks and says so."""

    def answer(request: HttpRequest, /, *args: Extra.args, **kwargs: Extra.kwargs) -> HttpResponse:
        appointment = judge_sessions.appointment_in(request.session, timezone.now())
        if appointment is None:
            return signed_out()
        return view(request, appointment, *args, **kwargs)

    return update_wrapper(answer, view)


def signed_out() -> JsonResponse:
    """Nobody, or another judge than the marks', is signed in: the device keeps its marks."""
    return JsonResponse({"error": "signed_out", "message": _signed_out()}, status=401)


def show_refusal(request: HttpRequest, message: str, *, status: int) -> HttpResponse:
    """A page with one clear sentence, in the judge's look."""
    response = render(request, "judging/refused.html", {"message": message}, status=status)
    response["Referrer-Policy"] = "no-referrer"
    return response


def _signed_out() -> str:
    return _("Nobody is signed in on this device. Open your personal link or scan the code on your card.")
