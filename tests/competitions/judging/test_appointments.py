"""Appointments, their links, and the seats of a panel."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.utils import timezone

from audit.actors import Actor
from audit.models import AuditEntry
from competitions.models import JudgeAppointment, PanelSeat, SeatOccupancy
from competitions.services import appointments, panels
from dancers.errors import NotAllowed, RuleRefused
from tests.competitions.judging.floor import make_floor
from tests.factories import contest

pytestmark = pytest.mark.django_db
DESK = Actor.system("desk")


def appoint(**fields: object) -> JudgeAppointment:
    today = timezone.now().date()
    festival = contest.make_festival(starts_on=today, ends_on=today, **fields)
    return appointments.appoint(
        actor=DESK,
        user=contest.make_user(is_superuser=True),
        festival=festival,
        person=contest.make_person("Жанна", "Мұқанова"),
        role="judge",
        language="kk",
    )


def issue(appointment: JudgeAppointment) -> str:
    return appointments.issue_link(actor=DESK, user=contest.make_user(is_superuser=True), appointment=appointment)


def test_judge_when_appointed_twice() -> None:
    first = appoint()
    with pytest.raises(RuleRefused, match="Жанна Мұқанова judges at this festival already"):
        appointments.appoint(
            actor=DESK,
            user=contest.make_user(is_superuser=True),
            festival=first.festival,
            person=first.person,
            role="judge",
            language="ru",
        )


def test_link_when_issued_is_found_and_only_its_hash_is_kept() -> None:
    appointment = appoint()
    token = issue(appointment)
    assert len(token) >= 43
    stored = JudgeAppointment.objects.get()
    assert stored.token_hash == appointments.hash_token(token)
    assert token not in str(list(JudgeAppointment.objects.values()))
    assert token not in str(list(AuditEntry.objects.values()))
    assert appointments.find(token, timezone.now()) == stored
    assert list(AuditEntry.objects.order_by("pk").values_list("action", flat=True)) == [
        "judge.appointed",
        "judge.link_issued",
    ]


def test_link_when_a_newer_one_is_issued() -> None:
    appointment = appoint()
    old = issue(appointment)
    before = appointments.epoch_of(appointment)
    new = issue(appointment)
    assert appointments.epoch_of(appointment) != before
    assert appointments.find(new, timezone.now()) == appointment
    with pytest.raises(RuleRefused, match="not known"):
        appointments.find(old, timezone.now())


def test_link_when_revoked_and_issued_again() -> None:
    appointment = appoint()
    token = issue(appointment)
    user = contest.make_user(is_superuser=True)
    appointments.revoke(actor=DESK, user=user, appointment=appointment, reason="lost card")
    appointments.revoke(actor=DESK, user=user, appointment=appointment, reason="lost card")
    assert AuditEntry.objects.filter(action="judge.link_revoked").count() == 1
    with pytest.raises(RuleRefused, match="was revoked"):
        appointments.find(token, timezone.now())
    assert appointments.find(issue(appointment), timezone.now()) == appointment


def test_link_when_revoked_without_a_reason() -> None:
    with pytest.raises(RuleRefused, match="Say why"):
        appointments.revoke(actor=DESK, user=contest.make_user(is_superuser=True), appointment=appoint(), reason="")


def test_link_when_it_has_expired() -> None:
    appointment = appoint()
    token = issue(appointment)
    assert appointments.find(token, appointment.expires_at - timedelta(seconds=1)) == appointment
    with pytest.raises(RuleRefused, match="has expired"):
        appointments.find(token, appointment.expires_at)


def test_link_expires_a_day_after_the_festival_in_its_zone() -> None:
    festival = contest.make_festival(ends_on=date(2026, 11, 22), time_zone="Asia/Almaty")
    assert appointments.expiry(festival).isoformat() == "2026-11-24T00:00:00+05:00"


def test_link_when_the_festival_is_over() -> None:
    appointment = contest.make_appointment(contest.make_festival(starts_on=date(2020, 1, 1), ends_on=date(2020, 1, 2)))
    with pytest.raises(RuleRefused, match="festival is over"):
        issue(appointment)


def test_panel_when_seated_and_a_judge_is_substituted() -> None:
    floor = make_floor(letters="AB")
    substitute = contest.make_appointment(floor.round.competition.festival)
    panels.substitute(
        actor=DESK,
        user=contest.make_user(is_superuser=True),
        seat=floor.seats[0],
        appointment=substitute,
        reason="fell ill",
    )
    closed, opened = SeatOccupancy.objects.filter(seat=floor.seats[0]).order_by("pk")
    assert (closed.appointment, opened.appointment) == (floor.judges[0], substitute)
    assert closed.valid_to is not None
    assert opened.valid_to is None


def test_panel_when_a_seat_is_added_to_an_open_round() -> None:
    floor = make_floor(letters="AB", dances=2)
    extra = contest.make_appointment(floor.round.competition.festival, role="trainee")
    (seat,) = panels.seat(
        actor=DESK, user=contest.make_user(is_superuser=True), round=floor.round, letters_to_appointments={"C": extra}
    )
    assert not seat.counts
    assert seat.scoresheets.count() == 2


def test_panel_when_two_judges_change_seats() -> None:
    floor = make_floor(letters="AB")
    one, two = floor.judges
    panels.seat(
        actor=DESK,
        user=contest.make_user(is_superuser=True),
        round=floor.round,
        letters_to_appointments={"A": two, "B": one},
    )
    sitting = SeatOccupancy.objects.filter(valid_to__isnull=True).order_by("seat__letter")
    assert [row.appointment for row in sitting] == [two, one]


@pytest.mark.parametrize("fault", ["foreign", "revoked", "twice", "seated", "letter", "closed"])
def test_panel_when_it_may_not_be(fault: str) -> None:
    floor = make_floor(letters="AB", status="closed" if fault == "closed" else "open")
    festival = floor.round.competition.festival
    new = contest.make_appointment(festival)
    panel = {
        "foreign": {"C": contest.make_appointment(contest.make_festival())},
        "revoked": {"C": contest.make_appointment(festival, revoked_at=timezone.now())},
        "twice": {"C": new, "D": new},
        "seated": {"C": floor.judges[0]},
        "letter": {"C1": new},
        "closed": {"C": new},
    }[fault]
    with pytest.raises(RuleRefused):
        panels.seat(
            actor=DESK, user=contest.make_user(is_superuser=True), round=floor.round, letters_to_appointments=panel
        )
    assert PanelSeat.objects.filter(round=floor.round).count() == 2


def test_panel_when_copied_to_the_next_round() -> None:
    floor = make_floor(kind="recall", letters="ABC", dances=3)
    PanelSeat.objects.filter(pk=floor.seats[1].pk).update(counts=False)
    floor.seats[2].parts.set([floor.parts[2]])
    final = contest.make_round(floor.round.competition, dances=5)
    made = panels.copy_panel(actor=DESK, from_round=floor.round, to_round=final)
    assert [(seat.letter, seat.counts) for seat in made] == [("A", True), ("B", False), ("C", True)]
    assert [part.short_label for part in made[2].parts.all()] == ["R"]
    assert [seat.occupancies.get().appointment for seat in made] == floor.judges
    with pytest.raises(RuleRefused, match="has a panel already"):
        panels.copy_panel(actor=DESK, from_round=floor.round, to_round=final)


@pytest.mark.parametrize("role", [None, "viewer", "registrar", "deck_captain"])
def test_judges_when_somebody_without_the_right_appoints_seats_or_lets_in(role: str | None) -> None:
    floor = make_floor(letters="AB")
    festival = floor.round.competition.festival
    user = contest.make_staff(festival, role) if role else contest.make_user()
    extra = contest.make_appointment(festival)
    attempts: list[Callable[[], object]] = [
        lambda: appointments.appoint(
            actor=DESK, user=user, festival=festival, person=contest.make_person(), role="judge", language="en"
        ),
        lambda: appointments.issue_link(actor=DESK, user=user, appointment=extra),
        lambda: appointments.revoke(actor=DESK, user=user, appointment=extra, reason="x"),
        lambda: panels.seat(actor=DESK, user=user, round=floor.round, letters_to_appointments={"C": extra}),
        lambda: panels.substitute(actor=DESK, user=user, seat=floor.seats[0], appointment=extra, reason="x"),
    ]
    for attempt in attempts:
        with pytest.raises(NotAllowed):
            attempt()
    assert not AuditEntry.objects.exists()
