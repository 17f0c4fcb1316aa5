"""Conditions that several tables share: exactly one of some columns is set, at most one of them is."""

from functools import reduce
from operator import or_

from django.db.models import Q


def none_of(*fields: str) -> Q:
    """Return the condition that every named column is null."""
    condition = Q()
    for field in fields:
        condition &= Q(**{f"{field}__isnull": True})
    return condition


def exactly_one(*fields: str) -> Q:
    """Return the condition that one of the named columns is set and all others are null."""
    return reduce(or_, (_only(field, fields) for field in fields))


def at_most_one(*fields: str) -> Q:
    """Return the condition that no more than one of the named columns is set."""
    return none_of(*fields) | exactly_one(*fields)


def _only(field: str, fields: tuple[str, ...]) -> Q:
    return Q(**{f"{field}__isnull": False}) & none_of(*(other for other in fields if other != field))
