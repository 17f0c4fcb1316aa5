"""Two values for one cell: which conflicts still wait for a human."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, QuerySet

from competitions.models import Mark, Operation


def open_conflicts(round_ids: Iterable[int]) -> QuerySet[Operation]:
    """Operations in conflict that nothing on their cell has settled since: the mark there is from an earlier operation."""
    settled = Mark.objects.filter(
        seat=OuterRef("seat"),
        round_entry=OuterRef("round_entry"),
        part=OuterRef("part"),
        criterion=OuterRef("criterion"),
        operation__gt=OuterRef("pk"),
    )
    rows = Operation.objects.filter(seat__round__in=list(round_ids), outcome=Operation.Outcome.CONFLICT)
    return rows.filter(~Exists(settled)).order_by("pk")
