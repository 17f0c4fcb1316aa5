"""Results that are released and that the public may not read yet: under embargo, or kept for the ceremony."""

from django.db.models import Q, QuerySet
from django.utils import timezone

from competitions.models import Award, ReleaseState


def held_states() -> QuerySet[ReleaseState]:
    """Return the states of releases that are held back now."""
    standing = ReleaseState.objects.filter(retracted_at__isnull=True, superseded_at__isnull=True)
    return standing.filter(Q(reveal_step__isnull=False) | Q(embargo_until__gt=timezone.now()))


def told_awards(awards: QuerySet[Award]) -> QuerySet[Award]:
    """Keep the awards that give no order away: none of a competition or standing with a result that is held back.

    A correction that is held back has withdrawn awards already, so every award of its subject waits with it.
    """
    held = held_states()
    contests = held.filter(release__competition__isnull=False).values("release__competition")
    standings = held.filter(release__standing__isnull=False).values("release__standing")
    return awards.exclude(prize__competition__in=contests).exclude(prize__standing__in=standings)
