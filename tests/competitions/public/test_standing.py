"""A standing in public: released places only, names as public as the page, files that verify, and what changed since."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import DjangoAssertNumQueries

from competitions.models import Competition, Prize, Release, Standing
from competitions.scoring.check_file import verify
from competitions.selectors.public import standing_page
from competitions.selectors.public.standing_source import StandingSource
from competitions.services import releases, standings
from live.models import PageVersion
from tests.factories import contest
from tests.factories import standings as factory
from tests.factories.contest import Staff, actor_of

pytestmark = pytest.mark.django_db
FOLK = [(9, 8), (7, 7), (6, 5)]
BALLET = [(8, 8), (9, 10), (5, 5)]


@pytest.fixture
def staff() -> Staff:
    return contest.make_festival_with_staff(status="published")


def release(staff: Staff, standing: Standing, **fields: Any) -> Release:
    standings.tabulate_standing(actor=actor_of(staff.scrutineer), user=staff.scrutineer, standing=standing)
    digest = releases.preview(standing).digest
    return releases.publish_subject(
        actor=actor_of(staff.chair), user=staff.chair, subject=standing, expected_digest=digest, **fields
    )


def make_released(staff: Staff, **fields: Any) -> Standing:
    folk = factory.make_judged(staff.festival, FOLK, title_en="Folk")
    ballet = factory.make_judged(staff.festival, BALLET, title_en="Ballet")
    standing = factory.make_standing(staff.festival, [folk, ballet], slug="grand-prix", title_en="Grand Prix", **fields)
    release(staff, standing)
    return standing


def path(standing: Standing, name: str = "standing", **extra: Any) -> str:
    return reverse(f"public:{name}", kwargs={"festival_slug": standing.festival.slug, "slug": standing.slug, **extra})


def read(client: Client, standing: Standing, name: str = "standing", **extra: Any) -> str:
    response = client.get(path(standing, name, **extra))
    assert response.status_code == 200
    return response.content.decode()


def test_the_page_shows_podium_places_why_and_files(client: Client, staff: Staff) -> None:
    standing = make_released(staff)
    page = read(client, standing)
    winner = factory.dancer_of(factory.entries_of(Competition.objects.get(title_en="Ballet"))[1])
    assert winner.family_name in page
    for words in ("Grand Prix", "All places", "How this was decided", "What it counts", "Folk", "SHA-256", ">19<"):
        assert words in page
    assert standing.results.get().digest in page


def test_nothing_is_seen_before_its_release(client: Client, staff: Staff) -> None:
    folk = factory.make_judged(staff.festival, FOLK)
    standing = factory.make_standing(staff.festival, [folk])
    standings.tabulate_standing(actor=actor_of(staff.scrutineer), user=staff.scrutineer, standing=standing)
    assert client.get(path(standing)).status_code == 404
    release(staff, standing, embargo_until=timezone.now() + timedelta(hours=1))
    assert client.get(path(standing)).status_code == 404
    assert client.get(path(standing, "standing_sheet_file")).status_code == 404


def test_a_draft_standing_or_festival_has_no_page(client: Client, staff: Staff) -> None:
    standing = make_released(staff)
    Standing.objects.filter(pk=standing.pk).update(status="draft")
    assert client.get(path(standing)).status_code == 404
    Standing.objects.filter(pk=standing.pk).update(status="finished")
    staff.festival.status = "draft"
    staff.festival.save(update_fields=["status"])
    assert client.get(path(standing)).status_code == 404


def test_the_downloaded_file_verifies_as_the_same(client: Client, staff: Staff) -> None:
    standing = make_released(staff)
    document = json.loads(read(client, standing, "standing_sheet_file"))
    verdict = verify(document)
    assert verdict.same
    assert verdict.digest == standing.results.get().digest


def test_files_carry_public_names_and_no_formula(client: Client, staff: Staff) -> None:
    folk = factory.make_judged(staff.festival, FOLK)
    child = factory.dancer_of(factory.entries_of(folk)[0])
    type(child).objects.filter(pk=child.pk).update(
        given_name="=Aigerim", family_name="Hidden", birth_date=date(timezone.now().year - 9, 1, 1)
    )
    standing = factory.make_standing(staff.festival, [folk])
    release(staff, standing)
    table = read(client, standing, "standing_places_file")
    assert "Hidden" not in table
    assert "'=Aigerim" in table
    assert "Hidden" not in read(client, standing)


def test_totals_that_a_competition_keeps_to_itself_are_not_told_here(client: Client, staff: Staff) -> None:
    latin = factory.make_judged(staff.festival, FOLK)
    standard = factory.make_judged(staff.festival, BALLET)
    factory.release_scores(latin, FOLK, detail="places")
    params = {"method": "best", "on": "place", "by": ["competition"], "count": 1}
    standing = factory.make_standing(staff.festival, [latin, standard], "standing_best", params=params)
    shown = release(staff, standing)
    assert shown.detail == "places"
    assert "How this was decided" not in read(client, standing)
    assert client.get(path(standing, "standing_sheet_file")).status_code == 404


def test_a_correction_behind_it_is_told_until_it_is_released_anew(client: Client, staff: Staff) -> None:
    standing = make_released(staff)
    folk = Competition.objects.get(title_en="Folk")
    factory.release_scores(folk, [(10, 10), (7, 7), (6, 5)])
    page = read(client, standing)
    assert "A result that this standing counts has changed since" in page
    assert "Being recomputed" in page
    release(staff, standing, reason="Folk was corrected.")
    page = read(client, standing)
    assert "has changed since" not in page
    assert "Folk was corrected." in page
    old = read(client, standing, "standing_release", number=1)
    assert "This is an older release" in old


def test_a_standing_taken_back_is_under_review(client: Client, staff: Staff) -> None:
    standing = make_released(staff)
    releases.retract(
        actor=actor_of(staff.chair), user=staff.chair, release=standing.releases.get(), reason="A wrong sheet."
    )
    assert "under review" in read(client, standing)


def test_festival_dancer_and_academy_show_it(client: Client, staff: Staff) -> None:
    academy = contest.make_academy("Samruk")
    folk = factory.make_judged(staff.festival, FOLK)
    entry = factory.entries_of(folk)[0]
    entry.academy = academy
    entry.save(update_fields=["academy"])
    standing = factory.make_standing(staff.festival, [folk], title_en="Grand Prix of the day")
    release(staff, standing)
    pages = (
        reverse("public:festival_results", args=[staff.festival.slug]),
        reverse("public:dancer", args=[factory.dancer_of(entry).public_id]),
        reverse("public:academy", args=[academy.slug]),
    )
    for address in pages:
        assert "Grand Prix of the day" in client.get(address).content.decode(), address
    other = factory.dancer_of(factory.entries_of(folk)[1])
    assert "Grand Prix of the day" not in client.get(reverse("public:dancer", args=[other.public_id])).content.decode()


def test_a_standings_prize_is_no_secret_told_early(client: Client, staff: Staff) -> None:
    folk = factory.make_judged(staff.festival, FOLK)
    standing = factory.make_standing(staff.festival, [folk], title_en="Secret Grand Prix")
    Prize.objects.create(standing=standing, kind="title", title_en="Secret title", place_from=1, place_to=1)
    release(staff, standing, embargo_until=timezone.now() + timedelta(hours=1))
    dancer = factory.dancer_of(factory.entries_of(folk)[0])
    page = client.get(reverse("public:dancer", args=[dancer.public_id])).content.decode()
    assert "Secret" not in page


def test_a_combined_standing_has_a_column_for_each_competition(client: Client, staff: Staff) -> None:
    latin = factory.make_judged(staff.festival, [(9, 9), (8, 8)], title_en="Latin")
    standard = factory.make_judged(staff.festival, [(9, 9), (8, 8)], title_en="Standard")
    for one, other in zip(factory.entries_of(latin), factory.entries_of(standard), strict=True):
        other.members.update(person=factory.dancer_of(one))
    standing = factory.make_standing(staff.festival, [latin, standard], "standing_combined")
    release(staff, standing)
    page = read(client, standing)
    assert '<abbr title="Latin">1</abbr>' in page
    assert "Sum of places" in page


def test_a_release_makes_the_pages_old_that_show_it(client: Client, staff: Staff) -> None:
    standing = make_released(staff)
    winner = factory.dancer_of(factory.entries_of(Competition.objects.get(title_en="Ballet"))[1])
    raised = set(PageVersion.objects.values_list("tag", flat=True))
    assert {f"standing:{standing.pk}", f"festival:{staff.festival.pk}", f"person:{winner.pk}", "home"} <= raised


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow_with_entries(
    client: Client, staff: Staff, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    contests = [factory.make_judged(staff.festival, FOLK * count) for _ in range(2)]
    params = {"method": "best", "on": "score", "by": [], "count": 3}
    standing = factory.make_standing(staff.festival, contests, params=params)
    release(staff, standing)
    with django_assert_num_queries(8):
        read(client, standing)


@pytest.mark.parametrize("count", [1, 3])
def test_queries_of_the_festivals_results(
    client: Client, staff: Staff, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    folk = factory.make_judged(staff.festival, FOLK)
    for _ in range(count):
        release(staff, factory.make_standing(staff.festival, [folk]))
    with django_assert_num_queries(8):
        client.get(reverse("public:festival_results", args=[staff.festival.slug]))


def test_a_standings_prize_stands_in_the_list_of_prizes(client: Client, staff: Staff) -> None:
    standing = make_released(staff)
    Prize.objects.create(standing=standing, kind="object", title_en="Golden shoe", place_from=1, place_to=1)
    address = reverse("public:festival_prizes", args=[staff.festival.slug])
    page = client.get(address).content.decode()
    assert "Golden shoe" in page
    assert "Grand Prix" in page
    Standing.objects.filter(pk=standing.pk).update(status="draft")
    assert "Golden shoe" not in client.get(address).content.decode()


def test_a_held_corrections_prize_is_not_told_on_the_older_page(client: Client, staff: Staff) -> None:
    standing = make_released(staff)
    Prize.objects.create(standing=standing, kind="object", title_en="Golden shoe", place_from=1, place_to=1)
    factory.release_scores(Competition.objects.get(title_en="Folk"), [(10, 10), (7, 7), (6, 5)])
    release(staff, standing, reason="Folk was corrected.", embargo_until=timezone.now() + timedelta(hours=1))
    assert "Golden shoe" not in read(client, standing)


def test_a_long_standing_tells_why_of_those_who_are_honoured(client: Client, staff: Staff) -> None:
    marks = [(min(total, 10), max(total - 10, 0)) for total in range(21)]
    standing = factory.make_standing(
        staff.festival,
        [factory.make_judged(staff.festival, marks)],
        params={"method": "best", "on": "score", "by": [], "count": 2},
    )
    release(staff, standing)
    source = standing_page.load(staff.festival.slug, standing.slug)
    assert isinstance(source, StandingSource)
    page = standing_page.page(source)
    assert len(page.decisions) == 2
    assert len(page.groups[0].rows) == 21
