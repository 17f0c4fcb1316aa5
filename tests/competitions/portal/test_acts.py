"""What a manager or a dancer does in the portal beside entering, over HTTP: once, twice, and with bad input."""

from typing import Any

import pytest
from django.test import Client

from competitions.models import Entry, Participation
from dancers.models import Academy, AcademyManager, Consent, Invitation, Membership, Person
from tests.competitions.portal.acts import open_meet, send, text
from tests.competitions.portal.conftest import party_url
from tests.factories import registration as people
from tests.factories.contest import make_festival, make_user
from tests.factories.registration import School

pytestmark = pytest.mark.django_db


def test_new_manager_adds_the_first_academy(client: Client) -> None:
    user = make_user()
    client.force_login(user)

    page = text(send(client, "/en/portal/new-academy/", name="Шаңырақ", city="Астана", country="KZ"))

    assert "Шаңырақ is added. Now add your dancers." in page
    assert AcademyManager.objects.get().user == user


def test_academy_form_sent_twice_makes_one(client: Client) -> None:
    client.force_login(make_user())
    send(client, "/en/portal/new-academy/", name="Шаңырақ")

    page = text(send(client, "/en/portal/new-academy/", name="Шаңырақ"))

    assert "Nothing was doubled." in page
    assert Academy.objects.count() == 1


def test_academy_details_are_saved(school: School, manager: Client) -> None:
    send(manager, party_url(school, "details/"), name="Шаңырақ 2", city="Семей")

    school.academy.refresh_from_db()
    assert (school.academy.name, school.academy.city, school.academy.public) == ("Шаңырақ 2", "Семей", False)


def add_dancer(client: Client, school: School, **fields: Any) -> str:
    values = {"given_name": "Айзере", "family_name": "Садыкова", "birth_date": "20.11.2014", **fields}
    return text(send(client, party_url(school, "dancers/new/"), **values))


def test_dancer_is_added_and_a_child_leads_to_consents(school: School, manager: Client) -> None:
    page = add_dancer(manager, school)

    assert "Айзере Садыкова is on the roster." in page
    assert "A parent or guardian decides." in page
    assert f"{Person.objects.get().birth_date:%Y-%m-%d}" == "2014-11-20"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"birth_date": "31.02.2012"}, "There is no day 31.02.2012 in the calendar."),
        ({"birth_date": "02/03/2012"}, "“02/03/2012” is not a birth date that can be read"),
        ({"birth_date": "01.01.1899"}, "lies before 1900"),
        ({"birth_date": "01.01.2999"}, "lies in the future"),
        ({"birth_date": "40941"}, "is not a birth date that can be read"),
        ({"given_name": "Ж" * 300}, "at most 100 characters"),
        ({"given_name": "   "}, "This field is required."),
        ({"given_name": "А\x00"}, "Null characters are not allowed."),
    ],
)
def test_bad_dancer_is_refused_and_what_was_typed_is_kept(
    school: School, manager: Client, fields: dict[str, str], sentence: str
) -> None:
    page = add_dancer(manager, school, **fields)

    assert sentence in page
    assert "Садыкова" in page
    assert not Person.objects.exists()


def test_same_dancer_twice_is_refused(school: School, manager: Client) -> None:
    add_dancer(manager, school)

    assert "Nothing was doubled." in add_dancer(manager, school)
    assert Person.objects.count() == 1


def test_namesake_is_asked_about_and_may_be_added_anyway(school: School, manager: Client) -> None:
    add_dancer(manager, school)

    page = add_dancer(manager, school, given_name="Айзере", birth_date="01.02.2012")

    assert "Айзере Садыкова (20.11.2014) is on the roster already. Is this the same person?" in page
    assert "This is somebody else: add anyway" in page
    assert Person.objects.count() == 1

    add_dancer(manager, school, birth_date="01.02.2012", add_anyway="on")

    assert Person.objects.count() == 2


def test_namesake_of_another_academy_is_never_named(school: School, manager: Client) -> None:
    other = people.make_school()
    people.make_dancer(other, "Айзере", "Садыкова", search_key="aizere sadikova")

    assert "already" not in add_dancer(manager, school, birth_date="")


def test_dancer_is_edited(school: School, manager: Client) -> None:
    dancer = people.make_dancer(school, birth_date=None)

    page = text(
        send(
            manager,
            party_url(school, f"dancers/{dancer.public_id}/"),
            given_name="Айзере",
            family_name="Садыкова",
            birth_date="2012-02-29",
        )
    )

    assert "Saved." in page
    assert "29.02.2012" in page


