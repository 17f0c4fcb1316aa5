"""Accepting an invitation to work at a festival."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from dancers.errors import RuleRefused
from dancers.views.invitations import answer_invitation, refuse_invitation
from events.services import invitations


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def accept_staff_invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Accept an invitation to a role at a festival."""
    try:
        invitation = invitations.find_invitation(secret)
    except RuleRefused as refusal:
        return refuse_invitation(request, refusal)
    heading = _("You are asked to work at %(festival)s as %(role)s") % {
        "festival": invitation.festival.title,
        "role": invitation.get_role_display(),
    }
    return answer_invitation(
        request,
        invitation,
        heading,
        lambda password, language: invitations.accept_with_new_account(
            secret=secret, password=password, language=language
        ),
        lambda user: invitations.accept_invitation(secret=secret, user=user),
    )
