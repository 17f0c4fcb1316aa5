"""Formats in the admin: drawn to be read, copied from the house, edited in boxes; nothing is lost on the way."""

import json
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from competitions.models import Format, RoundLink
from competitions.services import formats, house_formats
from events.models import Festival
from tests.competitions.admin import page_boxes
from tests.factories import contest
from tests.factories.admin_world import make_staff_member

pytestmark = pytest.mark.django_db

PREVIEW = "/admin/competitions/format/preview/"
ADD = "/admin/competitions/format/add/"


@pytest.fixture
def festival() -> Festival:
    formats.install_house_formats()
    return contest.make_festival()


@pytest.fixture
def owner(client: Client, festival: Festival) -> Client:
    client.force_login(make_staff_member(festival))
    return client


def house(key: str) -> Format:
    return Format.objects.get(festival__isnull=True, key=key)


def own(festival: Festival, key: str = "three-rounds-latin") -> Format:
    made = house(key)
    return Format.objects.create(festival=festival, key=key, title_en=made.title_en, spec_text=made.spec_text)


def change(row: Format) -> str:
    return reverse("admin:competitions_format_change", args=[row.pk])


def copy(row: Format) -> str:
    return reverse("admin:competitions_format_copy", args=[row.pk])


def filled(client: Client, row: Format, **changes: str) -> dict[str, str]:
    page = client.get(change(row))
    assert page.status_code == 200
    return {"title_en": row.title_en, "key": row.key, **page_boxes.boxes(page, "spec_text"), **changes}


def without_defaults(value: Any) -> Any:
    """The shape without what the form says aloud and a format may leave unsaid."""
    usual = {
        "submit_by": "part",
        "release_rule": "two",
        "cut": "count",
        "ties": "ask",
        "carry": "none",
        "kind": "dance",
    }
    if isinstance(value, dict):
        kept = {key: without_defaults(item) for key, item in value.items()}
        return {key: item for key, item in kept.items() if usual.get(key) != item}
    return [without_defaults(item) for item in value] if isinstance(value, list) else value


@pytest.mark.parametrize("key", [shape["key"] for shape in house_formats.FORMATS])
def test_a_form_that_is_saved_untouched_means_the_same(owner: Client, festival: Festival, key: str) -> None:
    row = own(festival, key)
    response = owner.post(change(row), filled(owner, row))
    assert response.status_code == 302, response.context["adminform"].form.errors
    row.refresh_from_db()
    before = json.loads(house(key).spec_text)
    assert without_defaults(json.loads(row.spec_text)) == without_defaults({"links": [], **before})


@pytest.mark.parametrize("key", [shape["key"] for shape in house_formats.FORMATS])
def test_house_format_is_drawn_and_only_read(owner: Client, festival: Festival, key: str) -> None:
    page = owner.get(change(house(key)))
    html = page.content.decode()
    assert 'class="shape"' in html
    assert "Copy for this festival" in html
    assert 'name="spec_text' not in html
    assert owner.post(change(house(key)), {"title_en": "Mine"}).status_code == 403


def test_drawing_says_rounds_cuts_and_rulesets(owner: Client, festival: Festival) -> None:
    html = owner.get(change(house("three-rounds-latin"))).content.decode()
    for words in ("First round", "Skating system", "Samba, Cha-cha-cha, Rumba", "the best 12", "the chair decides"):
        assert words in html


def test_copy_when_pressed_twice(owner: Client, festival: Festival) -> None:
    response = owner.post(copy(house("single-dance-final")), {"festival": festival.pk})
    made = Format.objects.get(festival=festival)
    assert response["Location"] == change(made)
    again = owner.post(copy(house("single-dance-final")), {"festival": festival.pk})
    assert "unchanged; edit that one" in " ".join(str(one) for one in get_messages(again.wsgi_request))
    assert Format.objects.filter(festival=festival).count() == 1


def test_change_of_a_cut_a_dance_and_a_link(owner: Client, festival: Festival) -> None:
    row = own(festival)
    data = filled(
        owner,
        row,
        **{
            "spec_text-rounds-0-wanted": "10",
            "spec_text-rounds-0-parts-0-title_en": "Waltz",
            "spec_text-links-0-value": "10",
            "spec_text-links-0-ties": "in",
        },
    )
    assert owner.post(change(row), data).status_code == 302
    row.refresh_from_db()
    spec = json.loads(row.spec_text)
    assert (spec["rounds"][0]["wanted"], spec["rounds"][0]["parts"][0]["titles"]["en"]) == (10, "Waltz")
    assert (spec["links"][0]["value"], spec["links"][0]["ties"]) == (10, "in")


def test_choices_of_a_link_are_the_model_s(owner: Client, festival: Festival) -> None:
    html = owner.get(change(own(festival))).content.decode()
    for value in (*RoundLink.Cut.values, *RoundLink.Ties.values, *RoundLink.Carry.values):
        assert f'<option value="{value}"' in html


def test_what_has_no_box_is_carried_over(owner: Client, festival: Festival) -> None:
    row = own(festival)
    spec = json.loads(row.spec_text)
    spec["rounds"][2]["seeding"] = {"by": "places"}
    Format.objects.filter(pk=row.pk).update(spec_text=json.dumps(spec))
    row.refresh_from_db()
    data = filled(owner, row, _remove_row="rounds:0")
    data |= page_boxes.boxes(owner.post(change(row), data), "spec_text")
    kept = {
        name: text
        for name, text in data.items()
        if not name.startswith(("spec_text-rounds-2", "spec_text-links-1", "_"))
    }
    kept["spec_text-links-0-from"], kept["spec_text-links-0-to"], kept["spec_text-links-0-value"] = "sf", "final", "6"
    assert owner.post(change(row), kept).status_code == 302
    row.refresh_from_db()
    rounds = json.loads(row.spec_text)["rounds"]
    assert [item["key"] for item in rounds] == ["sf", "final"]
    assert rounds[1]["seeding"] == {"by": "places"}


