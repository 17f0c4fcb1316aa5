"""All released results, newest first; a search goes over festivals and competitions by folded words."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page
from django.db.models import QuerySet
from django.utils import timezone

from competitions.models import Release
from competitions.selectors.public import paging, visibility, winners
from competitions.selectors.public.winners import WinnerRow
from dancers.selectors import folding

_TITLES = (
    "competition__title_en",
    "competition__title_ru",
    "competition__title_kk",
    "competition__festival__title_en",
    "competition__festival__title_ru",
    "competition__festival__title_kk",
    "competition__festival__city",
)


@dataclass(frozen=True, slots=True)
class ResultList:
    """One page of the list."""

    rows: tuple[WinnerRow, ...]
    pages: Page[Any]
    question: str
    query: str
    tags: tuple[str, ...]


def page(text: str, number: str) -> ResultList:
    """Return the page of results; at most five queries however many rows."""
    asked = paging.question(text)
    releases = _search(visibility.current_releases(), asked).order_by("-at", "-pk")
    pages = paging.page_of(releases.select_related("competition__festival"), number)
    rows = winners.rows(list(pages.object_list), timezone.now())
    return ResultList(rows, pages, asked, urlencode({"q": asked}) if asked else "", ("home", *winners.tags(rows)))


def _search(releases: QuerySet[Release], asked: str) -> QuerySet[Release]:
    """Keep those in whose titles every word begins a word. Titles have no folded column, so they are folded here."""
    words = folding.fold(asked).split()
    if not words:
        return releases
    found = []
    for pk, *titles in releases.values_list("pk", *_TITLES):
        held = f" {folding.fold(*titles)}"
        if all(f" {word}" in held for word in words):
            found.append(pk)
    return releases.filter(pk__in=found)
