"""The messages of a judge's device: JSON over HTTP, CSRF on."""

import json
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from competitions.models import JudgeAppointment, Operation, Scoresheet
from tests.competitions.judging.floor import Floor, make_floor
from tests.competitions.judging.test_pages import sign_in
from tests.factories import contest

pytestmark = pytest.mark.django_db


def body(floor: Floor, entry: int, value: object, client_id: str, **fields: object) -> dict[str, object]:
    return {
        "id": client_id,
        "seat": floor.seats[0].pk,
        "entry": floor.entries[entry].pk,
        "part": floor.parts[0].pk,
        "criterion": "",
        "value": value,
        "base": None,
        "made_at": "2020-01-01T00:00:00Z",
        **fields,
    }


def send(client: Client, operations: object, status: int = 200, **fields: object) -> Any:
    message = {"device": "pad-1", "language": "en", "operations": operations, **fields}
    response = client.post("/judge/operations/", message, content_type="application/json")
    assert response.status_code == status, response.text
    return response.json()


def test_operations_when_sent_and_the_state_that_comes_back() -> None:
    floor = make_floor()
    client = sign_in(floor.judges[0])
    answer = send(client, [body(floor, 0, 2, "a"), body(floor, 1, 99, "b")], sheets=[floor.sheet().pk])
    one, two = answer["receipts"]
    assert one == {
        "id": "a",
        "outcome": "applied",
        "code": "",
        "message": "",
        "sent": 2,
        "value": 2,
        "last": "a",
        "original": None,
    }
    assert (two["outcome"], two["code"]) == ("refused", "place")
    assert answer["sheets"] == [
        {
            "id": floor.sheet().pk,
            "status": "draft",
            "version": 0,
            "marks": [[floor.entries[0].pk, floor.parts[0].pk, 2, "a", "", False]],
        }
    ]
    assert Operation.objects.get(client_id="a").device == "pad-1"


def test_state_of_foreign_sheets_is_never_told() -> None:
    floor = make_floor()
    contest.put_mark(floor.seats[0], floor.entries[0], floor.parts[0], 1)
    answer = send(sign_in(floor.judges[1]), [], sheets=[floor.sheet(seat=0).pk])
    assert answer["sheets"] == []


def test_operations_when_nobody_is_signed_in() -> None:
    answer = send(Client(), [], status=401)
    assert answer["error"] == "signed_out"


def test_operations_when_the_tablet_changed_hands_stay_on_it() -> None:
    floor = make_floor(entries=2)
    client = sign_in(floor.judges[1])
    send(client, [body(floor, 0, 1, "a")], status=401, appointment=floor.judges[0].pk)
    send(client, [], appointment=floor.judges[1].pk)
    url = f"/judge/hand-in/{floor.sheet(seat=1).pk}/"
    answer = client.post(url, {"appointment": floor.judges[0].pk}, content_type="application/json")
    assert answer.status_code == 401


def test_operations_when_the_judge_was_revoked() -> None:
    floor = make_floor()
    client = sign_in(floor.judges[0])
    JudgeAppointment.objects.update(revoked_at=timezone.now())
    send(client, [body(floor, 0, 1, "a")], status=401)
    assert not Operation.objects.exists()


def test_operations_without_the_csrf_token() -> None:
    floor = make_floor()
    signed_in = sign_in(floor.judges[0])
    client = Client(enforce_csrf_checks=True)
    client.cookies = signed_in.cookies
    message = json.dumps({"operations": [body(floor, 0, 1, "a")]})
    assert client.post("/judge/operations/", message, content_type="application/json").status_code == 403
    token = client.get(f"/en/judge/sheets/{floor.sheet().pk}/").cookies["csrftoken"].value
    answer = client.post("/judge/operations/", message, content_type="application/json", headers={"x-csrftoken": token})
    assert answer.json()["receipts"][0]["outcome"] == "applied"


