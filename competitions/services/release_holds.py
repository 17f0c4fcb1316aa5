"""What holds a release back from the public, and what becomes of a held one when a newer is released."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from competitions.models import Competition, Release, ReleaseState, Standing
from competitions.selectors import ceremonies
from dancers.errors import RuleRefused

Subject = Competition | Standing


def hold(release: Release, embargo_until: datetime | None, *, for_ceremony: bool) -> ReleaseState:
    """Write down what holds a new release back: an hour, the ceremony, or nothing."""
    step = 0 if for_ceremony else None
    return ReleaseState.objects.create(release=release, embargo_until=embargo_until, reveal_step=step)


def is_public(state: ReleaseState) -> bool:
    """Whether nothing holds the release back any more."""
    is_waiting = state.embargo_until is not None and state.embargo_until > timezone.now()
    return state.reveal_step is None and not is_waiting


def refuse_ceremony(subject: Subject, ranking: Mapping[str, Any], embargo_until: datetime | None) -> None:
    """Refuse a ceremony with nothing to reveal, one that an hour would end, and one whose end the public has seen."""
    if embargo_until is not None:
        raise RuleRefused(_("Choose one: an hour, or the ceremony. Nothing was released."))
    if not isinstance(subject, Competition):
        raise RuleRefused(_("Only the result of a competition is revealed place by place."))
    if subject.detail == "names":
        raise RuleRefused(_("Only names are published of this competition; there is no order to reveal."))
    if not ceremonies.steps_in(ranking):
        raise RuleRefused(_("Nobody has a place; there is nothing to reveal."))
    if _came_out(subject):
        raise RuleRefused(_("The public knows a result of this competition already; a correction has no ceremony."))


def supersede_held(subject: Subject) -> None:
    """Note of releases that are still held back that the public never reads them: a newer one takes their place."""
    now = timezone.now()
    _states(subject).filter(Q(reveal_step__isnull=False) | Q(embargo_until__gt=now)).update(superseded_at=now)


def _came_out(subject: Subject) -> bool:
    """Whether the public could ever read one of the releases to the end."""
    free = Q(embargo_until__isnull=True) | Q(embargo_until__lte=timezone.now())
    return _states(subject).filter(free, reveal_step__isnull=True).exists()


def _states(subject: Subject) -> QuerySet[ReleaseState]:
    return ReleaseState.objects.filter(release__in=subject.releases.all(), superseded_at__isnull=True)
