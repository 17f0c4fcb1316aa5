"""The desk's pages of battles."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from competitions.models import Release, Round, Ruling
from competitions.services import battles
from tests.competitions.battles.test_running import bout, opened, vote_level
from tests.factories import battles as floor
from tests.factories import contest
from tests.factories.contest import Staff, actor_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff() -> Staff:
    return contest.make_festival_with_staff()


def page(client: Client, url: str, **data: Any) -> str:
    """The page after a post (or a get without data), errors and all."""
    answer = client.post(url, data, follow=True) if data else client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def test_stage_when_read(client: Client, staff: Staff, django_assert_num_queries: Any) -> None:
    stage = opened(staff)
    floor.judge_all(stage)
    vote_level(bout(stage, 2))
    client.force_login(staff.chair)
    text = page(client, reverse("desk:round", args=[staff.festival.slug, stage.pk]))
    assert text.count('class="bout bout-won"') == 3
    assert "level: an extra round or the chair decides" in text
    assert "2–0 · 6–0" in text
    assert "1–1 · 3–3" in text


def test_stage_when_planned_is_drawn(client: Client, staff: Staff) -> None:
    competition = floor.make_battle(staff, "breaking-8", 6)
    first = floor.stage(competition, "Quarter-finals")
    client.force_login(staff.chair)
    url = reverse("desk:draw_battles", args=[staff.festival.slug, first.pk])
    text = page(client, url, by="draw", seed="noon")
    assert "The battles are drawn." in text
    assert "from the seed noon" in text
    assert "goes on without a battle" in text
    assert "Battles are drawn" not in text
    text = page(client, url, by="stars")
    assert "Select a valid choice" in text


def test_groups_when_drawn(client: Client, staff: Staff) -> None:
    competition = floor.make_battle(staff, "breaking-groups", 16, first=4)
    group = floor.stage(competition, "Group A")
    client.force_login(staff.chair)
    text = page(client, reverse("desk:round", args=[staff.festival.slug, group.pk]))
    assert "Draw the groups" in text
    text = page(client, reverse("desk:draw_groups", args=[staff.festival.slug, competition.pk]), by="numbers", seed="")
    assert "The groups are drawn." in text
    floor.open_stage(staff, group)
    floor.judge_all(group)
    floor.finish(staff, group)
    text = page(client, reverse("desk:round", args=[staff.festival.slug, group.pk]))
    assert "Table of the group" in text


def test_battle_when_decided_at_the_desk(client: Client, staff: Staff) -> None:
    stage = opened(staff)
    one = bout(stage, 2)
    vote_level(one)
    client.force_login(staff.chair)
    args = [staff.festival.slug, one.pk]
    text = page(client, reverse("desk:bout", args=args))
    assert "Add an extra round" in text
    assert "Casting vote" in text
    given = {"vote-winner": "blue", "vote-reason": ""}
    assert "Reason: This field is required." in page(client, reverse("desk:cast_battle_vote", args=args), **given)
    given["vote-reason"] = "The chair decides."
    text = page(client, reverse("desk:cast_battle_vote", args=args), **given)
    assert "The decision is kept with the sheets." in text
    assert "by the casting vote" in text
    text = page(client, reverse("desk:undo_bout_decision", args=args), **{"undo-reason": "Dance once more."})
    assert "stays in the record" in text
    text = page(client, reverse("desk:add_extra_round", args=args), sure="1")
    assert "The extra round is on every" in text
    assert "Not handed in yet: A, B, C" in text
    text = page(client, reverse("desk:add_extra_round", args=args), sure="1")
    assert "is not level by the sheets" in text


def test_walkover_at_the_desk(client: Client, staff: Staff) -> None:
    one = bout(opened(staff), 1)
    client.force_login(staff.scrutineer)
    given = {"walkover-winner": "red", "walkover-reason": "Blue was not there."}
    text = page(client, reverse("desk:award_walkover", args=[staff.festival.slug, one.pk]), **given)
    assert "without dancing" in text
    assert Ruling.objects.get().bout == one


def test_battle_of_another_festival_is_not_found(client: Client, staff: Staff) -> None:
    one = bout(opened(staff), 1)
    other = contest.make_festival_with_staff()
    client.force_login(other.chair)
    for name in ("bout", "add_extra_round", "cast_battle_vote", "award_walkover", "undo_bout_decision"):
        for slug in (other.festival.slug, staff.festival.slug):
            url = reverse(f"desk:{name}", args=[slug, one.pk])
            assert (client.get(url) if name == "bout" else client.post(url)).status_code == 404


def test_release_at_once_when_the_final_is_over(client: Client, staff: Staff) -> None:
    final = play_to_final(staff)
    client.force_login(staff.scrutineer)
    text = page(client, reverse("desk:round", args=[staff.festival.slug, final.pk]))
    assert "Tabulate and release at once" in text
    url = reverse("desk:release_now", args=[staff.festival.slug, final.competition_id])
    assert "not handed in yet" in page(client, url, sure="1")
    floor.judge_all(final)
    assert "The result is released." in page(client, url, sure="1")
    release = Release.objects.get()
    assert (release.rule, release.prepared_by, release.released_by) == ("instant", staff.scrutineer, staff.scrutineer)
    assert "Nothing was released twice" in page(client, url, sure="1")
    assert Release.objects.count() == 1


def play_to_final(staff: Staff) -> Round:
    """A crew battle of four, its final open."""
    competition = floor.make_battle(staff, "crew-votes-8", 4)
    first = floor.stage(competition, "Quarter-finals")
    battles.draw_battles(actor=actor_of(staff.chair), user=staff.chair, round=first, by="numbers")
    first.refresh_from_db()
    floor.run_stage(staff, first)
    floor.run_stage(staff, floor.stage(competition, "Semi-finals"))
    return floor.open_stage(staff, floor.stage(competition, "Final"))
