"""The registrar's pages of the desk: who gets in, what they show, every act, and the questions they ask the database."""

from typing import Any

import pytest
from django.test import Client

from competitions.models import Entry, Participation
from events.models import Festival
from tests.factories import registration as people
from tests.factories.contest import make_entries, make_entry, make_festival, make_round, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client) -> Client:
    """A browser in which the registrar of the festival "meet" is signed in."""
    client.force_login(make_staff(make_festival(slug="meet"), "registrar"))
    return client


def here(rest: str = "") -> str:
    """The address of a page of the festival "meet"."""
    return f"/desk/meet/registration/{rest}"


def text(answer: Any) -> str:
    """The text of a page with single spaces."""
    return " ".join(answer.content.decode().split())


def meet() -> Any:
    """The festival at which the registrar works."""
    return Festival.objects.get(slug="meet")


def ask(status: str = "pending", name: str = "Шаңырақ") -> Participation:
    """An academy that asked to take part."""
    return people.make_asked(meet(), people.make_school(name), status)


ACTS = ["approve", "accept", "open", "close", "numbers", "waiting", "number"]


def address(act: str) -> str:
    """The address of an act on something that exists."""
    competition = people.make_open_competition(meet())
    entry = make_entry(competition, 1, status="accepted")
    asked = ask()
    return {
        "approve": here(f"participations/{asked.pk}/approve/"),
        "refuse participation": here(f"participations/{asked.pk}/refuse/"),
        "list": here(f"competitions/{competition.pk}/"),
        "open": here(f"competitions/{competition.pk}/open/"),
        "close": here(f"competitions/{competition.pk}/close/"),
        "numbers": here(f"competitions/{competition.pk}/numbers/"),
        "waiting": here(f"competitions/{competition.pk}/waiting/"),
        "accept": here(f"entries/{entry.pk}/accept/"),
        "refuse": here(f"entries/{entry.pk}/refuse/"),
        "take out": here(f"entries/{entry.pk}/take-out/"),
        "number": here(f"entries/{entry.pk}/number/"),
    }[act]


EVERYTHING = [*ACTS, "refuse participation", "list", "refuse", "take out"]


@pytest.mark.parametrize("act", EVERYTHING)
@pytest.mark.parametrize(("role", "status"), [("scrutineer", 403), ("viewer", 403), ("", 404)])
def test_other_roles_and_strangers_do_not_get_in(client: Client, act: str, role: str, status: int) -> None:
    festival = make_festival(slug="meet")
    url = address(act)
    user = make_staff(festival, role) if role else make_staff(make_festival(), "owner")
    client.force_login(user)

    method = client.get if act == "list" else client.post
    assert method(url, {"reason": "No."} if act != "list" else None).status_code == status
    assert Participation.objects.filter(status="pending").count() == 1
    assert Entry.objects.get().status == "accepted"


@pytest.mark.parametrize("act", ACTS)
def test_acts_are_no_links(desk: Client, act: str) -> None:
    assert desk.get(address(act)).status_code == 405


def test_other_festivals_things_are_not_found(desk: Client) -> None:
    competition = people.make_open_competition(make_festival())
    entry = make_entry(competition)
    asked = people.make_asked(competition.festival, people.make_school(), "pending")

    for rest in (
        f"participations/{asked.pk}/approve/",
        f"participations/{asked.pk}/refuse/",
        f"competitions/{competition.pk}/numbers/",
        f"competitions/{competition.pk}/close/",
        f"entries/{entry.pk}/accept/",
        f"entries/{entry.pk}/refuse/",
        f"entries/{entry.pk}/number/",
    ):
        assert desk.post(here(rest), {"reason": "No.", "label": "5"}).status_code == 404
    assert desk.get(here(f"competitions/{competition.pk}/")).status_code == 404


def test_empty_festival_says_so(desk: Client) -> None:
    page = text(desk.get(here()))

    assert "Nobody has asked yet" in page
    assert "No competitions yet" in page


def test_participation_is_approved_and_a_second_press_says_so(desk: Client) -> None:
    asked = ask()
    url = here(f"participations/{asked.pk}/approve/")

    assert "Шаңырақ takes part." in text(desk.post(url, follow=True))
    assert "decided already" in text(desk.post(url, follow=True))
    asked.refresh_from_db()
    assert asked.status == "approved"


def test_participation_is_refused_with_a_reason_only(desk: Client) -> None:
    asked = ask()
    url = here(f"participations/{asked.pk}/refuse/")

    assert "Refuse Шаңырақ?" in text(desk.get(url))
    assert "This field is required." in text(desk.post(url, {"reason": ""}))
    assert "Шаңырақ is refused." in text(desk.post(url, {"reason": "No papers."}, follow=True))
    asked.refresh_from_db()
    assert (asked.status, asked.reason) == ("refused", "No papers.")


def test_waiting_academies_stand_first(desk: Client) -> None:
    ask("approved", "Aaa")
    ask("pending", "Zzz")

    page = text(desk.get(here()))

    assert page.index("Zzz") < page.index("Aaa")


