"""An organiser of one festival, against every admin address of another one's rows: nothing is seen, nothing is changed."""

from typing import Any

import pytest
from django.contrib import admin
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from competitions.selectors import festival_scope
from tests.factories import contest
from tests.factories.admin_world import make_staff_member, make_world

pytestmark = pytest.mark.django_db

LABELS = sorted(
    model._meta.label_lower
    for model in admin.site._registry
    if model._meta.app_label in {"events", "competitions", "audit"}
)
OPEN_TO_ALL = {"events.festivalseries"}
SCOPED = [label for label in LABELS if label not in OPEN_TO_ALL]


@pytest.fixture
def worlds() -> tuple[dict[str, Any], dict[str, Any]]:
    return make_world(contest.make_festival()), make_world(contest.make_festival())


@pytest.fixture
def organiser(client: Client, worlds: tuple[dict[str, Any], dict[str, Any]]) -> Client:
    """The owner of the first festival, signed in."""
    client.force_login(make_staff_member(worlds[0]["events.festival"]))
    return client


def address(row: Model, page: str) -> str:
    name = f"admin:{row._meta.app_label}_{row._meta.model_name}_{page}"
    return reverse(name, args=[] if page in {"changelist", "add"} else [row.pk])


def fields_of(row: Model) -> dict[str, Any]:
    return type(row)._default_manager.filter(pk=row.pk).values().get()


def test_every_model_has_a_path_to_its_festival() -> None:
    assert set(LABELS) <= set(festival_scope.PATHS)


@pytest.mark.parametrize("label", SCOPED)
def test_list_when_other_festival_has_rows(organiser: Client, worlds: Any, label: str) -> None:
    own, foreign = worlds[0][label], worlds[1][label]
    response = organiser.get(address(own, "changelist"))
    assert response.status_code == 200
    keys = {row.pk for row in response.context["cl"].result_list}
    assert own.pk in keys
    assert foreign.pk not in keys


@pytest.mark.parametrize("page", ["change", "delete", "history"])
@pytest.mark.parametrize("label", SCOPED)
def test_pages_of_foreign_row_when_opened(organiser: Client, worlds: Any, label: str, page: str) -> None:
    assert organiser.get(address(worlds[1][label], page)).status_code in {403, 404}


@pytest.mark.parametrize("label", SCOPED)
def test_own_row_when_opened(organiser: Client, worlds: Any, label: str) -> None:
    assert organiser.get(address(worlds[0][label], "change")).status_code == 200
    assert organiser.get(address(worlds[0][label], "history")).status_code == 200


@pytest.mark.parametrize("page", ["change", "delete"])
@pytest.mark.parametrize("label", SCOPED)
def test_posting_to_foreign_row_when_hand_made(organiser: Client, worlds: Any, label: str, page: str) -> None:
    before = fields_of(worlds[1][label])
    data = {"title_en": "Taken", "title": "Taken", "display_name": "Taken", "post": "yes"}
    response = organiser.post(address(worlds[1][label], page), data)
    assert response.status_code in {403, 404}
    assert fields_of(worlds[1][label]) == before


@pytest.mark.parametrize("label", SCOPED)
def test_actions_on_foreign_row_when_hand_made(organiser: Client, worlds: Any, label: str) -> None:
    before = fields_of(worlds[1][label])
    model_admin = admin.site._registry[type(worlds[1][label])]
    for action in {"delete_selected", *(str(getattr(a, "__name__", a)) for a in model_admin.actions or ())}:
        data = {"action": action, "_selected_action": [str(worlds[1][label].pk)], "post": "yes", "confirmed": "yes"}
        assert organiser.post(address(worlds[1][label], "changelist"), data).status_code in {403, 404}
    assert fields_of(worlds[1][label]) == before


@pytest.mark.parametrize("label", SCOPED)
def test_choices_of_pointing_fields_when_add_or_change_form(organiser: Client, worlds: Any, label: str) -> None:
    """No form offers or takes a row of the other festival, and autocomplete does not name one."""
    own = worlds[0][label]
    for page in ("add", "change"):
        response = organiser.get(address(own, page))
        if response.status_code == 403:
            continue
        forms = [
            response.context["adminform"].form,
            *(f for s in response.context["inline_admin_formsets"] for f in s.formset),
        ]
        for form in forms:
            for name, field in form.fields.items():
                if name == "id" or not hasattr(field, "queryset") or not festival_scope.is_scoped(field.queryset.model):
                    continue
                related = field.queryset.model._meta.label_lower
                if related in OPEN_TO_ALL:
                    continue
                foreign = worlds[1][related]
                assert not field.queryset.filter(pk=foreign.pk).exists()


