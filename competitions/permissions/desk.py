"""Who may do what at the desk of one festival. Small questions, no by default; a superuser may do everything.

The reasoning, by act: whoever works at the festival may see the wall (who is missing is no secret among colleagues), but marks
and results that are not released are for those who handle them. Scrutineer and chair run rounds; only they reopen a sheet.
Releasing needs a second person as well, which is a rule of the release (services.releases), not of a role.
"""

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from dancers.errors import NotAllowed
from dancers.models import User
from events.models import Festival, Role, StaffRole

SEES_WALL = frozenset(Role.values)
SEES_MARKS = frozenset({Role.OWNER, Role.SCRUTINEER, Role.CHAIR, Role.JURY_SECRETARY})
SETS_UP = frozenset({Role.OWNER, Role.SCRUTINEER})
RUNS_ROUNDS = frozenset({Role.OWNER, Role.SCRUTINEER, Role.CHAIR})
CALLS_HEATS = RUNS_ROUNDS | {Role.STAGE_MANAGER, Role.DECK_CAPTAIN}
WITHDRAWS = RUNS_ROUNDS | {Role.REGISTRAR}
DECIDES = frozenset({Role.CHAIR, Role.SCRUTINEER})
RELEASES = frozenset({Role.OWNER, Role.CHAIR, Role.SCRUTINEER, Role.JURY_SECRETARY})
REVEALS = frozenset({Role.OWNER, Role.SCRUTINEER, Role.ANNOUNCER})
READS_TRAIL = frozenset({Role.OWNER, Role.SCRUTINEER})
READS_PERSONAL = frozenset({Role.OWNER})
DECIDES_PRIZES = frozenset({Role.OWNER, Role.CHAIR, Role.JURY_SECRETARY})
PAYS = frozenset({Role.OWNER, Role.REGISTRAR})

Visitor = User | AnonymousUser


def roles_at(user: Visitor, festival: Festival) -> frozenset[str]:
    """The roles that the user has at the festival; all of them for an active superuser, none for a stranger."""
    if not isinstance(user, User) or not user.is_active:
        return frozenset()
    if user.is_superuser:
        return frozenset(Role.values)
    return frozenset(StaffRole.objects.filter(user=user, festival=festival).values_list("role", flat=True))


def may(user: Visitor, festival: Festival, allowed: frozenset[str]) -> bool:
    """Whether one of the user's roles at the festival is among those allowed."""
    return bool(roles_at(user, festival) & allowed)


def require(user: Visitor, festival: Festival, allowed: frozenset[str]) -> None:
    """Raise NotAllowed unless one of the user's roles at the festival is among those allowed."""
    if not may(user, festival, allowed):
        raise NotAllowed(_("Your role at this festival does not allow this."))


def can_see_wall(user: Visitor, festival: Festival) -> bool:
    """Whether the user works at the festival at all."""
    return may(user, festival, SEES_WALL)


def can_see_marks(user: Visitor, festival: Festival) -> bool:
    """Whether the user may see marks and results before they are released."""
    return may(user, festival, SEES_MARKS)


def can_release(user: Visitor, festival: Festival) -> bool:
    """Whether the user may be one of the two people of a release."""
    return may(user, festival, RELEASES)


def can_handle_prizes(user: Visitor, festival: Festival) -> bool:
    """Whether the user may see the list of awards: those who decide them and those who pay them."""
    return may(user, festival, DECIDES_PRIZES | PAYS)
