"""The prizes of a festival: what is on offer, who won it, what is withheld and what is paid."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from competitions.forms.desk import PayForm, ReasonForm
from competitions.models import Award
from competitions.permissions import desk as rights
from competitions.selectors import held_releases, numbers, prize_money
from competitions.services import awards
from competitions.views.desk.access import carry_out, for_staff, who
from competitions.views.desk.rounds import say_errors
from competitions.views.desk.walls import wall_context
from dancers.errors import RuleRefused
from events.models import Festival


@require_safe
@for_staff(rights.DECIDES_PRIZES | rights.PAYS)
def show_prizes(request: HttpRequest, festival: Festival) -> HttpResponse:
    """Every award of the festival, with the fund of each currency."""
    given = _readable(request, festival).select_related(
        "prize__competition", "prize__standing", "entry", "person", "academy", "payout", "replaced_by"
    )
    given = given.order_by("prize__competition__position", "prize__competition_id", "prize__place_from", "place", "pk")
    labels = numbers.labels_for(award.entry_id for award in given if award.entry_id)
    context = {
        **wall_context(request, festival),
        "ledgers": awards.ledger(festival),
        "rows": [(award, labels.get(award.entry_id or 0, "")) for award in given],
        "can_pay": rights.may(request.user, festival, rights.PAYS),
        "can_withhold": rights.may(request.user, festival, rights.DECIDES_PRIZES),
    }
    return render(request, "desk/prizes.html", context)


def _readable(request: HttpRequest, festival: Festival) -> QuerySet[Award]:
    """The festival's awards; who only pays sees none of a result that waits for its hour or its ceremony."""
    given = Award.objects.filter(prize__in=prize_money.prizes_of_festival(festival.pk))
    knows = rights.may(request.user, festival, rights.SEES_MARKS)
    return given if knows else held_releases.told_awards(given)


@require_http_methods(["GET", "POST"])
@for_staff(rights.PAYS)
def pay_award(request: HttpRequest, festival: Festival, award_id: int) -> HttpResponse:
    """Write down that an award was paid."""
    award = get_object_or_404(_readable(request, festival).select_related("prize"), pk=award_id)
    form = PayForm(request.POST or None, award=award, digits=festival.currency_digits)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            awards.mark_paid(
                **who(request),
                award=award,
                paid_minor=given["amount"],
                reference=given["reference"],
                currency=given["currency"],
            )
        except RuleRefused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Paid."))
            return redirect("desk:prizes", festival.slug)
    context = {**wall_context(request, festival), "award": award, "form": form}
    return render(request, "desk/pay.html", context, status=422 if form.is_bound and form.errors else 200)


@require_http_methods(["GET", "POST"])
@for_staff(rights.DECIDES_PRIZES)
def withhold_award(request: HttpRequest, festival: Festival, award_id: int) -> HttpResponse:
    """Hold a prize back, with a reason."""
    award = _find(festival, award_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            awards.withhold(**who(request), award=award, reason=form.cleaned_data["reason"])
        except RuleRefused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("The prize is withheld."))
            return redirect("desk:prizes", festival.slug)
    context = {**wall_context(request, festival), "award": award, "form": form}
    return render(request, "desk/withhold.html", context, status=422 if form.is_bound and form.errors else 200)


@require_POST
@for_staff(rights.DECIDES_PRIZES)
def give_award(request: HttpRequest, festival: Festival, award_id: int) -> HttpResponse:
    """Give a prize that was withheld, with a reason."""
    award, form = _find(festival, award_id), ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, say_errors(form))
        return redirect("desk:prizes", festival.slug)
    return carry_out(
        request,
        lambda: awards.give_after_all(**who(request), award=award, reason=form.cleaned_data["reason"]),
        done=_("The prize is given."),
        back=reverse("desk:prizes", args=[festival.slug]),
    )


def _find(festival: Festival, award_id: int) -> Award:
    rows = Award.objects.select_related(
        "prize__competition__festival", "prize__standing__festival", "prize__festival", "entry"
    )
    return get_object_or_404(rows, pk=award_id, prize__in=prize_money.prizes_of_festival(festival.pk))
