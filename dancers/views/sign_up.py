"""Signing up and verifying the address."""

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from dancers.errors import RuleRefused
from dancers.forms.accounts import KnownPasswordForm, SignUpForm
from dancers.services import accounts, tokens
from dancers.services import sign_in as sign_in_service
from dancers.views import visitor

# Where somebody goes first, by what they said at sign-up that they want; the pages belong to the portal.
FIRST_PAGES = {SignUpForm.ACADEMY: "portal:academy_add", SignUpForm.DANCER: "portal:own_record"}


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_up(request: HttpRequest) -> HttpResponse:
    """Ask for an address and a password; the answer is the same whether the address has an account or not."""
    form = SignUpForm(request.POST or None)
    if form.is_valid():
        data = form.cleaned_data
        try:
            accounts.sign_up(
                email=data["email"], password=data["password"], language=get_language() or "", wants=data["wants"]
            )
        except RuleRefused as refusal:
            form.add_error("password", refusal.message)
        else:
            return redirect("accounts:letter_sent")
    return render(request, "accounts/sign_up.html", {"form": form})


@require_safe
def letter_sent(request: HttpRequest) -> HttpResponse:
    """Say that a letter is on its way."""
    return render(request, "accounts/letter_sent.html")


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def verify_email(request: HttpRequest, token: str) -> HttpResponse:
    """Verify the address of a letter. Opening the link changes nothing (mail scanners open links too), and the password
    is asked: who signed up with a stranger's address does not get in by the stranger's click."""
    try:
        user = tokens.read_verify_token(token)
    except RuleRefused as refusal:
        return _refused(request, refusal)
    form = KnownPasswordForm(request.POST or None)
    if form.is_valid():
        try:
            sign_in_service.check_known_password(
                user=user, password=form.cleaned_data["password"], network_address=visitor.network_address(request)
            )
            login(request, accounts.verify_email(token=token))
        except RuleRefused as refusal:
            form.add_error(None, refusal.message)
        else:
            return redirect(FIRST_PAGES.get(request.GET.get("as", ""), "accounts:home"))
    return render(request, "accounts/verify_email.html", {"form": form, "email": user.email})


def _refused(request: HttpRequest, refusal: RuleRefused) -> HttpResponse:
    return render(request, "accounts/link_refused.html", {"message": refusal.message}, status=410)
