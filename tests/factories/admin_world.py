"""A festival with at least one row of every model that the admin lists; made through the models alone."""

from datetime import timedelta
from itertools import count
from typing import Any

from django.db.models import Model
from django.utils import timezone

from audit.actors import Actor
from audit.services import trail
from competitions.models import (
    Award,
    Bout,
    CoupleDraw,
    Credit,
    Format,
    Heat,
    HeatPlace,
    Mark,
    Operation,
    Participation,
    Payout,
    Piece,
    Prize,
    Release,
    ReleaseState,
    Result,
    RoundLink,
    Ruleset,
    Ruling,
    Scoresheet,
    SheetVersion,
    Standing,
)
from competitions.services import standings
from events.models import (
    Festival,
    Performance,
    ProgrammeItem,
    Role,
    Section,
    Session,
    StaffInvitation,
    StaffRole,
    Stage,
)
from tests.factories import contest

_serial = count(1)


def make_world(festival: Festival) -> dict[str, Model]:
    """Return one new row of the festival for each scoped model, by the model's label."""
    rows: dict[str, Any] = {"events.festival": festival}
    for make in (_meet, _people, _contest, _rounds, _judging, _outcomes, _prizes):
        make(festival, rows)
    return rows


def make_staff_member(festival: Festival, role: str = Role.OWNER) -> Any:
    """A user who may open the admin and has this role at the festival."""
    user = contest.make_staff(festival, role)
    user.is_staff = True
    user.save(update_fields=["is_staff"])
    return user


def _meet(festival: Festival, rows: dict[str, Any]) -> None:
    number = next(_serial)
    now = timezone.now()
    rows["events.section"] = Section.objects.create(festival=festival, title_en=f"Ballroom {number}", position=number)
    rows["events.stage"] = stage = Stage.objects.create(festival=festival, title_en=f"Hall {number}", position=number)
    rows["events.session"] = session = Session.objects.create(
        stage=stage, title_en=f"Morning {number}", starts_at=now, ends_at=now + timedelta(hours=3)
    )
    rows["events.programmeitem"] = item = ProgrammeItem.objects.create(
        session=session, position=1, kind="performance", title_en=f"Guests {number}"
    )
    rows["events.performance"] = Performance.objects.create(programme_item=item, title_en=f"Gala {number}")


def _people(festival: Festival, rows: dict[str, Any]) -> None:
    number = next(_serial)
    rows["events.staffrole"] = StaffRole.objects.get(user=contest.make_staff(festival, Role.VIEWER))
    rows["events.staffinvitation"] = StaffInvitation.objects.create(
        festival=festival,
        role=Role.DJ,
        email=f"dj{number}@example.org",
        token_hash=f"{number:064d}",
        invited_by=contest.make_user(),
        expires_at=timezone.now() + timedelta(days=2),
    )
    rows["competitions.participation"] = Participation.objects.create(
        festival=festival,
        academy=contest.make_academy(),
        asked_by=contest.make_user(),
        asked_at=timezone.now(),
    )
    rows["audit.auditentry"] = trail.record(
        actor=Actor.system("test"),
        action="test.made",
        subject_kind="festival",
        subject_id=festival.pk,
        festival_id=festival.pk,
    )


def _contest(festival: Festival, rows: dict[str, Any]) -> None:
    number = next(_serial)
    rows["competitions.competition"] = competition = contest.make_competition(festival, title_en=f"Latin {number}")
    rows["competitions.format"] = Format.objects.create(
        festival=festival, key=f"format-{number}", title_en=f"Format {number}", spec_text='{"rounds":[],"links":[]}'
    )
    rows["competitions.ruleset"] = Ruleset.objects.create(
        festival=festival, key=f"ruleset-{number}", title_en=f"Ruleset {number}", family="skating", preset="skating"
    )
    rows["competitions.entry"] = entry = contest.make_entry(competition, 1000 + number)
    rows["competitions.entrymember"] = entry.members.get()
    rows["competitions.numberassignment"] = entry.numbers.get()
    rows["competitions.piece"] = piece = Piece.objects.create(entry=entry, title=f"Waltz {number}", duration_s=95)
    rows["competitions.credit"] = Credit.objects.create(piece=piece, person=contest.make_person(), kind="teacher")


