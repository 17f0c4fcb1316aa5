"""How values look in the admin's lists: states as chips with icon and word, couples on two lines, money and dates at the right."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Model
from django.utils import formats, timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from competitions.selectors import money

NOTHING = "–"
# State -> (colour, icon). States that are not listed stand plain.
LOOKS: Mapping[str, tuple[str, str]] = {
    "accepted": ("good", "check"),
    "approved": ("good", "check"),
    "published": ("good", "check"),
    "awarded": ("good", "check"),
    "submitted": ("good", "check"),
    "sent": ("good", "check"),
    "applied": ("good", "check"),
    "finished": ("plain", "check"),
    "closed": ("plain", "check"),
    "done": ("plain", "check"),
    "open": ("info", "next"),
    "running": ("info", "next"),
    "on_stage": ("info", "next"),
    "sending": ("info", "next"),
    "pending": ("warn", "clock"),
    "waitlisted": ("plain", "clock"),
    "draft": ("plain", "clock"),
    "planned": ("plain", "clock"),
    "reopened": ("warn", "next"),
    "corrected": ("warn", "next"),
    "conflict": ("bad", "warn"),
    "late": ("warn", "warn"),
    "dead": ("bad", "warn"),
    "refused": ("bad", "cross"),
    "disqualified": ("bad", "cross"),
    "cancelled": ("plain", "cross"),
    "withdrawn": ("plain", "cross"),
    "withheld": ("warn", "cross"),
    "skipped": ("plain", "cross"),
    "no_show": ("plain", "cross"),
    "dancing": ("good", "check"),
    "hors_concours": ("plain", "clock"),
}
_SEPARATORS = (" – ", " — ", " & ", " / ", ", ")


def chip(state: str, word: object) -> SafeString:
    """Return a chip that says the state in colour, shape and word (drawn from the page's sprite of icons)."""
    colour, icon = LOOKS.get(state, ("plain", "clock"))
    return format_html(
        '<span class="chip chip-{}"><svg class="icon" aria-hidden="true"><use href="#i-{}"></use></svg>{}</span>',
        colour,
        icon,
        word,
    )


def status_chip(row: Any) -> SafeString:
    """Return the chip of a row that has a `status`."""
    return chip(row.status, row.get_status_display())


def two_lines(name: str) -> SafeString | str:
    """Return a couple's name with one partner per line; others as they are."""
    for separator in _SEPARATORS:
        partners = name.split(separator)
        if len(partners) == 2:
            return format_html_join(SafeString("<br>"), "{}", ((part,) for part in partners))
    return name


def amount(minor: int | None, currency: str) -> SafeString | str:
    """Return money at the right of its column."""
    return NOTHING if minor is None else right(money.show_money(minor, currency))


def right(text: object) -> SafeString:
    """Return a number for comparing: at the right, figures of one width."""
    return format_html('<span class="figure">{}</span>', text)


def moment(at: datetime | None, zone: ZoneInfo | None = None) -> SafeString | str:
    """Return a time in the festival's zone, at the right."""
    if at is None:
        return NOTHING
    local = timezone.localtime(at, zone) if zone else timezone.localtime(at)
    this_year = timezone.localtime().year
    return right(formats.date_format(local, "j M, H:i" if local.year == this_year else "j M Y, H:i"))


def link(url: str, text: object) -> SafeString:
    """Return a link."""
    return format_html('<a href="{}">{}</a>', url, text)


def name_of(row: Model | None) -> str:
    """Return the row's text, or a dash where there is none."""
    return NOTHING if row is None else str(row)
