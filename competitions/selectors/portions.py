"""What one sheet covers and what it asks: its dances, the entries on the floor, the kind of mark, and whether it is whole.

Knows nothing of how marks are counted into a result; that is scoring's.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

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
from competitions.selectors import part_states
from competitions.selectors.mark_forms import MarkForm, MarkKind, form_of
from competitions.selectors.part_states import Asked, CellKey, PartState

__all__ = ["Asked", "CellKey", "PartState"]


@dataclass(frozen=True, slots=True)
class Portion:
    """One sheet with its dances and entries (all that stand in the round, dancing or not) and the form of its marks."""

    sheet: Scoresheet
    parts: tuple[RoundPart, ...]
    entries: tuple[RoundEntry, ...]
    form: MarkForm

    @property
    def kind(self) -> MarkKind:
        return self.form.kind

    @property
    def dancing(self) -> tuple[RoundEntry, ...]:
        """The entries that must be judged."""
        return tuple(entry for entry in self.entries if entry.status == RoundEntry.Status.DANCING)


def asked_of(round: Round, dancing: int, form: MarkForm | None = None) -> Asked:
    """What a judge is asked in one dance of the round when `dancing` entries are on the floor."""
    form = form or form_of(round)
    if form.kind not in ("cross", "choice"):
        return Asked(form.kind, dancing, dancing)
    wanted = round.wanted or 0
    low = wanted if round.crosses_min is None else round.crosses_min
    high = wanted if round.crosses_max is None else round.crosses_max
    return Asked(form.kind, min(low, dancing), min(high, dancing))


def part_key(portion_key: str) -> int | None:
    """The dance that a portion key names, if it names one."""
    return int(portion_key[5:]) if portion_key.startswith("part:") else None


def names_cell(portion_key: str, entry: int, part: int) -> bool:
    """Whether a cell belongs to the portion; by heat, every cell of the seat is told (the device keeps its own)."""
    kind, _colon, key = portion_key.partition(":")
    return kind in ("round", "heat") or int(key) == (part if kind == "part" else entry)


def titles_of(round: Round) -> dict[str, str]:
    """What each portion key of the round is called: the dance, or the number of the entry."""
    found = {f"part:{part.pk}": part.title for part in round.parts.all()}
    if round.submit_by == Round.SubmitBy.ENTRY:
        labels = labels_of(list(round.round_entries.all()))
        found |= {f"entry:{key}": _("No. %(number)s") % {"number": label} for key, label in labels.items()}
    return found


def duties_of(seat: PanelSeat, parts: Sequence[RoundPart]) -> tuple[RoundPart, ...]:
    """The dances that the seat judges, of the round's dances in order."""
    own = {part.pk for part in seat.parts.all()}
    return tuple(part for part in parts if not own or part.pk in own)


def portion_of(sheet: Scoresheet) -> Portion:
    """Load what the sheet covers; at most four queries."""
    seat = sheet.seat
    parts = duties_of(seat, tuple(seat.round.parts.select_related("bout").order_by("position")))
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
        entries = of_bouts(parts, entries)
    elif kind == "entry":
        entries = [entry for entry in entries if entry.pk == int(key)]
    elif kind == "heat":
        inside = set(HeatPlace.objects.filter(heat_id=int(key)).values_list("round_entry_id", flat=True))
        entries = [entry for entry in entries if entry.pk in inside]
    return Portion(sheet, tuple(parts), tuple(entries), form_of(round, sheet.seat))


def of_bouts(parts: Sequence[RoundPart], entries: Sequence[RoundEntry]) -> Sequence[RoundEntry]:
    """The entries that the marks of these dances stand on: of a battle's throw-down the red side alone."""
    sides = {part.bout.red_id for part in parts if part.bout_id and part.bout is not None}
    return [entry for entry in entries if entry.pk in sides] if sides else entries


def marks_of(portion: Portion) -> dict[CellKey, Mark]:
    """The marks that the sheet holds now, by cell; one query."""
    rows = Mark.objects.filter(
        seat=portion.sheet.seat_id,
        part__in=[part.pk for part in portion.parts],
        round_entry__in=[entry.pk for entry in portion.entries],
    ).select_related("operation")
    return {(row.round_entry_id, row.part_id, row.criterion): row for row in rows}


def excused_in(marks: Mapping[CellKey, Mark]) -> set[CellKey]:
    """The cells in which a ruling says that the judge abstains."""
    return {key for key, mark in marks.items() if mark.abstained_by_id is not None}


def state_of_parts(
    portion: Portion, values: Mapping[CellKey, int | None], excused: Collection[CellKey] = ()
) -> list[PartState]:
    """How far each dance of the sheet has come with these values; marks of entries that do not dance count nothing."""
    dancing = [entry.pk for entry in portion.dancing]
    asked = asked_of(portion.sheet.seat.round, len(dancing), portion.form)
    return [part_states.state_of(portion.form, part, asked, dancing, values, excused) for part in portion.parts]


def labels_of(entries: Sequence[RoundEntry] | Sequence[int]) -> dict[int, str]:
    """The number to call each entry of a round by; a drawn couple shows both. One query; without a number "–"."""
    ids = [entry if isinstance(entry, int) else entry.pk for entry in entries]
    rows = (
        RoundEntrySource.objects.filter(round_entry__in=ids, entry__numbers__valid_to__isnull=True)
        .order_by("-role", "pk")  # the leader before the follower
        .values_list("round_entry_id", "entry__numbers__label")
    )
    labels: dict[int, str] = {}
    for key, label in rows:
        if label:
            labels[key] = f"{labels[key]}/{label}" if key in labels else label
    return {key: labels.get(key, "–") for key in ids}
