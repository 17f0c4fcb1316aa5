"""The first page of a new installation: whoever sits at the machine itself makes the owner's account, once."""

from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from audit.actors import Actor
from dancers.errors import RuleRefused
from dancers.forms.accounts import FirstOwnerForm
from dancers.models import User
from dancers.services import accounts
from dancers.views import visitor


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def first_run(request: HttpRequest) -> HttpResponse:
    """Make the owner's account; there is no such page over a network, and none once anybody has an account."""
    if not visitor.is_on_this_machine(request) or User.objects.exists():
        raise Http404
    form = FirstOwnerForm(request.POST or None)
    if form.is_valid():
        data = form.cleaned_data
        try:
            owner = accounts.make_owner(
                actor=Actor.system("first-run"),
                email=data["email"],
                password=data["password"],
                language=get_language() or "en",
                only_first=True,
            )
        except RuleRefused as refusal:
            form.add_error(None, refusal.message)
        else:
            login(request, owner)
            return redirect("accounts:home")
    return render(request, "accounts/first_run.html", {"form": form})
