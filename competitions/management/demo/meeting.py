"""Builds a festival of the demo: its series, staff, sections, stages and programme, and who takes part and judges."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from competitions.management.demo import clock, plan
from competitions.management.demo.contest import Meet
from competitions.management.demo.house import ACTOR, House, by_language
from competitions.models import Format
from competitions.services import announcing, appointments, contests, participation
from competitions.services.announcing import CompetitionDetails
from dancers.models import Troupe
from dancers.services import troupes
from events.models import Festival, FestivalSeries, Session
from events.services import festivals, programme, staff, stages
from events.services.festivals import FestivalDetails

ZONE = "Asia/Almaty"
STAGES: tuple[plan.Titles, ...] = (
    ("Main stage", "Главная сцена", "Бас сахна"),
    ("Chamber stage", "Камерная сцена", "Камералық сахна"),
)


def found_series() -> FestivalSeries:
    """Make the series that the festivals of all years belong to."""
    return festivals.found_series(actor=ACTOR, titles=by_language(plan.SERIES), slug=plan.SERIES_SLUG)


def found_meet(house: House, series: FestivalSeries, *, first_day: date) -> Meet:
    """Make one year's festival of three days with its staff, sections, approved academies and appointed judges."""
    close = datetime.combine(first_day, time(23, 59), tzinfo=ZoneInfo(ZONE)) + timedelta(days=3)
    festival = festivals.found_festival(
        actor=ACTOR,
        owner=house.owner,
        series=series,
        slug=f"{plan.SERIES_SLUG}-{first_day.year}",
        details=FestivalDetails(
            titles={code: f"{title} {first_day.year}" for code, title in by_language(plan.SERIES).items()},
            city="Astana",
            venue="Жастар сарайы",
            country="KZ",
            starts_on=first_day,
            ends_on=first_day + timedelta(days=2),
            time_zone=ZONE,
            currency="KZT",
            taglines=by_language(plan.TAGLINE),
            entries_open_at=timezone.now() - timedelta(days=90),
            entries_close_at=close.astimezone(UTC),
            contact_email="festival@demo.example",
        ),
    )
    for role, user in house.staff.items():
        staff.give_role(actor=ACTOR, festival=festival, user=user, role=role)
    festivals.set_status(actor=ACTOR, festival=festival, status="published")
    sections = {
        key: festivals.add_section(actor=ACTOR, festival=festival, titles=by_language(titles))
        for key, titles in plan.SECTIONS.items()
    }
    meet = Meet(festival=festival, sections=sections, participations={}, judges=[])
    _let_take_part(house, meet)
    for person, language in house.judges:
        meet.judges.append(
            appointments.appoint(
                actor=house.actor(house.owner),
                user=house.owner,
                festival=festival,
                person=person,
                role="judge",
                language=language,
            )
        )
    return meet


def finish(festival: Festival) -> None:
    """Close a festival that is over."""
    festivals.set_status(actor=ACTOR, festival=festival, status="finished")


def lay_programme(house: House, meet: Meet) -> None:
    """Lay today's programme on two stages, with a guest troupe and breaks: some of it over, something on, the rest to come."""
    now = timezone.now().replace(second=0, microsecond=0)
    guests = troupes.form_troupe(actor=ACTOR, name="Наз", city="Астана", country="KZ")
    for titles, slots in zip(STAGES, plan.PROGRAMME, strict=True):
        stage = stages.add_stage(actor=ACTOR, festival=meet.festival, titles=by_language(titles))
        starts = now + timedelta(minutes=slots[0].at)
        session = stages.add_session(
            actor=ACTOR,
            stage=stage,
            titles=by_language(plan.SECOND_DAY),
            starts_at=starts,
            ends_at=starts + timedelta(hours=8),
        )
        for slot in slots:
            _add_slot(meet, session, slot, now, guests)


def _add_slot(meet: Meet, session: Session, slot: plan.Slot, now: datetime, guests: Troupe) -> None:
    planned = now + timedelta(minutes=slot.at)
    if slot.kind == "performance":
        programme.add_performance(
            actor=ACTOR,
            session=session,
            titles=by_language(slot.titles),
            troupe=guests,
            planned_at=planned,
            duration_s=slot.minutes * 60,
        )
        return
    item = programme.add_item(
        actor=ACTOR,
        session=session,
        kind=slot.kind,
        titles=by_language(slot.titles),
        planned_at=planned,
        duration_s=slot.minutes * 60,
    )
    if slot.contest:
        meet.slots[slot.contest] = item
    if slot.late is None:
        return
    with clock.standing_at(planned + timedelta(minutes=slot.late)):
        programme.start_item(actor=ACTOR, item=item)
    if slot.is_over:
        with clock.standing_at(planned + timedelta(minutes=slot.late + slot.minutes)):
            programme.end_item(actor=ACTOR, item=item)


def announce_next(house: House, *, first_day: date) -> None:
    """Announce a festival of next spring, so that there is something to look forward to."""
    festival = festivals.found_festival(
        actor=ACTOR,
        owner=house.owner,
        slug=f"{plan.SPRING_SLUG}-{first_day.year}",
        details=FestivalDetails(
            titles={code: f"{title} {first_day.year}" for code, title in by_language(plan.SPRING).items()},
            city="Almaty",
            venue="Республика сарайы",
            country="KZ",
            starts_on=first_day,
            ends_on=first_day + timedelta(days=1),
            time_zone=ZONE,
            currency="KZT",
            taglines=by_language(plan.SPRING_TAGLINE),
            entries_open_at=timezone.now() - timedelta(days=3),
            entries_close_at=timezone.now() + timedelta(days=60),
            contact_email="festival@demo.example",
        ),
    )
    festivals.set_status(actor=ACTOR, festival=festival, status="published")
    registrar = house.staff["registrar"]
    staff.give_role(actor=ACTOR, festival=festival, user=registrar, role="registrar")
    for position, (slug, style, titles, division, ages) in enumerate(plan.SPRING_CONTESTS):
        details = CompetitionDetails(
            titles=by_language(titles),
            slug=slug,
            style=house.styles[style],
            shape=Format.objects.get(key="single-dance-final", festival__isnull=True),
            division=by_language(division),
            ages=ages,
            capacity=20,
            position=position,
        )
        competition = announcing.announce_competition(
            actor=house.actor(house.owner), user=house.owner, festival=festival, details=details
        )
        contests.open_entries(actor=house.actor(house.owner), user=house.owner, competition=competition)
    for key, is_approved in (("shanyraq", True), ("grand", False)):
        manager = house.managers[key]
        asked = participation.ask(
            actor=house.actor(manager), user=manager, festival=festival, academy=house.academies[key]
        )
        if is_approved:
            participation.decide(actor=house.actor(registrar), user=registrar, participation=asked, approve=True)


def issue_judge_link(house: House, meet: Meet) -> str:
    """Return the token of the link of a judge whose sheet is still empty, so that a newcomer can judge at once."""
    return appointments.issue_link(actor=house.actor(house.owner), user=house.owner, appointment=meet.judges[3])


def _let_take_part(house: House, meet: Meet) -> None:
    registrar = house.staff["registrar"]
    for key, academy in house.academies.items():
        manager = house.managers[key]
        asked = participation.ask(actor=house.actor(manager), user=manager, festival=meet.festival, academy=academy)
        meet.participations[key] = participation.decide(
            actor=house.actor(registrar), user=registrar, participation=asked, approve=True
        )
