"""Who may enter dancers and who decides about it. Asked by services and, for 404 and 403, by views; refused unless allowed."""

from django.contrib.auth.models import AnonymousUser

from competitions.models import Participation
from dancers.models import Academy, AcademyManager, AcademyStatus, Person, User
from events.models import Festival, Role, StaffRole

REGISTRARS = (Role.OWNER, Role.REGISTRAR)


def can_decide_entries(user: User | AnonymousUser, festival: Festival) -> bool:
    """Whether the user may open entries, approve academies, decide on entries and give numbers at this festival."""
    if not user.is_active:
        return False
    return (
        user.is_superuser or StaffRole.objects.filter(festival=festival, user_id=user.pk, role__in=REGISTRARS).exists()
    )


def can_act_for_academy(user: User | AnonymousUser, academy: Academy) -> bool:
    """Whether the user manages this academy."""
    if not user.is_active or academy.status != AcademyStatus.ACTIVE:
        return False
    return AcademyManager.objects.filter(user_id=user.pk, academy=academy).exists()


def can_act_for_person(user: User | AnonymousUser, person: Person) -> bool:
    """Whether the user is this very person."""
    return isinstance(user, User) and user.is_active and user.person_id == person.pk


def can_act_for(user: User | AnonymousUser, participation: Participation) -> bool:
    """Whether the user may enter dancers under this participation and withdraw its entries."""
    if participation.academy is not None:
        return can_act_for_academy(user, participation.academy)
    return participation.person is not None and can_act_for_person(user, participation.person)
