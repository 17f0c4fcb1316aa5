"""An academy's own page of details, and the page on which a new one is added."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from competitions.forms.portal import AcademyForm
from competitions.selectors.portal import Party, party_of_academy
from competitions.views.portal.access import actor_of, for_party, known_user, user_of
from competitions.views.portal.frame import party_context, posted
from dancers.errors import RuleRefused
from dancers.services import academies

form_methods = require_http_methods(["GET", "HEAD", "POST"])


@form_methods
@known_user
def add_academy(request: HttpRequest) -> HttpResponse:
    """Found an academy; whoever does so manages it."""
    form = AcademyForm(posted(request))
    if form.is_valid():
        try:
            academy = academies.found_academy(actor=actor_of(request), manager=user_of(request), **form.cleaned_data)
        except RuleRefused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("%(name)s is added. Now add your dancers.") % {"name": academy.name})
            return redirect("portal:party", party_of_academy(academy).key)
    return render(request, "portal/academy_add.html", {"form": form})


@form_methods
@for_party
def edit_academy(request: HttpRequest, party: Party) -> HttpResponse:
    """Name, place and public page of the academy."""
    if party.academy is None:
        raise Http404
    form = AcademyForm(posted(request), academy=party.academy)
    if form.is_valid():
        try:
            academies.edit_academy(actor=actor_of(request), academy=party.academy, **form.cleaned_data)
        except RuleRefused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Saved."))
            return redirect("portal:academy", party.key)
    return render(request, "portal/academy.html", party_context(party, "details", form=form))
