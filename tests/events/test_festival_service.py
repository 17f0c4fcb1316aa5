"""Festivals, stages and sessions: what is refused and what is written."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from pytest_django import DjangoAssertNumQueries

from audit.actors import Actor
from audit.models import AuditEntry
from dancers.errors import RuleRefused
from events.models import Festival, Section, Session, StaffRole, Stage
from events.selectors import currencies
from events.selectors import festivals as finding
from events.services import festivals, stages
from events.services.festivals import FestivalDetails
from live.models import PageVersion
from tests.factories.meet import make_festival, make_item, make_session
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db
ACTOR = Actor.system("test")
ALMATY = ZoneInfo("Asia/Almaty")
DETAILS = FestivalDetails(
    titles={"en": "Altyn Adym", "ru": "Алтын Адым", "kk": "Алтын адым"},
    city="Astana",
    country="KZ",
    starts_on=date(2026, 11, 20),
    ends_on=date(2026, 11, 22),
)


def test_found_festival_when_all_is_right() -> None:
    owner = make_user()
    series = festivals.found_series(actor=ACTOR, titles={"en": "Altyn Adym"})
    festival = festivals.found_festival(actor=ACTOR, details=DETAILS, owner=owner, series=series)
    assert (festival.slug, festival.status, festival.currency, festival.currency_digits) == (
        "altyn-adym",
        "draft",
        "KZT",
        2,
    )
    assert StaffRole.objects.get().role == "owner"
    assert festivals.found_festival(actor=ACTOR, details=DETAILS).slug == "altyn-adym-2"
    assert AuditEntry.objects.filter(action="festival.founded", festival_key=festival.pk).count() == 1


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"titles": {"ru": "Алтын Адым"}}, "title in English is empty"),
        ({"titles": {"en": "A" * 300}}, "300 characters"),
        ({"city": " "}, "City is empty"),
        ({"ends_on": date(2026, 11, 19)}, "before its first day"),
        ({"time_zone": "Asia/Astana"}, "“Asia/Astana” is not a time zone"),
        ({"currency": "TNG"}, "“TNG” is not the code of a currency"),
        ({"country": "ZZ"}, "not the code of a country"),
        (
            {
                "entries_open_at": datetime(2026, 10, 2, tzinfo=UTC),
                "entries_close_at": datetime(2026, 10, 1, tzinfo=UTC),
            },
            "close before they open",
        ),
    ],
)
def test_found_festival_when_a_value_is_refused(change: dict[str, object], words: str) -> None:
    with pytest.raises(RuleRefused, match=words):
        festivals.found_festival(actor=ACTOR, details=replace(DETAILS, **change))  # type: ignore[arg-type]  # wrong on purpose
    assert Festival.objects.count() == 0


def test_currency_digits_when_the_minor_unit_differs() -> None:
    assert [currencies.digits(code) for code in ("KZT", "UZS", "JPY", "KWD")] == [2, 2, 0, 3]


def test_edit_festival_when_something_changes() -> None:
    festival = festivals.found_festival(actor=ACTOR, details=DETAILS)
    festivals.edit_festival(actor=ACTOR, festival=festival, details=replace(DETAILS, venue="Barys Arena"))
    festivals.edit_festival(actor=ACTOR, festival=festival, details=replace(DETAILS, venue="Barys Arena"))
    festival.refresh_from_db()
    assert festival.venue == "Barys Arena"
    assert AuditEntry.objects.get(action="festival.edited").detail_text == '{"fields":["venue"]}'


def test_set_status_when_walked_through() -> None:
    festival = festivals.found_festival(actor=ACTOR, details=DETAILS)
    before = festival.status_at
    festivals.set_status(actor=ACTOR, festival=festival, status="published")
    assert festival.status_at > before
    with pytest.raises(RuleRefused, match="why the festival is cancelled"):
        festivals.set_status(actor=ACTOR, festival=festival, status="cancelled")
    festivals.set_status(actor=ACTOR, festival=festival, status="finished")
    festivals.set_status(actor=ACTOR, festival=festival, status="finished")
    with pytest.raises(RuleRefused, match="finished cannot become draft"):
        festivals.set_status(actor=ACTOR, festival=festival, status="draft")
    festival.refresh_from_db()
    assert festival.status == "finished"
    assert {f"festival:{festival.pk}", "home"} <= set(PageVersion.objects.values_list("tag", flat=True))


def test_set_status_when_two_press_at_once() -> None:
    festival = make_festival()
    stale = Festival.objects.get(pk=festival.pk)
    festivals.set_status(actor=ACTOR, festival=festival, status="finished")
    with pytest.raises(RuleRefused, match="meanwhile"):
        festivals.set_status(actor=ACTOR, festival=stale, status="cancelled", reason="Flood")
    assert Festival.objects.get().status == "finished"


def test_add_section_when_positions_are_given_and_taken() -> None:
    festival = make_festival()
    festivals.add_section(actor=ACTOR, festival=festival, titles={"en": "Folk"})
    festivals.add_section(actor=ACTOR, festival=festival, titles={"en": "Ballroom"})
    with pytest.raises(RuleRefused, match="Position 2 is taken"):
        festivals.add_section(actor=ACTOR, festival=festival, titles={"en": "Street"}, position=2)
    assert list(Section.objects.order_by("position").values_list("position", "title_en")) == [
        (1, "Folk"),
        (2, "Ballroom"),
    ]


def at(hour: int, day: int = 20) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=ALMATY)


def test_add_session_when_right_touching_and_past_midnight() -> None:
    stage = stages.add_stage(actor=ACTOR, festival=make_festival(), titles={"en": "Great hall"})
    stages.add_session(actor=ACTOR, stage=stage, titles={"en": "Morning"}, starts_at=at(9), ends_at=at(13))
    stages.add_session(actor=ACTOR, stage=stage, titles={"en": "Afternoon"}, starts_at=at(13), ends_at=at(18))
    stages.add_session(actor=ACTOR, stage=stage, titles={"en": "Gala"}, starts_at=at(22, 22), ends_at=at(1, 23))
    assert Session.objects.count() == 3


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "words"),
    [
        (at(12), at(14), "“Morning” is on Great hall at that time"),
        (at(15), at(15), "ends before it starts"),
        (at(9, 19), at(10, 19), "outside the festival's days"),
        (at(9, 23), at(10, 23), "outside the festival's days"),
        (at(9, 22), at(10, 24), "outside the festival's days"),
    ],
)
def test_add_session_when_refused(starts_at: datetime, ends_at: datetime, words: str) -> None:
    stage = stages.add_stage(actor=ACTOR, festival=make_festival(), titles={"en": "Great hall"})
    stages.add_session(actor=ACTOR, stage=stage, titles={"en": "Morning"}, starts_at=at(9), ends_at=at(13))
    with pytest.raises(RuleRefused, match=words):
        stages.add_session(actor=ACTOR, stage=stage, titles={"en": "Wrong"}, starts_at=starts_at, ends_at=ends_at)
    assert Session.objects.count() == 1


def test_add_stage_when_two_festivals_have_one() -> None:
    for _turn in range(2):
        stages.add_stage(actor=ACTOR, festival=make_festival(), titles={"en": "Great hall"})
    assert list(Stage.objects.values_list("position", flat=True)) == [1, 1]


def test_upcoming_and_past_when_in_every_state() -> None:
    today = date(2026, 11, 22)
    now = make_festival("Now")
    later = make_festival("Later", starts_on=date(2027, 1, 1), ends_on=date(2027, 1, 2))
    over = make_festival("Over", starts_on=date(2025, 1, 1), ends_on=date(2025, 1, 2), status="finished")
    make_festival("Draft", status="draft")
    make_festival("Cancelled", status="cancelled")
    assert list(finding.upcoming(today)) == [now, later]
    assert list(finding.past(today)) == [over]


@pytest.mark.parametrize("rows", [1, 3])
def test_stages_with_programme_when_long(rows: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    festival = make_festival()
    for _stage in range(rows):
        session = make_session(festival)
        for position in range(rows):
            make_item(session, position + 1)
    read: Callable[[Stage], list[str]] = lambda stage: [i.title for s in stage.sessions.all() for i in s.items.all()]  # noqa: E731
    with django_assert_num_queries(3):
        shown = [read(stage) for stage in finding.stages_with_programme(festival)]
    assert shown == [[f"Item {place + 1}" for place in range(rows)]] * rows


def test_festival_words_when_read_in_kazakh_and_russian() -> None:
    festival = festivals.found_festival(actor=ACTOR, details=replace(DETAILS, titles={"en": "Step", "kk": "Қадам"}))
    assert festival.titles() == {"en": "Step", "ru": "Step", "kk": "Қадам"}
    assert festival.zone.utcoffset(datetime(2026, 11, 20)) == timedelta(hours=5)  # noqa: DTZ001  # a wall clock time
