"""What the pages of the portal say, and how many questions they ask the database."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from competitions.models import Competition, Participation
from competitions.services import numbers
from tests.competitions.portal.conftest import party_url
from tests.factories import registration as people
from tests.factories.contest import make_festival, make_staff, make_user
from tests.factories.registration import School

pytestmark = pytest.mark.django_db


def soon(**fields: Any) -> Any:
    """A festival that is still to come and takes entries for five days more."""
    today = timezone.now().date()
    values = {
        "starts_on": today + timedelta(days=20),
        "ends_on": today + timedelta(days=22),
        "entries_close_at": timezone.now() + timedelta(days=5),
    }
    return make_festival(**{**values, **fields})


def text_of(client: Client, url: str) -> str:
    """The page's text with single spaces."""
    answer = client.get(url)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_start_page_offers_both_ways(client: Client) -> None:
    client.force_login(make_user())

    page = text_of(client, "/en/portal/")

    assert "I look after an academy" in page
    assert "I dance on my own" in page


def test_who_acts_for_one_is_led_there(school: School, manager: Client) -> None:
    assert manager.get("/en/portal/")["Location"] == party_url(school)
    assert "For whom do you enter?" in text_of(manager, "/en/portal/?all=1")


def test_first_thing_to_do_is_the_first_dancer(school: School, manager: Client) -> None:
    page = text_of(manager, party_url(school))

    assert "Add your first dancer" in page
    assert "No festival takes entries now" in page


def test_to_do_names_festival_birth_date_and_waiting(school: School, manager: Client) -> None:
    festival = soon(title_en="Altyn Adym", entries_close_at=None)
    people.make_dancer(school, "Інжу", "Тілеуқабылова", birth_date=None)
    competition = people.make_open_competition(festival, capacity=1, title_en="Ballet")
    people.make_open_competition(soon(title_en="Winter Days"))
    for name in ("Аня", "Белла"):
        people.enter(school, competition, people.make_dancer(school, name, "Ким"))

    page = text_of(manager, party_url(school))

    assert "Ask to take part in Winter Days" in page
    assert "Entries close in 5 days" in page
    assert "Add the birth date of Інжу Тілеуқабылова" in page
    assert "Белла Ким waits for a place in Ballet" in page
    assert "2 entries, 1 waiting" in page
    assert "Add your first dancer" not in page


def test_many_missing_birth_dates_are_one_task(school: School, manager: Client) -> None:
    for index in range(5):
        people.make_dancer(school, f"Дана{index}", birth_date=None)

    page = text_of(manager, party_url(school))

    assert "5 dancers have no birth date" in page
    assert "Дана4" in text_of(manager, party_url(school, "dancers/?missing=birth_date"))


def test_festival_that_is_over_or_closed_asks_for_nothing(school: School, manager: Client) -> None:
    people.make_dancer(school)
    people.make_open_competition(soon(title_en="Too late", entries_close_at=timezone.now() - timedelta(hours=1)))
    people.make_open_competition(soon(title_en="A draft", status="draft"))
    people.make_open_competition(soon(title_en="All closed"), status="closed")

    page = text_of(manager, party_url(school))

    for title in ("Too late", "A draft", "All closed"):
        assert title not in page
    assert "All is done. Thank you." in page


def test_roster_finds_names_in_any_alphabet(school: School, manager: Client) -> None:
    people.make_dancer(school, "Қуаныш", "Әлиев", search_key="kuanis aliev")
    people.make_dancer(school, "Белла", "Ким", search_key="bela kim")

    page = text_of(manager, party_url(school, "dancers/?q=quanysh"))

    assert "Қуаныш Әлиев" in page
    assert "Белла Ким" not in page


def test_roster_says_when_nobody_is_found(school: School, manager: Client) -> None:
    people.make_dancer(school)

    assert "Nobody on your roster is called “<b>xyz”" not in text_of(manager, party_url(school, "dancers/?q=<b>xyz"))
    assert "Nobody on your roster is called “&lt;b&gt;xyz”" in text_of(manager, party_url(school, "dancers/?q=<b>xyz"))


@pytest.mark.parametrize("page", ["999999999", "-1", "NaN", "", "1'"])
def test_roster_bears_nonsense_pages(school: School, manager: Client, page: str) -> None:
    people.make_dancer(school)

    assert manager.get(party_url(school, f"dancers/?page={page}")).status_code == 200


def test_roster_shows_a_minors_public_name(school: School, manager: Client) -> None:
    people.make_dancer(school)

    assert "first name and initial" in text_of(manager, party_url(school, "dancers/"))


@pytest.mark.parametrize("count", [1, 3])
def test_roster_queries(school: School, manager: Client, count: int, django_assert_num_queries: Any) -> None:
    for index in range(count):
        people.make_dancer(school, f"Дана{index}")

    with django_assert_num_queries(8):
        manager.get(party_url(school, "dancers/"))


