"""Money for the eye and from the keyboard: whole minor units with their currency, exact in both directions."""

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from events.selectors import currencies

SYMBOLS = {"KZT": "₸", "EUR": "€", "USD": "$", "RUB": "₽", "GBP": "£", "TRY": "₺", "CNY": "¥", "UAH": "₴", "GEL": "₾"}
NARROW = "\N{NARROW NO-BREAK SPACE}"
HARD = "\N{NO-BREAK SPACE}"
# The widest that a 64-bit column holds.
LARGEST_MINOR = 2**63 - 1
_WRITTEN = re.compile(r"[+-]?[0-9]{1,30}([.,][0-9]{1,30})?")


def digits_of(currency: str) -> int:
    """Return how many digits the currency has after the point (tenge 2, yen 0)."""
    return currencies.digits(currency)


def show_money(minor: int, currency: str, digits: int | None = None) -> str:
    """Return "1 500 000 ₸"; a fraction is shown only where there is one. The sign of a currency we have none for is its code."""
    places = digits_of(currency) if digits is None else digits
    whole, fraction = divmod(abs(minor), 10**places)
    text = f"{whole:,}".replace(",", NARROW)
    if fraction:
        text = f"{text}.{fraction:0{places}d}"
    sign = "−" if minor < 0 else ""
    return f"{sign}{text}{HARD}{SYMBOLS.get(currency, currency)}"


def show_major(minor: int, digits: int) -> str:
    """Return the amount as a person types it: "1500000" or "12.50"."""
    amount = Decimal(minor).scaleb(-digits)
    return str(amount.to_integral_value()) if amount == amount.to_integral_value() else f"{amount:.{digits}f}"


def read_major(text: str, digits: int) -> int | None:
    """Return the minor units that the text says in major units ("1 500 000", "12,50"); None when it says no exact amount.

    Spaces group, a comma is a point. No exponent, no NaN, no finer part than the currency has: nothing is rounded.
    """
    plain = "".join(text.split())
    if not _WRITTEN.fullmatch(plain):
        return None
    try:
        minor = Decimal(plain.replace(",", ".")).scaleb(digits)
    except InvalidOperation:
        return None
    whole = int(minor)
    return whole if minor == whole and abs(whole) <= LARGEST_MINOR else None


def show_sums(amounts: Iterable[tuple[int, str]], digits: int) -> list[str]:
    """Return one shown sum a currency of (minor units, currency) pairs, in the order in which the currencies come.

    A shared place holds a part of several prizes; a reader wants the sum.
    """
    sums: dict[str, int] = {}
    for minor, currency in amounts:
        sums[currency] = sums.get(currency, 0) + minor
    return [show_money(minor, currency, digits) for currency, minor in sums.items()]
