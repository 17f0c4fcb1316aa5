"""A festival's pages and its competitions: every tab, the drifting programme, who is entered."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from competitions.selectors.public import programme
from events.models import Festival
from tests.competitions.public import stage
from tests.factories import contest, meet

pytestmark = pytest.mark.django_db
Counts = Callable[[int], AbstractContextManager[object]]
TABS = (
    "festival_now",
    "festival_programme",
    "festival_results",
    "festival_competitions",
    "festival_prizes",
    "festival_info",
)
NINE = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


def url(festival: Festival, name: str = "festival") -> str:
    return reverse(f"public:{name}", args=[festival.slug])


@pytest.mark.parametrize("tab", TABS)
def test_every_tab_stands_empty_and_full(client: Client, tab: str) -> None:
    empty, full = contest.make_festival(), stage.make_released()
    contest.make_prize(full.competition, 100_00, 1)
    meet.make_item(meet.make_session(full.staff.festival), 1, planned_at=NINE)

    for festival in (empty, full.staff.festival):
        response = client.get(url(festival, tab))
        assert response.status_code == 200
        assert festival.title in response.content.decode()


@pytest.mark.parametrize("tab", ["festival", *TABS])
def test_unknown_festival_is_not_there(client: Client, tab: str) -> None:
    assert client.get(reverse(f"public:{tab}", args=["nowhere"])).status_code == 404


@pytest.mark.parametrize(
    ("starts", "ends", "shown"),
    [(-1, 1, "Just published"), (5, 6, "Latin, adults"), (-9, -8, "Nothing is released yet")],
)
def test_own_address_shows_what_matters_now(client: Client, starts: int, ends: int, shown: str) -> None:
    today = timezone.localdate()
    festival = contest.make_festival(starts_on=today + timedelta(days=starts), ends_on=today + timedelta(days=ends))
    contest.make_competition(festival)

    assert shown in client.get(url(festival)).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_now_asks_the_same_for_one_and_for_three_items(
    client: Client, django_assert_num_queries: Counts, count: int
) -> None:
    session = meet.make_session()
    for position in range(1, count + 1):
        meet.make_item(session, position, planned_at=NINE)

    with django_assert_num_queries(6):
        client.get(url(session.stage.festival, "festival_now"))


@pytest.mark.parametrize("count", [1, 3])
def test_competitions_ask_the_same_for_one_and_for_three(
    client: Client, django_assert_num_queries: Counts, count: int
) -> None:
    festival = contest.make_festival()
    for _number in range(count):
        contest.make_entry(contest.make_competition(festival))

    with django_assert_num_queries(5):
        client.get(url(festival, "festival_competitions"))


def test_delay_moves_what_follows_and_a_break_takes_it_up() -> None:
    festival = contest.make_festival(time_zone="UTC")
    session = meet.make_session(festival)
    meet.make_item(
        session, 1, planned_at=NINE, duration_s=600, status="on_stage", started_at=NINE + timedelta(minutes=12)
    )
    meet.make_item(session, 2, planned_at=NINE + timedelta(minutes=10), duration_s=600, title_en="Next")
    meet.make_item(session, 3, planned_at=NINE + timedelta(minutes=40), duration_s=600, title_en="Later")

    (now,) = programme.stages_now(festival, NINE + timedelta(minutes=13))

    assert now.card is not None
    assert (now.card.state, now.card.drift, now.card.foot) == ("live", "about 12 min behind", "until ~09:22")
    assert [(row.when, row.planned) for row in now.rows] == [("09:22", "09:10"), ("09:40", "")]


def test_item_that_runs_over_is_expected_to_end_now_at_the_earliest() -> None:
    festival = contest.make_festival(time_zone="UTC")
    session = meet.make_session(festival)
    meet.make_item(session, 1, planned_at=NINE, duration_s=600, status="on_stage", started_at=NINE)
    meet.make_item(session, 2, planned_at=NINE + timedelta(minutes=10), duration_s=600)

    (now,) = programme.stages_now(festival, NINE + timedelta(minutes=30))

    assert now.rows[0].when == "09:30"


def test_programme_tells_times_on_the_festivals_clock(client: Client) -> None:
    festival = contest.make_festival(time_zone="Asia/Almaty")
    meet.make_item(meet.make_session(festival), 1, planned_at=NINE, title_en="Opening")

    page = client.get(url(festival, "festival_programme")).content.decode()

    assert "14:00" in page
    assert "Astana time (UTC+5)" in page


def test_skipped_item_is_struck_and_delays_nothing() -> None:
    festival = contest.make_festival(time_zone="UTC")
    session = meet.make_session(festival)
    meet.make_item(session, 1, planned_at=NINE, duration_s=3600, status="skipped")
    meet.make_item(session, 2, planned_at=NINE + timedelta(minutes=10), duration_s=600)

    (day,) = programme.days(festival, NINE)

    rows = day.stages[0][1][0].rows
    assert [(row.state, row.when, row.planned) for row in rows] == [
        ("cancelled", "09:00", ""),
        ("planned", "09:10", ""),
    ]


def test_competition_names_who_is_entered_and_shortens_children(client: Client) -> None:
    competition = contest.make_competition()
    entry = contest.make_entry(competition, 7)
    stage.call(entry.members.get().person, "Айзере", "Сейілханова", birth_date=date(2015, 3, 7))

    page = client.get(
        reverse("public:competition", args=[competition.festival.slug, competition.slug])
    ).content.decode()

    assert "Айзере С." in page
    assert "Сейілханова" not in page
    assert '<span class="tag">7</span>' in page


@pytest.mark.parametrize("count", [1, 3])
def test_competition_asks_the_same_for_one_and_for_three_entries(
    client: Client, django_assert_num_queries: Counts, count: int
) -> None:
    competition = contest.make_competition()
    contest.make_entries(competition, range(1, count + 1))
    contest.make_round(competition)

    with django_assert_num_queries(8):
        client.get(reverse("public:competition", args=[competition.festival.slug, competition.slug]))


def test_group_goes_by_its_own_name_unless_that_gives_a_child_away(client: Client) -> None:
    competition = contest.make_competition(size="small_group", members_max=8)
    own, telling = contest.make_entry(competition, 1), contest.make_entry(competition, 2)
    for entry, name in ((own, "Наз"), (telling, "Айзере Сейілханова мен достары")):
        stage.call(entry.members.get().person, "Айзере", "Сейілханова", birth_date=date(2015, 3, 7))
        type(entry).objects.filter(pk=entry.pk).update(display_name=name)

    page = client.get(
        reverse("public:competition", args=[competition.festival.slug, competition.slug])
    ).content.decode()

    assert "Наз" in page
    assert "Сейілханова" not in page
