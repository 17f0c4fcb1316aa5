"""Rulesets in the admin: copied from the house, edited in a typed form, tried on an example; nothing for strangers."""

import json
import re
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from audit.models import AuditEntry
from competitions.models import Ruleset
from competitions.scoring.rulesets import PRESETS
from competitions.services import formats
from events.models import Festival, StaffRole
from tests.competitions.admin import page_boxes
from tests.factories import contest
from tests.factories.admin_world import make_staff_member

pytestmark = pytest.mark.django_db

PREVIEW = "/admin/competitions/ruleset/preview/"


@pytest.fixture
def festival() -> Festival:
    formats.install_house_formats()
    return contest.make_festival()


@pytest.fixture
def owner(client: Client, festival: Festival) -> Client:
    client.force_login(make_staff_member(festival))
    return client


def house(key: str) -> Ruleset:
    return Ruleset.objects.get(festival__isnull=True, key=key)


def own(festival: Festival, preset: str = "trim_per_criterion", **fields: Any) -> Ruleset:
    made = house(preset)
    values = {name: getattr(made, name) for name in ("key", "family", "preset", "edition", "params_text", "title_en")}
    return Ruleset.objects.create(festival=festival, **{**values, **fields})


def change(row: Ruleset) -> str:
    return reverse("admin:competitions_ruleset_change", args=[row.pk])


def copy(row: Ruleset) -> str:
    return reverse("admin:competitions_ruleset_copy", args=[row.pk])


def said(response: Any) -> str:
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def boxes(page: Any) -> dict[str, str]:
    return page_boxes.boxes(page, "params_text")


def filled(client: Client, row: Ruleset, **changes: str) -> dict[str, str]:
    page = client.get(change(row))
    assert page.status_code == 200
    return {"title_en": row.title_en, "key": row.key, "ruleset_preset": row.preset, **boxes(page), **changes}


@pytest.mark.parametrize("key", [key for key in PRESETS if not key.startswith(("standing", "bracket"))])
def test_a_form_that_is_saved_untouched_means_the_same(owner: Client, festival: Festival, key: str) -> None:
    """What a preset says comes through the boxes unharmed: a field is lost nowhere, a default adds nothing that changes it."""
    row = own(festival, key)
    before = owner.get(change(row)).context["drawn"]
    response = owner.post(change(row), filled(owner, row))
    assert response.status_code == 302, response.context["errors"]
    row.refresh_from_db()
    kept = json.loads(row.params_text)
    for name, value in json.loads(json.dumps(PRESETS[key].params)).items():
        if isinstance(value, dict) and name != "points":
            assert _exact(value).items() <= _exact(kept[name]).items(), name
        else:
            assert _exact(kept[name]) == _exact(value), name
    assert owner.get(change(row)).context["drawn"] == before


def _exact(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _exact(item) for key, item in value.items()}
    return [_exact(item) for item in value] if isinstance(value, list) else str(value)


def test_copy_when_pressed_twice(owner: Client, festival: Festival) -> None:
    response = owner.post(copy(house("irish")), {"festival": festival.pk})
    made = Ruleset.objects.get(festival=festival)
    assert response["Location"] == change(made)
    assert (made.key, made.preset, made.params_text) == ("irish", "irish", house("irish").params_text)
    assert AuditEntry.objects.filter(action="setup.copied", subject_id=str(made.pk)).count() == 1
    again = owner.post(copy(house("irish")), {"festival": festival.pk})
    assert "unchanged; edit that one" in said(again)
    assert Ruleset.objects.filter(festival=festival).count() == 1
    made.title_en = "Ours"
    made.save(update_fields=["title_en"])
    owner.post(copy(house("irish")), {"festival": festival.pk})
    assert set(Ruleset.objects.filter(festival=festival).values_list("key", flat=True)) == {"irish", "irish-2"}


def test_copies_by_the_list(owner: Client, festival: Festival) -> None:
    rows = [str(house(key).pk) for key in ("irish", "borda")]
    url = reverse("admin:competitions_ruleset_changelist")
    response = owner.post(url, {"action": "copy_for_festival", "_selected_action": rows})
    assert "copied as irish" in said(response)
    assert Ruleset.objects.filter(festival=festival).count() == 2


