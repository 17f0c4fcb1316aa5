"""Writes down what a judge declares before judging."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.actors import Actor
from audit.services import trail
from competitions.models import DeclaredInterest, JudgeAppointment, Participation
from competitions.permissions import desk
from dancers.errors import RuleRefused
from dancers.models import Academy, User


def declare(
    *, actor: Actor, user: User, appointment: JudgeAppointment, academy: Academy, reason: str
) -> DeclaredInterest:
    """Keep a judge's interest in an academy; said again, the new reason stands.

    Refused: no reason, an academy that does not take part in the festival.
    """
    desk.require(user, appointment.festival, desk.RUNS_ROUNDS)
    if not reason.strip():
        raise RuleRefused(_("Say what the interest is."))
    if not Participation.objects.filter(festival=appointment.festival, academy=academy).exists():
        raise RuleRefused(_("%(academy)s does not take part in this festival.") % {"academy": academy.name})
    with transaction.atomic():
        row, _made = DeclaredInterest.objects.update_or_create(
            appointment=appointment,
            academy=academy,
            defaults={"reason": reason.strip()[:200], "declared_at": timezone.now()},
        )
        trail.record(
            actor=actor,
            action="judge.interest_declared",
            subject_kind="judge_appointment",
            subject_id=appointment.pk,
            festival_id=appointment.festival_id,
            reason=row.reason,
            detail={"academy": academy.pk},
        )
    return row
