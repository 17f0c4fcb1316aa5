"""Publishes a competition's result or a standing: previewed, checked in words, released by a second person, corrected by a new number.

A Release is never changed. What stands beside it (embargo, retraction) is in its state. The public reads releases only, so nothing
that the desk does is half seen. Everything that a release means (ranking, prizes, letters, pages) is written in one transaction.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from audit.actors import Actor
from audit.services import trail
from competitions.models import Competition, Release, ReleaseState, Result, Round, Standing
from competitions.permissions import desk
from competitions.scoring import sheet_file
from competitions.selectors.rankings import Stage
from competitions.services import release_checks, release_holds
from competitions.services.release_checks import Check
from competitions.services.release_scope import CompetitionScope, Draft, Scope, Source
from competitions.services.standing_scope import StandingScope
from dancers.errors import RuleRefused
from dancers.models import User
from live.services import versions
from notifications.models import Notice, NoticeKind
from notifications.services import outbox

Subject = Competition | Standing


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be released now: the ranking, the digest that a release must expect, and the check list in words."""

    ranking: Mapping[str, Any]
    digest: str
    checks: tuple[Check, ...]
    stages: tuple[Stage, ...]
    sources: tuple[Source, ...]
    rule: str
    prepared: Result | None
    latest: Release | None

    @property
    def prepared_by(self) -> User | None:
        """Who tabulated the last Result; one of the two people."""
        return self.prepared.tabulated_by if self.prepared is not None else None

    @property
    def is_ready(self) -> bool:
        """Whether no check stands in the way."""
        return not any(check.is_open for check in self.checks)

    @property
    def is_released(self) -> bool:
        """Whether exactly this is what the newest release says."""
        return self.latest is not None and self.latest.digest == self.digest and not _is_retracted(self.latest)

    @property
    def final(self) -> Stage | None:
        """The last round of the competition, whose rule says how it is released."""
        return self.stages[-1] if self.stages else None


def preview(subject: Subject) -> Preview:
    """Compile what a release of a competition or standing would say now, and check it; writes nothing."""
    return _with_latest(scope_of(subject).draft(), newest_release(subject))


def scope_of(subject: Subject) -> Scope:
    """The scope of what is released."""
    return StandingScope(subject) if isinstance(subject, Standing) else CompetitionScope(subject)


def _with_latest(draft: Draft, latest: Release | None) -> Preview:
    return Preview(
        ranking=draft.ranking,
        digest=draft.digest,
        checks=draft.checks,
        stages=draft.stages,
        sources=draft.sources,
        rule=draft.rule,
        prepared=draft.prepared,
        latest=latest,
    )


def publish(
    *,
    actor: Actor,
    user: User,
    competition: Competition,
    expected_digest: str,
    reason: str = "",
    embargo_until: datetime | None = None,
    for_ceremony: bool = False,
) -> Release:
    """Release a competition's result; see `publish_subject`."""
    return publish_subject(
        actor=actor,
        user=user,
        subject=competition,
        expected_digest=expected_digest,
        reason=reason,
        embargo_until=embargo_until,
        for_ceremony=for_ceremony,
    )


def publish_subject(
    *,
    actor: Actor,
    user: User,
    subject: Subject,
    expected_digest: str,
    reason: str = "",
    embargo_until: datetime | None = None,
    for_ceremony: bool = False,
) -> Release:
    """Release what the preview of a competition or standing with this digest showed, and return the Release.

    With `for_ceremony` the public waits until the announcer reveals it place by place (services.ceremony).
    Refused: an open check, a preview that is not what stands now (the sentence says what changed), one person alone where
    two are asked, the same content twice (a second click, two people at once), a correction without a reason; a ceremony
    that has nothing to reveal, or that an hour would end as well.
    """
    desk.require(user, subject.festival, desk.RELEASES)
    with transaction.atomic():
        scope = scope_of(subject).lock()
        shown = _with_latest(scope.draft(), newest_release(subject))
        _refuse_repeat(shown)
        _refuse_open_checks(shown)
        _refuse_stale(shown, expected_digest, subject.festival.zone)
        rule = _refuse_alone(shown, user)
        if shown.latest is not None and not reason.strip():
            raise RuleRefused(_("A correction needs a reason; the public reads it beside the new result."))
        if for_ceremony:
            release_holds.refuse_ceremony(subject, shown.ranking, embargo_until)
        release_holds.supersede_held(subject)
        release = _store(shown, scope, user=user, rule=rule, reason=reason.strip())
        release_holds.hold(release, embargo_until, for_ceremony=for_ceremony)
        scope.award(actor=actor, release=release)
        scope.finish()
        if release_holds.is_public(release.state):
            tell(release, shown.ranking)
        show_release(release, shown.ranking)
        _record_release(actor, release)
    subject.refresh_from_db(fields=["status", "status_at"])
    return release


