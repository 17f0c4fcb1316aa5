"""What every change of set-up owes: a line in the trail, and the pages that show it made anew."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Model

from audit.actors import Actor
from audit.services import trail
from competitions.models import Competition
from competitions.selectors import festival_scope
from live.services import versions


def record_change(
    *, actor: Actor, what: str, row: Model, fields: Sequence[str] = (), inlines: Sequence[str] = ()
) -> None:
    """Write down that a row was "added", "changed" or "deleted", with the names of its fields (never their values)."""
    festival_id = festival_scope.festival_id_of(row)
    with transaction.atomic():
        trail.record(
            actor=actor,
            action=f"setup.{what}",
            subject_kind=row._meta.model_name or "",
            subject_id=str(row.pk),
            festival_id=festival_id,
            detail={"fields": list(fields), "inlines": list(inlines)},
        )
        versions.raise_tags(*_tags_of(row, festival_id))


def _tags_of(row: Model, festival_id: int | None) -> list[str]:
    tags = ["home"]
    if festival_id is not None:
        tags.append(f"festival:{festival_id}")
    competition_id = row.pk if isinstance(row, Competition) else getattr(row, "competition_id", None)
    if competition_id is not None:
        tags.append(f"competition:{competition_id}")
    return tags
