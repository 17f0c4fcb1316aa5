"""Tries to write wrong rows of the meet past every service: the database says no."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from events.models import (
    Festival,
    FestivalSeries,
    Performance,
    ProgrammeItem,
    Section,
    Session,
    StaffInvitation,
    StaffRole,
    Stage,
)
from tests.factories.meet import make_festival, make_item, make_role, make_session
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)


def refused(write: Callable[[], object], constraint: str = "") -> None:
    """The write breaks this constraint (SQLite names the columns of plain unique ones instead)."""
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        write()
    assert constraint in str(error.value)


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"title_en": ""}, "events_festival_title"),
        ({"slug": ""}, "events_festival_slug"),
        ({"country": "K"}, "events_festival_country"),
        ({"status": "loud"}, "events_festival_status"),
        ({"ends_on": date(2026, 11, 19)}, "events_festival_days"),
        ({"currency": "T"}, "events_festival_currency"),
        ({"currency_digits": 5}, "events_festival_currency"),
        ({"time_zone": ""}, "events_festival_time_zone"),
        ({"entries_open_at": NOW, "entries_close_at": NOW}, "events_festival_entries_order"),
    ],
)
def test_festival_when_a_value_is_wrong(change: dict[str, object], constraint: str) -> None:
    festival = make_festival()
    refused(lambda: Festival.objects.filter(pk=festival.pk).update(**change), constraint)


def test_festival_when_the_time_zone_does_not_exist() -> None:
    with pytest.raises(ValidationError, match="Asia/Astana"):
        make_festival(time_zone="Asia/Astana").full_clean()


def test_festival_when_the_address_is_taken() -> None:
    festival = make_festival()
    refused(lambda: Festival.objects.filter(pk=make_festival().pk).update(slug=festival.slug))


def test_series_when_a_value_is_wrong() -> None:
    refused(
        lambda: FestivalSeries.objects.bulk_create([FestivalSeries(title_en="", slug="a")]),
        "events_festivalseries_title",
    )
    refused(
        lambda: FestivalSeries.objects.bulk_create([FestivalSeries(title_en="A", slug="")]),
        "events_festivalseries_slug",
    )


def test_section_when_the_position_is_taken_or_the_title_empty() -> None:
    festival = make_festival()
    Section.objects.create(festival=festival, title_en="A", position=1)
    refused(lambda: Section.objects.bulk_create([Section(festival=festival, title_en="B", position=1)]))
    untitled = Section(festival=festival, title_en="", position=2)
    refused(lambda: Section.objects.bulk_create([untitled]), "events_section_title")


def test_stage_when_the_position_is_taken_or_the_title_empty() -> None:
    festival = make_festival()
    Stage.objects.create(festival=festival, title_en="A", position=1)
    refused(lambda: Stage.objects.bulk_create([Stage(festival=festival, title_en="B", position=1)]))
    untitled = Stage(festival=festival, title_en="", position=2)
    refused(lambda: Stage.objects.bulk_create([untitled]), "events_stage_title")


def test_session_when_it_ends_before_it_starts() -> None:
    session = make_session()
    row = Session.objects.filter(pk=session.pk)
    refused(lambda: row.update(ends_at=session.starts_at), "events_session_order")
    refused(lambda: row.update(title_en=""), "events_session_title")


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"title_en": ""}, "events_programmeitem_title"),
        ({"kind": "nap"}, "events_programmeitem_kind"),
        ({"status": "lost"}, "events_programmeitem_"),
        ({"status": "on_stage"}, "events_programmeitem_times"),
        ({"status": "done", "started_at": NOW}, "events_programmeitem_times"),
        (
            {"status": "done", "started_at": NOW, "ended_at": NOW - timedelta(minutes=1)},
            "events_programmeitem_times",
        ),
        ({"started_at": NOW}, "events_programmeitem_times"),
        ({"status": "skipped", "ended_at": NOW}, "events_programmeitem_times"),
    ],
)
def test_item_when_a_value_is_wrong(change: dict[str, object], constraint: str) -> None:
    item = make_item(make_session(), 1)
    refused(lambda: ProgrammeItem.objects.filter(pk=item.pk).update(**change), constraint)


def test_item_when_two_are_on_stage_or_in_one_place() -> None:
    session = make_session()
    make_item(session, 1, status="on_stage", started_at=NOW)
    other = make_item(session, 2)
    row = ProgrammeItem.objects.filter(pk=other.pk)
    refused(lambda: row.update(status="on_stage", started_at=NOW))
    refused(lambda: row.update(position=1))


def test_performance_when_the_title_is_empty_or_the_slot_is_taken() -> None:
    item = make_item(make_session(), 1)
    refused(
        lambda: Performance.objects.bulk_create([Performance(programme_item=item, title_en="")]),
        "events_performance_title",
    )
    Performance.objects.create(programme_item=item, title_en="Guests")
    refused(lambda: Performance.objects.bulk_create([Performance(programme_item=item, title_en="More")]))


def test_staff_role_when_wrong_or_doubled() -> None:
    user, festival = make_user(), make_festival()
    role = make_role(user, festival)
    refused(lambda: StaffRole.objects.filter(pk=role.pk).update(role="king"), "events_staffrole_role")
    refused(lambda: StaffRole.objects.bulk_create([StaffRole(user=user, festival=festival, role="owner")]))


def test_staff_invitation_when_the_role_is_unknown() -> None:
    wrong = StaffInvitation(
        festival=make_festival(),
        role="king",
        email="a@example.org",
        token_hash="h",
        invited_by=make_user(),
        expires_at=datetime.now(UTC) + timedelta(days=1),
    )
    refused(lambda: StaffInvitation.objects.bulk_create([wrong]), "events_staffinvitation_role")
