"""Recomputes every stored Result (of rounds and of standings) from its own sheets and reports each that comes out otherwise.

Checks beside it what no constraint can hold: digests of releases, numbers without a gap, marks that are those of their last
operation, standings that count their own competitions.
"""

from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Count, F, Max

from competitions.models import Mark, Operation, Release, Result, StandingMember
from competitions.scoring import checks, sheet_file
from competitions.selectors import rankings, standing_documents
from competitions.services import tabulation


class Command(BaseCommand):
    """`manage.py audit_results`; the exit code is 1 when something differs."""

    help = "Recompute every stored result from its sheets, and check the digest of every release."

    def handle(self, *args: Any, **options: Any) -> None:
        """Go through everything that is stored; say what differs, and raise CommandError when anything does."""
        results = differing = 0
        for result in Result.objects.order_by("pk").iterator(chunk_size=100):
            results += 1
            fault = _fault_of(result)
            if fault:
                differing += 1
                self.stderr.write(f"Result {result.pk} ({_whose(result)}, number {result.number}): {fault}")
        others = {
            "releases differ": list(_wrong_releases()),
            "competitions are in a standing that is not theirs": list(_misfits()),
            "gaps in the numbers": list(_gaps()),
            "marks differ from their operation": list(_wrong_marks()),
        }
        for words in (line for lines in others.values() for line in lines):
            self.stderr.write(words)
        told = f"{results} result{'' if results == 1 else 's'} recomputed"
        if differing or any(others.values()):
            counts = ", ".join(f"{len(lines)} {name}" for name, lines in others.items())
            raise CommandError(
                f"{told}: {results - differing} same. {differing} of {results} results differ, {counts}."
            )
        self.stdout.write(f"{told}, all as stored: {results} same, 0 differ.")


def _whose(result: Result) -> str:
    return f"standing {result.standing_id}" if result.standing_id else f"round {result.round_id}"


def _fault_of(result: Result) -> str:
    if sheet_file.digest(result.sheets_text) != result.digest:
        return "the digest is not that of its sheets"
    try:
        outcome = tabulation.recompute(result)
    except checks.SheetRefused as error:
        return f"its sheets are refused: {error.message}"
    except (ValueError, LookupError, TypeError) as error:
        return f"its sheets cannot be read: {type(error).__name__}: {error}"
    return "" if outcome == result.outcome_text else "the sheets give another outcome"


def _wrong_releases() -> Iterator[str]:
    """Releases whose digest is not that of their ranking and results."""
    for release in Release.objects.prefetch_related("results").order_by("pk").iterator(chunk_size=100):
        results = {_key(result): result.digest for result in release.results.all()}
        if rankings.digest_of_parts(release.ranking_text, results) != release.digest:
            whose = (
                f"standing {release.standing_id}" if release.standing_id else f"competition {release.competition_id}"
            )
            yield f"Release {release.pk} ({whose}): the digest is not its content's"


def _key(result: Result) -> str:
    """The key of a Result's digest in its release's own digest."""
    return f"standing:{result.standing_id}" if result.standing_id else str(result.round_id)


def _gaps() -> Iterator[str]:
    """Results and releases are numbered 1, 2, 3 within their scope."""
    scopes: list[tuple[type[Result] | type[Release], str]] = [
        (Result, "round"),
        (Result, "standing"),
        (Release, "competition"),
        (Release, "standing"),
    ]
    for model, scope in scopes:
        rows = model._base_manager.filter(**{f"{scope}__isnull": False}).order_by().values(f"{scope}_id")
        for row in rows.annotate(highest=Max("number"), count=Count("pk")).exclude(highest=F("count")):
            name = model.__name__
            yield f"{name}s of {scope} {row[f'{scope}_id']}: {row['count']} of them, the highest number is {row['highest']}"


def _wrong_marks() -> Iterator[str]:
    """A mark shows what its last operation set; an operation that was not applied is behind none. Abstentions are rulings."""
    rows = Mark.objects.filter(operation__isnull=False, abstained_by__isnull=True).order_by("pk")
    names = ("pk", "seat_id", "operation_id", "value", "operation__value", "operation__outcome")
    for pk, seat, operation, value, was_set, outcome in rows.values_list(*names).iterator(chunk_size=2000):
        if value != was_set or outcome != Operation.Outcome.APPLIED:
            yield f"Mark {pk} (seat {seat}): it is not what operation {operation} set"


def _misfits() -> Iterator[str]:
    """Competitions counted by a standing of another festival, section or series: no constraint can hold that."""
    members = StandingMember.objects.select_related("standing__series", "competition__festival").order_by("pk")
    for row in members:
        if not standing_documents.is_in_scope(row.standing, row.competition):
            yield f"Standing {row.standing_id}: competition {row.competition_id} is not its own to count"
