"""Three stages with fifteen judges each: the rows of the soak, and what the database holds in the end."""

from collections import Counter
from collections.abc import Iterable
from datetime import timedelta
from importlib import import_module
from typing import Any

import django

STAGES, LETTERS = 3, "ABCDEFGHIJKLMNO"
ENTRIES, DANCES = 12, 3


def build() -> list[dict[str, Any]]:
    """Migrate an empty database and fill it; return one row a seat: link, sheet and cells."""
    # Django's models cannot be imported before it is set up.
    django.setup()
    import_module("django.core.management").call_command("migrate", verbosity=0)
    hash_token = import_module("competitions.services.appointments").hash_token
    now = import_module("django.utils.timezone").now()
    make_floor = import_module("tests.competitions.judging.floor").make_floor
    seats = []
    for stage in range(STAGES):
        floor = make_floor(kind="recall", entries=ENTRIES, dances=DANCES, letters=LETTERS)
        for seat, judge in zip(floor.seats, floor.judges, strict=True):
            token = f"soak-{stage}-{seat.letter}-" + "x" * 32
            judge.token_hash, judge.expires_at = hash_token(token), now + timedelta(days=1)
            judge.save(update_fields=["token_hash", "expires_at"])
            seats.append(
                {
                    "seat": seat.pk,
                    "token": token,
                    "sheet": seat.scoresheets.order_by("pk")[0].pk,
                    "entries": [entry.pk for entry in floor.entries],
                    "parts": [part.pk for part in floor.parts],
                }
            )
    return seats


def stored() -> Counter[str]:
    """How often each operation stands in the database, by its client's id, applied."""
    models = import_module("competitions.models")
    return Counter(models.Operation.objects.filter(outcome="applied").values_list("client_id", flat=True))


def other_outcomes() -> Counter[str]:
    """Operations that were not applied, by outcome: none, as every seat has one device."""
    models = import_module("competitions.models")
    return Counter(models.Operation.objects.exclude(outcome="applied").values_list("outcome", flat=True))


def wrong_cells(seat: int, values: Iterable[tuple[tuple[int, int], int | None]]) -> list[str]:
    """Cells whose mark is another than the pad's last one."""
    models = import_module("competitions.models")
    rows = models.Mark.objects.filter(seat=seat).values_list("round_entry_id", "part_id", "value")
    marks = {(entry, part): value for entry, part, value in rows}
    return [
        f"seat {seat}, cell {cell}: {marks.get(cell)} not {value}" for cell, value in values if marks.get(cell) != value
    ]
