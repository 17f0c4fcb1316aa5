"""The release of a competition: the check list, the two people, corrections, embargo and taking back."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from competitions.forms.desk import ReasonForm, ReleaseForm
from competitions.models import Competition, Release
from competitions.permissions import desk as rights
from competitions.selectors import numbers
from competitions.services import releases
from competitions.services.result_letters import say_place
from competitions.views.desk.access import carry_out, for_staff, who
from competitions.views.desk.rounds import say_errors
from competitions.views.desk.walls import wall_context
from dancers.errors import RuleRefused
from events.models import Festival


@require_http_methods(["GET", "POST"])
@for_staff(rights.RELEASES)
def show_release(request: HttpRequest, festival: Festival, competition_id: int) -> HttpResponse:
    """What would be released, with its check list; releases it when the form says so."""
    competition = _find(festival, competition_id)
    form = ReleaseForm(request.POST or None)
    with timezone.override(festival.zone):  # the hour of an embargo is typed and read in the festival's zone
        is_valid = request.method == "POST" and form.is_valid()
    if is_valid:
        try:
            release = _publish(request, competition, form.cleaned_data)
        except RuleRefused as refusal:
            form.add_error(None, refusal.message)
        else:
            is_kept = release.state.reveal_step is not None
            words = _("Release %(number)d is kept for the ceremony.") if is_kept else _("Release %(number)d is out.")
            messages.success(request, words % {"number": release.number})
            return redirect("desk:release", festival.slug, competition.pk)
    context = {**wall_context(request, festival), **_release_context(competition), "form": form}
    return render(request, "desk/release.html", context, status=422 if form.is_bound and form.errors else 200)


def _release_context(competition: Competition) -> dict[str, Any]:
    """What would be released, entry by entry, and what was released so far."""
    shown = releases.preview(competition)
    entries = {entry.pk: entry for entry in competition.entries.all()}
    labels = numbers.labels_for(entries)
    history = Release.objects.filter(competition=competition).select_related("state", "released_by", "prepared_by")
    return {
        "competition": competition,
        "preview": shown,
        "rows": [
            (say_place(row["place_from"], row["place_to"]), labels.get(row["entry"], "–"), entries[row["entry"]], row)
            for row in shown.ranking["rows"]
        ],
        "history": history.order_by("-number"),
        "final_round": shown.final.round if shown.final else None,
        "now_utc": timezone.now(),
    }


def _publish(request: HttpRequest, competition: Competition, given: Mapping[str, object]) -> Release:
    until = given["embargo_until"]
    return releases.publish(
        **who(request),
        competition=competition,
        expected_digest=str(given["digest"]),
        reason=str(given["reason"] or ""),
        embargo_until=until if isinstance(until, datetime) else None,
        for_ceremony=bool(given["for_ceremony"]),
    )


@require_POST
@for_staff(rights.RELEASES)
def retract(request: HttpRequest, festival: Festival, competition_id: int, number: int) -> HttpResponse:
    """Take a release back, with a reason."""
    release, form = _find_release(festival, competition_id, number), ReasonForm(request.POST)
    back = reverse("desk:release", args=[festival.slug, competition_id])
    if not form.is_valid():
        messages.error(request, say_errors(form))
        return redirect(back)
    return carry_out(
        request,
        lambda: releases.retract(**who(request), release=release, reason=form.cleaned_data["reason"]),
        done=_("The result is taken back; the public reads that it is under review."),
        back=back,
    )


@require_POST
@for_staff(rights.RELEASES)
def lift_embargo(request: HttpRequest, festival: Festival, competition_id: int, number: int) -> HttpResponse:
    """Open a release to the public now."""
    release = _find_release(festival, competition_id, number)
    return carry_out(
        request,
        lambda: releases.set_embargo(**who(request), release=release, until=None),
        done=_("The result is public."),
        back=reverse("desk:release", args=[festival.slug, competition_id]),
    )


def _find(festival: Festival, competition_id: int) -> Competition:
    return get_object_or_404(Competition.objects.select_related("festival"), pk=competition_id, festival=festival)


def _find_release(festival: Festival, competition_id: int, number: int) -> Release:
    rows = Release.objects.select_related("competition__festival", "state")
    return get_object_or_404(rows, competition=competition_id, competition__festival=festival, number=number)