def test_dancer_leaves_after_a_question(school: School, manager: Client) -> None:
    dancer = people.make_dancer(school)
    url = party_url(school, f"dancers/{dancer.public_id}/leave/")

    assert "Take Айзере Садыкова off the roster?" in text(manager.get(url))
    assert "is off the roster." in text(send(manager, url))
    assert manager.post(url).status_code == 404
    assert not Membership.objects.open().exists()


def test_guardians_consent_is_given_and_withdrawn(school: School, manager: Client) -> None:
    dancer = people.make_dancer(school)
    url = party_url(school, f"dancers/{dancer.public_id}/consents/")

    page = text(send(manager, url, kinds=["full_name", "photo"], given_by_name="Сейілханова Ақмарал"))

    assert "Сейілханова Ақмарал" in page
    assert set(Consent.objects.values_list("kind", "given_by_user")) == {
        ("full_name", school.manager.pk),
        ("photo", school.manager.pk),
    }

    send(manager, url, kinds=["photo"])

    assert list(Consent.objects.filter(withdrawn_at=None).values_list("kind", flat=True)) == ["photo"]


def test_consent_without_a_name_is_refused(school: School, manager: Client) -> None:
    dancer = people.make_dancer(school)

    page = text(send(manager, party_url(school, f"dancers/{dancer.public_id}/consents/"), kinds=["full_name"]))

    assert "Write who allows it" in page
    assert not Consent.objects.exists()


def test_unknown_consent_is_refused(school: School, manager: Client) -> None:
    dancer = people.make_dancer(school)

    send(manager, party_url(school, f"dancers/{dancer.public_id}/consents/"), kinds=["all"], given_by_name="Мама")

    assert not Consent.objects.exists()


def test_asking_twice_is_harmless(school: School, manager: Client) -> None:
    make_festival(slug="meet")
    url = party_url(school, "festivals/meet/ask/")

    assert "The organiser knows now." in text(send(manager, url))
    assert "Nothing was doubled." in text(send(manager, url))
    assert Participation.objects.get().status == "pending"


def test_dancer_alone_writes_themself_down_and_enters(client: Client) -> None:
    user = make_user()
    client.force_login(user)
    festival = make_festival(slug="meet")
    people.make_open_competition(festival, slug="contest")

    page = text(send(client, "/en/portal/my-record/", given_name="Динара", birth_date="04.03.2001"))
    assert "You are written down." in page
    assert "a dancer's record already" in text(send(client, "/en/portal/my-record/", given_name="Динара")).replace(
        "&#x27;", "'"
    )
    user.refresh_from_db()
    assert user.person is not None
    send(client, "/en/portal/me/festivals/meet/ask/")
    send(client, "/en/portal/me/festivals/meet/contest/enter/", dancer=user.person.public_id)

    entry = Entry.objects.get()
    assert (entry.status, entry.academy, entry.display_name) == ("submitted", None, "Динара")


def test_manager_is_invited_by_letter(school: School, manager: Client) -> None:
    page = text(send(manager, party_url(school, "managers/"), email="new@example.org"))

    assert "A letter is on its way to new@example.org." in page
    assert Invitation.objects.get().academy == school.academy


def test_last_manager_stays_and_another_may_go(school: School, manager: Client) -> None:
    own = school.academy.managers.get()
    url = party_url(school, f"managers/{own.pk}/remove/")

    assert "is the last manager of Шаңырақ" in text(send(manager, url))
    AcademyManager.objects.create(academy=school.academy, user=make_user())
    send(manager, url)

    assert not school.academy.managers.filter(user=school.manager).exists()
    assert manager.get(party_url(school)).status_code == 404


@pytest.mark.parametrize("value", ["\x00", "'", "1 OR 1", "../x"])
def test_nonsense_instead_of_a_dancer_is_a_sentence(school: School, manager: Client, value: str) -> None:
    url = open_meet(school)
    group = people.make_open_competition(
        Participation.objects.get().festival, slug="group", size="small_group", members_min=1, members_max=3
    )

    assert manager.get(url, {"dancer": value}).status_code == 200
    assert "not on your roster" in text(manager.post(url, {"dancer": value}))
    page = manager.post(url.replace("contest", group.slug), {"group_name": "Роза", "dancers": [value]})
    assert "not on your roster" in text(page)
    assert not Entry.objects.exists()
