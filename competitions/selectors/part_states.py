"""How far one dance of a sheet has come: what is given, and what is empty, doubled, too many or level.

Knows what a whole sheet looks like, not how marks are counted into a result; that is scoring's.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from competitions.models import RoundPart
from competitions.selectors.mark_forms import MarkForm, MarkKind

# One cell of a sheet: entry in the round, dance, criterion ("" where the system has one mark a cell).
CellKey = tuple[int, int, str]
Values = Mapping[CellKey, int | None]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a sheet asks in each dance: crosses or yeses from `low` to `high`, places 1 to `high`, a mark for everybody."""

    kind: MarkKind
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class PartState:
    """How far one dance of a sheet has come. All lists are empty and the count fits when it is whole.

    `given`: crosses, yeses, or cells that hold a mark. `unplaced`: entries without a place; `empty`: cells (entry,
    criterion) without a mark; `spare`: letters of alternates given too often or not at all; `level`: entries whose own
    totals are equal where the judge must choose, or one entry whose sliders decide nothing.
    """

    part: RoundPart
    asked: Asked
    given: int
    unplaced: tuple[int, ...] = ()
    missing: tuple[int, ...] = ()
    doubled: tuple[int, ...] = ()
    outside: tuple[int, ...] = ()
    empty: tuple[tuple[int, str], ...] = ()
    spare: tuple[str, ...] = ()
    level: tuple[tuple[int, ...], ...] = ()

    @property
    def is_whole(self) -> bool:
        faults = (self.unplaced, self.missing, self.doubled, self.outside, self.empty, self.spare, self.level)
        if any(faults):
            return False
        return self.asked.kind not in ("cross", "choice") or self.asked.low <= self.given <= self.asked.high


def state_of(
    form: MarkForm,
    part: RoundPart,
    asked: Asked,
    dancing: Sequence[int],
    values: Values,
    excused: Collection[CellKey] = (),
) -> PartState:
    """The state of one dance with these values of the entries that dance; a ruling excuses cells from being marked."""
    if form.kind == "place":
        return _places(part, asked, {entry: values.get((entry, part.pk, "")) for entry in dancing}, form.places_to)
    if form.kind == "cross":
        return PartState(part, asked, given=sum(1 for entry in dancing if values.get((entry, part.pk, ""))))
    if form.kind == "choice":
        return _choices(form, part, asked, [values.get((entry, part.pk, "")) or 0 for entry in dancing])
    return _cells(form, part, asked, dancing, values, excused)


def _places(part: RoundPart, asked: Asked, row: Mapping[int, int | None], places_to: int | None) -> PartState:
    given = Counter(value for value in row.values() if value is not None)
    high = asked.high if places_to is None else min(places_to, asked.high)
    return PartState(
        part,
        Asked(asked.kind, asked.low, high),
        given=sum(given.values()),
        unplaced=() if places_to else tuple(entry for entry, value in row.items() if value is None),
        missing=tuple(place for place in range(1, high + 1) if place not in given),
        doubled=tuple(sorted(place for place, times in given.items() if times > 1)),
        outside=tuple(sorted(place for place in given if place > high)),
    )


def _choices(form: MarkForm, part: RoundPart, asked: Asked, row: Sequence[int]) -> PartState:
    """Yes is counted like a cross; each alternate stands once, as far as there are entries for it."""
    given = Counter(row)
    alternates = [choice for choice in form.choices if choice.value > 1]
    room = len(row) - given[1]
    spare = tuple(
        choice.key
        for place, choice in enumerate(alternates)
        if given[choice.value] > 1 or (given[choice.value] == 0 and place < room)
    )
    return PartState(part, asked, given=given[1], spare=spare)


def _cells(
    form: MarkForm,
    part: RoundPart,
    asked: Asked,
    dancing: Sequence[int],
    values: Values,
    excused: Collection[CellKey],
) -> PartState:
    cells = {(entry, name): values.get((entry, part.pk, name)) for entry in dancing for name in form.criteria}
    missing = [
        (entry, name)
        for (entry, name), value in cells.items()
        if value is None and (entry, part.pk, name) not in excused
    ]
    empty = () if form.is_optional else tuple(missing)
    level: tuple[tuple[int, ...], ...] = ()
    if form.kind == "slider":
        level = tuple((entry,) for entry in dancing if not any(cell[0] == entry for cell in empty))
        level = tuple(one for one in level if sum(cells[one[0], name] or 0 for name in form.criteria) == 0)
    elif form.refuses_ties:
        level = _level(form, dancing, cells, {entry for entry, _name in empty})
    given = sum(value is not None for value in cells.values())
    return PartState(part, asked, given=given, empty=empty, level=level)


def _level(
    form: MarkForm, dancing: Sequence[int], cells: Mapping[tuple[int, str], int | None], unfinished: set[int]
) -> tuple[tuple[int, ...], ...]:
    """The groups of entries whose own totals are equal, among those that have every mark."""
    groups: dict[object, list[int]] = {}
    for entry in dancing:
        if entry not in unfinished:
            total = sum(scale.mark(cells[entry, scale.criterion] or 0) for scale in form.scales)
            groups.setdefault(total, []).append(entry)
    return tuple(tuple(group) for group in groups.values() if len(group) > 1)
