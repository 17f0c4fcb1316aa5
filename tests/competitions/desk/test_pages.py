"""The desk's pages: who may open them, what they show, and what a form does."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from competitions.models import Award, Payout, Release, Round, RoundLink, Scoresheet
from competitions.services import releases, tabulation
from dancers.models import User
from tests.factories import contest
from tests.factories.contest import Staff, actor_of

pytestmark = pytest.mark.django_db
THREE = [[[1, 1, 2], [2, 3, 1], [3, 2, 3]]]
Queries = Callable[..., Any]


@pytest.fixture
def staff() -> Staff:
    return contest.make_festival_with_staff()


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def final_of(staff: Staff, *, is_tabulated: bool = True) -> Round:
    competition = contest.make_competition(staff.festival)
    contest.make_prize(competition, 100_00, 1)
    final = contest.make_finalists(competition, THREE)
    if is_tabulated:
        tabulation.tabulate_round(actor=actor_of(staff.scrutineer), user=staff.scrutineer, round=final)
    return final


def released(staff: Staff) -> Round:
    final = final_of(staff)
    releases.publish(
        actor=actor_of(staff.chair),
        user=staff.chair,
        competition=final.competition,
        expected_digest=releases.preview(final.competition).digest,
    )
    return final


def pages_of(staff: Staff, final: Round) -> dict[str, str]:
    """Every page that can be opened, by its name."""
    slug, place = staff.festival.slug, final.round_entries.order_by("pk")[0]
    sheet, seat, award = Scoresheet.objects.order_by("pk")[0], final.seats.order_by("pk")[0], Award.objects.get()
    return {
        "wall": reverse("desk:wall", args=[slug]),
        "wall_part": reverse("desk:wall_part", args=[slug]),
        "round": reverse("desk:round", args=[slug, final.pk]),
        "board_part": reverse("desk:board_part", args=[slug, final.pk]),
        "panel": reverse("desk:panel", args=[slug, final.pk]),
        "withdraw": reverse("desk:withdraw", args=[slug, final.pk, place.pk]),
        "reopen_sheet": reverse("desk:reopen_sheet", args=[slug, sheet.pk]),
        "paper_sheet": reverse("desk:paper_sheet", args=[slug, sheet.pk]),
        "lose_judge": reverse("desk:lose_judge", args=[slug, seat.pk]),
        "release": reverse("desk:release", args=[slug, final.competition_id]),
        "prizes": reverse("desk:prizes", args=[slug]),
        "pay": reverse("desk:pay", args=[slug, award.pk]),
        "withhold": reverse("desk:withhold", args=[slug, award.pk]),
    }


MAY_OPEN = {
    "owner": {"wall", "wall_part", "round", "board_part", "panel", "withdraw", "release", "prizes", "pay", "withhold"},
    "scrutineer": {
        "wall",
        "wall_part",
        "round",
        "board_part",
        "panel",
        "withdraw",
        "reopen_sheet",
        "paper_sheet",
        "lose_judge",
        "release",
    },
    "chair": {
        "wall",
        "wall_part",
        "round",
        "board_part",
        "panel",
        "withdraw",
        "reopen_sheet",
        "paper_sheet",
        "lose_judge",
        "release",
        "prizes",
        "withhold",
    },
    "jury_secretary": {"wall", "wall_part", "round", "board_part", "release", "prizes", "withhold"},
    "registrar": {"wall", "wall_part", "withdraw", "prizes", "pay"},
    "viewer": {"wall", "wall_part"},
}


@pytest.mark.parametrize("role", MAY_OPEN)
def test_each_role_opens_its_pages_and_no_other(staff: Staff, role: str) -> None:
    pages = pages_of(staff, released(staff))
    client = signed_in(getattr(staff, role))

    answers = {name: client.get(path).status_code for name, path in pages.items()}

    assert answers == {name: 200 if name in MAY_OPEN[role] else 403 for name in pages}


def test_who_does_not_work_there_finds_nothing(staff: Staff) -> None:
    pages = pages_of(staff, released(staff))

    for user in (staff.stranger, contest.make_festival_with_staff().owner):
        client = signed_in(user)
        assert {client.get(path).status_code for path in pages.values()} == {404}
    assert {Client().get(path).status_code for path in pages.values()} == {302}


def test_another_festivals_objects_are_not_found_by_its_own_staff(staff: Staff) -> None:
    released(staff)
    final, other = final_of(staff), contest.make_festival_with_staff()
    client, slug = signed_in(other.chair), other.festival.slug

    assert client.get(reverse("desk:round", args=[slug, final.pk])).status_code == 404
    assert client.get(reverse("desk:release", args=[slug, final.competition_id])).status_code == 404
    assert client.get(reverse("desk:withhold", args=[slug, Award.objects.get().pk])).status_code == 404
    assert client.post(reverse("desk:open_round", args=[slug, final.pk])).status_code == 404


@pytest.mark.parametrize(
    "name", ["open_round", "close_round", "reopen_round", "tabulate_round", "draw_next_round", "decide_recall_line"]
)
def test_acts_are_posted(staff: Staff, name: str) -> None:
    final = final_of(staff)

    assert signed_in(staff.chair).get(reverse(f"desk:{name}", args=[staff.festival.slug, final.pk])).status_code == 405


@pytest.mark.parametrize("count", [1, 3])
def test_wall_asks_the_database_the_same_however_many_rounds(
    staff: Staff, count: int, django_assert_num_queries: Queries
) -> None:
    for _index in range(count):
        contest.make_programme_item(staff.festival, position=Round.objects.count() + 1)
        final_of(staff)
    client = signed_in(staff.chair)

    with django_assert_num_queries(WALL_QUERIES):
        assert client.get(reverse("desk:wall", args=[staff.festival.slug])).status_code == 200


WALL_QUERIES = 19


@pytest.mark.parametrize("count", [1, 3])
def test_round_page_asks_the_database_the_same_however_many_entries(
    staff: Staff, count: int, django_assert_num_queries: Queries
) -> None:
    competition = contest.make_competition(staff.festival)
    rows = [[place, place, place] for place in range(1, count + 1)]
    final = contest.make_marked_round(competition, [rows])
    client = signed_in(staff.chair)

    with django_assert_num_queries(ROUND_QUERIES):
        assert client.get(reverse("desk:round", args=[staff.festival.slug, final.pk])).status_code == 200


ROUND_QUERIES = 57


def test_live_parts_are_silent_while_nothing_changes(staff: Staff) -> None:
    final = final_of(staff)
    client, path = signed_in(staff.chair), reverse("desk:board_part", args=[staff.festival.slug, final.pk])
    first = client.get(path)
    version = first["ETag"].strip('"')

    assert client.get(path, {"seen": version}).status_code == 204
    assert client.get(path, headers={"If-None-Match": first["ETag"]}).status_code == 304
    contest.put_mark(final.seats.get(letter="A"), final.round_entries.first(), final.parts.get(), 2)  # type: ignore[arg-type]
    assert client.get(path, {"seen": version}).status_code == 200


def test_the_first_person_is_told_to_wait_and_the_second_releases(staff: Staff) -> None:
    final = final_of(staff)
    path = reverse("desk:release", args=[staff.festival.slug, final.competition_id])
    digest = releases.preview(final.competition).digest

    page = signed_in(staff.scrutineer).get(path)
    assert "Waits for a second person" in page.content.decode()
    refused = signed_in(staff.scrutineer).post(path, {"digest": digest})
    assert refused.status_code == 422
    assert "waits for a second person to release it" in refused.content.decode()
    client = signed_in(staff.chair)
    assert client.post(path, {"digest": digest}).status_code == 302
    again = client.post(path, {"digest": digest})
    assert "released already: number 1" in again.content.decode()
    assert Release.objects.count() == 1


def test_a_stale_release_form_keeps_what_was_typed(staff: Staff) -> None:
    final = final_of(staff)
    path = reverse("desk:release", args=[staff.festival.slug, final.competition_id])

    answer = signed_in(staff.chair).post(path, {"digest": "0" * 64, "embargo_until": "2027-01-01T18:00"})

    assert answer.status_code == 422
    assert "what you looked at has changed" in answer.content.decode()
    assert "2027-01-01" in answer.content.decode()
    assert not Release.objects.exists()


def test_an_embargo_is_typed_in_the_festivals_time(staff: Staff) -> None:
    final = final_of(staff)
    path = reverse("desk:release", args=[staff.festival.slug, final.competition_id])
    digest = releases.preview(final.competition).digest

    signed_in(staff.chair).post(path, {"digest": digest, "embargo_until": "2027-01-01T18:00"})

    until = Release.objects.get().state.embargo_until
    assert until is not None
    assert until.isoformat() == "2027-01-01T13:00:00+00:00"


def test_withdrawing_asks_first_and_says_the_effect(staff: Staff) -> None:
    final = final_of(staff)
    place = final.round_entries.order_by("order")[1]
    path = reverse("desk:withdraw", args=[staff.festival.slug, final.pk, place.pk])
    client = signed_in(staff.scrutineer)

    assert "the places behind it close up" in client.get(path).content.decode()
    assert client.post(path, {"kind": "withdrawal"}).status_code == 422
    assert client.post(path, {"kind": "withdrawal", "reason": "knee"}).status_code == 302
    place.refresh_from_db()
    assert place.status == "withdrawn"
    assert "Put No. 102 back" in client.get(path).content.decode()


def test_the_recall_line_shows_both_numbers(staff: Staff) -> None:
    competition = contest.make_competition(staff.festival)
    rows = [[[1, 1, 1], [1, 0, 0], [0, 1, 0], [0, 0, 1]]]
    first = contest.make_marked_round(competition, rows, kind="recall", wanted=2)
    final = contest.make_round(competition)
    RoundLink.objects.create(from_round=first, to_round=final, value_from=2)
    slug = staff.festival.slug
    client = signed_in(staff.chair)
    client.post(reverse("desk:close_round", args=[slug, first.pk]))

    page = client.get(reverse("desk:round", args=[slug, first.pk])).content.decode()
    assert "Take all: 4 go on" in page
    assert "Take none: 1 go on" in page
    given = {"line-recall": "all", "line-reason": "all fit on the floor"}
    client.post(reverse("desk:decide_recall_line", args=[slug, first.pk]), given)
    client.post(reverse("desk:draw_next_round", args=[slug, first.pk]))
    assert final.round_entries.count() == 4


def test_a_paper_sheet_is_entered_from_the_grid(staff: Staff) -> None:
    final = final_of(staff, is_tabulated=False)
    sheet = Scoresheet.objects.get(seat__letter="A")
    part = final.parts.get()
    places = final.round_entries.order_by("order")
    path = reverse("desk:paper_sheet", args=[staff.festival.slug, sheet.pk])
    cells = {f"cell_{place.pk}_{part.pk}": str(4 - index) for index, place in enumerate(places, 1)}
    client = signed_in(staff.scrutineer)

    doubled = client.post(path, {**cells, f"cell_{places[0].pk}_{part.pk}": "1", "reason": "tablet broke"})
    assert doubled.status_code == 422
    assert client.post(path, {**cells, "reason": "tablet broke"}).status_code == 302
    marks = tabulation.build_document(final)["input"]["marks"][str(part.pk)]
    assert [marks[str(place.pk)][0] for place in places] == [3, 2, 1]


def test_paying_by_the_form_in_another_currency_is_refused(staff: Staff) -> None:
    released(staff)
    path = reverse("desk:pay", args=[staff.festival.slug, Award.objects.get().pk])
    client = signed_in(staff.owner)

    refused = client.post(path, {"amount": "100", "currency": "eur", "reference": "TR-1"})
    assert refused.status_code == 422
    assert "not in EUR" in refused.content.decode()
    assert client.post(path, {"amount": "1e400", "currency": "KZT", "reference": "TR-1"}).status_code == 422
    assert client.post(path, {"amount": "100", "currency": "KZT", "reference": "TR-1"}).status_code == 302
    assert Payout.objects.get().paid_minor == 100_00


def test_a_name_full_of_markup_is_text(staff: Staff) -> None:
    final = final_of(staff)
    entry = final.round_entries.order_by("order")[0].source_rows.get().entry
    entry.display_name = "<img src=x onerror=alert(1)>"
    entry.save()

    for name in ("round", "release"):
        key = final.pk if name == "round" else final.competition_id
        page = signed_in(staff.chair).get(reverse(f"desk:{name}", args=[staff.festival.slug, key])).content.decode()
        assert "<img src=x" not in page
        assert "&lt;img src=x" in page
