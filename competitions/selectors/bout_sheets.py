"""The battles of a round with their throw-downs and what judges gave: which are whole, which are won without dancing.

A judge's mark of a throw-down stands on the red side: below 0 is for red, above for blue (models.Bout). Computes no winner.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from competitions.models import Bout, PanelSeat, Round, RoundEntry, RoundPart, Ruling, Scoresheet
from competitions.selectors import mark_forms
from competitions.selectors.mark_forms import MarkForm
from competitions.selectors.round_sheets import RoundSheets

Side = Literal["red", "blue"]
RED, BLUE, TIE = "red", "blue", "tie"
VOTES: Mapping[int, str] = {-1: RED, 0: TIE, 1: BLUE}


@dataclass(frozen=True, slots=True)
class BoutSheets:
    """One battle: its sides, its throw-downs in order, and its extra rounds. `walkover`: who wins it without dancing."""

    bout: Bout
    red: RoundEntry | None
    blue: RoundEntry | None
    parts: tuple[RoundPart, ...]
    extra: tuple[RoundPart, ...]
    is_whole: bool
    walkover: Side | None
    casting_vote: Side | None

    @property
    def is_bye(self) -> bool:
        """Whether one side stands here alone and goes on without dancing."""
        return self.red is not None and self.blue is None

    @property
    def is_vacant(self) -> bool:
        """Whether nobody stands here."""
        return self.red is None and self.blue is None

    @property
    def every_part(self) -> tuple[RoundPart, ...]:
        return (*self.parts, *self.extra)

    @property
    def is_idle(self) -> bool:
        """Whether nobody has to judge it: one side stands alone, it was won without dancing, or somebody has left."""
        sides = [side for side in (self.red, self.blue) if side is not None]
        is_short = len(sides) < 2 or any(side.status != RoundEntry.Status.DANCING for side in sides)
        return is_short or self.walkover is not None


def read_bouts(sheets: RoundSheets) -> tuple[BoutSheets, ...]:
    """The round's battles in their order; one query beside the sheets."""
    entries = {entry.pk: entry for entry in sheets.entries}
    rows = Bout.objects.filter(round=sheets.round).order_by("position", "pk")
    return tuple(_read_bout(sheets, bout, entries) for bout in rows)


def _read_bout(sheets: RoundSheets, bout: Bout, entries: Mapping[int, RoundEntry]) -> BoutSheets:
    own = [part for part in sheets.parts if part.bout_id == bout.pk]
    red, blue = (entries.get(side or 0) for side in (bout.red_id, bout.blue_id))
    is_whole = bool(own) and red is not None and all(_is_given(sheets, red, part) for part in own)
    return BoutSheets(
        bout=bout,
        red=red,
        blue=blue,
        parts=tuple(part for part in own if not part.is_decider),
        extra=tuple(part for part in own if part.is_decider),
        is_whole=is_whole,
        walkover=_ruled(sheets, bout, Ruling.Kind.WALKOVER),
        casting_vote=_ruled(sheets, bout, Ruling.Kind.CASTING_VOTE),
    )


def _ruled(sheets: RoundSheets, bout: Bout, kind: Ruling.Kind) -> Side | None:
    found: Side | None = None
    for ruling, payload in sheets.of_kind(kind):
        if ruling.bout_id == bout.pk:
            found = payload["winner"]
    return found


def judging_seats(sheets: RoundSheets, part: RoundPart) -> tuple[PanelSeat, ...]:
    """Who judges the throw-down: its panel without the judges who were ruled lost."""
    lost = {ruling.seat_id for ruling, _payload in sheets.of_kind(Ruling.Kind.JUDGE_LOST)}
    return tuple(seat for seat in sheets.panels[part.pk] if seat.pk not in lost)


def _is_given(sheets: RoundSheets, red: RoundEntry, part: RoundPart) -> bool:
    criteria = mark_forms.form_of(sheets.round).criteria
    return all(
        sheets.mark(seat, red, part, criterion) is not None
        for seat in judging_seats(sheets, part)
        for criterion in criteria
    )


def marks_in(
    sheets: RoundSheets, form: MarkForm, red: RoundEntry, part: RoundPart
) -> dict[str, str | list[str | None] | None]:
    """What each judge gave in a throw-down, by letter (a lost judge too): a vote, or sliders in the order of the criteria."""
    return {seat.letter: _given(sheets, form, seat, red, part) for seat in sheets.panels[part.pk]}


def _given(
    sheets: RoundSheets, form: MarkForm, seat: PanelSeat, red: RoundEntry, part: RoundPart
) -> str | list[str | None] | None:
    if form.kind == "slider":
        return [scale.text(sheets.mark(seat, red, part, scale.criterion)) or None for scale in form.scales]
    value = sheets.mark(seat, red, part)
    return None if value is None else VOTES[value]


def steps_of(sheets: RoundSheets, form: MarkForm, seat: PanelSeat, red: RoundEntry, part: RoundPart) -> int | None:
    """The sum of what a judge gave in a throw-down, in steps (below 0: for red); None while anything is missing."""
    given = [sheets.mark(seat, red, part, criterion) for criterion in form.criteria]
    return None if None in given else sum(value or 0 for value in given)


def idle_parts(sheets: RoundSheets) -> Iterator[int]:
    """Throw-downs that nobody has to judge."""
    for item in read_bouts(sheets):
        if item.is_idle:
            yield from (part.pk for part in item.every_part)


def waiting_letters(round_: Round, item: BoutSheets) -> list[str]:
    """The judges who still owe a throw-down of the battle, by letter; one query."""
    keys = [f"part:{part.pk}" for part in item.every_part]
    rows = Scoresheet.objects.filter(seat__round=round_, seat__counts=True, portion_key__in=keys)
    lost = Ruling.objects.filter(round=round_, kind=Ruling.Kind.JUDGE_LOST, replaced_by__isnull=True)
    late = rows.exclude(status=Scoresheet.Status.SUBMITTED).exclude(seat__in=lost.values("seat"))
    return sorted(set(late.values_list("seat__letter", flat=True)))
