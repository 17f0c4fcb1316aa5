"""Checks a password, and slows down whoever guesses: per account and network address together, so that one venue's
shared address never locks out the colleagues of the one who forgot."""

import hashlib
import ipaddress
from datetime import datetime, timedelta

from django.contrib.auth import authenticate
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dancers.errors import RuleRefused
from dancers.models import SignInThrottle, User
from dancers.services import accounts

FREE_ATTEMPTS = 10
WINDOW = timedelta(minutes=15)
FIRST_BLOCK = timedelta(minutes=1)
LONGEST_BLOCK = timedelta(minutes=15)


def check_sign_in(*, email: str, password: str, network_address: str) -> User:
    """Return the account that may be signed in now.

    Refuses with one and the same sentence an unknown address, a wrong password, a closed account and an address that is
    not verified yet (whose letter is sent again when the password was right). The password is hashed in every case, so
    the time tells nothing either. After ten attempts of one account from one network address it waits.
    """
    address = email.strip().lower()
    key = _key(address, network_address)
    _count_attempt(key, timezone.now())
    user = authenticate(None, username=address, password=password)
    if isinstance(user, User) and user.is_verified:
        SignInThrottle.objects.filter(key=key).delete()
        return user
    if isinstance(user, User):
        with transaction.atomic():
            accounts.owe_verify_letter(user)
    raise RuleRefused(
        _(
            "The e-mail address or the password is wrong, or the address is not verified yet. "
            "If you have just signed up, open the letter that we sent you."
        )
    )


def check_known_password(*, user: User, password: str, network_address: str) -> None:
    """Refuse a password that is not this account's; attempts are counted as those of a sign-in are."""
    key = _key(user.email, network_address)
    _count_attempt(key, timezone.now())
    if not user.check_password(password):
        raise RuleRefused(_("The password is wrong. Use the one that you chose when you signed up."))
    SignInThrottle.objects.filter(key=key).delete()


def _count_attempt(key: str, now: datetime) -> None:
    """Count before the password is looked at: guesses sent at the same instant are counted too."""
    with transaction.atomic():
        SignInThrottle.objects.filter(window_started_at__lt=now - WINDOW - LONGEST_BLOCK).delete()
        SignInThrottle.objects.get_or_create(key=key, defaults={"window_started_at": now})
        throttle = SignInThrottle.objects.select_for_update().get(key=key)
        _refuse_blocked(throttle, now)
        if throttle.blocked_until is None and now - throttle.window_started_at > WINDOW:
            throttle.failures = 0
            throttle.window_started_at = now
        throttle.failures += 1
        if throttle.failures >= FREE_ATTEMPTS:
            doubled = FIRST_BLOCK * 2 ** min(throttle.failures - FREE_ATTEMPTS, 10)
            throttle.blocked_until = now + min(doubled, LONGEST_BLOCK)
            throttle.window_started_at = now
        throttle.save(update_fields=["failures", "window_started_at", "blocked_until"])


def _refuse_blocked(throttle: SignInThrottle, now: datetime) -> None:
    if throttle.blocked_until is None or throttle.blocked_until <= now:
        return
    minutes = -(-(throttle.blocked_until - now) // timedelta(minutes=1))
    raise RuleRefused(
        ngettext(
            "Too many wrong passwords for this account from here. Please wait %(minutes)d minute, or ask for a new password.",
            "Too many wrong passwords for this account from here. Please wait %(minutes)d minutes, or ask for a new password.",
            minutes,
        )
        % {"minutes": minutes}
    )


def _key(address: str, network_address: str) -> str:
    return hashlib.sha256(f"{address}|{_network(network_address)}".encode()).hexdigest()


def _network(address: str) -> str:
    """An IPv6 household has a whole /64 of addresses: they count as one."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if parsed.version == 6:
        return str(ipaddress.ip_network(f"{parsed}/64", strict=False))
    return str(parsed)
