"""What the public reads of a result in its ceremony: the places revealed so far, and nothing that depends on the others."""

import re
from collections.abc import Sequence
from typing import Any

import pytest
from django.test import Client

from competitions.models import Release, ReleaseState
from competitions.services import ceremony, releases
from tests.competitions.public import stage
from tests.competitions.public.stage import Show
from tests.factories import contest
from tests.factories.contest import actor_of

pytestmark = pytest.mark.django_db
FIVE: stage.Rows = [[[1, 1, 1], [2, 2, 2], [3, 3, 3], [4, 4, 4], [5, 5, 5]]]
SHARED: stage.Rows = [[[1, 1, 1, 1], [2, 3, 2, 3], [3, 2, 3, 2], [4, 4, 4, 4], [5, 5, 5, 5]]]


def begun(rows: stage.Rows = FIVE, *, steps: int = 0, **fields: Any) -> Show:
    """A release whose ceremony has begun and has revealed so many steps."""
    show = stage.make_show(rows, **fields)
    release = show.release(for_ceremony=True)
    owner = contest.make_staff(show.staff.festival, "announcer")
    ceremony.begin(actor=actor_of(owner), user=owner, release=release)
    for step in range(steps):
        ceremony.reveal_next(actor=actor_of(owner), user=owner, release=release, expected=step)
    return show


def release_of(show: Show) -> Release:
    return show.competition.releases.get()


def body(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, (url, response.status_code)
    return response.content.decode()


def numbers_in(page: str) -> Sequence[str]:
    return re.findall(r'<tr id="n-(\d+)">', page)


def test_result_that_waits_for_its_ceremony_is_not_there(client: Client) -> None:
    show = stage.make_show(FIVE)
    show.release(for_ceremony=True)

    for name in ("result", "print_result", "sheet_file", "marks_file"):
        assert client.get(show.url(name)).status_code == 404


def test_page_follows_step_by_step_the_best_on_top(client: Client) -> None:
    show = begun(steps=0)
    url = show.url()
    seen = [numbers_in(body(client, url))]
    user = show.staff.owner
    for step in range(5):
        ceremony.reveal_next(actor=actor_of(user), user=user, release=release_of(show), expected=step)
        seen.append(numbers_in(body(client, url)))

    assert seen[:3] == [[], ["105"], ["104", "105"]]
    assert seen[5] == ["101", "102", "103", "104", "105"]


def test_hidden_entries_are_nowhere_on_the_page(client: Client) -> None:
    show = begun(steps=2)

    page = body(client, show.url())

    for person in show.persons[:3]:
        assert person.family_name not in page
    for person in show.persons[3:]:
        assert person.family_name in page
    assert "data-follow" in page
    assert page.count('class="podium-empty"') == 3


def test_shared_place_stands_on_one_step_and_takes_the_next(client: Client) -> None:
    page = body(client, begun(SHARED, steps=3).url())

    assert page.count("<b>2–3</b>") == 1
    assert numbers_in(page) == ["102", "103", "104", "105"]


def test_everything_else_of_it_stays_closed_until_the_end(client: Client) -> None:
    show = begun(steps=5)
    names = ("print_result", "sheet_file", "marks_file")
    assert [client.get(show.url(name)).status_code for name in names] == [404, 404, 404]
    assert client.get(show.url("why", key="105")).status_code == 404
    assert client.get(show.url("release", number=1)).status_code == 404

    user = show.staff.owner
    ceremony.end(actor=actor_of(user), user=user, release=release_of(show))

    assert [client.get(show.url(name)).status_code for name in names] == [200, 200, 200]
    page = body(client, show.url())
    assert "How this was decided" in page
    assert "data-follow" not in page


def test_ceremony_that_is_taken_back_reads_under_review(client: Client) -> None:
    show = begun(steps=2)
    chair = show.staff.chair
    releases.retract(actor=actor_of(chair), user=chair, release=release_of(show), reason="A sheet was mixed up.")

    page = body(client, show.url())

    assert "under review" in page
    assert show.persons[4].family_name not in page


def test_correction_in_the_middle_takes_the_place_of_what_was_revealed(client: Client) -> None:
    show = begun(stage.THREE, steps=1)
    show.correct()

    page = body(client, show.url())

    assert "Corrected" in page
    assert "data-follow" not in page
    assert client.get(show.url("release", number=1)).status_code == 404


@pytest.mark.parametrize("steps", [1, 4])
def test_reveal_page_asks_the_same_number_of_times_however_much_is_revealed(
    client: Client, django_assert_num_queries: object, steps: int
) -> None:
    show = begun(steps=steps)

    with django_assert_num_queries(5):  # type: ignore[operator]
        client.get(show.url())


def test_small_final_has_as_many_steps_as_entries_from_the_start(client: Client) -> None:
    two: stage.Rows = [[[1, 1, 1], [2, 2, 2]]]

    assert body(client, begun(two).url()).count('class="podium-empty"') == 2
    assert ReleaseState.objects.get().reveal_step == 0
