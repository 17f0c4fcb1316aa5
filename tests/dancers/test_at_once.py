"""The same form sent twice at the same instant: one is written, the other is answered with a sentence and never with a fault."""

from datetime import date

from django.db import connection

from audit.actors import Actor
from dancers.errors import RuleRefused
from dancers.models import Academy, Person, User
from dancers.services import academies, accounts, people
from dancers.services.people import PersonDetails
from tests.competitions.desk.test_races import at_once
from tests.factories.people import make_academy, make_user

PASSWORD = "quiet-river-stone-9"  # of a test


def test_academy_when_founded_twice_at_once(own_database: str) -> None:
    user = make_user()
    answers = at_once(
        own_database,
        *[lambda: academies.found_academy(actor=Actor.user(user.pk), name="Шаңырақ", manager=user)] * 4,
    )
    assert sum(isinstance(answer, RuleRefused) for answer in answers) == 3
    assert Academy.objects.count() == 1


def test_academies_when_two_managers_choose_one_name_at_once(own_database: str) -> None:
    users = [make_user() for _ in range(4)]
    answers = at_once(
        own_database,
        *(
            lambda user=user: academies.found_academy(actor=Actor.user(user.pk), name="Шаңырақ", manager=user)
            for user in users
        ),
    )
    assert all(isinstance(answer, Academy) for answer in answers), answers
    assert len(set(Academy.objects.values_list("slug", flat=True))) == 4


def test_dancer_when_added_twice_at_once(own_database: str) -> None:
    user = make_user()
    academy = make_academy(manager=user)
    details = PersonDetails(given_name="Айым", family_name="Сейіт", birth_date=date(2014, 3, 4))
    answers = at_once(
        own_database, *[lambda: people.add_person(actor=Actor.user(user.pk), details=details, academy=academy)] * 4
    )
    assert sum(isinstance(answer, RuleRefused) for answer in answers) == 3
    assert Person.objects.filter(family_name="Сейіт").count() == 1


def test_account_when_signed_up_twice_at_once(own_database: str) -> None:
    connection.close()
    answers = at_once(
        own_database,
        *[lambda: accounts.sign_up(email="aigerim@example.org", password=PASSWORD, language="kk")] * 4,
    )
    assert answers == [None] * 4
    assert User.objects.filter(email="aigerim@example.org").count() == 1