@pytest.mark.parametrize("text", ["", "[]", "{", '{"operations": {}}', '{"operations": [], "sheets": 3}', "[" * 5000])
def test_operations_when_the_message_is_none(text: str) -> None:
    client = sign_in(make_floor().judges[0])
    response = client.post("/judge/operations/", text, content_type="application/json")
    assert (response.status_code, response.json()["error"]) == (400, "shape")


@pytest.mark.parametrize(
    "item",
    [
        None,
        3,
        "x",
        [],
        {},
        {"id": 5},
        {"id": "a", "seat": "1"},
        {"id": "a", "seat": 2**70, "entry": 1, "part": 1},
        {"id": "a", "seat": True},
        {"id": "\x00"},
        {"id": "a", "criterion": {"x": 1}, "made_at": "9999-99-99"},
    ],
)
def test_operation_when_it_has_no_shape_goes_alone(item: object) -> None:
    floor = make_floor()
    receipts = send(sign_in(floor.judges[0]), [item, body(floor, 0, 1, "fine")])["receipts"]
    assert [receipt["outcome"] for receipt in receipts] == ["refused", "applied"]


@pytest.mark.parametrize(
    "made_at", ["2099-01-01T00:00:00Z", "1999-01-01T00:00:00+05:00", "soon", None, 5, "2026-11-22T10:00:00"]
)
def test_operation_when_the_tablets_clock_is_wrong(made_at: object) -> None:
    floor = make_floor()
    (receipt,) = send(sign_in(floor.judges[0]), [body(floor, 0, 1, "a", made_at=made_at)])["receipts"]
    assert receipt["outcome"] == "applied"
    assert abs((Operation.objects.get().received_at - timezone.now()).total_seconds()) < 60


def test_hand_in_when_whole_repeated_and_foreign() -> None:
    floor = make_floor(entries=2)
    client = sign_in(floor.judges[0])
    send(client, [body(floor, 0, 1, "a"), body(floor, 1, 2, "b")])
    url = f"/judge/hand-in/{floor.sheet().pk}/"
    marks = [[floor.entries[0].pk, floor.parts[0].pk, 1], [floor.entries[1].pk, floor.parts[0].pk, 2]]
    message = {"device": "pad-1", "language": "en", "after_version": 0, "marks": marks}
    for _time in range(2):
        answer = client.post(url, message, content_type="application/json")
        assert (answer.status_code, answer.json()["version"]) == (200, 1)
    assert sign_in(floor.judges[1]).post(url, message, content_type="application/json").status_code == 404
    assert Client().post(url, message, content_type="application/json").status_code == 401


def test_hand_in_when_refused_says_why_and_keeps_the_draft() -> None:
    floor = make_floor(entries=2)
    client = sign_in(floor.judges[0])
    send(client, [body(floor, 0, 1, "a"), body(floor, 1, 1, "b")])
    url = f"/judge/hand-in/{floor.sheet().pk}/"
    answer = client.post(url, {"language": "en"}, content_type="application/json")
    assert answer.status_code == 409
    assert answer.json() == {"error": "refused", "message": "Samba: place 1 given twice; place 2 is missing."}
    assert floor.sheet().status == "draft"
    late = client.post(url, {"marks": [[1, 2]]}, content_type="application/json")
    assert late.status_code == 400


def test_late_operation_when_the_round_is_closed() -> None:
    floor = make_floor(status="closed")
    Scoresheet.objects.update(status="submitted", submitted_at=timezone.now())
    (receipt,) = send(sign_in(floor.judges[0]), [body(floor, 0, 1, "a")])["receipts"]
    assert (receipt["outcome"], receipt["code"]) == ("late", "closed")


@pytest.mark.parametrize("size", [1, 50])
def test_save_queries_over_http(size: int, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]  # a fixture of pytest-django
    floor = make_floor(entries=25)
    client = sign_in(floor.judges[0])
    operations = [body(floor, index % 25, 1 + index % 25, f"op-{index}") for index in range(size)]
    send(client, [body(floor, 24, 25, "before")])
    with django_assert_max_num_queries(12):
        send(client, operations, knows="before", calls=[])
