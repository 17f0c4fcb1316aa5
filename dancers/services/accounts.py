"""Makes accounts and changes what belongs to them: the verified address, the password, the language.

Whether an address has an account is told to its owner alone, by letter: every page answers the same for known and unknown.
"""

from typing import Any, Literal

from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.actors import Actor
from audit.services import trail
from dancers import permissions
from dancers.errors import RuleRefused
from dancers.models import Language, Person, User
from dancers.services import tokens
from notifications.models import NoticeKind
from notifications.services import outbox

# One letter of a kind per account in this time: nobody's mailbox is filled by a stranger's finger on a button.
LETTER_PAUSE_SECONDS = 120


def sign_up(*, email: str, password: str, language: str, wants: str = "") -> None:
    """Make an unverified account and owe the letter that verifies it.

    An address with a verified account gets the letter for a new password instead; one whose account waits for its letter
    gets another letter and the new password. All three look alike from outside. `wants` (academy or dancer) only says which
    page the letter leads to. Refuses a weak password and what is no e-mail address.
    """
    address = take_email(email)
    check_password(password, User(email=address))
    try:
        _sign_up(address, password, language, wants)
    except IntegrityError:  # the same form, sent twice at the same moment: the account is there now
        _sign_up(address, password, language, wants)


def _sign_up(address: str, password: str, language: str, wants: str) -> None:
    with transaction.atomic():
        user = User.objects.select_for_update().filter(email=address).first()
        if user is not None and user.is_verified:
            _owe_reset(user)
            return
        if user is None:
            user = User.objects.create_user(address, password, language=_language(language))
            trail.record(actor=Actor.user(user.pk), action="account.made", subject_kind="user", subject_id=user.pk)
        else:
            user.set_password(password)
            user.language = _language(language)
            user.save(update_fields=["password", "language"])
        owe_verify_letter(user, wants)


def owe_verify_letter(user: User, wants: str = "") -> None:
    """Owe the letter whose link shows that the address reaches its owner."""
    path = tokens.letter_path("accounts:verify_email", tokens.make_verify_token(user))
    _owe(user, NoticeKind.VERIFY_EMAIL, f"{path}?as={wants}" if wants else path, tokens.VERIFY_HOURS)


def verify_email(*, token: str) -> User:
    """Mark the address as verified and return the account. Refuses a forged, old or used token."""
    user = tokens.read_verify_token(token)
    with transaction.atomic():
        _mark_verified(user)
        trail.record(actor=Actor.user(user.pk), action="account.verified", subject_kind="user", subject_id=user.pk)
    return user


def ask_for_password_letter(*, email: str) -> None:
    """Owe a letter for a new password when the address has an active account; say nothing either way."""
    with transaction.atomic():
        user = User.objects.filter(email=email.strip().lower(), is_active=True).first()
        if user is not None:
            _owe_reset(user)


def set_password_by_letter(*, token: str, password: str) -> User:
    """Set the password that a letter allows, which also shows that the address is the user's; return the account.

    Every session that was open with the old password ends. Refuses a forged, old or used token and a weak password.
    """
    user = tokens.read_reset_token(token)
    check_password(password, user)
    with transaction.atomic():
        _write_password(user, password)
        _mark_verified(user)
        trail.record(
            actor=Actor.user(user.pk), action="account.password_reset", subject_kind="user", subject_id=user.pk
        )
    return user


def change_password(*, user: User, old: str, new: str) -> None:
    """Change the password of a signed-in user. Refuses a wrong old one and a weak new one."""
    if not user.check_password(old):
        raise RuleRefused(_("The old password is wrong; nothing was changed."))
    check_password(new, user)
    with transaction.atomic():
        _write_password(user, new)
        trail.record(
            actor=Actor.user(user.pk), action="account.password_changed", subject_kind="user", subject_id=user.pk
        )


def change_language(*, user: User, language: str) -> None:
    """Change the language of letters and of the pages after sign-in; an unknown one changes nothing."""
    user.language = _language(language, user.language)
    user.save(update_fields=["language"])