def test_add_from_a_preset(owner: Client, festival: Festival) -> None:
    url = reverse("admin:competitions_ruleset_add")
    page = owner.get(url).content.decode()
    assert "Irish dance, championship" in page
    response = owner.post(url, {"festival": festival.pk, "preset": "udo", "title_en": ""})
    made = Ruleset.objects.get(festival=festival)
    assert response["Location"] == change(made)
    assert (made.key, made.family, made.title_kk) == ("udo", "points", "Көше билері, ұпаймен")
    assert owner.post(url, {"festival": festival.pk, "preset": "magic"}).status_code == 200
    assert owner.post(url, {"preset": "udo"}).status_code == 200
    assert Ruleset.objects.filter(preset="udo").count() == 2


def test_change_a_trim(owner: Client, festival: Festival) -> None:
    row = own(festival)
    data = filled(owner, row, title_en="Ours", **{"params_text-aggregate.drop_low": "2"})
    assert owner.post(change(row), data).status_code == 302
    row.refresh_from_db()
    assert row.title_en == "Ours"
    assert json.loads(row.params_text)["aggregate"] == {
        "op": "trimmed_sum",
        "drop_low": 2,
        "drop_high": 1,
        "min_judges": 0,
    }


def test_bad_input_stays_and_is_said_beside_its_field(owner: Client, festival: Festival) -> None:
    row = own(festival)
    typed = {"params_text-aggregate.drop_low": "two", "params_text-criteria-1-max": "ten"}
    page = owner.post(change(row), filled(owner, row, title_en="Ours", **typed))
    html = page.content.decode()
    assert page.status_code == 200
    for value in ("two", "ten", "Ours"):
        assert f'value="{value}"' in html
    line = html[html.index('data-param="aggregate.drop_low"') :]
    assert "param-problem" in line[: line.index("</fieldset>")]
    cell = html[html.index('name="params_text-criteria-1-max"') :]
    assert "param-problem" in cell[: cell.index("</td>")]
    row.refresh_from_db()
    assert "trimmed_sum" in row.params_text
    assert row.title_en != "Ours"


def test_problems_in_the_reader_s_language(owner: Client, festival: Festival) -> None:
    row = own(festival, "skating_recall")
    StaffRole.objects.get(festival=festival).user.__class__.objects.update(language="ru")
    html = owner.post(change(row), filled(owner, row, **{"params_text-wanted": ""})).content.decode()
    assert "Сколько проходит дальше" in html
    assert "param-problem" in html


def test_rows_come_and_go_without_javascript(owner: Client, festival: Festival) -> None:
    row = own(festival)
    more = owner.post(change(row), filled(owner, row, _add_row="criteria"))
    assert len(boxes(more)) == len(boxes(owner.get(change(row)))) + 5
    assert "param-problem" not in more.content.decode()
    less = boxes(owner.post(change(row), filled(owner, row, _remove_row="criteria:0")))
    assert less["params_text-criteria-0-id"] == "Music and rhythm"
    assert "params_text-criteria-4-id" not in less
    for broken in ("criteria:x", "criteria:99999999999", ":", "nothing:1", ""):
        assert owner.post(change(row), filled(owner, row, _remove_row=broken)).status_code == 200
    assert json.loads(Ruleset.objects.get(pk=row.pk).params_text) == json.loads(house(row.key).params_text)


def test_fields_that_do_not_apply_are_hidden(owner: Client, festival: Festival) -> None:
    row = own(festival)
    shown = owner.post(change(row), filled(owner, row, _preview="1", **{"params_text-aggregate.op": "sum"}))
    html = shown.content.decode()
    assert re.search(r'data-param="aggregate.drop_low" hidden', html)
    assert not re.search(r'data-param="aggregate.op" hidden', html)
    assert shown.context["drawn"].lines[0].place == "2"


def test_preview_when_typed_and_when_wrong(owner: Client, festival: Festival) -> None:
    row = own(festival)
    data = filled(owner, row)
    before = Ruleset.objects.count()
    first = owner.post(PREVIEW, data).content.decode()
    assert first.count("<s ") == 16
    assert "left out" in first
    whole = owner.post(PREVIEW, {**data, "params_text-aggregate.op": "sum"}).content.decode()
    assert "<s " not in whole
    wrong = owner.post(PREVIEW, {**data, "params_text-aggregate.op": "luck"}).content.decode()
    assert "With these parameters nothing can be computed yet" in wrong
    assert owner.post(PREVIEW, {"ruleset_preset": "magic"}).status_code == 200
    assert owner.post(PREVIEW, {}).status_code == 200
    assert owner.get(PREVIEW).status_code == 405
    assert Ruleset.objects.count() == before
    assert not AuditEntry.objects.filter(action__startswith="setup").exists()


