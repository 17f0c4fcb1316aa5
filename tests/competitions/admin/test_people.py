"""People in the admin as a festival's staff see them: those who take part, without what is not theirs to know."""

import pytest
from django.test import Client
from django.urls import reverse

from dancers.models import Person
from events.models import Festival
from tests.factories import contest
from tests.factories.admin_world import make_staff_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def two() -> tuple[Festival, Person, Person]:
    """A festival with one dancer, and somebody who dances at another one."""
    here, there = contest.make_festival(), contest.make_festival()
    own = contest.make_entry(contest.make_competition(here), 101).members.get().person
    foreign = contest.make_entry(contest.make_competition(there), 101).members.get().person
    return here, own, foreign


@pytest.mark.parametrize("role", ["owner", "registrar", "scrutineer"])
def test_people_when_staff_looks(client: Client, two: tuple[Festival, Person, Person], role: str) -> None:
    festival, own, foreign = two
    client.force_login(make_staff_member(festival, role))
    page = client.get(reverse("admin:dancers_person_changelist"))
    assert [row.pk for row in page.context["cl"].result_list] == [own.pk]
    assert ("May 5, 2000" in page.content.decode()) == (role != "scrutineer")
    own_page = client.get(reverse("admin:dancers_person_change", args=[own.pk]))
    assert own_page.status_code == 200
    assert ("May 5, 2000" in own_page.content.decode()) == (role != "scrutineer")
    assert own_page.context["inline_admin_formsets"] == []
    for page_name in ("change", "history", "delete"):
        assert client.get(reverse(f"admin:dancers_person_{page_name}", args=[foreign.pk])).status_code in {403, 404}
    assert client.post(reverse("admin:dancers_person_change", args=[own.pk]), {"given_name": "X"}).status_code == 403


def test_people_when_typing_a_name(client: Client, two: tuple[Festival, Person, Person]) -> None:
    festival, own, foreign = two
    client.force_login(make_staff_member(festival, "scrutineer"))
    query = {"app_label": "competitions", "model_name": "judgeappointment", "field_name": "person", "term": ""}
    found = client.get(reverse("admin:autocomplete"), query).json()["results"]
    assert [choice["id"] for choice in found] == [str(own.pk)]
    data = {"festival": festival.pk, "person": foreign.pk, "role": "judge", "language": "en"}
    response = client.post(reverse("admin:competitions_judgeappointment_add"), data)
    assert response.status_code == 200
    assert response.context["errors"]


@pytest.mark.parametrize("role", ["viewer", "announcer", "dj", "chair"])
def test_people_when_role_has_no_business_with_them(
    client: Client, two: tuple[Festival, Person, Person], role: str
) -> None:
    client.force_login(make_staff_member(two[0], role))
    assert client.get(reverse("admin:dancers_person_changelist")).status_code == 403
    assert client.get(reverse("admin:dancers_user_changelist")).status_code == 403


def test_academies_when_staff_looks(client: Client) -> None:
    festival, other = contest.make_festival(), contest.make_festival()
    own, foreign = contest.make_academy(), contest.make_academy()
    contest.make_participation(festival, academy=own)
    contest.make_participation(other, academy=foreign)
    client.force_login(make_staff_member(festival, "registrar"))
    page = client.get(reverse("admin:dancers_academy_changelist"))
    assert [row.pk for row in page.context["cl"].result_list] == [own.pk]
    assert client.get(reverse("admin:dancers_academy_change", args=[foreign.pk])).status_code == 404
    answer = client.post(reverse("admin:dancers_academy_changelist"), {"action": "close", "_selected_action": [own.pk]})
    assert answer.status_code in {200, 302, 403}
    own.refresh_from_db()
    assert own.status == "active"
