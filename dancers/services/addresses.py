"""Makes rows that have an address (slug) of their own, also when two of the same name are made at the same moment."""

from typing import Any, TypeVar

from django.db import IntegrityError, models, transaction

from dancers.selectors import slugs

Row = TypeVar("Row", bound=models.Model)
ATTEMPTS = 5


def create_at_free_address(model: type[Row], name: str, values: dict[str, Any]) -> Row:
    """Create the row at an address made from the name and return it; one that another took meanwhile leads to the next."""
    for attempt in range(ATTEMPTS):
        slug = slugs.free_slug(model, name)
        try:
            with transaction.atomic():
                return model._default_manager.create(**values, slug=slug)
        except IntegrityError:
            was_taken = model._default_manager.filter(slug=slug).exists()
            if not was_taken or attempt == ATTEMPTS - 1:
                raise
    raise AssertionError("The loop returns or raises.")
