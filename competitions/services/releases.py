"""Publishes a competition's result: previewed, checked in words, released by a second person, corrected by a new number.

A Release is never changed. What stands beside it (embargo, retraction) is in its state. The public reads releases only, so nothing
that the desk does is half seen. Everything that a release means (ranking, prizes, letters, pages) is written in one transaction.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from audit.actors import Actor
from audit.services import trail
from competitions.models import Competition, EntryMember, Release, ReleaseState, Result, Round
from competitions.permissions import desk
from competitions.scoring import sheet_file
from competitions.selectors import rankings
from competitions.selectors.rankings import Stage
from competitions.services import awards, release_checks, result_letters
from competitions.services.release_checks import Check
from dancers.errors import RuleRefused
from dancers.models import User
from live.services import versions
from notifications.models import Notice, NoticeKind
from notifications.services import outbox


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be released now: the ranking, the digest that a release must expect, and the check list in words."""

    ranking: Mapping[str, Any]
    digest: str
    checks: tuple[Check, ...]
    stages: tuple[Stage, ...]
    prepared_by: User | None
    latest: Release | None

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


def preview(competition: Competition) -> Preview:
    """Compile what a release would say now, and check it; writes nothing."""
    stages = rankings.stages_of(competition)
    ranking = rankings.compile_ranking(competition, stages)
    last = stages[-1] if stages else None
    return Preview(
        ranking=ranking,
        digest=rankings.digest_of(ranking, stages),
        checks=tuple(release_checks.check_all(competition, stages, ranking)),
        stages=tuple(stages),
        prepared_by=last.result.tabulated_by if last and last.result else None,
        latest=newest_release(competition),
    )


def publish(
    *,
    actor: Actor,
    user: User,
    competition: Competition,
    expected_digest: str,
    reason: str = "",
    embargo_until: datetime | None = None,
) -> Release:
    """Release what the preview with this digest showed, and return the Release.

    Refused: an open check, a preview that is not what stands now (the sentence says what changed), one person alone where
    two are asked, the same content twice (a second click, two people at once), a correction without a reason.
    """
    desk.require(user, competition.festival, desk.RELEASES)
    with transaction.atomic():
        row = Competition.objects.select_for_update(of=("self",)).select_related("festival").get(pk=competition.pk)
        shown = preview(row)
        _refuse_repeat(shown)
        _refuse_open_checks(shown)
        _refuse_stale(shown, expected_digest)
        rule = _refuse_alone(shown, user)
        if shown.latest is not None and not reason.strip():
            raise RuleRefused(_("A correction needs a reason; the public reads it beside the new result."))
        release = _store(shown, row, user=user, rule=rule, reason=reason.strip(), embargo_until=embargo_until)
        awards.compute(actor=actor, release=release)
        _finish(row)
        if embargo_until is None or embargo_until <= release.at:
            _tell(release, shown.ranking)
        show_release(release, shown.ranking)
        _record(
            actor, "release.published" if release.number == 1 else "release.corrected", release, reason=release.reason
        )
    competition.status = row.status
    return release


def retract(*, actor: Actor, user: User, release: Release, reason: str) -> None:
    """Take a release back: the public reads "under review" until a corrected one is released."""
    desk.require(user, release.competition.festival, desk.RELEASES)
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
    desk.require(user, release.competition.festival, desk.RELEASES)
    now = timezone.now()
    with transaction.atomic():
        state = _lock_state(release)
        if state.embargo_until is None or state.embargo_until <= now:
            raise RuleRefused(
                _("Release %(number)d is public already; to take it back, retract it.") % {"number": release.number}
            )
        state.embargo_until = until
        state.save(update_fields=["embargo_until"])
        _record(actor, "release.embargo_set", release, reason="", until=until.isoformat() if until else None)
        ranking = ranking_of(release)
        if until is None or until <= now:
            _tell(release, ranking)
        show_release(release, ranking)


def tell_due() -> int:
    """Owe the letters of releases whose embargo has passed since; return of how many. Safe to run again and again."""
    due = ReleaseState.objects.filter(embargo_until__lte=timezone.now(), retracted_at__isnull=True)
    told = 0
    for state in due.select_related("release__competition__festival").order_by("pk"):
        if Notice.objects.filter(dedupe_key=_told_key(state.release)).exists():
            continue
        with transaction.atomic():
            _tell(state.release, ranking_of(state.release))
        told += 1
    return told


def newest_release(competition: Competition) -> Release | None:
    """The release with the highest number, whatever its state."""
    rows = Release.objects.filter(competition=competition).select_related("state", "released_by", "prepared_by")
    return rows.order_by("-number", "-pk").first()


