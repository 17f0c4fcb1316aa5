"""Signing in and out."""

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from dancers.errors import RuleRefused
from dancers.forms.accounts import SignInForm
from dancers.models import User
from dancers.selectors import demo
from dancers.services import sign_in as service
from dancers.views import visitor


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for e-mail and password; the session's id changes when they are right."""
    if isinstance(request.user, User):
        return visitor.send_on(request, request.user, request.GET.get("next", ""))
    form = SignInForm(request.POST or None, initial={"next": request.GET.get("next", "")})
    if form.is_valid():
        data = form.cleaned_data
        try:
            user = service.check_sign_in(
                email=data["email"], password=data["password"], network_address=visitor.network_address(request)
            )
        except RuleRefused as refusal:
            form.add_error(None, refusal.message)
        else:
            login(request, user)
            return visitor.send_on(request, user, data["next"])
    return render(request, "accounts/sign_in.html", {"form": form, **_for_this_machine(request)})


def _for_this_machine(request: HttpRequest) -> dict[str, object]:
    """What only somebody who sits at the machine is offered: the demo's people, and the first account."""
    if not visitor.is_on_this_machine(request):
        return {"demo_people": [], "is_first_run": False}
    return {"demo_people": demo.demo_sign_ins(), "is_first_run": not User.objects.exists()}


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session, on the server too."""
    logout(request)
    return redirect(settings.LOGOUT_REDIRECT_URL)
