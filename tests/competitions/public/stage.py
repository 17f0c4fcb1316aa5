"""A released competition for the tests of public pages: built through the models and released by the services."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

from django.urls import reverse

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


def call(person: Person, given_name: str, family_name: str, **fields: object) -> None:
    """Give a person of the show another name, and what else is said."""
    values = {"given_name": given_name, "family_name": family_name, **fields}
    Person.objects.filter(pk=person.pk).update(**values)
