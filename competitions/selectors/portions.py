"""What one sheet covers and what it asks: its dances, the entries on the floor, the kind of mark, and whether it is whole.

Knows nothing of how marks are counted into a result; that is scoring's.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from competitions.models import (
    HeatPlace,
    Mark,
    PanelSeat,
    Round,
    RoundEntry,
    RoundEntrySource,
    RoundPart,
    Scoresheet,
)

MarkKind = Literal["cross", "place"]
# One cell of a sheet: entry in the round, dance, criterion ("" where the system has one mark a cell).
CellKey = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a sheet asks in each dance: from `low` to `high` crosses, or (kind "place") the places 1 to `high`."""

    kind: MarkKind
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class PartState:
    """How far one dance of a sheet has come. All lists are empty and the count fits when it is whole."""

    part: RoundPart
    asked: Asked
    given: int
    unplaced: tuple[int, ...] = ()
    missing: tuple[int, ...] = ()
    doubled: tuple[int, ...] = ()
    outside: tuple[int, ...] = ()

    @property
    def is_whole(self) -> bool:
        if self.asked.kind == "cross":
            return self.asked.low <= self.given <= self.asked.high
        return not (self.unplaced or self.missing or self.doubled or self.outside)


@dataclass(frozen=True, slots=True)
class Portion:
    """One sheet with its dances and entries (all that stand in the round, dancing or not)."""

    sheet: Scoresheet
    parts: tuple[RoundPart, ...]
    entries: tuple[RoundEntry, ...]
    kind: MarkKind

    @property
    def dancing(self) -> tuple[RoundEntry, ...]:
        """The entries that must be judged."""
        return tuple(entry for entry in self.entries if entry.status == RoundEntry.Status.DANCING)


def mark_kind(round: Round) -> MarkKind:
    """Crosses in a recall round, places in a final."""
    return "cross" if round.kind == Round.Kind.RECALL else "place"


def asked_of(round: Round, dancing: int) -> Asked:
    """What a judge is asked in one dance of the round when `dancing` entries are on the floor."""
    if mark_kind(round) == "place":
        return Asked("place", dancing, dancing)
    wanted = round.wanted or 0
    low = wanted if round.crosses_min is None else round.crosses_min
    high = wanted if round.crosses_max is None else round.crosses_max
    return Asked("cross", min(low, dancing), min(high, dancing))


def part_key(portion_key: str) -> int | None:
    """The dance that a portion key names, if it names one."""
    return int(portion_key[5:]) if portion_key.startswith("part:") else None


def duties_of(seat: PanelSeat, parts: Sequence[RoundPart]) -> tuple[RoundPart, ...]:
    """The dances that the seat judges, of the round's dances in order."""
    own = {part.pk for part in seat.parts.all()}
    return tuple(part for part in parts if not own or part.pk in own)


def portion_of(sheet: Scoresheet) -> Portion:
    """Load what the sheet covers; at most four queries."""
    seat = sheet.seat
    parts = duties_of(seat, tuple(seat.round.parts.order_by("position")))
    entries = entries_for(seat)
    return narrow(sheet, seat.round, parts, entries)


def entries_for(seat: PanelSeat) -> list[RoundEntry]:
    """The entries of the seat's round, of its pool when it judges one pool only, in order."""
    rows = seat.round.round_entries.order_by("order")
    return list(rows if seat.pool is None else rows.filter(pool=seat.pool))


def narrow(sheet: Scoresheet, round: Round, parts: Sequence[RoundPart], entries: Sequence[RoundEntry]) -> Portion:
    """Cut the seat's dances and entries to what this sheet's portion names."""
    kind, _colon, key = sheet.portion_key.partition(":")
    if kind == "part":
        parts = [part for part in parts if part.pk == int(key)]
    elif kind == "entry":
        entries = [entry for entry in entries if entry.pk == int(key)]
    elif kind == "heat":
        inside = set(HeatPlace.objects.filter(heat_id=int(key)).values_list("round_entry_id", flat=True))
        entries = [entry for entry in entries if entry.pk in inside]
    return Portion(sheet, tuple(parts), tuple(entries), mark_kind(round))


def marks_of(portion: Portion) -> dict[CellKey, Mark]:
    """The marks that the sheet holds now, by cell; one query."""
    rows = Mark.objects.filter(
        seat=portion.sheet.seat_id,
        part__in=[part.pk for part in portion.parts],
        round_entry__in=[entry.pk for entry in portion.entries],
    ).select_related("operation")
    return {(row.round_entry_id, row.part_id, row.criterion): row for row in rows}


def state_of_parts(portion: Portion, values: Mapping[CellKey, int | None]) -> list[PartState]:
    """How far each dance of the sheet has come with these values; marks of entries that do not dance count nothing."""
    round = portion.sheet.seat.round
    dancing = [entry.pk for entry in portion.dancing]
    asked = asked_of(round, len(dancing))
    states = []
    for part in portion.parts:
        row = {entry: values.get((entry, part.pk, "")) for entry in dancing}
        states.append(_crosses(part, asked, row) if asked.kind == "cross" else _places(part, asked, row))
    return states


def labels_of(entries: Sequence[RoundEntry] | Sequence[int]) -> dict[int, str]:
    """The number to call each entry of a round by; a drawn couple shows both. One query; without a number "–"."""
    ids = [entry if isinstance(entry, int) else entry.pk for entry in entries]
    rows = (
        RoundEntrySource.objects.filter(round_entry__in=ids, entry__numbers__valid_to__isnull=True)
        .order_by("role", "pk")
        .values_list("round_entry_id", "entry__numbers__label")
    )
    labels: dict[int, str] = {}
    for key, label in rows:
        if label:
            labels[key] = f"{labels[key]}/{label}" if key in labels else label
    return {key: labels.get(key, "–") for key in ids}


def _crosses(part: RoundPart, asked: Asked, row: Mapping[int, int | None]) -> PartState:
    return PartState(part, asked, given=sum(1 for value in row.values() if value))


def _places(part: RoundPart, asked: Asked, row: Mapping[int, int | None]) -> PartState:
    given = Counter(value for value in row.values() if value is not None)
    return PartState(
        part,
        asked,
        given=sum(given.values()),
        unplaced=tuple(entry for entry, value in row.items() if value is None),
        missing=tuple(place for place in range(1, asked.high + 1) if place not in given),
        doubled=tuple(sorted(place for place, times in given.items() if times > 1)),
        outside=tuple(sorted(place for place in given if place > asked.high)),
    )
