"""Dancers and academies that anybody may find.

A child's surname is not public, so no search may tell of it: children without consent are found by what is shown of them alone.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page
from django.db.models import Count, Q
from django.urls import reverse

from competitions.selectors.public import naming, paging, visibility
from dancers.models import Academy, AcademyStatus, Person
from dancers.selectors import academies, ages, folding, names, people


@dataclass(frozen=True, slots=True)
class PersonRow:
    name: str
    initials: str
    url: str
    note: str


@dataclass(frozen=True, slots=True)
class AcademyRow:
    name: str
    url: str
    note: str
    count: int


@dataclass(frozen=True, slots=True)
class People:
    """One page of dancers."""

    rows: tuple[PersonRow, ...]
    pages: Page[Any]
    question: str
    query: str
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Academies:
    """One page of academies."""

    rows: tuple[AcademyRow, ...]
    pages: Page[Any]
    question: str
    query: str
    tags: tuple[str, ...] = ("home",)


def dancers(text: str, number: str, today: date) -> People:
    """Return the page of dancers who have a page, by name."""
    asked = paging.question(text)
    shown = visibility.public_persons()
    if folding.fold(asked):
        shown = shown.filter(pk__in=_found(asked, today))
    pages = paging.page_of(people.with_academies(shown.order_by("sort_key", "pk")), number, per_page=40)
    rows = list(pages.object_list)
    public = names.public_names(rows, today)
    tags = ("home", *naming.person_tags(public))
    return People(tuple(_person_row(row, public[row.pk]) for row in rows), pages, asked, _query(asked), tags)


def _found(asked: str, today: date) -> list[int]:
    """The ids of those who answer the question by their public name; two queries."""
    words = folding.fold(asked).split()
    candidates = list(people.search(visibility.public_persons(), asked))
    public = names.public_names(candidates, today)
    return [
        person.pk
        for person in candidates
        if not ages.is_minor(person.birth_date, today)
        or public[person.pk] == person.full_name
        or all(f" {word}" in f" {folding.fold(person.given_name)}" for word in words)
    ]


def _person_row(person: Person, name: str) -> PersonRow:
    belongs = [row.academy for row in person.memberships.all() if row.role != "contact"]
    note = ", ".join(part for part in (belongs[0].name, belongs[0].city) if part) if belongs else ""
    initials = "".join(word[0] for word in name.split()[:2]).upper()
    return PersonRow(name, initials, reverse("public:dancer", args=[person.public_id]), note)


def schools(text: str, number: str) -> Academies:
    """Return the page of academies that have a public page, by name."""
    asked = paging.question(text)
    open_ones = Academy.objects.filter(public=True, status=AcademyStatus.ACTIVE)
    entered = visibility.public_entries().filter(academy__isnull=False).values("academy_id")
    shown = academies.search(open_ones.filter(pk__in=entered), asked).order_by("sort_key", "pk")
    dancing = Count("memberships", filter=Q(memberships__valid_to__isnull=True, memberships__role="dancer"))
    pages = paging.page_of(shown.annotate(dancing=dancing), number, per_page=40)
    rows = tuple(
        AcademyRow(row.name, reverse("public:academy", args=[row.slug]), row.city, row.dancing)
        for row in pages.object_list
    )
    return Academies(rows, pages, asked, _query(asked))


def _query(asked: str) -> str:
    return urlencode({"q": asked}) if asked else ""
