"""The registrar's part of the desk: who takes part, which entries stand, and the numbers on their backs."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from competitions.forms.desk_registration import NumberForm, RefuseForm, StartForm, TakeOutForm
from competitions.models import Competition, Entry, Participation
from competitions.permissions import desk as desk_rights
from competitions.permissions.judging import LINK_ROLES
from competitions.permissions.registration import REGISTRARS
from competitions.selectors import registration
from competitions.services import contests, entries, late_starts, numbers, participation
from competitions.views.desk.access import carry_out, for_staff, who
from dancers.errors import RuleRefused
from events.models import Festival

PER_PAGE = 50
registrar = for_staff(REGISTRARS)
form_methods = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@registrar
def show_registration(request: HttpRequest, festival: Festival) -> HttpResponse:
    """Who asks to take part, and how full each competition is."""
    page = Paginator(registration.participations(festival), PER_PAGE).get_page(request.GET.get("page"))
    shown = {"page": page, "competitions": registration.competitions(festival)}
    return render(request, "desk/registration.html", _frame(request, festival, **shown))


@require_POST
@registrar
def approve(request: HttpRequest, festival: Festival, participation_id: int) -> HttpResponse:
    """Let an academy or dancer take part."""
    asked = get_object_or_404(Participation, pk=participation_id, festival=festival)
    return carry_out(
        request,
        lambda: participation.decide(**who(request), participation=asked, approve=True),
        done=_("%(name)s takes part.") % {"name": asked.academy or asked.person},
        back=reverse("desk:registration", args=[festival.slug]),
    )


@form_methods
@registrar
def refuse_participation(request: HttpRequest, festival: Festival, participation_id: int) -> HttpResponse:
    """Ask why, then refuse an academy or dancer with all their entries."""
    asked = get_object_or_404(Participation, pk=participation_id, festival=festival)
    form = RefuseForm(request.POST if request.method == "POST" else None)
    back = reverse("desk:registration", args=[festival.slug])
    name = str(asked.academy or asked.person)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        return carry_out(
            request,
            lambda: participation.decide(**who(request), participation=asked, approve=False, reason=reason),
            done=_("%(name)s is refused.") % {"name": name},
            back=back,
        )
    note = _("Every entry of theirs that stands is refused too, and its place goes to the waiting list.")
    heading = _("Refuse %(name)s?") % {"name": name}
    return _ask(request, festival, form=form, back=back, heading=heading, note=note, act=_("Refuse"))


@require_safe
@registrar
def show_entries(request: HttpRequest, festival: Festival, competition_id: int) -> HttpResponse:
    """The entries of one competition, searched and in pages."""
    competition = get_object_or_404(registration.competitions(festival), pk=competition_id)
    text = request.GET.get("q", "").strip()[:100]
    page = Paginator(registration.entries_of(competition, text), PER_PAGE).get_page(request.GET.get("page"))
    shown = {
        "competition": competition,
        "page": page,
        "rows": registration.entry_rows(page.object_list),
        "text": text,
        "query": urlencode({"q": text}) if text else "",
        "start_form": StartForm(),
        "later_rounds": registration.later_rounds(competition),
    }
    return render(request, "desk/registration_entries.html", _frame(request, festival, **shown))


@require_POST
@registrar
def open_entries(request: HttpRequest, festival: Festival, competition_id: int) -> HttpResponse:
    """Let entries come in."""
    competition = get_object_or_404(Competition, pk=competition_id, festival=festival)
    return carry_out(
        request,
        lambda: contests.open_entries(**who(request), competition=competition),
        done=_("Entries for %(competition)s are open.") % {"competition": competition.title},
        back=reverse("desk:registration", args=[festival.slug]),
    )


@require_POST
@registrar
def close_entries(request: HttpRequest, festival: Festival, competition_id: int) -> HttpResponse:
    """Let no more entries come in."""
    competition = get_object_or_404(Competition, pk=competition_id, festival=festival)
    return carry_out(
        request,
        lambda: contests.close_entries(**who(request), competition=competition),
        done=_("Entries for %(competition)s are closed.") % {"competition": competition.title},
        back=reverse("desk:registration", args=[festival.slug]),
    )


@require_POST
@registrar
def assign_numbers(request: HttpRequest, festival: Festival, competition_id: int) -> HttpResponse:
    """Give every accepted entry without a number the next free one."""
    competition = get_object_or_404(Competition, pk=competition_id, festival=festival)
    form = StartForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(map(str, form.errors["start"])))
        return _to_entries(festival, competition)
    try:
        count = numbers.assign_numbers(**who(request), competition=competition, start=form.cleaned_data["start"])
    except RuleRefused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(
            request, ngettext("%(n)s number was given.", "%(n)s numbers were given.", count) % {"n": count}
        )
    return _to_entries(festival, competition)


@require_POST
@registrar
def promote_waiting(request: HttpRequest, festival: Festival, competition_id: int) -> HttpResponse:
    """Give free places to the waiting list, after the limit was raised."""
    competition = get_object_or_404(Competition, pk=competition_id, festival=festival)
    try:
        count = entries.promote_waiting(**who(request), competition=competition)
    except RuleRefused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, ngettext("%(n)s entry moved up.", "%(n)s entries moved up.", count) % {"n": count})
    return _to_entries(festival, competition)


@require_POST
@registrar
def accept_entry(request: HttpRequest, festival: Festival, entry_id: int) -> HttpResponse:
    """Accept one entry."""
    entry = _entry_or_404(festival, entry_id)
    return carry_out(
        request,
        lambda: entries.accept(**who(request), entry=entry),
        done=_("%(entry)s is accepted.") % {"entry": entry.display_name},
        back=_entries_url(festival, entry.competition),
    )


@form_methods
@registrar
def refuse_entry(request: HttpRequest, festival: Festival, entry_id: int) -> HttpResponse:
    """Ask why, then refuse one entry."""
    entry = _entry_or_404(festival, entry_id)
    form = RefuseForm(request.POST if request.method == "POST" else None)
    back = _entries_url(festival, entry.competition)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        return carry_out(
            request,
            lambda: entries.refuse(**who(request), entry=entry, reason=reason),
            done=_("%(entry)s is refused.") % {"entry": entry.display_name},
            back=back,
        )
    heading = _("Refuse %(name)s?") % {"name": entry.display_name}
    note = _("The place goes to the first of the waiting list at once.")
    return _ask(request, festival, form=form, back=back, heading=heading, note=note, act=_("Refuse"))


@form_methods
@registrar
def take_out_entry(request: HttpRequest, festival: Festival, entry_id: int) -> HttpResponse:
    """Ask, then withdraw one entry for its academy."""
    entry = _entry_or_404(festival, entry_id)
    form = TakeOutForm(request.POST if request.method == "POST" else None)
    back = _entries_url(festival, entry.competition)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        return carry_out(
            request,
            lambda: entries.withdraw(**who(request), entry=entry, reason=reason),
            done=_("%(entry)s is withdrawn.") % {"entry": entry.display_name},
            back=back,
        )
    heading = _("Withdraw %(name)s?") % {"name": entry.display_name}
    note = _("The place goes to the first of the waiting list at once.")
    return _ask(request, festival, form=form, back=back, heading=heading, note=note, act=_("Withdraw"))


@require_POST
@registrar
def give_number(request: HttpRequest, festival: Festival, entry_id: int) -> HttpResponse:
    """Put a number on one back."""
    entry = _entry_or_404(festival, entry_id)
    form = NumberForm(request.POST)
    back = _entries_url(festival, entry.competition)
    if not form.is_valid():
        messages.error(request, " ".join(map(str, form.errors["label"])))
        return redirect(back)
    label = form.cleaned_data["label"]
    return carry_out(
        request,
        lambda: numbers.give_number(**who(request), entry=entry, label=label),
        done=_("%(entry)s has number %(label)s.") % {"entry": entry.display_name, "label": label},
        back=back,
    )


@require_POST
@registrar
def start_in(request: HttpRequest, festival: Festival, entry_id: int) -> HttpResponse:
    """Let an entry begin in a later round, or in the first one again."""
    entry = _entry_or_404(festival, entry_id)
    wanted = request.POST.get("round", "")
    found = entry.competition.rounds.filter(pk=int(wanted)).first() if wanted.isdecimal() else None
    if wanted and found is None:
        raise Http404
    where = found.title if found else _("the first round")
    return carry_out(
        request,
        lambda: late_starts.start_in(**who(request), entry=entry, round=found),
        done=_("%(entry)s starts in %(round)s.") % {"entry": entry.display_name, "round": where},
        back=_entries_url(festival, entry.competition),
    )


def _frame(request: HttpRequest, festival: Festival, **more: Any) -> dict[str, Any]:
    """What stands around every page of the desk; the wall of rounds has no place here."""
    roles = desk_rights.roles_at(request.user, festival)
    return {
        "festival": festival,
        "now": timezone.localtime(timezone.now(), festival.zone),
        "can_handle_prizes": bool(roles & (desk_rights.DECIDES_PRIZES | desk_rights.PAYS)),
        "can_register": True,
        "can_print_cards": bool(roles & LINK_ROLES),
        **more,
    }


def _ask(request: HttpRequest, festival: Festival, **shown: Any) -> HttpResponse:
    """Ask before an act that takes something from somebody."""
    return render(request, "desk/registration_ask.html", _frame(request, festival, **shown))


def _entry_or_404(festival: Festival, entry_id: int) -> Entry:
    """Return the festival's entry; another festival's is not found."""
    rows = Entry.objects.select_related("competition__festival", "participation__academy", "participation__person")
    return get_object_or_404(rows, pk=entry_id, competition__festival=festival)


def _entries_url(festival: Festival, competition: Competition) -> str:
    return reverse("desk:entries", args=[festival.slug, competition.pk])


def _to_entries(festival: Festival, competition: Competition) -> HttpResponse:
    return redirect(_entries_url(festival, competition))
