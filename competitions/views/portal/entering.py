"""Entering dancers in one competition: a solo is one press and one confirmation, a pair or group a short form."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from competitions.forms.portal_entries import EntryForm
from competitions.models import Competition, Entry, Participation
from competitions.selectors import eligibility, entry_grid, roster
from competitions.selectors.portal import Party
from competitions.services import registration
from competitions.views.portal.access import actor_of, for_party, user_of
from competitions.views.portal.festivals import festival_or_404
from competitions.views.portal.frame import party_context, posted
from dancers.errors import RuleRefused
from dancers.models import Person


@require_http_methods(["GET", "HEAD", "POST"])
@for_party
def enter(request: HttpRequest, party: Party, festival: str, competition: str) -> HttpResponse:
    """Show the form for this competition's size, then make the entry; the grid says what became of it."""
    meet = festival_or_404(festival)
    contest = entry_grid.shown_competitions(meet).filter(slug=competition).first()
    asked = party.participations().filter(festival=meet).first()
    if contest is None:
        raise Http404
    if asked is None:
        messages.warning(request, _("Ask to take part first; then enter dancers."))
        return redirect("portal:festival", party.key, meet.slug)
    form = _make_form(request, party, contest)
    if form.is_valid():
        try:
            entry = _enter(request, contest, asked, form)
        except RuleRefused as refusal:
            form.add_error(None, refusal.message)
        else:
            _tell(request, entry)
            return redirect("portal:festival", party.key, meet.slug)
    column = entry_grid.load_columns([contest], timezone.now())[0]
    shown = {
        "form": form,
        "festival": meet,
        "column": column,
        "rule": eligibility.tell_rule(contest),
        "chosen": _chosen(request, party),
        "left_out": eligibility.count_left_out(party.dancers(), contest),
    }
    return render(request, "portal/enter.html", party_context(party, "festivals", **shown))


def _make_form(request: HttpRequest, party: Party, competition: Competition) -> EntryForm:
    chosen = _chosen(request, party)
    is_chosen_solo = chosen is not None and competition.size == Competition.Size.SOLO
    return EntryForm(
        posted(request),
        competition=competition,
        # A solo's dancer is named by the page before; the service says in words why somebody may not.
        persons=party.dancers() if is_chosen_solo else eligibility.of_age(party.dancers(), competition),
        chosen=chosen,
        last_piece=roster.last_piece(party, chosen) if chosen else None,
    )


def _chosen(request: HttpRequest, party: Party) -> Person | None:
    """Return the dancer that the page before named; nobody when it is not the party's."""
    return roster.find_dancer(party, request.GET.get("dancer", ""))


def _enter(request: HttpRequest, competition: Competition, asked: Participation, form: EntryForm) -> Entry:
    return registration.enter(
        actor=actor_of(request),
        user=user_of(request),
        competition=competition,
        participation=asked,
        members=form.members,
        piece=form.piece,
        name=form.group_name,
    )


def _tell(request: HttpRequest, entry: Entry) -> None:
    words = {"entry": entry.display_name, "competition": entry.competition.title}
    if entry.status == Entry.Status.WAITLISTED:
        place = entry_grid.places_in_queue([entry])[entry.pk]
        text = _("All places of %(competition)s are taken: %(entry)s is on the waiting list, place %(place)s.")
        messages.warning(request, text % {**words, "place": place})
    elif entry.status == Entry.Status.SUBMITTED:
        text = _("%(entry)s is sent in for %(competition)s and is accepted when the organiser approves you.")
        messages.success(request, text % words)
    else:
        messages.success(request, _("%(entry)s is entered in %(competition)s.") % words)
