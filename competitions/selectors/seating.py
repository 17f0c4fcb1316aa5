"""Which letter each judge of the festival gets when a panel is made of all of them."""

from collections.abc import Iterator
from itertools import count
from string import ascii_uppercase

from django.db.models import Q
from django.utils import timezone

from competitions.models import JudgeAppointment, Round


def letters_for(round_: Round) -> dict[str, JudgeAppointment]:
    """Return letters and judges: who sits already keeps the letter, the others follow by name; the chair does not mark."""
    seated = round_.seats.filter(occupancies__valid_to__isnull=True).values_list("letter", "occupancies__appointment")
    kept = {appointment: letter for letter, appointment in seated}
    judges = (
        JudgeAppointment.objects.filter(festival_id=round_.competition.festival_id)
        .exclude(role=JudgeAppointment.Role.CHAIR)
        .filter(Q(revoked_at__isnull=True), expires_at__gt=timezone.now())
        .select_related("person")
        .order_by("person__sort_key", "pk")
    )
    free = (letter for letter in _letters() if letter not in kept.values())
    return {kept.get(judge.pk) or next(free): judge for judge in judges}


def _letters() -> Iterator[str]:
    yield from ascii_uppercase
    yield from (f"{letter}{number}" for number in count(2) for letter in ascii_uppercase)
