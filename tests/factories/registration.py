"""People who enter: an academy with its manager and dancers, a dancer alone, a competition that takes entries."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from audit.actors import Actor
from competitions.models import Competition, Entry, Participation
from competitions.services import registration
from dancers.models import Academy, AcademyManager, Membership, Person, User
from events.models import Festival
from tests.factories import contest

JOINED = date(2024, 9, 1)


@dataclass(frozen=True)
class School:
    """An academy and the user who manages it."""

    academy: Academy
    manager: User

    @property
    def actor(self) -> Actor:
        return Actor.user(self.manager.pk)


def actor_of(user: User) -> Actor:
    """The actor that a signed-in user is."""
    return Actor.user(user.pk)


def make_school(name: str = "") -> School:
    """An academy with one manager."""
    academy, manager = contest.make_academy(name), contest.make_user()
    AcademyManager.objects.create(academy=academy, user=manager)
    return School(academy, manager)


def make_dancer(
    school: School | None, given_name: str = "Айзере", family_name: str = "Садыкова", **fields: Any
) -> Person:
    """A dancer of the school, or of none; born on 20 November 2014 unless said otherwise."""
    values = {"birth_date": date(2014, 11, 20), **fields}
    person = contest.make_person(given_name, family_name, **values)
    if school is not None:
        Membership.objects.create(person=person, academy=school.academy, valid_from=JOINED)
    return person


def make_open_competition(festival: Festival | None = None, **fields: Any) -> Competition:
    """A competition that takes entries now, without ages and without a limit unless they are said."""
    values: dict[str, Any] = {
        "title_en": "Folk solo, 10–12",
        "status": Competition.Status.OPEN,
        "status_at": datetime(2026, 9, 1, tzinfo=UTC),
        **fields,
    }
    return contest.make_competition(festival or contest.make_festival(), **values)


def make_asked(festival: Festival, school: School, status: str = "approved") -> Participation:
    """The school's participation in this state."""
    if status == "approved":
        return contest.make_participation(festival, academy=school.academy)
    row = Participation(
        festival=festival, academy=school.academy, asked_by=school.manager, asked_at=contest.OPENED, status=status
    )
    if status == "refused":
        row.decided_by, row.decided_at, row.reason = school.manager, contest.OPENED, "No papers."
    row.save()
    return row


def enter(school: School, competition: Competition, *persons: Person, **more: Any) -> Entry:
    """Enter the school's dancers through the service."""
    roles = more.pop("roles", ["dancer"] * len(persons))
    return registration.enter(
        actor=school.actor,
        user=school.manager,
        competition=competition,
        participation=make_asked(competition.festival, school),
        members=[registration.Member(p.pk, role) for p, role in zip(persons, roles, strict=True)],
        **more,
    )
