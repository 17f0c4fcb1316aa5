"""What may be shown of a dancer: the consents of a guardian, or of the grown dancer."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from competitions.forms.portal import ConsentsForm
from competitions.selectors import roster
from competitions.selectors.portal import Party
from competitions.services import roster as roster_acts
from competitions.views.portal.access import actor_of, for_party, user_of
from competitions.views.portal.frame import party_context, posted
from competitions.views.portal.roster import dancer_or_404
from dancers.errors import RuleRefused
from dancers.selectors import ages
from dancers.services.consents import CURRENT_WORDING


@require_http_methods(["GET", "HEAD", "POST"])
@for_party
def edit_consents(request: HttpRequest, party: Party, public_id: str) -> HttpResponse:
    """Tick what is allowed and by whom; taking a tick away withdraws that consent at once."""
    person, today = dancer_or_404(party, public_id), timezone.localdate()
    standing = roster.standing_consents(person, today)
    is_minor = ages.is_minor(person.birth_date, today)
    form = ConsentsForm(posted(request), is_minor=is_minor, given=list(standing))
    if form.is_valid():
        try:
            roster_acts.write_consents(
                actor=actor_of(request), user=user_of(request), person=person, **form.cleaned_data
            )
        except RuleRefused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("The consents of %(name)s are saved.") % {"name": person.full_name})
            return redirect("portal:consents", party.key, public_id)
    shown = {"form": form, "person": person, "is_minor": is_minor, "given": list(standing.values())}
    section = "roster" if party.academy else "details"
    return render(request, "portal/consents.html", party_context(party, section, wording=CURRENT_WORDING, **shown))
