"""Headers that every response carries: a Content-Security-Policy without inline code, and no caching of what has a session."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.views.defaults import permission_denied

from dancers.errors import NotAllowed
from live.door import SCOPE_KEY
from live.published import ATTRIBUTE

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'"
)


def security_headers(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Add the policy; an answer that did not say how it may be cached is private and not stored."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.setdefault("Content-Security-Policy", POLICY)
        response.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        response.setdefault("Cache-Control", "private, no-store")
        return response

    return middleware


def publish_declared(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Tell the front door what a view declared of its page. Outermost, so that cookies set by others are seen there."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        scope = request.META.get("asgi.scope")
        if scope is not None and not response.streaming:
            scope[SCOPE_KEY] = getattr(response, ATTRIBUTE, None)
        return response

    return middleware


class AnswerRefusals:
    """Answers a service's NotAllowed that no view caught with 403: a right may be lost between the page and the press."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Return the page of a refusal, or None for any other exception."""
        if isinstance(exception, NotAllowed):
            return permission_denied(request, PermissionDenied(exception.message))
        return None
