"""A dancer's record across festivals, and an academy's page."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from competitions.models import EntryMember
from competitions.selectors.public import dancer_page, dancer_source
from dancers.models import Person
from events.models import FestivalSeries
from tests.competitions.public import stage
from tests.factories import contest, people

pytestmark = pytest.mark.django_db
Counts = Callable[[int], AbstractContextManager[object]]


def url(person: Person) -> str:
    return reverse("public:dancer", args=[person.public_id])


def career(places: list[int]) -> Person:
    """A dancer who took these places, one festival after another."""
    person = people.make_person("Аяулым", "Жұлдызқызы", birth_date=date(2000, 1, 1), country="KZ")
    for place in places:
        show = stage.make_released()
        EntryMember.objects.filter(entry=show.entries[place - 1]).update(person=person)
    return person


def load(person: Person) -> dancer_page.DancerPage:
    return dancer_page.page(dancer_source.load(person, timezone.localdate()))


@pytest.mark.parametrize("count", [1, 3])
def test_record_asks_the_same_for_one_and_for_three_results(
    client: Client, django_assert_num_queries: Counts, count: int
) -> None:
    person = career([2] * count)

    with django_assert_num_queries(10):
        client.get(url(person))


def test_record_holds_every_result_with_its_place(client: Client) -> None:
    person = career([1, 3])

    page = client.get(url(person)).content.decode()

    assert "medal-1" in page
    assert "medal-3" in page
    assert "First win" in page
    assert page.count('class="chart-') == 2


def test_chart_puts_a_win_on_top_with_a_ring_and_draws_a_line_between_results() -> None:
    chart = load(career([3, 1])).chart

    assert chart is not None
    (line,) = chart.wide.series
    assert [mark.is_win for mark in line.marks] == [False, True] or [mark.is_win for mark in line.marks] == [
        True,
        False,
    ]
    top = next(mark for mark in line.marks if mark.is_win)
    assert top.y == chart.wide.lines[0].y
    assert line.points.count(",") == 2


def test_chart_of_a_single_result_has_no_line() -> None:
    chart = load(career([2])).chart

    assert chart is not None
    assert chart.wide.series[0].points == ""


def test_first_winner_of_a_country_where_others_had_won_before() -> None:
    series = FestivalSeries.objects.create(title_en="Donau Cup", slug="donau-cup")
    earlier, later = stage.make_released(), stage.make_released()
    for show, year in ((earlier, 2024), (later, 2025)):
        type(show.staff.festival).objects.filter(pk=show.staff.festival.pk).update(
            series=series, starts_on=date(year, 5, 1), ends_on=date(year, 5, 2)
        )
    Person.objects.filter(pk=earlier.persons[0].pk).update(country="AT")
    Person.objects.filter(pk=later.persons[0].pk).update(country="KZ")

    firsts = load(later.persons[0]).firsts

    assert firsts[0].title == "First winner from Kazakhstan"
    assert "First winner" not in " ".join(row.title for row in load(earlier.persons[0]).firsts)


def test_child_shows_less_and_is_not_indexed(client: Client) -> None:
    person = career([1])
    Person.objects.filter(pk=person.pk).update(birth_date=date(2015, 3, 7))

    page = client.get(url(person)).content.decode()

    assert "Аяулым Ж." in page
    assert "Жұлдызқызы" not in page
    assert "2015" not in page
    assert '<meta name="robots" content="noindex">' in page
    assert "Firsts" not in page
    assert "Kazakhstan" not in page


def test_merged_record_leads_to_the_one_that_stands(client: Client) -> None:
    person = career([1])
    twin = people.make_person("Аяулым", "Жулдызкызы", merged_into=person, merged_at=timezone.now())

    response = client.get(url(twin))

    assert (response.status_code, response["Location"]) == (301, url(person))


def test_unreleased_place_is_not_in_the_record(client: Client) -> None:
    show = stage.make_show()

    page = client.get(url(show.persons[0])).content.decode()

    assert "medal" not in page
    assert show.url("competition") in page


def test_academy_shows_places_and_dancers(client: Client) -> None:
    show = stage.make_released()
    academy = contest.make_academy("Шаңырақ")
    entry = show.entries[0]
    type(entry).objects.filter(pk=entry.pk).update(academy=academy, academy_name=academy.name)
    people.make_member(academy, show.persons[0])

    page = client.get(reverse("public:academy", args=[academy.slug])).content.decode()

    assert "1 first place" in page
    assert page.count(show.persons[0].full_name) == 2
