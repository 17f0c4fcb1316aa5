"""One festival with everything that an address can name, and the people who might open it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.test import Client
from django.utils import timezone

from audit.models import AuditEntry
from competitions.models import (
    Award,
    Bout,
    Competition,
    Entry,
    Operation,
    Participation,
    Round,
    RoundEntry,
    RoundLink,
    Ruling,
    Scoresheet,
    ScrutineerCall,
    Standing,
)
from competitions.services import appointments, formats, releases, rulings, standing_rulings, standings, tabulation
from dancers.models import AcademyManager, Membership, Person, User
from tests.factories import contest as rows
from tests.factories import people
from tests.factories import standings as standing_rows

VISITORS = (
    "anonymous",
    "dancer",
    "manager",
    "judge",
    "viewer",
    "registrar",
    "scrutineer",
    "chair",
    "jury_secretary",
    "owner",
    "superuser",
)
MARKS = [[[1, 1, 2], [2, 2, 1], [3, 3, 3]]]


@dataclass(frozen=True)
class World:
    """A festival, and a signed-in client for each visitor."""

    staff: rows.Staff
    clients: dict[str, Client]
    academy_slug: str
    manager_row: AcademyManager
    member: Person
    participation: Participation
    pending: Entry
    accepted: Entry
    open: Competition
    planned: Competition
    judged: Competition
    released: Competition
    standing: Standing
    round: Round
    bout: Bout
    link: RoundLink
    drawn: Round
    asked_round: Round
    place: RoundEntry
    sheet: Scoresheet
    ruling: Ruling
    operation: Operation
    award: Award
    token: str
    call: ScrutineerCall

    @property
    def slug(self) -> str:
        return self.staff.festival.slug

    @property
    def act(self) -> int:
        """One entry of the festival's trail."""
        return AuditEntry.objects.filter(festival_key=self.staff.festival.pk).order_by("pk")[0].pk


def build_world() -> World:
    """Make a festival whose competitions are open, planned, judged but not released, and released with a prize."""
    staff = rows.make_festival_with_staff(
        entries_open_at=timezone.now() - timedelta(days=1), entries_close_at=timezone.now() + timedelta(days=1)
    )
    festival = staff.festival
    manager = people.make_user()
    academy = people.make_academy(manager=manager)
    member = people.make_person()
    Membership.objects.create(academy=academy, person=member, valid_from=timezone.localdate())
    participation = Participation.objects.create(
        festival=festival, academy=academy, asked_by=manager, asked_at=timezone.now()
    )
    opened = rows.make_competition(festival, status="open")
    planned = rows.make_competition(festival)
    formats.install_house_formats()
    rows.make_round(planned)
    battle = rows.make_round(rows.make_competition(festival), kind="knockout")
    link = _link_pool(rows.make_competition(festival, drawn_couples=True))
    judged = rows.make_competition(festival)
    final = rows.make_finalists(judged, MARKS)
    scrutineer = staff.scrutineer
    tabulation.tabulate_round(actor=rows.actor_of(scrutineer), user=scrutineer, round=final)
    seat = final.seats.order_by("letter")[0]
    judge = seat.occupancies.get().appointment
    token = appointments.issue_link(actor=rows.actor_of(staff.owner), user=staff.owner, appointment=judge)
    released = _release_one(staff)
    pending = Entry.objects.create(
        competition=opened,
        participation=participation,
        academy=academy,
        display_name="Aigerim Bekova",
        status="submitted",
        status_at=timezone.now(),
        entered_by=manager,
        entered_at=timezone.now(),
        members_key=str(member.pk),
    )
    return World(
        staff=staff,
        clients=_sign_in(staff, manager, token),
        academy_slug=academy.slug,
        manager_row=AcademyManager.objects.get(academy=academy),
        member=member,
        participation=participation,
        pending=pending,
        accepted=rows.make_entry(opened),
        open=opened,
        planned=planned,
        judged=judged,
        released=released,
        standing=_hold_standing(staff, released),
        round=final,
        bout=Bout.objects.create(round=battle, position=1),
        link=link,
        drawn=link.to_round,
        asked_round=rows.make_round(opened),
        place=final.round_entries.order_by("order")[0],
        operation=Operation.objects.filter(seat__round=final).order_by("pk")[0],
        ruling=rulings.write(
            actor=rows.actor_of(staff.chair),
            user=staff.chair,
            round_=final,
            kind=Ruling.Kind.RECUSAL,
            payload={"undone": True},
            reason="A judge stood aside and came back.",
            seat=final.seats.order_by("letter")[0],
        ),
        sheet=Scoresheet.objects.filter(seat=seat).order_by("pk")[0],
        award=Award.objects.filter(release__competition=released).order_by("pk")[0],
        token=token,
        call=ScrutineerCall.objects.create(appointment=judge, client_id="call", at=timezone.now()),
    )


def _hold_standing(staff: rows.Staff, counted: Competition) -> Standing:
    """A standing that is released and closed to the public for a day, with a decision of the jury."""
    params = {"method": "best", "on": "place", "by": [], "count": 1}
    standing = standing_rows.make_standing(staff.festival, [counted], "standing_best", params=params)
    scrutineer, chair = rows.actor_of(staff.scrutineer), rows.actor_of(staff.chair)
    standings.tabulate_standing(actor=scrutineer, user=staff.scrutineer, standing=standing)
    standing_rulings.withhold_award(
        actor=chair, user=staff.chair, standing=standing, group="all", reason="Below the level."
    )
    standings.tabulate_standing(actor=scrutineer, user=staff.scrutineer, standing=standing)
    releases.publish_subject(
        actor=chair,
        user=staff.chair,
        subject=standing,
        expected_digest=releases.preview(standing).digest,
        embargo_until=timezone.now() + timedelta(days=1),
    )
    return standing


def _link_pool(competition: Competition) -> RoundLink:
    """The leaders' way to a final whose couples are drawn."""
    leaders = rows.make_round(competition, kind="recall", pool="leader")
    return RoundLink.objects.create(
        from_round=leaders, to_round=rows.make_round(competition), cut="count", value_from=2, pool="leader"
    )


def _release_one(staff: rows.Staff) -> Competition:
    released = rows.make_competition(staff.festival)
    rows.make_prize(released, 100_000_00, 1)
    final = rows.make_finalists(released, MARKS, numbers=[201, 202, 203])
    tabulation.tabulate_round(actor=rows.actor_of(staff.scrutineer), user=staff.scrutineer, round=final)
    releases.publish(
        actor=rows.actor_of(staff.chair),
        user=staff.chair,
        competition=released,
        expected_digest=releases.preview(released).digest,
    )
    return released


def _sign_in(staff: rows.Staff, manager: User, token: str) -> dict[str, Client]:
    dancer = people.make_user(person=people.make_person())
    superuser = people.make_user(is_staff=True, is_superuser=True)
    users = {
        "dancer": dancer,
        "manager": manager,
        "viewer": staff.viewer,
        "registrar": staff.registrar,
        "scrutineer": staff.scrutineer,
        "chair": staff.chair,
        "jury_secretary": staff.jury_secretary,
        "owner": staff.owner,
        "superuser": superuser,
    }
    clients = {"anonymous": Client(), "judge": Client()}
    clients["judge"].get(f"/j/{token}/")
    for name, user in users.items():
        clients[name] = Client()
        clients[name].force_login(user)
    return clients


Arguments = Callable[[World], dict[str, object]]
