"""Standings in the admin: made from a preset, competitions of their own festival only, parameters typed until released."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from competitions.models import Standing, StandingMember
from events.models import Festival, FestivalSeries
from tests.competitions.admin import page_boxes
from tests.factories import contest
from tests.factories import standings as factory
from tests.factories.admin_world import make_staff_member

pytestmark = pytest.mark.django_db
FOLK = [(9, 8), (7, 7), (6, 5)]
ADD = "admin:competitions_standing_add"


@pytest.fixture
def festival() -> Festival:
    return contest.make_festival()


@pytest.fixture
def owner(client: Client, festival: Festival) -> Client:
    client.force_login(make_staff_member(festival))
    return client


def members(*competitions: int, start: int = 0) -> dict[str, Any]:
    data: dict[str, Any] = {
        "members-TOTAL_FORMS": len(competitions),
        "members-INITIAL_FORMS": start,
        "prizes-TOTAL_FORMS": 0,
        "prizes-INITIAL_FORMS": 0,
    }
    for index, competition in enumerate(competitions):
        data[f"members-{index}-competition"] = competition
        data[f"members-{index}-position"] = index + 1
    return data


def add(client: Client, festival: Festival, *competitions: int, **fields: Any) -> Any:
    given = {
        "festival": festival.pk,
        "preset": "standing_grand_prix",
        "title_en": "Grand Prix",
        "slug": "grand-prix",
        "position": 0,
        **members(*competitions),
        **fields,
    }
    return client.post(reverse(ADD), given)


def test_a_standing_is_made_from_a_preset_and_competitions(owner: Client, festival: Festival) -> None:
    folk = contest.make_competition(festival)
    response = add(owner, festival, folk.pk)
    assert response.status_code == 302, response.content.decode()[:3000]
    standing = Standing.objects.get()
    assert (standing.preset, standing.params["max_place"], standing.status) == ("standing_grand_prix", 1, "draft")
    assert list(standing.competitions.all()) == [folk]


def test_another_festivals_competition_cannot_be_counted(owner: Client, festival: Festival) -> None:
    foreign = contest.make_competition(contest.make_festival())
    assert add(owner, festival, foreign.pk).status_code == 200
    assert not Standing.objects.exists()


def test_a_competition_of_ones_other_festival_is_refused_in_words(owner: Client, festival: Festival) -> None:
    other = contest.make_festival()
    client = Client()
    client.force_login(contest.make_user(is_staff=True, is_superuser=True))
    competition = contest.make_competition(other, title_en="Elsewhere")
    response = add(client, festival, competition.pk)
    assert "Elsewhere does not belong to what" in response.content.decode()
    assert not Standing.objects.exists()


def test_a_series_standing_takes_its_other_festivals(festival: Festival) -> None:
    series = FestivalSeries.objects.create(slug="altyn", title_en="Altyn")
    other = contest.make_festival(series=series)
    Festival.objects.filter(pk=festival.pk).update(series=series)
    client = Client()
    client.force_login(contest.make_user(is_staff=True, is_superuser=True))
    response = add(client, festival, contest.make_competition(other).pk, series=series.pk)
    assert response.status_code == 302
    assert StandingMember.objects.count() == 1


def test_parameters_are_typed_until_the_standing_is_released(owner: Client, festival: Festival) -> None:
    standing = factory.make_standing(festival, [contest.make_competition(festival)])
    address = reverse("admin:competitions_standing_change", args=[standing.pk])
    page = owner.get(address)
    member = standing.members.get()
    data = {
        "title_en": "Grand Prix of the day",
        "slug": standing.slug,
        "status": "open",
        "position": 0,
        "release_rule": "one",
        "tie_money": "pool",
        **members(member.competition_id, start=1),
        "members-0-id": member.pk,
        "members-0-standing": standing.pk,
    }
    response = owner.post(address, {**data, **page_boxes.boxes(page, "params_text"), "params_text-count": "2"})
    assert response.status_code == 302, response.content.decode()[:3000]
    standing.refresh_from_db()
    assert (standing.params["count"], standing.params["max_place"], standing.release_rule) == (2, 1, "one")


def test_a_viewer_sees_and_changes_nothing(client: Client, festival: Festival) -> None:
    client.force_login(make_staff_member(festival, "viewer"))
    standing = factory.make_standing(festival, [])
    assert client.get(reverse(ADD)).status_code == 403
    response = client.post(reverse("admin:competitions_standing_change", args=[standing.pk]), {"title_en": "Mine"})
    assert response.status_code == 403
    standing.refresh_from_db()
    assert standing.title_en != "Mine"
