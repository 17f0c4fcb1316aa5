"""Reads birth dates from what people type, and refuses the impossible ones with a sentence."""

import re
from datetime import date

from django.utils.translation import gettext as _

from dancers.errors import RuleRefused
from dancers.models.people import EARLIEST_BIRTH

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})\Z")
# Day first, as Kazakhstan writes it. With slashes nobody can tell 02/03 from 03/02, so that is refused.
_DAY_FIRST = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})\Z")


def read_birth_date(text: str, *, today: date) -> date | None:
    """Return the date that the text names (2012-02-28 or 28.02.2012), None for an empty one.

    Refuses days that do not exist, years before 1900, days to come and any other way of writing.
    """
    words = text.strip()
    if not words:
        return None
    if match := _ISO.match(words):
        year, month, day = map(int, match.groups())
    elif match := _DAY_FIRST.match(words):
        day, month, year = map(int, match.groups())
    else:
        raise RuleRefused(
            _("“%(value)s” is not a birth date that can be read; write day.month.year, such as 28.02.2012.")
            % {"value": words[:40]}
        )
    try:
        birth_date = date(year, month, day)
    except ValueError:
        raise RuleRefused(_("There is no day %(value)s in the calendar.") % {"value": words}) from None
    refuse_impossible(birth_date, today=today)
    return birth_date


def refuse_impossible(birth_date: date | None, *, today: date) -> None:
    """Refuse a birth date that lies before 1900 or after today."""
    if birth_date is None:
        return
    shown = f"{birth_date:%d.%m}.{birth_date.year:04d}"
    if birth_date < EARLIEST_BIRTH:
        raise RuleRefused(_("The birth date %(date)s lies before 1900. Nothing was saved.") % {"date": shown})
    if birth_date > today:
        raise RuleRefused(_("The birth date %(date)s lies in the future. Nothing was saved.") % {"date": shown})
