"""Paper sheets at the desk: entered by one person, or typed twice by two and compared."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from competitions.forms.desk import ReasonForm
from competitions.forms.paper import PaperForm
from competitions.models import Scoresheet
from competitions.permissions import desk as rights
from competitions.selectors import portions
from competitions.services import judging, paper
from competitions.views.desk.access import carry_out, for_staff, form_status, who
from competitions.views.desk.sheets import find_sheet, sheet_scene
from dancers.errors import RuleRefused
from events.models import Festival


@require_http_methods(["GET", "POST"])
@for_staff(rights.DECIDES)
def enter_paper_sheet(request: HttpRequest, festival: Festival, sheet_id: int) -> HttpResponse:
    """Enter a signed paper sheet in place of what the device sent. A second typing starts empty, so that it is typed."""
    sheet = find_sheet(festival, sheet_id)
    portion = portions.portion_of(sheet)
    waiting = paper.waiting_entry(sheet)
    is_second = waiting is not None and waiting.entered_by_id != request.user.pk
    held = {key: mark.value for key, mark in portions.marks_of(portion).items()}
    values = {} if is_second else paper.read_values(waiting) if waiting else held
    form = PaperForm(request.POST or None, portion=portion, values=values)
    if is_second:
        del form.fields["reason"]
    if request.method == "POST" and form.is_valid():
        try:
            done = _enter(request, sheet, form, is_second=is_second)
        except RuleRefused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, done % {"letter": sheet.seat.letter})
            return redirect("desk:round", festival.slug, sheet.seat.round_id)
    context = {
        **sheet_scene(request, festival, sheet),
        "form": form,
        "portion": portion,
        "waiting": waiting,
        "is_second": is_second,
        "discard_form": ReasonForm(prefix="discard"),
        "rows": form.rows(portions.labels_of(portion.dancing)),
    }
    return render(request, "desk/paper_sheet.html", context, status=form_status(form))


@require_POST
@for_staff(rights.DECIDES)
def discard_paper(request: HttpRequest, festival: Festival, sheet_id: int) -> HttpResponse:
    """Throw a first typing away."""
    sheet = find_sheet(festival, sheet_id)
    return carry_out(
        request,
        lambda: paper.discard_first(
            **who(request), scoresheet=sheet, reason=request.POST.get("discard-reason", "")[:300]
        ),
        done=_("The first typing is thrown away."),
        back=request.path.removesuffix("discard/"),
    )


def _enter(request: HttpRequest, sheet: Scoresheet, form: PaperForm, *, is_second: bool) -> str:
    """Do what the button asked for; returns what to say."""
    if is_second:
        paper.confirm_second(**who(request), scoresheet=sheet, values=form.values())
        return _("Both typings agree: the sheet of seat %(letter)s is entered.")
    reason = form.cleaned_data["reason"]
    if request.POST.get("step") == "first":
        paper.keep_first(**who(request), scoresheet=sheet, values=form.values(), reason=reason)
        return _("The sheet of seat %(letter)s waits for a second person to type it.")
    if paper.waiting_entry(sheet) is not None:
        raise RuleRefused(_("Your typing waits for a second person; it is not entered by you alone."))
    judging.enter_paper_sheet(**who(request), scoresheet=sheet, values=form.values(), reason=reason)
    return _("The sheet of seat %(letter)s is entered.")
