"""Entering: deadlines, doubles, places and the waiting list, and who may not."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.urls import resolve
from django.utils import timezone

from audit.models import AuditEntry
from competitions.models import Competition, Entry
from competitions.services import registration
from dancers.errors import NotAllowed, RuleRefused
from live.models import PageVersion
from notifications.models import Notice
from tests.factories import registration as people
from tests.factories.contest import make_academy, make_festival, make_participation, make_user

pytestmark = pytest.mark.django_db


def enter_at(moment: datetime, competition: Competition) -> Entry:
    school = people.make_school()
    return people.enter(school, competition, people.make_dancer(school), at=moment)


# 23:59 in Astana (UTC+5) on 12 November 2026.
DEADLINE = datetime(2026, 11, 12, 18, 59, tzinfo=UTC)


@pytest.mark.parametrize("field", ["festival", "competition"])
def test_deadline_lasts_through_its_minute_in_the_festivals_zone(field: str) -> None:
    common: dict[str, Any] = {"entries_close_at": DEADLINE} if field == "festival" else {}
    festival = make_festival(time_zone="Asia/Almaty", **common)
    own: dict[str, Any] = {"entries_close_at": DEADLINE} if field == "competition" else {}
    competition = people.make_open_competition(festival, **own)

    assert enter_at(DEADLINE + timedelta(seconds=59, milliseconds=900), competition).status == "accepted"
    with pytest.raises(RuleRefused) as refusal:
        enter_at(DEADLINE + timedelta(seconds=60, milliseconds=100), competition)

    assert refusal.value.message == ("Entries for Folk solo, 10–12 closed on Thu 12 Nov, 23:59, Astana time.")
    assert competition.entries.count() == 1


def test_competitions_own_deadline_stands_over_the_festivals() -> None:
    festival = make_festival(entries_close_at=DEADLINE)
    competition = people.make_open_competition(festival, entries_close_at=DEADLINE + timedelta(days=1))

    assert enter_at(DEADLINE + timedelta(hours=5), competition).status == "accepted"


def test_clock_is_the_servers_when_nobody_says_otherwise() -> None:
    gone = people.make_open_competition(entries_close_at=timezone.now() - timedelta(minutes=2))
    school = people.make_school()

    with pytest.raises(RuleRefused, match="closed on"):
        people.enter(school, gone, people.make_dancer(school))


def test_before_entries_open() -> None:
    competition = people.make_open_competition(make_festival(entries_open_at=DEADLINE))

    with pytest.raises(RuleRefused, match=r"open on Thu 12 Nov, 23:59, Astana time\.$"):
        enter_at(DEADLINE - timedelta(seconds=1), competition)


@pytest.mark.parametrize("status", ["draft", "closed", "running", "finished", "cancelled"])
def test_competition_that_is_not_open(status: str) -> None:
    with pytest.raises(RuleRefused, match=r"^Folk solo, 10–12 takes no entries now\.$"):
        enter_at(timezone.now(), people.make_open_competition(status=status))


@pytest.mark.parametrize("status", ["draft", "finished", "cancelled"])
def test_festival_that_is_not_announced_or_is_over(status: str) -> None:
    with pytest.raises(RuleRefused, match="takes no entries now"):
        enter_at(timezone.now(), people.make_open_competition(make_festival(status=status)))


def test_same_dancer_twice_is_refused_and_nothing_is_doubled() -> None:
    school = people.make_school()
    competition, dancer = people.make_open_competition(), people.make_dancer(school)
    people.enter(school, competition, dancer)

    with pytest.raises(RuleRefused) as refusal:
        people.enter(school, competition, dancer)

    assert refusal.value.message == ("Айзере Садыкова: entered in Folk solo, 10–12 already. Nothing was doubled.")
    assert competition.entries.count() == 1


def test_same_couple_in_the_other_order_is_the_same_couple() -> None:
    school = people.make_school()
    competition = people.make_open_competition(size="couple")
    one, two = people.make_dancer(school, "Артём"), people.make_dancer(school, "Полина")
    people.enter(school, competition, one, two, roles=["leader", "follower"])

    with pytest.raises(RuleRefused, match="Nothing was doubled"):
        people.enter(school, competition, two, one, roles=["leader", "follower"])


def test_dancer_stands_once_in_a_competition_of_duos() -> None:
    school = people.make_school()
    competition = people.make_open_competition(size="duo", title_en="Folk duo")
    one, two, three = (people.make_dancer(school, name, "Ким") for name in ("Аня", "Белла", "Вера"))
    people.enter(school, competition, one, two)

    with pytest.raises(
        RuleRefused, match=r"^Белла Ким dances in Folk duo already, in the entry Аня Ким – Белла Ким\.$"
    ):
        people.enter(school, competition, two, three)


def test_group_may_show_two_numbers_with_a_dancer_in_common() -> None:
    school = people.make_school()
    competition = people.make_open_competition(size="small_group", members_min=2, members_max=5)
    one, two, three = (people.make_dancer(school, name, "Ким") for name in ("Аня", "Белла", "Вера"))

    people.enter(school, competition, one, two, name="Тюльпан")
    people.enter(school, competition, one, two, three, name="Роза")

    assert list(competition.entries.order_by("pk").values_list("display_name", flat=True)) == ["Тюльпан", "Роза"]


def test_withdrawn_dancer_may_enter_again() -> None:
    school = people.make_school()
    competition, dancer = people.make_open_competition(), people.make_dancer(school)
    entry = people.enter(school, competition, dancer)
    Entry.objects.filter(pk=entry.pk).update(status="withdrawn")

    assert people.enter(school, competition, dancer).status == "accepted"


def test_full_competition_puts_on_the_waiting_list_and_says_so() -> None:
    school = people.make_school()
    competition = people.make_open_competition(capacity=1)
    people.enter(school, competition, people.make_dancer(school, "Аня"))

    entry = people.enter(school, competition, people.make_dancer(school, "Белла"))

    assert entry.status == "waitlisted"
    assert Notice.objects.filter(subject_kind="entry", subject_id=str(entry.pk)).get().kind == "entry_waitlisted"


def test_before_approval_an_entry_is_sent_in_and_holds_its_place() -> None:
    school, later = people.make_school(), people.make_school()
    competition = people.make_open_competition(capacity=1)
    asked = people.make_asked(competition.festival, school, "pending")

    entry = registration.enter(
        actor=school.actor,
        user=school.manager,
        competition=competition,
        participation=asked,
        members=[registration.Member(people.make_dancer(school).pk)],
    )

    assert entry.status == "submitted"
    assert not Notice.objects.exists()
    assert people.enter(later, competition, people.make_dancer(later)).status == "waitlisted"


def test_refused_academy_reads_the_reason() -> None:
    school = people.make_school()
    competition = people.make_open_competition()
    refused = people.make_asked(competition.festival, school, "refused")

    with pytest.raises(RuleRefused, match=r"refused the participation: No papers\."):
        registration.enter(
            actor=school.actor,
            user=school.manager,
            competition=competition,
            participation=refused,
            members=[registration.Member(people.make_dancer(school).pk)],
        )


def test_entry_freezes_academy_division_and_name() -> None:
    school = people.make_school("Шаңырақ")
    competition = people.make_open_competition(division_en="Children I")
    dancer = people.make_dancer(school)
    entry = people.enter(school, competition, dancer)
    type(dancer).objects.filter(pk=dancer.pk).update(family_name="Другая")
    type(school.academy).objects.filter(pk=school.academy.pk).update(name="Другой")

    entry.refresh_from_db()

    assert (entry.academy_name, entry.division_name, entry.display_name) == ("Шаңырақ", "Children I", "Айзере Садыкова")


def test_entering_leaves_trail_letter_and_new_pages() -> None:
    school = people.make_school()
    competition, dancer = people.make_open_competition(), people.make_dancer(school)

    entry = people.enter(school, competition, dancer)

    row = AuditEntry.objects.get(action="entry.entered")
    assert (row.actor_key, row.subject_id) == (str(school.manager.pk), str(entry.pk))
    assert json.loads(row.detail_text) == {
        "competition": competition.pk,
        "persons": [dancer.pk],
        "status": "accepted",
    }
    notice = Notice.objects.get()
    assert notice.kind == "entry_accepted"
    assert school.manager.email in notice.recipients_text
    tags = set(PageVersion.objects.values_list("tag", flat=True))
    assert {
        f"competition:{competition.pk}",
        f"festival:{competition.festival_id}",
        f"person:{dancer.pk}",
        f"academy:{school.academy.pk}",
    } <= tags


def test_letter_leads_to_a_page_of_the_portal() -> None:
    school = people.make_school()
    people.enter(school, people.make_open_competition(), people.make_dancer(school))

    path = json.loads(Notice.objects.get().payload_text)["url_path"]

    assert resolve(path.replace("{lang}", "en")).view_name == "portal:festival"


def test_other_academys_dancer_is_unknown_here() -> None:
    school, other = people.make_school(), people.make_school()

    with pytest.raises(RuleRefused, match=r"^One of the dancers is not on your roster\. Nothing was saved\.$"):
        people.enter(school, people.make_open_competition(), people.make_dancer(other))


def test_dancer_who_left_is_off_the_roster() -> None:
    school = people.make_school()
    dancer = people.make_dancer(school)
    dancer.memberships.update(valid_to=people.JOINED)

    with pytest.raises(RuleRefused, match="not on your roster"):
        people.enter(school, people.make_open_competition(), dancer)


def test_stranger_enters_nobody() -> None:
    school = people.make_school()
    competition, dancer = people.make_open_competition(), people.make_dancer(school)

    with pytest.raises(NotAllowed):
        people.enter(people.School(school.academy, make_user()), competition, dancer)

    assert competition.entries.count() == 0


def test_independent_dancer_enters_themself_only() -> None:
    me = people.make_dancer(None, "Динара")
    user = make_user(person=me)
    competition = people.make_open_competition()
    asked = make_participation(competition.festival, person=me)
    words: dict[str, Any] = {
        "actor": people.actor_of(user),
        "user": user,
        "competition": competition,
        "participation": asked,
    }

    with pytest.raises(RuleRefused, match="not on your roster"):
        registration.enter(**words, members=[registration.Member(people.make_dancer(None).pk)])

    assert registration.enter(**words, members=[registration.Member(me.pk)]).academy is None


def test_participation_in_another_festival_opens_nothing() -> None:
    school = people.make_school()

    with pytest.raises(RuleRefused, match="belongs to another festival"):
        registration.enter(
            actor=school.actor,
            user=school.manager,
            competition=people.make_open_competition(),
            participation=people.make_asked(make_festival(), school),
            members=[registration.Member(people.make_dancer(school).pk)],
        )


def test_manager_of_a_closed_academy_enters_nobody() -> None:
    school = people.make_school()
    dancer = people.make_dancer(school)
    type(school.academy).objects.filter(pk=school.academy.pk).update(status="closed", closed_at=timezone.now())
    school.academy.refresh_from_db()

    with pytest.raises(NotAllowed):
        people.enter(school, people.make_open_competition(), dancer)


def test_names_too_long_for_the_line_are_counted() -> None:
    school = people.make_school()
    competition = people.make_open_competition(size="formation", members_min=2, members_max=8)
    dancers = [people.make_dancer(school, "Ж" * 100, "Ы" * 100) for _each in range(3)]

    entry = people.enter(school, competition, *dancers)

    assert entry.display_name.endswith(" + 2")
    assert len(entry.display_name) <= 200


def test_academies_have_names_of_their_own() -> None:
    """Two academies of one name are two: the participation is found by id."""
    make_academy("Рассвет")
    school = people.make_school("Рассвет")

    assert people.enter(school, people.make_open_competition(), people.make_dancer(school)).academy == school.academy
