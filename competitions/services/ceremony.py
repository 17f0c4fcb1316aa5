"""The ceremony: a release is revealed from the last place up, step by step, by the one who holds the remote.

What is revealed cannot be unsaid; the last step can be taken off the screens again after a mis-press, and the trail says so.
The release comes out at the end: only then pages, files and letters tell the whole of it.
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.actors import Actor
from audit.services import trail
from competitions.models import Release, ReleaseState
from competitions.permissions import desk
from competitions.selectors import ceremonies
from competitions.selectors.ceremonies import RevealStep
from competitions.services import release_holds, releases
from dancers.errors import RuleRefused
from dancers.models import User
from live.services import versions

# When every place is revealed and nobody ends the ceremony, it ends by itself: the letters must not wait for ever.
FORGOTTEN = timedelta(minutes=10)


def begin(*, actor: Actor, user: User, release: Release) -> None:
    """Put the ceremony on the screens with no place revealed. An hour that held the release back is lifted by it.

    Refused: a release that is public, taken back or replaced, one with nothing to reveal, a ceremony that has begun.
    """
    desk.require(user, release.contest.festival, desk.REVEALS)
    with transaction.atomic():
        state = _lock(release)
        _refuse_gone(state)
        if state.reveal_step is not None and state.revealed_at is not None:
            raise RuleRefused(_("The ceremony has begun already."))
        if release_holds.is_public(state):
            raise RuleRefused(_("Release %(number)d is public already.") % {"number": release.number})
        release_holds.refuse_ceremony(release.contest, releases.ranking_of(release), None)
        state.embargo_until, state.reveal_step, state.revealed_at = None, 0, timezone.now()
        state.save(update_fields=["embargo_until", "reveal_step", "revealed_at"])
        _record(actor, "ceremony.begun", release, shown=0)
        _show_step(release)


def reveal_next(*, actor: Actor, user: User, release: Release, expected: int) -> None:
    """Reveal the next place. `expected` is how many the remote showed as revealed: the same press again changes nothing."""
    _move(actor, user, release, expected, to_podium=False)


def reveal_to_podium(*, actor: Actor, user: User, release: Release, expected: int) -> None:
    """Reveal every place below the podium with one press."""
    _move(actor, user, release, expected, to_podium=True)


def hide_last(*, actor: Actor, user: User, release: Release, expected: int) -> None:
    """Take the last revealed place off the screens again after a mis-press. Who saw it has seen it; the trail keeps it."""
    desk.require(user, release.contest.festival, desk.REVEALS)
    with transaction.atomic():
        state, steps = _lock_running(release, expected)
        if expected == 0:
            raise RuleRefused(_("No place is revealed yet."))
        state.reveal_step, state.revealed_at = expected - 1, timezone.now()
        state.save(update_fields=["reveal_step", "revealed_at"])
        _record(actor, "ceremony.hidden", release, shown=expected - 1, step=steps[expected - 1])
        _show_step(release)


def end(*, actor: Actor, user: User, release: Release) -> None:
    """Reveal all that is left: the release comes out, whole, and the letters go. Works before the first step too."""
    desk.require(user, release.contest.festival, desk.REVEALS)
    with transaction.atomic():
        state = _lock(release)
        _refuse_gone(state)
        if state.reveal_step is None:
            raise RuleRefused(_("The ceremony has not begun, or it is over."))
        _end(actor, release, state)


def end_forgotten() -> int:
    """End the ceremonies whose last place was revealed a while ago; return of how many. Safe to run again and again."""
    waiting = ReleaseState.objects.filter(
        reveal_step__gt=0,
        revealed_at__lte=timezone.now() - FORGOTTEN,
        retracted_at__isnull=True,
        superseded_at__isnull=True,
    )
    ended = 0
    for row in waiting.select_related("release__competition__festival").order_by("pk"):
        with transaction.atomic():
            state = _lock(row.release)
            if state.revealed_at == row.revealed_at and state.reveal_step == len(ceremonies.steps_of(row.release)):
                _end(Actor.system("ceremony"), row.release, state)
                ended += 1
    return ended


def _move(actor: Actor, user: User, release: Release, expected: int, *, to_podium: bool) -> None:
    desk.require(user, release.contest.festival, desk.REVEALS)
    with transaction.atomic():
        state, steps = _lock_running(release, expected)
        target = ceremonies.steps_before_podium(steps) if to_podium else expected + 1
        if expected >= len(steps):
            raise RuleRefused(_("Every place is revealed; end the ceremony to publish the whole result."))
        if target <= expected:
            raise RuleRefused(_("The places below the podium are revealed already."))
        state.reveal_step, state.revealed_at = target, timezone.now()
        state.save(update_fields=["reveal_step", "revealed_at"])
        _record(actor, "ceremony.revealed", release, shown=target, step=steps[target - 1])
        _show_step(release)


def _lock_running(release: Release, expected: int) -> tuple[ReleaseState, tuple[RevealStep, ...]]:
    """The state, held, and the steps. Refused: no ceremony under way, or another press that came first."""
    state = _lock(release)
    _refuse_gone(state)
    if state.reveal_step is None or state.revealed_at is None:
        raise RuleRefused(_("The ceremony has not begun, or it is over."))
    if state.reveal_step != expected:
        raise RuleRefused(_("Somebody pressed before you; look at what is on the screen now. Nothing was changed."))
    return state, ceremonies.steps_of(release)


def _lock(release: Release) -> ReleaseState:
    return ReleaseState.objects.select_for_update().get(release=release)


def _refuse_gone(state: ReleaseState) -> None:
    if state.retracted_at is not None:
        raise RuleRefused(_("This result was taken back; nothing of it can be revealed."))
    if state.superseded_at is not None:
        raise RuleRefused(_("A newer release has taken the place of this one."))


def _end(actor: Actor, release: Release, state: ReleaseState) -> None:
    """The release comes out: letters, pages, everything."""
    shown = state.reveal_step or 0
    state.reveal_step, state.revealed_at = None, timezone.now()
    state.save(update_fields=["reveal_step", "revealed_at"])
    ranking = releases.ranking_of(release)
    releases.tell(release, ranking)
    _record(actor, "ceremony.ended", release, shown=shown)
    releases.show_release(release, ranking)
    _show_step(release)


def _show_step(release: Release) -> None:
    """Make the result's page and the big screen anew; nothing else may know of a step."""
    versions.raise_tags(f"competition:{release.contest.pk}", f"screen:{release.contest.festival_id}")


def _record(actor: Actor, action: str, release: Release, *, shown: int, step: RevealStep | None = None) -> None:
    trail.record(
        actor=actor,
        action=action,
        subject_kind="release",
        subject_id=release.pk,
        festival_id=release.contest.festival_id,
        detail={
            "number": release.number,
            "competition": release.contest.pk,
            "revealed": shown,
            "place": step.place_from if step else None,
        },
    )
