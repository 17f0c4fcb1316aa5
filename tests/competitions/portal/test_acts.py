"""What a manager or a dancer does in the portal, over HTTP: once, twice, and with bad input."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from competitions.models import Entry, Participation
from dancers.models import Academy, AcademyManager, Consent, Invitation, Membership, Person
from tests.competitions.portal.conftest import party_url
from tests.factories import registration as people
from tests.factories.contest import give_number, make_festival, make_round, make_user
from tests.factories.registration import School

pytestmark = pytest.mark.django_db


def text(answer: Any) -> str:
    """The text of a page with single spaces."""
    return " ".join(answer.content.decode().split())


def send(client: Client, url: str, **fields: Any) -> HttpResponse:
    """Post a form and follow where it leads."""
    return client.post(url, fields, follow=True)  # type: ignore[return-value]  # the test client's own answer


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


def open_meet(school: School, **fields: Any) -> str:
    """A festival with one open competition at which the school is approved; the address of its form."""
    festival = make_festival(slug="meet")
    people.make_open_competition(festival, slug="contest", **fields)
    people.make_asked(festival, school)
    return party_url(school, "festivals/meet/contest/enter/")


def test_solo_is_one_press_and_one_confirmation(school: School, manager: Client) -> None:
    url = open_meet(school)
    dancer = people.make_dancer(school)

    page = text(manager.get(f"{url}?dancer={dancer.public_id}"))
    assert "<b>Айзере Садыкова</b>" in page
    assert f'value="{dancer.public_id}"' in page

    page = text(send(manager, url, dancer=dancer.public_id, piece_title="Аққу", piece_length="3:20"))

    assert "Айзере Садыкова is entered in Folk solo, 10–12." in page
    entry = Entry.objects.get()
    assert (entry.status, entry.pieces.get().duration_s) == ("accepted", 200)


def test_solo_sent_twice_makes_one(school: School, manager: Client) -> None:
    url, dancer = open_meet(school), people.make_dancer(school)
    send(manager, url, dancer=dancer.public_id)

    page = text(send(manager, url, dancer=dancer.public_id))

    assert "Айзере Садыкова: entered in Folk solo, 10–12 already. Nothing was doubled." in page
    assert Entry.objects.count() == 1


def test_wrong_age_is_said_in_words(school: School, manager: Client) -> None:
    url, dancer = open_meet(school, age_min=18), people.make_dancer(school)

    page = text(send(manager, f"{url}?dancer={dancer.public_id}", dancer=dancer.public_id))

    assert "Айзере Садыкова is 12 on 20 November 2026; Folk solo, 10–12 takes dancers from 18." in page
    assert not Entry.objects.exists()


@pytest.mark.parametrize("length", ["3:75", "three", "-5", "9999:59"])
def test_impossible_length_is_refused(school: School, manager: Client, length: str) -> None:
    url, dancer = open_meet(school), people.make_dancer(school)

    page = text(send(manager, url, dancer=dancer.public_id, piece_title="Аққу", piece_length=length))

    assert "Write the length as minutes and seconds" in page or "is not possible" in page
    assert not Entry.objects.exists()


def test_last_piece_is_offered_again(school: School, manager: Client) -> None:
    url, dancer = open_meet(school), people.make_dancer(school)
    send(manager, url, dancer=dancer.public_id, piece_title="Аққу", piece_length="3:05")
    people.make_open_competition(Entry.objects.get().competition.festival, slug="second")

    page = text(manager.get(party_url(school, f"festivals/meet/second/enter/?dancer={dancer.public_id}")))

    assert 'value="Аққу"' in page
    assert 'value="3:05"' in page


def test_couple_is_entered_by_its_form(school: School, manager: Client) -> None:
    url = open_meet(school, size="couple")
    one, two = people.make_dancer(school, "Артём"), people.make_dancer(school, "Полина")

    send(manager, url, leader=one.public_id, follower=two.public_id)

    members = Entry.objects.get().members.order_by("position").values_list("person_id", "role")
    assert list(members) == [(one.pk, "leader"), (two.pk, "follower")]


def test_one_dancer_is_no_couple(school: School, manager: Client) -> None:
    url, one = open_meet(school, size="couple"), people.make_dancer(school)

    page = text(send(manager, url, leader=one.public_id, follower=one.public_id))

    assert "A dancer is named twice in this entry." in page


def test_group_is_entered_with_a_substitute(school: School, manager: Client) -> None:
    url = open_meet(school, size="small_group", members_min=2, members_max=3)
    ids = [people.make_dancer(school, f"Дана{index}").public_id for index in range(3)]

    send(manager, url, group_name="Тюльпан", dancers=ids[:2], substitutes=ids[2:])

    entry = Entry.objects.get()
    assert entry.display_name == "Тюльпан"
    assert list(entry.members.order_by("position").values_list("role", flat=True)) == ["dancer", "dancer", "substitute"]


def test_group_too_small_says_the_numbers(school: School, manager: Client) -> None:
    url = open_meet(school, size="small_group", members_min=2, members_max=3)

    page = text(send(manager, url, group_name="Тюльпан", dancers=[people.make_dancer(school).public_id]))

    assert "takes from 2 to 3 dancers in an entry; this one has 1." in page


def test_form_lists_only_dancers_of_the_age_and_says_so(school: School, manager: Client) -> None:
    url = open_meet(school, size="couple", age_max=12)
    people.make_dancer(school, "Аня")
    people.make_dancer(school, "Взрослая", birth_date="1990-01-01")

    page = text(manager.get(url))

    assert "Аня Садыкова, 12" in page
    assert "Взрослая" not in page
    assert "1 dancer of your roster is not of this age" in page


def test_full_competition_leads_onto_the_waiting_list(school: School, manager: Client) -> None:
    url = open_meet(school, capacity=1)
    first, second = people.make_dancer(school, "Аня"), people.make_dancer(school, "Белла")
    send(manager, url, dancer=first.public_id)
    assert "the entry goes on the waiting list" in text(manager.get(url))

    page = text(send(manager, url, dancer=second.public_id))

    assert "Белла Садыкова is on the waiting list, place 1." in page


def test_closed_competition_shows_no_form(school: School, manager: Client) -> None:
    url = open_meet(school, status="closed")
    dancer = people.make_dancer(school)

    assert "takes no entries now." in text(manager.get(url))
    assert "<button class" not in text(manager.get(url)).split("<main")[1].split("</main>")[0]
    send(manager, url, dancer=dancer.public_id)
    assert not Entry.objects.exists()


def test_entering_before_asking_leads_to_the_question(school: School, manager: Client) -> None:
    people.make_open_competition(make_festival(slug="meet"), slug="contest")
    dancer = people.make_dancer(school)

    page = text(send(manager, party_url(school, "festivals/meet/contest/enter/"), dancer=dancer.public_id))

    assert "Ask to take part first" in page
    assert not Entry.objects.exists()


def test_entry_is_withdrawn_after_a_question_and_the_waiting_moves_up(school: School, manager: Client) -> None:
    url = open_meet(school, capacity=1)
    for name in ("Аня", "Белла"):
        send(manager, url, dancer=people.make_dancer(school, name).public_id)
    entry = Entry.objects.order_by("pk")[0]
    page = party_url(school, f"entries/{entry.pk}/")

    assert "Withdraw Аня Садыкова?" in text(manager.get(page + "withdraw/"))
    assert "Аня Садыкова is withdrawn." in text(send(manager, page + "withdraw/", reason="Ill"))
    assert "is withdrawn already; nothing was changed." in text(send(manager, page + "withdraw/"))
    assert list(Entry.objects.order_by("pk").values_list("status", flat=True)) == ["withdrawn", "accepted"]


def test_entry_is_not_withdrawn_once_judging_began(school: School, manager: Client) -> None:
    url = open_meet(school)
    send(manager, url, dancer=people.make_dancer(school).public_id)
    entry = Entry.objects.get()
    make_round(entry.competition, status="open")

    page = text(send(manager, party_url(school, f"entries/{entry.pk}/withdraw/")))

    assert "Judging of Folk solo, 10–12 has begun" in page
    entry.refresh_from_db()
    assert entry.status == "accepted"


def test_entry_page_shows_number_piece_and_dancers(school: School, manager: Client) -> None:
    url = open_meet(school)
    send(manager, url, dancer=people.make_dancer(school).public_id, piece_title="Аққу", piece_length="3:05")
    entry = Entry.objects.get()
    give_number(entry, 101)

    page = text(manager.get(party_url(school, f"entries/{entry.pk}/")))

    for words in ("101", "Аққу", "3:05", "Айзере Садыкова"):
        assert words in page


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
