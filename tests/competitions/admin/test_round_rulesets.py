"""The ruleset of a round: the festival's own or the house's while it is planned, frozen once it is open."""

from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from competitions.models import Round, Ruleset
from competitions.services import formats
from competitions.services import rounds as round_services
from events.models import Festival
from tests.factories import contest
from tests.factories.admin_world import make_staff_member

pytestmark = pytest.mark.django_db

EMPTY = {f"{name}-{count}": 0 for name in ("parts", "links_out", "seats") for count in ("TOTAL_FORMS", "INITIAL_FORMS")}


@pytest.fixture
def festival() -> Festival:
    formats.install_house_formats()
    return contest.make_festival()


@pytest.fixture
def scrutineer(client: Client, festival: Festival) -> Client:
    client.force_login(make_staff_member(festival, "scrutineer"))
    return client


def house(key: str) -> Ruleset:
    return Ruleset.objects.get(festival__isnull=True, key=key)


def save(client: Client, round_: Round, **changes: Any) -> Any:
    data = {
        "competition": round_.competition_id,
        "position": round_.position,
        "kind": round_.kind,
        "title_en": round_.title_en,
        "submit_by": round_.submit_by,
        "release_rule": round_.release_rule,
        **EMPTY,
        **changes,
    }
    return client.post(reverse("admin:competitions_round_change", args=[round_.pk]), data)


def said(response: Any) -> str:
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def test_ruleset_of_a_planned_round(scrutineer: Client, festival: Festival) -> None:
    round_ = contest.make_round(contest.make_competition(festival))
    own = Ruleset.objects.create(festival=festival, key="own", title_en="Own", family="points", preset="udo")
    for chosen in (house("irish"), own):
        assert save(scrutineer, round_, ruleset=chosen.pk).status_code == 302
        round_.refresh_from_db()
        assert round_.ruleset == chosen


def test_list_says_whose_a_ruleset_is(scrutineer: Client, festival: Festival) -> None:
    round_ = contest.make_round(contest.make_competition(festival))
    Ruleset.objects.create(
        festival=festival, key="udo", title_en="Street dance by points", family="points", preset="udo"
    )
    html = scrutineer.get(reverse("admin:competitions_round_change", args=[round_.pk])).content.decode()
    assert f"Street dance by points ({festival})" in html
    assert "Street dance by points · general<" in html


def test_ruleset_of_another_festival(scrutineer: Client, festival: Festival) -> None:
    round_ = contest.make_round(contest.make_competition(festival))
    before = round_.ruleset
    other = contest.make_festival()
    theirs = Ruleset.objects.create(festival=other, key="own", title_en="Theirs", family="points", preset="udo")
    answer = save(scrutineer, round_, ruleset=theirs.pk)
    assert answer.status_code == 200
    round_.refresh_from_db()
    assert round_.ruleset == before


def test_ruleset_of_a_table_is_no_ruleset_of_a_round(scrutineer: Client, festival: Festival) -> None:
    round_ = contest.make_round(contest.make_competition(festival))
    before = round_.ruleset
    assert save(scrutineer, round_, ruleset=house("breaking_group").pk).status_code == 200
    assert save(scrutineer, round_, ruleset=house("trivium").pk, table_ruleset=house("trivium").pk).status_code == 200
    round_.refresh_from_db()
    assert round_.ruleset == before
    right = save(scrutineer, round_, ruleset=house("trivium").pk, table_ruleset=house("breaking_group").pk)
    assert right.status_code == 302


def test_ruleset_when_the_round_was_opened_meanwhile(scrutineer: Client, festival: Festival) -> None:
    round_ = contest.make_round(contest.make_competition(festival), status="open")
    before = round_.ruleset_text
    answer = save(scrutineer, round_, title_en="Last round", ruleset=house("irish").pk)
    assert "its ruleset is frozen and stays. Nothing was saved." in said(answer)
    round_.refresh_from_db()
    assert (round_.ruleset_text, round_.status, round_.title_en) == (before, "open", "Final")
    assert round_.ruleset != house("irish")


def test_page_of_an_open_round_says_what_it_holds(scrutineer: Client, festival: Festival) -> None:
    round_ = contest.make_round(contest.make_competition(festival), status="open")
    html = scrutineer.get(reverse("admin:competitions_round_change", args=[round_.pk])).content.decode()
    assert "They stay, whatever is changed in the ruleset." in html
    assert "&quot;params&quot;" not in html


def test_what_is_frozen_names_the_system_of_the_preset(festival: Festival) -> None:
    for key, system in (
        ("irish", "placement:irish"),
        ("wsdc_final", "relative_placement:final"),
        ("udo", "points:udo"),
    ):
        round_ = contest.make_round(contest.make_competition(festival), ruleset=house(key))
        assert f'"system":"{system}"' in round_services.freeze_ruleset(round_)
