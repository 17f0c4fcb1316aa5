"""Setting a festival up from nothing, through the forms alone, as its owner does."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from competitions.models import Competition, PanelSeat, Prize, Round
from events.models import Festival, Performance, ProgrammeItem, Session, Stage
from tests.factories import contest
from tests.factories.admin_world import make_staff_member

pytestmark = pytest.mark.django_db


def post(client: Client, model: str, data: dict[str, Any], *inlines: str) -> None:
    """Send an add form and expect to come back to the list."""
    empty = {f"{name}-{field}": 0 for name in inlines for field in ("TOTAL_FORMS", "INITIAL_FORMS")}
    response = client.post(reverse(f"admin:{model}_add"), {**empty, **data})
    assert response.status_code == 302, response.context["errors"]
    assert response["Location"] == reverse(f"admin:{model}_changelist")


@pytest.fixture
def festival(client: Client) -> Festival:
    festival = contest.make_festival(time_zone="Asia/Almaty")
    client.force_login(make_staff_member(festival))
    return festival


def test_programme(client: Client, festival: Festival) -> None:
    post(client, "events_stage", {"festival": festival.pk, "title_en": "Great hall", "position": 1})
    times = {"starts_at_0": "2026-11-20", "starts_at_1": "09:00", "ends_at_0": "2026-11-20", "ends_at_1": "12:00"}
    item = {
        "items-TOTAL_FORMS": 1,
        "items-0-position": 1,
        "items-0-kind": "break",
        "items-0-title_en": "Tea",
        "items-0-duration_s": 0,
    }
    data = {"stage": Stage.objects.get().pk, "title_en": "Morning", **times}
    post(client, "events_session", {**data, "items-INITIAL_FORMS": 0, **item})
    session = Session.objects.get()
    assert session.starts_at.isoformat() == "2026-11-20T04:00:00+00:00"
    post(
        client,
        "events_programmeitem",
        {"session": session.pk, "position": 2, "kind": "performance", "title_en": "Gala", "duration_s": 300},
    )
    guest = ProgrammeItem.objects.get(position=2)
    post(client, "events_performance", {"programme_item": guest.pk, "title_en": "Gala", "guests": "Gauhar"})
    assert Performance.objects.get().programme_item == guest


def test_competition_with_round_and_prize(client: Client, festival: Festival) -> None:
    data = {
        "festival": festival.pk,
        "title_en": "Waltz",
        "slug": "waltz",
        "style": contest.make_style().pk,
        "age_rule": "on_day",
        "size": "couple",
        "members_min": 2,
        "members_max": 2,
        "number_series": "main",
        "position": 0,
        "tie_money": "pool",
        "detail": "marks",
        "rounds-INITIAL_FORMS": 0,
        "rounds-TOTAL_FORMS": 1,
        "rounds-0-position": 1,
        "rounds-0-kind": "final",
        "rounds-0-title_en": "Final",
        "rounds-0-ruleset": contest.make_ruleset().pk,
        "rounds-0-release_rule": "two",
        "prizes-INITIAL_FORMS": 0,
        "prizes-TOTAL_FORMS": 1,
        "prizes-0-kind": "money",
        "prizes-0-title_en": "First",
        "prizes-0-place_from": 1,
        "prizes-0-place_to": 1,
        "prizes-0-on_offer_minor": "150000",
        "prizes-0-currency": "KZT",
    }
    post(client, "competitions_competition", data)
    competition = Competition.objects.get()
    assert competition.status == "draft"
    assert Round.objects.get().competition == competition
    assert Prize.objects.get().on_offer_minor == 15_000_000
    post(
        client,
        "competitions_panelseat",
        {"round": Round.objects.get().pk, "letter": "A", "counts": "on"},
        "occupancies",
    )
    assert PanelSeat.objects.get().letter == "A"


def test_panel_of_open_round_when_changed(client: Client, festival: Festival) -> None:
    opened = contest.make_round(contest.make_competition(festival), status="open")
    seat = contest.make_seat(opened, "A")
    assert (
        client.post(reverse("admin:competitions_panelseat_change", args=[seat.pk]), {"letter": "B"}).status_code == 403
    )
    assert (
        client.post(reverse("admin:competitions_panelseat_delete", args=[seat.pk]), {"post": "yes"}).status_code == 403
    )
    assert client.post(reverse("admin:competitions_round_delete", args=[opened.pk]), {"post": "yes"}).status_code == 403
    part = opened.parts.get()
    inline = {"parts-TOTAL_FORMS": 1, "parts-INITIAL_FORMS": 1, "parts-0-id": part.pk, "parts-0-title_en": "Taken"}
    client.post(reverse("admin:competitions_round_change", args=[opened.pk]), {"title_en": "Final", **inline})
    part.refresh_from_db()
    assert part.title_en == "Samba"
    added = client.post(
        reverse("admin:competitions_panelseat_add"), {"round": opened.pk, "letter": "B", "counts": "on"}
    )
    assert added.status_code == 200
    assert opened.seats.count() == 1


def test_finding_an_entry_in_any_alphabet(client: Client, festival: Festival) -> None:
    entry = contest.make_entry(contest.make_competition(festival), 114)
    person = entry.members.get().person
    person.search_key = "inju tileukabilova"
    person.save(update_fields=["search_key"])
    contest.make_entry(entry.competition, 115)
    for term in ("ІНЖУ", "Инжу Тилеукабылова", "114", entry.display_name):
        found = client.get(reverse("admin:competitions_entry_changelist"), {"q": term}).context["cl"].result_list
        assert [row.pk for row in found] == [entry.pk], term
