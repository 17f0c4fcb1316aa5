"""Who may appoint judges and give out their links."""

from django.contrib.auth.models import AnonymousUser

from dancers.models import User
from events.models import Festival, Role, StaffRole

LINK_ROLES = frozenset({Role.OWNER, Role.SCRUTINEER, Role.JURY_SECRETARY})


def can_issue_links(user: User | AnonymousUser, festival: Festival) -> bool:
    """Whether the user may print the judges' cards of this festival; each card replaces the judge's older link."""
    if not user.is_authenticated or not user.is_active:
        return False
    return (
        user.is_superuser or StaffRole.objects.filter(festival=festival, user_id=user.pk, role__in=LINK_ROLES).exists()
    )
