"""What the viewers of the trail need: entries of a festival, of one thing, of one actor, in a time, with a word in them."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from audit.models import AuditEntry


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a viewer asks for; an empty field narrows nothing. `actor` is (kind, key)."""

    actor: tuple[str, str] | None = None
    action: str = ""
    subject_kind: str = ""
    subject_id: str = ""
    since: datetime | None = None
    until: datetime | None = None
    text: str = ""


def list_entries(
    *, festival_id: int | None = None, subject: tuple[str, int | str] | None = None, action_prefix: str = ""
) -> QuerySet[AuditEntry]:
    """Return entries, newest first, with their personal values loaded; each argument narrows the list."""
    entries = AuditEntry.objects.select_related("personal").order_by("-id")
    if festival_id is not None:
        entries = entries.filter(festival_key=festival_id)
    if subject is not None:
        entries = entries.filter(subject_kind=subject[0], subject_id=str(subject[1]))
    if action_prefix:
        entries = entries.filter(action__startswith=action_prefix)
    return entries


def search_entries(*, festival_id: int, wanted: Wanted) -> QuerySet[AuditEntry]:
    """Return a festival's entries that fit, newest first, without their personal values: those are read one by one."""
    entries = AuditEntry.objects.filter(festival_key=festival_id).order_by("-id")
    if wanted.actor is not None:
        entries = entries.filter(actor_kind=wanted.actor[0], actor_key=wanted.actor[1])
    fixed = {"action": wanted.action, "subject_kind": wanted.subject_kind, "subject_id": wanted.subject_id}
    entries = entries.filter(**{name: value for name, value in fixed.items() if value})
    if wanted.since is not None:
        entries = entries.filter(at__gte=wanted.since)
    if wanted.until is not None:
        entries = entries.filter(at__lte=wanted.until)
    return entries.filter(_holds(wanted.text)) if wanted.text else entries


def actors_of(festival_id: int) -> list[tuple[str, str]]:
    """Return who has acted at the festival, as (kind, key)."""
    rows = AuditEntry.objects.filter(festival_key=festival_id).order_by()
    return sorted(rows.values_list("actor_kind", "actor_key").distinct())


def actions_of(festival_id: int) -> list[tuple[str, str]]:
    """Return what was done to which kinds of things at the festival, as (action, kind of thing)."""
    rows = AuditEntry.objects.filter(festival_key=festival_id).order_by()
    return sorted(rows.values_list("action", "subject_kind").distinct())


def _holds(text: str) -> Q:
    """The word in the reason, the values or the device; SQLite folds the case of Latin letters alone, so three spellings."""
    found = Q()
    for spelling in {text, text.lower(), text.capitalize()}:
        found |= Q(reason__icontains=spelling) | Q(detail_text__icontains=spelling) | Q(device__icontains=spelling)
    return found
