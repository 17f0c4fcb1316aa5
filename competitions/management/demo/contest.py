"""Carries one planned competition from its announcement to the state that the plan leaves it in, through services only."""

import random
from dataclasses import dataclass, field

from competitions.management.demo import battles, cast, marking, opinions, plan
from competitions.management.demo.house import House, by_language, find_dancer, find_dancers
from competitions.models import Competition, Entry, Format, JudgeAppointment, Participation, Round, RoundEntry
from competitions.selectors import mark_forms
from competitions.services import (
    announcing,
    contests,
    formats,
    heats,
    judging,
    numbers,
    panels,
    registration,
    releases,
    rounds,
    rulings,
    tabulation,
)
from competitions.services.announcing import CompetitionDetails
from competitions.services.registration import Member, PieceIn
from dancers.models import Person, User
from events.models import Festival, ProgrammeItem, Section

LETTERS = "ABCDEFG"


@dataclass
class Meet:
    """The festival that competitions are added to: who may take part and who judges."""

    festival: Festival
    sections: dict[str, Section]
    participations: dict[str, Participation]
    judges: list[JudgeAppointment]
    slots: dict[str, ProgrammeItem] = field(default_factory=dict)
    first_number: int = 101


def run_contest(house: House, meet: Meet, contest: plan.Contest, rng: random.Random) -> Competition:
    """Announce, enter, number, judge, tabulate and release, as far as the plan says."""
    competition = _announce(house, meet, contest)
    contests.open_entries(actor=house.actor(house.owner), user=house.owner, competition=competition)
    heroine = _enter_all(house, meet, contest, competition, rng)
    if contest.left == "open":
        return competition
    contests.close_entries(actor=house.actor(house.owner), user=house.owner, competition=competition)
    numbers.assign_numbers(
        actor=house.actor(house.owner), user=house.owner, competition=competition, start=meet.first_number
    )
    meet.first_number += contest.entries + 3
    rounds_made = _make_rounds(house, meet, contest, competition)
    if contest.left == "closed":
        return competition
    if rounds_made[0].kind == Round.Kind.KNOCKOUT:
        battles.run_battles(house, rounds_made, rng)
    else:
        _judge(house, meet, contest, rounds_made, heroine)
    if contest.left != "half":
        _release(house, competition)
    if contest.left == "corrected":
        _correct(house, competition, rounds_made[-1])
    return competition


def _announce(house: House, meet: Meet, contest: plan.Contest) -> Competition:
    members = {"couple": (2, 2), "duo": (2, 2)}.get(contest.size, (1, 1))
    competition = announcing.announce_competition(
        actor=house.actor(house.owner),
        user=house.owner,
        festival=meet.festival,
        details=CompetitionDetails(
            titles=by_language(contest.titles),
            slug=contest.slug,
            style=house.styles[contest.style],
            shape=Format.objects.get(key=contest.format, festival__isnull=True),
            section=meet.sections[contest.section],
            division=by_language(contest.division),
            ages=contest.ages,
            size=contest.size,
            members=members,
            capacity=24,
        ),
    )
    for place, whole in enumerate(contest.prizes, start=1):
        announcing.offer_money(
            actor=house.actor(house.owner),
            user=house.owner,
            competition=competition,
            place=place,
            amount_minor=whole * 100,
            titles={"en": f"Place {place}", "ru": f"{place}-е место", "kk": f"{place}-орын"},
        )
    return competition


def _enter_all(
    house: House, meet: Meet, contest: plan.Contest, competition: Competition, rng: random.Random
) -> Entry | None:
    """Enter the contest's dancers through their academies; return the heroine's entry when she takes part."""
    taken: set[int] = set()
    heroine: Entry | None = None
    if contest.heroine and house.heroine is not None:
        heroine = _enter(house, meet, contest, competition, cast.HEROINE, [(house.heroine, "dancer")])
        taken.add(house.heroine.pk)
    if contest.size == "couple":
        for index in range(contest.entries):
            school = cast.SCHOOLS[index % len(cast.SCHOOLS)]
            him, her = (
                find_dancer(house, rng, school=school, born=contest.born, is_girl=is_girl, taken=taken)
                for is_girl in (False, True)
            )
            _enter(house, meet, contest, competition, him[0], [(him[1], "leader"), (her[1], "follower")])
        return heroine
    wanted = contest.entries - len(taken)
    for performer, person in find_dancers(house, rng, count=wanted, born=contest.born, taken=taken):
        _enter(house, meet, contest, competition, performer, [(person, "dancer")])
    return heroine


def _enter(
    house: House,
    meet: Meet,
    contest: plan.Contest,
    competition: Competition,
    performer: cast.Performer,
    members: list[tuple[Person, str]],
) -> Entry:
    manager = house.managers[performer.academy]
    piece = (
        PieceIn(title=contest.pieces[members[0][0].pk % len(contest.pieces)], duration_s=150)
        if contest.pieces
        else None
    )
    return registration.enter(
        actor=house.actor(manager),
        user=manager,
        competition=competition,
        participation=meet.participations[performer.academy],
        members=[Member(person.pk, role) for person, role in members],
        piece=piece,
    )


def _make_rounds(house: House, meet: Meet, contest: plan.Contest, competition: Competition) -> list[Round]:
    from_format = formats.create_rounds(actor=house.actor(house.owner), user=house.owner, competition=competition)
    is_large = len(from_format) > 1 and from_format[0].kind == Round.Kind.RECALL
    panel = meet.judges if is_large else meet.judges[:5]
    panels.seat(
        actor=house.actor(house.owner),
        user=house.owner,
        round=from_format[0],
        letters_to_appointments=dict(zip(LETTERS, panel, strict=False)),
    )
    return from_format


