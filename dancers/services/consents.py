"""Writes down consents and their withdrawal. What a consent opens closes with it at once, on every public page."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.actors import Actor
from audit.services import trail
from dancers import permissions
from dancers.errors import RuleRefused
from dancers.models import Consent, ConsentKind, Person, User
from dancers.selectors import consents
from dancers.services import wording
from live.services import versions

# The wording of today's forms. A changed text gets a new version; rows keep the one they were given to.
CURRENT_WORDING = "2026-11"


def give_consent(
    *,
    actor: Actor,
    person: Person,
    kind: str,
    given_by_name: str,
    given_by_user: User | None = None,
    wording_version: str = CURRENT_WORDING,
) -> Consent:
    """Write down a consent and return it; one that is in force already is returned as it is.

    One that was outgrown at eighteen is closed first. Refuses an unknown kind and an empty giver.
    """
    permissions.require_person(actor, person)
    giver = wording.take(given_by_name, _("The name of the one who consents"), longest=200, required=True)
    if kind not in ConsentKind.values:
        raise RuleRefused(_("There is no consent of the kind “%(kind)s”.") % {"kind": kind})
    now = timezone.now()
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=person.pk)
        standing = Consent.objects.filter(person=person, kind=kind, withdrawn_at__isnull=True).first()
        if standing is not None:
            if consents.holds(standing, person.birth_date, now.date()):
                return standing
            _close(standing, now)
        consent = Consent.objects.create(
            person=person,
            kind=kind,
            given_by_name=giver,
            given_by_user=given_by_user,
            given_at=now,
            wording_version=wording_version,
        )
        _record(actor, "consent.given", consent)
    return consent


def withdraw_consent(*, actor: Actor, person: Person, kind: str) -> bool:
    """Withdraw the standing consent of this kind; return whether there was one."""
    permissions.require_person(actor, person)
    with transaction.atomic():
        standing = Consent.objects.select_for_update().filter(person=person, kind=kind, withdrawn_at__isnull=True)
        consent = standing.first()
        if consent is None:
            return False
        _close(consent, timezone.now())
        _record(actor, "consent.withdrawn", consent)
    return True


def _close(consent: Consent, at: datetime) -> None:
    consent.withdrawn_at = at
    consent.save(update_fields=["withdrawn_at"])


def _record(actor: Actor, action: str, consent: Consent) -> None:
    trail.record(
        actor=actor,
        action=action,
        subject_kind="person",
        subject_id=consent.person_id,
        detail={"kind": consent.kind, "wording": consent.wording_version, "consent": consent.pk},
    )
    versions.raise_tags(f"person:{consent.person_id}")
