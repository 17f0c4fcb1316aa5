"""Rows of the contest for tests, made through the models alone: no service, no rule, every value in plain sight."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from audit.actors import Actor
from competitions.models import (
    Competition,
    Entry,
    EntryMember,
    JudgeAppointment,
    Mark,
    NumberAssignment,
    Operation,
    PanelSeat,
    Participation,
    Prize,
    Round,
    RoundEntry,
    RoundEntrySource,
    RoundPart,
    Ruleset,
    Scoresheet,
    SeatOccupancy,
    SheetVersion,
)
from competitions.scoring import sheet_file
from dancers.models import Academy, DanceStyle, Person, User
from events.models import Festival, ProgrammeItem, Role, Session, StaffRole, Stage

_serial = count(1)
OPENED = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
DANCES = [("Samba", "S"), ("Cha-cha-cha", "C"), ("Rumba", "R"), ("Paso doble", "P"), ("Jive", "J")]


@dataclass(frozen=True)
class Staff:
    """A festival and one user for each role that the desk knows."""

    festival: Festival
    owner: User
    registrar: User
    scrutineer: User
    chair: User
    jury_secretary: User
    viewer: User
    stranger: User


def make_user(email: str = "", **fields: Any) -> User:
    """A signed-up user with the password "secret-pass-1" whose address is verified."""
    address = email or f"user{next(_serial)}@example.org"
    values: dict[str, Any] = {"email_verified_at": timezone.now(), **fields}
    return User.objects.create_user(address, "secret-pass-1", **values)


def make_style(key: str = "latin") -> DanceStyle:
    """The style with this key, made when it is not there yet."""
    style, _made = DanceStyle.objects.get_or_create(key=key, defaults={"title_en": key.capitalize()})
    return style


def make_festival(**fields: Any) -> Festival:
    """A published festival in Astana."""
    number = next(_serial)
    values: dict[str, Any] = {
        "title_en": f"Altyn Adym {number}",
        "slug": f"altyn-adym-{number}",
        "city": "Astana",
        "starts_on": date(2026, 11, 20),
        "ends_on": date(2026, 11, 22),
        "status": "published",
        **fields,
    }
    return Festival.objects.create(**values)


def make_staff(festival: Festival, role: Role | str) -> User:
    """A new user who works at the festival in this role."""
    user = make_user(f"{Role(role).value}{next(_serial)}@example.org")
    StaffRole.objects.create(festival=festival, user=user, role=role)
    return user


def make_festival_with_staff(**fields: Any) -> Staff:
    """A festival with one user per role, and a stranger who has none."""
    festival = make_festival(**fields)
    return Staff(
        festival=festival,
        owner=make_staff(festival, Role.OWNER),
        registrar=make_staff(festival, Role.REGISTRAR),
        scrutineer=make_staff(festival, Role.SCRUTINEER),
        chair=make_staff(festival, Role.CHAIR),
        jury_secretary=make_staff(festival, Role.JURY_SECRETARY),
        viewer=make_staff(festival, Role.VIEWER),
        stranger=make_user(),
    )


def make_competition(festival: Festival | None = None, **fields: Any) -> Competition:
    """A competition whose entries are closed."""
    values: dict[str, Any] = {
        "festival": festival or make_festival(),
        "title_en": "Latin, adults",
        "slug": f"latin-{next(_serial)}",
        "style": make_style(),
        "status": Competition.Status.CLOSED,
        "status_at": OPENED,
        **fields,
    }
    return Competition.objects.create(**values)


def make_person(given_name: str = "Айым", family_name: str = "", **fields: Any) -> Person:
    """A grown-up with an invented name."""
    return Person.objects.create(
        given_name=given_name,
        family_name=family_name or f"Сериккызы {next(_serial)}",
        **{"birth_date": date(2000, 5, 5), **fields},
    )


def make_academy(name: str = "") -> Academy:
    """An academy that is open."""
    number = next(_serial)
    return Academy.objects.create(name=name or f"Academy {number}", slug=f"academy-{number}", city="Astana")


def make_participation(
    festival: Festival, *, academy: Academy | None = None, person: Person | None = None
) -> Participation:
    """An approved participation of the academy, or of the person who has none."""
    row = Participation.objects.filter(festival=festival, academy=academy, person=person).first()
    if row:
        return row
    user = make_user()
    return Participation.objects.create(
        festival=festival,
        academy=academy,
        person=person,
        status=Participation.Status.APPROVED,
        asked_by=user,
        asked_at=OPENED,
        decided_by=user,
        decided_at=OPENED,
    )


def make_entry(
    competition: Competition, number: str | int = "", *, academy: Academy | None = None, **fields: Any
) -> Entry:
    """An accepted entry of one dancer, with this number on the back when one is given."""
    person = make_person()
    participation = make_participation(competition.festival, academy=academy, person=None if academy else person)
    values: dict[str, Any] = {
        "competition": competition,
        "participation": participation,
        "academy": academy,
        "academy_name": academy.name if academy else "",
        "display_name": person.full_name,
        "status": Entry.Status.ACCEPTED,
        "status_at": OPENED,
        "entered_by": participation.asked_by,
        "entered_at": OPENED,
        "members_key": str(person.pk),
        **fields,
    }
    entry = Entry.objects.create(**values)
    EntryMember.objects.create(entry=entry, person=person, valid_from=OPENED)
    if number != "":
        give_number(entry, number)
    return entry


def make_entries(competition: Competition, numbers: Sequence[int]) -> list[Entry]:
    """One accepted entry for each number."""
    return [make_entry(competition, number) for number in numbers]


def give_number(entry: Entry, label: str | int) -> NumberAssignment:
    """Put a number on an entry's back."""
    return NumberAssignment.objects.create(
        festival=entry.competition.festival,
        number_series=entry.competition.number_series,
        label=str(label),
        sort_key=int(label),
        entry=entry,
        valid_from=OPENED,
    )


