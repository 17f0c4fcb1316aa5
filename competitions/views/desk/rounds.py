"""The open round: its marks as they come in, and the acts that move it on."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from competitions.forms.desk import HeatsForm, ReasonForm, RecallLineForm, RecallNumbersForm
from competitions.models import Round
from competitions.permissions import desk as rights
from competitions.selectors import advancing, couples, goes_on, rankings, round_board
from competitions.services import advancing as advancing_service
from competitions.services import heats, releases, rounds, rulings, tabulation
from competitions.views.desk.access import carry_out, for_staff, who
from competitions.views.desk.battle_context import battle_context
from competitions.views.desk.walls import wall_context
from dancers.errors import RuleRefused
from events.models import Festival


def find_round(festival: Festival, round_id: int) -> Round:
    """The festival's round, else 404."""
    rows = Round.objects.select_related("competition__festival", "ruleset")
    return get_object_or_404(rows, pk=round_id, competition__festival=festival)


@require_safe
@for_staff(rights.SEES_MARKS)
def show_round(request: HttpRequest, festival: Festival, round_id: int) -> HttpResponse:
    """The wall, the round's marks, and what may be done with it now."""
    row = find_round(festival, round_id)
    context = {
        **wall_context(request, festival, current_round=row.pk),
        **board_context(request, row),
        "recall_form": RecallLineForm(prefix="line"),
        "numbers_form": RecallNumbersForm(
            initial={"wanted": row.wanted, "crosses_min": row.crosses_min, "crosses_max": row.crosses_max}
        ),
        "reason_form": ReasonForm(),
        "crosses_form": ReasonForm(auto_id="id_crosses_%s"),  # both stand on the page of a closed recall
        "heats_form": HeatsForm(initial={"heats": 1}),
        "competition": row.competition,
    }
    if context["is_last"] and context["result"] is not None:
        context["preview"] = releases.preview(row.competition)
    return render(request, "desk/round.html", context)


@require_safe
@for_staff(rights.SEES_MARKS)
def show_board_part(request: HttpRequest, festival: Festival, round_id: int) -> HttpResponse:
    """The round's marks alone, for a page that is open; nothing (204, or 304) while it is what the page has already."""
    row = find_round(festival, round_id)
    version = round_board.version_of(row)
    if request.GET.get("seen") == version:
        return HttpResponse(status=204)
    if request.headers.get("If-None-Match") == f'"{version}"':
        return HttpResponse(status=304)
    context = {"festival": festival, **board_context(request, row)}
    context["can_run"] = rights.may(request.user, festival, rights.RUNS_ROUNDS)
    response = render(request, "desk/parts/board_live.html", context)
    response["ETag"] = f'"{version}"'
    return response


def board_context(request: HttpRequest, row: Round) -> dict[str, Any]:
    """The marks of the dance asked for (?dance=), the newest result, and where the round stands."""
    result = tabulation.latest_result(row)
    wanted = request.GET.get("dance", "")
    board = round_board.read_board(
        row,
        part_id=int(wanted) if wanted.isdecimal() else None,
        result=result,
        places=tabulation.dance_places(row),
    )
    outcome = rankings.outcome_of(result)
    goings = advancing.going_on(row, result)
    following = row.links_out.select_related("to_round").order_by("pk").first()
    return {
        "round": row,
        "board": board,
        "board_version": round_board.version_of(row),
        "missing": tabulation.missing_sheets(row) if row.status != Round.Status.PLANNED else [],
        "result": result,
        "is_current": result is not None and tabulation.is_current(row),
        "outcome": outcome,
        "is_tied": "tied_at_line" in outcome,
        "is_decided": "recalled" in outcome or (bool(goings) and all(one.is_decided for one in goings)),
        "recalled_count": len(goings[0].entries) if goings else len(outcome.get("recalled", ())),
        "following": following.to_round if following else None,
        "paths": goes_on.paths_of(row, result, goings),
        "draws_couples": couples.is_drawn(row),
        "stale_reason": rounds.stale_reason(row),
        "is_last": following is None and not row.competition.rounds.filter(position__gt=row.position).exists(),
        **battle_context(row),
    }


@require_POST
@for_staff(rights.RUNS_ROUNDS)
def open_round(request: HttpRequest, festival: Festival, round_id: int) -> HttpResponse:
    """Open the round for marks."""
    row = find_round(festival, round_id)
    return _act(request, row, lambda: rounds.open_round(**who(request), round=row), _("The round is open for marks."))


@require_POST
@for_staff(rights.RUNS_ROUNDS)
def close_round(request: HttpRequest, festival: Festival, round_id: int) -> HttpResponse:
    """Close the round and tabulate it."""
    row = find_round(festival, round_id)
    return _act(request, row, lambda: _close_and_tabulate(request, row), _("The round is closed and tabulated."))


