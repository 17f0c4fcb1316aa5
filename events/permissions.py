"""What a user may do at a festival, by the roles they hold there. Refused unless named here.

One question costs one query. A page that asks several takes `rights_of` once and reads its answers.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from audit.actors import Actor
from dancers.errors import NotAllowed
from dancers.permissions import Visitor, acting_user, is_known
from events.models import Festival, Role, StaffRole


@dataclass(frozen=True, slots=True)
class StaffRights:
    """The roles of one user at one festival; an owner may do whatever a role may do, a superuser everything."""

    roles: frozenset[str] = frozenset()
    is_superuser: bool = False

    def has(self, *roles: str) -> bool:
        """Whether one of these roles is held (any role at all when none is named)."""
        if self.is_superuser or Role.OWNER in self.roles:
            return True
        return bool(self.roles.intersection(roles)) if roles else bool(self.roles)

    @property
    def can_open_desk(self) -> bool:
        return self.has()

    @property
    def can_edit_festival(self) -> bool:
        return self.has(Role.OWNER)

    @property
    def can_manage_staff(self) -> bool:
        return self.has(Role.OWNER)

    @property
    def can_edit_programme(self) -> bool:
        return self.has(Role.STAGE_MANAGER)

    @property
    def can_run_stage(self) -> bool:
        """Start and end what is on stage."""
        return self.has(Role.STAGE_MANAGER, Role.DECK_CAPTAIN)

    @property
    def can_register(self) -> bool:
        """Accept entries, hand out numbers and see what is needed for it, birth dates included."""
        return self.has(Role.REGISTRAR)


NO_RIGHTS = StaffRights()


def rights_of(user: Visitor, festival: Festival) -> StaffRights:
    """Return what the user may do at the festival: one query, none for a superuser or an unknown visitor."""
    if not is_known(user):
        return NO_RIGHTS
    if user.is_superuser:
        return StaffRights(is_superuser=True)
    roles = StaffRole.objects.filter(festival=festival, user_id=user.pk).values_list("role", flat=True)
    return StaffRights(frozenset(roles))


def require(actor: Actor, festival: Festival, *roles: str) -> None:
    """Raise NotAllowed unless who acts holds one of the roles at the festival (only an owner, when none is named).

    A command, a task and the demo (`Actor.system`) are no account: whoever can start them holds the machine.
    """
    user = acting_user(actor)
    if actor.kind != "system" and (user is None or not has_role(user, festival, *(roles or (Role.OWNER,)))):
        raise NotAllowed(_("Your role at this festival does not allow this."))


def has_role(user: Visitor, festival: Festival, *roles: str) -> bool:
    """Whether the user holds one of the roles at the festival (any role when none is named); owners hold all."""
    return rights_of(user, festival).has(*roles)


def can_open_desk(user: Visitor, festival: Festival) -> bool:
    """Whether the user works at the festival at all."""
    return rights_of(user, festival).can_open_desk


def can_edit_festival(user: Visitor, festival: Festival) -> bool:
    """Whether the user may change the festival itself."""
    return rights_of(user, festival).can_edit_festival


def can_manage_staff(user: Visitor, festival: Festival) -> bool:
    """Whether the user may give and take roles."""
    return rights_of(user, festival).can_manage_staff


def can_edit_programme(user: Visitor, festival: Festival) -> bool:
    """Whether the user may change stages, sessions and the running order."""
    return rights_of(user, festival).can_edit_programme


def can_run_stage(user: Visitor, festival: Festival) -> bool:
    """Whether the user may start and end what is on stage."""
    return rights_of(user, festival).can_run_stage


def can_register(user: Visitor, festival: Festival) -> bool:
    """Whether the user may work at the registration desk."""
    return rights_of(user, festival).can_register
