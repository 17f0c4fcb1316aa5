"""Rows of the meet for tests, made through the models alone; every value can be said."""

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from dancers.models import User
from events.models import Festival, ProgrammeItem, Session, StaffRole, Stage

_serial = count(1)


def make_festival(title: str = "Altyn Adym", **fields: Any) -> Festival:
    """A published festival in Astana from 20 to 22 November 2026."""
    values: dict[str, Any] = {
        "slug": f"festival-{next(_serial)}",
        "city": "Astana",
        "starts_on": date(2026, 11, 20),
        "ends_on": date(2026, 11, 22),
        "status": "published",
        **fields,
    }
    return Festival.objects.create(title_en=title, **values)


def make_role(user: User, festival: Festival, role: str = "owner") -> StaffRole:
    """The user works at the festival in that role."""
    return StaffRole.objects.create(user=user, festival=festival, role=role)


def make_session(festival: Festival | None = None, **fields: Any) -> Session:
    """Friday from 9 to 18 o'clock (UTC) on a stage of its own."""
    festival = festival or make_festival()
    stage = Stage.objects.create(festival=festival, title_en="Great hall", position=next(_serial))
    values: dict[str, Any] = {
        "title_en": "Friday",
        "starts_at": datetime(2026, 11, 20, 9, 0, tzinfo=UTC),
        "ends_at": datetime(2026, 11, 20, 18, 0, tzinfo=UTC),
        **fields,
    }
    return Session.objects.create(stage=stage, **values)


def make_item(session: Session, position: int, **fields: Any) -> ProgrammeItem:
    """A planned break at that place of the running order."""
    values: dict[str, Any] = {"kind": "break", "title_en": f"Item {position}", **fields}
    return ProgrammeItem.objects.create(session=session, position=position, **values)
