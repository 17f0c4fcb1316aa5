"""Who may do what with people and academies. Pure questions, refused unless allowed; a superuser may do everything."""

from collections.abc import Callable
from typing import TypeGuard

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from audit.actors import Actor
from dancers.errors import NotAllowed
from dancers.models import Academy, AcademyManager, AcademyStatus, Membership, Person, User

Visitor = User | AnonymousUser


def is_known(user: Visitor) -> TypeGuard[User]:
    """Whether this is a signed-in, active account whose e-mail address is verified."""
    return isinstance(user, User) and user.is_active and user.is_verified


def acting_user(actor: Actor) -> User | None:
    """Return the account that acts; None for a judge's device, the system, and an account that is gone."""
    return User.objects.filter(pk=actor.key).first() if actor.kind == "user" else None


def require(actor: Actor, may: Callable[[User], bool]) -> None:
    """Raise NotAllowed unless the account that acts may. A command, a task and the demo (`Actor.system`) are no account:
    whoever can start them holds the machine."""
    user = acting_user(actor)
    if actor.kind != "system" and (user is None or not may(user)):
        raise NotAllowed(_("You may not change this."))


def require_manager(actor: Actor, academy: Academy) -> None:
    """Raise NotAllowed unless who acts manages this academy."""
    require(actor, lambda user: can_manage_academy(user, academy))


def require_person(actor: Actor, person: Person) -> None:
    """Raise NotAllowed unless who acts may change this person's record."""
    require(actor, lambda user: can_edit_person(user, person))


def require_owner(actor: Actor) -> None:
    """Raise NotAllowed unless who acts owns the installation."""
    require(actor, lambda user: user.is_active and user.is_superuser)


def can_manage_academy(user: Visitor, academy: Academy) -> bool:
    """Whether the user may see and change this academy's people and enter them."""
    if not is_known(user):
        return False
    if user.is_superuser:
        return True
    return academy.status == AcademyStatus.ACTIVE and AcademyManager.objects.filter(user=user, academy=academy).exists()


def can_edit_person(user: Visitor, person: Person) -> bool:
    """Whether the user may see and change this person's record: their own, or a current member of their academy."""
    if not is_known(user):
        return False
    if user.is_superuser or user.person_id == person.pk:
        return True
    return (
        Membership.objects.open()
        .filter(person=person, academy__status=AcademyStatus.ACTIVE, academy__managers__user=user)
        .exists()
    )