def _judge(house: House, meet: Meet, contest: plan.Contest, made: list[Round], heroine: Entry | None) -> None:
    """Judge every round; a half-judged competition stops with two of the sheets missing."""
    scrutineer = house.staff["scrutineer"]
    current = made[0]
    while True:
        current = rounds.open_round(actor=house.actor(scrutineer), user=scrutineer, round=current)
        _put_on_stage(house, meet, contest, current)
        if mark_forms.form_of(current).kind == "points":
            _give_points(contest, current, heroine)
        elif contest.left == "half":
            marking.mark_round(current, _marks(contest, current, heroine), seats=slice(0, 2))
            marking.mark_round(current, _marks(contest, current, heroine), seats=slice(2, 3), hand_in=False)
        else:
            marking.mark_round(current, _marks(contest, current, heroine))
        if contest.left == "half":
            return
        rounds.close_round(actor=house.actor(scrutineer), user=scrutineer, round=current)
        tabulation.tabulate_round(actor=house.actor(scrutineer), user=scrutineer, round=current)
        if current.kind == Round.Kind.FINAL:
            return
        current = _recall(house, current)


def _give_points(contest: plan.Contest, current: Round, heroine: Entry | None) -> None:
    """Criteria of every judge; of a half-judged competition the first four routines, by three of the judges."""
    entries = marking.dancing(current)
    rng = random.Random(contest.seed)  # noqa: S311  # invented opinions, not secrets
    strength = opinions.strengths(rng, len(entries), known=_known(contest, entries, heroine))
    if contest.left == "half":
        marking.mark_points(current, strength, rng, entries=slice(0, 3))
        marking.mark_points(current, strength, rng, seats=slice(0, 3), entries=slice(3, 4))
    else:
        marking.mark_points(current, strength, rng)


def _known(contest: plan.Contest, entries: list[RoundEntry], heroine: Entry | None) -> tuple[int, int] | None:
    """Where the heroine stands among the entries, and how strong she is planned."""
    if heroine is None:
        return None
    own = [place for place, row in enumerate(entries) if row.source_rows.filter(entry=heroine).exists()]
    return (own[0], contest.heroine) if own else None


def _put_on_stage(house: House, meet: Meet, contest: plan.Contest, current: Round) -> None:
    """Make the round's heats: soloists one by one, couples together; the final stands in the programme."""
    scrutineer = house.staff["scrutineer"]
    count = len(marking.dancing(current))
    is_final = current.kind == Round.Kind.FINAL
    heats.make_heats(
        actor=house.actor(scrutineer),
        user=scrutineer,
        round=current,
        heats=count if contest.size == "solo" else 1 if is_final else 2,
        programme_item=meet.slots.get(contest.slug) if is_final else None,
    )


def _recall(house: House, current: Round) -> Round:
    scrutineer, chair = house.staff["scrutineer"], house.staff["chair"]
    result = tabulation.latest_result(current)
    if result is not None and rounds.recalled_in(result) is None:
        rulings.decide_recall_line(
            actor=house.actor(chair),
            user=chair,
            round=current,
            recall="all",
            reason="Tie at the line: all dance again.",
        )
        tabulation.tabulate_round(actor=house.actor(scrutineer), user=scrutineer, round=current)
    return rounds.draw_next_round(actor=house.actor(scrutineer), user=scrutineer, round=current)


def _marks(contest: plan.Contest, current: Round, heroine: Entry | None) -> marking.Marks:
    """Marks of every seat for the round, from the contest's seed; the heroine, where she dances, is as strong as planned."""
    entries = marking.dancing(current)
    judges, dances = current.seats.count(), current.parts.count()
    known = _known(contest, entries, heroine)
    if current.kind == Round.Kind.FINAL:
        return opinions.final_marks(contest.seed, entries=len(entries), judges=judges, dances=dances, known=known)
    rng = random.Random(contest.seed + current.position)  # noqa: S311  # invented opinions, not secrets
    strength = opinions.strengths(rng, len(entries), known=known)
    asked = current.crosses_min or current.wanted or 1
    marks = []
    for _dance in range(dances):
        rows = [opinions.crosses(rng, strength, asked) for _judge in range(judges)]
        marks.append([[row[entry] for row in rows] for entry in range(len(entries))])
    return marks


def _release(house: House, competition: Competition) -> None:
    chair: User = house.staff["chair"]
    preview = releases.preview(competition)
    releases.publish(actor=house.actor(chair), user=chair, competition=competition, expected_digest=preview.digest)


def _correct(house: House, competition: Competition, final: Round) -> None:
    """One judge swapped two numbers: the sheet is reopened, put right, and the result is released anew with the reason."""
    scrutineer, chair = house.staff["scrutineer"], house.staff["chair"]
    sheet = final.seats.order_by("letter")[0].scoresheets.order_by("pk")[0]
    reason = "Judge A had swapped two numbers when handing in."
    judging.reopen_sheet(actor=house.actor(chair), user=chair, scoresheet=sheet, reason=reason)
    marking.swap_first_two(sheet)
    tabulation.tabulate_round(actor=house.actor(scrutineer), user=scrutineer, round=final)
    preview = releases.preview(competition)
    releases.publish(
        actor=house.actor(chair),
        user=chair,
        competition=competition,
        expected_digest=preview.digest,
        reason=reason,
    )
