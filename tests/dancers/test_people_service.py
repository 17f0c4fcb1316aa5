"""Adding and editing persons: what is refused, what is kept, what is written beside."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from audit.actors import Actor
from audit.models import AuditEntry
from dancers.errors import RuleRefused
from dancers.models import Membership, Person
from dancers.selectors import people as finding
from dancers.services import people
from dancers.services.birth_dates import read_birth_date
from dancers.services.people import PersonDetails
from tests.factories.people import make_academy, make_member, make_person, make_user

pytestmark = pytest.mark.django_db
ACTOR = Actor.system("test")
TODAY = date(2026, 11, 22)


def test_add_person_when_all_is_right() -> None:
    academy = make_academy()
    details = PersonDetails(
        given_name="  Әлия ", family_name="Серикова", birth_date=date(2014, 5, 2), country="kz", city="Астана"
    )
    person = people.add_person(actor=ACTOR, details=details, academy=academy, since=date(2026, 9, 1))
    assert (person.given_name, person.country, person.search_key) == ("Әлия", "KZ", "alia serikova")
    assert Membership.objects.get() == Membership.objects.get(
        person=person, academy=academy, valid_from=date(2026, 9, 1)
    )
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.subject_id) == ("person.added", str(person.pk))
    assert "Серикова" not in entry.detail_text


@pytest.mark.parametrize(
    ("details", "words"),
    [
        (PersonDetails(given_name="A" * 300), "300 characters; at most 100"),
        (PersonDetails(given_name="A", family_name="Б" * 101), "Family name has 101 characters"),
        (PersonDetails(given_name=" \u200b\t "), "Given name is empty"),
        (PersonDetails(given_name="A", birth_date=date(1899, 12, 31)), "31.12.1899 lies before 1900"),
        (PersonDetails(given_name="A", birth_date=date(2999, 1, 1)), "01.01.2999 lies in the future"),
        (PersonDetails(given_name="A", country="XX"), "“XX” is not the code of a country"),
    ],
)
def test_add_person_when_a_value_is_refused(details: PersonDetails, words: str) -> None:
    with pytest.raises(RuleRefused, match=words):
        people.add_person(actor=ACTOR, details=details, academy=make_academy())
    assert Person.objects.count() == 0
    assert AuditEntry.objects.count() == 0


def test_add_person_when_born_today_and_tomorrow() -> None:
    today = timezone.localdate()
    people.add_person(actor=ACTOR, details=PersonDetails(given_name="A", birth_date=today))
    with pytest.raises(RuleRefused, match="future"):
        people.add_person(actor=ACTOR, details=PersonDetails(given_name="A", birth_date=today + timedelta(days=1)))


def test_add_person_when_the_academy_has_the_same_one() -> None:
    academy = make_academy("Samruk")
    make_member(academy, make_person("Әлия", "Серикова", birth_date=date(2014, 5, 2)))
    twin = PersonDetails(given_name="Алия", family_name="СЕРИКОВА", birth_date=date(2014, 5, 2))
    with pytest.raises(RuleRefused, match="Әлия Серикова with the same birth date belongs to Samruk already"):
        people.add_person(actor=ACTOR, details=twin, academy=academy)
    assert Person.objects.count() == 1


def test_add_person_when_a_human_says_that_it_is_somebody_else() -> None:
    academy = make_academy()
    make_member(academy, make_person("Ян", "Ким", birth_date=None))
    make_member(academy, make_person("Ян", "Ким", birth_date=date(2014, 5, 2)))
    unknown = PersonDetails(given_name="Ян", family_name="Ким")
    with pytest.raises(RuleRefused, match="Nothing was doubled"):
        people.add_person(actor=ACTOR, details=unknown, academy=academy)
    people.add_person(actor=ACTOR, details=unknown, academy=academy, is_somebody_else=True)
    known = PersonDetails(given_name="Ян", family_name="Ким", birth_date=date(2014, 5, 2))
    with pytest.raises(RuleRefused, match="Nothing was doubled"):
        people.add_person(actor=ACTOR, details=known, academy=academy, is_somebody_else=True)
    assert Person.objects.count() == 3


def test_add_person_when_only_another_academy_has_the_same_one() -> None:
    make_member(make_academy(), make_person("Әлия", "Серикова", birth_date=date(2014, 5, 2)))
    twin = PersonDetails(given_name="Әлия", family_name="Серикова", birth_date=date(2014, 5, 2))
    people.add_person(actor=ACTOR, details=twin, academy=make_academy())
    assert Person.objects.count() == 2


def test_add_person_when_the_namesake_has_another_birth_date_or_a_longer_name() -> None:
    academy = make_academy()
    make_member(academy, make_person("Ян", "Ким", birth_date=date(2014, 5, 2)))
    for details in (
        PersonDetails(given_name="Ян", family_name="Ким", birth_date=date(2014, 5, 3)),
        PersonDetails(given_name="Ян", family_name="Кимов", birth_date=date(2014, 5, 2)),
    ):
        people.add_person(actor=ACTOR, details=details, academy=academy)
    assert Person.objects.count() == 3


def test_add_person_when_the_name_is_hostile() -> None:
    person = people.add_person(actor=ACTOR, details=PersonDetails(given_name="<img src=x>\x00\n{{7*7}}"))
    assert person.given_name == "<img src=x> {{7*7}}"


def test_edit_person_when_values_change() -> None:
    person = make_person("Ainur", "Omarova", birth_date=None)
    people.edit_person(
        actor=ACTOR,
        person=person,
        details=PersonDetails(given_name="Ainur", family_name="Ospanova", birth_date=date(2012, 2, 29)),
    )
    person.refresh_from_db()
    assert (person.family_name, person.birth_date, person.search_key) == (
        "Ospanova",
        date(2012, 2, 29),
        "ainur ospanova",
    )
    entry = AuditEntry.objects.get()
    assert entry.detail_text == '{"fields":["family_name","birth_date"]}'


def test_edit_person_when_nothing_changes_twice() -> None:
    person = make_person("Ainur", "Omarova", birth_date=None)
    details = PersonDetails(given_name="Ainur", family_name="Omarova")
    people.edit_person(actor=ACTOR, person=person, details=details)
    people.edit_person(actor=ACTOR, person=person, details=details)
    assert AuditEntry.objects.count() == 0


def test_edit_person_when_the_academy_has_such_a_one() -> None:
    academy = make_academy()
    make_member(academy, make_person("Ainur", "Omarova", birth_date=None))
    other = make_member(academy, make_person("Ainura", "Omarova", birth_date=None)).person
    with pytest.raises(RuleRefused, match="Nothing was doubled"):
        people.edit_person(actor=ACTOR, person=other, details=PersonDetails(given_name="Ainur", family_name="Omarova"))
    other.refresh_from_db()
    assert other.given_name == "Ainura"


def test_edit_person_when_merged() -> None:
    person = make_person(merged_into=make_person(), merged_at=timezone.now())
    with pytest.raises(RuleRefused, match="joined to another"):
        people.edit_person(actor=ACTOR, person=person, details=PersonDetails(given_name="A"))


def test_add_own_record_when_sent_twice() -> None:
    user = make_user()
    people.add_own_record(actor=ACTOR, user=user, details=PersonDetails(given_name="Dana"))
    with pytest.raises(RuleRefused, match="record already"):
        people.add_own_record(actor=ACTOR, user=user, details=PersonDetails(given_name="Dana"))
    assert Person.objects.count() == 1


@pytest.mark.parametrize("text", ["алия", "ALIYA serik", "Серикова Әлия"])
def test_search_when_typed_in_any_alphabet(text: str) -> None:
    academy = make_academy()
    wanted = make_member(academy, make_person("Әлия", "Серикова")).person
    make_member(academy, make_person("Алина", "Серикова"))
    make_member(make_academy(), make_person("Әлия", "Серикова"))
    assert list(finding.people_of_academy(academy, text=text)) == [wanted]


def test_people_of_academy_when_sorted_and_some_have_left() -> None:
    academy = make_academy()
    make_member(academy, make_person("Б", "Яна"))
    make_member(academy, make_person("А", "Әлиева"))
    make_member(academy, make_person("В", "Алиева"))
    make_member(academy, make_person("Г", "Бек"), valid_to=date(2025, 1, 1))
    assert [p.family_name for p in finding.people_of_academy(academy)] == ["Алиева", "Әлиева", "Яна"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2012-02-29", date(2012, 2, 29)),
        ("29.02.2012", date(2012, 2, 29)),
        (" 1.3.2012 ", date(2012, 3, 1)),
        ("", None),
    ],
)
def test_read_birth_date_when_readable(text: str, expected: date | None) -> None:
    assert read_birth_date(text, today=TODAY) == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("31.02.2012", "no day 31.02.2012"),
        ("29.02.2013", "no day 29.02.2013"),
        ("02/03/2012", "write day.month.year"),
        ("12", "write day.month.year"),
        ("01.01.1899", "before 1900"),
        ("40941", "write day.month.year"),
        ("23.11.2026", "in the future"),
        ("2012 ж.", "write day.month.year"),
        ("0000-01-01", "no day"),
    ],
)
def test_read_birth_date_when_impossible(text: str, words: str) -> None:
    with pytest.raises(RuleRefused, match=words):
        read_birth_date(text, today=TODAY)
