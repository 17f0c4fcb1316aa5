"""Decisions of the jury on a round: what each would change is shown first, then it is confirmed; and it can be taken back."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from competitions.forms.desk import ReasonForm
from competitions.forms.jury import FORMS, DecisionForm
from competitions.models import Round, Ruling
from competitions.permissions import desk as rights
from competitions.selectors import jury_matters
from competitions.services import effects, jury
from competitions.services.effects import Effect
from competitions.services.jury import Decider
from competitions.views.desk.access import actor_of, for_staff, form_status, user_of
from competitions.views.desk.rounds import find_round
from competitions.views.desk.walls import wall_context
from dancers.errors import RuleRefused
from events.models import Festival


@require_http_methods(["GET", "POST"])
@for_staff(rights.DECIDES)
def decide(request: HttpRequest, festival: Festival, round_id: int) -> HttpResponse:
    """Every decision of the round, and a form for a new one; `step` "confirm" writes it, anything else shows its effect."""
    row = find_round(festival, round_id)
    kinds = jury_matters.kinds_for(row)
    chosen = request.POST.get("kind") or request.GET.get("kind") or (kinds[0].value if kinds else "")
    if chosen and chosen not in {kind.value for kind in kinds}:
        raise Http404
    form = FORMS[chosen](request.POST or None, round_=row) if chosen else None
    effect = None
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            if request.POST.get("step") == "confirm":
                form.decide(_decider(request, form.cleaned_data["reason"]))
                messages.success(request, _("The decision stands. Tabulate the round again."))
                return redirect("desk:jury", festival.slug, row.pk)
            effect = effects.effect_of(row, lambda: form.decide(_decider(request, form.cleaned_data["reason"])))
        except RuleRefused as refusal:
            form.add_error(None, refusal.message)
    return _page(request, festival, row, chosen, form, effect)


@require_http_methods(["GET", "POST"])
@for_staff(rights.DECIDES)
def take_back(request: HttpRequest, festival: Festival, round_id: int, ruling_id: int) -> HttpResponse:
    """Undo a decision, with a reason; it stays in the record."""
    row = find_round(festival, round_id)
    ruling = get_object_or_404(Ruling.objects.select_related("round", "seat", "round_entry"), pk=ruling_id, round=row)
    form = ReasonForm(request.POST or None)
    effect = None
    if request.method == "POST" and form.is_valid():
        try:
            jury.take_back(decider=_decider(request, form.cleaned_data["reason"]), ruling=ruling)
        except RuleRefused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("The decision is taken back. Tabulate the round again."))
            return redirect("desk:jury", festival.slug, row.pk)
    elif request.method == "GET":
        try:
            effect = effects.effect_of(row, lambda: jury.take_back(decider=_decider(request, "…"), ruling=ruling))
        except RuleRefused as refusal:
            effect = Effect(hindrance=refusal.message)
    context = {
        **wall_context(request, festival, current_round=row.pk),
        "round": row,
        "form": form,
        "effect": effect,
        "decision": next(item for item in jury_matters.decisions_on(row) if item.ruling.pk == ruling.pk),
    }
    return render(request, "desk/jury_undo.html", context, status=form_status(form))


def _decider(request: HttpRequest, reason: str) -> Decider:
    return Decider(actor_of(request), user_of(request), reason)


def _page(
    request: HttpRequest,
    festival: Festival,
    row: Round,
    chosen: str,
    form: DecisionForm | None,
    effect: Effect | None,
) -> HttpResponse:
    context = {
        **wall_context(request, festival, current_round=row.pk),
        "round": row,
        "kinds": jury_matters.kinds_for(row),
        "chosen": chosen,
        "form": form,
        "effect": effect,
        "decisions": jury_matters.decisions_on(row),
    }
    return render(request, "desk/jury.html", context, status=form_status(form) if form is not None else 200)
