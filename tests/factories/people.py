"""Rows of people for tests, made through the models alone; every value can be said."""

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from dancers.models import Academy, AcademyManager, Consent, ConsentKind, Membership, Person, User
from dancers.selectors import folding

PASSWORD = "a-long-pass-phrase-7"
VERIFIED_AT = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)
_serial = count(1)


def make_user(email: str = "", **fields: Any) -> User:
    """A verified account with PASSWORD."""
    values: dict[str, Any] = {"email_verified_at": VERIFIED_AT, **fields}
    return User.objects.create_user(email or f"person{next(_serial)}@example.org", PASSWORD, **values)


def make_person(given_name: str = "Aigerim", family_name: str = "Bekova", **fields: Any) -> Person:
    """A grown dancer unless another birth date (or None) is said; the search and sort keys are kept."""
    values: dict[str, Any] = {"birth_date": date(1998, 3, 14), **fields}
    return Person.objects.create(
        given_name=given_name,
        family_name=family_name,
        search_key=folding.fold(given_name, family_name),
        sort_key=folding.sort_key(family_name, given_name),
        **values,
    )


def make_academy(name: str = "Samruk", *, manager: User | None = None, **fields: Any) -> Academy:
    """An active academy, managed by the user when one is given."""
    values: dict[str, Any] = {"slug": f"academy-{next(_serial)}", "search_key": folding.fold(name), **fields}
    academy = Academy.objects.create(name=name, sort_key=folding.sort_key(name), **values)
    if manager is not None:
        AcademyManager.objects.create(user=manager, academy=academy)
    return academy


def make_member(academy: Academy, person: Person | None = None, **fields: Any) -> Membership:
    """An open membership as a dancer since 2020."""
    values: dict[str, Any] = {"valid_from": date(2020, 1, 1), **fields}
    return Membership.objects.create(academy=academy, person=person or make_person(), **values)


def make_consent(person: Person, kind: str = ConsentKind.FULL_NAME, **fields: Any) -> Consent:
    """A consent that a guardian gave in 2025."""
    values: dict[str, Any] = {
        "given_by_name": "Saule Bekova",
        "given_at": datetime(2025, 5, 1, 9, 0, tzinfo=UTC),
        "wording_version": "2025-01",
        **fields,
    }
    return Consent.objects.create(person=person, kind=kind, **values)
