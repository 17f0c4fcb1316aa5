"""The buttons of the lists: one service each, a sentence for a refusal, a question before what cannot be undone."""

from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from audit.models import AuditEntry
from competitions.models import Competition, Entry, Format, JudgeAppointment, Participation
from events.models import Festival, StaffInvitation, StaffRole
from notifications.models import Notice
from tests.factories import contest
from tests.factories.admin_world import make_staff_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def festival() -> Festival:
    return contest.make_festival()


@pytest.fixture
def owner(client: Client, festival: Festival) -> Client:
    client.force_login(make_staff_member(festival))
    return client


def press(client: Client, row: Any, action: str, **data: str) -> Any:
    url = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_changelist")
    return client.post(url, {"action": action, "_selected_action": [str(row.pk)], **data})


def said(response: Any) -> str:
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def test_open_and_close_entries(owner: Client, festival: Festival) -> None:
    competition = contest.make_competition(festival, status="draft")
    assert "entries are open" in said(press(owner, competition, "open_entries"))
    competition.refresh_from_db()
    assert competition.status == "open"
    question = press(owner, competition, "close_entries")
    assert "Close entries?" in question.content.decode()
    competition.refresh_from_db()
    assert competition.status == "open"
    press(owner, competition, "close_entries", confirmed="yes")
    competition.refresh_from_db()
    assert competition.status == "closed"


def test_close_entries_when_pressed_twice(owner: Client, festival: Festival) -> None:
    competition = contest.make_competition(festival, status="closed")
    answer = press(owner, competition, "close_entries", confirmed="yes")
    assert answer.status_code == 302
    assert "nothing was changed" in said(answer)


def test_assign_numbers_when_entries_have_none(owner: Client, festival: Festival) -> None:
    competition = contest.make_competition(festival)
    contest.make_entry(competition), contest.make_entry(competition)
    assert "2 numbers were given" in said(press(owner, competition, "assign_numbers"))
    assert "0 numbers" in said(press(owner, competition, "assign_numbers"))


def test_rounds_of_format(owner: Client, festival: Festival) -> None:
    contest.make_ruleset()
    shape = Format.objects.create(
        festival=festival,
        key="final",
        title_en="Final",
        spec_text='{"rounds":[{"key":"final","kind":"final","ruleset":"skating","titles":{"en":"Final"},'
        '"parts":[{"titles":{"en":"Samba"},"short":"Sa"}]}]}',
    )
    competition = contest.make_competition(festival, format=shape)
    assert "1 round was made" in said(press(owner, competition, "create_rounds"))


def test_refuse_participation_when_reason_is_missing_and_given(owner: Client, festival: Festival) -> None:
    row = Participation.objects.create(
        festival=festival, academy=contest.make_academy(), asked_by=contest.make_user(), asked_at=contest.OPENED
    )
    question = press(owner, row, "refuse", confirmed="yes", reason=" ")
    assert "Please fill this in" in question.content.decode()
    row.refresh_from_db()
    assert row.status == "pending"
    press(owner, row, "refuse", confirmed="yes", reason="The hall is full.")
    row.refresh_from_db()
    assert (row.status, row.reason) == ("refused", "The hall is full.")


def test_withdraw_entry_with_reason(owner: Client, festival: Festival) -> None:
    entry = contest.make_entry(contest.make_competition(festival), 101)
    press(owner, entry, "withdraw_entry", confirmed="yes", reason="Ill.")
    entry.refresh_from_db()
    assert entry.status == Entry.Status.WITHDRAWN


def test_panel_from_appointments(owner: Client, festival: Festival) -> None:
    round_ = contest.make_round(contest.make_competition(festival))
    for name in ("Арман", "Бота", "Ержан"):
        contest.make_appointment(festival, contest.make_person(name, sort_key=name))
    contest.make_appointment(festival, contest.make_person("Chair"), role="chair")
    answer = press(owner, round_, "seat_panel")
    assert "A, B, C" in said(answer)
    assert list(round_.seats.order_by("letter").values_list("letter", flat=True)) == ["A", "B", "C"]


def test_tabulate_when_sheets_are_in_and_when_not(owner: Client, festival: Festival) -> None:
    competition = contest.make_competition(festival)
    marked = contest.make_marked_round(competition, [[[1, 1, 2], [2, 2, 1]]])
    marked.status, marked.closed_at = "closed", contest.OPENED
    marked.save()
    answer = press(owner, marked, "tabulate", confirmed="yes")
    assert "result 1 is stored" in said(answer)
    bare = contest.make_round(contest.make_competition(festival))
    refusal = press(owner, bare, "tabulate", confirmed="yes")
    assert refusal.status_code == 302
    assert bare.results.count() == 0
    assert said(refusal)


