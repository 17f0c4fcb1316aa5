"""The door of the desk: which festival, may this person, and how a refusal is said."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from audit.actors import Actor
from competitions.permissions import desk
from dancers.errors import NotAllowed, RuleRefused
from dancers.models import User
from events.models import Festival

P = ParamSpec("P")
StaffView = Callable[Concatenate[HttpRequest, Festival, P], HttpResponse]


def for_staff(allowed: frozenset[str]) -> Callable[[StaffView[P]], Callable[..., HttpResponse]]:
    """Open the view for these roles of the festival named by `slug`.

    Who does not work there finds nothing (404), so that nobody learns what a festival holds; who works there in another role is
    told so (403).
    """

    def decorate(view: StaffView[P]) -> Callable[..., HttpResponse]:
        @login_required
        @wraps(view)
        def inner(request: HttpRequest, slug: str, *args: Any, **kwargs: Any) -> HttpResponse:
            festival = Festival.objects.filter(slug=slug).first()
            roles = desk.roles_at(request.user, festival) if festival else frozenset()
            if festival is None or not roles:
                raise Http404
            if not roles & allowed:
                raise PermissionDenied
            try:
                return view(request, festival, *args, **kwargs)
            except NotAllowed as refusal:
                raise PermissionDenied(refusal.message) from refusal

        return inner

    return decorate


def user_of(request: HttpRequest) -> User:
    """The signed-in user; the door let nobody else in."""
    assert isinstance(request.user, User)
    return request.user


def actor_of(request: HttpRequest) -> Actor:
    """Who acts, for the trail."""
    return Actor.user(user_of(request).pk)


def form_status(form: Form) -> int:
    """A form that was refused is shown again as 422: kept as typed, nothing written."""
    return 422 if form.is_bound and form.errors else 200


def who(request: HttpRequest) -> dict[str, Any]:
    """The actor and the user, as every service takes them."""
    return {"actor": actor_of(request), "user": user_of(request)}


def carry_out(request: HttpRequest, act: Callable[[], object], *, done: str, back: str) -> HttpResponse:
    """Call one service; say that it is done, or what was refused, on the page to go back to."""
    try:
        act()
    except RuleRefused as refusal:
        messages.error(request, refusal.message)
    else:
        if done:
            messages.success(request, done)
    return redirect(back)
