"""Two people, or two clicks, at the same instant: one of them does it, the other is told in a sentence."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.db import IntegrityError

from competitions.models import Award, JudgeAppointment, Payout, Release, Result, Round
from competitions.services import appointments, awards, panels, releases, rounds, tabulation
from dancers.errors import RuleRefused
from dancers.models import User
from tests.factories import contest
from tests.factories.contest import Staff, actor_of
from tests.services import databases

THREE = [[[1, 1, 2], [2, 3, 1], [3, 2, 3]]]


def at_once(url: str, *acts: Callable[[], object]) -> list[object]:
    """Start every act in a thread of its own at the same moment; return what each returned or raised."""
    barrier = Barrier(len(acts))
    answers: list[object] = [None] * len(acts)

    def run(index: int, act: Callable[[], object]) -> None:
        with databases.spoken_by_this_test(url):
            try:
                barrier.wait()
                answers[index] = act()
            except (RuleRefused, IntegrityError) as error:
                answers[index] = error

    threads = [Thread(target=run, args=(index, act)) for index, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def marked(staff: Staff) -> Round:
    competition = contest.make_competition(staff.festival)
    final = contest.make_finalists(competition, THREE)
    contest.make_prize(competition, 100_00, 1)
    return final


def tabulated(staff: Staff) -> Round:
    final = marked(staff)
    tabulation.tabulate_round(actor=actor_of(staff.scrutineer), user=staff.scrutineer, round=final)
    return final


def test_two_people_releasing_at_once_make_one_release(own_database: str) -> None:
    staff = contest.make_festival_with_staff()
    competition = tabulated(staff).competition
    digest = releases.preview(competition).digest

    answers = at_once(
        own_database,
        *(
            lambda user=user: releases.publish(
                actor=actor_of(user), user=user, competition=competition, expected_digest=digest
            )
            for user in (staff.chair, staff.jury_secretary, staff.owner)
        ),
    )

    refused = [answer for answer in answers if isinstance(answer, RuleRefused)]
    assert len(refused) == 2
    assert all("released already: number 1" in answer.message for answer in refused)
    assert Release.objects.count() == 1
    assert Award.objects.count() == 1


def test_without_the_check_inside_the_lock_two_releases_are_written_or_crash(own_database: str) -> None:
    """The control of the test above: the same race on a publication that looks first and writes later."""
    staff = contest.make_festival_with_staff()
    competition = tabulated(staff).competition

    def publish_carelessly(user: User) -> Release:
        shown = releases.preview(competition)
        looked.wait()
        return releases._store(shown, releases.scope_of(competition), user=user, rule="two", reason="")

    looked = Barrier(2)
    answers = at_once(
        own_database, *(lambda user=user: publish_carelessly(user) for user in (staff.chair, staff.owner))
    )

    assert any(isinstance(answer, IntegrityError) for answer in answers) or Release.objects.count() == 2


def test_two_tabulations_at_once_make_one_result(own_database: str) -> None:
    staff = contest.make_festival_with_staff()
    final = marked(staff)

    answers = at_once(
        own_database,
        *(
            lambda user=user: tabulation.tabulate_round(actor=actor_of(user), user=user, round=final)
            for user in (staff.chair, staff.scrutineer)
        ),
    )

    assert Result.objects.count() == 1
    assert answers[0] == answers[1] == Result.objects.get()


def test_a_round_opened_twice_at_once_is_opened_once(own_database: str) -> None:
    staff = contest.make_festival_with_staff()
    competition = contest.make_competition(staff.festival)
    contest.make_entries(competition, [1, 2, 3])
    row = contest.make_round(competition)
    contest.make_panel(row)

    answers = at_once(
        own_database,
        *(
            lambda: rounds.open_round(actor=actor_of(staff.chair), user=staff.chair, round=Round.objects.get(pk=row.pk))
            for _click in range(3)
        ),
    )

    assert sum(isinstance(answer, Round) for answer in answers) == 1
    assert row.round_entries.count() == 3


def test_pay_pressed_twice_at_once_pays_once(own_database: str) -> None:
    staff = contest.make_festival_with_staff()
    competition = tabulated(staff).competition
    digest = releases.preview(competition).digest
    releases.publish(actor=actor_of(staff.chair), user=staff.chair, competition=competition, expected_digest=digest)
    award = Award.objects.get()

    answers = at_once(
        own_database,
        *(
            lambda: awards.mark_paid(
                actor=actor_of(staff.owner), user=staff.owner, award=award, paid_minor=100_00, reference="TR-1"
            )
            for _click in range(4)
        ),
    )

    assert Payout.objects.count() == 1
    assert sum(isinstance(answer, RuleRefused) for answer in answers) == 3


@pytest.mark.django_db
def test_the_same_release_again_by_the_same_person_is_refused() -> None:
    staff = contest.make_festival_with_staff()
    competition = tabulated(staff).competition
    digest = releases.preview(competition).digest
    releases.publish(actor=actor_of(staff.chair), user=staff.chair, competition=competition, expected_digest=digest)

    with pytest.raises(RuleRefused, match="Nothing was released twice"):
        releases.publish(actor=actor_of(staff.chair), user=staff.chair, competition=competition, expected_digest=digest)


def test_two_people_seating_a_new_panel_at_once_seat_it_once(own_database: str) -> None:
    staff = contest.make_festival_with_staff()
    final = contest.make_round(contest.make_competition(staff.festival))
    judges = {letter: contest.make_appointment(staff.festival) for letter in "ABC"}
    answers = at_once(
        own_database,
        *(
            lambda user=user: panels.seat(actor=actor_of(user), user=user, round=final, letters_to_appointments=judges)
            for user in (staff.chair, staff.scrutineer, staff.owner)
        ),
    )
    assert all(isinstance(answer, list) and len(answer) == 3 for answer in answers), answers
    assert final.seats.count() == 3


def test_two_people_appointing_one_judge_at_once_appoint_once(own_database: str) -> None:
    staff = contest.make_festival_with_staff()
    person = contest.make_person("Жанна", "Мұқанова")
    answers = at_once(
        own_database,
        *(
            lambda user=user: appointments.appoint(
                actor=actor_of(user), user=user, festival=staff.festival, person=person, role="judge", language="kk"
            )
            for user in (staff.scrutineer, staff.owner)
        ),
    )
    assert sum(isinstance(answer, RuleRefused) for answer in answers) == 1
    assert JudgeAppointment.objects.count() == 1