@pytest.mark.parametrize("label", SCOPED)
def test_autocomplete_when_row_is_foreign(organiser: Client, worlds: Any, label: str) -> None:
    own = worlds[0][label]
    for field in own._meta.fields:
        remote = field.remote_field and field.remote_field.model._meta.label_lower
        if remote not in worlds[1] or not admin.site._registry[type(worlds[1][remote])].search_fields:
            continue
        query = {
            "app_label": own._meta.app_label,
            "model_name": own._meta.model_name,
            "field_name": field.name,
            "term": "",
        }
        response = organiser.get(reverse("admin:autocomplete"), query)
        assert response.status_code == 200
        ids = {choice["id"] for choice in response.json()["results"]}
        assert str(worlds[1][remote].pk) not in ids
        assert ids


def test_inline_post_when_row_is_foreign(organiser: Client, worlds: Any) -> None:
    own, foreign = worlds[0]["competitions.piece"], worlds[1]["competitions.credit"]
    before = fields_of(foreign)
    data = {
        "entry": own.entry_id,
        "title": "Waltz",
        "credits-TOTAL_FORMS": "1",
        "credits-INITIAL_FORMS": "1",
        "credits-0-id": str(foreign.pk),
        "credits-0-piece": str(own.pk),
        "credits-0-kind": "accompanist",
        "credits-0-person": str(foreign.person_id),
    }
    response = organiser.post(address(own, "change"), data)
    assert response.status_code == 200
    assert response.context["errors"]
    assert fields_of(foreign) == before


def test_moving_a_row_to_another_festival_when_one_owns_both(client: Client, worlds: Any) -> None:
    user = make_staff_member(worlds[0]["events.festival"])
    user.staff_roles.create(festival=worlds[1]["events.festival"], role="owner")
    client.force_login(user)
    section, competition = worlds[1]["events.section"], worlds[0]["competitions.competition"]
    data = {
        "festival": competition.festival_id,
        "section": section.pk,
        "title_en": "X",
        "slug": "x",
        "style": competition.style_id,
    }
    response = client.post(address(competition, "change"), data)
    assert "These belong to different festivals" in response.content.decode()
    competition.refresh_from_db()
    assert competition.section_id is None


def test_admin_when_staff_without_role(client: Client, worlds: Any) -> None:
    user = contest.make_user(is_staff=True)
    client.force_login(user)
    assert client.get(reverse("admin:index")).status_code in {302, 403}
    assert client.get(address(worlds[0]["competitions.entry"], "changelist")).status_code in {302, 403}


def test_admin_when_role_without_staff_flag(client: Client, worlds: Any) -> None:
    client.force_login(contest.make_staff(worlds[0]["events.festival"], "owner"))
    assert client.get(address(worlds[0]["competitions.entry"], "changelist")).status_code in {302, 403}


@pytest.mark.parametrize(
    "label", ["competitions.mark", "competitions.result", "competitions.operation", "competitions.release"]
)
def test_unreleased_judging_when_viewer(client: Client, worlds: Any, label: str) -> None:
    client.force_login(make_staff_member(worlds[0]["events.festival"], "viewer"))
    assert client.get(address(worlds[0][label], "changelist")).status_code == 403
    assert client.get(address(worlds[0][label], "change")).status_code in {403, 404}


def test_superuser_when_insert_only_rows(client: Client, worlds: Any) -> None:
    client.force_login(contest.make_user(is_staff=True, is_superuser=True))
    for label in ("mark", "operation", "sheetversion", "result", "release", "award", "payout", "ruling", "scoresheet"):
        row = worlds[0][f"competitions.{label}"]
        assert client.get(address(row, "change")).status_code == 200
        assert client.get(address(row, "add")).status_code == 403
        assert client.post(address(row, "delete"), {"post": "yes"}).status_code == 403
        assert client.post(address(row, "change"), {"value": "3"}).status_code == 403
