"""Finding people and what surrounds them; for officials and the own academy, so nothing here is fit for a public page
without selectors.names."""

from datetime import date

from django.db.models import Prefetch, QuerySet

from dancers.models import Academy, Membership, MembershipRole, Person
from dancers.selectors import folding


def search(people: QuerySet[Person], text: str) -> QuerySet[Person]:
    """Keep those whose names hold every word of the text, in any alphabet and case; an empty text keeps all."""
    for word in folding.fold(text).split():
        people = people.filter(search_key__contains=word)
    return people


def people_of_academy(academy: Academy, role: str = MembershipRole.DANCER, text: str = "") -> QuerySet[Person]:
    """Return those who belong to the academy now in that role, sorted by name."""
    members = Membership.objects.open().filter(academy=academy, role=role)
    people = Person.objects.current().filter(pk__in=members.values("person_id"))
    return search(people, text).order_by("sort_key", "pk")


def with_academies(people: QuerySet[Person]) -> QuerySet[Person]:
    """Load the open memberships and their academies beside the people: two queries for a whole list."""
    return people.prefetch_related(
        Prefetch("memberships", queryset=Membership.objects.open().select_related("academy").order_by("pk"))
    )


def same_person_in_academy(
    academy: Academy, *, given_name: str, family_name: str, birth_date: date | None, but_not: Person | None = None
) -> Person | None:
    """Return a current member with the same (folded) name and birth date, if there is one."""
    wanted = folding.fold(given_name, family_name)
    found = Person.objects.current().filter(
        birth_date=birth_date,
        pk__in=Membership.objects.open().filter(academy=academy).values("person_id"),
        search_key__startswith=wanted,
    )
    if but_not is not None:
        found = found.exclude(pk=but_not.pk)
    return next((p for p in found.order_by("pk") if folding.fold(p.given_name, p.family_name) == wanted), None)
