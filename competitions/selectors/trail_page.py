"""The trail of a festival as its owner and scrutineer read it: who did what to which thing, when, why and from which device.

Values that are somebody's person lie in a side table, so that they can be erased; the list never loads them.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page
from django.utils.translation import gettext as _

from audit.models import AuditEntry
from audit.selectors import trail
from audit.selectors.trail import Wanted
from competitions.models import JudgeAppointment
from competitions.selectors.public import paging
from dancers.models import User
from events.models import Festival

PER_PAGE = 50
Actor = tuple[str, str]


@dataclass(frozen=True, slots=True)
class TrailRow:
    """One act. `values` are its ids and values as (name, text)."""

    pk: int
    at: datetime
    who: str
    actor: str
    action: str
    subject_kind: str
    subject_id: str
    reason: str
    device: str
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class TrailPage:
    """One page of the list, and what the filters offer."""

    page: Page[AuditEntry]
    rows: tuple[TrailRow, ...]


@dataclass(frozen=True, slots=True)
class Choices:
    """What the filters offer: only what has happened at the festival."""

    actors: tuple[tuple[str, str], ...]
    actions: tuple[tuple[str, str], ...]
    kinds: tuple[tuple[str, str], ...]


def choices(festival: Festival) -> Choices:
    """Return what the filters offer; four queries."""
    actors = trail.actors_of(festival.pk)
    names = _names(actors)
    done = trail.actions_of(festival.pk)
    return Choices(
        actors=tuple(sorted(((key_of(actor), names[actor]) for actor in actors), key=lambda pair: pair[1])),
        actions=tuple((action, action) for action in sorted({action for action, _kind in done})),
        kinds=tuple((kind, kind) for kind in sorted({kind for _action, kind in done})),
    )


def page(festival: Festival, wanted: Wanted, number: str) -> TrailPage:
    """Return one page of the festival's trail; four queries."""
    found = paging.page_of(trail.search_entries(festival_id=festival.pk, wanted=wanted), number, PER_PAGE)
    names = _names((row.actor_kind, row.actor_key) for row in found.object_list)
    return TrailPage(found, tuple(_row(row, names) for row in found.object_list))


def find(festival: Festival, pk: int) -> tuple[AuditEntry, TrailRow] | None:
    """Return one entry of the festival with its personal values; None for another festival's."""
    entry = trail.list_entries(festival_id=festival.pk).filter(pk=pk).first()
    if entry is None:
        return None
    return entry, _row(entry, _names([(entry.actor_kind, entry.actor_key)]))


def key_of(actor: Actor) -> str:
    """Return the actor as a filter's value ("user:5")."""
    return ":".join(actor)


def _row(entry: AuditEntry, names: Mapping[Actor, str]) -> TrailRow:
    actor = (entry.actor_kind, entry.actor_key)
    return TrailRow(
        pk=entry.pk,
        at=entry.at,
        who=names[actor],
        actor=key_of(actor),
        action=entry.action,
        subject_kind=entry.subject_kind,
        subject_id=entry.subject_id,
        reason=entry.reason,
        device=entry.device,
        values=tuple((name, _text(value)) for name, value in json.loads(entry.detail_text).items()),
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _names(actors: Iterable[Actor]) -> dict[Actor, str]:
    """What each actor is called: two queries at most. Who is not there any more keeps the number."""
    wanted = set(actors)
    users = User.objects.filter(pk__in=_keys(wanted, "user")).select_related("person")
    judges = JudgeAppointment.objects.filter(pk__in=_keys(wanted, "judge")).select_related("person")
    named = {("user", str(row.pk)): row.person.full_name if row.person else row.email for row in users}
    named |= {("judge", str(row.pk)): _("judge %(name)s") % {"name": row.person.full_name} for row in judges}
    return {actor: named.get(actor) or _kind(*actor) for actor in wanted}


def _keys(actors: Iterable[Actor], kind: str) -> list[int]:
    return [int(key) for one, key in actors if one == kind and key.isdecimal()]


def _kind(kind: str, key: str) -> str:
    return {"user": _("account %(key)s"), "judge": _("judge %(key)s")}.get(kind, _("the system: %(key)s")) % {
        "key": key
    }
