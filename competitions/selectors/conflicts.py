"""Two values for one cell: which conflicts still wait for a human."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet

from competitions.models import Mark, Operation, RoundEntry


def open_conflicts(round_ids: Iterable[int]) -> QuerySet[Operation]:
    """Operations in conflict that nothing on their cell has settled since: the mark there is from an earlier operation.

    A conflict about an entry that has left the round, or in a cell where a ruling says that the judge abstains, is about
    marks that count no more; nobody has to settle it.
    """
    settled = Mark.objects.filter(
        seat=OuterRef("seat"),
        round_entry=OuterRef("round_entry"),
        part=OuterRef("part"),
        criterion=OuterRef("criterion"),
    ).filter(Q(operation__gt=OuterRef("pk")) | Q(abstained_by__isnull=False))
    rows = Operation.objects.filter(
        seat__round__in=list(round_ids),
        outcome=Operation.Outcome.CONFLICT,
        round_entry__status=RoundEntry.Status.DANCING,
    )
    return rows.filter(~Exists(settled)).order_by("pk")
