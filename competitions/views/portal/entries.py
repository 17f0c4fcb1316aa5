"""One entry of the party: who dances what, what became of it, and how to take it back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from competitions.forms.portal import ConfirmForm
from competitions.forms.portal_pieces import RoundPieceForm
from competitions.models import Entry, Round
from competitions.selectors import comments, entry_grid, round_pieces
from competitions.selectors.numbers import labels_for
from competitions.selectors.portal import Party
from competitions.selectors.standing import STANDING
from competitions.services import entries, pieces
from competitions.views.portal.access import actor_of, for_party, user_of
from competitions.views.portal.frame import party_context, posted
from dancers.errors import RuleRefused


@require_safe
@for_party
def show_entry(request: HttpRequest, party: Party, entry_id: int) -> HttpResponse:
    """The entry with its dancers, piece, number and state."""
    entry = _entry_or_404(party, entry_id)
    piece = entry.pieces.filter(round__isnull=True).order_by("pk").first()
    length = piece.duration_s if piece else None
    shown = {
        "entry": entry,
        "members": entry.members.filter(valid_to=None).select_related("person").order_by("position", "pk"),
        "piece": piece,
        "piece_length": f"{length // 60}:{length % 60:02d}" if length else "",
        "number": labels_for([entry]).get(entry.pk, ""),
        "place": entry_grid.places_in_queue([entry]).get(entry.pk),
        "is_standing": entry.status in STANDING,
        "asked": round_pieces.asked_of(entry),
        "comments": comments.for_academy(entry),
    }
    return render(request, "portal/entry.html", party_context(party, "festivals", **shown))


@require_http_methods(["GET", "HEAD", "POST"])
@for_party
def set_piece(request: HttpRequest, party: Party, entry_id: int, round_id: int) -> HttpResponse:
    """Ask what the entry dances in one round, then write it down."""
    entry = _entry_or_404(party, entry_id)
    row = get_object_or_404(Round, pk=round_id, competition=entry.competition_id)
    form = RoundPieceForm(posted(request), piece=entry.pieces.filter(round=row).first())
    if form.is_valid():
        try:
            pieces.set_piece(actor=actor_of(request), user=user_of(request), entry=entry, round=row, piece=form.piece)
        except RuleRefused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("The piece for %(round)s is kept.") % {"round": row.title})
            return redirect("portal:entry", party.key, entry.pk)
    asked = next(one for one in round_pieces.asked_of(entry, always=True) if one.round == row)
    return render(request, "portal/piece.html", party_context(party, "festivals", entry=entry, form=form, asked=asked))


@require_http_methods(["GET", "HEAD", "POST"])
@for_party
def withdraw(request: HttpRequest, party: Party, entry_id: int) -> HttpResponse:
    """Ask, then take the entry out; its place goes to the waiting list."""
    entry = _entry_or_404(party, entry_id)
    form = ConfirmForm(posted(request), button=_("Withdraw the entry"))
    if form.is_valid():
        try:
            entries.withdraw(actor=actor_of(request), user=user_of(request), entry=entry, **form.cleaned_data)
        except RuleRefused as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("%(entry)s is withdrawn.") % {"entry": entry.display_name})
        return redirect("portal:festival", party.key, entry.competition.festival.slug)
    return render(request, "portal/withdraw.html", party_context(party, "festivals", entry=entry, form=form))


def _entry_or_404(party: Party, entry_id: int) -> Entry:
    """Return the party's entry; another's is not found."""
    own = Entry.objects.filter(participation__in=party.participations())
    return get_object_or_404(own.select_related("competition__festival", "participation__academy"), pk=entry_id)
