"""What becomes of participations and entries: approve, refuse, accept, withdraw, move up."""

from typing import Any

import pytest

from audit.models import AuditEntry
from competitions.models import Competition, Entry, NumberAssignment, Participation
from competitions.services import contests, entries, numbers, participation, registration
from dancers.errors import NotAllowed, RuleRefused
from notifications.models import Notice
from tests.factories import registration as people
from tests.factories.contest import OPENED, make_festival, make_round, make_staff, make_user

pytestmark = pytest.mark.django_db


def statuses(competition: Competition) -> list[str]:
    return list(competition.entries.order_by("pk").values_list("status", flat=True))


def told(entry: Entry) -> list[str]:
    return list(
        Notice.objects.filter(subject_kind="entry", subject_id=str(entry.pk))
        .order_by("pk")
        .values_list("kind", flat=True)
    )


def test_asking_waits_for_the_organiser() -> None:
    school, festival = people.make_school(), make_festival()

    asked = participation.ask(actor=school.actor, user=school.manager, festival=festival, academy=school.academy)

    assert asked.status == "pending"
    assert AuditEntry.objects.get().action == "participation.asked"


def test_asking_twice_keeps_the_first() -> None:
    school, festival = people.make_school("Шаңырақ"), make_festival(title_en="Altyn Adym")
    words: dict[str, Any] = {
        "actor": school.actor,
        "user": school.manager,
        "festival": festival,
        "academy": school.academy,
    }
    participation.ask(**words)

    with pytest.raises(RuleRefused, match=r"^Шаңырақ has asked to take part in Altyn Adym already\."):
        participation.ask(**words)

    assert Participation.objects.count() == 1


def test_asking_for_another_academy() -> None:
    school = people.make_school()

    with pytest.raises(NotAllowed):
        participation.ask(
            actor=school.actor, user=school.manager, festival=make_festival(), academy=people.make_school().academy
        )


def test_asking_for_another_person() -> None:
    user = make_user(person=people.make_dancer(None))

    with pytest.raises(NotAllowed):
        participation.ask(
            actor=people.actor_of(user), user=user, festival=make_festival(), person=people.make_dancer(None)
        )


@pytest.mark.parametrize("status", ["draft", "finished", "cancelled"])
def test_asking_a_festival_that_takes_nobody(status: str) -> None:
    school = people.make_school()

    with pytest.raises(RuleRefused, match="takes no entries now"):
        participation.ask(
            actor=school.actor, user=school.manager, festival=make_festival(status=status), academy=school.academy
        )


def test_asking_for_nobody_is_a_mistake_in_the_code() -> None:
    with pytest.raises(ValueError, match="Exactly one"):
        participation.ask(actor=people.actor_of(make_user()), user=make_user(), festival=make_festival())


def ask_and_enter(names: int = 1, capacity: int | None = None) -> tuple[people.School, Participation, list[Entry]]:
    """A school that asked and sent in its dancers before it was approved."""
    school = people.make_school()
    competition = people.make_open_competition(capacity=capacity)
    asked = people.make_asked(competition.festival, school, "pending")
    made = [
        registration.enter(
            actor=school.actor,
            user=school.manager,
            competition=competition,
            participation=asked,
            members=[registration.Member(people.make_dancer(school, f"Дана{index}").pk)],
        )
        for index in range(names)
    ]
    return school, asked, made


def test_approval_accepts_what_was_sent_in_and_leaves_the_waiting() -> None:
    _school, asked, (first, second) = ask_and_enter(2, capacity=1)
    registrar = make_staff(asked.festival, "registrar")

    participation.decide(actor=people.actor_of(registrar), user=registrar, participation=asked, approve=True)

    assert statuses(first.competition) == ["accepted", "waitlisted"]
    assert told(first) == ["entry_accepted"]
    assert told(second) == ["entry_waitlisted"]
    assert Notice.objects.filter(kind="participation_approved").count() == 1


def test_refusal_refuses_its_entries_and_hands_places_on() -> None:
    _school, asked, (first, second) = ask_and_enter(2, capacity=1)
    competition, other = first.competition, people.make_school()
    third = people.enter(other, competition, people.make_dancer(other))
    owner = make_staff(asked.festival, "owner")

    participation.decide(
        actor=people.actor_of(owner), user=owner, participation=asked, approve=False, reason="No papers."
    )

    assert statuses(competition) == ["refused", "refused", "accepted"]
    second.refresh_from_db()
    assert second.status_reason == "No papers."
    assert told(third) == ["entry_waitlisted", "entry_accepted"]
    assert Notice.objects.filter(kind="participation_refused").count() == 1


def test_refusal_may_be_taken_back() -> None:
    _school, asked, (entry,) = ask_and_enter()
    owner = make_staff(asked.festival, "owner")
    words: dict[str, Any] = {"actor": people.actor_of(owner), "user": owner, "participation": asked}
    participation.decide(**words, approve=False, reason="No papers.")

    participation.decide(**words, approve=True)

    asked.refresh_from_db()
    assert (asked.status, asked.reason) == ("approved", "")
    assert statuses(entry.competition) == ["refused"]


