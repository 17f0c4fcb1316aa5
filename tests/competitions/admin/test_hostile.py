"""Hostile names, keys and parameters: inert, one clear answer, never a trace-back."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from competitions.models import Competition
from events.models import Festival
from tests.factories import contest
from tests.factories.admin_world import make_staff_member

pytestmark = pytest.mark.django_db
NAME = "<img src=x onerror=alert(1)>"
LIST = "admin:competitions_entry_changelist"


@pytest.fixture
def festival(client: Client) -> Festival:
    festival = contest.make_festival(title_en=NAME)
    client.force_login(make_staff_member(festival))
    return festival


def test_pages_when_names_are_markup(client: Client, festival: Festival) -> None:
    competition = contest.make_competition(festival, title_en=NAME)
    entry = contest.make_entry(competition, 101, display_name=f"{NAME}, {NAME}")
    pages = [
        reverse("admin:index"),
        reverse(LIST),
        reverse("admin:competitions_entry_change", args=[entry.pk]),
        reverse("admin:competitions_entry_history", args=[entry.pk]),
        reverse("admin:competitions_competition_change", args=[competition.pk]),
        reverse("admin:competitions_competition_delete", args=[competition.pk]),
    ]
    for page in pages:
        content = client.get(page).content.decode()
        assert "<img src=x" not in content
        assert "&lt;img src=x" in content
    done = client.post(
        reverse("admin:competitions_competition_changelist"),
        {"action": "assign_numbers", "_selected_action": [competition.pk]},
        follow=True,
    )
    assert "<img src=x" not in done.content.decode()


@pytest.mark.parametrize(
    "query",
    [
        {"p": "999999999"},
        {"p": "-1"},
        {"p": "NaN"},
        {"o": "-secret"},
        {"o": "9.9.9"},
        {"q": "x" * 100_000},
        {"q": "\x00"},
        {"q": "%_'\"--"},
        {"of": "9" * 5000},
        {"of": "x"},
        {"status__exact": "nonsense"},
        {"competition__id__exact": "x"},
        {"competition__id__exact": "9" * 40},
        {"entered_by__password__startswith": "a"},
        {"entered_at__year": "99999"},
        {"all": "1"},
    ],
)
def test_list_when_parameters_are_nonsense(client: Client, festival: Festival, query: dict[str, str]) -> None:
    contest.make_entry(contest.make_competition(festival), 101)
    assert client.get(reverse(LIST), query).status_code in {200, 302, 400}


@pytest.mark.parametrize("key", ["x", "-1", "9" * 19, "9" * 5000, "", "\x00"])
def test_action_when_key_is_nonsense(client: Client, festival: Festival, key: str) -> None:
    data = {"action": "export_csv", "_selected_action": [key]}
    assert client.post(reverse(LIST), data).status_code == 404


@pytest.mark.parametrize("key", ["x", "9" * 30, "9" * 5000])
def test_page_when_key_is_nonsense(client: Client, festival: Festival, key: str) -> None:
    assert client.get(f"/admin/competitions/entry/{key}/change/").status_code == 404


@pytest.mark.parametrize("wanted", ["x", "9" * 5000, "-1", "٣", ""])
def test_choosing_a_festival_when_it_is_nonsense_or_foreign(client: Client, festival: Festival, wanted: str) -> None:
    response = client.post(reverse("admin:scope"), {"festival": wanted, "next": "//evil.example"})
    assert (response.status_code, response["Location"]) == (302, reverse("admin:index"))
    other = contest.make_festival(title_en="Other")
    client.post(reverse("admin:scope"), {"festival": other.pk})
    assert "Other" not in client.get(reverse("admin:index")).content.decode()
    assert client.get(reverse("admin:scope")).status_code == 405


def test_forms_when_values_are_nonsense(client: Client, festival: Festival) -> None:
    style = contest.make_style()
    good: dict[str, Any] = {
        "festival": festival.pk,
        "title_en": "Waltz",
        "slug": "waltz",
        "style": style.pk,
        "age_rule": "on_day",
        "size": "solo",
        "members_min": 1,
        "members_max": 1,
        "number_series": "main",
        "position": 0,
        "tie_money": "pool",
        "detail": "marks",
        **{f"{name}-{field}": 0 for name in ("rounds", "prizes") for field in ("TOTAL_FORMS", "INITIAL_FORMS")},
    }
    url = reverse("admin:competitions_competition_add")
    for slip in (
        {"title_en": "x" * 301},
        {"title_en": ""},
        {"slug": "a b"},
        {"style": "999999"},
        {"size": "huge"},
        {"age_min": 20, "age_max": 10},
        {"members_min": 5},
        {"members_max": 10**30},
        {"capacity": -1},
        {"title_en": "a\x00b"},
        {"entries_close_at_0": "31.02.2026", "entries_close_at_1": "99:99"},
        {"rounds-TOTAL_FORMS": "x"},
    ):
        response = client.post(url, {**good, **slip})
        assert response.status_code == 200, slip
        assert response.context["errors"], slip
    assert not Competition.objects.exists()
    assert client.post(url, good)["Location"] == reverse("admin:competitions_competition_changelist")
    again = client.post(url, good)
    assert again.status_code == 200
    assert again.context["errors"]
    assert Competition.objects.get().title_en == "Waltz"


def test_address_of_published_competition_when_changed(client: Client, festival: Festival) -> None:
    competition = contest.make_competition(festival, slug="latin", status="open")
    page = client.get(reverse("admin:competitions_competition_change", args=[competition.pk]))
    assert "slug" not in page.context["adminform"].form.fields
