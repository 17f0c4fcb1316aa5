"""Who judges at a festival, and the personal link that signs a judge's device in.

The link's token has 256 random bits and is shown once, when it is issued; only its hash is kept. A new link ends the old
one. A link ends with the festival (and one day), or when it is revoked.
"""

import hashlib
import secrets
from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.actors import Actor
from audit.services import trail
from competitions.models import JudgeAppointment
from competitions.permissions import desk, judging
from dancers.errors import RuleRefused
from dancers.models import Person, User
from events.models import Festival

TOKEN_BYTES = 32
EPOCH_LENGTH = 16
DAYS_AFTER = 1


def hash_token(token: str) -> str:
    """Return what is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def epoch_of(appointment: JudgeAppointment) -> str:
    """Return the mark of the link in force: a session made by an older link holds another one."""
    return (appointment.token_hash or "")[:EPOCH_LENGTH]


def expiry(festival: Festival) -> datetime:
    """Return when links of the festival end: a day after its last day, in its zone."""
    end = datetime.combine(festival.ends_on + timedelta(days=1), time.min, tzinfo=festival.zone)
    return end + timedelta(days=DAYS_AFTER)


def appoint(
    *, actor: Actor, user: User, festival: Festival, person: Person, role: str, language: str
) -> JudgeAppointment:
    """Appoint a person as a judge of the festival. Refused when they are appointed already."""
    desk.require(user, festival, desk.SETS_UP)
    with transaction.atomic():
        Festival.objects.select_for_update().get(pk=festival.pk)
        if JudgeAppointment.objects.filter(festival=festival, person=person).exists():
            raise RuleRefused(_("%(name)s judges at this festival already.") % {"name": person.full_name})
        appointment = JudgeAppointment.objects.create(
            festival=festival, person=person, role=role, language=language, expires_at=expiry(festival)
        )
        _record(actor, "judge.appointed", appointment, detail={"role": role})
    return appointment


def issue_link(*, actor: Actor, user: User, appointment: JudgeAppointment) -> str:
    """Make a new link and return its token, which is shown now and never again.

    The judge's older link and every device that signed in with it stop working; a revoked judge is let in again.
    Refused when the festival is over.
    """
    desk.require(user, appointment.festival, judging.LINK_ROLES)
    expires_at = expiry(appointment.festival)
    if expires_at <= timezone.now():
        raise RuleRefused(_("The festival is over: no new links are made."))
    token = secrets.token_urlsafe(TOKEN_BYTES)
    with transaction.atomic():
        appointment.token_hash = hash_token(token)
        appointment.expires_at = expires_at
        appointment.revoked_at = None
        appointment.save(update_fields=["token_hash", "expires_at", "revoked_at"])
        _record(actor, "judge.link_issued", appointment)
    return token


def revoke(*, actor: Actor, user: User, appointment: JudgeAppointment, reason: str) -> None:
    """End the judge's link and every device signed in with it. A second time changes nothing; a reason is needed."""
    desk.require(user, appointment.festival, judging.LINK_ROLES)
    if not reason.strip():
        raise RuleRefused(_("Say why the link is revoked."))
    with transaction.atomic():
        revoked = JudgeAppointment.objects.filter(pk=appointment.pk, revoked_at__isnull=True).update(
            revoked_at=timezone.now()
        )
        if revoked:
            _record(actor, "judge.link_revoked", appointment, reason=reason)
    appointment.refresh_from_db(fields=["revoked_at"])


def find(token: str, now: datetime) -> JudgeAppointment:
    """Return the appointment that a link belongs to. Refused, each with its own sentence: unknown, revoked, expired."""
    appointment = (
        JudgeAppointment.objects.select_related("festival", "person").filter(token_hash=hash_token(token)).first()
    )
    if appointment is None:
        raise RuleRefused(
            _("This link is not known. It may have been replaced by a newer one: ask the scrutineer for your card.")
        )
    if appointment.revoked_at is not None:
        raise RuleRefused(_("This link was revoked. Ask the scrutineer for a new card."))
    if appointment.expires_at <= now:
        raise RuleRefused(_("This link has expired: it was good until the end of the festival."))
    return appointment


def _record(
    actor: Actor,
    action: str,
    appointment: JudgeAppointment,
    *,
    reason: str = "",
    detail: dict[str, object] | None = None,
) -> None:
    trail.record(
        actor=actor,
        action=action,
        subject_kind="judge_appointment",
        subject_id=appointment.pk,
        festival_id=appointment.festival_id,
        reason=reason,
        detail=detail,
    )
