"""The plain form of every kind of sheet, without a script: criteria, alternates, deductions, votes and sliders."""

import json
import re
from typing import Any

import pytest
from django.test import Client

from competitions.models import Bout, Mark, Scoresheet
from tests.competitions.judging.test_pages import sign_in
from tests.factories import families
from tests.factories.families import Floor

pytestmark = pytest.mark.django_db


class Pad:
    """One judge with the plain pages of one seat."""

    def __init__(self, floor: Floor, letter: str = "A", number: int | None = None) -> None:
        self.floor = floor
        self.seat = floor.seats[letter]
        self.client: Client = sign_in(self.seat.occupancies.get(valid_to=None).appointment)
        key = {} if number is None else {"portion_key": f"entry:{floor.entries[number].pk}"}
        self.sheet = Scoresheet.objects.filter(seat=self.seat, **key).order_by("pk")[0]
        self.url = f"/en/judge/sheets/{self.sheet.pk}/"
        self.presses = 0

    def page(self, query: str = "") -> str:
        response = self.client.get(self.url + query)
        assert response.status_code == 200
        return response.text

    def data(self) -> dict[str, Any]:
        found = re.search(r'<script id="pad-data"[^>]*>(.*?)</script>', self.page(), re.DOTALL)
        assert found is not None
        data: dict[str, Any] = json.loads(found.group(1))
        return data

    def send(self, **fields: str) -> None:
        self.presses += 1
        part = self.data()["current"]
        response = self.client.post(f"{self.url}mark/", {"ticket": f"ticket{self.presses:04}", "part": part, **fields})
        assert response.status_code == 302

    def press(self, label: str) -> None:
        """Press the button that a screen reader calls so."""
        found = re.search(rf'value="([^"]*)"[^>]*aria-label="{re.escape(label)}"', self.page())
        assert found is not None, label
        self.send(mark=found.group(1))

    def values(self) -> dict[str, int | None]:
        rows = Mark.objects.filter(seat=self.seat).order_by("round_entry", "criterion")
        labels = {entry.pk: number for number, entry in self.floor.entries.items()}
        return {f"{labels[row.round_entry_id]} {row.criterion}".strip(): row.value for row in rows}


def test_criteria_by_steppers_and_typed_marks() -> None:
    pad = Pad(families.open_floor("trim_per_criterion", entries=2, kind="ranked", submit_by="round"))
    pad.press("Technique: more")
    # From no mark a step goes to the middle of 1 to 10 and stays there.
    assert pad.values() == {"1 Technique": 5}
    pad.press("Technique: more")
    pad.press("Technique: less")
    pad.press("Technique: less")
    assert pad.values() == {"1 Technique": 4}
    entry = pad.floor.entries[1].pk
    pad.send(**{f"mark-{entry}.0": "9", f"was-{entry}.0": "4", f"base-{entry}.0": "?", f"mark-{entry}.1": "11"})
    page = pad.page()
    assert "11" in page
    assert pad.values() == {"1 Technique": 4}
    pad.send(**{f"mark-{entry}.1": "7", f"mark-{entry}.2": "8"})
    assert pad.values() == {"1 Technique": 4, "1 Music and rhythm": 7, "1 Interpretation": 8}
    undo = re.search(r'name="undo" value="([^"]+)"', pad.page())
    assert undo is not None
    pad.send(undo=undo.group(1))
    assert pad.values()["1 Interpretation"] is None


def test_criteria_when_a_press_comes_with_typed_marks_keeps_both() -> None:
    pad = Pad(families.open_floor("trim_per_criterion", entries=1, kind="ranked", submit_by="round"))
    entry, part = pad.floor.entries[1].pk, pad.data()["current"]
    pad.send(mark=f"{entry}.0:{part}:6:", **{f"mark-{entry}.1": "7", f"mark-{entry}.0": "9"})
    assert pad.values() == {"1 Technique": 6, "1 Music and rhythm": 7}


@pytest.mark.parametrize("cell", ["99", "5.99:1:1:", "1.x:1:1:"])
def test_criteria_when_the_cell_is_none_of_the_forms(cell: str) -> None:
    pad = Pad(families.open_floor("trim_per_criterion", entries=1, kind="ranked", submit_by="round"))
    pad.send(mark=cell, **{"mark-1.77": "3", "mark-x": "3"})
    assert pad.values() == {}


