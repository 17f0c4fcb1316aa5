"""The judges' cards: a link and its QR code for each judge. Links are shown once, so printing makes new ones."""

from dataclasses import dataclass

import segno
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from audit.actors import Actor
from competitions.models import JudgeAppointment
from competitions.permissions.judging import can_issue_links
from competitions.services import appointments, pins
from competitions.services.pins import Pin
from dancers.errors import RuleRefused
from dancers.models import User
from events.models import Festival


@dataclass(frozen=True, slots=True)
class Card:
    """What is printed for one judge."""

    appointment: JudgeAppointment
    link: str
    code: SafeString
    pin: Pin


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def show_cards(request: HttpRequest, festival: str) -> HttpResponse:
    """GET: choose whose cards to print, told that older links end. POST: make the links and show the cards, once."""
    meet = get_object_or_404(Festival, slug=festival)
    user = request.user
    if not isinstance(user, User) or not can_issue_links(user, meet):
        raise Http404
    judges = list(meet.judge_appointments.select_related("person", "festival").order_by("person__sort_key", "pk"))
    context: dict[str, object] = {"festival": meet, "judges": judges}
    chosen = set(request.POST.getlist("judge"))
    if request.method == "POST" and chosen:
        try:
            cards = [_issue(user, row) for row in judges if str(row.pk) in chosen]
            return render(request, "judging/cards.html", {**context, "cards": cards})
        except RuleRefused as refusal:
            context["refusal"] = refusal.message
    context["nobody_chosen"] = request.method == "POST" and not chosen
    return render(request, "judging/cards_confirm.html", context)


def _issue(user: User, appointment: JudgeAppointment) -> Card:
    token = appointments.issue_link(actor=Actor.user(user.pk), user=user, appointment=appointment)
    link = settings.SITE_URL.rstrip("/") + reverse("pad:enter", args=[token])
    code = segno.make(link, error="m").svg_inline(omitsize=True, dark="#0d1b2a", light="#ffffff", border=4)
    pin = pins.issue_pin(actor=Actor.user(user.pk), user=user, appointment=appointment)
    return Card(appointment, link, mark_safe(code), pin)  # noqa: S308  drawn by the QR library from our own link
