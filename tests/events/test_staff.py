"""Roles at a festival: who may do what, one query each, and the last owner."""

import pytest
from django.contrib.auth.models import AnonymousUser
from pytest_django import DjangoAssertNumQueries

from audit.actors import Actor
from audit.models import AuditEntry
from dancers.errors import RuleRefused
from events import permissions
from events.models import Role, StaffRole
from events.selectors import staff as finding
from events.services import staff
from tests.factories.meet import make_festival, make_role
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db
ACTOR = Actor.system("test")

# Who may do what; every role that is not named may not.
ALLOWED = {
    "can_open_desk": set(Role.values),
    "can_edit_festival": {"owner"},
    "can_manage_staff": {"owner"},
    "can_edit_programme": {"owner", "stage_manager"},
    "can_run_stage": {"owner", "stage_manager", "deck_captain"},
    "can_register": {"owner", "registrar"},
}


@pytest.mark.parametrize("question", ALLOWED)
def test_question_when_asked_of_each_role(question: str, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    festival, elsewhere = make_festival(), make_festival()
    ask = getattr(permissions, question)
    answered = set()
    for role in Role.values:
        user = make_user()
        make_role(user, festival, role)
        with django_assert_num_queries(1):
            here = ask(user, festival)
        if here:
            answered.add(role)
        assert not ask(user, elsewhere)
    assert answered == ALLOWED[question]


@pytest.mark.parametrize("question", ALLOWED)
def test_question_when_asked_of_strangers_and_superusers(question: str) -> None:
    festival = make_festival()
    ask = getattr(permissions, question)
    unverified, closed = make_user(email_verified_at=None), make_user(is_active=False)
    for user in (unverified, closed):
        make_role(user, festival)
    answers = [ask(user, festival) for user in (AnonymousUser(), make_user(), unverified, closed)]
    assert answers == [False] * 4
    assert ask(make_user(is_superuser=True), festival)


def test_has_role_when_owner_or_not() -> None:
    festival, owner, dj = make_festival(), make_user(), make_user()
    make_role(owner, festival, "owner")
    make_role(dj, festival, "dj")
    assert permissions.has_role(owner, festival, Role.SCRUTINEER)
    assert permissions.has_role(dj, festival, Role.DJ, Role.ANNOUNCER)
    assert not permissions.has_role(dj, festival, Role.SCRUTINEER)


def test_take_role_when_the_last_owner() -> None:
    festival, owner, other = make_festival(), make_user("a@example.org"), make_user()
    make_role(owner, festival)
    with pytest.raises(RuleRefused, match="is the last owner of Altyn Adym"):
        staff.take_role(actor=ACTOR, festival=festival, user=owner, role="owner")
    staff.give_role(actor=ACTOR, festival=festival, user=other, role="owner")
    staff.give_role(actor=ACTOR, festival=festival, user=other, role="owner")
    assert staff.take_role(actor=ACTOR, festival=festival, user=owner, role="owner") is True
    assert staff.take_role(actor=ACTOR, festival=festival, user=owner, role="owner") is False
    assert [row.user for row in StaffRole.objects.all()] == [other]
    assert [e.action for e in AuditEntry.objects.order_by("pk")] == ["staff.role_given", "staff.role_taken"]


def test_give_role_when_it_does_not_exist() -> None:
    with pytest.raises(RuleRefused, match="no role “king”"):
        staff.give_role(actor=ACTOR, festival=make_festival(), user=make_user(), role="king")


def test_workplaces_when_one_user_wears_two_hats(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    user, older, newer = make_user(), make_festival("Older", starts_on="2025-01-01"), make_festival("Newer")
    make_role(user, older, "dj")
    make_role(user, newer, "announcer")
    make_role(user, newer, "registrar")
    make_role(make_user(), make_festival("Foreign"), "owner")
    with django_assert_num_queries(1):
        places = finding.workplaces(user)
    assert [(p.festival.title_en, p.roles) for p in places] == [
        ("Newer", (Role.REGISTRAR, Role.ANNOUNCER)),
        ("Older", (Role.DJ,)),
    ]
    assert finding.workplaces(AnonymousUser()) == []


def test_festivals_of_when_narrowed_by_role() -> None:
    user, owned, served = make_user(), make_festival(), make_festival()
    make_role(user, owned, "owner")
    make_role(user, served, "dj")
    make_festival()
    assert set(finding.festivals_of(user)) == {owned, served}
    assert set(finding.festivals_of(user, "registrar")) == {owned}
    assert finding.festivals_of(make_user(is_superuser=True)).count() == 3
    assert finding.festivals_of(AnonymousUser()).count() == 0