def test_entries_open_and_close(desk: Client) -> None:
    competition = people.make_open_competition(meet(), status="draft")

    desk.post(here(f"competitions/{competition.pk}/open/"))
    competition.refresh_from_db()
    assert competition.status == "open"
    desk.post(here(f"competitions/{competition.pk}/close/"))
    competition.refresh_from_db()
    assert competition.status == "closed"
    assert "nothing was changed" in text(desk.post(here(f"competitions/{competition.pk}/close/"), follow=True))


def test_numbers_are_given_from_a_start(desk: Client) -> None:
    competition = people.make_open_competition(meet())
    make_entry(competition), make_entry(competition)
    url = here(f"competitions/{competition.pk}/numbers/")

    assert "2 numbers were given." in text(desk.post(url, {"start": "201"}, follow=True))
    assert "0 numbers were given." in text(desk.post(url, {"start": ""}, follow=True))
    assert "Enter a whole number." in text(desk.post(url, {"start": "x"}, follow=True))


def test_number_taken_twice_names_the_holder(desk: Client) -> None:
    competition = people.make_open_competition(meet())
    make_entry(competition, 101, display_name="Аружан Ким")
    entry = make_entry(competition)
    url = here(f"entries/{entry.pk}/number/")

    assert "Number 101 is on the back of Аружан Ким." in text(desk.post(url, {"label": "101"}, follow=True))
    assert "is not a number for a back" in text(desk.post(url, {"label": "x!x"}, follow=True))
    assert "This field is required." in text(desk.post(url, {"label": ""}, follow=True))
    desk.post(url, {"label": "102"})
    assert entry.numbers.get().label == "102"


def test_entry_is_refused_accepted_and_withdrawn(desk: Client) -> None:
    entry = make_entry(people.make_open_competition(meet()), display_name="Аружан Ким")

    assert "Аружан Ким is refused." in text(
        desk.post(here(f"entries/{entry.pk}/refuse/"), {"reason": "No piece."}, follow=True)
    )
    assert "Аружан Ким is accepted." in text(desk.post(here(f"entries/{entry.pk}/accept/"), follow=True))
    assert "Withdraw Аружан Ким?" in text(desk.get(here(f"entries/{entry.pk}/take-out/")))
    assert "Аружан Ким is withdrawn." in text(
        desk.post(here(f"entries/{entry.pk}/take-out/"), {"reason": ""}, follow=True)
    )
    entry.refresh_from_db()
    assert entry.status == "withdrawn"


def test_entry_of_a_running_competition_is_left_to_the_desk(desk: Client) -> None:
    entry = make_entry(people.make_open_competition(meet()))
    make_round(entry.competition, status="open")

    page = text(desk.post(here(f"entries/{entry.pk}/refuse/"), {"reason": "No."}, follow=True))

    assert "has begun" in page


def test_free_places_are_filled(desk: Client) -> None:
    competition = people.make_open_competition(meet(), capacity=1)
    make_entry(competition, status="waitlisted")

    page = text(desk.post(here(f"competitions/{competition.pk}/waiting/"), follow=True))

    assert "1 entry moved up." in page


def test_entries_are_found_by_name_and_by_number(desk: Client) -> None:
    competition = people.make_open_competition(meet())
    one, _two = make_entry(competition, 101, display_name="Первая"), make_entry(competition, 102, display_name="Вторая")
    type(one.members.get().person).objects.filter(pk=one.members.get().person_id).update(search_key="kuanis aliev")
    url = here(f"competitions/{competition.pk}/")

    for words in ("101", "Қуаныш", "QUANYSH ali"):
        page = text(desk.get(url, {"q": words}))
        assert "Первая" in page
        assert "Вторая" not in page
    assert "No entry here is called “xyz”" in text(desk.get(url, {"q": "xyz"}))


def test_entry_shows_each_dancer_with_the_age_that_counts(desk: Client) -> None:
    competition = people.make_open_competition(meet(), age_rule="in_year")
    entry = make_entry(competition)
    person = entry.members.get().person

    page = text(desk.get(here(f"competitions/{competition.pk}/")))

    assert f"{person.full_name}, 26" in page


@pytest.mark.parametrize("count", [1, 3])
def test_registration_queries(desk: Client, count: int, django_assert_num_queries: Any) -> None:
    for index in range(count):
        ask(name=f"Academy no {index}")
        make_entries(people.make_open_competition(meet()), [100 + index])

    with django_assert_num_queries(8):
        desk.get(here())


@pytest.mark.parametrize("count", [1, 3])
def test_entries_queries(desk: Client, count: int, django_assert_num_queries: Any) -> None:
    competition = people.make_open_competition(meet())
    make_entries(competition, list(range(101, 101 + count)))
    for _each in range(count):
        make_entry(competition, status="waitlisted")

    with django_assert_num_queries(13):
        desk.get(here(f"competitions/{competition.pk}/"))