def test_criteria_handed_in_entry_by_entry() -> None:
    floor = families.open_floor("trim_per_criterion", entries=2, kind="ranked", submit_by="entry")
    pad = Pad(floor, number=2)
    assert '<h2 data-number="2">' in pad.page()
    assert "Mark 5 more" in pad.page()
    entry = floor.entries[2].pk
    pad.send(**{f"mark-{entry}.{place}": "8" for place in range(5)})
    summary = pad.client.get(f"{pad.url}hand-in/").text
    assert "No. 2: Technique 8 · Music and rhythm 8" in summary
    assert pad.client.post(f"{pad.url}hand-in/", {"after_version": "0"}).status_code == 302
    pad.sheet.refresh_from_db()
    assert pad.sheet.status == "submitted"
    assert "No. 2 is handed in" in pad.page()
    assert Pad(floor, number=1).sheet.status == "draft"


def test_criteria_when_marks_are_missing_are_named() -> None:
    pad = Pad(families.open_floor("trim_per_criterion", entries=2, kind="ranked", submit_by="round"))
    first, second = (pad.floor.entries[number].pk for number in (1, 2))
    pad.send(**{f"mark-{first}.{place}": "8" for place in range(5)})
    pad.send(**{f"mark-{second}.{place}": "8" for place in range(4)})
    assert "Mark 1 more" in pad.page()
    assert "No. 2: Overall impression missing" in pad.client.get(f"{pad.url}hand-in/").text


def test_own_order_shows_the_judges_totals_best_first() -> None:
    pad = Pad(families.open_floor("konkurs_place", entries=3, kind="ranked", submit_by="round"))
    for number, mark in ((1, "7"), (2, "9.5"), (3, "8")):
        pad.send(**{f"mark-{pad.floor.entries[number].pk}.{place}": mark for place in range(4)})
    own = pad.page().split('class="own-list"')[1]
    # Weights of a quarter each: the total is the mean.
    assert own.index(">9.5<") < own.index(">8<") < own.index(">7<")
    assert pad.data()["form"]["total_digits"] == 3


def test_alternate_given_to_another_number_moves() -> None:
    pad = Pad(families.open_floor("wsdc_callback", entries=6, kind="recall", wanted=2))
    pad.press("1: Yes")
    pad.press("2: Alternate 1")
    pad.press("3: Alternate 1")
    assert pad.values() == {"1": 1, "2": None, "3": 2}
    assert "Choose 1 more" in pad.page()
    pad.press("4: Yes")
    assert "Give A2" in pad.page()
    pad.press("5: Alternate 2")
    summary = pad.client.get(f"{pad.url}hand-in/").text
    assert re.findall(r"<li><b>(.*?)</b>", summary) == ["1", "4", "Alternate 1: 3", "Alternate 2: 5"]
    pad.press("1: No")
    assert pad.values()["1"] is None


def test_deductions_add_up_and_nothing_is_fine() -> None:
    chair = {"D": {"deducts": True, "counts": False}}
    floor = families.open_floor("konkurs_place", entries=2, kind="ranked", submit_by="round", seats=chair)
    pad = Pad(floor, "D")
    assert "Review and hand in" in pad.page()
    pad.press("No. 1: take off 0.5")
    pad.press("No. 1: take off 0.05")
    assert pad.values() == {"1 deduction": 11}
    assert 'value="0.55"' in pad.page()
    pad.press("No. 1: no deduction")
    assert pad.values() == {"1 deduction": None}
    assert "No deductions." in pad.client.get(f"{pad.url}hand-in/").text
    assert pad.client.post(f"{pad.url}hand-in/").status_code == 302


@pytest.mark.parametrize(("preset", "has_tie"), [("vote_round", False), ("vote_once", True)])
def test_vote_for_a_side_and_a_tie_only_where_the_form_has_it(preset: str, has_tie: bool) -> None:
    pad = Pad(families.open_floor(preset, entries=2, kind="group", dances=0))
    assert ("half-tie" in pad.page()) is has_tie
    found = re.search(r'half-blue" name="mark" value="([^"]+)"', pad.page())
    assert found is not None
    pad.send(mark=found.group(1))
    assert list(pad.values().values()) == [1]
    assert "Blue 2" in pad.client.get(f"{pad.url}hand-in/").text
    assert pad.client.post(f"{pad.url}hand-in/").status_code == 302


