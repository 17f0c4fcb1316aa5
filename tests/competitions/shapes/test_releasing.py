"""Shapes to their end: the result is checked, released by the second person, and read by the public."""

import pytest
from django.test import Client
from django.urls import reverse

from competitions.models import Competition
from competitions.services import couple_draws, releases
from tests.competitions.shapes.contest_day import Day, make_day, number_of, set_wanted
from tests.competitions.shapes.test_jack_and_jill import call_back, make_jack_and_jill
from tests.factories import contest

pytestmark = pytest.mark.django_db


def publish(day: Day) -> str:
    """Release by the chair what the scrutineer tabulated; return the public page."""
    competition = Competition.objects.get(pk=day.competition.pk)
    shown = releases.preview(competition)
    assert [check.words for check in shown.checks if check.state == "open"] == []
    releases.publish(**day.who(day.staff.chair), competition=competition, expected_digest=shown.digest)
    answer = Client().get(reverse("public:result", args=[competition.festival.slug, competition.slug]))
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_jack_and_jill_is_released_with_its_couples_and_both_share_the_prize() -> None:
    day = make_jack_and_jill()
    call_back(day)
    couple_draws.draw(**day.who(), round=day.round(3), method="random", seed="x", witness="Гүлнар")
    day.dance(3, [2, 1])
    prize = contest.make_prize(day.competition, 100_000, 1)

    page = publish(day)
    assert "2/" in page
    won = {number_of(award.entry_id): award.amount_minor for award in prize.awards.all() if award.entry_id}
    assert list(won.values()) == [50_000, 50_000]
    assert won["2"] == 50_000


def test_b_final_apart_wins_no_prize_of_the_a_final() -> None:
    day = make_day("a-and-b-final", 4)
    set_wanted(day.round(1), 2)
    day.competition.rounds.get(position=3).links_in.update(places_continue=False)
    day.seat(1)
    day.dance(1, [1, 2, 3, 4])
    day.draw(1)
    day.dance(2, [2, 1])
    day.dance(3, [4, 3])
    prize = contest.make_prize(day.competition, 100_000, 1)

    page = publish(day)
    assert "B final" in page
    assert [number_of(award.entry_id) for award in prize.awards.all() if award.entry_id] == ["2"]


def test_konkurs_of_two_rounds_is_released() -> None:
    day = make_day("konkurs-two-rounds", 4)
    day.seat(1)
    day.dance(1, [1, 2, 3, 4])
    day.draw(1)
    day.dance(2, [2, 1])

    assert "Лауреат I степени" in publish(day)
