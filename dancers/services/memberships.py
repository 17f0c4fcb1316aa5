"""Begins and ends memberships. Two of the same person, academy and role never overlap."""

from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from audit.actors import Actor
from audit.services import trail
from dancers import permissions
from dancers.errors import RuleRefused
from dancers.models import Academy, Membership, MembershipRole, Person
from live.services import versions


def start_membership(
    *,
    actor: Actor,
    person: Person,
    academy: Academy,
    since: date,
    until: date | None = None,
    role: str = MembershipRole.DANCER,
) -> Membership:
    """Make the person a member from `since` to `until` (both included; open when None); return the membership.

    Refuses an end before the beginning and days that another membership of the same role covers.
    """
    permissions.require_manager(actor, academy)
    if until is not None and until < since:
        raise RuleRefused(_("The membership of %(name)s ends before it begins.") % {"name": person.full_name})
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=person.pk)
        meets = Q(valid_to__isnull=True) | Q(valid_to__gte=since)
        if until is not None:
            meets &= Q(valid_from__lte=until)
        if Membership.objects.filter(meets, person=person, academy=academy, role=role).exists():
            raise RuleRefused(
                _("%(name)s belongs to %(academy)s at that time already.")
                % {"name": person.full_name, "academy": academy.name}
            )
        membership = Membership.objects.create(
            person=person, academy=academy, role=role, valid_from=since, valid_to=until
        )
        _record(actor, "membership.started", membership)
    return membership


def end_membership(*, actor: Actor, membership: Membership, on: date) -> None:
    """End the membership on that day, its last one. Refuses a day before its first and one that has ended already."""
    permissions.require_manager(actor, membership.academy)
    if on < membership.valid_from:
        raise RuleRefused(_("The membership cannot end before its first day."))
    with transaction.atomic():
        ended = Membership.objects.filter(pk=membership.pk, valid_to__isnull=True).update(valid_to=on)
        if not ended:
            raise RuleRefused(_("This membership has ended already; the earlier day was kept."))
        membership.valid_to = on
        _record(actor, "membership.ended", membership)


def _record(actor: Actor, action: str, membership: Membership) -> None:
    trail.record(
        actor=actor,
        action=action,
        subject_kind="membership",
        subject_id=membership.pk,
        detail={"person": membership.person_id, "academy": membership.academy_id, "role": membership.role},
    )
    versions.raise_tags(f"person:{membership.person_id}", f"academy:{membership.academy_id}")
