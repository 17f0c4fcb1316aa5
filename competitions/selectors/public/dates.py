"""Days and times as the public reads them: in the reader's language, in the festival's zone, with its name."""

from datetime import date, datetime

from babel.dates import format_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.models import Festival

# Babel's locale, then patterns for: a day, a day without year, weekday with day, a month, a range within a month and its day.
# Day before month, as the whole region writes it.
_PATTERNS = {
    "en": ("en_GB", "d MMM y", "d MMM", "EEE d MMM", "EEEE d MMMM", "MMM y", "{days} MMMM y", "d MMMM"),
    "ru": ("ru", "d MMM y", "d MMM", "EEE d MMMM", "EEEE, d MMMM", "LLLL y", "{days} MMMM y", "d MMMM"),
    "kk": (
        "kk",
        "y 'ж'. d MMM",
        "d MMM",
        "d MMMM, EEE",
        "d MMMM, EEEE",
        "y 'ж'. LLL",
        "y 'жылғы' {days} MMMM",
        "d MMMM",
    ),
}
DAY, SHORT_DAY, WEEKDAY, LONG_WEEKDAY, MONTH, RANGE, LONG_DAY = range(1, 8)


def _show(at: date, pattern: int, **parts: str) -> str:
    row = _PATTERNS.get((get_language() or "en")[:2], _PATTERNS["en"])
    return format_date(at, row[pattern].format(**parts), locale=row[0])


def day_range(first: date, last: date) -> str:
    """Return "20–22 November 2026"."""
    if first.year == last.year and first.month == last.month:
        return _show(last, RANGE, days=f"'{days_short(first, last)}'")
    return f"{_show(first, LONG_DAY)} – {_show(last, RANGE, days='d')}"


def days_short(first: date, last: date) -> str:
    """Return "28–29", or "12" for one day; the month is told beside it."""
    return str(first.day) if first == last else f"{first.day}–{last.day}"


def month_short(first: date, last: date) -> str:
    """Return "Nov", or "Nov–Dec" where the days lie in two months."""
    locale = _PATTERNS.get((get_language() or "en")[:2], _PATTERNS["en"])[0]
    names = [format_date(at, "LLL", locale=locale).rstrip(".").capitalize() for at in (first, last)]
    return names[0] if first.month == last.month else "–".join(names)


def day(at: date) -> str:
    """Return "22 Nov 2026"."""
    return _show(at, DAY)


def short_day(at: date) -> str:
    """Return "1 Dec"."""
    return _show(at, SHORT_DAY)


def day_of_week(at: date) -> str:
    """Return "Sunday 22 November"."""
    text = _show(at, LONG_WEEKDAY)
    return text[:1].upper() + text[1:]


def month(at: date) -> str:
    """Return "May 2025"."""
    return _show(at, MONTH)


def clock(at: datetime, festival: Festival) -> str:
    """Return "17:58" on the festival's clock."""
    return f"{at.astimezone(festival.zone):%H:%M}"


def moment(at: datetime, festival: Festival) -> str:
    """Return "Sun 22 Nov, 17:58, Astana time"."""
    local = at.astimezone(festival.zone)
    values = {"day": _show(local, WEEKDAY), "time": f"{local:%H:%M}", "city": festival.city}
    return _("%(day)s, %(time)s, %(city)s time") % values


def until(at: datetime, festival: Festival) -> str:
    """Return "until ~16:40, Astana time"."""
    return _("until ~%(time)s, %(city)s time") % {"time": clock(at, festival), "city": festival.city}


def zone_note(festival: Festival, at: datetime) -> str:
    """Return "All times are Astana time (UTC+5)." for the foot of a programme."""
    offset = at.astimezone(festival.zone).utcoffset()
    minutes = int(offset.total_seconds() // 60) if offset is not None else 0
    hours, rest = divmod(abs(minutes), 60)
    text = f"UTC{'+' if minutes >= 0 else '−'}{hours}" + (f":{rest:02d}" if rest else "")
    return _("All times are %(city)s time (%(offset)s).") % {"city": festival.city, "offset": text}


def ago(at: date, today: date) -> str:
    """Return "today", "yesterday" or the day."""
    if at == today:
        return _("today")
    if (today - at).days == 1:
        return _("yesterday")
    return _show(at, SHORT_DAY if at.year == today.year else DAY)
