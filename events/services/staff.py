"""Gives and takes roles at a festival."""

from django.db import transaction
from django.utils.translation import gettext as _

from audit.actors import Actor
from audit.services import trail
from dancers.errors import RuleRefused
from dancers.models import User
from events import permissions
from events.models import Festival, Role, StaffRole


def give_role(*, actor: Actor, festival: Festival, user: User, role: str) -> StaffRole:
    """Give the user the role; one that is held already stays. Refuses a role that does not exist."""
    permissions.require(actor, festival)
    return admit(actor=actor, festival=festival, user=user, role=role)


def admit(*, actor: Actor, festival: Festival, user: User, role: str) -> StaffRole:
    """Write the role down without asking who acts: an invitation's link is itself the right."""
    if role not in Role.values:
        raise RuleRefused(_("There is no role “%(role)s”.") % {"role": role})
    with transaction.atomic():
        held, is_new = StaffRole.objects.get_or_create(festival=festival, user=user, role=role)
        if is_new:
            _record(actor, "staff.role_given", festival, user, role)
    return held


def take_role(*, actor: Actor, festival: Festival, user: User, role: str) -> bool:
    """Take the role from the user; return whether it was held. Refuses to take a festival from its last owner."""
    permissions.require(actor, festival)
    with transaction.atomic():
        Festival.objects.select_for_update().get(pk=festival.pk)  # two owners must not remove each other at once
        owners = StaffRole.objects.filter(festival=festival, role=Role.OWNER).exclude(user=user)
        if role == Role.OWNER and not owners.exists():
            raise RuleRefused(
                _("%(user)s is the last owner of %(festival)s; name another one first.")
                % {"user": user.email, "festival": festival.title}
            )
        removed, _rows = StaffRole.objects.filter(festival=festival, user=user, role=role).delete()
        if removed:
            _record(actor, "staff.role_taken", festival, user, role)
    return bool(removed)


def _record(actor: Actor, action: str, festival: Festival, user: User, role: str) -> None:
    trail.record(
        actor=actor,
        action=action,
        subject_kind="user",
        subject_id=user.pk,
        festival_id=festival.pk,
        detail={"role": role},
    )
