"""The big screen: the ceremony pressed last, else now and next; never more than the public pages say."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from competitions.models import ReleaseState
from competitions.services import ceremony, releases
from events.models import ItemStatus, ProgrammeItem
from live.published import ATTRIBUTE
from tests.competitions.public import stage
from tests.competitions.public.stage import Show
from tests.competitions.public.test_reveal import SHARED, begun, release_of
from tests.factories import contest
from tests.factories.contest import actor_of

pytestmark = pytest.mark.django_db


def url(show: Show) -> str:
    return f"/en/screen/{show.staff.festival.slug}/"


def body(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, (path, response.status_code)
    return response.content.decode()


def test_resting_screen_shows_now_and_next(client: Client) -> None:
    show = stage.make_show()
    now = contest.make_programme_item(show.staff.festival, position=1, title_en="Latin, final")
    contest.make_programme_item(show.staff.festival, position=2, title_en="Prizes: folk dance")
    ProgrammeItem.objects.filter(pk=now.pk).update(status=ItemStatus.ON_STAGE, started_at=timezone.now())

    page = body(client, url(show))

    assert "<h1>Latin, final</h1>" in page
    assert "<strong>Prizes: folk dance</strong>" in page
    assert f'data-zone="{show.staff.festival.time_zone}"' in page


def test_screen_without_a_programme_names_the_festival(client: Client) -> None:
    show = stage.make_show()

    assert f"<h1>{show.staff.festival.title}</h1>" in body(client, url(show))
    assert f"<h1>{show.staff.festival.title}</h1>" in body(client, url(show) + "?stage=99999999")


def test_screen_shows_the_place_called_last_and_hides_the_rest(client: Client) -> None:
    show = begun(steps=3)

    page = body(client, url(show))

    called = show.persons[2]
    assert f"<span>{called.given_name} {called.family_name}</span>" in page
    assert "screen-place-3" in page
    assert page.count("is-hidden") == 2
    assert 'screen-step-3 is-new"' in page
    for person in (*show.persons[:2], *show.persons[3:]):
        assert person.family_name not in page


def test_shared_place_calls_both(client: Client) -> None:
    page = body(client, url(begun(SHARED, steps=3)))

    assert "Place 2–3" in page
    assert "screen-called-2" in page


def test_ceremony_before_its_first_place_shows_the_title_and_dashed_steps(client: Client) -> None:
    page = body(client, url(begun(steps=0)))

    assert "Award ceremony" in page
    assert page.count("is-hidden") == 3


def test_result_that_waits_or_is_public_does_not_take_the_screen(client: Client) -> None:
    show = stage.make_show()
    show.release(for_ceremony=True)
    stage.make_released(staff=show.staff)

    assert "screen-rest" in body(client, url(show))


def test_screen_keeps_the_last_picture_a_while_and_rests_then(client: Client) -> None:
    show = begun(steps=5)
    user = show.staff.owner
    ceremony.end(actor=actor_of(user), user=user, release=release_of(show))

    response = client.get(url(show))
    assert "screen-reveal" in response.content.decode()
    assert getattr(response, ATTRIBUTE).until is not None
    ReleaseState.objects.update(revealed_at=timezone.now() - timedelta(minutes=4))

    assert "screen-rest" in body(client, url(show))


def test_ceremony_pressed_last_is_the_one_on_screen(client: Client) -> None:
    first = begun(steps=1)
    second = stage.make_show(staff=first.staff)
    release = second.release(for_ceremony=True)
    user = first.staff.owner
    ceremony.begin(actor=actor_of(user), user=user, release=release)
    assert first.persons[4].family_name not in body(client, url(first))

    ceremony.reveal_next(actor=actor_of(user), user=user, release=release_of(first), expected=1)

    assert first.persons[3].family_name in body(client, url(first))


def test_taken_back_and_unknown_show_nothing(client: Client) -> None:
    show = begun(steps=2)
    chair = show.staff.chair
    releases.retract(actor=actor_of(chair), user=chair, release=release_of(show), reason="A sheet was mixed up.")

    assert "screen-rest" in body(client, url(show))
    assert client.get("/en/screen/no-such-festival/").status_code == 404
    type(show.staff.festival).objects.update(status="draft")
    assert client.get(url(show)).status_code == 404


def test_screen_asks_the_same_number_of_times_however_much_is_revealed(
    client: Client, django_assert_num_queries: object
) -> None:
    show = begun(steps=1)
    user = show.staff.owner
    with django_assert_num_queries(6):  # type: ignore[operator]
        body(client, url(show))
    for step in (1, 2, 3):
        ceremony.reveal_next(actor=actor_of(user), user=user, release=release_of(show), expected=step)

    with django_assert_num_queries(6):  # type: ignore[operator]
        body(client, url(show))


def test_post_is_refused(client: Client) -> None:
    assert client.post(url(stage.make_show())).status_code == 405
