"""The admin's navigation: by idea (meet, contest, people, prizes, background), with how many rows the festival has."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Count, F, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from competitions.admin import scope
from competitions.selectors import festival_scope
from events.models import Festival

IDEAS: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (
        _("Meet"),
        (
            "events.festival",
            "events.festivalseries",
            "events.section",
            "events.stage",
            "events.session",
            "events.programmeitem",
            "events.performance",
            "events.staffrole",
            "events.staffinvitation",
        ),
    ),
    (
        _("Contest"),
        (
            "competitions.competition",
            "competitions.standing",
            "competitions.participation",
            "competitions.entry",
            "competitions.numberassignment",
            "competitions.round",
            "competitions.judgeappointment",
            "competitions.panelseat",
            "competitions.ruling",
            "competitions.format",
            "competitions.ruleset",
        ),
    ),
    (
        _("People"),
        ("dancers.dancer", "dancers.person", "dancers.academy", "dancers.troupe", "dancers.dancestyle", "dancers.user"),
    ),
    (_("Prizes"), ("competitions.prize", "competitions.award", "competitions.payout")),
    (
        _("Background"),
        (
            "competitions.scoresheet",
            "competitions.result",
            "competitions.release",
            "audit.auditentry",
            "notifications.notice",
            "notifications.delivery",
        ),
    ),
)
COUNTED = (
    "competitions.competition",
    "competitions.participation",
    "competitions.entry",
    "competitions.round",
    "competitions.judgeappointment",
    "competitions.ruling",
    "competitions.prize",
    "competitions.award",
)


@dataclass(frozen=True)
class Place:
    """One line of the navigation."""

    name: str
    url: str
    count: int | None
    is_here: bool


@dataclass(frozen=True)
class Group:
    """One idea with its lines."""

    name: str
    places: tuple[Place, ...]


def groups(request: HttpRequest, available_apps: Iterable[Mapping[str, Any]]) -> tuple[Group, ...]:
    """Return what the user may open, by idea; one query for all the numbers, and only when a festival is chosen."""
    listed = {
        f"{app['app_label']}.{entry['object_name'].lower()}": entry for app in available_apps for entry in app["models"]
    }
    chosen = scope.of(request).chosen
    counts = _counts(chosen, [label for label in COUNTED if label in listed]) if chosen is not None else {}
    found = (
        Group(
            str(name), tuple(_place(request, listed[label], counts.get(label)) for label in labels if label in listed)
        )
        for name, labels in IDEAS
    )
    return tuple(group for group in found if group.places)


def here(found: tuple[Group, ...]) -> dict[str, str]:
    """Return the idea and the address of the list that is open; nothing on pages of rows that are opened from others."""
    for group in found:
        for place in group.places:
            if place.is_here:
                return {"idea": group.name, "url": place.url}
    return {}


def _place(request: HttpRequest, entry: Mapping[str, Any], count: int | None) -> Place:
    url = entry["admin_url"] or reverse("admin:index")
    return Place(str(entry["name"]), url, count, request.path.startswith(url) and url != reverse("admin:index"))


def _counts(festival_id: int, labels: list[str]) -> dict[str, int]:
    if not labels:
        return {}
    columns = {}
    for label in labels:
        path = festival_scope.PATHS[label][0]
        rows = apps.get_model(label)._default_manager.filter(**{path: OuterRef("pk")}).order_by()
        counted = rows.annotate(whose=F(path)).values("whose").annotate(total=Count("pk")).values("total")
        columns[label.replace(".", "_")] = Coalesce(Subquery(counted), 0)
    row: Mapping[str, Any] = Festival.objects.filter(pk=festival_id).values(**columns).first() or {}
    return {label: int(row.get(label.replace(".", "_"), 0)) for label in labels}