def test_rows_come_go_and_move_without_javascript(owner: Client, festival: Festival) -> None:
    row = own(festival)
    before = filled(owner, row)
    more = page_boxes.boxes(owner.post(change(row), {**before, "_add_row": "rounds"}), "spec_text")
    assert more["spec_text-rounds-3-key"] == ""
    dance = page_boxes.boxes(owner.post(change(row), {**before, "_add_row": "rounds.0.parts"}), "spec_text")
    assert dance["spec_text-rounds-0-parts-3-title_en"] == ""
    link = page_boxes.boxes(owner.post(change(row), {**before, "_add_row": "links"}), "spec_text")
    assert link["spec_text-links-2-from"] == ""
    moved = page_boxes.boxes(owner.post(change(row), {**before, "_up_row": "rounds:1"}), "spec_text")
    assert (moved["spec_text-rounds-0-key"], moved["spec_text-rounds-1-key"]) == ("sf", "r1")
    for broken in ("rounds:x", "rounds.99.parts:0", "links:77", "rounds.0.parts", "x"):
        assert owner.post(change(row), {**before, "_remove_row": broken}).status_code == 200
        assert owner.post(change(row), {**before, "_add_row": broken}).status_code == 200
    assert Format.objects.get(pk=row.pk).spec_text == row.spec_text


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"spec_text-rounds-0-wanted": "many"}, "whole number above 0"),
        ({"spec_text-rounds-0-wanted": ""}, "needs the number wanted"),
        ({"spec_text-rounds-1-key": "r1"}, "Another round has this key"),
        ({"spec_text-rounds-2-title_en": ""}, "Please fill this in"),
        ({"spec_text-links-0-value": ""}, "Please fill this in"),
        ({"spec_text-links-0-to": ""}, "Please choose a round"),
        ({"spec_text-links-0-cut": "luck"}, "unknown"),
        ({"spec_text-links-0-from": "final", "spec_text-links-0-to": "r1"}, "later round"),
        ({"spec_text-rounds-0-crosses_from": "9", "spec_text-rounds-0-crosses_to": "2"}, "not more than the most"),
        ({"spec_text-rounds-0-parts-0-title_en": ""}, "Please fill this in"),
    ],
)
def test_bad_input_stays(owner: Client, festival: Festival, changes: dict[str, str], sentence: str) -> None:
    row = own(festival)
    page = owner.post(change(row), filled(owner, row, title_en="Ours", **changes))
    html = page.content.decode()
    assert page.status_code == 200
    assert sentence in html
    assert 'value="Ours"' in html
    for name, value in changes.items():
        assert page_boxes.boxes(page, "spec_text").get(name) == value
    assert Format.objects.get(pk=row.pk).spec_text == row.spec_text


def test_add(owner: Client, festival: Festival) -> None:
    page = owner.get(ADD)
    data = {
        "festival": str(festival.pk),
        "title_en": "Own",
        "key": "own",
        **page_boxes.boxes(page, "spec_text"),
        "spec_text-rounds-0-key": "final",
        "spec_text-rounds-0-title_en": "Final",
        "spec_text-rounds-0-ruleset": "trim_per_criterion",
        "spec_text-rounds-0-parts-0-title_en": "Solo",
    }
    assert owner.post(ADD, data).status_code == 302
    made = Format.objects.get(key="own")
    assert json.loads(made.spec_text)["rounds"][0]["ruleset"] == "trim_per_criterion"
    assert made.festival == festival
    assert owner.post(ADD, {**data, "festival": "", "key": "mine"}).status_code == 200
    assert not Format.objects.filter(key="mine").exists()
    competition = contest.make_competition(festival, format=made)
    url = reverse("admin:competitions_competition_change", args=[competition.pk])
    assert "Solo" in owner.get(url).content.decode()


def test_preview(owner: Client, festival: Festival) -> None:
    row = own(festival)
    data = filled(owner, row, **{"spec_text-links-0-value": "7"})
    assert "the best 7" in owner.post(PREVIEW, data).content.decode()
    assert "There is no round yet" in owner.post(PREVIEW, {}).content.decode()
    assert owner.post(change(row), {**data, "_preview": "1"}).status_code == 200
    assert Format.objects.get(pk=row.pk).spec_text == row.spec_text


def test_another_festival_s_format(owner: Client, festival: Festival) -> None:
    theirs = own(contest.make_festival())
    assert owner.get(change(theirs)).status_code == 404
    assert owner.post(copy(theirs), {"festival": festival.pk}).status_code == 404


@pytest.mark.parametrize("role", ["scrutineer", "viewer"])
def test_wrong_role(client: Client, festival: Festival, role: str) -> None:
    row = own(festival)
    client.force_login(make_staff_member(festival, role))
    assert 'class="shape"' in client.get(change(row)).content.decode()
    assert client.post(change(row), {"title_en": "Taken"}).status_code == 403
    assert client.post(PREVIEW, {}).status_code == 403
    assert client.post(copy(house("recall-and-final")), {"festival": festival.pk}).status_code == 404


@pytest.mark.parametrize("key", ["single-dance-final", "three-rounds-latin"])
def test_page_when_rounds_grow(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, festival: Festival, key: str
) -> None:
    row = own(festival, key)
    client.force_login(make_staff_member(festival))
    with django_assert_num_queries(11):
        assert client.get(change(row)).status_code == 200
