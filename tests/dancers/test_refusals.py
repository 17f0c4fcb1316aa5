"""Services refuse by themselves: a forgotten check in a view opens nothing."""

from collections.abc import Callable

import pytest

from audit.actors import Actor
from audit.models import AuditEntry
from dancers.errors import NotAllowed
from dancers.models import Academy, AcademyManager, AcademyStatus, Consent, Membership, MembershipRole, Person, User
from dancers.services import academies, accounts, consents, invitations, memberships, people, styles, troupes
from dancers.services.people import PersonDetails
from tests.factories.people import make_academy, make_member, make_person, make_user

pytestmark = pytest.mark.django_db
DETAILS = PersonDetails(given_name="Дана", family_name="Ермек")
Attempt = Callable[[Actor, User, Academy, Person], object]

ATTEMPTS: dict[str, Attempt] = {
    "found an academy for another": lambda actor, user, academy, person: academies.found_academy(
        actor=actor, name="Samruk", manager=academy.managers.get().user
    ),
    "edit an academy": lambda actor, user, academy, person: academies.edit_academy(
        actor=actor, academy=academy, name="Stolen"
    ),
    "close an academy": lambda actor, user, academy, person: academies.close_academy(
        actor=actor, academy=academy, reason="x"
    ),
    "become a manager": lambda actor, user, academy, person: academies.add_manager(
        actor=actor, academy=academy, user=user
    ),
    "remove a manager": lambda actor, user, academy, person: academies.remove_manager(
        actor=actor, academy=academy, user=academy.managers.get().user
    ),
    "invite a manager": lambda actor, user, academy, person: invitations.invite_manager(
        actor=actor, academy=academy, email="x@example.org", inviter=user
    ),
    "add a dancer": lambda actor, user, academy, person: people.add_person(
        actor=actor, details=DETAILS, academy=academy
    ),
    "edit a dancer": lambda actor, user, academy, person: people.edit_person(
        actor=actor, person=person, details=DETAILS
    ),
    "write another's own record": lambda actor, user, academy, person: people.add_own_record(
        actor=actor, user=academy.managers.get().user, details=DETAILS
    ),
    "give a consent": lambda actor, user, academy, person: consents.give_consent(
        actor=actor, person=person, kind="full_name", given_by_name="x"
    ),
    "withdraw a consent": lambda actor, user, academy, person: consents.withdraw_consent(
        actor=actor, person=person, kind="full_name"
    ),
    "take a dancer over": lambda actor, user, academy, person: memberships.start_membership(
        actor=actor, person=person, academy=academy, since=person.memberships.get().valid_from, role="teacher"
    ),
    "end a membership": lambda actor, user, academy, person: memberships.end_membership(
        actor=actor, membership=person.memberships.get(), on=person.memberships.get().valid_from
    ),
    "form a troupe": lambda actor, user, academy, person: troupes.form_troupe(
        actor=actor, name="Gauhar", academy=academy
    ),
    "form a guest troupe": lambda actor, user, academy, person: troupes.form_troupe(actor=actor, name="Gauhar"),
    "set a style": lambda actor, user, academy, person: styles.set_style(
        actor=actor, key="x", titles={"en": "x"}, group="folk", colour="sky", marker="disc"
    ),
    "make oneself an owner": lambda actor, user, academy, person: accounts.set_rights(
        actor=actor,
        user=user,
        email=user.email,
        person=None,
        language="en",
        is_active=True,
        is_staff=True,
        is_superuser=True,
    ),
}


@pytest.mark.parametrize("what", ATTEMPTS)
def test_service_when_another_academys_manager_calls_it(what: str) -> None:
    academy, own, user = make_academy(), make_academy(), make_user()
    AcademyManager.objects.create(academy=academy, user=make_user())
    AcademyManager.objects.create(academy=own, user=user)
    person = make_person()
    make_member(academy, person)
    Consent.objects.create(person=person, kind="full_name", given_by_name="A", wording_version="1")
    before = (Person.objects.count(), Academy.objects.count(), Membership.objects.count(), AuditEntry.objects.count())
    with pytest.raises(NotAllowed):
        ATTEMPTS[what](Actor.user(user.pk), user, academy, person)
    after = (Person.objects.count(), Academy.objects.count(), Membership.objects.count(), AuditEntry.objects.count())
    assert after == before


def test_service_when_the_academys_own_manager_calls_it() -> None:
    academy, user = make_academy(), make_user()
    AcademyManager.objects.create(academy=academy, user=user)
    person = people.add_person(actor=Actor.user(user.pk), details=DETAILS, academy=academy)
    assert person.memberships.get().role == MembershipRole.DANCER
    academies.close_academy(actor=Actor.user(user.pk), academy=academy, reason="moved")
    assert academy.status == AcademyStatus.CLOSED
    with pytest.raises(NotAllowed):
        people.add_person(actor=Actor.user(user.pk), details=PersonDetails(given_name="Late"), academy=academy)


def test_service_when_the_actor_is_a_judges_device_or_gone() -> None:
    for actor in (Actor.judge(1), Actor.user(999_999)):
        with pytest.raises(NotAllowed):
            academies.edit_academy(actor=actor, academy=make_academy(), name="Stolen")
