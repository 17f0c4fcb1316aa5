"""Pages of a list: what a reader asked for in the address, made harmless."""

from collections.abc import Sequence
from typing import Any, TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

T = TypeVar("T")
PER_PAGE = 30
LONGEST_QUESTION = 100


def page_of(rows: "QuerySet[Any] | Sequence[T]", number: str, per_page: int = PER_PAGE) -> Page[Any]:
    """Return the page with that number; the first for nonsense, the last for one beyond."""
    return Paginator(rows, per_page).get_page(number)


def question(text: str) -> str:
    """Return what was asked, tidied and cut."""
    return " ".join(text.replace("\x00", "").split())[:LONGEST_QUESTION]