def test_tabulate_when_registrar(client: Client, festival: Festival) -> None:
    client.force_login(make_staff_member(festival, "registrar"))
    round_ = contest.make_round(contest.make_competition(festival))
    response = press(client, round_, "tabulate", confirmed="yes")
    assert round_.results.count() == 0
    assert response.status_code in {200, 302, 403}
    assert "is stored" not in said(response)


def test_publish_festival_when_owner_confirms(owner: Client) -> None:
    festival = Festival.objects.get()
    Festival.objects.update(status="draft")
    press(owner, festival, "publish", confirmed="yes")
    festival.refresh_from_db()
    assert festival.status == "published"


def test_appointing_somebody_new(owner: Client, festival: Festival) -> None:
    data = {
        "festival": festival.pk,
        "given_name": "Гүлнар",
        "family_name": "Оспанова",
        "role": "judge",
        "language": "kk",
    }
    response = owner.post(reverse("admin:competitions_judgeappointment_add"), data)
    assert response.status_code == 302
    judge = JudgeAppointment.objects.select_related("person").get()
    assert (judge.person.full_name, judge.language) == ("Гүлнар Оспанова", "kk")
    assert AuditEntry.objects.filter(action="judge.appointed").count() == 1


def test_appointing_when_nobody_is_named(owner: Client, festival: Festival) -> None:
    response = owner.post(
        reverse("admin:competitions_judgeappointment_add"), {"festival": festival.pk, "role": "judge", "language": "kk"}
    )
    assert "one of the two" in response.content.decode()
    assert not JudgeAppointment.objects.exists()


def test_giving_a_role_by_address(owner: Client, festival: Festival) -> None:
    helper = contest.make_user("helper@example.org")
    url = reverse("admin:events_staffrole_add")
    assert owner.post(url, {"festival": festival.pk, "email": "Helper@example.org", "role": "dj"}).status_code == 302
    assert StaffRole.objects.filter(user=helper, role="dj").exists()
    again = owner.post(url, {"festival": festival.pk, "email": "helper@example.org", "role": "dj"})
    assert "has this role already" in again.content.decode()
    nobody = owner.post(url, {"festival": festival.pk, "email": "no@example.org", "role": "dj"})
    assert "send an invitation" in nobody.content.decode()


def test_inviting_somebody_by_address(owner: Client, festival: Festival) -> None:
    url = reverse("admin:events_staffinvitation_add")
    assert owner.get(url).status_code == 200
    fields = {"festival": festival.pk, "email": "New@example.org", "role": "scrutineer"}
    assert owner.post(url, fields).status_code == 302
    first = StaffInvitation.objects.get(festival=festival)
    assert (first.email, first.role, first.revoked_at) == ("new@example.org", "scrutineer", None)
    assert Notice.objects.filter(kind="invitation").count() == 1
    assert first.token_hash not in owner.get(_change_url(first)).content.decode()
    assert owner.post(url, fields).status_code == 302
    first.refresh_from_db()
    assert first.revoked_at is not None
    taken = contest.make_staff(festival, "dj")
    again = owner.post(url, {"festival": festival.pk, "email": taken.email, "role": "dj"})
    assert "has this role already" in again.content.decode()
    assert StaffInvitation.objects.count() == 2


def test_inviting_to_the_festival_of_others(owner: Client) -> None:
    other = contest.make_festival()
    fields = {"festival": other.pk, "email": "new@example.org", "role": "owner"}
    owner.post(reverse("admin:events_staffinvitation_add"), fields)
    assert not StaffInvitation.objects.exists()


def _change_url(row: StaffInvitation) -> str:
    return reverse("admin:events_staffinvitation_change", args=[row.pk])


def test_taking_the_role_of_the_last_owner(owner: Client, festival: Festival) -> None:
    role = StaffRole.objects.get(festival=festival, role="owner")
    response = owner.post(reverse("admin:events_staffrole_delete", args=[role.pk]), {"post": "yes"})
    assert "last owner" in said(response)
    assert StaffRole.objects.filter(pk=role.pk).exists()


def test_setup_change_is_in_the_trail(owner: Client, festival: Festival) -> None:
    response = owner.post(
        reverse("admin:events_section_add"), {"festival": festival.pk, "title_en": "Folk", "position": 3}
    )
    assert response.status_code == 302
    entry = AuditEntry.objects.get(action="setup.added")
    assert (entry.subject_kind, entry.festival_key) == ("section", festival.pk)
    assert Competition.objects.count() == 0