def retract(*, actor: Actor, user: User, release: Release, reason: str) -> None:
    """Take a release back: the public reads "under review" until a corrected one is released."""
    desk.require(user, release.festival, desk.RELEASES)
    if not reason.strip():
        raise RuleRefused(_("Say why the result is taken back."))
    with transaction.atomic():
        state = _lock_state(release)
        if state.retracted_at is not None:
            raise RuleRefused(_("Release %(number)d was taken back already.") % {"number": release.number})
        state.retracted_at = timezone.now()
        state.save(update_fields=["retracted_at"])
        _record(actor, "release.retracted", release, reason=reason.strip())
        show_release(release, ranking_of(release))


def set_embargo(*, actor: Actor, user: User, release: Release, until: datetime | None) -> None:
    """Move or lift the hour at which the public may read a release. Refused once it is public."""
    desk.require(user, release.festival, desk.RELEASES)
    now = timezone.now()
    with transaction.atomic():
        state = _lock_state(release)
        if state.superseded_at is not None:
            raise RuleRefused(_("A newer release has taken the place of this one."))
        if state.reveal_step is not None:
            raise RuleRefused(_("This result waits for its ceremony; reveal it there."))
        if state.embargo_until is None or state.embargo_until <= now:
            raise RuleRefused(
                _("Release %(number)d is public already; to take it back, retract it.") % {"number": release.number}
            )
        state.embargo_until = until
        state.save(update_fields=["embargo_until"])
        _record(actor, "release.embargo_set", release, reason="", until=until.isoformat() if until else None)
        ranking = ranking_of(release)
        if until is None or until <= now:
            tell(release, ranking)
        show_release(release, ranking)


def tell_due() -> int:
    """Owe the letters of releases whose embargo has passed since; return of how many. Safe to run again and again."""
    due = ReleaseState.objects.filter(
        embargo_until__lte=timezone.now(), retracted_at__isnull=True, superseded_at__isnull=True
    )
    told = 0
    for state in due.select_related("release__competition__festival", "release__standing__festival").order_by("pk"):
        if Notice.objects.filter(dedupe_key=_told_key(state.release)).exists():
            continue
        with transaction.atomic():
            tell(state.release, ranking_of(state.release))
        told += 1
    return told


def newest_release(subject: Subject) -> Release | None:
    """The release of a competition or standing with the highest number, whatever its state."""
    rows = subject.releases.select_related("state", "released_by", "prepared_by")
    return rows.order_by("-number", "-pk").first()


def ranking_of(release: Release) -> dict[str, Any]:
    """The ranking that a release holds."""
    return release_checks.read_json(release.ranking_text)


def show_release(release: Release, ranking: Mapping[str, Any]) -> None:
    """Make every public page old that shows this result, its dancers or their academies."""
    tags = {"home", f"festival:{release.festival.pk}", *scope_of(release.subject).tags(ranking)}
    versions.raise_tags(*sorted(tags))


def _refuse_repeat(shown: Preview) -> None:
    if shown.is_released and shown.latest is not None:
        raise RuleRefused(
            _("This is released already: number %(number)d, by %(person)s at %(time)s. Nothing was released twice.")
            % {
                "number": shown.latest.number,
                "person": _name(shown.latest.released_by),
                "time": _clock(shown.latest, shown.latest.at),
            }
        )


