"""Many taps at the same instant: one operation, everybody gets the same receipt, nobody a server error."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

from django.utils import timezone

from audit.actors import Actor
from competitions.models import JudgeAppointment, Mark, Operation, SheetVersion
from competitions.services import appointments
from tests.competitions.judging.floor import Floor, make_floor
from tests.factories import contest
from tests.services.server import Answer, Server
from tests.services.visitor import Visitor

TAPS = 40


def link_of(appointment: JudgeAppointment) -> str:
    today = timezone.now().date()
    festival = appointment.festival
    festival.starts_on, festival.ends_on = today, today + timedelta(days=1)
    festival.save(update_fields=["starts_on", "ends_on"])
    return appointments.issue_link(
        actor=Actor.system("test"), user=contest.make_user(is_superuser=True), appointment=appointment
    )


def tap_at_once(server: Server, floor: Floor) -> list[Answer]:
    """The same tap, forty times at the same instant, from one device."""
    judge = Visitor(server)
    judge.open(f"/j/{link_of(floor.judges[0])}/")
    judge.open(f"/en/judge/sheets/{floor.sheet().pk}/")
    operation = {
        "id": "one-tap",
        "seat": floor.seats[0].pk,
        "entry": floor.entries[0].pk,
        "part": floor.parts[0].pk,
        "criterion": "",
        "value": 1,
        "base": None,
    }
    message = {"device": "pad-1", "language": "en", "operations": [operation]}

    def tap(_number: int) -> Answer:
        visitor = Visitor(server)
        visitor.cookies = dict(judge.cookies)
        return visitor.post_json("/judge/operations/", message)

    with ThreadPoolExecutor(TAPS) as pool:
        return list(pool.map(tap, range(TAPS)))


def test_identical_taps_at_once_store_one_operation(front_door: Server) -> None:
    floor = make_floor()
    answers = tap_at_once(front_door, floor)
    assert [answer.status for answer in answers] == [200] * TAPS
    receipts = {json.dumps(json.loads(answer.body)["receipts"]) for answer in answers}
    assert len(receipts) == 1
    assert Operation.objects.count() == 1
    assert Mark.objects.get().value == 1


def test_identical_taps_at_once_without_the_guard(own_database: str, tmp_path: Path) -> None:
    """The control: without the look for known ids the same taps end in server errors, so the test above can fail."""
    blind = Server(tmp_path, own_database, {"DJANGO_SETTINGS_MODULE": "tests.competitions.judging.blind.settings"})
    blind.start()
    try:
        answers = tap_at_once(blind, make_floor())
    finally:
        blind.stop()
    assert {answer.status for answer in answers} == {200, 500}


def test_identical_hand_ins_at_once_make_one_version(front_door: Server) -> None:
    floor = make_floor(entries=2)
    for entry, place in zip(floor.entries, (1, 2), strict=True):
        contest.put_mark(floor.seats[0], entry, floor.parts[0], place)
    sheet = floor.sheet().pk
    judge = Visitor(front_door)
    judge.open(f"/j/{link_of(floor.judges[0])}/")
    judge.open(f"/en/judge/sheets/{sheet}/")
    message = {"device": "pad-1", "language": "en", "after_version": 0, "marks": None}

    def hand_in(_number: int) -> int:
        visitor = Visitor(front_door)
        visitor.cookies = dict(judge.cookies)
        return visitor.post_json(f"/judge/hand-in/{sheet}/", message).status

    with ThreadPoolExecutor(12) as pool:
        statuses = list(pool.map(hand_in, range(12)))
    assert statuses == [200] * 12
    assert SheetVersion.objects.count() == 1
