"""Who pays prizes learns no order from them before its time."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from competitions.models import Award
from competitions.services import awards, ceremony
from dancers.errors import RuleRefused
from tests.competitions.public import stage
from tests.competitions.public.stage import Show
from tests.factories import contest
from tests.factories.contest import actor_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def show() -> Show:
    show = stage.make_show()
    contest.make_prize(show.competition, 100_000_00, 1)
    show.release(for_ceremony=True)
    return show


def body(client: Client, show: Show) -> str:
    return client.get(reverse("desk:prizes", args=[show.staff.festival.slug])).content.decode()


def test_registrar_sees_a_winner_only_once_the_ceremony_is_over(client: Client, show: Show) -> None:
    winner, award = show.entries[0].display_name, Award.objects.get()
    client.force_login(contest.make_staff(show.staff.festival, "registrar"))
    pay = reverse("desk:pay", args=[show.staff.festival.slug, award.pk])
    assert winner not in body(client, show)
    assert client.get(pay).status_code == 404

    owner = show.staff.owner
    ceremony.end(actor=actor_of(owner), user=owner, release=show.competition.releases.get())

    assert winner in body(client, show)
    assert client.get(pay).status_code == 200


@pytest.mark.parametrize("role", ["owner", "chair", "jury_secretary"])
def test_jury_decides_prizes_before_the_ceremony(client: Client, show: Show, role: str) -> None:
    client.force_login(contest.make_staff(show.staff.festival, role))

    assert show.entries[0].display_name in body(client, show)


def test_nothing_is_paid_before_the_result_is_public(show: Show) -> None:
    owner, award = show.staff.owner, Award.objects.get()
    with pytest.raises(RuleRefused, match="not public yet"):
        awards.mark_paid(actor=actor_of(owner), user=owner, award=award, paid_minor=100_000_00, reference="TR-1")

    ceremony.end(actor=actor_of(owner), user=owner, release=show.competition.releases.get())

    awards.mark_paid(actor=actor_of(owner), user=owner, award=award, paid_minor=100_000_00, reference="TR-1")


def test_correction_that_is_held_back_takes_no_award_off_the_registrars_list_alone(client: Client) -> None:
    show = stage.make_show()
    contest.make_prize(show.competition, 100_000_00, 1)
    show.release()
    client.force_login(contest.make_staff(show.staff.festival, "registrar"))
    assert show.entries[0].display_name in body(client, show)
    part, places = show.final.parts.get(), show.final.round_entries.order_by("order")
    contest.put_row(show.final, places[0], part, [2, 2, 2])
    contest.put_row(show.final, places[1], part, [1, 1, 1])
    show.tabulate()
    show.release(reason="Judge A had swapped two numbers.", embargo_until=timezone.now() + timedelta(hours=1))

    page = body(client, show)

    assert show.entries[0].display_name not in page
    assert show.entries[1].display_name not in page