def _refuse_open_checks(shown: Preview) -> None:
    open_checks = [check.words for check in shown.checks if check.is_open]
    if open_checks:
        raise RuleRefused(_("Not released: %(checks)s") % {"checks": " ".join(open_checks)})


def _refuse_stale(shown: Preview, expected_digest: str, zone: ZoneInfo) -> None:
    if expected_digest == shown.digest:
        return
    newest = max(shown.sources, key=lambda source: (source.result.at, source.result.pk))
    raise RuleRefused(
        _(
            "Not released: what you looked at has changed since. %(round)s was tabulated at %(time)s by %(person)s "
            "(result %(number)d). Look at it again, then release."
        )
        % {
            "round": newest.title,
            "time": _clock_in(zone, newest.result.at),
            "person": _name(newest.result.tabulated_by),
            "number": newest.result.number,
        }
    )


def _refuse_alone(shown: Preview, user: User) -> str:
    """Two people where the rule asks for them: who tabulated the last of the results prepared it."""
    rule = shown.rule
    if rule == Round.ReleaseRule.TWO and shown.prepared_by is not None and shown.prepared_by.pk == user.pk:
        raise RuleRefused(
            _("You tabulated this result; it waits for a second person to release it. Nothing was released.")
        )
    return rule


def _store(shown: Preview, scope: Scope, *, user: User, rule: str, reason: str) -> Release:
    number = shown.latest.number + 1 if shown.latest else 1
    assert shown.prepared_by is not None
    release = scope.new_release()
    release.number = number
    release.ranking_text = sheet_file.canonical(shown.ranking)
    release.digest = shown.digest
    release.kind = Release.Kind.PUBLISHED if number == 1 else Release.Kind.CORRECTED
    release.rule = rule
    release.reason = reason if number > 1 else ""
    release.prepared_by = shown.prepared_by
    release.released_by = user
    release.at = timezone.now()
    release.save(force_insert=True)
    release.results.set([source.result for source in shown.sources])
    return release


def tell(release: Release, ranking: Mapping[str, Any]) -> None:
    """Owe the letters about a release that has come out; called in the transaction that brings it out, once a release."""
    outbox.owe(
        kind=NoticeKind.RESULT_RELEASED.value,
        dedupe_key=_told_key(release),
        recipients=(),
        subject_kind="release",
        subject_id=release.pk,
        payload={},
    )
    scope_of(release.subject).tell(release, ranking)


def _told_key(release: Release) -> str:
    return f"release:{release.pk}:told"


def _lock_state(release: Release) -> ReleaseState:
    return ReleaseState.objects.select_for_update().get(release=release)


def _is_retracted(release: Release) -> bool:
    return release.state.retracted_at is not None


def _name(user: User) -> str:
    return user.person.full_name if user.person is not None else user.email


def _clock(release: Release, at: datetime) -> str:
    return date_format(timezone.localtime(at, release.festival.zone), "H:i")


def _clock_in(zone: ZoneInfo, at: datetime) -> str:
    return date_format(timezone.localtime(at, zone), "H:i")


def _record_release(actor: Actor, release: Release) -> None:
    """By which rule it went out, who tabulated it, and what holds it back from the public."""
    action = "release.published" if release.number == 1 else "release.corrected"
    state = release.state
    _record(
        actor,
        action,
        release,
        reason=release.reason,
        rule=release.rule,
        prepared_by=release.prepared_by_id,
        until=state.embargo_until.isoformat() if state.embargo_until else None,
        for_ceremony=state.reveal_step is not None,
    )


def _record(actor: Actor, action: str, release: Release, *, reason: str, **detail: object) -> None:
    trail.record(
        actor=actor,
        action=action,
        subject_kind="release",
        subject_id=release.pk,
        festival_id=release.festival.pk,
        reason=reason,
        detail={
            "number": release.number,
            "digest": release.digest,
            **(
                {"competition": release.competition_id} if release.competition_id else {"standing": release.standing_id}
            ),
            **detail,
        },
    )
