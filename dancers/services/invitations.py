"""Invites somebody by letter to help manage an academy. The rules that every invitation shares stand here too."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.actors import Actor
from audit.services import trail
from dancers import permissions
from dancers.errors import RuleRefused
from dancers.models import Academy, Invitation, Language, TimedInvitation, User
from dancers.services import academies, accounts, tokens
from notifications.models import NoticeKind
from notifications.services import outbox


def invite_manager(*, actor: Actor, academy: Academy, email: str, inviter: User, language: str = "en") -> Invitation:
    """Invite the address to manage the academy and owe the letter; an older open invitation of the same address ends.

    Refuses what is no e-mail address and somebody who manages the academy already.
    """
    permissions.require_manager(actor, academy)
    address = accounts.take_email(email)
    if academy.managers.filter(user__email=address).exists():
        raise RuleRefused(_("%(email)s manages %(academy)s already.") % {"email": address, "academy": academy.name})
    secret, token_hash = tokens.make_secret()
    now = timezone.now()
    with transaction.atomic():
        Invitation.objects.filter(
            academy=academy, email=address, accepted_at__isnull=True, revoked_at__isnull=True
        ).update(revoked_at=now)
        invitation = Invitation.objects.create(
            academy=academy,
            email=address,
            token_hash=token_hash,
            invited_by=inviter,
            expires_at=now + timedelta(hours=tokens.INVITATION_HOURS),
        )
        trail.record(
            actor=actor,
            action="academy.manager_invited",
            subject_kind="academy",
            subject_id=academy.pk,
            detail={"invitation": invitation.pk},
        )
        owe_letter(
            invitation,
            path=tokens.letter_path("accounts:accept_invitation", secret),
            language=language,
            payload={"academy": academy.name, "inviter": inviter.email},
        )
    return invitation


def find_invitation(secret: str) -> Invitation:
    """Return the open invitation to which the link belongs. Refuses one that is unknown, used, revoked or too old."""
    found = Invitation.objects.select_related("academy", "invited_by").filter(token_hash=tokens.hash_secret(secret))
    invitation = found.first()
    refuse_closed(invitation)
    assert invitation is not None
    return invitation


def accept_invitation(*, secret: str, user: User) -> Academy:
    """Let the user manage the academy; return it. Refuses a closed invitation and a user with another address."""
    with transaction.atomic():
        invitation = find_invitation(secret)
        refuse_other_address(invitation, user)
        mark_accepted(invitation, user)
        academies.admit_manager(actor=Actor.user(user.pk), academy=invitation.academy, user=user)
    return invitation.academy


def accept_with_new_account(*, secret: str, password: str, language: str) -> User:
    """Make the invited person's account (the letter in their hands proves the address) and accept; return the account.

    Refuses a closed invitation, a weak password and an address that has an account.
    """
    with transaction.atomic():
        email = find_invitation(secret).email
        user = accounts.make_verified_account(email=email, password=password, language=language)
        accept_invitation(secret=secret, user=user)
    return user


def refuse_closed(invitation: TimedInvitation | None) -> None:
    """Refuse an invitation that is unknown, accepted, revoked or too old."""
    if invitation is None or invitation.revoked_at is not None:
        raise RuleRefused(_("This invitation is not valid; ask for a new one."))
    if invitation.accepted_at is not None:
        raise RuleRefused(_("This invitation was accepted already; sign in to go on."))
    if invitation.expires_at <= timezone.now():
        raise RuleRefused(_("This invitation is too old; ask for a new one."))


def refuse_other_address(invitation: TimedInvitation, user: User) -> None:
    """Refuse a user whom the invitation does not mean: a forwarded letter hands no rights on."""
    if user.email != invitation.email.lower():
        raise RuleRefused(
            _("This invitation is for %(email)s; sign in with that address.") % {"email": invitation.email}
        )


def mark_accepted(invitation: TimedInvitation, user: User) -> None:
    """Mark the invitation as used, once: of two clicks at the same time one is refused."""
    now = timezone.now()
    open_rows = type(invitation)._default_manager.filter(
        pk=invitation.pk, accepted_at__isnull=True, revoked_at__isnull=True
    )
    if not open_rows.update(accepted_at=now, accepted_by=user):
        raise RuleRefused(_("This invitation was accepted already; sign in to go on."))


def owe_letter(invitation: TimedInvitation, *, path: str, language: str, payload: dict[str, object]) -> None:
    """Owe the letter with the invitation's link."""
    code = language if language in Language.values else Language.ENGLISH.value
    outbox.owe(
        kind=NoticeKind.INVITATION,
        dedupe_key=f"invitation:{invitation._meta.label_lower}:{invitation.pk}",
        recipients=[outbox.Recipient(address=invitation.email, language=code)],
        subject_kind=invitation._meta.label_lower,
        subject_id=invitation.pk,
        payload={"url_path": path, "hours": tokens.INVITATION_HOURS, **payload},
    )
