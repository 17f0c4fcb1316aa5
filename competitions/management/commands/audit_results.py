"""Recomputes every stored Result (of rounds and of standings) from its own sheets and reports each that comes out otherwise."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from competitions.models import Release, Result, StandingMember
from competitions.scoring import checks, sheet_file
from competitions.selectors import rankings, standing_documents
from competitions.services import tabulation


class Command(BaseCommand):
    """`manage.py audit_results`; the exit code is 1 when something differs."""

    help = "Recompute every stored result from its sheets, and check the digest of every release."

    def handle(self, *args: Any, **options: Any) -> None:
        """Go through all results and releases; say what differs, and raise CommandError when anything does."""
        results = differing = 0
        for result in Result.objects.order_by("pk").iterator():
            results += 1
            fault = _fault_of(result)
            if fault:
                differing += 1
                self.stderr.write(f"Result {result.pk} ({_whose(result)}, number {result.number}): {fault}")
        releases = _wrong_releases()
        for release in releases:
            whose = (
                f"standing {release.standing_id}" if release.standing_id else f"competition {release.competition_id}"
            )
            self.stderr.write(f"Release {release.pk} ({whose}): the digest is not its content's")
        misfits = _misfits()
        for member in misfits:
            self.stderr.write(
                f"Standing {member.standing_id}: competition {member.competition_id} is not its own to count"
            )
        if differing or releases or misfits:
            raise CommandError(
                f"{differing} of {results} results differ, {len(releases)} releases differ, "
                f"{len(misfits)} competitions are in a standing that is not theirs."
            )
        self.stdout.write(f"{results} result{'' if results == 1 else 's'} recomputed, all as stored.")


def _whose(result: Result) -> str:
    return f"standing {result.standing_id}" if result.standing_id else f"round {result.round_id}"


def _fault_of(result: Result) -> str:
    if sheet_file.digest(result.sheets_text) != result.digest:
        return "the digest is not that of its sheets"
    try:
        outcome = tabulation.recompute(result)
    except checks.SheetRefused as error:
        return f"its sheets are refused: {error.message}"
    return "" if outcome == result.outcome_text else "the sheets give another outcome"


def _wrong_releases() -> list[Release]:
    """Releases whose digest is not that of their ranking and results."""
    wrong = []
    for release in Release.objects.prefetch_related("results").order_by("pk").iterator(chunk_size=100):
        results = {_key(result): result.digest for result in release.results.all()}
        if rankings.digest_of_parts(release.ranking_text, results) != release.digest:
            wrong.append(release)
    return wrong


def _key(result: Result) -> str:
    """The key of a Result's digest in its release's own digest."""
    return f"standing:{result.standing_id}" if result.standing_id else str(result.round_id)


def _misfits() -> list[StandingMember]:
    """Competitions counted by a standing of another festival, section or series: no constraint can hold that."""
    members = StandingMember.objects.select_related("standing__series", "competition__festival").order_by("pk")
    return [row for row in members if not standing_documents.is_in_scope(row.standing, row.competition)]
