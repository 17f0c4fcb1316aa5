"""The sheet to try before the round, and the shell and worker that https adds."""

import json
import re
from typing import Any

import pytest
from django.test import Client

from competitions.models import Operation
from tests.competitions.judging.floor import make_floor
from tests.competitions.judging.test_pages import sign_in
from tests.factories import families

pytestmark = pytest.mark.django_db


def data_of(page: str) -> Any:
    found = re.search(r'<script id="pad-data" type="application/json">(.*?)</script>', page, re.DOTALL)
    assert found is not None
    return json.loads(found[1])


@pytest.mark.parametrize("status", ["planned", "open"])
@pytest.mark.parametrize("kind", ["recall", "final"])
def test_practice_shows_invented_numbers_and_keeps_nothing(kind: str, status: str) -> None:
    floor = make_floor(kind=kind, wanted=4, status=status)
    client = sign_in(floor.judges[0])
    url = f"/en/judge/practice/{floor.seats[0].pk}/"
    assert url in client.get("/en/judge/").text
    page = client.get(url)
    assert page.status_code == 200
    assert "Practice: nothing of this is kept or sent" in page.text
    data = data_of(page.text)
    assert data["practice"] is True
    numbers = [entry["number"] for entry in data["entries"]]
    assert numbers == [str(number) for number in range(11, 11 + len(numbers))]
    assert data["seat"] != floor.seats[0].pk
    assert not {entry["id"] for entry in data["entries"]} & {entry.pk for entry in floor.entries}
    message = {"id": "a", "seat": data["seat"], "entry": data["entries"][0]["id"], "part": data["current"], "value": 1}
    answer = client.post("/judge/operations/", {"operations": [message]}, content_type="application/json")
    assert answer.json()["receipts"][0]["outcome"] == "refused"
    assert not Operation.objects.exists()


def test_practice_of_a_foreign_seat_or_without_a_session() -> None:
    floor = make_floor()
    url = f"/en/judge/practice/{floor.seats[1].pk}/"
    assert sign_in(floor.judges[0]).get(url).status_code == 404
    assert Client().get(url).status_code == 403


def test_shell_knows_nobody_and_the_worker_keeps_nothing_else() -> None:
    floor = make_floor()
    client = sign_in(floor.judges[0])
    shell = client.get("/kk/judge/shell/").text
    assert data_of(shell) == {"shell": True}
    assert floor.judges[0].person.family_name not in shell
    worker = client.get("/judge-worker.js")
    assert worker["Content-Type"].startswith("text/javascript")
    assert worker["Service-Worker-Allowed"] == "/"
    assert "worker-src 'self'" in worker["Content-Security-Policy"]
    kept = json.loads(worker.text.split("const KEPT = ")[1].split(";\n")[0])
    assert kept["shells"] == {code: f"/{code}/judge/shell/" for code in ("en", "ru", "kk")}
    assert "/static/js/pad-app.js" in kept["assets"]
    for address in kept["assets"]:
        answer = client.get(address)
        assert answer.status_code == 200
        answer.close()


@pytest.mark.parametrize(
    ("system", "fields"),
    [
        ("trim_per_criterion", {"kind": "ranked", "submit_by": "round"}),
        ("trim_per_criterion", {"kind": "ranked", "submit_by": "entry"}),
        ("konkurs_place", {"kind": "ranked", "submit_by": "round"}),
        ("wsdc_callback", {"kind": "recall", "wanted": 2}),
    ],
)
def test_practice_is_of_the_judges_own_kind(system: str, fields: dict[str, Any]) -> None:
    floor = families.open_floor(system, entries=6, **fields)
    seat = floor.seats["A"]
    client = sign_in(seat.occupancies.get(valid_to=None).appointment)
    data = data_of(client.get(f"/en/judge/practice/{seat.pk}/").text)
    real = data_of(client.get(f"/en/judge/sheets/{seat.scoresheets.order_by('pk')[0].pk}/").text)
    assert data["form"] == real["form"]
    assert len(data["sheets"]) == (len(data["entries"]) if fields.get("submit_by") == "entry" else 1)


@pytest.mark.parametrize("system", ["vote_round", "threefold"])
def test_practice_of_a_battle_is_one_meeting_of_two(system: str) -> None:
    floor = families.open_floor(system, entries=2, kind="group", dances=0)
    seat = floor.seats["A"]
    client = sign_in(seat.occupancies.get(valid_to=None).appointment)
    data = data_of(client.get(f"/en/judge/practice/{seat.pk}/").text)
    (part,) = data["parts"]
    assert (part["bout"]["red"]["number"], part["bout"]["blue"]["number"]) == ("11", "12")