def _close_and_tabulate(request: HttpRequest, row: Round) -> None:
    rounds.close_round(**who(request), round=row)
    tabulation.tabulate_round(**who(request), round=row)


@require_POST
@for_staff(rights.RUNS_ROUNDS)
def tabulate_round(request: HttpRequest, festival: Festival, round_id: int) -> HttpResponse:
    """Tabulate the round."""
    row = find_round(festival, round_id)
    return _act(
        request, row, lambda: tabulation.tabulate_round(**who(request), round=row), _("The round is tabulated.")
    )


@require_POST
@for_staff(rights.RUNS_ROUNDS)
def draw_next_round(request: HttpRequest, festival: Festival, round_id: int) -> HttpResponse:
    """Draw the round that was pressed (`to`), or all that follow, and go to it; say who was left out with a decision."""
    row, wanted = find_round(festival, round_id), request.POST.get("to", "")
    to_round = find_round(festival, int(wanted)) if wanted.isdecimal() else None
    try:
        drawn = advancing_service.draw_following(**who(request), round=row, to_round=to_round)
    except RuleRefused as refusal:
        messages.error(request, refusal.message)
        return redirect(_page(row))
    for one in drawn:
        messages.success(request, _("%(round)s is drawn.") % {"round": one.round.title})
        for words in one.told:
            messages.warning(request, words)
    return redirect(_page(drawn[0].round))


@require_POST
@for_staff(rights.RUNS_ROUNDS)
def reopen_round(request: HttpRequest, festival: Festival, round_id: int) -> HttpResponse:
    """Open a closed round again, with a reason."""
    row, form = find_round(festival, round_id), ReasonForm(request.POST)
    return _act_with(
        request,
        row,
        form,
        lambda given: rounds.reopen_round(**who(request), round=row, reason=given["reason"]),
        _("The round is open again."),
    )


@require_POST
@for_staff(rights.DECIDES)
def decide_recall_line(request: HttpRequest, festival: Festival, round_id: int) -> HttpResponse:
    """Write down the chair's decision on the recall line, and tabulate with it."""
    row, form = find_round(festival, round_id), RecallLineForm(request.POST, prefix="line")

    def decide(given: dict[str, Any]) -> None:
        rulings.decide_recall_line(**who(request), round=row, recall=given["recall"], reason=given["reason"])
        tabulation.tabulate_round(**who(request), round=row)

    return _act_with(request, row, form, decide, _("The decision is kept with the sheets."))


@require_POST
@for_staff(rights.DECIDES)
def accept_crosses(request: HttpRequest, festival: Festival, round_id: int) -> HttpResponse:
    """Accept uneven crosses as given, with a reason."""
    row, form = find_round(festival, round_id), ReasonForm(request.POST)
    return _act_with(
        request,
        row,
        form,
        lambda given: rulings.accept_crosses(**who(request), round=row, reason=given["reason"]),
        _("The crosses count as given."),
    )


@require_POST
@for_staff(rights.RUNS_ROUNDS)
def change_recall(request: HttpRequest, festival: Festival, round_id: int) -> HttpResponse:
    """Set how many are wanted and how many crosses are asked."""
    row, form = find_round(festival, round_id), RecallNumbersForm(request.POST)
    return _act_with(
        request, row, form, lambda given: rounds.change_recall(**who(request), round=row, **given), _("Changed.")
    )


@require_POST
@for_staff(rights.CALLS_HEATS)
def make_heats(request: HttpRequest, festival: Festival, round_id: int) -> HttpResponse:
    """Spread the round over heats."""
    row, form = find_round(festival, round_id), HeatsForm(request.POST)
    return _act_with(
        request,
        row,
        form,
        lambda given: heats.make_heats(**who(request), round=row, heats=given["heats"]),
        _("The heats are made."),
    )


def _page(row: Round) -> str:
    return reverse("desk:round", args=[row.competition.festival.slug, row.pk])


def _act(request: HttpRequest, row: Round, act: Any, done: str) -> HttpResponse:
    return carry_out(request, act, done=done, back=_page(row))


def _act_with(request: HttpRequest, row: Round, form: forms.Form, act: Any, done: str) -> HttpResponse:
    """Call the service with what the form says; a form that is not whole is said, and nothing is done."""
    if not form.is_valid():
        messages.error(request, say_errors(form))
        return redirect(_page(row))
    return _act(request, row, lambda: act(form.cleaned_data), done)


def say_errors(form: forms.Form) -> str:
    """The form's errors as one text: the field and what is wrong with it."""
    return " ".join(
        f"{form[name].label}: {' '.join(map(str, errors))}" if name in form.fields else " ".join(map(str, errors))
        for name, errors in form.errors.items()
    )
