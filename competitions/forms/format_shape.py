"""Whether the shape of a format can be built, as the admin's form says it; the rules are services.format_spec's."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError

from competitions.services import format_spec


def refuse_broken(shape: Mapping[str, Any]) -> None:
    """Refuse a shape that cannot be built, with its first slip in one sentence."""
    slip = format_spec.first_slip(shape)
    if slip:
        raise ValidationError(slip)
