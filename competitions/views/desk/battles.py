"""Battles at the desk: one battle with its votes, and the acts on battles and their draws."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from competitions.forms.battles import BattleDrawForm, WinnerForm
from competitions.forms.desk import ReasonForm
from competitions.models import Bout, Competition
from competitions.permissions import desk as rights
from competitions.selectors import battle_board
from competitions.services import battle_groups, battles, instant_release, tabulation
from competitions.views.desk.access import carry_out, for_staff, who
from competitions.views.desk.rounds import find_round, say_errors
from competitions.views.desk.walls import wall_context
from events.models import Festival

WITH_BOTH = rights.RUNS_ROUNDS & rights.RELEASES


@require_safe
@for_staff(rights.SEES_MARKS)
def show_bout(request: HttpRequest, festival: Festival, bout_id: int) -> HttpResponse:
    """One battle: each judge's votes by throw-down, how it stands, and what may be done about it."""
    bout = find_bout(festival, bout_id)
    is_planned = bout.round.status == bout.round.Status.PLANNED
    outcomes = {} if is_planned else tabulation.bouts_so_far(bout.round)
    view = battle_board.read_battle(bout, outcomes)
    context = {
        **wall_context(request, festival, current_round=bout.round_id),
        "round": bout.round,
        "view": view,
        "vote_form": WinnerForm(prefix="vote"),
        "walkover_form": WinnerForm(prefix="walkover"),
        "reason_form": ReasonForm(prefix="undo"),
    }
    return render(request, "desk/bout.html", context)


@require_POST
@for_staff(rights.RUNS_ROUNDS)
def draw_battles(request: HttpRequest, festival: Festival, round_id: int) -> HttpResponse:
    """Draw the battles of a planned stage."""
    row, form = find_round(festival, round_id), BattleDrawForm(request.POST)
    return _act(
        request,
        form,
        lambda given: battles.draw_battles(**who(request), round=row, by=given["by"], seed=given["seed"]),
        done=_("The battles are drawn."),
        back=reverse("desk:round", args=[festival.slug, row.pk]),
    )


@require_POST
@for_staff(rights.RUNS_ROUNDS)
def draw_groups(request: HttpRequest, festival: Festival, competition_id: int) -> HttpResponse:
    """Deal the entries over the groups in which the competition begins."""
    competition = find_competition(festival, competition_id)
    form = BattleDrawForm(request.POST)
    return _act(
        request,
        form,
        lambda given: battle_groups.draw_groups(**who(request), competition=competition, **given),
        done=_("The groups are drawn."),
        back=_first_page(competition),
    )


@require_POST
@for_staff(rights.RUNS_ROUNDS)
def add_extra_round(request: HttpRequest, festival: Festival, bout_id: int) -> HttpResponse:
    """One more throw-down for a level battle."""
    bout = find_bout(festival, bout_id)
    return carry_out(
        request,
        lambda: battles.add_extra_round(**who(request), bout=bout),
        done=_("The extra round is on every judge's pad."),
        back=_page(bout),
    )


@require_POST
@for_staff(rights.DECIDES)
def cast_vote(request: HttpRequest, festival: Festival, bout_id: int) -> HttpResponse:
    """The chair's vote in a level battle."""
    bout, form = find_bout(festival, bout_id), WinnerForm(request.POST, prefix="vote")
    return _act(
        request,
        form,
        lambda given: battles.cast_vote(**who(request), bout=bout, **given),
        done=_("The decision is kept with the sheets."),
        back=_page(bout),
    )


@require_POST
@for_staff(rights.RUNS_ROUNDS)
def award_walkover(request: HttpRequest, festival: Festival, bout_id: int) -> HttpResponse:
    """A battle won without dancing."""
    bout, form = find_bout(festival, bout_id), WinnerForm(request.POST, prefix="walkover")
    return _act(
        request,
        form,
        lambda given: battles.award_walkover(**who(request), bout=bout, **given),
        done=_("The decision is kept with the sheets."),
        back=_page(bout),
    )


@require_POST
@for_staff(rights.DECIDES)
def undo_decision(request: HttpRequest, festival: Festival, bout_id: int) -> HttpResponse:
    """Take a walkover or a casting vote back."""
    bout, form = find_bout(festival, bout_id), ReasonForm(request.POST, prefix="undo")
    return _act(
        request,
        form,
        lambda given: battles.undo_decision(**who(request), bout=bout, **given),
        done=_("The decision is taken back; it stays in the record."),
        back=_page(bout),
    )


@require_POST
@for_staff(WITH_BOTH)
def release_now(request: HttpRequest, festival: Festival, competition_id: int) -> HttpResponse:
    """Close and tabulate the last stage and release the result, in one press."""
    competition = find_competition(festival, competition_id)
    last = competition.rounds.order_by("-position", "-pk").first()
    back = reverse("desk:round", args=[festival.slug, last.pk]) if last else reverse("desk:wall", args=[festival.slug])
    return carry_out(
        request,
        lambda: instant_release.release_now(**who(request), competition=competition),
        done=_("The result is released."),
        back=back,
    )


def find_competition(festival: Festival, competition_id: int) -> Competition:
    """The festival's competition, else 404."""
    rows = Competition.objects.select_related("festival")
    return get_object_or_404(rows, pk=competition_id, festival=festival)


def find_bout(festival: Festival, bout_id: int) -> Bout:
    """The festival's battle, else 404."""
    rows = Bout.objects.select_related("round__competition__festival", "round__ruleset")
    return get_object_or_404(rows, pk=bout_id, round__competition__festival=festival)


def _first_page(competition: Competition) -> str:
    """The page of the round in which the competition begins; the wall where it has none."""
    slug, first = competition.festival.slug, competition.rounds.order_by("position", "pk").first()
    return reverse("desk:round", args=[slug, first.pk]) if first else reverse("desk:wall", args=[slug])


def _page(bout: Bout) -> str:
    return reverse("desk:bout", args=[bout.round.competition.festival.slug, bout.pk])


def _act(
    request: HttpRequest, form: forms.Form, act: Callable[[dict[str, Any]], object], *, done: str, back: str
) -> HttpResponse:
    """Call the service with what the form says; a form that is not whole is said, and nothing is done."""
    if not form.is_valid():
        messages.error(request, say_errors(form))
        return redirect(back)
    return carry_out(request, lambda: act(form.cleaned_data), done=done, back=back)
