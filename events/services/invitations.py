"""Invites somebody by letter to work at a festival."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from audit.actors import Actor
from audit.services import trail
from dancers.errors import RuleRefused
from dancers.models import Language, User
from dancers.services import accounts, tokens
from dancers.services import invitations as shared
from events import permissions
from events.models import Festival, Role, StaffInvitation, StaffRole
from events.services import staff


def invite_staff(
    *, actor: Actor, festival: Festival, email: str, role: str, inviter: User, language: str = "en"
) -> StaffInvitation:
    """Invite the address to a role at the festival and owe the letter; an older open one for the same role ends.

    Refuses what is no e-mail address, an unknown role and somebody who holds the role already.
    """
    permissions.require(actor, festival)
    address = accounts.take_email(email)
    if role not in Role.values:
        raise RuleRefused(_("There is no role “%(role)s”.") % {"role": role})
    if StaffRole.objects.filter(festival=festival, user__email=address, role=role).exists():
        raise RuleRefused(_("%(email)s has this role already.") % {"email": address})
    secret, token_hash = tokens.make_secret()
    now = timezone.now()
    with transaction.atomic():
        StaffInvitation.objects.filter(
            festival=festival, email=address, role=role, accepted_at__isnull=True, revoked_at__isnull=True
        ).update(revoked_at=now)
        invitation = StaffInvitation.objects.create(
            festival=festival,
            role=role,
            email=address,
            token_hash=token_hash,
            invited_by=inviter,
            expires_at=now + timedelta(hours=tokens.INVITATION_HOURS),
        )
        trail.record(
            actor=actor,
            action="staff.invited",
            subject_kind="festival",
            subject_id=festival.pk,
            festival_id=festival.pk,
            detail={"invitation": invitation.pk, "role": role},
        )
        shared.owe_letter(
            invitation,
            path=tokens.letter_path("accounts:accept_staff_invitation", secret),
            language=language,
            payload={"festival": festival.titles(), "role": role_titles(role), "inviter": inviter.email},
        )
    return invitation


def find_invitation(secret: str) -> StaffInvitation:
    """Return the open invitation to which the link belongs. Refuses one that is unknown, used, revoked or too old."""
    found = StaffInvitation.objects.select_related("festival", "invited_by").filter(
        token_hash=tokens.hash_secret(secret)
    )
    invitation = found.first()
    shared.refuse_closed(invitation)
    assert invitation is not None
    return invitation


def accept_invitation(*, secret: str, user: User) -> Festival:
    """Give the user the role; return the festival. Refuses a closed invitation and a user with another address."""
    with transaction.atomic():
        invitation = find_invitation(secret)
        shared.refuse_other_address(invitation, user)
        shared.mark_accepted(invitation, user)
        staff.admit(actor=Actor.user(user.pk), festival=invitation.festival, user=user, role=invitation.role)
    return invitation.festival


def accept_with_new_account(*, secret: str, password: str, language: str) -> User:
    """Make the invited person's account (the letter in their hands proves the address) and accept; return the account.

    Refuses a closed invitation, a weak password and an address that has an account.
    """
    with transaction.atomic():
        email = find_invitation(secret).email
        user = accounts.make_verified_account(email=email, password=password, language=language)
        accept_invitation(secret=secret, user=user)
    return user


def role_titles(role: str) -> dict[str, str]:
    """Return the role's name in each language, for a letter."""
    titles = {}
    for code in Language.values:
        with translation.override(code):
            titles[code] = str(Role(role).label)
    return titles
