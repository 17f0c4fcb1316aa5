"""What the public may see now: competitions that are announced, and of their releases the newest that nothing holds back.

Every public page asks here and nowhere else. A release is held back while it is under embargo, while its ceremony is being
revealed place by place, and once it is taken back; one that was replaced while it was held back never comes out. An unreleased
competition's result and one that does not exist look alike.
"""

from datetime import datetime

from django.db.models import Min, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from competitions.models import Competition, Entry, Release, ReleaseState
from dancers.models import Person
from events.models import PUBLIC_STATUSES, Festival

SHOWN_FESTIVALS = ("published", "finished")


def announced_releases() -> QuerySet[Release]:
    """Return the releases of competitions that anybody may know of, held back or not."""
    known = Release.objects.filter(competition__festival__status__in=SHOWN_FESTIVALS, state__superseded_at__isnull=True)
    return known.exclude(competition__status=Competition.Status.DRAFT)


def current_releases(now: datetime | None = None) -> QuerySet[Release]:
    """Return each competition's newest release that nothing holds back; none for a result that was taken back."""
    at = now or timezone.now()
    free = Q(state__isnull=True) | (
        Q(state__reveal_step__isnull=True) & (Q(state__embargo_until__isnull=True) | Q(state__embargo_until__lte=at))
    )
    out = announced_releases().filter(free)
    newest = out.filter(competition=OuterRef("competition")).order_by("-number").values("pk")[:1]
    standing = out.filter(pk=Subquery(newest)).exclude(kind=Release.Kind.WITHDRAWN)
    return standing.filter(Q(state__isnull=True) | Q(state__retracted_at__isnull=True))


def is_out(release: Release, now: datetime) -> bool:
    """Tell of one release (its state loaded) that neither an embargo nor a ceremony holds it back."""
    state: ReleaseState | None = getattr(release, "state", None)
    if state is None:
        return True
    return state.superseded_at is None and state.reveal_step is None and held_until(release, now) is None


def is_being_revealed(release: Release) -> bool:
    """Tell of one release (its state loaded) that its ceremony has begun and is not over."""
    state: ReleaseState | None = getattr(release, "state", None)
    return state is not None and state.reveal_step is not None and state.revealed_at is not None


def is_retracted(release: Release) -> bool:
    """Tell of one release (its state loaded) that it was taken back."""
    state: ReleaseState | None = getattr(release, "state", None)
    return state is not None and state.retracted_at is not None


def held_until(release: Release, now: datetime) -> datetime | None:
    """Return when the release's embargo lifts; None when none holds it back."""
    state: ReleaseState | None = getattr(release, "state", None)
    if state is None or state.embargo_until is None:
        return None
    return state.embargo_until if state.embargo_until > now else None


def public_festivals() -> QuerySet[Festival]:
    """Return the festivals that have a page."""
    return Festival.objects.filter(status__in=PUBLIC_STATUSES)


def public_entries() -> QuerySet[Entry]:
    """Return the accepted entries of announced competitions: what an entry list may name."""
    return Entry.objects.filter(
        status=Entry.Status.ACCEPTED, competition__festival__status__in=SHOWN_FESTIVALS
    ).exclude(competition__status=Competition.Status.DRAFT)


def public_persons() -> QuerySet[Person]:
    """Return the persons who have a page: they dance, or danced, in an announced competition."""
    dancing = public_entries().filter(members__valid_to__isnull=True).values("members__person_id")
    return Person.objects.current().filter(pk__in=dancing)


def next_change(competition_id: int | None = None) -> datetime | None:
    """Return when the next embargo lifts (of the competition, or of any): a kept page is good until then at most."""
    waiting = ReleaseState.objects.filter(
        embargo_until__gt=timezone.now(), retracted_at__isnull=True, superseded_at__isnull=True
    )
    if competition_id is not None:
        waiting = waiting.filter(release__competition=competition_id)
    soonest: datetime | None = waiting.aggregate(soonest=Min("embargo_until"))["soonest"]
    return soonest
