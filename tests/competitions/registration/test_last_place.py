"""One place left and fifty who want it at once. The control shows that the test would notice a missing lock.

On a database of its own with real commits: SQLite's file, or PostgreSQL with SAHNA_TEST_DATABASE=postgres.
"""

import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass
from threading import Barrier

import pytest
from django.db import transaction

from competitions.models import Competition, Entry
from competitions.services import places
from dancers.errors import RuleRefused
from dancers.models import Person
from tests.factories import registration as people
from tests.services import databases

pytestmark = pytest.mark.slow

CROWD = 50
ROOM = 5


@dataclass(frozen=True)
class Scene:
    """A competition with one place left, a school whose dancers all want it, and the database's address."""

    school: people.School
    competition: Competition
    dancers: list[Person]
    url: str

    def enter(self, competition: Competition, dancer: Person) -> str:
        """Enter one dancer; return the entry's state, or the sentence that refused it."""
        try:
            return people.enter(self.school, competition, dancer).status
        except RuleRefused as refusal:
            return refusal.message

    def at_once(self, competition: Competition, dancers: Sequence[Person]) -> Counter[str]:
        """Enter everybody at the same moment, each over a connection of their own; return how they ended."""
        gate = Barrier(len(dancers))

        def enter(dancer: Person) -> str:
            with databases.spoken_by_this_test(self.url):
                gate.wait(timeout=60)
                return self.enter(competition, dancer)

        with ThreadPoolExecutor(max_workers=len(dancers)) as crowd:
            return Counter(crowd.map(enter, dancers))


@pytest.fixture
def scene(own_database: str) -> Scene:
    """One place of five is left; fifty dancers stand at the door."""
    school = people.make_school()
    competition = people.make_open_competition(capacity=ROOM)
    for index in range(ROOM - 1):
        people.enter(school, competition, people.make_dancer(school, f"Первая{index}"))
    dancers = [people.make_dancer(school, f"Дана{index}") for index in range(CROWD)]
    return Scene(school, competition, dancers, own_database)


def test_one_place_and_fifty_at_once_accept_exactly_one(scene: Scene) -> None:
    competition = scene.competition

    assert scene.at_once(competition, scene.dancers) == {"accepted": 1, "waitlisted": CROWD - 1}
    assert competition.entries.filter(status="accepted").count() == ROOM
    order = competition.entries.filter(status="waitlisted").order_by("pk").values_list("pk", flat=True)
    first = places.next_waiting(competition)
    assert first is not None
    assert first.pk == order[0]


def test_control_without_the_lock_oversells(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """A smaller crowd with the transaction and the lock taken away, as somebody who wants speed would do it."""
    monkeypatch.setattr(transaction, "atomic", lambda *_args, **_more: nullcontext())
    monkeypatch.setattr(places, "lock_competition", lambda pk: Competition.objects.get(pk=pk))
    count = places.count_taken

    def count_and_pause(asked: Competition) -> int:
        taken = count(asked)
        time.sleep(0.5)
        return taken

    monkeypatch.setattr(places, "count_taken", count_and_pause)

    result = scene.at_once(scene.competition, scene.dancers[:8])

    assert result["accepted"] > 1
    assert Entry.objects.filter(competition=scene.competition, status="accepted").count() > ROOM


def test_same_form_sent_ten_times_at_once_makes_one_entry(scene: Scene) -> None:
    other = people.make_open_competition(scene.competition.festival, title_en="Ballet")

    told = scene.at_once(other, [scene.dancers[0]] * 10)

    assert told == {"accepted": 1, "Дана0 Садыкова: entered in Ballet already. Nothing was doubled.": 9}
    assert other.entries.count() == 1