def ranking_of(release: Release) -> dict[str, Any]:
    """The ranking that a release holds."""
    return release_checks.read_json(release.ranking_text)


def show_release(release: Release, ranking: Mapping[str, Any]) -> None:
    """Make every public page old that shows this competition, its dancers or their academies."""
    competition = release.competition
    members = EntryMember.objects.filter(entry__in=[row["entry"] for row in ranking["rows"]])
    tags = {"home", f"festival:{competition.festival_id}", f"competition:{competition.pk}"}
    for person, academy in members.values_list("person_id", "entry__academy_id"):
        tags.add(f"person:{person}")
        if academy is not None:
            tags.add(f"academy:{academy}")
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


def _refuse_stale(shown: Preview, expected_digest: str) -> None:
    if expected_digest == shown.digest:
        return
    newest = max(
        (stage for stage in shown.stages if stage.result),
        key=lambda stage: (stage.result.at, stage.result.pk),  # type: ignore[union-attr]  # filtered
    )
    assert newest.result is not None
    raise RuleRefused(
        _(
            "Not released: what you looked at has changed since. %(round)s was tabulated at %(time)s by %(person)s "
            "(result %(number)d). Look at it again, then release."
        )
        % {
            "round": newest.round.title,
            "time": _clock_in(newest.round, newest.result.at),
            "person": _name(newest.result.tabulated_by),
            "number": newest.result.number,
        }
    )


def _refuse_alone(shown: Preview, user: User) -> str:
    """Two people where the final asks for them: who tabulated any of the newest results prepared it."""
    final = shown.final
    assert final is not None
    rule = final.round.release_rule
    if rule == Round.ReleaseRule.TWO and shown.prepared_by is not None and shown.prepared_by.pk == user.pk:
        raise RuleRefused(
            _("You tabulated this result; it waits for a second person to release it. Nothing was released.")
        )
    return rule


def _store(
    shown: Preview, competition: Competition, *, user: User, rule: str, reason: str, embargo_until: datetime | None
) -> Release:
    number = shown.latest.number + 1 if shown.latest else 1
    assert shown.prepared_by is not None
    release = Release.objects.create(
        competition=competition,
        number=number,
        ranking_text=sheet_file.canonical(shown.ranking),
        digest=shown.digest,
        kind=Release.Kind.PUBLISHED if number == 1 else Release.Kind.CORRECTED,
        detail=competition.detail,
        rule=rule,
        reason=reason if number > 1 else "",
        prepared_by=shown.prepared_by,
        released_by=user,
        at=timezone.now(),
    )
    results: list[Result] = [stage.result for stage in shown.stages if stage.result is not None]
    release.results.set(results)
    ReleaseState.objects.create(release=release, embargo_until=embargo_until)
    return release


def _finish(competition: Competition) -> None:
    if competition.status != Competition.Status.FINISHED:
        competition.status, competition.status_at = Competition.Status.FINISHED, timezone.now()
        competition.save(update_fields=["status", "status_at"])


def _tell(release: Release, ranking: Mapping[str, Any]) -> None:
    outbox.owe(
        kind=NoticeKind.RESULT_RELEASED.value,
        dedupe_key=_told_key(release),
        recipients=(),
        subject_kind="release",
        subject_id=release.pk,
        payload={},
    )
    result_letters.tell_release(release, ranking)
    result_letters.tell_awards(release.awards.select_related("prize").order_by("pk"), release.competition)


def _told_key(release: Release) -> str:
    return f"release:{release.pk}:told"


def _lock_state(release: Release) -> ReleaseState:
    return ReleaseState.objects.select_for_update().get(release=release)


def _is_retracted(release: Release) -> bool:
    return release.state.retracted_at is not None


def _name(user: User) -> str:
    return user.person.full_name if user.person is not None else user.email


def _clock(release: Release, at: datetime) -> str:
    return date_format(timezone.localtime(at, release.competition.festival.zone), "H:i")


def _clock_in(round_: Round, at: datetime) -> str:
    return date_format(timezone.localtime(at, round_.competition.festival.zone), "H:i")


def _record(actor: Actor, action: str, release: Release, *, reason: str, **detail: object) -> None:
    trail.record(
        actor=actor,
        action=action,
        subject_kind="release",
        subject_id=release.pk,
        festival_id=release.competition.festival_id,
        reason=reason,
        detail={"number": release.number, "digest": release.digest, "competition": release.competition_id, **detail},
    )
