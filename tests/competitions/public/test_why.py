"""Why this place: the small page of one entry of a released result, and who may not read it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone, translation

from competitions.models import NumberAssignment
from competitions.services import releases
from live.published import ATTRIBUTE
from tests.competitions.public import stage
from tests.factories import contest
from tests.factories.contest import actor_of

pytestmark = pytest.mark.django_db


def body(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, (url, response.status_code)
    return response.content.decode()


def test_why_says_the_decision_of_this_entry_alone_with_its_own_marks(client: Client) -> None:
    show = stage.make_released(stage.PICTURE)

    page = body(client, show.url("why", key="102"))

    assert "Place 2" in page
    assert show.persons[1].family_name in page
    assert "Rules 10, 11" in page
    assert page.count('<table class="grid">') == 1
    assert page.count('class="soft"') > 0
    assert show.persons[5].family_name not in page
    assert 'content="noindex"' in page


@pytest.mark.parametrize(("language", "words"), [("ru", "Правила 10, 11"), ("kk", "10, 11-ережелер")])
def test_why_speaks_the_language_of_its_address(client: Client, language: str, words: str) -> None:
    show = stage.make_released(stage.PICTURE)
    with translation.override(language):
        url = show.url("why", key="102")

    assert words in body(client, url)


def test_every_row_of_the_result_and_the_dancers_page_link_to_it(client: Client) -> None:
    show = stage.make_released(stage.PICTURE)

    page = body(client, show.url())
    dancer = body(client, f"/en/dancers/{show.persons[0].public_id}/")

    assert [n for n in range(101, 107) if f'href="{show.url("why", key=str(n))}"' in page] == list(range(101, 107))
    link = show.url("why", key=f"e{show.entries[0].pk}")
    assert f'href="{link}"' in dancer
    assert "Place 1" in body(client, link)


def test_entry_out_in_a_recall_round_reads_its_crosses_and_that_it_went_no_further(client: Client) -> None:
    show = stage.make_released_with_recall()
    out = next(row for row in stage.ranking_of(show) if row["status"] == "out")

    page = body(client, show.url("why", key=f"e{out['entry']}"))

    assert "out in this round" in page
    assert "nobody has fewer than" in page
    assert "Lit: the crosses." in page
    assert page.count("<h2>") == 1


def test_finalist_reads_every_round_danced_the_last_first(client: Client) -> None:
    show = stage.make_released_with_recall()
    first = stage.ranking_of(show)[0]

    page = body(client, show.url("why", key=f"e{first['entry']}"))

    assert page.count("<h2>") == 2
    assert page.index("Place 1") < page.index("went on")


def test_child_is_shortened(client: Client) -> None:
    show = stage.make_released()
    stage.call(show.persons[0], "Айзере", "Сейілханова", birth_date=timezone.localdate() - timedelta(days=3000))

    page = body(client, show.url("why", key="101"))

    assert "Айзере С." in page
    assert "Сейілханова" not in page


@pytest.mark.parametrize("key", ["999", "e0", "e999999", "n-101", "0101"])
def test_nobody_of_that_key_is_404(client: Client, key: str) -> None:
    show = stage.make_released()

    assert client.get(show.url("why", key=key)).status_code == 404


def test_entry_of_another_competition_is_404(client: Client) -> None:
    show = stage.make_released()
    other = stage.make_released(staff=show.staff)

    assert client.get(show.url("why", key=f"e{other.entries[0].pk}")).status_code == 404


@pytest.mark.parametrize("detail", ["names", "places", "totals"])
def test_less_detail_has_no_such_page_and_no_link_to_it(client: Client, detail: str) -> None:
    show = stage.make_released(detail=detail)

    assert client.get(show.url("why", key="101")).status_code == 404
    assert "/why/" not in body(client, show.url())
    assert "/why/" not in body(client, f"/en/dancers/{show.persons[0].public_id}/")


def test_unreleased_embargoed_and_retracted_results_have_none(client: Client) -> None:
    unreleased, embargoed, retracted = stage.make_show(), stage.make_show(), stage.make_released()
    embargoed.release(embargo_until=timezone.now() + timedelta(hours=2))
    chair = retracted.staff.chair
    release = retracted.competition.releases.get()
    releases.retract(actor=actor_of(chair), user=chair, release=release, reason="A sheet was mixed up.")

    answers = [client.get(show.url("why", key="101")) for show in (unreleased, embargoed, retracted)]

    assert [answer.status_code for answer in answers] == [404, 404, 404]


def test_old_release_keeps_its_own_reasons(client: Client) -> None:
    show = stage.make_released()
    show.correct()

    now, before = show.url("why", key="101"), show.url("release_why", key="101", number=1)

    assert "Place 2" in body(client, now)
    assert "Place 1" in body(client, before)
    assert f'href="{before}"' in body(client, show.url("release", number=1))


def test_number_that_two_entries_wore_means_neither(client: Client) -> None:
    show = stage.make_released()
    first, second = show.entries[:2]
    for entry in (first, second):
        NumberAssignment.objects.filter(entry=entry).update(label="77", valid_to=timezone.now())

    assert client.get(show.url("why", key="77")).status_code == 404
    assert "Place 2" in body(client, show.url("why", key=f"e{second.pk}"))
    assert f'href="{show.url("why", key=f"e{second.pk}")}"' in body(client, show.url())


def test_head_is_answered_and_post_refused(client: Client) -> None:
    show = stage.make_released()

    assert client.head(show.url("why", key="101")).status_code == 200
    assert client.post(show.url("why", key="101")).status_code == 405


@pytest.mark.parametrize("rows", [stage.THREE, stage.PICTURE])
def test_why_asks_eight_times_whatever_the_size(
    client: Client, django_assert_num_queries: object, rows: stage.Rows
) -> None:
    show = stage.make_released(rows)
    stage.call(show.persons[0], "Айзере", "Сейілханова", birth_date=timezone.localdate())

    with django_assert_num_queries(8):  # type: ignore[operator]
        client.get(show.url("why", key="101"))


def test_why_is_kept_by_the_front_door_and_grows_old_with_the_result(client: Client) -> None:
    show = stage.make_released()

    declared = getattr(client.get(show.url("why", key="101")), ATTRIBUTE).tags

    assert f"competition:{show.competition.pk}" in declared
    assert {f"person:{person.pk}" for person in show.persons} <= set(declared)


def test_names_only_tells_no_order_by_prizes_either(client: Client) -> None:
    show = stage.make_show(detail="names")
    contest.make_prize(show.competition, 150_000_00, 1)
    show.release()

    assert "150\u202f000" not in body(client, show.url())
