"""The festivals one works at, and the wall of one of them."""

from hashlib import sha256
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from competitions.models import Competition
from competitions.permissions import desk as rights
from competitions.permissions.judging import LINK_ROLES
from competitions.permissions.registration import REGISTRARS
from competitions.selectors import desk, standing_board
from competitions.services import formats
from competitions.views.desk.access import carry_out, for_staff, user_of, who
from events.models import Festival

KEYS = [
    {"key": "n", "label": gettext_lazy("next that needs a person")},
    {"key": "j", "label": gettext_lazy("down")},
    {"key": "k", "label": gettext_lazy("up")},
    {"key": "Enter", "label": gettext_lazy("open the round")},
    {"key": "g", "label": gettext_lazy("go to a number")},
    {"key": "r", "label": gettext_lazy("release")},
    {"key": "c", "label": gettext_lazy("answer a judge’s call")},
    {"key": "?", "label": gettext_lazy("all keys")},
]


@require_safe
@login_required
def show_festivals(request: HttpRequest) -> HttpResponse:
    """The festivals at which the user works."""
    return render(request, "desk/festivals.html", {"festivals": desk.festivals_of(user_of(request))})


@require_safe
@for_staff(rights.SEES_WALL)
def show_wall(request: HttpRequest, festival: Festival) -> HttpResponse:
    """The wall, with the festival's competitions beside it."""
    competitions = Competition.objects.filter(festival=festival).annotate(round_count=Count("rounds"))
    context = {
        **wall_context(request, festival),
        "competitions": competitions.select_related("format").order_by("position", "pk"),
        "can_set_up": rights.may(request.user, festival, rights.SETS_UP),
        "standings": standing_board.read_standings(festival),
    }
    return render(request, "desk/wall.html", context)


@require_safe
@for_staff(rights.SEES_WALL)
def show_wall_part(request: HttpRequest, festival: Festival) -> HttpResponse:
    """The wall alone, for pages that are open; nothing (204) while it is what the page has already."""
    current = request.GET.get("round", "")
    context = wall_context(request, festival, current_round=int(current) if current.isdecimal() else 0)
    if request.GET.get("seen") == context["wall_version"]:
        return HttpResponse(status=204)
    response = render(request, "desk/parts/wall_live.html", context)
    response["ETag"] = f'"{context["wall_version"]}"'
    return response


def wall_context(request: HttpRequest, festival: Festival, *, current_round: int = 0) -> dict[str, Any]:
    """What every page of the desk shows: the festival, the wall, what needs a person, and what this person may."""
    wall = desk.read_wall(festival)
    roles = rights.roles_at(request.user, festival)
    return {
        "festival": festival,
        "now": timezone.localtime(timezone.now(), festival.zone),
        "wall": wall,
        "wall_version": wall_version(wall),
        "current_round": current_round,
        "can_see_marks": bool(roles & rights.SEES_MARKS),
        "can_release": bool(roles & rights.RELEASES),
        "can_run": bool(roles & rights.RUNS_ROUNDS),
        "can_decide": bool(roles & rights.DECIDES),
        "can_handle_prizes": bool(roles & (rights.DECIDES_PRIZES | rights.PAYS)),
        "can_register": bool(roles & REGISTRARS),
        "can_read_trail": bool(roles & rights.READS_TRAIL),
        "can_reveal": bool(roles & rights.REVEALS),
        "can_print_cards": bool(roles & LINK_ROLES),
        "keys": KEYS,
    }


@require_POST
@for_staff(rights.SETS_UP)
def create_rounds(request: HttpRequest, festival: Festival, competition_id: int) -> HttpResponse:
    """Make a competition's rounds from its format."""
    competition = get_object_or_404(Competition, pk=competition_id, festival=festival)
    return carry_out(
        request,
        lambda: formats.create_rounds(**who(request), competition=competition),
        done=_("The rounds of %(competition)s were made.") % {"competition": competition.title},
        back=reverse("desk:wall", args=[festival.slug]),
    )


def wall_version(wall: desk.Wall) -> str:
    """Changes whenever the wall would look different."""
    shown = [(group.title, [(row.time, row.title, row.note, row.seats) for row in group.rows]) for group in wall.groups]
    return sha256(repr((shown, wall.counts, wall.needs)).encode()).hexdigest()[:16]
