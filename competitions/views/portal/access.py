"""Opens every page of the portal: signed in, verified, and only for one's own academy or oneself; all else is not found."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from audit.actors import Actor
from competitions.selectors import portal
from competitions.selectors.portal import Party
from dancers.models import User
from dancers.permissions import is_known

P = ParamSpec("P")


def known_user(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let in who is signed in and has confirmed the e-mail address; say kindly what is missing."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not is_known(request.user):
            messages.warning(request, _("Please confirm your e-mail address first: open the link in our letter."))
            return redirect("accounts:home")
        return view(request, *args, **kwargs)

    return login_required(guarded)


def for_party(view: Callable[Concatenate[HttpRequest, Party, P], HttpResponse]) -> Callable[..., HttpResponse]:
    """Hand the view the party that the address names. Another's party is not found, as if it did not exist."""

    @wraps(view)
    def guarded(request: HttpRequest, party: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        found = portal.find_party(request.user, party)
        if found is None:
            raise Http404
        return view(request, found, *args, **kwargs)

    return known_user(guarded)


def user_of(request: HttpRequest) -> User:
    """Return the signed-in user; the guards above have made sure that there is one."""
    assert isinstance(request.user, User)
    return request.user


def actor_of(request: HttpRequest) -> Actor:
    """Return the user as the one who acts, for the trail."""
    user = user_of(request)
    return Actor.user(user.pk, user.email)
