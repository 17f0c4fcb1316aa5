"""The numbers on the backs."""

from collections.abc import Iterable

from django.db.models import F, Q

from competitions.models import Entry, NumberAssignment, Operation


def labels_for(entries: Iterable[Entry | int]) -> dict[int, str]:
    """Return the valid number of each entry by its id; one query, and no key for an entry without a number."""
    ids = [entry if isinstance(entry, int) else entry.pk for entry in entries]
    valid = NumberAssignment.objects.filter(entry_id__in=ids, valid_to__isnull=True)
    return {entry_id: label for entry_id, label in valid.values_list("entry_id", "label") if entry_id is not None}


def has_marks(entry: Entry) -> bool:
    """Whether a judge has ever touched a cell of this entry; a mark that was cleared again counts too."""
    return Operation.objects.filter(round_entry__source_rows__entry=entry).exists()


def marked_labels(festival_id: int, number_series: str) -> set[str]:
    """Return the numbers of the series under which somebody has been marked: they are never given to another.

    A number that was taken off before the first mark is free again.
    """
    given = NumberAssignment.objects.filter(festival_id=festival_id, number_series=number_series)
    marked = given.filter(
        Q(valid_to__isnull=True) | Q(entry__source_rows__round_entry__operations__received_at__lt=F("valid_to")),
        entry__source_rows__round_entry__operations__isnull=False,
    )
    return set(marked.values_list("label", flat=True))
