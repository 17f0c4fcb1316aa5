"""All festivals: those to come, soonest first, then those that are over, page by page."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.core.paginator import Page

from competitions.selectors.public import home_page, paging
from competitions.selectors.public.home_page import FestivalRow
from events.models import Festival
from events.selectors import festivals


@dataclass(frozen=True, slots=True)
class FestivalList:
    """The festivals to come (on the first page only) and one page of the past, by year."""

    coming: tuple[FestivalRow, ...]
    past: tuple[tuple[int, tuple[FestivalRow, ...]], ...]
    pages: Page[Any]


def page(now: datetime, number: str) -> FestivalList:
    """Return the list; four queries whatever the number of festivals."""
    today = now.date()
    pages = paging.page_of(festivals.past(today), number)
    past = list(pages.object_list)
    coming = list(festivals.upcoming(today)) if pages.number == 1 else []
    counts = home_page.contest_counts([*coming, *past])
    years = groupby(past, key=_year)
    return FestivalList(
        coming=tuple(home_page.festival_row(row, now, counts.get(row.pk, 0)) for row in coming),
        past=tuple(
            (year, tuple(home_page.festival_row(row, now, counts.get(row.pk, 0)) for row in rows))
            for year, rows in years
        ),
        pages=pages,
    )


def _year(festival: Festival) -> int:
    return festival.starts_on.year
