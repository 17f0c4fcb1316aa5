"""The prizes that the public reads beside a released result: those of that release, whatever a newer one that is held back changed.

A correction under embargo has given its prizes already and withdrawn the others; on the pages the old ones stand until it is out.
"""

from collections.abc import Mapping

from django.db.models import OuterRef, Q, Subquery

from competitions.models import Award, Release

Status = Award.Status


def by_entry(shown: Mapping[int, int]) -> dict[int, tuple[Award, ...]]:
    """Return the awards of each entry; `shown` says which release of each competition the public reads. One query."""
    in_force = Release.objects.filter(competition=OuterRef("prize__competition"), at__lte=OuterRef("status_at"))
    rows = (
        Award.objects.filter(prize__competition__in=shown, entry__isnull=False)
        .filter(Q(status=Status.AWARDED) | Q(status=Status.WITHDRAWN, release__isnull=False))
        .annotate(changed_by=Subquery(in_force.order_by("-number").values("number")[:1]))
        .select_related("prize", "release", "replaced_by")
    )
    found: dict[int, tuple[Award, ...]] = {}
    for award in rows.order_by("place", "pk"):
        if award.entry_id is not None and _stands(award, shown[award.prize.competition_id or 0], award.changed_by):
            found[award.entry_id] = (*found.get(award.entry_id, ()), award)
    return found


def _stands(award: Award, shown: int, changed_by: int | None) -> bool:
    """Whether the award belongs to what the release with the number `shown` says."""
    if award.release is not None and award.release.number > shown:
        return False
    if award.status == Status.AWARDED:
        return True
    return changed_by is not None and changed_by > shown and not _was_withheld(award)


def _was_withheld(award: Award) -> bool:
    """A prize that the jury held back is held back in its replacement too, so it was not on the page before."""
    after: Award | None = getattr(award, "replaced_by", None)
    return after is not None and after.status == Status.WITHHELD and after.entry_id == award.entry_id
