"""The running order: adding, moving, starting, ending, skipping; second clicks and what may not happen."""

from datetime import UTC, datetime, timedelta

import pytest

from audit.actors import Actor
from audit.models import AuditEntry
from dancers.errors import RuleRefused
from dancers.models import Troupe
from events.models import Performance, ProgrammeItem, Session
from events.services import programme
from live.models import PageVersion
from tests.factories.meet import make_item, make_session

pytestmark = pytest.mark.django_db
ACTOR = Actor.system("test")


def order() -> list[str]:
    return list(ProgrammeItem.objects.order_by("position").values_list("title_en", flat=True))


def statuses() -> list[str]:
    return list(ProgrammeItem.objects.order_by("position").values_list("status", flat=True))


def test_add_item_when_added_last() -> None:
    session = make_session()
    for title in ("Opening", "Heat 1"):
        programme.add_item(actor=ACTOR, session=session, kind="heat", titles={"en": title}, duration_s=300)
    assert list(ProgrammeItem.objects.order_by("pk").values_list("position", "title_en")) == [
        (1, "Opening"),
        (2, "Heat 1"),
    ]
    assert PageVersion.objects.filter(tag=f"festival:{session.stage.festival_id}").exists()


def test_add_item_when_refused() -> None:
    session = make_session()
    with pytest.raises(RuleRefused, match="“Late” is planned outside the session “Friday”"):
        programme.add_item(
            actor=ACTOR,
            session=session,
            kind="heat",
            titles={"en": "Late"},
            planned_at=datetime(2026, 11, 20, 18, 0, tzinfo=UTC),
        )
    with pytest.raises(RuleRefused, match="less than nothing"):
        programme.add_item(actor=ACTOR, session=session, kind="heat", titles={"en": "A"}, duration_s=-1)
    assert ProgrammeItem.objects.count() == 0


def test_add_performance_when_guests_dance() -> None:
    troupe = Troupe.objects.create(name="Gauhar")
    number = programme.add_performance(actor=ACTOR, session=make_session(), titles={"en": "Gala"}, troupe=troupe)
    assert (number.programme_item.kind, number.programme_item.position, number.troupe) == ("performance", 1, troupe)


def test_add_performance_when_the_words_are_too_long() -> None:
    with pytest.raises(RuleRefused, match="301 characters"):
        programme.add_performance(actor=ACTOR, session=make_session(), titles={"en": "Gala"}, guests="A" * 301)
    assert (ProgrammeItem.objects.count(), Performance.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("which", "to", "expected"),
    [(3, 1, ["C", "A", "B"]), (1, 3, ["B", "C", "A"]), (2, 2, ["A", "B", "C"])],
)
def test_move_item_when_moved(which: int, to: int, expected: list[str]) -> None:
    session = make_session()
    items = [make_item(session, place, title_en=title) for place, title in enumerate("ABC", 1)]
    other = make_item(make_session(), 1, title_en="Elsewhere")
    programme.move_item(actor=ACTOR, item=items[which - 1], position=to)
    assert [t for t in order() if t != "Elsewhere"] == expected
    other.refresh_from_db()
    assert other.position == 1


def test_move_item_when_refused() -> None:
    item = make_item(make_session(), 1)
    for position in (0, 2, -1):
        with pytest.raises(RuleRefused, match=f"no place {position}"):
            programme.move_item(actor=ACTOR, item=item, position=position)
    programme.start_item(actor=ACTOR, item=item)
    with pytest.raises(RuleRefused, match="has been on stage"):
        programme.move_item(actor=ACTOR, item=item, position=1)


def test_start_item_when_another_is_on_stage_and_when_pressed_twice() -> None:
    session = make_session()
    first, second = make_item(session, 1), make_item(session, 2)
    programme.start_item(actor=ACTOR, item=first)
    started = first.started_at
    programme.start_item(actor=ACTOR, item=first)
    assert first.started_at == started
    programme.start_item(actor=ACTOR, item=second)
    assert statuses() == ["done", "on_stage"]
    with pytest.raises(RuleRefused, match="“Item 1” is done already"):
        programme.start_item(actor=ACTOR, item=first)
    assert AuditEntry.objects.filter(action="programme.item_started").count() == 2


def test_start_item_when_the_session_before_was_never_ended() -> None:
    morning = make_session()
    afternoon = Session.objects.create(
        stage=morning.stage,
        title_en="Afternoon",
        starts_at=morning.ends_at,
        ends_at=morning.ends_at + timedelta(hours=4),
    )
    left, elsewhere = make_item(morning, 1), make_item(make_session(), 1)
    for item in (left, elsewhere, make_item(afternoon, 1)):
        programme.start_item(actor=ACTOR, item=item)
    left.refresh_from_db()
    elsewhere.refresh_from_db()
    assert (left.status, elsewhere.status) == ("done", "on_stage")


def test_end_item_when_pressed_twice_or_too_early() -> None:
    item = make_item(make_session(), 1)
    with pytest.raises(RuleRefused, match="is not on stage"):
        programme.end_item(actor=ACTOR, item=item)
    programme.start_item(actor=ACTOR, item=item)
    programme.end_item(actor=ACTOR, item=item)
    ended = item.ended_at
    programme.end_item(actor=ACTOR, item=item)
    assert item.ended_at == ended
    assert statuses() == ["done"]


def test_skip_item_when_planned_and_when_done() -> None:
    item = make_item(make_session(), 1)
    programme.skip_item(actor=ACTOR, item=item, reason="The troupe's bus is late")
    assert statuses() == ["skipped"]
    with pytest.raises(RuleRefused, match="Only a planned item"):
        programme.skip_item(actor=ACTOR, item=item, reason="Again")
    programme.start_item(actor=ACTOR, item=item)
    assert statuses() == ["on_stage"]
