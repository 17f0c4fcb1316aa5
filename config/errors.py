"""Pages for what went wrong: each says what happened and what to do next, and shows no internals."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

RETRY_AFTER_SECONDS = "5"


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was too old or came from elsewhere: ask to load the page again; nothing was written.

    A device that speaks JSON is answered in JSON.
    """
    if request.content_type == "application/json":
        message = _("The page is too old: load it again. Nothing was stored.")
        return JsonResponse({"error": "csrf", "message": message}, status=403)
    return render(request, "errors/stale_form.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """A database that does not answer is 503 with Retry-After (nothing was written); anything else is 500.

    Django calls this while the exception is being handled. No request context: its processors may be what failed.
    """
    is_busy = isinstance(sys.exc_info()[1], OperationalError | InterfaceError)
    status = 503 if is_busy else 500
    language = get_language() or "en"
    page = render_to_string(
        "errors/server_error.html", {"is_busy": is_busy, "language": language, "home": f"/{language}/"}
    )
    response = HttpResponse(page, status=status)
    response["Cache-Control"] = "no-store"
    if is_busy:
        response["Retry-After"] = RETRY_AFTER_SECONDS
    return response
