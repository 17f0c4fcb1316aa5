"""How many queries each list of the admin takes: the same whatever the number of rows, and the number itself."""

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from events.models import Festival, FestivalSeries, StaffRole
from tests.factories import contest
from tests.factories.admin_world import make_staff_member, make_world

pytestmark = pytest.mark.django_db

# Seven of each: session, user, roles, festivals, number of rows, numbers of the navigation, rows. Above that: choices of
# filters by competition, round or session (1 each), the date hierarchy (2 or 3), facets (1 a filter), loaded beside (1 each).
QUERIES = {
    "audit.auditentry": 11,
    "competitions.award": 7,
    "competitions.competition": 18,
    "competitions.credit": 7,
    "competitions.entry": 16,
    "competitions.entrymember": 7,
    "competitions.format": 7,
    "competitions.heat": 7,
    "competitions.heatplace": 7,
    "competitions.judgeappointment": 7,
    "competitions.mark": 8,
    "competitions.numberassignment": 8,
    "competitions.bout": 7,
    "competitions.coupledraw": 7,
    "competitions.operation": 10,
    "competitions.panelseat": 9,
    "competitions.participation": 7,
    "competitions.payout": 9,
    "competitions.piece": 7,
    "competitions.prize": 8,
    "competitions.release": 10,
    "competitions.releasestate": 7,
    "competitions.result": 10,
    "competitions.round": 8,
    "competitions.roundentry": 10,
    "competitions.roundentrysource": 7,
    "competitions.roundlink": 7,
    "competitions.roundpart": 8,
    "competitions.ruleset": 7,
    "competitions.ruling": 10,
    "competitions.scoresheet": 8,
    "competitions.seatoccupancy": 7,
    "competitions.sheetversion": 9,
    "competitions.standing": 7,
    "events.festival": 10,
    "events.festivalseries": 7,
    "events.performance": 7,
    "events.programmeitem": 8,
    "events.section": 7,
    "events.session": 10,
    "events.staffinvitation": 7,
    "events.staffrole": 7,
    "events.stage": 7,
}
LABELS = sorted(
    model._meta.label_lower
    for model in admin.site._registry
    if model._meta.app_label in {"events", "competitions", "audit"}
)


def test_table_names_every_list() -> None:
    assert sorted(QUERIES) == LABELS


@pytest.fixture
def festival() -> Festival:
    """A festival with choices in every filter, so that none of them is hidden for want of a second one."""
    festival = contest.make_festival()
    contest.make_competition(festival), contest.make_competition(festival)
    return festival


def grow(festival: Festival, label: str, rows: int) -> None:
    """Make as many rows (or worlds of rows) as asked."""
    for number in range(rows):
        if label == "events.festivalseries":
            FestivalSeries.objects.create(title_en=f"Series {number}", slug=f"series-{number}")
        elif label != "events.festival":
            make_world(festival)


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("label", LABELS)
def test_list_when_it_grows(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, festival: Festival, label: str, rows: int
) -> None:
    grow(festival, label, rows)
    client.force_login(make_staff_member(festival))
    with django_assert_num_queries(QUERIES[label]):
        response = client.get(reverse(f"admin:{label.replace('.', '_')}_changelist"))
    assert response.status_code == 200
    assert response.context["cl"].result_count >= (1 if label == "events.festival" else rows)


@pytest.mark.parametrize("rows", [2, 4])
def test_festivals_when_one_works_in_many(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, festival: Festival, rows: int
) -> None:
    """Nothing is chosen in the bar: no numbers in the navigation, so one query less."""
    user = make_staff_member(festival)
    for _another in range(rows - 1):
        StaffRole.objects.create(festival=contest.make_festival(), user=user, role="owner")
    client.force_login(user)
    with django_assert_num_queries(QUERIES["events.festival"] - 1):
        response = client.get(reverse("admin:events_festival_changelist"))
    assert response.context["cl"].result_count == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_first_page_when_festivals_grow(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, festival: Festival, rows: int
) -> None:
    """What now: seven counts for all festivals together."""
    user = make_staff_member(festival)
    for _another in range(rows):
        other = contest.make_festival()
        make_world(other)
        StaffRole.objects.create(festival=other, user=user, role="owner")
    client.force_login(user)
    with django_assert_num_queries(13):
        response = client.get(reverse("admin:index"))
    assert len(response.context["festival_steps"]) == rows + 1