@pytest.mark.parametrize("count", [1, 3])
def test_party_queries(school: School, manager: Client, count: int, django_assert_num_queries: Any) -> None:
    for index in range(count):
        competition = people.make_open_competition(soon(), capacity=1)
        people.make_dancer(school, f"Инжу{index}", birth_date=None)
        for name in ("Аня", "Белла"):
            people.enter(school, competition, people.make_dancer(school, f"{name}{index}"))

    with django_assert_num_queries(12):
        manager.get(party_url(school))


def fill_festival(school: School, count: int) -> None:
    """A festival with solos, a duo, numbers and a waiting list, `count` times each."""
    festival = soon(slug="meet")
    for index in range(count):
        solo = people.make_open_competition(festival, capacity=1, title_en=f"Solo {index}")
        duo = people.make_open_competition(festival, size="duo", title_en=f"Duo {index}")
        one, two = people.make_dancer(school, f"Аня{index}"), people.make_dancer(school, f"Белла{index}")
        people.enter(school, solo, one)
        people.enter(school, solo, two)
        people.enter(school, duo, one, two)
        owner = make_staff(festival, "owner")
        numbers.assign_numbers(actor=people.actor_of(owner), user=owner, competition=solo)


@pytest.mark.parametrize("count", [1, 3])
def test_festival_queries(school: School, manager: Client, count: int, django_assert_num_queries: Any) -> None:
    fill_festival(school, count)

    with django_assert_num_queries(17):
        manager.get(party_url(school, "festivals/meet/"))


def cells_of(client: Client, school: School) -> list[tuple[str, str]]:
    """State and text of each cell of the grid, row by row."""
    answer = client.get(party_url(school, "festivals/meet/"))
    return [(cell["state"], cell["text"]) for _row, cells in answer.context["rows"] for cell in cells]


def grid(school: School, *contests: dict[str, Any], **dancer: Any) -> tuple[Any, list[Competition]]:
    """One dancer of the school and these competitions at an approved festival."""
    festival = soon(slug="meet")
    people.make_asked(festival, school)
    made = [
        people.make_open_competition(festival, **{"position": index, **fields}) for index, fields in enumerate(contests)
    ]
    return people.make_dancer(school, **dancer), made


def test_cell_says_entered_with_number_and_partner(school: School, manager: Client) -> None:
    dancer, (solo, duo) = grid(school, {}, {"size": "duo"})
    partner = people.make_dancer(school, "Полина", sort_key="zz")
    people.enter(school, solo, dancer)
    people.enter(school, duo, dancer, partner)
    owner = make_staff(solo.festival, "owner")
    numbers.assign_numbers(actor=people.actor_of(owner), user=owner, competition=solo, start=7)

    assert cells_of(manager, school)[:2] == [("in", "7"), ("in", "Полина")]


def test_cell_says_why_not(school: School, manager: Client) -> None:
    grid(school, {"age_min": 18}, {"status": "closed"}, birth_date=date(2014, 1, 1))

    assert cells_of(manager, school) == [("not", "age"), ("not", "closed")]


def test_cell_asks_for_the_birth_date(school: School, manager: Client) -> None:
    dancer, _contests = grid(school, {"age_min": 10}, {}, birth_date=None)

    assert cells_of(manager, school) == [("wait", "date?"), ("may", "")]
    assert party_url(school, f"dancers/{dancer.public_id}/") in text_of(manager, party_url(school, "festivals/meet/"))


def test_cell_says_waiting_with_the_place_in_the_queue(school: School, manager: Client) -> None:
    dancer, (solo,) = grid(school, {"capacity": 1})
    other = people.make_school()
    for name in ("Аня", "Белла"):
        people.enter(other, solo, people.make_dancer(other, name))
    assert cells_of(manager, school) == [("may", "full")]

    people.enter(school, solo, dancer)

    assert cells_of(manager, school) == [("wait", "wait 2")]


def test_refused_academy_may_nothing_and_reads_why(school: School, manager: Client) -> None:
    _dancer, (solo,) = grid(school, {})
    Participation.objects.update(status="refused", reason="No papers.")

    assert cells_of(manager, school) == [("not", "–")]
    assert "The organiser’s reason: No papers." in text_of(manager, party_url(school, "festivals/meet/"))
    assert solo.entries.count() == 0


def test_before_asking_the_grid_shows_but_enters_nobody(school: School, manager: Client) -> None:
    grid(school, {})
    Participation.objects.all().delete()

    page = text_of(manager, party_url(school, "festivals/meet/"))

    assert "does not take part yet" in page
    assert cells_of(manager, school) == [("may", "")]
    assert "/enter/" not in page


def test_dancer_alone_has_nobody_for_a_pair(client: Client) -> None:
    festival = soon(slug="meet")
    people.make_open_competition(festival, size="duo")
    client.force_login(make_user(person=people.make_dancer(None)))

    answer = client.get("/en/portal/me/festivals/meet/")

    assert [cell["text"] for _row, cells in answer.context["rows"] for cell in cells] == ["no pair"]


def test_names_stay_inert(school: School, manager: Client) -> None:
    grid(
        school,
        {"title_en": "<script>alert(1)</script>"},
        given_name="<img src=x onerror=alert(1)>",
        family_name="{{7*7}}",
    )

    page = text_of(manager, party_url(school, "festivals/meet/"))

    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "{{7*7}}" in page
