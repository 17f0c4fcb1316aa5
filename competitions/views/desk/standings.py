"""A standing at the desk: what it counts, its places, what the jury decides, its release by two people."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from competitions.forms.desk import ReasonForm, ReleaseForm
from competitions.forms.standings import OrderForm, WithholdForm
from competitions.models import Release, Ruling, Standing
from competitions.permissions import desk as rights
from competitions.selectors import standing_board, standing_documents, standing_rankings
from competitions.services import releases, standing_rulings, standings
from competitions.views.desk.access import carry_out, for_staff, who
from competitions.views.desk.rounds import say_errors
from competitions.views.desk.walls import wall_context
from dancers.errors import RuleRefused
from events.models import Festival


@require_http_methods(["GET", "POST"])
@for_staff(rights.RELEASES)
def show_standing(request: HttpRequest, festival: Festival, standing_id: int) -> HttpResponse:
    """What it counts and gives, and what would be released; releases it when the form says so."""
    standing = _find(festival, standing_id)
    form = ReleaseForm(request.POST or None)
    with timezone.override(festival.zone):  # the hour of an embargo is typed and read in the festival's zone
        is_valid = request.method == "POST" and form.is_valid()
    if is_valid:
        try:
            release = _publish(request, standing, form.cleaned_data)
        except RuleRefused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Release %(number)d is out.") % {"number": release.number})
            return redirect("desk:standing", festival.slug, standing.pk)
    context = {**wall_context(request, festival), **_context(standing), "form": form}
    return render(request, "desk/standing.html", context, status=422 if form.is_bound and form.errors else 200)


def _publish(request: HttpRequest, standing: Standing, given: dict[str, Any]) -> Release:
    return releases.publish_subject(
        **who(request),
        subject=standing,
        expected_digest=given["digest"],
        reason=given["reason"],
        embargo_until=given["embargo_until"],
    )


def _context(standing: Standing) -> dict[str, Any]:
    """The standing with its members, tables, open decisions and releases."""
    shown = releases.preview(standing)
    result = standing_rankings.newest_result(standing)
    tables = standing_board.tables(standing, shown.ranking)
    labels = {row.key: f"{row.number} {row.name}".strip() for table in tables for row in table.rows}
    groups = standing_rulings.open_groups(standing_rankings.outcome_of(result))
    history = Release.objects.filter(standing=standing).select_related("state", "released_by", "prepared_by")
    return {
        "standing": standing,
        "members": standing_documents.members_of(standing),
        "tables": tables,
        "preview": shown,
        "result": result,
        "order_forms": [OrderForm(keys=keys, labels=labels) for keys in groups],
        "withhold_form": WithholdForm(groups=[(row.group, row.title or standing.title) for row in tables]),
        "rulings": standing_documents.standing_rulings(standing),
        "history": history.order_by("-number"),
        "now_utc": timezone.now(),
    }


@require_POST
@for_staff(rights.RUNS_ROUNDS)
def tabulate(request: HttpRequest, festival: Festival, standing_id: int) -> HttpResponse:
    """Compute the standing from what its competitions have published."""
    standing = _find(festival, standing_id)
    return carry_out(
        request,
        lambda: standings.tabulate_standing(**who(request), standing=standing),
        done=_("“%(standing)s” is tabulated.") % {"standing": standing.title},
        back=_back(festival, standing_id),
    )


@require_POST
@for_staff(rights.DECIDES)
def decide_order(request: HttpRequest, festival: Festival, standing_id: int) -> HttpResponse:
    """Put those who share a place in an order."""
    standing = _find(festival, standing_id)
    outcome = standing_rankings.outcome_of(standing_rankings.newest_result(standing))
    keys = next((row for row in standing_rulings.level_groups(outcome) if row[0] == request.POST.get("first")), None)
    if keys is None:
        messages.error(request, _("They do not share a place any more; nothing was decided."))
        return redirect(_back(festival, standing_id))
    form = OrderForm(request.POST, keys=keys, labels={})
    if not form.is_valid():
        messages.error(request, say_errors(form))
        return redirect(_back(festival, standing_id))
    given = form.cleaned_data
    return carry_out(
        request,
        lambda: standing_rulings.decide_order(
            **who(request),
            standing=standing,
            kind=Ruling.Kind(given["kind"]),
            order=form.order,
            reason=given["reason"],
        ),
        done=_("The order is written down; tabulate the standing again."),
        back=_back(festival, standing_id),
    )


@require_POST
@for_staff(rights.DECIDES)
def withhold(request: HttpRequest, festival: Festival, standing_id: int) -> HttpResponse:
    """Give nothing in one group."""
    standing = _find(festival, standing_id)
    outcome = standing_rankings.outcome_of(standing_rankings.newest_result(standing))
    form = WithholdForm(request.POST, groups=[(group, group) for group in outcome.get("standings", {})])
    if not form.is_valid():
        messages.error(request, say_errors(form))
        return redirect(_back(festival, standing_id))
    return carry_out(
        request,
        lambda: standing_rulings.withhold_award(**who(request), standing=standing, **form.cleaned_data),
        done=_("The award is withheld; tabulate the standing again."),
        back=_back(festival, standing_id),
    )


@require_POST
@for_staff(rights.DECIDES)
def undo_ruling(request: HttpRequest, festival: Festival, standing_id: int, ruling_id: int) -> HttpResponse:
    """Take a decision about the standing back."""
    standing, form = _find(festival, standing_id), ReasonForm(request.POST)
    ruling = get_object_or_404(Ruling, pk=ruling_id, standing=standing)
    if not form.is_valid():
        messages.error(request, say_errors(form))
        return redirect(_back(festival, standing_id))
    return carry_out(
        request,
        lambda: standing_rulings.undo(
            **who(request), standing=standing, ruling=ruling, reason=form.cleaned_data["reason"]
        ),
        done=_("The decision is taken back; tabulate the standing again."),
        back=_back(festival, standing_id),
    )


@require_POST
@for_staff(rights.RELEASES)
def retract(request: HttpRequest, festival: Festival, standing_id: int, number: int) -> HttpResponse:
    """Take a release back, with a reason."""
    release, form = _find_release(festival, standing_id, number), ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, say_errors(form))
        return redirect(_back(festival, standing_id))
    return carry_out(
        request,
        lambda: releases.retract(**who(request), release=release, reason=form.cleaned_data["reason"]),
        done=_("The result is taken back; the public reads that it is under review."),
        back=_back(festival, standing_id),
    )


@require_POST
@for_staff(rights.RELEASES)
def lift_embargo(request: HttpRequest, festival: Festival, standing_id: int, number: int) -> HttpResponse:
    """Open a release to the public now."""
    release = _find_release(festival, standing_id, number)
    return carry_out(
        request,
        lambda: releases.set_embargo(**who(request), release=release, until=None),
        done=_("The result is public."),
        back=_back(festival, standing_id),
    )


def _back(festival: Festival, standing_id: int) -> str:
    return reverse("desk:standing", args=[festival.slug, standing_id])


def _find(festival: Festival, standing_id: int) -> Standing:
    return get_object_or_404(Standing.objects.select_related("festival", "series"), pk=standing_id, festival=festival)


def _find_release(festival: Festival, standing_id: int, number: int) -> Release:
    rows = Release.objects.select_related("standing__festival", "state")
    return get_object_or_404(rows, standing=standing_id, standing__festival=festival, number=number)
