"""A forgotten password, a new one, and the language of the account."""

from django.contrib import messages
from django.contrib.auth import login, update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from dancers.errors import RuleRefused
from dancers.forms.accounts import AddressForm, ChangePasswordForm, NewPasswordForm
from dancers.models import User
from dancers.services import accounts, tokens
from dancers.views import visitor


@require_http_methods(["GET", "HEAD", "POST"])
def forgot_password(request: HttpRequest) -> HttpResponse:
    """Ask for the address; the answer is the same whether it has an account or not."""
    form = AddressForm(request.POST or None)
    if form.is_valid():
        accounts.ask_for_password_letter(email=form.cleaned_data["email"])
        return redirect("accounts:letter_sent")
    return render(request, "accounts/forgot_password.html", {"form": form})


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def set_password(request: HttpRequest, token: str) -> HttpResponse:
    """Set the password that a letter allows, and sign in."""
    try:
        user = tokens.read_reset_token(token)
    except RuleRefused as refusal:
        return render(request, "accounts/link_refused.html", {"message": refusal.message}, status=410)
    form = NewPasswordForm(request.POST or None)
    if form.is_valid():
        try:
            user = accounts.set_password_by_letter(token=token, password=form.cleaned_data["password"])
        except RuleRefused as refusal:
            form.add_error("password", refusal.message)
        else:
            login(request, user)
            return visitor.send_on(request, user)
    return render(request, "accounts/set_password.html", {"form": form, "email": user.email})


@sensitive_post_parameters("old", "password")
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change_password(request: HttpRequest) -> HttpResponse:
    """Change the password; other sessions of the account end, this one goes on."""
    user = request.user
    assert isinstance(user, User)
    form = ChangePasswordForm(request.POST or None)
    if form.is_valid():
        try:
            accounts.change_password(user=user, old=form.cleaned_data["old"], new=form.cleaned_data["password"])
        except RuleRefused as refusal:
            form.add_error(None, refusal.message)
        else:
            update_session_auth_hash(request, user)
            messages.success(request, _("The new password holds from now on."))
            return redirect("accounts:home")
    return render(request, "accounts/change_password.html", {"form": form})


@login_required
@require_POST
def change_language(request: HttpRequest) -> HttpResponse:
    """Change the language of letters, and go on in it."""
    user = request.user
    assert isinstance(user, User)
    accounts.change_language(user=user, language=request.POST.get("language", ""))
    return visitor.send_on(request, user)
