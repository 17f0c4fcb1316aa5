"""Which consents hold on a day. One that a guardian gave for a minor ends on the eighteenth birthday."""

from collections.abc import Iterable
from datetime import date

from dancers.models import Consent, Person
from dancers.selectors import ages


def holds(consent: Consent, birth_date: date | None, day: date) -> bool:
    """Whether the consent is in force: not withdrawn by then, and not outgrown since it was given."""
    given_on = consent.given_at.date()
    if given_on > day or (consent.withdrawn_at is not None and consent.withdrawn_at.date() <= day):
        return False
    return birth_date is None or not (given_on < ages.adult_from(birth_date) <= day)


def persons_with_consent(persons: Iterable[Person], kind: str, day: date) -> set[int]:
    """Return the ids of those for whom a consent of this kind holds on the day; one query for all of them."""
    birth_dates = {person.pk: person.birth_date for person in persons}
    given = Consent.objects.filter(person_id__in=birth_dates, kind=kind)
    return {consent.person_id for consent in given if holds(consent, birth_dates[consent.person_id], day)}


def has_consent(person: Person, kind: str, day: date) -> bool:
    """Whether this person's consent of this kind holds on the day."""
    return person.pk in persons_with_consent([person], kind, day)
