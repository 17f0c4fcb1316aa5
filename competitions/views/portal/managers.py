"""Who manages the academy: seen, invited by letter, removed."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from competitions.forms.portal import InviteForm
from competitions.selectors.portal import Party
from competitions.views.portal.access import actor_of, for_party, user_of
from competitions.views.portal.frame import party_context, posted
from dancers.errors import RuleRefused
from dancers.models import Academy
from dancers.services import academies, invitations

form_methods = require_http_methods(["GET", "HEAD", "POST"])


@form_methods
@for_party
def show_managers(request: HttpRequest, party: Party) -> HttpResponse:
    """The managers, open invitations, and a form for another one."""
    academy = _academy_of(party)
    form = InviteForm(posted(request))
    if form.is_valid():
        user, email = user_of(request), form.cleaned_data["email"]
        try:
            invitations.invite_manager(
                actor=actor_of(request), academy=academy, email=email, inviter=user, language=user.language
            )
        except RuleRefused as refusal:
            form.add_error("email", refusal.message)
        else:
            messages.success(request, _("A letter is on its way to %(email)s.") % {"email": email})
            return redirect("portal:managers", party.key)
    shown = {
        "form": form,
        "managers": academy.managers.select_related("user").order_by("pk"),
        "invitations": academy.invitations.filter(
            accepted_at=None, revoked_at=None, expires_at__gt=timezone.now()
        ).order_by("pk"),
    }
    return render(request, "portal/managers.html", party_context(party, "managers", **shown))


@form_methods
@for_party
def remove_manager(request: HttpRequest, party: Party, manager_id: int) -> HttpResponse:
    """Ask, then take the academy out of somebody's hands; the last manager stays."""
    academy = _academy_of(party)
    manager = get_object_or_404(academy.managers.select_related("user"), pk=manager_id)
    if request.method == "POST":
        try:
            academies.remove_manager(actor=actor_of(request), academy=academy, user=manager.user)
        except RuleRefused as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("%(email)s manages the academy no more.") % {"email": manager.user.email})
            if manager.user_id == user_of(request).pk:
                return redirect("portal:home")
        return redirect("portal:managers", party.key)
    return render(request, "portal/manager_remove.html", party_context(party, "managers", manager=manager))


def _academy_of(party: Party) -> Academy:
    if party.academy is None:
        raise Http404
    return party.academy