def _rounds(festival: Festival, rows: dict[str, Any]) -> None:
    competition, entry = rows["competitions.competition"], rows["competitions.entry"]
    rows["competitions.round"] = planned = contest.make_round(competition, kind="recall", position=1)
    opened = contest.make_round(competition, kind="final", position=2, status="open")
    rows["competitions.roundlink"] = RoundLink.objects.create(from_round=planned, to_round=opened, value_from=6)
    rows["competitions.roundpart"] = planned.parts.get()
    rows["competitions.roundentry"] = place = contest.make_round_entry(opened, entry)
    rows["competitions.roundentrysource"] = place.source_rows.get()
    rows["competitions.bout"] = Bout.objects.create(round=opened, position=1, red=place)
    rows["competitions.coupledraw"] = CoupleDraw.objects.create(
        round=opened,
        number=1,
        method="random",
        seed_text="seed",
        witness="Witness",
        pairs_text="[]",
        drawn_by=contest.make_user(),
        at=timezone.now(),
    )
    rows["competitions.heat"] = heat = Heat.objects.create(
        festival=festival, programme_item=rows["events.programmeitem"], number=1
    )
    rows["competitions.heatplace"] = HeatPlace.objects.create(heat=heat, round_entry=place)
    rows["competitions.judgeappointment"] = judge = contest.make_appointment(festival, contest.make_person())
    rows["competitions.panelseat"] = seat = contest.make_seat(planned, "A", judge)
    rows["competitions.seatoccupancy"] = seat.occupancies.get()
    rows["open round"] = opened


def _judging(festival: Festival, rows: dict[str, Any]) -> None:
    opened, place = rows["open round"], rows["competitions.roundentry"]
    seat = contest.make_seat(opened, "A", rows["competitions.judgeappointment"])
    contest.make_sheets(opened)
    rows["competitions.mark"] = contest.put_mark(seat, place, opened.parts.get(), 1)
    rows["competitions.operation"] = Operation.objects.get(seat=seat)
    contest.hand_in(opened)
    rows["competitions.scoresheet"] = sheet = Scoresheet.objects.get(seat=seat)
    rows["competitions.sheetversion"] = SheetVersion.objects.get(scoresheet=sheet)
    assert Mark.objects.filter(seat=seat).exists()


def _outcomes(festival: Festival, rows: dict[str, Any]) -> None:
    competition, opened, now = rows["competitions.competition"], rows["open round"], timezone.now()
    maker, other = contest.make_user(), contest.make_user()
    rows["competitions.ruling"] = Ruling.objects.create(
        competition=competition, kind="paper", reason="A tablet fell.", decided_by=maker, decided_at=now
    )
    rows["competitions.result"] = Result.objects.create(
        round=opened,
        number=1,
        engine="skating:single",
        sheets_text="{}",
        outcome_text="{}",
        digest="d" * 64,
        tabulated_by=maker,
        at=now,
    )
    rows["competitions.release"] = release = Release.objects.create(
        competition=competition,
        number=1,
        ranking_text="{}",
        digest="d" * 64,
        kind="published",
        detail="marks",
        rule="two",
        prepared_by=maker,
        released_by=other,
        at=now,
    )
    rows["competitions.releasestate"] = ReleaseState.objects.create(release=release)
    rows["competitions.standing"] = Standing.objects.create(
        festival=festival,
        title_en=f"Grand Prix {next(_serial)}",
        slug=f"grand-prix-{next(_serial)}",
        status_at=now,
        ruleset_text=standings.ruleset_text("standing_grand_prix"),
    )


def _prizes(festival: Festival, rows: dict[str, Any]) -> None:
    rows["competitions.prize"] = prize = Prize.objects.create(
        competition=rows["competitions.competition"],
        title_en="First",
        kind="money",
        place_from=1,
        place_to=1,
        on_offer_minor=150_000_000,
        currency="KZT",
    )
    rows["competitions.award"] = award = Award.objects.create(
        prize=prize,
        entry=rows["competitions.entry"],
        place=1,
        amount_minor=150_000_000,
        release=rows["competitions.release"],
        status_at=timezone.now(),
    )
    rows["competitions.payout"] = Payout.objects.create(
        award=award, paid_minor=150_000_000, paid_at=timezone.now(), by=contest.make_user(), reference="1/2026"
    )
