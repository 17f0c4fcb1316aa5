"""Who may do what with people and academies. Pure questions, refused unless allowed; a superuser may do everything."""

from typing import TypeGuard

from django.contrib.auth.models import AnonymousUser

from dancers.models import Academy, AcademyManager, AcademyStatus, Membership, Person, User

Visitor = User | AnonymousUser


def is_known(user: Visitor) -> TypeGuard[User]:
    """Whether this is a signed-in, active account whose e-mail address is verified."""
    return isinstance(user, User) and user.is_active and user.is_verified


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
