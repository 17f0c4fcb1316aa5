"""Pages of the tests: declared ones, ones that must not be kept, and one that counts its renderings in the database."""

import time
from datetime import timedelta

from django.conf.urls.i18n import i18n_patterns
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.urls import URLPattern, URLResolver, path
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from config import health
from config.urls import handler500 as handler500
from live import published
from live.models import PageVersion
from live.services import versions
from notifications.services import outbox
from notifications.services.outbox import Recipient


def count_rendering(request: HttpRequest) -> int:
    """Return how often pages of this room were rendered; each test has a room (`/en/<room>/...`) of its own."""
    tag = f"rendered:{request.path.split('/')[2]}"
    with transaction.atomic():
        versions.raise_tags(tag)
        return PageVersion.objects.get(tag=tag).version


def show_page(request: HttpRequest, room: str) -> HttpResponse:
    """A page of 20 KB made from two tags; says how often it was rendered and what it was asked."""
    count = count_rendering(request)
    text = f"rendered {count} page={request.GET.get('page', '')} junk={request.GET.get('junk', '')} " + "сахна " * 2000
    return published.declare(HttpResponse(text), ["competition:7", "person:12"], params=["page"])


def show_slow(request: HttpRequest, room: str) -> HttpResponse:
    time.sleep(0.5)
    return published.declare(show_page(request, room), ["competition:7"])


def show_plain(request: HttpRequest, room: str) -> HttpResponse:
    return HttpResponse(f"rendered {count_rendering(request)}")


def show_cookie(request: HttpRequest, room: str) -> HttpResponse:
    response = show_page(request, room)
    response.set_cookie("x", "y")
    return response


def show_session(request: HttpRequest, room: str) -> HttpResponse:
    request.session.get("anything")
    return show_page(request, room)


def show_missing(request: HttpRequest, room: str) -> HttpResponse:
    return published.declare(HttpResponseNotFound("none"), ["competition:7"])


def show_embargoed(request: HttpRequest, room: str) -> HttpResponse:
    count = count_rendering(request)
    return published.declare(
        HttpResponse(f"rendered {count}"), ["competition:7"], until=timezone.now() + timedelta(seconds=1)
    )


def show_header(request: HttpRequest, room: str) -> HttpResponse:
    return HttpResponse(request.headers.get("X-Forwarded-For", "none"))


@csrf_exempt
def raise_tag(request: HttpRequest) -> HttpResponse:
    versions.raise_tags("competition:7")
    return HttpResponse("raised")


@csrf_exempt
def owe_letter(request: HttpRequest) -> HttpResponse:
    outbox.owe(
        kind="result_released",
        dedupe_key=request.GET["key"],
        recipients=[Recipient("a@example.kz", "en")],
        subject_kind="x",
        subject_id=1,
        payload={"url_path": "/"},
    )
    return HttpResponse("owed")


urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.show_health),
    path("raise/", raise_tag),
    path("owe/", owe_letter),
]
urlpatterns += i18n_patterns(
    path("<slug:room>/page/", show_page),
    path("<slug:room>/slow/", show_slow),
    path("<slug:room>/plain/", show_plain),
    path("<slug:room>/cookie/", show_cookie),
    path("<slug:room>/session/", show_session),
    path("<slug:room>/missing/", show_missing),
    path("<slug:room>/embargoed/", show_embargoed),
    path("<slug:room>/header/", show_header),
)
