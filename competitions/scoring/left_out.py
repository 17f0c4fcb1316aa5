"""Which judges' marks an operation leaves out: for striking them through on a drawn sheet. Computes nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from . import checks
from .aggregates import read_aggregate
from .exact import read_number


def positions(aggregate: object, marks: Sequence[str]) -> frozenset[int]:
    """The positions of the marks that a trim drops or a tolerance passes over; empty where nothing is left out.

    Among equal marks it does not matter which is dropped; the first one of the lowest, the last one of the highest is named.
    """
    try:
        settings = read_aggregate(aggregate)
    except checks.SheetRefused:
        return frozenset()
    numbers = [read_number(mark) for mark in marks]
    order = sorted((number, place) for place, number in enumerate(numbers) if number is not None)
    if settings.operation.startswith("trimmed"):
        kept = settings.kept(range(len(order)))
        return frozenset(place for index, (_, place) in enumerate(order) if index not in kept)
    if settings.operation != "median_tolerance" or not order:
        return frozenset()
    middle = len(order) // 2
    median = order[middle][0] if len(order) % 2 else (order[middle - 1][0] + order[middle][0]) / 2
    far = frozenset(place for number, place in order if abs(number - median) > settings.tolerance)
    return far if len(far) < len(order) else frozenset()
