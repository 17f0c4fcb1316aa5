"""What an academy writes down about its dancers in one act: several consents at once, and leaving the academy."""

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.actors import Actor
from dancers.errors import NotAllowed, RuleRefused
from dancers.models import Academy, ConsentKind, Membership, Person, User
from dancers.permissions import can_edit_person, can_manage_academy
from dancers.services import consents, memberships


def write_consents(
    *, actor: Actor, user: User, person: Person, kinds: Collection[str], given_by_name: str
) -> tuple[int, int]:
    """Bring the person's consents in line with the kinds that are ticked; return how many were given and withdrawn.

    What stands already keeps its date, giver and wording. Refuses a consent without the name of who gives it.
    """
    if not can_edit_person(user, person):
        raise NotAllowed(_("This dancer belongs to somebody else."))
    given = withdrawn = 0
    with transaction.atomic():
        standing = set(person.consents.filter(withdrawn_at__isnull=True).values_list("kind", flat=True))
        for kind in ConsentKind.values:
            if kind in kinds and kind not in standing:
                consents.give_consent(
                    actor=actor, person=person, kind=kind, given_by_name=given_by_name, given_by_user=user
                )
                given += 1
            elif kind not in kinds and kind in standing:
                withdrawn += consents.withdraw_consent(actor=actor, person=person, kind=kind)
    return given, withdrawn


def end_membership(*, actor: Actor, user: User, academy: Academy, person: Person) -> None:
    """Let the dancer leave the academy today; entries and results stay as they are. A second press says so."""
    if not can_manage_academy(user, academy):
        raise NotAllowed(_("This dancer belongs to somebody else."))
    today = timezone.localdate()
    with transaction.atomic():
        standing = list(Membership.objects.open().select_for_update().filter(academy=academy, person=person))
        if not standing:
            raise RuleRefused(
                _("%(person)s has left %(academy)s already. Nothing was changed.")
                % {"person": person.full_name, "academy": academy.name}
            )
        for membership in standing:
            memberships.end_membership(actor=actor, membership=membership, on=max(today, membership.valid_from))
