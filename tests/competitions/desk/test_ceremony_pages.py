"""The remote at the desk: what it shows, what a press does, and what is said to a second one."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from competitions.models import ReleaseState
from dancers.models import User
from tests.competitions.public import stage
from tests.competitions.public.stage import Show
from tests.factories import contest

pytestmark = pytest.mark.django_db
FOUR: stage.Rows = [[[1, 1, 1], [2, 2, 2], [3, 3, 3], [4, 4, 4]]]


@pytest.fixture
def show() -> Show:
    show = stage.make_show(FOUR)
    show.release(for_ceremony=True)
    return show


@pytest.fixture
def announcer(show: Show) -> User:
    return contest.make_staff(show.staff.festival, "announcer")


def url(show: Show, name: str = "ceremony") -> str:
    return reverse(f"desk:{name}", args=[show.staff.festival.slug, show.competition.pk])


def press(client: Client, show: Show, act: str, **fields: object) -> str:
    response = client.post(url(show, "ceremony_press"), {"act": act, **fields}, follow=True)
    assert response.status_code == 200
    return response.content.decode()


def step() -> int | None:
    return ReleaseState.objects.get().reveal_step


def test_remote_shows_the_next_place_and_no_further(client: Client, show: Show, announcer: User) -> None:
    client.force_login(announcer)
    before = client.get(url(show)).content.decode()
    assert "Begin the ceremony" in before
    assert not [entry for entry in show.entries if entry.display_name in before]

    page = press(client, show, "begin")

    shown = [entry.display_name in page for entry in show.entries]
    assert shown == [False, False, False, True]
    assert "Reveal place 4" in page


def test_whole_ceremony_by_pressing(client: Client, show: Show, announcer: User) -> None:
    client.force_login(announcer)
    press(client, show, "begin")
    for expected in range(4):
        page = press(client, show, "next", expected=expected)
    assert "Every place is called." in page
    assert "End the ceremony" in page

    page = press(client, show, "end", sure="on")

    assert "The whole result is public" in page
    assert "the ceremony is over" in page
    assert step() is None
    assert client.get(show.url()).status_code == 200


def test_double_press_is_told_and_reveals_once(client: Client, show: Show, announcer: User) -> None:
    client.force_login(announcer)
    press(client, show, "begin")
    press(client, show, "next", expected=0)

    page = press(client, show, "next", expected=0)

    assert "Somebody pressed before you" in page
    assert step() == 1


@pytest.mark.parametrize("act", ["hide", "end"])
def test_what_cannot_be_undone_needs_a_confirmation(client: Client, show: Show, announcer: User, act: str) -> None:
    client.force_login(announcer)
    press(client, show, "begin")
    press(client, show, "next", expected=0)

    page = press(client, show, act, expected=1)

    assert "Confirm it first" in page
    assert step() == 1


@pytest.mark.parametrize(
    "fields", [{}, {"act": "jump"}, {"act": "next", "expected": "-1"}, {"act": "next", "expected": "x"}]
)
def test_nonsense_changes_nothing(client: Client, show: Show, announcer: User, fields: dict[str, str]) -> None:
    client.force_login(announcer)
    press(client, show, "begin")

    response = client.post(url(show, "ceremony_press"), fields)

    assert response.status_code == 302
    assert step() == 0


def test_competition_without_a_release_and_one_of_another_festival_are_404(
    client: Client, show: Show, announcer: User
) -> None:
    client.force_login(announcer)
    unreleased = stage.make_show(FOUR, staff=show.staff)
    foreign = stage.make_released(FOUR)

    assert client.get(url(unreleased)).status_code == 404
    slug, other = show.staff.festival.slug, foreign.competition.pk
    assert client.get(reverse("desk:ceremony", args=[slug, other])).status_code == 404


def test_list_names_what_waits_and_what_runs(client: Client, show: Show, announcer: User) -> None:
    client.force_login(announcer)
    stage.make_released(FOUR, staff=show.staff)
    listed = reverse("desk:ceremonies", args=[show.staff.festival.slug])

    assert client.get(listed).content.decode().count("ready to be revealed") == 1
    press(client, show, "begin")
    page = client.get(listed).content.decode()

    assert page.count("being revealed") == 1
    assert show.url().removesuffix("result/").rsplit("/", 2)[-2] not in page  # no link into the public result


def test_release_form_keeps_a_result_for_the_ceremony(client: Client) -> None:
    show = stage.make_show(FOUR)
    client.force_login(show.staff.chair)
    page = reverse("desk:release", args=[show.staff.festival.slug, show.competition.pk])
    form = client.get(page).content.decode()
    assert "Keep it for the ceremony" in form
    digest = form.split('name="digest" value="')[1].split('"')[0]

    response = client.post(page, {"digest": digest, "for_ceremony": "on"}, follow=True)

    assert "is kept for the ceremony" in response.content.decode()
    assert step() == 0
    assert client.get(show.url()).status_code == 404


def test_remote_asks_the_same_number_of_times_for_one_step_and_for_many(
    client: Client, show: Show, announcer: User
) -> None:
    client.force_login(announcer)
    press(client, show, "begin")
    press(client, show, "next", expected=0)
    few = count_queries(client, url(show))
    press(client, show, "next", expected=1)
    press(client, show, "next", expected=2)

    assert count_queries(client, url(show)) == few


def count_queries(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)
