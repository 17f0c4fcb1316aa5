"""Secret links in letters. A signed link names an account and one state of it, so it dies with its first use; an
invitation's link is random, and only its hash is kept."""

import hashlib
import secrets
from collections.abc import Callable
from datetime import timedelta

from django.core import signing
from django.urls import reverse
from django.utils import translation
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from dancers.errors import RuleRefused
from dancers.models import User

VERIFY_HOURS = 48
RESET_HOURS = 2
INVITATION_HOURS = 14 * 24

_VERIFY = "dancers.verify-email"
_RESET = "dancers.password-reset"


def _unverified_state(user: User) -> str:
    return f"{user.email}|{user.email_verified_at}"


def _password_state(user: User) -> str:
    return f"{user.email}|{user.password}|{user.is_active}"


def make_verify_token(user: User) -> str:
    """Return the signed text that shows that a letter reached the user's address; good until it is verified."""
    return _make(user, _VERIFY, _unverified_state)


def make_reset_token(user: User) -> str:
    """Return the signed text that allows one new password; good until the password changes."""
    return _make(user, _RESET, _password_state)


def read_verify_token(token: str) -> User:
    """Return the account whose address the token verifies. Refuses one that is forged, too old or used."""
    return _read(token, _VERIFY, _unverified_state, VERIFY_HOURS)


def read_reset_token(token: str) -> User:
    """Return the account whose password the token may set. Refuses one that is forged, too old or used."""
    return _read(token, _RESET, _password_state, RESET_HOURS)


def make_secret() -> tuple[str, str]:
    """Return 256 random bits for a link, and the hash to keep of them."""
    secret = secrets.token_urlsafe(32)
    return secret, hash_secret(secret)


def hash_secret(secret: str) -> str:
    """Return the hash by which a random link is found again."""
    return hashlib.sha256(secret.encode()).hexdigest()


def letter_path(name: str, token: str) -> str:
    """Return the path of a page with the token, with {lang} where the reader's language goes."""
    with translation.override("en"):
        return "/{lang}" + reverse(name, args=[token]).removeprefix("/en")


def _fingerprint(purpose: str, state: str) -> str:
    return salted_hmac(purpose, state).hexdigest()[:32]


def _make(user: User, purpose: str, state: Callable[[User], str]) -> str:
    return signing.dumps([user.pk, _fingerprint(purpose, state(user))], salt=purpose)


def _read(token: str, purpose: str, state: Callable[[User], str], hours: int) -> User:
    refused = RuleRefused(_("This link was used already or is too old. Please ask for a new letter."))
    try:
        user_id, fingerprint = signing.loads(token, salt=purpose, max_age=timedelta(hours=hours))
    except (signing.BadSignature, ValueError, TypeError):
        raise refused from None
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is None or not constant_time_compare(fingerprint, _fingerprint(purpose, state(user))):
        raise refused
    return user
