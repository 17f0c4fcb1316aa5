"""Builds a festival of the demo: its series, staff, sections, stages and programme, and who takes part and judges."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from competitions.management.demo import plan
from competitions.management.demo.contest import Meet
from competitions.management.demo.house import ACTOR, House, by_language
from competitions.models import Competition
from competitions.services import appointments, participation
from dancers.services import troupes
from events.models import Festival, FestivalSeries
from events.services import festivals, programme, staff, stages
from events.services.festivals import FestivalDetails

ZONE = "Asia/Almaty"
STAGES: tuple[plan.Titles, ...] = (
    ("Main stage", "Главная сцена", "Бас сахна"),
    ("Chamber stage", "Камерная сцена", "Камералық сахна"),
)
GUESTS: plan.Titles = (
    "Guests: Naz dance theatre",
    "Гости: театр танца «Наз»",
    "Қонақтар: «Наз» би театры",
)
CEREMONY: plan.Titles = ("Prize-giving", "Награждение", "Марапаттау")
BREAK: plan.Titles = ("Break", "Перерыв", "Үзіліс")


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
            city="Астана",
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


def lay_programme(festival: Festival, competitions: list[Competition]) -> None:
    """Put the competitions on two stages of today, a guest troupe between them, and start what is on now."""
    now = timezone.now()
    start = now.replace(minute=0, second=0, microsecond=0) - timedelta(hours=1)
    troupe = troupes.form_troupe(actor=ACTOR, name="Наз", city="Астана", country="KZ")
    for index, titles in enumerate(STAGES):
        stage = stages.add_stage(actor=ACTOR, festival=festival, titles=by_language(titles))
        session = stages.add_session(
            actor=ACTOR,
            stage=stage,
            titles={"en": "Day 2", "ru": "День второй", "kk": "Екінші күн"},
            starts_at=start,
            ends_at=start + timedelta(hours=8),
        )
        at = start
        items = []
        for competition in competitions[index::2]:
            items.append(
                programme.add_item(
                    actor=ACTOR,
                    session=session,
                    kind="heat",
                    titles=competition.titles(),
                    planned_at=at,
                    duration_s=35 * 60,
                )
            )
            at += timedelta(minutes=35)
            if len(items) == 2:
                titles_here = GUESTS if index == 0 else BREAK
                if index == 0:
                    programme.add_performance(
                        actor=ACTOR,
                        session=session,
                        titles=by_language(titles_here),
                        troupe=troupe,
                        planned_at=at,
                        duration_s=480,
                    )
                else:
                    programme.add_item(
                        actor=ACTOR,
                        session=session,
                        kind="break",
                        titles=by_language(titles_here),
                        planned_at=at,
                        duration_s=1200,
                    )
                at += timedelta(minutes=20)
        programme.add_item(
            actor=ACTOR, session=session, kind="ceremony", titles=by_language(CEREMONY), planned_at=at, duration_s=1800
        )
        for item in items[:1]:
            programme.start_item(actor=ACTOR, item=item)
            programme.end_item(actor=ACTOR, item=item)
        for item in items[1:2]:
            programme.start_item(actor=ACTOR, item=item)


def _let_take_part(house: House, meet: Meet) -> None:
    registrar = house.staff["registrar"]
    for key, academy in house.academies.items():
        manager = house.managers[key]
        asked = participation.ask(actor=house.actor(manager), user=manager, festival=meet.festival, academy=academy)
        meet.participations[key] = participation.decide(
            actor=house.actor(registrar), user=registrar, participation=asked, approve=True
        )
