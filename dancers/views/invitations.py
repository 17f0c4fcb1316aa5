"""Accepting an invitation: with the account that is signed in, or with a new one for the address of the letter.

The festival's invitations are accepted in the same way, by events.views.invitations.
"""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from dancers.errors import RuleRefused
from dancers.forms.accounts import NewPasswordForm
from dancers.models import TimedInvitation, User
from dancers.services import invitations


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def accept_invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Accept an invitation to manage an academy."""
    try:
        invitation = invitations.find_invitation(secret)
    except RuleRefused as refusal:
        return refuse_invitation(request, refusal)
    heading = _("You are asked to look after %(academy)s") % {"academy": invitation.academy.name}
    return answer_invitation(
        request,
        invitation,
        heading,
        lambda password, language: invitations.accept_with_new_account(
            secret=secret, password=password, language=language
        ),
        lambda user: invitations.accept_invitation(secret=secret, user=user),
    )


def answer_invitation(
    request: HttpRequest,
    invitation: TimedInvitation,
    heading: str,
    accept_new: Callable[[str, str], User],
    accept: Callable[[User], object],
) -> HttpResponse:
    """Show what is asked, and accept it when the button is pressed; a stranger to the house chooses a password first."""
    user = request.user if isinstance(request.user, User) else None
    form = None if user else NewPasswordForm(request.POST or None)
    message = ""
    try:
        if user is not None and request.method == "POST":
            accept(user)
            messages.success(request, _("The invitation is accepted."))
            return redirect("accounts:home")
        if form is not None and form.is_valid():
            login(request, accept_new(form.cleaned_data["password"], get_language() or "en"))
            return redirect("accounts:home")
    except RuleRefused as refusal:
        message = refusal.message
    context = {"form": form, "heading": heading, "invitation": invitation, "message": message}
    return render(request, "accounts/accept_invitation.html", context)


def refuse_invitation(request: HttpRequest, refusal: RuleRefused) -> HttpResponse:
    """Say why the link opens nothing."""
    return render(request, "accounts/link_refused.html", {"message": refusal.message}, status=410)
