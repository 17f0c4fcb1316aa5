"""The judge's page of comments: one box for each number of the round."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from competitions.models import JudgeAppointment
from competitions.models.words import COMMENT_LENGTH
from competitions.selectors import comments, judge_pages
from competitions.services.comments import write_comment
from competitions.views.judging.entrance import judge_page
from dancers.errors import RuleRefused


@require_http_methods(["GET", "POST"])
@judge_page
def write_comments(request: HttpRequest, appointment: JudgeAppointment, pk: int) -> HttpResponse:
    """Show the boxes; keep what was written. Boxes that did not change are left alone."""
    seat = comments.own_seat(appointment, pk)
    if seat is None:
        raise Http404
    rows = comments.rows_of(seat)
    typed = {row.entry.pk: request.POST.get(f"comment-{row.entry.pk}", row.text) for row in rows}
    refused = ""
    if request.method == "POST":
        try:
            for row in rows:
                if typed[row.entry.pk].strip() != row.text:
                    write_comment(appointment=appointment, seat=seat, round_entry=row.entry, text=typed[row.entry.pk])
        except RuleRefused as refusal:
            refused = refusal.message
        else:
            messages.success(request, _("Your comments are kept."))
            return redirect("judging:comments", pk)
    context = {
        "seat": seat,
        "title": judge_pages.round_title(seat.round),
        "rows": [(row, typed[row.entry.pk]) for row in rows],
        "most": COMMENT_LENGTH,
        "refused": refused,
    }
    return render(request, "judging/comments.html", context, status=400 if refused else 200)