def test_sliders_when_they_balance_exactly_decide_nothing() -> None:
    pad = Pad(families.open_floor("threefold", entries=2, kind="group", dances=0))
    red = pad.data()["parts"][0]["bout"]["red"]["id"]
    pad.send(**{f"mark-{red}.0": "-3.5", f"mark-{red}.1": "3,5", f"mark-{red}.2": "0"})
    assert sorted(value for value in pad.values().values() if value is not None) == [-350, 0, 350]
    assert "No decision yet" in pad.page()
    assert pad.client.post(f"{pad.url}hand-in/").status_code == 409
    pad.press("Interpretative: towards blue")
    assert "Review and hand in" in pad.page()
    assert "Red 3.5" in pad.client.get(f"{pad.url}hand-in/").text


def test_battle_before_both_sides_are_known() -> None:
    pad = Pad(families.open_floor("vote_round", entries=2, kind="group", dances=0))
    Bout.objects.update(blue=None)
    for path in ("", "hand-in/"):
        response = pad.client.get(pad.url + path)
        assert response.status_code == 404
        assert "It is not known yet who meets in this battle." in response.text


def test_device_hands_in_marks_of_criteria_below_zero() -> None:
    floor = families.open_floor("threefold", entries=2, kind="group", dances=0)
    pad = Pad(floor)
    data = pad.data()
    red, part = data["parts"][0]["bout"]["red"]["id"], data["current"]
    marks = [
        [red, part, value, scale["criterion"]] for value, scale in zip((-7, 2, 3), data["form"]["scales"], strict=True)
    ]
    operations = [
        {"id": f"slide-{place}", "seat": data["seat"], "entry": entry, "part": part, "criterion": name, "value": value}
        for place, (entry, part, value, name) in enumerate(marks)
    ]
    message = {"device": "pad-1", "operations": operations, "sheets": [pad.sheet.pk]}
    answer = pad.client.post("/judge/operations/", message, content_type="application/json").json()
    assert {receipt["outcome"] for receipt in answer["receipts"]} == {"applied"}
    path = f"/judge/hand-in/{pad.sheet.pk}/"
    wrong = {"device": "pad-1", "marks": [[*mark[:2], 5, mark[3]] for mark in marks], "after_version": 0}
    assert pad.client.post(path, wrong, content_type="application/json").status_code == 409
    right = {"device": "pad-1", "marks": marks, "after_version": 0}
    assert pad.client.post(path, right, content_type="application/json").status_code == 200


@pytest.mark.parametrize("value", ["1", True, 1.5, {}])
def test_device_when_a_handed_in_value_is_no_whole_number(value: object) -> None:
    pad = Pad(families.open_floor("vote_round", entries=2, kind="group", dances=0))
    message = {"device": "pad-1", "marks": [[1, 1, value, ""]], "after_version": 0}
    answer = pad.client.post(f"/judge/hand-in/{pad.sheet.pk}/", message, content_type="application/json")
    assert answer.status_code == 400


@pytest.mark.parametrize("entries", [3, 12])
def test_criteria_queries_whatever_the_number_of_entries(entries: int, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]  # a fixture of pytest-django
    pad = Pad(families.open_floor("konkurs_place", entries=entries, kind="ranked", submit_by="entry"))
    pad.press("Композиция: more")
    with django_assert_num_queries(12):
        pad.page()


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
@pytest.mark.parametrize(
    ("preset", "kind", "dances"),
    [
        ("konkurs_place", "ranked", 1),
        ("wsdc_callback", "recall", 1),
        ("trivium", "group", 0),
        ("vote_once", "group", 0),
    ],
)
def test_faces_in_each_language_show_numbers_alone(preset: str, kind: str, dances: int, language: str) -> None:
    pad = Pad(families.open_floor(preset, entries=4, kind=kind, dances=dances))
    response = pad.client.get(f"/{language}/judge/sheets/{pad.sheet.pk}/")
    assert response.status_code == 200
    for entry in pad.floor.competition.entries.all():
        assert entry.display_name not in response.text
