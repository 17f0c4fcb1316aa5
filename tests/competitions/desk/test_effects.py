"""What leaving a round or losing a judge would change is shown before it is confirmed, and nothing is written by looking."""

import pytest
from django.test import Client
from django.urls import reverse

from competitions.models import RoundEntry, Ruling
from tests.factories import families
from tests.factories.families import Floor

pytestmark = pytest.mark.django_db


@pytest.fixture
def floor() -> Floor:
    floor = families.open_floor("tv_ballroom", entries=3, letters="ABC")
    for letter, marks in {"A": "987", "B": "987", "C": "178"}.items():
        for number, mark in enumerate(marks, 1):
            floor.mark(letter, number, mark)
    floor.hand_in()
    return floor


def test_leaving_shows_who_moves_up(client: Client, floor: Floor) -> None:
    client.force_login(floor.staff.scrutineer)
    slug = floor.competition.festival.slug
    address = reverse("desk:withdraw", args=[slug, floor.round.pk, floor.entries[2].pk])

    page = client.get(address).content.decode()

    assert "What it changes" in page
    # 19, 23 and 22: without the first of them the others move up.
    assert "<b>1 · 22</b>" in page
    assert "<b>2 · 19</b>" in page
    assert not Ruling.objects.exists()
    assert RoundEntry.objects.get(pk=floor.entries[2].pk).status == "dancing"
    assert "Take out of the round" in page


def test_losing_a_judge_shows_the_new_order(client: Client, floor: Floor) -> None:
    client.force_login(floor.staff.chair)
    address = reverse("desk:lose_judge", args=[floor.competition.festival.slug, floor.seats["C"].pk])

    page = client.get(address).content.decode()

    # 9+9+1 = 19, 8+8+7 = 23, 7+7+8 = 22; without the third judge 18, 16, 14.
    assert "3 · 19" in page
    assert "1 · 18" in page
    assert not Ruling.objects.exists()