def test_deciding_the_same_again_changes_nothing() -> None:
    _school, asked, _entries = ask_and_enter()
    owner = make_staff(asked.festival, "owner")
    words: dict[str, Any] = {"actor": people.actor_of(owner), "user": owner, "participation": asked, "approve": True}
    participation.decide(**words)

    with pytest.raises(RuleRefused, match="decided already"):
        participation.decide(**words)

    assert Notice.objects.filter(kind="participation_approved").count() == 1


def test_refusal_without_a_reason() -> None:
    _school, asked, _entries = ask_and_enter()
    owner = make_staff(asked.festival, "owner")

    with pytest.raises(RuleRefused, match="Write why"):
        participation.decide(actor=people.actor_of(owner), user=owner, participation=asked, approve=False, reason="  ")

    asked.refresh_from_db()
    assert asked.status == "pending"


@pytest.mark.parametrize("role", ["scrutineer", "viewer", "announcer"])
def test_other_roles_decide_nothing(role: str) -> None:
    _school, asked, (entry,) = ask_and_enter()
    user = make_staff(asked.festival, role)
    actor = people.actor_of(user)

    with pytest.raises(NotAllowed):
        participation.decide(actor=actor, user=user, participation=asked, approve=True)
    with pytest.raises(NotAllowed):
        entries.accept(actor=actor, user=user, entry=entry)
    with pytest.raises(NotAllowed):
        entries.refuse(actor=actor, user=user, entry=entry, reason="No.")
    with pytest.raises(NotAllowed):
        entries.withdraw(actor=actor, user=user, entry=entry)
    with pytest.raises(NotAllowed):
        numbers.assign_numbers(actor=actor, user=user, competition=entry.competition)
    with pytest.raises(NotAllowed):
        contests.close_entries(actor=actor, user=user, competition=entry.competition)


def test_registrar_of_another_festival_decides_nothing() -> None:
    _school, asked, (entry,) = ask_and_enter()
    user = make_staff(make_festival(), "registrar")

    with pytest.raises(NotAllowed):
        participation.decide(actor=people.actor_of(user), user=user, participation=asked, approve=True)
    with pytest.raises(NotAllowed):
        entries.withdraw(actor=people.actor_of(user), user=user, entry=entry)


def test_withdrawing_moves_the_first_of_the_waiting_list_up() -> None:
    school = people.make_school()
    competition = people.make_open_competition(capacity=1)
    first, second, third = (
        people.enter(school, competition, people.make_dancer(school, name)) for name in ("Аня", "Белла", "Вера")
    )

    entries.withdraw(actor=school.actor, user=school.manager, entry=first, reason="Ill.")

    assert statuses(competition) == ["withdrawn", "accepted", "waitlisted"]
    assert told(second) == ["entry_waitlisted", "entry_accepted"]
    assert told(third) == ["entry_waitlisted"]
    assert AuditEntry.objects.filter(action="entry.moved_up", subject_id=str(second.pk)).count() == 1


def test_withdrawing_twice_changes_nothing() -> None:
    school = people.make_school()
    entry = people.enter(school, people.make_open_competition(), people.make_dancer(school))
    stale = Entry.objects.get(pk=entry.pk)
    entries.withdraw(actor=school.actor, user=school.manager, entry=entry)

    with pytest.raises(RuleRefused, match="is withdrawn already; nothing was changed"):
        entries.withdraw(actor=school.actor, user=school.manager, entry=stale)

    assert AuditEntry.objects.filter(action="entry.withdrawn").count() == 1


def test_withdrawing_after_judging_began_is_the_desks_work() -> None:
    school = people.make_school()
    entry = people.enter(school, people.make_open_competition(), people.make_dancer(school))
    make_round(entry.competition, status="open")

    with pytest.raises(RuleRefused, match="Judging of Folk solo, 10–12 has begun"):
        entries.withdraw(actor=school.actor, user=school.manager, entry=entry)


def test_other_academys_manager_withdraws_nothing() -> None:
    school, other = people.make_school(), people.make_school()
    entry = people.enter(school, people.make_open_competition(), people.make_dancer(school))

    with pytest.raises(NotAllowed):
        entries.withdraw(actor=other.actor, user=other.manager, entry=entry)


def test_registrar_refuses_with_a_reason_and_takes_it_back() -> None:
    school = people.make_school()
    competition = people.make_open_competition()
    entry = people.enter(school, competition, people.make_dancer(school))
    registrar = make_staff(competition.festival, "registrar")
    words: dict[str, Any] = {"actor": people.actor_of(registrar), "user": registrar, "entry": entry}

    with pytest.raises(RuleRefused, match="Write why Айзере Садыкова is refused"):
        entries.refuse(**words, reason="")
    entries.refuse(**words, reason="Wrong style.")
    entries.accept(**words)

    assert told(entry) == ["entry_accepted", "entry_refused", "entry_accepted"]
    assert statuses(competition) == ["accepted"]


