"""The search over everything public: a few of each kind, with a way to all dancers."""

from dataclasses import dataclass
from datetime import datetime

from competitions.selectors.public import home_page, paging, people_list, visibility
from competitions.selectors.public.home_page import FestivalRow
from competitions.selectors.public.people_list import AcademyRow, PersonRow
from dancers.selectors import folding

SHOWN = 12


@dataclass(frozen=True, slots=True)
class SearchPage:
    """What was found for a question; `more_dancers` when there are more than are shown."""

    question: str
    query: str
    festivals: tuple[FestivalRow, ...]
    dancers: tuple[PersonRow, ...]
    academies: tuple[AcademyRow, ...]
    more_dancers: int

    @property
    def is_empty(self) -> bool:
        return not (self.festivals or self.dancers or self.academies)


def page(text: str, now: datetime) -> SearchPage:
    """Return what answers the question; nothing is looked up for an empty one."""
    asked = paging.question(text)
    words = folding.fold(asked).split()
    if not words:
        return SearchPage(asked, "", (), (), (), 0)
    found = people_list.dancers(asked, "1", now.date())
    schools = people_list.schools(asked, "1")
    return SearchPage(
        asked,
        found.query,
        _festivals(words, now),
        found.rows[:SHOWN],
        schools.rows[:SHOWN],
        max(found.pages.paginator.count - SHOWN, 0),
    )


def _festivals(words: list[str], now: datetime) -> tuple[FestivalRow, ...]:
    """Festivals are few; their titles have no folded column and are folded here."""
    rows = visibility.public_festivals().order_by("-starts_on", "-pk")
    found = []
    for row in rows:
        held = f" {folding.fold(row.title_en, row.title_ru, row.title_kk, row.city)}"
        if all(f" {word}" in held for word in words):
            found.append(home_page.festival_row(row, now, 0))
    return tuple(found[:SHOWN])