def test_house_ruleset_is_only_read(owner: Client, festival: Festival) -> None:
    row = house("udo")
    page = owner.get(change(row))
    html = page.content.decode()
    assert "general knowledge" in html
    assert "UDO rule book" in html
    assert "Copy for this festival" in html
    assert 'name="params_text-' not in html
    assert owner.post(change(row), {"title_en": "Mine", "key": "udo"}).status_code == 403
    assert owner.post(reverse("admin:competitions_ruleset_delete", args=[row.pk]), {"post": "yes"}).status_code == 403
    row.refresh_from_db()
    assert row.title_en == PRESETS["udo"].titles[0]


@pytest.mark.parametrize("key", ["skating", "irish", "wsdc_callback", "trivium", "breaking_group", "skating_recall"])
def test_pages_of_house_rulesets(owner: Client, festival: Festival, key: str) -> None:
    page = owner.get(change(house(key)))
    assert page.status_code == 200
    assert page.context["drawn"].told


def test_another_festival_s_ruleset(owner: Client, festival: Festival) -> None:
    theirs = own(contest.make_festival())
    assert owner.get(change(theirs)).status_code == 404
    assert owner.post(change(theirs), {"title_en": "Taken"}).status_code == 404
    assert owner.post(copy(theirs), {"festival": festival.pk}).status_code == 404
    assert owner.post(copy(house("irish")), {"festival": theirs.festival_id}).status_code == 404
    assert owner.post(copy(house("irish")), {"festival": "x"}).status_code == 404
    assert owner.get(copy(house("irish"))).status_code == 405
    assert Ruleset.objects.filter(festival__isnull=False).count() == 1


@pytest.mark.parametrize("role", ["scrutineer", "registrar", "viewer"])
def test_wrong_role(client: Client, festival: Festival, role: str) -> None:
    row = own(festival)
    client.force_login(make_staff_member(festival, role))
    assert client.get(change(row)).status_code == 200
    assert client.post(change(row), {"title_en": "Taken", "key": "taken"}).status_code == 403
    assert client.post(PREVIEW, {"ruleset_preset": "udo"}).status_code == 403
    assert client.post(copy(house("irish")), {"festival": festival.pk}).status_code == 404
    assert Ruleset.objects.filter(festival=festival).count() == 1


def test_stranger(client: Client, festival: Festival) -> None:
    client.force_login(contest.make_user())
    assert client.post(PREVIEW, {"ruleset_preset": "udo"}).status_code in {302, 403}
    assert client.post(copy(house("irish")), {"festival": festival.pk}).status_code in {302, 403}


def test_ruleset_that_an_open_round_has_frozen(owner: Client, festival: Festival) -> None:
    row = own(festival)
    opened = contest.make_round(contest.make_competition(festival), status="open", ruleset=row)
    frozen = opened.ruleset_text
    html = owner.get(change(row)).content.decode()
    assert reverse("admin:competitions_round_change", args=[opened.pk]) in html
    assert "what you change here changes nothing in them" in html
    assert owner.post(change(row), filled(owner, row, **{"params_text-round": "1"})).status_code == 302
    opened.refresh_from_db()
    assert opened.ruleset_text == frozen


def test_rounds_of_other_festivals_are_not_named(owner: Client, festival: Festival) -> None:
    theirs = contest.make_competition(contest.make_festival(), title_en="Nobody else knows this")
    contest.make_round(theirs, status="open", ruleset=house("irish"))
    html = owner.get(change(house("irish"))).content.decode()
    assert "Nobody else knows this" not in html


@pytest.mark.parametrize("rows", [1, 3])
def test_page_when_rounds_grow(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, festival: Festival, rows: int
) -> None:
    row = own(festival)
    for _number in range(rows):
        contest.make_round(contest.make_competition(festival), status="open", ruleset=row)
    client.force_login(make_staff_member(festival))
    with django_assert_num_queries(9):
        assert client.get(change(row)).status_code == 200


def test_choice_of_festival_when_one_works_in_two(owner: Client, festival: Festival) -> None:
    other = contest.make_festival()
    StaffRole.objects.create(festival=other, user=StaffRole.objects.get(festival=festival).user, role="owner")
    html = owner.get(change(house("irish"))).content.decode()
    assert html.count("<option") >= 2
    owner.post(copy(house("irish")), {"festival": other.pk})
    assert Ruleset.objects.get(festival__isnull=False).festival == other
