"""A released competition for the tests of public pages: built through the models and released by the services."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

from django.urls import reverse
from django.utils import timezone

from competitions.models import Competition, Entry, Release, Round
from competitions.services import releases, tabulation
from dancers.models import Person
from tests.factories import contest
from tests.factories.contest import Staff, actor_of

_serial = count(1)
Rows = Sequence[Sequence[Sequence[int]]]
THREE: Rows = [[[1, 1, 1], [2, 2, 2], [3, 3, 3]]]
# The final of the pictures: second place is settled by Rule 11 alone.
PICTURE: Rows = [
    [[int(mark) for mark in row] for row in dance]
    for dance in (
        ("1111111", "3332322", "2223233", "4446444", "6554666", "5665555"),
        ("1111211", "3232122", "2424433", "4343564", "5555355", "6666646"),
        ("3321142", "2132213", "1213321", "4444434", "5555555", "6666666"),
        ("1223122", "2111211", "3332344", "4554636", "5445553", "6666465"),
        ("2111111", "3222334", "1433222", "5345555", "6564443", "4656666"),
    )
]


@dataclass(frozen=True)
class Show:
    """A festival with its people, and one competition whose final is tabulated."""

    staff: Staff
    competition: Competition
    final: Round

    @property
    def entries(self) -> list[Entry]:
        return [row.source_rows.get().entry for row in self.final.round_entries.order_by("order")]

    @property
    def persons(self) -> list[Person]:
        return [entry.members.get().person for entry in self.entries]

    def url(self, name: str = "result", **extra: object) -> str:
        kwargs = {"festival_slug": self.staff.festival.slug, "slug": self.competition.slug, **extra}
        return reverse(f"public:{name}", kwargs=kwargs)

    def release(self, **fields: object) -> Release:
        arguments = {"actor": actor_of(self.staff.chair), "user": self.staff.chair, "competition": self.competition}
        digest = releases.preview(self.competition).digest
        return releases.publish(**{"expected_digest": digest, **arguments, **fields})  # type: ignore[arg-type]

    def tabulate(self) -> None:
        scrutineer = self.staff.scrutineer
        tabulation.tabulate_round(actor=actor_of(scrutineer), user=scrutineer, round=self.final)

    def correct(self) -> Release:
        """Swap the first two places on every sheet and release again with a reason."""
        part = self.final.parts.get()
        first, second = self.final.round_entries.order_by("order")[:2]
        seats = self.final.seats.count()
        contest.put_row(self.final, first, part, [2] * seats)
        contest.put_row(self.final, second, part, [1] * seats)
        self.tabulate()
        return self.release(reason="Judge A had swapped two numbers.")


def make_show(rows: Rows = THREE, *, staff: Staff | None = None, **fields: object) -> Show:
    """A final that is tabulated and not yet released."""
    people = staff or contest.make_festival_with_staff()
    competition = contest.make_competition(people.festival, **{"number_series": f"s{next(_serial)}", **fields})
    show = Show(people, competition, contest.make_finalists(competition, rows))
    show.tabulate()
    return show


def make_released(rows: Rows = THREE, *, staff: Staff | None = None, **fields: object) -> Show:
    """A released competition."""
    show = make_show(rows, staff=staff, **fields)
    show.release()
    return show


def make_released_with_recall() -> Show:
    """Four couples in a recall round, two of whom danced the final; released."""
    people = contest.make_festival_with_staff()
    competition = contest.make_competition(people.festival, number_series=f"s{next(_serial)}")
    crosses = [[[1, 1, 1], [1, 1, 0], [0, 0, 1], [0, 0, 0]]]
    first = contest.make_marked_round(competition, crosses, kind="recall", wanted=2)
    final = contest.make_round(competition, status="open")
    contest.make_panel(final, "ABC")
    contest.make_sheets(final)
    for place, row in enumerate(first.round_entries.order_by("order")[:2], start=1):
        seat = contest.make_round_entry(final, row.source_rows.get().entry, origin="recalled")
        contest.put_row(final, seat, final.parts.get(), [place, place, place])
    contest.hand_in(final)
    Round.objects.filter(competition=competition).update(status="closed", closed_at=timezone.now())
    for round_ in competition.rounds.order_by("position"):
        tabulation.tabulate_round(actor=actor_of(people.scrutineer), user=people.scrutineer, round=round_)
    show = Show(people, competition, final)
    show.release()
    return show


def ranking_of(show: Show) -> list[dict[str, Any]]:
    """The rows of the newest release."""
    release = show.competition.releases.order_by("-number")[0]
    rows: list[dict[str, Any]] = json.loads(release.ranking_text)["rows"]
    return rows


def call(person: Person, given_name: str, family_name: str, **fields: object) -> None:
    """Give a person of the show another name, and what else is said."""
    values = {"given_name": given_name, "family_name": family_name, **fields}
    Person.objects.filter(pk=person.pk).update(**values)
