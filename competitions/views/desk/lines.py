"""The chair's decision on those tied at the line of a cut."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from competitions.forms.desk import RecallLineForm
from competitions.models import RoundLink
from competitions.permissions import desk as rights
from competitions.services import lines, tabulation
from competitions.views.desk.access import carry_out, for_staff, who
from competitions.views.desk.rounds import say_errors
from events.models import Festival


@require_POST
@for_staff(rights.DECIDES)
def decide_line(request: HttpRequest, festival: Festival, link_id: int) -> HttpResponse:
    """Write down the chair's decision on a line, and tabulate with it."""
    rows = RoundLink.objects.select_related("from_round__competition__festival", "to_round")
    link = get_object_or_404(rows, pk=link_id, from_round__competition__festival=festival)
    form = RecallLineForm(request.POST, prefix=f"line{link.pk}")
    back = reverse("desk:round", args=[festival.slug, link.from_round_id])
    if not form.is_valid():
        messages.error(request, say_errors(form))
        return redirect(back)

    def decide() -> None:
        given = form.cleaned_data
        lines.decide_line(**who(request), link=link, recall=given["recall"], reason=given["reason"])
        tabulation.tabulate_round(**who(request), round=link.from_round)

    return carry_out(request, decide, done=_("The decision is kept with the sheets."), back=back)
