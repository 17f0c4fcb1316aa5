"""A standing's way through the pages: set up, tabulated, decided, released by a second person, read and verified."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import DjangoAssertNumQueries

from competitions.models import Competition, Release, Ruling, Standing
from competitions.selectors import standing_board, standing_rankings
from competitions.services import releases, standings
from dancers.models import User
from tests.factories import contest
from tests.factories import standings as factory
from tests.factories.contest import Staff, actor_of

pytestmark = pytest.mark.django_db
FOLK = [(9, 8), (7, 7), (6, 5)]
BALLET = [(8, 8), (9, 10), (5, 5)]


@pytest.fixture
def staff() -> Staff:
    return contest.make_festival_with_staff(status="published")


@pytest.fixture
def standing(staff: Staff) -> Standing:
    folk = factory.make_judged(staff.festival, FOLK, title_en="Folk")
    ballet = factory.make_judged(staff.festival, BALLET, title_en="Ballet")
    return factory.make_standing(staff.festival, [folk, ballet], slug="grand-prix", title_en="Grand Prix")


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def act(user: User, standing: Standing, name: str, data: dict[str, Any] | None = None, **extra: int) -> str:
    """Do something to the standing as this user and return what the page says afterwards."""
    address = reverse(f"desk:{name}", args=[standing.festival.slug, standing.pk, *extra.values()])
    response = signed_in(user).post(address, data or {}, follow=True)
    assert response.status_code in (200, 422), response.status_code
    return response.content.decode()


def release(user: User, standing: Standing, **given: str) -> str:
    return act(user, standing, "standing", {"digest": releases.preview(standing).digest, **given})


def test_journey_from_two_released_competitions_to_a_public_grand_prix(staff: Staff, tmp_path: Path) -> None:
    folk = factory.make_judged(staff.festival, FOLK, title_en="Folk")
    ballet = factory.make_judged(staff.festival, BALLET, title_en="Ballet")
    staff.owner.is_staff = True
    staff.owner.save(update_fields=["is_staff"])
    form = {
        "festival": staff.festival.pk,
        "preset": "standing_grand_prix",
        "title_en": "Grand Prix of the day",
        "slug": "grand-prix",
        "position": 0,
        "members-TOTAL_FORMS": 2,
        "members-INITIAL_FORMS": 0,
        "members-0-competition": folk.pk,
        "members-0-position": 1,
        "members-1-competition": ballet.pk,
        "members-1-position": 2,
        "prizes-TOTAL_FORMS": 0,
        "prizes-INITIAL_FORMS": 0,
    }
    assert signed_in(staff.owner).post(reverse("admin:competitions_standing_add"), form).status_code == 302
    standing = Standing.objects.get()
    wall = signed_in(staff.scrutineer).get(reverse("desk:wall", args=[staff.festival.slug])).content.decode()
    assert "Grand Prix of the day" in wall
    assert "2 competitions published: tabulate" in wall
    assert "is tabulated" in act(staff.scrutineer, standing, "tabulate_standing")
    assert "waits for a second person" in release(staff.scrutineer, standing)
    assert "Release 1 is out." in release(staff.chair, standing)

    visitor = Client()
    address = reverse("public:standing", args=[staff.festival.slug, "grand-prix"])
    page = visitor.get(address).content.decode()
    assert factory.dancer_of(factory.entries_of(ballet)[1]).family_name in page
    file = tmp_path / "grand-prix.json"
    file.write_bytes(visitor.get(f"{address}sheet.json").content)
    command = [sys.executable, "-E", "-s", "-S", "-m", "competitions.scoring", "verify", str(file)]
    said = subprocess.run(command, cwd=settings.BASE_DIR, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said
    assert said.stdout.startswith(f"1: same (sheets {standing.results.get().digest}")


def test_a_second_click_and_an_old_page_are_answered_in_words(staff: Staff, standing: Standing) -> None:
    act(staff.scrutineer, standing, "tabulate_standing")
    digest = releases.preview(standing).digest
    release(staff.chair, standing)
    assert "released already" in act(staff.chair, standing, "standing", {"digest": digest})
    assert Release.objects.filter(standing=standing).count() == 1


def test_a_release_of_nothing_is_refused(staff: Staff, standing: Standing) -> None:
    assert "The standing was not tabulated." in release(staff.chair, standing)
    assert not Release.objects.filter(standing=standing).exists()


def test_level_ones_are_put_in_order_on_the_page(staff: Staff, standing: Standing) -> None:
    factory.release_scores(Competition.objects.get(title_en="Folk"), [(9, 10), (7, 7), (6, 5)])
    act(staff.scrutineer, standing, "tabulate_standing")
    outcome = standing_rankings.outcome_of(standing_rankings.newest_result(standing))
    first, second = outcome["tied_at_line"]["all"]
    prefix = f"level-{first}"
    data = {
        "first": first,
        f"{prefix}-kind": "casting_vote",
        f"{prefix}-place_{first}": "1",
        f"{prefix}-place_{second}": "1",
        f"{prefix}-reason": "The chair's vote.",
    }
    assert "a different place in the order" in act(staff.chair, standing, "decide_standing", data)
    data[f"{prefix}-place_{first}"] = "2"
    assert "tabulate the standing again" in act(staff.chair, standing, "decide_standing", data)
    act(staff.scrutineer, standing, "tabulate_standing")
    outcome = standing_rankings.outcome_of(standing_rankings.newest_result(standing))
    assert outcome["awards"]["all"] == [second]
    assert "do not share a place any more" in act(staff.chair, standing, "decide_standing", data)


def test_only_an_order_that_decides_something_is_asked_for(staff: Staff) -> None:
    folk = factory.make_judged(staff.festival, [(9, 9), (7, 7), (7, 7), (5, 5)])
    standing = factory.make_standing(staff.festival, [folk], params={"method": "best", "on": "score", "count": 1})
    act(staff.scrutineer, standing, "tabulate_standing")
    address = reverse("desk:standing", args=[staff.festival.slug, standing.pk])
    assert "Decide the order" not in signed_in(staff.chair).get(address).content.decode()
    factory.release_scores(folk, [(9, 9), (9, 9), (7, 7), (5, 5)])
    act(staff.scrutineer, standing, "tabulate_standing")
    assert "Decide the order" in signed_in(staff.chair).get(address).content.decode()


def test_an_award_is_withheld_and_given_back_on_the_page(staff: Staff, standing: Standing) -> None:
    act(staff.scrutineer, standing, "tabulate_standing")
    data = {"withhold-group": "all", "withhold-reason": "Below the level."}
    assert "The award is withheld" in act(staff.chair, standing, "withhold_standing", data)
    ruling = Ruling.objects.get(standing=standing)
    act(staff.scrutineer, standing, "tabulate_standing")
    said = act(staff.chair, standing, "undo_standing_ruling", {"reason": "A second look."}, ruling=ruling.pk)
    assert "taken back" in said
    again = act(staff.chair, standing, "undo_standing_ruling", {"reason": "Again."}, ruling=ruling.pk)
    assert "does not hold any more" in again


def test_a_release_is_opened_and_taken_back_on_the_page(staff: Staff, standing: Standing) -> None:
    act(staff.scrutineer, standing, "tabulate_standing")
    release(staff.chair, standing, embargo_until="2099-01-01T10:00")
    public = reverse("public:standing", args=[staff.festival.slug, standing.slug])
    assert Client().get(public).status_code == 404
    act(staff.chair, standing, "lift_standing_embargo", number=1)
    assert Client().get(public).status_code == 200
    assert "under review" in act(staff.chair, standing, "retract_standing", {"reason": "A wrong sheet."}, number=1)
    assert "under review" in Client().get(public).content.decode()


def test_another_festivals_standing_is_not_found(staff: Staff, standing: Standing) -> None:
    other = contest.make_festival_with_staff()
    for name in ("standing", "tabulate_standing"):
        address = reverse(f"desk:{name}", args=[other.festival.slug, standing.pk])
        assert signed_in(other.chair).post(address).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_wall_reads_standings_in_the_same_number_of_queries(
    staff: Staff, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    folk = factory.make_judged(staff.festival, FOLK)
    for _ in range(count):
        row = factory.make_standing(staff.festival, [folk])
        standings.tabulate_standing(actor=actor_of(staff.scrutineer), user=staff.scrutineer, standing=row)
        digest = releases.preview(row).digest
        releases.publish_subject(actor=actor_of(staff.chair), user=staff.chair, subject=row, expected_digest=digest)
    with django_assert_num_queries(6):
        rows = standing_board.read_standings(staff.festival)
    assert [row.state for row in rows] == ["released"] * count


def test_the_state_on_the_wall_tells_what_stands_in_the_way(staff: Staff, standing: Standing) -> None:
    def state() -> tuple[str, str]:
        row = standing_board.read_standings(staff.festival)[0]
        return row.state, row.note

    assert state() == ("ready", "2 competitions published: tabulate")
    act(staff.scrutineer, standing, "tabulate_standing")
    assert state()[0] == "tabulated"
    release(staff.chair, standing)
    assert state() == ("released", "number 1, 2 competitions")
    factory.release_scores(Competition.objects.get(title_en="Folk"), [(10, 10), (7, 7), (6, 5)])
    assert state()[0] == "stale"
    standing.members.create(competition=contest.make_competition(staff.festival, title_en="Character dance"))
    assert state() == ("stale", "Character dance has no released result yet.")
