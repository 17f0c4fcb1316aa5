"""The roster: seen and searched, a dancer added, edited, and let go."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from competitions.forms.portal import DancerForm
from competitions.selectors import roster
from competitions.selectors.portal import Party
from competitions.services import roster as roster_acts
from competitions.views.portal.access import actor_of, for_party, known_user, user_of
from competitions.views.portal.frame import asked_text, page_of, party_context, posted
from dancers.errors import RuleRefused
from dancers.models import Person
from dancers.selectors import ages
from dancers.services import people

form_methods = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@for_party
def show_roster(request: HttpRequest, party: Party) -> HttpResponse:
    """The academy's dancers, searched and in pages."""
    if party.academy is None:
        return redirect("portal:party", party.key)
    text, is_missing = asked_text(request), request.GET.get("missing") == "birth_date"
    dancers = party.dancers(text)
    page = page_of(request, dancers.filter(birth_date__isnull=True) if is_missing else dancers)
    rows = roster.roster_rows(page.object_list, timezone.localdate())
    query = urlencode({"q": text} if text else {"missing": "birth_date"} if is_missing else {})
    shown = {"page": page, "rows": rows, "text": text, "is_missing": is_missing, "query": query}
    return render(request, "portal/roster.html", party_context(party, "roster", **shown))


@form_methods
@for_party
def add_dancer(request: HttpRequest, party: Party) -> HttpResponse:
    """Add a dancer; somebody of the same name is named first, and the form asks whether this is another person."""
    if party.academy is None:
        raise Http404
    form = DancerForm(posted(request), button=_("Add the dancer"))
    if form.is_valid() and not _asks_about_doubles(party, form):
        try:
            person = people.add_person(
                actor=actor_of(request),
                details=form.details,
                academy=party.academy,
                is_somebody_else=form.cleaned_data["add_anyway"],
            )
        except RuleRefused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("%(name)s is on the roster.") % {"name": person.full_name})
            is_minor = ages.is_minor(person.birth_date, timezone.localdate())
            page = "portal:consents" if is_minor else "portal:dancer"
            return redirect(page, party.key, person.public_id)
    return render(request, "portal/dancer_add.html", party_context(party, "roster", form=form))


@form_methods
@known_user
def add_own_record(request: HttpRequest) -> HttpResponse:
    """A dancer without an academy writes down themself, and can enter from then on."""
    user = user_of(request)
    if user.person_id is not None and request.method != "POST":
        return redirect("portal:party", "me")
    form = DancerForm(posted(request), button=_("Save"))
    if form.is_valid():
        try:
            people.add_own_record(actor=actor_of(request), user=user, details=form.details)
        except RuleRefused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("You are written down. Choose a festival."))
            return redirect("portal:party", "me")
    return render(request, "portal/own_record.html", {"form": form})


@form_methods
@for_party
def edit_dancer(request: HttpRequest, party: Party, public_id: str) -> HttpResponse:
    """A dancer's details."""
    person = dancer_or_404(party, public_id)
    form = DancerForm(posted(request), person=person)
    if form.is_valid():
        try:
            people.edit_person(actor=actor_of(request), person=person, details=form.details)
        except RuleRefused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Saved."))
            return redirect("portal:dancer", party.key, public_id)
    today = timezone.localdate()
    shown = {"form": form, "person": person, "row": roster.roster_rows([person], today)[0]}
    section = "roster" if party.academy else "details"
    return render(request, "portal/dancer.html", party_context(party, section, **shown))


@form_methods
@for_party
def end_membership(request: HttpRequest, party: Party, public_id: str) -> HttpResponse:
    """Ask, then take the dancer off the roster; past entries and results stay."""
    if party.academy is None:
        raise Http404
    person = dancer_or_404(party, public_id)
    if request.method == "POST":
        try:
            roster_acts.end_membership(
                actor=actor_of(request), user=user_of(request), academy=party.academy, person=person
            )
        except RuleRefused as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("%(name)s is off the roster.") % {"name": person.full_name})
        return redirect("portal:roster", party.key)
    return render(request, "portal/dancer_leave.html", party_context(party, "roster", person=person))


def dancer_or_404(party: Party, public_id: str) -> Person:
    """Return the party's dancer; another's is not found."""
    person = roster.find_dancer(party, public_id)
    if person is None:
        raise Http404
    return person


def _asks_about_doubles(party: Party, form: DancerForm) -> bool:
    """Whether the form must be shown again with the question whether this is the same person."""
    if form.cleaned_data["add_anyway"] or party.academy is None:
        return False
    details = form.details
    doubles = roster.likely_doubles(party.academy, details.given_name, details.family_name, details.birth_date)
    if doubles:
        form.ask_about(doubles)
    return bool(doubles)
