"""The draw of couples: who is to be drawn, the couples before they are confirmed, and what was drawn."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from competitions.forms.couples import CoupleDrawForm, read_pairs, write_pairs
from competitions.forms.desk import ReasonForm
from competitions.models import Round, RoundLink
from competitions.permissions import desk as rights
from competitions.selectors import couple_page, couples
from competitions.services import couple_draws
from competitions.views.desk.access import carry_out, for_staff, who
from competitions.views.desk.rounds import find_round, say_errors
from competitions.views.desk.walls import wall_context
from dancers.errors import RuleRefused
from events.models import Festival

LONGEST_ID = 18


@require_http_methods(["GET", "HEAD", "POST"])
@for_staff(rights.RUNS_ROUNDS)
def draw_couples(request: HttpRequest, festival: Festival, round_id: int) -> HttpResponse:
    """Show who is drawn; `step` "confirm" draws the couples that were shown, anything else shows them first."""
    row = _drawn_round(festival, round_id)
    board = couple_page.read_board(row)
    form = CoupleDrawForm(
        request.POST if request.method == "POST" else None,
        leaders=board.labels_of(couples.LEADER),
        followers=board.labels_of(couples.FOLLOWER),
        is_again=board.draw is not None,
    )
    planned = None
    if form.is_valid():
        try:
            if request.POST.get("step") == "confirm":
                return _confirm(request, row, form)
            planned = couple_draws.plan(round=row, **_how(form))
        except RuleRefused as refusal:
            form.add_error(None, refusal.message)
    context = {
        **wall_context(request, festival, current_round=row.pk),
        "round": row,
        "board": board,
        "form": form,
        "planned": board.name_pairs(planned) if planned else None,
        "shown": write_pairs(planned) if planned else "",
    }
    return render(request, "desk/couples.html", context, status=400 if form.errors else 200)


@require_POST
@for_staff(rights.DECIDES)
def take_alternate(request: HttpRequest, festival: Festival, round_id: int, link_id: int) -> HttpResponse:
    """Take in the next alternate of a pool, with a reason."""
    row, link = _drawn_round(festival, round_id), _link(round_id, link_id)
    return _change(
        request,
        row,
        lambda reason: couple_draws.take_alternate(**who(request), round=row, link=link, reason=reason),
        _("The alternate is taken in."),
    )


@require_POST
@for_staff(rights.DECIDES)
def leave_out(request: HttpRequest, festival: Festival, round_id: int, link_id: int) -> HttpResponse:
    """Leave somebody out of the draw who cannot dance, with a reason."""
    row, link = _drawn_round(festival, round_id), _link(round_id, link_id)
    entry = request.POST.get("entry", "")
    chosen = int(entry) if entry.isdecimal() and len(entry) < LONGEST_ID else 0
    return _change(
        request,
        row,
        lambda reason: couple_draws.leave_out(**who(request), round=row, link=link, entry_id=chosen, reason=reason),
        _("The entry is left out of the draw."),
    )


def _confirm(request: HttpRequest, row: Round, form: CoupleDrawForm) -> HttpResponse:
    made = couple_draws.draw(
        **who(request),
        round=row,
        **_how(form),
        witness=form.cleaned_data["witness"],
        reason=form.cleaned_data.get("reason", ""),
        shown=read_pairs(request.POST.get("shown", "")) or [],
    )
    messages.success(request, _("%(count)d couples are drawn.") % {"count": len(couples.pairs_in(made))})
    return redirect(_page(row))


def _how(form: CoupleDrawForm) -> dict[str, Any]:
    return {"method": form.cleaned_data["method"], "seed": form.cleaned_data["seed"], "pairs": form.pairs}


def _change(request: HttpRequest, row: Round, act: Any, done: str) -> HttpResponse:
    form = ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, say_errors(form))
        return redirect(_page(row))
    return carry_out(request, lambda: act(form.cleaned_data["reason"]), done=done, back=_page(row))


def _drawn_round(festival: Festival, round_id: int) -> Round:
    row = find_round(festival, round_id)
    if not couples.is_drawn(row):
        raise Http404
    return row


def _link(round_id: int, link_id: int) -> RoundLink:
    rows = RoundLink.objects.filter(to_round=round_id, pool__isnull=False).select_related("from_round")
    return get_object_or_404(rows, pk=link_id)


def _page(row: Round) -> str:
    return reverse("desk:couples", args=[row.competition.festival.slug, row.pk])
