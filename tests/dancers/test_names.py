"""The public name: in full for known adults and with a consent in force, with an initial for everybody else."""

from datetime import UTC, date, datetime

import pytest
from pytest_django import DjangoAssertNumQueries

from dancers.models import ConsentKind
from dancers.selectors import consents, names
from tests.factories.people import make_consent, make_person

DAY = date(2026, 11, 22)
CHILD = date(2014, 5, 2)

pytestmark = pytest.mark.django_db


def test_public_name_when_adult() -> None:
    assert names.public_name(make_person("Aigerim", "Bekova", birth_date=date(1998, 3, 14)), DAY) == "Aigerim Bekova"


@pytest.mark.parametrize("birth_date", [CHILD, None])
def test_public_name_when_minor_or_of_unknown_age(birth_date: date | None) -> None:
    assert names.public_name(make_person("Әлия", "Сериков", birth_date=birth_date), DAY) == "Әлия С."


def test_public_name_when_minor_without_family_name() -> None:
    assert names.public_name(make_person("Әлия", "", birth_date=CHILD), DAY) == "Әлия"


def test_public_name_when_a_guardian_consented() -> None:
    child = make_person("Әлия", "Серикова", birth_date=CHILD)
    make_consent(child)
    assert names.public_name(child, DAY) == "Әлия Серикова"


def test_public_name_when_the_consent_is_of_another_kind() -> None:
    child = make_person("Әлия", "Серикова", birth_date=CHILD)
    make_consent(child, ConsentKind.PHOTO)
    make_consent(child, ConsentKind.MESSAGES)
    assert names.public_name(child, DAY) == "Әлия С."


def test_public_name_when_the_consent_is_withdrawn() -> None:
    child = make_person("Әлия", "Серикова", birth_date=CHILD)
    make_consent(child, withdrawn_at=datetime(2026, 11, 22, 6, 0, tzinfo=UTC))
    assert names.public_name(child, DAY) == "Әлия С."
    assert names.public_name(child, date(2026, 11, 21)) == "Әлия Серикова"


def test_consent_when_the_child_has_come_of_age() -> None:
    born = date(2008, 11, 1)
    person = make_person(birth_date=born)
    make_consent(person, ConsentKind.PHOTO)
    assert not consents.has_consent(person, ConsentKind.PHOTO, DAY)
    assert consents.has_consent(person, ConsentKind.PHOTO, date(2026, 10, 31))


def test_consent_when_the_adult_gave_it() -> None:
    person = make_person(birth_date=date(2000, 1, 1))
    make_consent(person, ConsentKind.PHOTO)
    assert consents.has_consent(person, ConsentKind.PHOTO, DAY)


@pytest.mark.parametrize("rows", [1, 3])
def test_public_names_when_many(rows: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    children = [make_person("Әлия", "Серикова", birth_date=CHILD) for _row in range(rows)]
    make_consent(children[0])
    with django_assert_num_queries(1):
        shown = names.public_names(children, DAY)
    assert [shown[child.pk] for child in children] == ["Әлия Серикова", *["Әлия С."] * (rows - 1)]


def test_public_names_when_all_are_adults(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    grown = [make_person(), make_person()]
    with django_assert_num_queries(0):
        names.public_names(grown, DAY)
