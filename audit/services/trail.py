"""Writes the trail. Every service calls `record` inside its own transaction, so an act and its entry stand or fall together."""

import json
from collections.abc import Mapping

from django.utils import timezone

from audit.actors import Actor
from audit.models import AuditEntry, AuditPersonalDetail


def record(
    *,
    actor: Actor,
    action: str,
    subject_kind: str,
    subject_id: int | str,
    festival_id: int | None = None,
    reason: str = "",
    device: str = "",
    detail: Mapping[str, object] | None = None,
    personal: tuple[str, str] | None = None,
) -> AuditEntry:
    """Insert one entry and return it.

    `detail` holds ids and values that are nobody's person (a float is a TypeError: no float anywhere); `personal` is
    (before, after) and goes to the side table, which can be erased. `device` is cut to the length of its column.
    """
    entry = AuditEntry.objects.create(
        at=timezone.now(),
        actor_kind=actor.kind,
        actor_key=actor.key,
        action=action,
        subject_kind=subject_kind,
        subject_id=str(subject_id),
        festival_key=festival_id,
        reason=reason,
        device=device[:80],
        detail_text=_canonical(detail or {}),
    )
    if personal is not None:
        AuditPersonalDetail.objects.create(entry=entry, before_text=personal[0], after_text=personal[1])
    return entry


def erase_personal_detail(*, subject_kind: str, subject_id: int | str) -> int:
    """Blank the personal values of every entry about one thing; the entries stay. Return how many were blanked."""
    return AuditPersonalDetail.objects.filter(
        entry__subject_kind=subject_kind, entry__subject_id=str(subject_id)
    ).update(before_text="", after_text="")


def _canonical(detail: Mapping[str, object]) -> str:
    _refuse_floats(detail)
    return json.dumps(detail, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def _refuse_floats(value: object) -> None:
    if isinstance(value, float):
        raise TypeError("The trail holds no floats: write an integer or a text.")
    if isinstance(value, Mapping):
        for inner in value.values():
            _refuse_floats(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            _refuse_floats(inner)
