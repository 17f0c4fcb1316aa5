"""Who works where: for the account's home page, the admin's scope and the staff list."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import QuerySet

from dancers.permissions import Visitor, is_known
from events.models import Festival, Role, StaffRole


@dataclass(frozen=True, slots=True)
class Workplace:
    """A festival and the roles that one user holds there, in the order of the staff list."""

    festival: Festival
    roles: tuple[Role, ...]


def workplaces(user: Visitor) -> list[Workplace]:
    """Return the festivals where the user has a role, latest first; one query."""
    if not is_known(user):
        return []
    held: dict[Festival, set[str]] = defaultdict(set)
    rows = StaffRole.objects.filter(user_id=user.pk).select_related("festival")
    for row in rows.order_by("-festival__starts_on", "-festival__pk", "pk"):
        held[row.festival].add(row.role)
    return [Workplace(festival, tuple(r for r in Role if r in roles)) for festival, roles in held.items()]


def festivals_of(user: Visitor, *roles: str) -> QuerySet[Festival]:
    """Return the festivals where the user holds one of the roles (any when none is named; owners hold all).

    A superuser gets every festival. This is the scope of the admin; order it before showing it.
    """
    if not is_known(user):
        return Festival.objects.none()
    if user.is_superuser:
        return Festival.objects.all()
    held = StaffRole.objects.filter(user_id=user.pk)
    if roles:
        held = held.filter(role__in={*roles, Role.OWNER})
    return Festival.objects.filter(pk__in=held.values("festival_id"))


def staff_of(festival: Festival) -> QuerySet[StaffRole]:
    """Return everybody who works at the festival, with their accounts."""
    return StaffRole.objects.filter(festival=festival).select_related("user").order_by("user__email", "role", "pk")
