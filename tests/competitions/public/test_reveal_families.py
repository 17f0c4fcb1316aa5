"""A ceremony of a konkurs: titles are revealed with their places, and a place counted apart is no step."""

import pytest
from django.test import Client

from competitions.models import Competition
from competitions.selectors import ceremonies
from competitions.services import ceremony, releases
from tests.competitions.public.test_result_families import konkurs
from tests.factories.contest import actor_of

pytestmark = pytest.mark.django_db


def test_title_is_revealed_with_its_place_and_not_before(client: Client) -> None:
    floor = konkurs()
    floor.hand_in()
    floor.tabulate()
    competition = Competition.objects.get(pk=floor.competition.pk)
    chair, owner = floor.staff.chair, floor.staff.owner
    digest = releases.preview(competition).digest
    release = releases.publish(
        actor=actor_of(chair), user=chair, competition=competition, expected_digest=digest, for_ceremony=True
    )
    ceremony.begin(actor=actor_of(owner), user=owner, release=release)
    path = f"/en/screen/{competition.festival.slug}/"
    steps = ceremonies.steps_of(release)
    titles = [step.titles[0] for step in steps]
    assert titles[-1] == "Лауреат I степени"

    for step in range(len(steps)):
        assert "Лауреат I степени" not in client.get(path).content.decode()
        ceremony.reveal_next(actor=actor_of(owner), user=owner, release=release, expected=step)

    assert "Лауреат I степени" in client.get(path).content.decode()
    result = f"/en/festivals/{competition.festival.slug}/{competition.slug}/result/"
    assert "Лауреат I степени" in client.get(result).content.decode()


def test_place_that_is_counted_apart_is_no_step() -> None:
    rows = [
        {"entry": 1, "status": "placed", "place_from": 1, "place_to": 1},
        {"entry": 2, "status": "placed", "place_from": 1, "place_to": 1, "own_places": True},
        {"entry": 3, "status": "withdrawn", "place_from": None, "place_to": None},
    ]

    assert [step.entries for step in ceremonies.steps_in({"rows": rows})] == [(1,)]
