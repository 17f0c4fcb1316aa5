"""What is released: a competition with its rounds, or a standing above competitions. What differs between them, and no more.

services.releases knows the act (preview, two people, corrections, embargo, taking back); a scope knows its own content.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.utils import timezone

from audit.actors import Actor
from competitions.models import Competition, EntryMember, Release, Result
from competitions.selectors import rankings
from competitions.selectors.rankings import Stage
from competitions.services import awards, release_checks, result_letters
from competitions.services.release_checks import Check


@dataclass(frozen=True, slots=True)
class Source:
    """One stored Result that a release stands on, and what it is the result of."""

    title: str
    result: Result


@dataclass(frozen=True, slots=True)
class Draft:
    """What a scope would release now. `rule` is empty where nothing can be released yet."""

    ranking: Mapping[str, Any]
    digest: str
    checks: tuple[Check, ...]
    sources: tuple[Source, ...]
    rule: str
    prepared: Result | None
    stages: tuple[Stage, ...] = ()


class Scope(Protocol):
    """A competition or a standing, as services.releases needs it."""

    def lock(self) -> "Scope":
        """The same thing, its row locked until the transaction ends."""

    def draft(self) -> Draft:
        """What would be released now, checked; writes nothing."""

    def new_release(self) -> Release:
        """A Release of this thing at its published detail, not saved."""

    def award(self, *, actor: Actor, release: Release) -> None:
        """Give the prizes that the release wins."""

    def finish(self) -> None:
        """Note that there is a result."""

    def tell(self, release: Release, ranking: Mapping[str, Any]) -> None:
        """Owe the letters about the release."""

    def tags(self, ranking: Mapping[str, Any]) -> set[str]:
        """Of which public things this is told, beside its festival."""


@dataclass(frozen=True, slots=True)
class CompetitionScope:
    """A competition: the newest Result of every round."""

    competition: Competition

    def lock(self) -> "CompetitionScope":
        rows = Competition.objects.select_for_update(of=("self",)).select_related("festival")
        return CompetitionScope(rows.get(pk=self.competition.pk))

    def draft(self) -> Draft:
        stages = rankings.stages_of(self.competition)
        ranking = rankings.compile_ranking(self.competition, stages)
        return Draft(
            ranking=ranking,
            digest=rankings.digest_of(ranking, stages),
            checks=tuple(release_checks.check_all(self.competition, stages, ranking)),
            sources=tuple(Source(stage.round.title, stage.result) for stage in stages if stage.result is not None),
            rule=stages[-1].round.release_rule if stages else "",
            prepared=stages[-1].result if stages else None,
            stages=tuple(stages),
        )

    def new_release(self) -> Release:
        return Release(competition=self.competition, detail=self.competition.detail)

    def award(self, *, actor: Actor, release: Release) -> None:
        awards.compute(actor=actor, release=release)

    def finish(self) -> None:
        competition = self.competition
        if competition.status != Competition.Status.FINISHED:
            competition.status, competition.status_at = Competition.Status.FINISHED, timezone.now()
            competition.save(update_fields=["status", "status_at"])

    def tell(self, release: Release, ranking: Mapping[str, Any]) -> None:
        result_letters.tell_release(release, ranking)
        result_letters.tell_awards(release.awards.select_related("prize").order_by("pk"), release.subject)

    def tags(self, ranking: Mapping[str, Any]) -> set[str]:
        return {f"competition:{self.competition.pk}", *dancer_tags([row["entry"] for row in ranking["rows"]])}


def dancer_tags(entry_ids: Sequence[int]) -> set[str]:
    """The dancers of these entries and the academies that they danced for."""
    found: set[str] = set()
    members = EntryMember.objects.filter(entry__in=entry_ids)
    for person, academy in members.values_list("person_id", "entry__academy_id"):
        found.add(f"person:{person}")
        if academy is not None:
            found.add(f"academy:{academy}")
    return found
