"""Taking part in a festival: an academy, or a dancer without one, asks; the registrar decides."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.actors import Actor
from audit.services import trail
from competitions.models import Participation
from competitions.permissions import registration as rights
from competitions.services import entries, entry_letters
from dancers.errors import NotAllowed, RuleRefused
from dancers.models import Academy, Person, User
from events.models import Festival, FestivalStatus
from live.services import versions

Status = Participation.Status


def ask(
    *, actor: Actor, user: User, festival: Festival, academy: Academy | None = None, person: Person | None = None
) -> Participation:
    """Ask the organiser to let the academy, or the dancer, take part; return the participation that waits for it.

    Refuses a festival that is not announced or is over, and a second asking (a form sent twice): the first one stands.
    """
    if (academy is None) == (person is None):
        raise ValueError("Exactly one of academy and person takes part.")
    may = rights.can_act_for_academy(user, academy) if academy else person and rights.can_act_for_person(user, person)
    if not may:
        raise NotAllowed(_("You cannot ask for somebody else."))
    if festival.status != FestivalStatus.PUBLISHED:
        raise RuleRefused(_("%(festival)s takes no entries now.") % {"festival": festival.title})
    try:
        with transaction.atomic():
            participation = Participation.objects.create(
                festival=festival, academy=academy, person=person, asked_by=user, asked_at=timezone.now()
            )
            _record(actor, participation, "participation.asked")
            versions.raise_tags(f"festival:{festival.pk}")
    except IntegrityError as error:
        # The two unique constraints are the truth; asking twice at the same moment ends here as well.
        raise RuleRefused(
            _("%(name)s has asked to take part in %(festival)s already. Nothing was doubled.")
            % {"name": academy.name if academy else user.email, "festival": festival.title}
        ) from error
    return participation


def decide(*, actor: Actor, user: User, participation: Participation, approve: bool, reason: str = "") -> Participation:
    """Approve or refuse; the entries follow in the same transaction. A refusal needs a reason, and may be taken back.

    Deciding the same again changes nothing and is refused with a sentence.
    """
    if not rights.can_decide_entries(user, participation.festival):
        raise NotAllowed(_("Only the owner and the registrar of the festival decide who takes part."))
    why = reason.strip()
    if not approve and not why:
        raise RuleRefused(_("Write why the participation is refused; the academy reads it. Nothing was changed."))
    with transaction.atomic():
        locked = Participation.objects.select_for_update().get(pk=participation.pk)
        wanted = Status.APPROVED if approve else Status.REFUSED
        if locked.status == wanted:
            raise RuleRefused(
                _("This was decided already: %(state)s. Nothing was changed.") % {"state": locked.get_status_display()}
            )
        participation.status, participation.decided_at = wanted, timezone.now()
        participation.decided_by, participation.reason = user, why[:300]
        participation.save(update_fields=["status", "decided_at", "decided_by", "reason"])
        entry_letters.tell_decision(participation)
        changed = entries.follow_decision(actor=actor, participation=participation)
        _record(actor, participation, "participation.approved" if approve else "participation.refused")
        entries.renew_pages(changed, f"festival:{participation.festival_id}")
    return participation


def _record(actor: Actor, participation: Participation, action: str) -> None:
    trail.record(
        actor=actor,
        action=action,
        subject_kind="participation",
        subject_id=participation.pk,
        festival_id=participation.festival_id,
        reason=participation.reason,
        detail={"academy": participation.academy_id, "person": participation.person_id},
    )
