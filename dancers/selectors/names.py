"""The name that the public may see: in full for a known adult or with a guardian's consent, else with an initial.

Everything public (pages, files, feeds, projector) takes its names from here and nowhere else.
"""

from collections.abc import Iterable
from datetime import date

from dancers.models import ConsentKind, Person
from dancers.selectors import ages, consents


def short_name(person: Person) -> str:
    """Return the first name and the initial of the family name."""
    initial = person.family_name[:1]
    return f"{person.given_name} {initial}." if initial else person.given_name


def public_names(persons: Iterable[Person], on_date: date) -> dict[int, str]:
    """Return each person's public name by id; one query however many they are, none when all are adults."""
    everybody = {person.pk: person for person in persons}
    minors = [person for person in everybody.values() if ages.is_minor(person.birth_date, on_date)]
    allowed = consents.persons_with_consent(minors, ConsentKind.FULL_NAME, on_date) if minors else set()
    hidden = {person.pk for person in minors} - allowed
    return {key: short_name(person) if key in hidden else person.full_name for key, person in everybody.items()}


def public_name(person: Person, on_date: date) -> str:
    """Return one person's public name on that day."""
    return public_names([person], on_date)[person.pk]


def shows_full_record(person: Person, on_date: date) -> bool:
    """Whether pages may say more than the short name: an adult, or a minor whose full name may be shown."""
    return not ages.is_minor(person.birth_date, on_date) or consents.has_consent(person, ConsentKind.FULL_NAME, on_date)
