"""Lists and searches: what they find, whom they never find, and how often they ask."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from competitions.models import Competition, Entry, ReleaseState
from dancers.models import Academy
from live.published import ATTRIBUTE
from tests.competitions.public import stage
from tests.factories import contest, people

pytestmark = pytest.mark.django_db
Counts = Callable[[int], AbstractContextManager[object]]


def body(client: Client, name: str, **query: str) -> str:
    response = client.get(reverse(f"public:{name}"), query)
    assert response.status_code == 200
    return response.content.decode()


def many(count: int) -> list[stage.Show]:
    """Released competitions of one festival, each with a child among its dancers."""
    today = timezone.now().date()
    staff = contest.make_festival_with_staff(starts_on=today, ends_on=today)
    shows = [stage.make_released(staff=staff) for _number in range(count)]
    for show in shows:
        stage.call(show.persons[0], "Айзере", "Сейілханова", birth_date=date(2015, 3, 7))
    return shows


@pytest.mark.parametrize("count", [1, 3])
def test_results_ask_the_same_for_one_and_for_three(
    client: Client, django_assert_num_queries: Counts, count: int
) -> None:
    many(count)

    with django_assert_num_queries(6):
        client.get(reverse("public:results"))


@pytest.mark.parametrize("count", [1, 3])
def test_home_asks_the_same_for_one_and_for_three(
    client: Client, django_assert_num_queries: Counts, count: int
) -> None:
    many(count)

    with django_assert_num_queries(10):
        client.get(reverse("public:home"))


@pytest.mark.parametrize("count", [1, 3])
def test_dancers_ask_the_same_for_one_and_for_three(
    client: Client, django_assert_num_queries: Counts, count: int
) -> None:
    many(count)

    with django_assert_num_queries(4):
        client.get(reverse("public:dancers"))


@pytest.mark.parametrize("count", [1, 3])
def test_festivals_ask_the_same_for_one_and_for_three(
    client: Client, django_assert_num_queries: Counts, count: int
) -> None:
    for number in range(count):
        contest.make_competition(contest.make_festival())
        contest.make_festival(starts_on=date(2020, 5, 1 + number), ends_on=date(2020, 5, 1 + number))

    with django_assert_num_queries(4):
        client.get(reverse("public:festivals"))


def test_results_show_the_winner_and_hide_what_is_held_back(client: Client) -> None:
    shown, held = many(2)
    ReleaseState.objects.filter(release__competition=held.competition).update(
        embargo_until=timezone.now() + timedelta(hours=1)
    )

    page = body(client, "results")

    assert shown.url() in page
    assert held.url() not in page
    assert "Айзере С." in page


def test_results_are_found_in_another_script(client: Client) -> None:
    show = stage.make_released(title_en="Kazakh folk solo", title_kk="Қазақ халық биі, жеке")
    other = stage.make_released()

    page = body(client, "results", q="халык")

    assert show.url() in page
    assert other.url() not in page


@pytest.mark.parametrize("text", ["%00", "'\"><script>", "x" * 5000, "—", "😀"])
def test_odd_questions_are_answered_plainly(client: Client, text: str) -> None:
    stage.make_released()

    for name in ("results", "dancers", "academies", "search"):
        page = body(client, name, q=text, page="-7")
        assert "<script>" not in page.replace('<script type="module"', "")


def test_surname_of_a_child_cannot_be_found_out_by_searching(client: Client) -> None:
    show = stage.make_released()
    child, grown = show.persons[0], show.persons[1]
    stage.call(child, "Айзере", "Сейілханова", birth_date=date(2015, 3, 7), search_key="aizere seilhanova")
    stage.call(grown, "Дана", "Сейілханова", search_key="dana seilhanova")

    by_surname, by_name = body(client, "dancers", q="сейілханова"), body(client, "dancers", q="айзере")

    assert "Дана Сейілханова" in by_surname
    assert "Айзере" not in by_surname
    assert "Айзере С." in by_name


def test_child_with_consent_is_found_by_surname(client: Client) -> None:
    show = stage.make_released()
    child = show.persons[0]
    stage.call(child, "Айзере", "Сейілханова", birth_date=date(2015, 3, 7), search_key="aizere seilhanova")
    people.make_consent(child)

    assert "Айзере Сейілханова" in body(client, "dancers", q="сейілханова")


def test_somebody_who_is_only_registered_is_in_no_list(client: Client) -> None:
    person = people.make_person("Гүлназ", "Ермекқызы", birth_date=date(1990, 1, 1))

    assert "Гүлназ" not in body(client, "dancers")
    assert client.get(reverse("public:dancer", args=[person.public_id])).status_code == 404


def test_entry_that_waits_or_is_refused_makes_nobody_public(client: Client) -> None:
    competition = contest.make_competition()
    entry = contest.make_entry(competition, status=Entry.Status.WAITLISTED)

    assert entry.display_name not in body(client, "dancers")


def test_home_says_so_where_there_is_nothing(client: Client) -> None:
    page = body(client, "home")

    assert "No festival is announced yet" in page
    assert "Nothing is released yet" in page


def test_academies_show_those_that_entered_and_are_public(client: Client) -> None:
    shown, hidden = contest.make_academy("Шаңырақ"), contest.make_academy("Тасада")
    Academy.objects.filter(pk=hidden.pk).update(public=False)
    competition = contest.make_competition()
    contest.make_entry(competition, academy=shown)
    contest.make_entry(competition, academy=hidden)

    page = body(client, "academies")

    assert "Шаңырақ" in page
    assert "Тасада" not in page
    assert client.get(reverse("public:academy", args=[hidden.slug])).status_code == 404


def test_search_finds_dancers_festivals_and_academies(client: Client) -> None:
    show = stage.make_released()
    stage.call(show.persons[0], "Дана", "Altynbek", search_key="dana altinbek")

    page = body(client, "search", q="altyn")

    assert show.staff.festival.title in page
    assert "Altynbek" in page


def test_draft_festival_and_draft_competition_are_in_no_list(client: Client) -> None:
    festival = contest.make_festival(status="draft", title_en="Secret meet")
    contest.make_competition(contest.make_festival(), status=Competition.Status.DRAFT, title_en="Secret contest")

    pages = body(client, "home") + body(client, "festivals") + body(client, "search", q="secret")

    assert "Secret" not in pages
    assert client.get(reverse("public:festival", args=[festival.slug])).status_code == 404


@pytest.mark.parametrize("name", ["home", "results", "dancers"])
def test_page_that_names_a_child_grows_old_when_the_consent_ends(client: Client, name: str) -> None:
    show = stage.make_released()
    child = show.persons[0]
    stage.call(child, "Айзере", "Сейілханова", birth_date=date(2015, 3, 7))
    people.make_consent(child)

    response = client.get(reverse(f"public:{name}"))

    assert "Сейілханова" in response.content.decode()
    assert f"person:{child.pk}" in getattr(response, ATTRIBUTE).tags
