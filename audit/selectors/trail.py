"""What the viewers of the trail need: entries of a festival, of one thing, of one actor."""

from django.db.models import QuerySet

from audit.models import AuditEntry


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