def test_accepting_beyond_the_places() -> None:
    school = people.make_school()
    competition = people.make_open_competition(capacity=1)
    people.enter(school, competition, people.make_dancer(school, "Аня"))
    entry = people.enter(school, competition, people.make_dancer(school, "Белла"))
    owner = make_staff(competition.festival, "owner")

    with pytest.raises(RuleRefused, match="has 1 places and all are taken"):
        entries.accept(actor=people.actor_of(owner), user=owner, entry=entry)


def test_accepting_before_the_academy_is_approved() -> None:
    _school, asked, (entry,) = ask_and_enter()
    owner = make_staff(asked.festival, "owner")

    with pytest.raises(RuleRefused, match="waits for the approval"):
        entries.accept(actor=people.actor_of(owner), user=owner, entry=entry)


def test_accepting_a_refused_entry_whose_dancers_entered_anew() -> None:
    school = people.make_school()
    competition, dancer = people.make_open_competition(), people.make_dancer(school)
    entry = people.enter(school, competition, dancer)
    owner = make_staff(competition.festival, "owner")
    words: dict[str, Any] = {"actor": people.actor_of(owner), "user": owner, "entry": entry}
    entries.refuse(**words, reason="No piece.")
    people.enter(school, competition, dancer)

    with pytest.raises(RuleRefused, match="with another entry already"):
        entries.accept(**words)


def test_raised_limit_moves_the_waiting_up_in_order() -> None:
    school = people.make_school()
    competition = people.make_open_competition(capacity=1)
    for name in ("Аня", "Белла", "Вера", "Галя"):
        people.enter(school, competition, people.make_dancer(school, name))
    owner = make_staff(competition.festival, "owner")
    type(competition).objects.filter(pk=competition.pk).update(capacity=3)

    moved = entries.promote_waiting(actor=people.actor_of(owner), user=owner, competition=competition)

    assert moved == 2
    assert statuses(competition) == ["accepted", "accepted", "accepted", "waitlisted"]


def test_nobody_moves_up_while_judging() -> None:
    school = people.make_school()
    competition = people.make_open_competition(capacity=1)
    for name in ("Аня", "Белла"):
        people.enter(school, competition, people.make_dancer(school, name))
    owner = make_staff(competition.festival, "owner")
    type(competition).objects.filter(pk=competition.pk).update(capacity=3, status="running")

    assert entries.promote_waiting(actor=people.actor_of(owner), user=owner, competition=competition) == 0


def test_withdrawn_entry_gives_its_number_back() -> None:
    school = people.make_school()
    competition = people.make_open_competition()
    entry = people.enter(school, competition, people.make_dancer(school))
    owner = make_staff(competition.festival, "owner")
    numbers.assign_numbers(actor=people.actor_of(owner), user=owner, competition=competition)

    entries.withdraw(actor=school.actor, user=school.manager, entry=entry)

    assert not NumberAssignment.objects.filter(valid_to__isnull=True).exists()


def test_entries_open_and_close_with_a_trail() -> None:
    competition = people.make_open_competition(status="draft")
    owner = make_staff(competition.festival, "owner")
    words: dict[str, Any] = {"actor": people.actor_of(owner), "user": owner, "competition": competition}

    contests.open_entries(**words)
    contests.close_entries(**words)
    with pytest.raises(RuleRefused, match="in the state “entries closed”; nothing was changed"):
        contests.close_entries(**words)
    contests.open_entries(**words)

    competition.refresh_from_db()
    assert competition.status == "open"
    assert list(AuditEntry.objects.order_by("pk").values_list("action", flat=True)) == [
        "competition.entries_opened",
        "competition.entries_closed",
        "competition.entries_opened",
    ]


@pytest.mark.parametrize("status", ["running", "finished", "cancelled"])
def test_entries_do_not_open_once_judging_began(status: str) -> None:
    competition = people.make_open_competition(status=status)
    owner = make_staff(competition.festival, "owner")

    with pytest.raises(RuleRefused, match="nothing was changed"):
        contests.open_entries(actor=people.actor_of(owner), user=owner, competition=competition)


def test_entries_do_not_open_after_the_deadline_or_the_festival() -> None:
    late = people.make_open_competition(status="closed", entries_close_at=OPENED.replace(year=2025))
    over = people.make_open_competition(make_festival(status="finished"), status="closed")

    for competition, words in ((late, "Set a later time first"), (over, "is over or cancelled")):
        owner = make_staff(competition.festival, "owner")
        with pytest.raises(RuleRefused, match=words):
            contests.open_entries(actor=people.actor_of(owner), user=owner, competition=competition)
