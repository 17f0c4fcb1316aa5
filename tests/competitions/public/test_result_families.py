"""Released results of every scoring family: their page, their print, their file, and why each entry has its place."""

import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from competitions.models import Competition
from competitions.scoring import check_file
from competitions.services import releases
from tests.factories import families
from tests.factories.contest import actor_of
from tests.factories.families import Floor

pytestmark = pytest.mark.django_db


def released(floor: Floor) -> str:
    """Hand in, tabulate, release; the address of the public result."""
    floor.hand_in()
    floor.tabulate()
    competition = Competition.objects.get(pk=floor.competition.pk)
    chair = floor.staff.chair
    shown = releases.preview(competition)
    releases.publish(actor=actor_of(chair), user=chair, competition=competition, expected_digest=shown.digest)
    return f"/en/festivals/{competition.festival.slug}/{competition.slug}/result/"


def read(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, url
    return answer.content.decode()


def konkurs() -> Floor:
    floor = families.open_floor(
        "konkurs_threshold",
        entries=3,
        params={"criteria": [{"id": "Мастерство", "min": 1, "max": 10, "step": "0.5"}]},
    )
    for letter in "ABC":
        for number, mark in {1: "9.5", 2: "8.5", 3: "5"}.items():
            floor.mark(letter, number, mark)
    return floor


def highland() -> Floor:
    floor = families.open_floor("highland", entries=3)
    for letter in "ABC":
        for number, mark in {1: "90", 2: "85", 3: "80"}.items():
            floor.mark(letter, number, mark)
    return floor


def relative() -> Floor:
    floor = families.open_floor("wsdc_final", entries=3)
    for letter, places in {"A": (1, 2, 3), "B": (2, 1, 3), "C": (1, 2, 3)}.items():
        for number, place in enumerate(places, 1):
            floor.mark(letter, number, place)
    return floor


def ido() -> Floor:
    floor = families.open_floor("ido_3d_final", entries=2, submit_by="round")
    dimensions = [row["id"] for row in json.loads(floor.round.ruleset_text)["params"]["dimensions"]]
    for letter in "ABC":
        floor.mark(letter, 1, dict.fromkeys(dimensions, "8"))
        floor.mark(letter, 2, dict.fromkeys(dimensions, "7"))
    return floor


def several_dances() -> Floor:
    floor = families.open_floor("hhi_crew", entries=2, dances=2)
    for letter in "ABC":
        for part in (0, 1):
            floor.mark(letter, 1, {"performance": "4.5", "skill": "4"}, part=part)
            floor.mark(letter, 2, {"performance": "4", "skill": "3.5"}, part=part)
    return floor


SHOWN = {
    konkurs: ("Мастерство", "9.50", "Лауреат I степени"),
    highland: ("411", "90", "Points"),
    relative: ("Lit: the marks that gave the place", "How this was decided"),
    ido: ("How this was decided",),
    several_dances: ("performance", "17.00", "Samba: performance"),
}


@pytest.mark.parametrize("made", SHOWN, ids=lambda made: made.__name__)
def test_page_print_and_files_of_a_family(client: Client, made: object) -> None:
    floor = made()  # type: ignore[operator]  # one of the makers above
    url = released(floor)

    page = read(client, url)

    for words in SHOWN[made]:  # type: ignore[index]  # one of the makers above
        assert words in page, words
    assert "Traceback" not in page
    assert read(client, url + "print/")
    files = json.loads(read(client, url + "sheet.json"))
    stages = files if isinstance(files, list) else files.get("rounds", [files])
    assert all(check_file.verify(stage).same for stage in stages)
    assert "1" in read(client, url + "why/1/")


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_page_of_a_konkurs_in_other_languages(client: Client, language: str) -> None:
    url = released(konkurs())

    assert "Лауреат I степени" in read(client, url.replace("/en/", f"/{language}/"))


def test_page_asks_the_database_the_same_however_many_entries(
    client: Client,
) -> None:
    counts = []
    for entries in (2, 4):
        floor = families.open_floor("tv_ballroom", entries=entries)
        for letter in "ABC":
            for number in range(1, entries + 1):
                floor.mark(letter, number, str(10 - number))
        url = released(floor)
        with CaptureQueriesContext(connection) as caught:
            read(client, url)
        counts.append(len(caught))

    assert counts[0] == counts[1]