def make_ruleset(**fields: Any) -> Ruleset:
    """The house's skating system, made when it is not there yet."""
    defaults = {
        "title_en": "Skating system",
        "family": "skating",
        "preset": "skating",
        "edition": "rules-1-11",
        **fields,
    }
    ruleset, _made = Ruleset.objects.get_or_create(festival=None, key="skating", defaults=defaults)
    return ruleset


def frozen_ruleset(system: str) -> str:
    """The text that an open round holds."""
    return sheet_file.canonical(
        {
            "key": "skating",
            "family": "skating",
            "system": system,
            "preset": "skating",
            "edition": "rules-1-11",
            "params": {},
        }
    )


def make_round(
    competition: Competition,
    *,
    kind: str = "final",
    dances: int = 1,
    position: int | None = None,
    status: str = "planned",
    **fields: Any,
) -> Round:
    """A round with its dances; `status` "open" or "closed" freezes the ruleset and sets the times."""
    taken = competition.rounds.count()
    place = position if position is not None else taken + 1
    values: dict[str, Any] = {
        "competition": competition,
        "position": place,
        "kind": kind,
        "title_en": "Final" if kind == "final" else f"Round {place}",
        "ruleset": make_ruleset(),
        **fields,
    }
    if kind == "recall":
        values = {"wanted": 2, "crosses_min": values.get("wanted", 2), "crosses_max": values.get("wanted", 2), **values}
    if status != "planned":
        system = "skating:callback" if kind == "recall" else "skating:single" if dances == 1 else "skating:multi"
        values |= {"status": status, "opened_at": OPENED, "ruleset_text": frozen_ruleset(system)}
    if status == "closed":
        values["closed_at"] = OPENED + timedelta(minutes=20)
    round_ = Round.objects.create(**values)
    for index, (title, short) in enumerate(DANCES[:dances], start=1):
        RoundPart.objects.create(round=round_, position=index, title_en=title, short_label=short)
    return round_


def make_round_entry(round_: Round, entry: Entry, *, order: int | None = None, **fields: Any) -> RoundEntry:
    """Stand an entry in a round."""
    place = order if order is not None else round_.round_entries.count() + 1
    row = RoundEntry.objects.create(round=round_, order=place, **fields)
    RoundEntrySource.objects.create(round_entry=row, entry=entry)
    return row


def make_appointment(festival: Festival, person: Person | None = None, **fields: Any) -> JudgeAppointment:
    """A judge of the festival; no link is issued."""
    values: dict[str, Any] = {"expires_at": timezone.now() + timedelta(days=3), **fields}
    return JudgeAppointment.objects.create(
        festival=festival, person=person or make_person("Олег", "Терентьев"), **values
    )


def make_seat(round_: Round, letter: str, appointment: JudgeAppointment | None = None, **fields: Any) -> PanelSeat:
    """A seat with somebody on it."""
    seat = PanelSeat.objects.create(round=round_, letter=letter, **fields)
    judge = appointment or make_appointment(round_.competition.festival)
    SeatOccupancy.objects.create(seat=seat, appointment=judge, valid_from=OPENED)
    return seat


def make_panel(round_: Round, letters: str = "ABC") -> list[PanelSeat]:
    """A seat for each letter, each with a judge of its own."""
    return [make_seat(round_, letter) for letter in letters]


