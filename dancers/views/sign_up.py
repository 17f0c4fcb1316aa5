"""Signing up, verifying the address, and saying what one is here for."""

from typing import Any

from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from audit.actors import Actor
from dancers.errors import RuleRefused
from dancers.forms.accounts import KnownPasswordForm, SignUpForm
from dancers.forms.people import AcademyForm, PersonForm
from dancers.models import User
from dancers.services import academies, accounts, people, tokens
from dancers.services import sign_in as sign_in_service
from dancers.views import visitor


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
            return redirect(f"{reverse('accounts:set_up')}?as={request.GET.get('as', '')[:10]}")
    return render(request, "accounts/verify_email.html", {"form": form, "email": user.email})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def set_up(request: HttpRequest) -> HttpResponse:
    """Ask for the academy to look after, or for the own dancer's record."""
    user = request.user
    assert isinstance(user, User)
    wants = (
        request.GET.get("as")
        if request.GET.get("as") in (SignUpForm.ACADEMY, SignUpForm.DANCER)
        else SignUpForm.ACADEMY
    )
    form = AcademyForm(request.POST or None) if wants == SignUpForm.ACADEMY else PersonForm(request.POST or None)
    if form.is_valid():
        try:
            _save_set_up(user, form)
        except RuleRefused as refusal:
            form.add_error(None, refusal.message)
        else:
            return redirect("accounts:home")
    return render(request, "accounts/set_up.html", {"form": form, "wants": wants})


def _save_set_up(user: User, form: AcademyForm | PersonForm) -> None:
    actor = Actor.user(user.pk)
    if isinstance(form, PersonForm):
        people.add_own_record(actor=actor, user=user, details=form.details())
    else:
        data: dict[str, Any] = form.cleaned_data
        academies.found_academy(actor=actor, manager=user, **data)


def _refused(request: HttpRequest, refusal: RuleRefused) -> HttpResponse:
    return render(request, "accounts/link_refused.html", {"message": refusal.message}, status=410)
