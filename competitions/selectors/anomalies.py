"""What looks odd on the sheets of a round, told before it is tabulated and never corrected: people look, and decide.

Looks at marks alone. What a sheet must fulfil (each place once) is refused elsewhere; these are the sheets that are legal
and still surprise: missing marks, two sheets alike, a judge who ranks the other way round, a mark far from all others.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from statistics import median_low

from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from competitions.models import Operation, PanelSeat, Round, RoundPart, Scoresheet
from competitions.selectors import mark_forms, part_states, portions, round_sheets
from competitions.selectors.mark_forms import MarkForm
from competitions.selectors.round_sheets import RoundSheets

# Fewer entries than this are often judged alike; nobody is told of it.
FEWEST_ALIKE = 4
FAR_PLACES, FAR_SHARE = 3, 4


@dataclass(frozen=True, slots=True)
class Anomaly:
    """One thing to look at: which seat (empty: several), how bad, and in one sentence what it is."""

    kind: str
    seat: str
    words: str
    is_bad: bool = False


def anomalies_in(sheets: RoundSheets) -> tuple[Anomaly, ...]:
    """Everything odd in an open or closed round, what hinders first; nothing for one that is not open yet. Four queries."""
    round_ = sheets.round
    if round_.status == Round.Status.PLANNED:
        return ()
    labels = portions.labels_of(sheets.entries)
    rows = Scoresheet.objects.filter(seat__round=round_, status=Scoresheet.Status.SUBMITTED)
    submitted = list(rows.values_list("seat_id", "portion_key"))
    found = [*_late(round_)]
    for part in sheets.parts:
        entries = round_sheets.dancing(portions.of_bouts([part], sheets.entries))
        handed_in = frozenset(seat for seat, key in submitted if key in ("round", f"part:{part.pk}"))
        look = _Look(sheets, part, tuple(entry.pk for entry in entries), labels, handed_in)
        found += [*look.unwhole(), *look.alike(), *look.reversed(), *look.far()]
    return tuple(sorted(found, key=lambda one: not one.is_bad))


def _late(round_: Round) -> Iterator[Anomaly]:
    late = Operation.objects.filter(seat__round=round_, outcome=Operation.Outcome.LATE)
    for letter, count in sorted(Counter(late.values_list("seat__letter", flat=True)).items()):
        words = ngettext(
            "Judge %(letter)s: %(count)d mark came after the sheet was handed in; it is kept and not counted.",
            "Judge %(letter)s: %(count)d marks came after the sheet was handed in; they are kept and not counted.",
            count,
        )
        yield Anomaly("late", letter, words % {"letter": letter, "count": count}, is_bad=True)
    again = Scoresheet.objects.filter(seat__round=round_, versions__number__gt=1).annotate(letter=F("seat__letter"))
    for letter in sorted(set(again.values_list("letter", flat=True))):
        yield Anomaly("version", letter, _("Judge %(letter)s handed a sheet in again.") % {"letter": letter})


@dataclass(frozen=True, slots=True)
class _Look:
    """One dance of the round, looked at."""

    sheets: RoundSheets
    part: RoundPart
    entries: tuple[int, ...]
    labels: Mapping[int, str]
    handed_in: frozenset[int]

    def unwhole(self) -> Iterator[Anomaly]:
        """Sheets that are handed in but not whole any more (an entry came back), or uneven."""
        for seat in self._seats():
            form = self._form(seat)
            asked = portions.asked_of(self.sheets.round, len(self.entries), form)
            values = {key[1:]: value for key, value in self.sheets.marks.items() if key[0] == seat.pk}
            state = part_states.state_of(form, self.part, asked, self.entries, values)
            gone = [*state.unplaced, *(entry for entry, _criterion in state.empty)]
            named = ", ".join(dict.fromkeys(self.labels[entry] for entry in gone))
            if named and seat.pk in self.handed_in:
                words = _("Judge %(letter)s, %(dance)s: no mark yet for No. %(numbers)s.")
                yield Anomaly("missing", seat.letter, words % {**self._where(seat), "numbers": named}, is_bad=True)
            if form.kind in ("cross", "choice") and state.given > asked.high:
                words = _("Judge %(letter)s, %(dance)s: %(given)d given, %(asked)d asked.")
                numbers = {"given": state.given, "asked": asked.high}
                yield Anomaly("too_many", seat.letter, words % {**self._where(seat), **numbers}, is_bad=True)

    def alike(self) -> Iterator[Anomaly]:
        """Two judges whose sheets hold the same, mark by mark, where there is enough to differ in."""
        if len(self.entries) < FEWEST_ALIKE:
            return
        for one, other in combinations(self._seats(), 2):
            first, second = self._column(one), self._column(other)
            if None not in first and first == second:
                words = _("Judges %(letter)s and %(other)s, %(dance)s: their sheets are the same, mark by mark.")
                yield Anomaly("alike", "", words % {**self._where(one), "other": other.letter})

    def reversed(self) -> Iterator[Anomaly]:
        """A judge who ranks the floor the other way round than the panel: best and worst may have been swapped."""
        if len(self.entries) < FEWEST_ALIKE or len(self._seats()) < 3:
            return
        orders = {seat.letter: self._order(seat) for seat in self._seats()}
        for letter, own in orders.items():
            others = [order for name, order in orders.items() if name != letter and order]
            if own and len(others) > 1 and _is_reversed(own, others):
                words = _("Judge %(letter)s, %(dance)s: ranks the other way round than the panel.")
                yield Anomaly("reversed", letter, words % {"letter": letter, "dance": self.part.title}, is_bad=True)

    def far(self) -> Iterator[Anomaly]:
        """A mark three places, or a quarter of the scale, from the middle of the panel's marks."""
        for index, entry in enumerate(self.entries):
            for criterion in self._form(None).criteria:
                marks = {seat: self._mark(seat, index, criterion) for seat in self._seats()}
                yield from self._far_ones(entry, criterion, marks)

    def _far_ones(self, entry: int, criterion: str, marks: Mapping[PanelSeat, int | None]) -> Iterator[Anomaly]:
        given = [value for value in marks.values() if value is not None]
        if len(given) < 3:
            return
        middle = median_low(given)
        for seat, mark in marks.items():
            if mark is None:
                continue
            if abs(mark - middle) >= self._distance(seat, criterion):
                form = self._form(seat)
                words = _("Judge %(letter)s, %(dance)s, No. %(number)s: %(mark)s, the panel about %(middle)s.")
                facts = {"mark": form.text(criterion, mark), "middle": form.text(criterion, middle)}
                told = words % {**self._where(seat), "number": self.labels[entry], **facts}
                yield Anomaly("far", seat.letter, told)

    def _seats(self) -> Sequence[PanelSeat]:
        return self.sheets.panels[self.part.pk]

    def _where(self, seat: PanelSeat) -> dict[str, str]:
        return {"letter": seat.letter, "dance": self.part.title}

    def _form(self, seat: PanelSeat | None) -> MarkForm:
        return mark_forms.form_of(self.sheets.round, seat)

    def _mark(self, seat: PanelSeat, index: int, criterion: str) -> int | None:
        return self.sheets.marks.get((seat.pk, self.entries[index], self.part.pk, criterion))

    def _column(self, seat: PanelSeat) -> list[int | None]:
        criteria = self._form(seat).criteria
        return [self._mark(seat, index, name) for index in range(len(self.entries)) for name in criteria]

    def _order(self, seat: PanelSeat) -> list[Decimal] | None:
        """The judge's figures, larger is better; None where some are missing or the marks give no order."""
        form = self._form(seat)
        if form.kind not in ("place", "points"):
            return None
        rows = [[self._mark(seat, index, name) for name in form.criteria] for index in range(len(self.entries))]
        if any(mark is None for row in rows for mark in row):
            return None
        if form.kind == "place":
            return [Decimal(-(row[0] or 0)) for row in rows]
        return [sum((s.mark(mark or 0) for s, mark in zip(form.scales, row, strict=True)), Decimal(0)) for row in rows]

    def _distance(self, seat: PanelSeat, criterion: str) -> int:
        form = self._form(seat)
        scale = form.scale_of(criterion)
        if scale is not None:
            return max(2, (scale.high - scale.low) // FAR_SHARE)
        return FAR_PLACES if form.kind == "place" else 10**6


def _is_reversed(own: Sequence[Decimal], others: Sequence[Sequence[Decimal]]) -> bool:
    """Whether of the pairs that the judge tells apart, three quarters stand the other way round than with the others."""
    against = total = 0
    for first, second in combinations(range(len(own)), 2):
        lead = sum((row[first] > row[second]) - (row[first] < row[second]) for row in others)
        mine = own[first] - own[second]
        if lead and mine:
            total += 1
            against += (lead > 0) != (mine > 0)
    return total >= FEWEST_ALIKE and against * 4 >= total * 3
