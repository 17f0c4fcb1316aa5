"""Builds the people of the demo through services: the owner, staff, academies with their managers, dancers with consents."""

import random
import secrets
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils import timezone

from audit.actors import Actor
from competitions.management.demo import cast, plan
from competitions.services import formats
from dancers.models import Academy, DanceStyle, Person, User
from dancers.services import academies, accounts, consents, people, styles
from dancers.services.people import PersonDetails

ACTOR = Actor.system("demo")
STAFF = (
    # mailbox, role at the festival, language, what the demo calls it
    ("scrutineer@demo.example", "scrutineer", "en", "Scrutineer"),
    ("chair@demo.example", "chair", "ru", "Chair of the jury"),
    ("registrar@demo.example", "registrar", "kk", "Registrar"),
)
OWNER = "owner@demo.example"


@dataclass
class House:
    """What has been built so far, by the keys of the plan."""

    owner: User
    staff: dict[str, User]
    password: str
    academies: dict[str, Academy] = field(default_factory=dict)
    managers: dict[str, User] = field(default_factory=dict)
    styles: dict[str, DanceStyle] = field(default_factory=dict)
    dancers: list[tuple[cast.Performer, Person]] = field(default_factory=list)
    judges: list[tuple[Person, str]] = field(default_factory=list)
    heroine: Person | None = None
    taken: set[str] = field(default_factory=set)

    def actor(self, user: User) -> Actor:
        """The actor that stands for a user in the audit trail."""
        return Actor.user(user.pk)


def build_house(rng: random.Random) -> House:
    """Make the accounts, styles, academies and judges; dancers come as the competitions need them."""
    password = "-".join(secrets.token_hex(2) for _part in range(3))
    owner = accounts.make_owner(actor=ACTOR, email=OWNER, password=password)
    staff = {
        role: accounts.make_verified_account(email=email, password=password, language=language)
        for email, role, language, _label in STAFF
    }
    house = House(owner=owner, staff=staff, password=password)
    formats.install_house_formats()
    for position, (key, (titles, group, colour, marker)) in enumerate(plan.STYLES.items()):
        house.styles[key] = styles.set_style(
            actor=ACTOR,
            key=key,
            titles=by_language(titles),
            group=group,
            colour=colour,
            marker=marker,
            position=position,
        )
    for school in cast.SCHOOLS:
        _open_school(house, school)
    for given, family, language, country in cast.JUDGES:
        person = people.add_person(
            actor=ACTOR,
            details=PersonDetails(given_name=given, family_name=family, birth_date=date(1975, 5, 5), country=country),
        )
        house.judges.append((person, language))
    house.heroine = _add_dancer(house, cast.HEROINE)
    return house


def find_dancers(
    house: House, rng: random.Random, *, count: int, born: tuple[int, int], taken: set[int]
) -> list[tuple[cast.Performer, Person]]:
    """Return `count` dancers born between the two years who are not `taken`, known ones first; they become taken."""
    chosen = []
    for index in range(count):
        school = cast.SCHOOLS[index % len(cast.SCHOOLS)]
        is_girl = rng.random() < 0.7
        chosen.append(find_dancer(house, rng, school=school, born=born, is_girl=is_girl, taken=taken))
    return chosen


def find_dancer(
    house: House, rng: random.Random, *, school: cast.School, born: tuple[int, int], is_girl: bool, taken: set[int]
) -> tuple[cast.Performer, Person]:
    """Return a dancer of the school who is not taken: a known one when there is one, else a new one."""
    for performer, person in house.dancers:
        fits = performer.academy == school.key and performer.is_girl == is_girl and performer is not cast.HEROINE
        if fits and born[0] <= performer.birth_date.year <= born[1] and person.pk not in taken:
            taken.add(person.pk)
            return performer, person
    performer = cast.make_performer(rng, school, born=born, is_girl=is_girl, taken=house.taken)
    person = _add_dancer(house, performer)
    taken.add(person.pk)
    return performer, person


def by_language(titles: plan.Titles) -> dict[str, str]:
    """Return the plan's triple of titles by language."""
    return dict(zip(("en", "ru", "kk"), titles, strict=True))


def _open_school(house: House, school: cast.School) -> None:
    manager = accounts.make_verified_account(email=school.manager, password=house.password, language=school.language)
    house.managers[school.key] = manager
    house.academies[school.key] = academies.found_academy(
        actor=ACTOR, name=school.name, city=school.city, country=school.country, manager=manager
    )


def _add_dancer(house: House, performer: cast.Performer) -> Person:
    academy = house.academies[performer.academy]
    person = people.add_person(
        actor=house.actor(house.managers[performer.academy]),
        details=PersonDetails(
            given_name=performer.given_name,
            family_name=performer.family_name,
            birth_date=performer.birth_date,
            country=academy.country if performer is not cast.HEROINE else "KZ",
            city=academy.city,
        ),
        academy=academy,
        since=date(2012, 9, 1) if performer is cast.HEROINE else timezone.localdate() - timedelta(days=400),
    )
    # Every third child's guardian has agreed to the full name, so that both ways of showing a child are seen.
    if performer.birth_date.year > timezone.localdate().year - 18 and person.pk % 3 == 0:
        consents.give_consent(
            actor=ACTOR, person=person, kind="full_name", given_by_name=f"Гүлмира {performer.family_name}"
        )
    house.dancers.append((performer, person))
    return person