def make_owner(*, actor: Actor, email: str, password: str, language: str = "en", only_first: bool = False) -> User:
    """Make the owner of the installation: staff, superuser, verified; return the account.

    Refuses an address that has an account, a weak password and, with `only_first`, when anybody has an account already.
    """
    address = take_email(email)
    check_password(password, User(email=address))
    try:
        with transaction.atomic():
            if only_first and User.objects.exists():
                raise RuleRefused(_("This installation has an owner already; sign in."))
            user = User.objects.create_superuser(address, password, language=_language(language))
            trail.record(actor=actor, action="account.owner_made", subject_kind="user", subject_id=user.pk)
    except IntegrityError:
        raise RuleRefused(_("There is an account with this e-mail address already.")) from None
    return user


def make_verified_account(*, email: str, password: str, language: str) -> User:
    """Make an account for somebody whose address is proven by the letter in their hands (an invitation), or by the
    organiser's word (the demo); return it. Refuses a weak password and an address that has an account."""
    address = take_email(email)
    check_password(password, User(email=address))
    try:
        with transaction.atomic():
            user = User.objects.create_user(
                address, password, language=_language(language), email_verified_at=timezone.now()
            )
            trail.record(actor=Actor.user(user.pk), action="account.made", subject_kind="user", subject_id=user.pk)
    except IntegrityError:
        raise RuleRefused(_("There is an account with this e-mail address already; sign in with it.")) from None
    return user


def set_rights(
    *,
    actor: Actor,
    user: User | None,
    email: str,
    person: Person | None,
    language: str,
    is_active: bool,
    is_staff: bool,
    is_superuser: bool,
) -> User:
    """Write what an owner decides of an account (of a new one when `user` is None, whose password a letter sets); return it.

    A changed address must be verified again. Refuses to leave the installation without an active owner.
    """
    permissions.require_owner(actor)
    values: dict[str, Any] = {
        "email": take_email(email),
        "person": person,
        "language": _language(language),
        "is_active": is_active,
        "is_staff": is_staff,
        "is_superuser": is_superuser,
    }
    with transaction.atomic():
        if user is None:
            user = User.objects.create_user(values.pop("email"), None, **values)
            _owe_reset(user)
            changed = sorted(values)
        else:
            changed = [field for field, value in values.items() if getattr(user, field) != value]
            if "email" in changed:
                values["email_verified_at"] = None
                changed.append("email_verified_at")
            for field in changed:
                setattr(user, field, values[field])
            user.save(update_fields=changed)
            if "email" in changed:
                owe_verify_letter(user)
        if not User.objects.filter(is_active=True, is_superuser=True, email_verified_at__isnull=False).exists():
            raise RuleRefused(_("Somebody must remain who owns this installation; nothing was changed."))
        trail.record(
            actor=actor,
            action="account.rights_set",
            subject_kind="user",
            subject_id=user.pk,
            detail={"fields": changed},
        )
    return user


def take_email(email: str) -> str:
    """Return the address in lower case; refuses what is no e-mail address."""
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        raise RuleRefused(_("“%(value)s” is not an e-mail address.") % {"value": email.strip()[:60]}) from None
    return address


def check_password(password: str, user: User) -> None:
    """Refuse a password that is too short, too common or too much like the address; the sentences name which."""
    try:
        password_validation.validate_password(password, user)
    except ValidationError as error:
        raise RuleRefused(" ".join(error.messages)) from None


def _write_password(user: User, password: str) -> None:
    user.set_password(password)
    user.save(update_fields=["password"])


def _mark_verified(user: User) -> None:
    if user.email_verified_at is None:
        user.email_verified_at = timezone.now()
        user.save(update_fields=["email_verified_at"])


def _owe_reset(user: User) -> None:
    path = tokens.letter_path("accounts:set_password", tokens.make_reset_token(user))
    _owe(user, NoticeKind.PASSWORD_RESET, path, tokens.RESET_HOURS)


def _owe(user: User, kind: Literal[NoticeKind.VERIFY_EMAIL, NoticeKind.PASSWORD_RESET], path: str, hours: int) -> None:
    span = int(timezone.now().timestamp()) // LETTER_PAUSE_SECONDS
    outbox.owe(
        kind=kind,
        dedupe_key=f"{kind.value}:{user.pk}:{span}",
        recipients=[outbox.Recipient(address=user.email, language=user.language, user_key=str(user.pk))],
        subject_kind="user",
        subject_id=user.pk,
        payload={"url_path": path, "hours": hours},
    )


def _language(code: str, fallback: str = Language.ENGLISH) -> str:
    return code if code in Language.values else fallback
