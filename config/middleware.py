"""Headers that every response carries: a Content-Security-Policy without inline code, and no caching of what has a session."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

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
