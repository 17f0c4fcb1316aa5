"""What a sheet of crosses or places shows without a script: tiles by heat, and the places of a ranking."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from competitions.models import RoundEntry, RoundPart
from competitions.selectors.judge_pages import HeatGroup, SeatPage
from competitions.selectors.portions import PartState
from competitions.views.judging.cells import Cells
from competitions.views.judging.words import ordinal_ending


@dataclass(frozen=True, slots=True)
class Tile:
    """One number to tap; `value` is what its button sends."""

    number: str
    value: str
    is_chosen: bool
    is_withdrawn: bool


@dataclass(frozen=True, slots=True)
class TileGroup:
    """The tiles of one heat."""

    heat: int
    note: str
    tiles: list[Tile]


@dataclass(frozen=True, slots=True)
class Slot:
    """One place of a ranking with the number that stands there."""

    place: int
    ordinal: str
    number: str
    value: str
    is_next: bool


@dataclass(frozen=True, slots=True)
class TypedPlace:
    """One number with its place as a field, for those who would rather type."""

    entry: int
    number: str
    place: int | None
    base: str


@dataclass(frozen=True, slots=True)
class Tiles:
    """One dance of a sheet of crosses or places."""

    page: SeatPage
    part: RoundPart
    state: PartState
    cells: Cells

    def context(self) -> dict[str, object]:
        """What the template's tiles need."""
        is_ranking = self.state.asked.kind == "place"
        given, high = self.state.given, self.state.asked.high
        return {
            "is_ranking": is_ranking,
            "groups": self._groups(is_ranking),
            "slots": self._slots() if is_ranking else [],
            "typed": self._typed() if is_ranking else [],
            "count": given,
            "of_text": self._of_text(),
            "pips": ["on"] * min(given, high) + [""] * (high - given) + ["over"] * (given - high),
        }

    def _groups(self, is_ranking: bool) -> list[TileGroup]:
        """The tiles by heat; of a ranking those that have no place yet."""
        groups: tuple[HeatGroup, ...] = self.page.heats.get(self.part.pk, ())
        if is_ranking:
            waiting = tuple(entry for entry in self.page.entries if self.cells.value(entry) is None)
            groups = (HeatGroup(0, "", waiting),)
        return [
            TileGroup(group.number, group.note, [self._tile(entry, is_ranking) for entry in group.entries])
            for group in groups
        ]

    def _tile(self, entry: RoundEntry, is_ranking: bool) -> Tile:
        value = self.cells.value(entry)
        wanted = (self.state.missing[0] if self.state.missing else None) if is_ranking else (None if value else 1)
        return Tile(
            number=self.page.labels[entry.pk],
            value=self.cells.press(entry, wanted),
            is_chosen=bool(value) and not is_ranking,
            is_withdrawn=entry.status != RoundEntry.Status.DANCING,
        )

    def _slots(self) -> list[Slot]:
        """One slot for each place asked, and one for each place beyond them that a mark still holds."""
        held: dict[int, list[RoundEntry]] = {}
        for entry in self.page.entries:
            value = self.cells.value(entry)
            if value is not None:
                held.setdefault(value, []).append(entry)
        places = sorted({*range(1, self.state.asked.high + 1), *held})
        free = self.state.missing[0] if self.state.missing else None
        return [self._slot(place, held.get(place, []), is_next=place == free) for place in places]

    def _slot(self, place: int, entries: list[RoundEntry], *, is_next: bool) -> Slot:
        value = self.cells.press(entries[0], None) if entries else ""
        number = " · ".join(self.page.labels[entry.pk] for entry in entries)
        return Slot(place, ordinal_ending(place), number, value, is_next)

    def _typed(self) -> list[TypedPlace]:
        return [
            TypedPlace(entry.pk, self.page.labels[entry.pk], self.cells.value(entry), self.cells.base(entry))
            for entry in self.page.entries
            if entry.status == RoundEntry.Status.DANCING
        ]

    def _of_text(self) -> str:
        asked = self.state.asked
        if asked.low != asked.high:
            return _("chosen, %(low)d to %(high)d asked") % {"low": asked.low, "high": asked.high}
        is_right = self.state.given == asked.high
        if is_right:
            return _("of %(n)d chosen: complete") % {"n": asked.high}
        return _("of %(n)d chosen") % {"n": asked.high}
