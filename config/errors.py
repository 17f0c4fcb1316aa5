"""Pages for what went wrong: each says what happened and what to do next, and shows no internals."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was too old or came from elsewhere: ask to load the page again; nothing was written."""
    return render(request, "errors/stale_form.html", status=403)
