"""What https adds to the pad: a service worker that brings the pad back after a reload without network.

It keeps the pad's shell, which knows nobody, and its static files; never a page with marks, never another page.
"""

import hashlib
import json
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_GET

SHARED = ("css/tokens.css", "css/base.css", "css/judge.css", "img/favicon.svg")
FOLDER = Path(settings.BASE_DIR) / "static"


@require_GET
def show_shell(request: HttpRequest) -> HttpResponse:
    """The pad without a judge: its script shows the page that the device holds for the address."""
    return render(request, "judging/shell.html", {"pad_data": {"shell": True}})


@require_GET
def show_worker(request: HttpRequest) -> HttpResponse:
    """The worker's script, with what it keeps and a version that changes with any of that."""
    own = sorted(
        path.relative_to(FOLDER).as_posix() for kind in ("css", "js") for path in FOLDER.glob(f"{kind}/pad*.*")
    )
    names = [*SHARED, *own]
    # A script imports others by their plain names, a page links them by the names with their digests: both are kept.
    addresses = sorted({static(name) for name in names} | {f"{settings.STATIC_URL}{name}" for name in names})
    kept = {"version": _version(names), "assets": addresses, "shells": _shells()}
    response = render(
        request, "judging/worker.js", {"kept": json.dumps(kept)}, content_type="text/javascript; charset=utf-8"
    )
    response["Service-Worker-Allowed"] = "/"
    response["Cache-Control"] = "no-cache"
    return response


def _version(names: list[str]) -> str:
    digest = hashlib.sha256()
    for name in names:
        digest.update((FOLDER / name).read_bytes())
    return digest.hexdigest()[:16]


def _shells() -> dict[str, str]:
    """The shell's address in each language."""
    found = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            found[code] = reverse("judging:shell")
    return found
