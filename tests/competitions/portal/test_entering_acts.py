"""Entering and withdrawing in the portal, over HTTP: once, twice, and with bad input."""

import pytest
from django.test import Client

from competitions.models import Entry
from tests.competitions.portal.acts import open_meet, send, text
from tests.competitions.portal.conftest import party_url
from tests.factories import registration as people
from tests.factories.contest import give_number, make_festival, make_round
from tests.factories.registration import School

pytestmark = pytest.mark.django_db


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
