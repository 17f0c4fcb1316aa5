"""A judge's tablet for the browser tests: opening it, tapping, and what it and the database say."""

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from audit.actors import Actor
from competitions.models import JudgeAppointment, Mark, Scoresheet
from competitions.services import appointments
from tests.competitions.judging.floor import Floor
from tests.factories import contest

OpenPad = Callable[[JudgeAppointment, Scoresheet], Page]


def link_of(appointment: JudgeAppointment) -> str:
    """A personal link of a festival that is on today."""
    today = timezone.now().date()
    festival = appointment.festival
    festival.starts_on, festival.ends_on = today, today + timedelta(days=1)
    festival.save(update_fields=["starts_on", "ends_on"])
    return appointments.issue_link(
        actor=Actor.system("test"), user=contest.make_user(is_superuser=True), appointment=appointment
    )


def tap(page: Page, *numbers: int) -> None:
    for number in numbers:
        page.locator(f"#pad-tiles [data-number='{number}']").click()


def state(page: Page) -> str:
    return page.locator("#state-line [data-state-text]").inner_text()


def all_received(page: Page) -> None:
    expect(page.locator("#state-line")).to_have_class("state-line state-received", timeout=15000)


def marks_of(floor: Floor, seat: int = 0, part: int = 0) -> list[int | None]:
    """The stored values in the order of the entries."""
    rows = Mark.objects.filter(seat=floor.seats[seat], part=floor.parts[part])
    values = {row.round_entry_id: row.value for row in rows}
    return [values.get(entry.pk) for entry in floor.entries]
