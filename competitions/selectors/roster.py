"""The roster of an academy as its managers see it: what is missing, who may be the same person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from competitions.models import Piece
from competitions.selectors.portal import Party
from dancers.models import Academy, Consent, ConsentKind, Membership, Person
from dancers.selectors import ages, consents, folding


@dataclass(frozen=True, slots=True)
class RosterRow:
    """A dancer with today's age, and whether a guardian's consent for the full name is still to be asked."""

    person: Person
    age: int | None
    is_minor: bool
    shows_full_name: bool


def roster_rows(persons: Iterable[Person], today: date) -> list[RosterRow]:
    """Return one row for each person; one query for all consents."""
    people = list(persons)
    minors = [person for person in people if ages.is_minor(person.birth_date, today)]
    allowed = consents.persons_with_consent(minors, ConsentKind.FULL_NAME, today)
    young = {person.pk for person in minors}
    return [
        RosterRow(
            person=person,
            age=ages.age_on(person.birth_date, today) if person.birth_date else None,
            is_minor=person.pk in young,
            shows_full_name=person.pk not in young or person.pk in allowed,
        )
        for person in people
    ]


def without_birth_date(party: Party) -> QuerySet[Person]:
    """Return the party's dancers whose birth date is missing."""
    return party.dancers().filter(birth_date__isnull=True)


def likely_doubles(
    academy: Academy, given_name: str, family_name: str, birth_date: date | None, but_not: Person | None = None
) -> list[Person]:
    """Return members who may be the same person: the same name in any alphabet and order, whatever the birth date says.

    Only the own academy is looked at: nobody learns of another's child. One with the very same birth date is left to the
    service, which refuses it.
    """
    wanted = set(folding.fold(given_name, family_name).split())
    members = Membership.objects.open().filter(academy=academy).values("person_id")
    found = Person.objects.current().filter(pk__in=members)
    for word in wanted:
        found = found.filter(search_key__contains=word)
    if but_not is not None:
        found = found.exclude(pk=but_not.pk)
    return [
        person
        for person in found.order_by("pk")[:20]
        if set(folding.fold(person.given_name, person.family_name).split()) == wanted
        and (person.birth_date != birth_date or birth_date is None)
    ]


def find_dancer(party: Party, public_id: str) -> Person | None:
    """Return the party's dancer with this public id; None for another's and for one that does not exist."""
    # Ids are plain letters and digits; anything else (a NUL byte breaks PostgreSQL) names nobody.
    return party.dancers().filter(public_id=public_id).first() if public_id.isalnum() else None


def standing_consents(person: Person, today: date) -> dict[str, Consent]:
    """Return the consents in force by kind."""
    given = Consent.objects.filter(person=person, withdrawn_at__isnull=True).order_by("pk")
    return {consent.kind: consent for consent in given if consents.holds(consent, person.birth_date, today)}


def last_piece(party: Party, person: Person) -> Piece | None:
    """Return what the dancer danced last for this party, so that it need not be typed again."""
    own = Piece.objects.filter(entry__participation__in=party.participations(), entry__members__person=person)
    return own.filter(entry__competition__size="solo").order_by("-pk").first()
