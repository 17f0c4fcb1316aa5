"""Short ways to write the constraints that every model needs, with a sentence for people beside each."""

from collections.abc import Iterable

from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _


def known_choice(name: str, field: str, values: Iterable[str]) -> models.CheckConstraint:
    """The field holds one of its choices, whatever door the row came through."""
    return models.CheckConstraint(
        name=name,
        condition=models.Q(**{f"{field}__in": sorted(values)}),
        violation_error_message=_("This value is not one of the choices."),
    )


def in_order(name: str, earlier: str, later: str) -> models.CheckConstraint:
    """The later field is empty or not before the earlier one."""
    return models.CheckConstraint(
        name=name,
        condition=models.Q(**{f"{later}__isnull": True}) | models.Q(**{f"{later}__gte": models.F(earlier)}),
        violation_error_message=_("The end lies before the beginning."),
    )


def not_blank(name: str, field: str) -> models.CheckConstraint:
    """The text is not empty."""
    return models.CheckConstraint(
        name=name,
        condition=~models.Q(**{field: ""}),
        violation_error_message=_("This text must not be empty."),
    )


def set_together(name: str, condition: models.Q, field: str) -> models.CheckConstraint:
    """The field is set exactly when the condition holds: a status and its time agree."""
    unset = models.Q(**{f"{field}__isnull": True})
    return models.CheckConstraint(
        name=name,
        condition=(condition & ~unset) | (~condition & unset),
        violation_error_message=_("The status and its time do not agree."),
    )


def country_code(name: str, field: str = "country") -> models.CheckConstraint:
    """The country is unknown (empty) or has two letters; that it exists is asked by the service."""
    return models.CheckConstraint(
        name=name,
        condition=models.Q(**{field: ""}) | models.Q(Exact(Length(field), 2)),
        violation_error_message=_("A country is written with its two-letter code."),
    )
