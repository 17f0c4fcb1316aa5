"""A standing as something that is released: its newest Result, the check list before it, whom it concerns."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audit.actors import Actor
from competitions.models import Release, Result, Standing
from competitions.scoring import sheet_file
from competitions.selectors import numbers, standing_documents, standing_rankings
from competitions.selectors.standing_documents import Member
from competitions.services import awards, release_checks, result_letters, standings, tabulation
from competitions.services.release_checks import Check
from competitions.services.release_scope import Draft, Source, dancer_tags


@dataclass(frozen=True, slots=True)
class StandingScope:
    """A standing: one Result, computed from its competitions' releases."""

    standing: Standing

    def lock(self) -> "StandingScope":
        rows = Standing.objects.select_for_update(of=("self",)).select_related("festival", "series")
        return StandingScope(rows.get(pk=self.standing.pk))

    def draft(self) -> Draft:
        members = standing_documents.members_of(self.standing)
        result = standing_rankings.newest_result(self.standing)
        ranking = standing_rankings.compile_ranking(self.standing, result)
        return Draft(
            ranking=ranking,
            digest=standing_rankings.digest_of(ranking, result),
            checks=tuple(_checks(self.standing, members, result, ranking)),
            sources=(Source(self.standing.title, result),) if result is not None else (),
            rule=self.standing.release_rule,
            prepared=result,
        )

    def new_release(self) -> Release:
        detail = standing_documents.detail_of(standing_documents.members_of(self.standing))
        return Release(standing=self.standing, detail=detail)

    def award(self, *, actor: Actor, release: Release) -> None:
        awards.compute(actor=actor, release=release)

    def finish(self) -> None:
        standing = self.standing
        if standing.status != Standing.Status.FINISHED:
            standing.status, standing.status_at = Standing.Status.FINISHED, timezone.now()
            standing.save(update_fields=["status", "status_at"])

    def tell(self, release: Release, ranking: Mapping[str, Any]) -> None:
        result_letters.tell_release(release, ranking)
        result_letters.tell_academies(release, ranking)
        result_letters.tell_awards(release.awards.select_related("prize").order_by("pk"), self.standing)

    def tags(self, ranking: Mapping[str, Any]) -> set[str]:
        rows = ranking["rows"]
        academies = {f"academy:{row['academy']}" for row in rows if row["academy"] is not None}
        entries = [entry for row in rows for entry in row["entries"]]
        return {f"standing:{self.standing.pk}", *academies, *dancer_tags(entries)}


def _checks(
    standing: Standing, members: Sequence[Member], result: Result | None, ranking: Mapping[str, Any]
) -> Iterator[Check]:
    """Every check of a standing, its competitions first."""
    if not members:
        yield Check("open", _("“%(standing)s” counts no competition yet.") % {"standing": standing.title})
        return
    held = [member.hold for member in members if member.hold]
    yield from (Check("open", words) for words in held)
    if not held:
        words = ngettext("%(count)d competition is published", "%(count)d competitions are published", len(members))
        yield Check("done", words % {"count": len(members)})
    if result is None:
        yield Check("open", _("The standing was not tabulated."))
        return
    if not standings.is_current(standing, members):
        yield Check(
            "open",
            _("A result or a ruling that this standing counts has changed since it was tabulated; tabulate it again."),
        )
    outcome = standing_rankings.outcome_of(result)
    for group, tied in outcome.get("tied_at_line", {}).items():
        yield Check("open", _say_tie(standing, group, tied))
    for group in outcome.get("left_out", ()):
        yield Check(
            "told",
            _("%(group)s has too few entries; nobody is honoured there")
            % {"group": standing_rankings.group_title(standing, group)},
        )
    placed = len(ranking["rows"])
    words = ngettext("%(count)d placed", "%(count)d placed", placed) % {"count": placed}
    yield Check("done" if placed else "told", words)
    yield from release_checks.check_money(standing, ranking)
    yield _check_digest(standing, result)


def _say_tie(standing: Standing, group: str, tied: Sequence[str]) -> str:
    """Who is level at the line: the jury decides by a casting vote."""
    entries = [int(key) for key in tied]
    labels = numbers.labels_for(entries)
    names = ", ".join(_("No. %(number)s") % {"number": labels.get(entry, "–")} for entry in entries)
    return _("%(group)s: %(names)s are level; the jury decides.") % {
        "group": standing_rankings.group_title(standing, group) or standing.title,
        "names": names,
    }


def _check_digest(standing: Standing, result: Result) -> Check:
    if tabulation.recompute(result) != result.outcome_text or sheet_file.digest(result.sheets_text) != result.digest:
        return Check(
            "open", _("%(round)s gives another outcome when it is computed again.") % {"round": standing.title}
        )
    return Check(
        "done", _("Recomputed, the same digest %(digest)s") % {"digest": f"{result.digest[:4]} {result.digest[4:8]}"}
    )
