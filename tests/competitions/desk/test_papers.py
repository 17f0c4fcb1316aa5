"""Papers for signature: the protocol and the judges' sheets, from the same data as the pages."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from events.models import Role
from tests.factories import contest, families
from tests.factories.families import Floor

pytestmark = pytest.mark.django_db


def address(floor: Floor, name: str) -> str:
    key = floor.round.pk if name == "desk:papers" else floor.competition.pk
    return reverse(name, args=[floor.competition.festival.slug, key])


def judged(entries: int = 2) -> Floor:
    floor = families.open_floor("hhi_crew", entries=entries, letters="AB")
    for letter in "AB":
        for number in range(1, entries + 1):
            floor.mark(letter, number, {"performance": f"4.{9 - number}", "skill": "4"})
    return floor


def test_blank_and_filled_sheets_hold_every_number_and_criterion(client: Client) -> None:
    floor = judged()
    client.force_login(floor.staff.scrutineer)

    blank = client.get(address(floor, "desk:papers")).content.decode()
    filled = client.get(address(floor, "desk:papers"), {"filled": ""}).content.decode()

    assert blank.count("paper-sheet") == filled.count("paper-sheet") == 2
    assert "performance" in blank
    assert "<td>4.8</td>" not in blank
    assert filled.count("<td>4.8</td>") == 2
    assert "Marks: 0–5" in blank


def test_protocol_is_a_draft_until_the_release_and_names_digest_and_signatures(client: Client) -> None:
    floor = judged()
    client.force_login(floor.staff.scrutineer)
    assert "SHA-256" not in client.get(address(floor, "desk:protocol")).content.decode()
    floor.hand_in()
    result = floor.tabulate()

    page = client.get(address(floor, "desk:protocol"))

    text = page.content.decode()
    assert "Draft: not released" in text
    assert result.digest in text
    assert "8.80" in text
    assert text.count('class="line"') == 4
    assert page["Cache-Control"] == "private, no-store"


def test_papers_are_for_those_who_see_marks(client: Client) -> None:
    floor = judged()
    for name in ("desk:papers", "desk:protocol"):
        client.force_login(contest.make_staff(floor.competition.festival, Role.ANNOUNCER))
        assert client.get(address(floor, name)).status_code == 403
        client.force_login(contest.make_festival_with_staff().scrutineer)
        assert client.get(address(floor, name)).status_code == 404
        client.force_login(floor.staff.scrutineer)
        assert client.post(address(floor, name)).status_code == 405


@pytest.mark.parametrize("name", ["desk:papers", "desk:protocol"])
def test_papers_ask_the_database_the_same_however_many_entries(client: Client, name: str) -> None:
    counts = []
    for entries in (1, 3):
        floor = judged(entries)
        floor.hand_in()
        floor.tabulate()
        client.force_login(floor.staff.scrutineer)
        client.get(address(floor, name))
        with CaptureQueriesContext(connection) as caught:
            client.get(address(floor, name))
        counts.append(len(caught))

    assert counts[0] == counts[1]
