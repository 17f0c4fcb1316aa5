"""One place left and fifty who want it at once. The control shows that the test would notice a missing lock."""

import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from threading import Barrier

import pytest
from django.db import connection, transaction

from competitions.models import Competition, Entry
from competitions.services import places, registration
from dancers.errors import RuleRefused
from dancers.models import Person
from tests.factories import registration as people

CROWD = 50
ROOM = 5


def enter_all_at_once(school: people.School, competition: Competition, dancers: list[Person]) -> Counter[str]:
    """Enter everybody at the same moment, each over a connection of their own; return how they ended."""
    asked = people.make_asked(competition.festival, school)
    gate = Barrier(len(dancers))

    def enter(dancer: Person) -> str:
        try:
            gate.wait(timeout=30)
            return registration.enter(
                actor=school.actor,
                user=school.manager,
                competition=competition,
                participation=asked,
                members=[registration.Member(dancer.pk)],
            ).status
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=len(dancers)) as crowd:
        return Counter(crowd.map(enter, dancers))


@pytest.fixture
def scene(shared_database: None) -> tuple[people.School, Competition, list[Person]]:
    school = people.make_school()
    competition = people.make_open_competition(capacity=ROOM)
    for index in range(ROOM - 1):
        people.enter(school, competition, people.make_dancer(school, f"Первая{index}"))
    return school, competition, [people.make_dancer(school, f"Дана{index}") for index in range(CROWD)]


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_one_place_and_fifty_at_once_accept_exactly_one(
    scene: tuple[people.School, Competition, list[Person]],
) -> None:
    school, competition, dancers = scene

    assert enter_all_at_once(school, competition, dancers) == {"accepted": 1, "waitlisted": CROWD - 1}
    assert competition.entries.filter(status="accepted").count() == ROOM
    order = competition.entries.filter(status="waitlisted").order_by("pk").values_list("pk", flat=True)
    first = places.next_waiting(competition)
    assert first is not None
    assert first.pk == order[0]


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_control_without_the_lock_oversells(
    scene: tuple[people.School, Competition, list[Person]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same crowd with the transaction and the lock taken away, as somebody who wants speed would do it."""
    school, competition, dancers = scene
    few = dancers[:8]
    monkeypatch.setattr(transaction, "atomic", lambda *_args, **_more: nullcontext())
    monkeypatch.setattr(places, "lock_competition", lambda pk: Competition.objects.get(pk=pk))
    count = places.count_taken

    def count_and_pause(asked: Competition) -> int:
        taken = count(asked)
        time.sleep(0.3)
        return taken

    monkeypatch.setattr(places, "count_taken", count_and_pause)

    result = enter_all_at_once(school, competition, few)

    assert result["accepted"] > 1
    assert Entry.objects.filter(competition=competition, status="accepted").count() > ROOM


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_same_form_sent_by_many_threads_makes_one_entry(
    scene: tuple[people.School, Competition, list[Person]],
) -> None:
    school, _competition, dancers = scene
    other = people.make_open_competition(title_en="Ballet")
    gate = Barrier(10)
    asked = people.make_asked(other.festival, school)

    def enter(_turn: int) -> str:
        try:
            gate.wait(timeout=30)
            with transaction.atomic():
                registration.enter(
                    actor=school.actor,
                    user=school.manager,
                    competition=other,
                    participation=asked,
                    members=[registration.Member(dancers[0].pk)],
                )
            return "entered"
        except RuleRefused as refusal:
            return refusal.message
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=10) as crowd:
        told = Counter(crowd.map(enter, range(10)))

    assert told == {"entered": 1, "Дана0 Садыкова: entered in Ballet already. Nothing was doubled.": 9}
    assert other.entries.count() == 1
