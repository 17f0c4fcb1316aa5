"""Who may enter dancers and who decides about it. Asked by services and, for 404 and 403, by views; refused unless allowed."""

from competitions.models import Participation
from dancers.models import Academy, Person
from dancers.permissions import Visitor, can_manage_academy, is_known
from events import permissions as meet
from events.models import Festival, Role

REGISTRARS = frozenset({Role.OWNER.value, Role.REGISTRAR.value})


def can_decide_entries(user: Visitor, festival: Festival) -> bool:
    """Whether the user may open entries, approve academies, decide on entries and give numbers at this festival."""
    return meet.can_register(user, festival)


def can_act_for_academy(user: Visitor, academy: Academy) -> bool:
    """Whether the user manages this academy."""
    return can_manage_academy(user, academy)


def can_act_for_person(user: Visitor, person: Person) -> bool:
    """Whether the user is this very person."""
    return is_known(user) and user.person_id == person.pk


def can_act_for(user: Visitor, participation: Participation) -> bool:
    """Whether the user may enter dancers under this participation and withdraw its entries."""
    if participation.academy is not None:
        return can_act_for_academy(user, participation.academy)
    return participation.person is not None and can_act_for_person(user, participation.person)
