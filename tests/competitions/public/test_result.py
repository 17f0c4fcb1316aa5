"""A competition's result page: what it says, to whom, and what it never says."""

import json
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from competitions.models import Entry, ReleaseState
from competitions.scoring.registry import tabulate
from competitions.services import releases
from live.published import ATTRIBUTE
from tests.competitions.public import stage
from tests.factories import contest, people
from tests.factories.contest import actor_of

pytestmark = pytest.mark.django_db


def body(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, (url, response.status_code)
    return response.content.decode()


def test_result_of_an_unreleased_competition_is_the_same_404_as_one_that_is_not_there(client: Client) -> None:
    show = stage.make_show()

    unreleased = client.get(show.url())
    missing = client.get(show.url().replace(show.competition.slug, "no-such-contest"))

    assert (unreleased.status_code, missing.status_code) == (404, 404)
    assert unreleased.content.decode().replace(show.competition.slug, "no-such-contest") == missing.content.decode()


@pytest.mark.parametrize("name", ["print_result", "sheet_file", "marks_file"])
def test_files_of_an_unreleased_competition_are_not_there(client: Client, name: str) -> None:
    show = stage.make_show()

    assert client.get(show.url(name)).status_code == 404


def test_released_result_shows_places_names_and_how_it_was_decided(client: Client) -> None:
    show = stage.make_released(stage.PICTURE)

    page = body(client, show.url())

    assert "How this was decided" in page
    assert "The deciding marks for place 2" in page
    assert page.count("has the majority") == 1
    assert 'id="n-102"' in page
    assert "Rules 10, 11" in page
    for person in show.persons:
        assert person.family_name in page


def test_result_speaks_the_language_of_its_address(client: Client) -> None:
    show = stage.make_released(stage.PICTURE)

    page = body(client, show.url().replace("/en/", "/kk/"))

    assert '<html lang="kk">' in page
    assert "10, 11-ережелер" in page


def test_result_is_404_while_under_embargo_and_tells_the_door_when_it_ends(client: Client) -> None:
    show = stage.make_show()
    until = timezone.now() + timedelta(hours=2)
    show.release(embargo_until=until)
    assert client.get(show.url()).status_code == 404

    ReleaseState.objects.update(embargo_until=timezone.now() - timedelta(seconds=1))

    assert client.get(show.url()).status_code == 200


def test_correction_under_embargo_leaves_the_first_release_until_it_lifts(client: Client) -> None:
    show = stage.make_released()
    release = show.correct()
    until = timezone.now() + timedelta(hours=2)
    ReleaseState.objects.filter(release=release).update(embargo_until=until)

    response = client.get(show.url())

    assert "Official" in response.content.decode()
    assert client.get(show.url("release", number=2)).status_code == 404
    assert getattr(response, ATTRIBUTE).until == until.timestamp()


def test_correction_shows_its_reason_and_keeps_the_old_release_readable(client: Client) -> None:
    show = stage.make_released()
    show.correct()

    now, before = body(client, show.url()), body(client, show.url("release", number=1))

    assert "This result was corrected." in now
    assert "Judge A had swapped two numbers." in now
    assert show.url("release", number=1) in now
    assert "This is an older release." in before
    assert 'content="noindex"' in before
    first = [show.entries[0], show.entries[1]]
    assert now.index(first[1].display_name) < now.index(first[0].display_name)
    assert before.index(first[0].display_name) < before.index(first[1].display_name)


def test_result_taken_back_reads_under_review_and_shows_no_place(client: Client) -> None:
    show = stage.make_released()
    release = show.competition.releases.get()
    chair = show.staff.chair
    releases.retract(actor=actor_of(chair), user=chair, release=release, reason="A sheet was mixed up.")

    page = body(client, show.url())

    assert "under review" in page
    assert show.entries[0].display_name not in page
    assert client.get(show.url("release", number=1)).status_code == 404
    assert client.get(show.url("sheet_file")).status_code == 404


def test_result_of_a_draft_festival_is_not_there(client: Client) -> None:
    show = stage.make_released()
    type(show.staff.festival).objects.update(status="draft")

    assert client.get(show.url()).status_code == 404


def test_child_is_shortened_everywhere_and_no_birth_date_is_told(client: Client) -> None:
    show = stage.make_released()
    stage.call(show.persons[0], "Айзере", "Сейілханова", birth_date=date(2015, 3, 7))
    Entry.objects.filter(pk=show.entries[0].pk).update(display_name="Айзере Сейілханова")

    pages = [body(client, show.url(name)) for name in ("result", "print_result", "sheet_file", "marks_file")]

    for page in pages:
        assert "Айзере С." in page
        assert "Сейілханова" not in page
        assert "2015" not in page


def test_child_with_a_guardians_consent_is_named_in_full(client: Client) -> None:
    show = stage.make_released()
    person = show.persons[0]
    stage.call(person, "Айзере", "Сейілханова", birth_date=date(2015, 3, 7))
    people.make_consent(person)

    page = body(client, show.url())

    assert "<b>Сейілханова</b>" in page


def test_longest_kazakh_names_stand_whole(client: Client) -> None:
    show = stage.make_released()
    stage.call(show.persons[0], "Нұрсұлтан-Мұхаммедәлі", "Құдайбергенұлы-Әбілқайыров")

    page = body(client, show.url())

    assert "Нұрсұлтан-Мұхаммедәлі" in page
    assert "Құдайбергенұлы-Әбілқайыров" in page


@pytest.mark.parametrize("rows", [stage.THREE, stage.PICTURE])
def test_result_page_asks_at_most_eight_times_whatever_its_size(
    client: Client, django_assert_num_queries: object, rows: stage.Rows
) -> None:
    show = stage.make_released(rows)
    stage.call(show.persons[0], "Айзере", "Сейілханова", birth_date=date(2015, 3, 7))

    with django_assert_num_queries(8):  # type: ignore[operator]
        client.get(show.url())


def test_page_declares_what_it_was_made_from(client: Client) -> None:
    show = stage.make_released()

    declared = getattr(client.get(show.url()), ATTRIBUTE).tags

    assert f"competition:{show.competition.pk}" in declared
    assert f"festival:{show.staff.festival.pk}" in declared
    assert {f"person:{person.pk}" for person in show.persons} <= set(declared)


def test_page_for_everybody_sets_no_cookie_and_varies_by_none(client: Client) -> None:
    show = stage.make_released()

    response = client.get(show.url())

    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    assert "csrfmiddlewaretoken" not in response.content.decode()


def test_sheet_file_recomputes_to_its_own_outcome(client: Client) -> None:
    show = stage.make_released(stage.PICTURE)

    document = json.loads(client.get(show.url("sheet_file")).content)

    assert tabulate(document).as_document() == document["outcome"]
    assert document["release"]["number"] == 1
    assert len(document["entries"]) == 6


def test_marks_file_holds_every_mark_and_no_formula(client: Client) -> None:
    show = stage.make_released(stage.PICTURE)
    stage.call(show.persons[0], "=cmd|' /C calc'!A0", "")

    lines = client.get(show.url("marks_file")).content.decode("utf-8-sig").splitlines()

    assert len(lines) == 1 + 6 * 5 * 7
    assert not [line for line in lines if ",=" in line or ',"=' in line]
    assert [line for line in lines if "'=cmd" in line]


@pytest.mark.parametrize(("detail", "shows_total", "shows_marks"), [("places", False, False), ("totals", True, False)])
def test_less_detail_publishes_less(client: Client, detail: str, shows_total: bool, shows_marks: bool) -> None:
    show = stage.make_released(stage.PICTURE, detail=detail)

    page = body(client, show.url())

    assert (">Total<" in page) is shows_total
    assert ("Judges’ marks" in page) is shows_marks
    assert "How this was decided" not in page
    assert client.get(show.url("marks_file")).status_code == 404


def test_names_only_publishes_no_place(client: Client) -> None:
    show = stage.make_released(stage.PICTURE, detail="names")

    page = body(client, show.url())

    assert "podium" not in page.replace("podium.css", "")
    assert '<td class="place"></td>' in page


def test_prize_money_stands_beside_its_place(client: Client) -> None:
    show = stage.make_show()
    contest.make_prize(show.competition, 150_000_00, 1)
    show.release()

    assert "150\u202f000\u00a0₸" in body(client, show.url())


def test_post_is_refused(client: Client) -> None:
    show = stage.make_released()

    assert client.post(show.url()).status_code == 405