def make_sheets(round_: Round) -> list[Scoresheet]:
    """An empty sheet for each seat and dance, as opening the round makes them when sheets go in by dance."""
    return [
        Scoresheet.objects.create(seat=seat, portion_key=f"part:{part.pk}")
        for seat in round_.seats.order_by("letter")
        for part in round_.parts.order_by("position")
    ]


def put_mark(seat: PanelSeat, round_entry: RoundEntry, part: RoundPart, value: int | None) -> Mark:
    """Set one cell as a device would have: one applied operation, and the mark that shows it."""
    operation = Operation.objects.create(
        seat=seat,
        round_entry=round_entry,
        part=part,
        value=value,
        client_id=f"test-{next(_serial)}",
        body_digest="0" * 64,
        outcome=Operation.Outcome.APPLIED,
        received_at=timezone.now(),
    )
    mark, _made = Mark.objects.update_or_create(
        seat=seat, round_entry=round_entry, part=part, criterion="", defaults={"value": value, "operation": operation}
    )
    return mark


def put_row(round_: Round, round_entry: RoundEntry, part: RoundPart, values: Sequence[int | None]) -> None:
    """One entry's marks in one dance, in the order of the panel's letters."""
    for seat, value in zip(round_.seats.order_by("letter"), values, strict=True):
        put_mark(seat, round_entry, part, value)


def hand_in(round_: Round) -> None:
    """Every sheet of the round handed in with its snapshot."""
    for sheet in Scoresheet.objects.filter(seat__round=round_).exclude(status="submitted"):
        sheet.status = Scoresheet.Status.SUBMITTED
        sheet.submitted_at = timezone.now()
        sheet.save(update_fields=["status", "submitted_at"])
        text = json.dumps({"sheet": sheet.pk})
        SheetVersion.objects.create(
            scoresheet=sheet,
            number=sheet.versions.count() + 1,
            text=text,
            digest=sheet_file.digest(text),
            at=timezone.now(),
        )


def make_marked_round(
    competition: Competition,
    rows: Sequence[Sequence[Sequence[int]]],
    *,
    kind: str = "final",
    numbers: Sequence[int] = (),
    **fields: Any,
) -> Round:
    """A round that is open with every sheet in: rows[dance][entry] holds the marks in the panel's order."""
    round_ = make_round(competition, kind=kind, dances=len(rows), status="open", **fields)
    make_panel(round_, "ABCDEFGHIJKLM"[: len(rows[0][0])])
    make_sheets(round_)
    given = NumberAssignment.objects.filter(festival=competition.festival).count()
    labels = list(numbers) or [101 + given + index for index in range(len(rows[0]))]
    places = [make_round_entry(round_, entry) for entry in make_entries(competition, labels)]
    for part, marks in zip(round_.parts.order_by("position"), rows, strict=True):
        for place, row in zip(places, marks, strict=True):
            put_row(round_, place, part, row)
    hand_in(round_)
    return round_


def make_prize(competition: Competition, amount_minor: int, place_from: int, place_to: int | None = None) -> Prize:
    """Money for each of the places, in the festival's currency."""
    return Prize.objects.create(
        competition=competition,
        title_en=f"Place {place_from}",
        kind=Prize.Kind.MONEY,
        place_from=place_from,
        place_to=place_to or place_from,
        on_offer_minor=amount_minor,
        currency=competition.festival.currency,
    )


def actor_of(user: User) -> Actor:
    """The actor of a signed-in user."""
    return Actor.user(user.pk)


def make_finalists(competition: Competition, rows: Sequence[Sequence[Sequence[int]]], **fields: Any) -> Round:
    """A marked final that is closed, ready to be tabulated."""
    round_ = make_marked_round(competition, rows, **fields)
    round_.status, round_.closed_at = Round.Status.CLOSED, timezone.now()
    round_.save(update_fields=["status", "closed_at"])
    return round_


def make_programme_item(festival: Festival, *, position: int = 1, **fields: Any) -> ProgrammeItem:
    """A slot for heats in the one session of the festival's one stage."""
    stage, _made = Stage.objects.get_or_create(festival=festival, position=1, defaults={"title_en": "Main stage"})
    session, _made = Session.objects.get_or_create(
        stage=stage, title_en="Day", defaults={"starts_at": OPENED, "ends_at": OPENED + timedelta(hours=10)}
    )
    values: dict[str, Any] = {"kind": "heat", "title_en": f"Heat {position}", "planned_at": OPENED, **fields}
    return ProgrammeItem.objects.create(session=session, position=position, **values)
