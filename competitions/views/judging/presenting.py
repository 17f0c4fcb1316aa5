"""Prepares the sheet's page: what the template shows without a script, and the data that the pad's script starts from."""

import secrets
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import ngettext
from django.utils.translation import gettext as _

from competitions.forms.marking import press_value
from competitions.models import Competition, JudgeAppointment, RoundEntry, RoundPart, Scoresheet
from competitions.selectors import judge_pages
from competitions.selectors.judge_pages import HeatGroup, SeatPage
from competitions.selectors.portions import PartState
from competitions.services import sheet_rules
from competitions.views.judging.envelope import envelope
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


class Presentation:
    """One seat's page, turned to one dance."""

    def __init__(self, appointment: JudgeAppointment, page: SeatPage, part: RoundPart) -> None:
        self.appointment = appointment
        self.page = page
        self.part = part
        self.sheet = page.sheet_of(part)
        self.state = next(state for state in page.states(self.sheet) if state.part == part)
        self.version = page.versions[self.sheet.pk]
        self.is_locked = self.sheet.status == Scoresheet.Status.SUBMITTED

    def context(self) -> dict[str, object]:
        """Everything that the template needs."""
        is_ranking = self.state.asked.kind == "place"
        return {
            "page": self.page,
            "part": self.part,
            "sheet": self.sheet,
            "title": judge_pages.round_title(self.page.seat.round),
            "lead": self._lead(),
            "who": self.who(),
            "state_kind": self._state()[0],
            "state_text": self._state()[1],
            "tabs": self._tabs(),
            "is_ranking": is_ranking,
            "is_locked": self.is_locked,
            "groups": self._groups(is_ranking),
            "slots": self._slots() if is_ranking else [],
            "typed": self._typed() if is_ranking else [],
            "count": self.state.given,
            "of_text": self._of_text(),
            "pips": ["on"] * min(self.state.given, self.state.asked.high)
            + [""] * (self.state.asked.high - self.state.given)
            + ["over"] * (self.state.given - self.state.asked.high),
            "missing": self._missing(),
            "undo": self._undo(),
            "ticket": secrets.token_hex(8),
            "pad_data": self._data(),
        }

    def who(self) -> str:
        """Seat and name of the judge who holds the device."""
        return _("Judge %(letter)s · %(name)s") % {
            "letter": self.page.seat.letter,
            "name": self.appointment.person.full_name,
        }

    def summary(self) -> list[tuple[str, list[str]]]:
        """What would be handed in: for each dance of the sheet the chosen numbers, or the numbers in order."""
        found = []
        for state in self.page.states(self.sheet):
            values = {entry: self._value(entry, state.part) for entry in self.page.entries}
            if state.asked.kind == "cross":
                lines = [self._number(entry) for entry, value in values.items() if value]
            else:
                placed = sorted((value, entry.order, entry) for entry, value in values.items() if value)
                lines = [f"{value}. {self._number(entry)}" for value, _order, entry in placed]
            found.append((state.part.title, lines))
        return found

    def faults(self) -> list[str]:
        """What keeps the sheet from being handed in, one sentence for each dance."""
        return [
            sheet_rules.fault_of(state, self.page.labels, self.page.form)
            for state in self.page.states(self.sheet)
            if not state.is_whole
        ]

    def _number(self, entry: RoundEntry) -> str:
        return self.page.labels[entry.pk]

    def _value(self, entry: RoundEntry, part: RoundPart) -> int | None:
        mark = self.page.marks.get((entry.pk, part.pk, ""))
        return mark.value if mark else None

    def _base(self, entry: RoundEntry) -> str:
        mark = self.page.marks.get((entry.pk, self.part.pk, ""))
        return mark.operation.client_id if mark and mark.operation else ""

    def _lead(self) -> str:
        asked, dancing = self.state.asked, sum(1 for entry in self.page.entries if entry.status == "dancing")
        parts = [_counted_entries(self.page.seat.round.competition, dancing)]
        heats = [group for group in self.page.heats.get(self.part.pk, ()) if group.number]
        if len(heats) > 1:
            parts.append(ngettext("%(n)d heat", "%(n)d heats", len(heats)) % {"n": len(heats)})
        if asked.kind == "place":
            parts.append(_("place everyone, best first"))
        elif asked.low == asked.high:
            parts.append(_("choose %(n)d") % {"n": asked.high})
        else:
            parts.append(_("choose %(low)d to %(high)d") % {"low": asked.low, "high": asked.high})
        return " · ".join(parts)

    def _state(self) -> tuple[str, str]:
        """Kind and text of the state line without a script: what the server has."""
        dance = {"dance": self._sheet_name(self.sheet)}
        if self.sheet.submitted_at is not None:
            time = self.sheet.submitted_at.astimezone(self.appointment.festival.zone).strftime("%H:%M")
            return "handed", _("%(dance)s is handed in, %(time)s") % {**dance, "time": time}
        if self.sheet.status == Scoresheet.Status.REOPENED:
            return "reopened", _("%(dance)s was reopened: change what is needed and hand it in again") % dance
        count = sum(1 for mark in self.page.marks.values() if mark.value)
        if not count or self.page.received_at is None:
            return "received", _("Ready. Nothing is marked yet.")
        time = self.page.received_at.astimezone(self.appointment.festival.zone).strftime("%H:%M")
        return "received", ngettext("%(n)d mark received, %(time)s", "All %(n)d marks received, %(time)s", count) % {
            "n": count,
            "time": time,
        }

    def _sheet_name(self, sheet: Scoresheet) -> str:
        parts = [part for part in self.page.parts if self.page.sheet_of(part) == sheet]
        return parts[0].title if len(parts) == 1 else self.page.seat.round.title

    def _tabs(self) -> list[dict[str, object]]:
        return [
            {
                "part": part,
                "url": f"{reverse('judging:sheet', args=[self.page.sheet_of(part).pk])}?dance={part.pk}",
                "is_current": part == self.part,
                "is_in": self.page.sheet_of(part).status == Scoresheet.Status.SUBMITTED,
            }
            for part in self.page.parts
        ]

    def _groups(self, is_ranking: bool) -> list[TileGroup]:
        """The tiles by heat; of a ranking those that have no place yet."""
        groups: tuple[HeatGroup, ...] = self.page.heats.get(self.part.pk, ())
        if is_ranking:
            waiting = tuple(entry for entry in self.page.entries if self._value(entry, self.part) is None)
            groups = (HeatGroup(0, "", waiting),)
        return [
            TileGroup(group.number, group.note, [self._tile(entry, is_ranking) for entry in group.entries])
            for group in groups
        ]

    def _tile(self, entry: RoundEntry, is_ranking: bool) -> Tile:
        value = self._value(entry, self.part)
        wanted = (self.state.missing[0] if self.state.missing else None) if is_ranking else (None if value else 1)
        return Tile(
            number=self._number(entry),
            value=press_value(entry.pk, self.part.pk, wanted, self._base(entry)),
            is_chosen=bool(value) and not is_ranking,
            is_withdrawn=entry.status != RoundEntry.Status.DANCING,
        )

    def _slots(self) -> list[Slot]:
        """One slot for each place asked, and one for each place beyond them that a mark still holds."""
        held: dict[int, list[RoundEntry]] = {}
        for entry in self.page.entries:
            value = self._value(entry, self.part)
            if value is not None:
                held.setdefault(value, []).append(entry)
        places = sorted({*range(1, self.state.asked.high + 1), *held})
        free = self.state.missing[0] if self.state.missing else None
        return [self._slot(place, held.get(place, []), is_next=place == free) for place in places]

    def _slot(self, place: int, entries: list[RoundEntry], *, is_next: bool) -> Slot:
        value = press_value(entries[0].pk, self.part.pk, None, self._base(entries[0])) if entries else ""
        number = " · ".join(self._number(entry) for entry in entries)
        return Slot(place, ordinal_ending(place), number, value, is_next)

    def _typed(self) -> list[TypedPlace]:
        return [
            TypedPlace(entry.pk, self._number(entry), self._value(entry, self.part), self._base(entry))
            for entry in self.page.entries
            if entry.status == RoundEntry.Status.DANCING
        ]

    def _of_text(self) -> str:
        asked = self.state.asked
        if asked.low != asked.high:
            return _("chosen, %(low)d to %(high)d asked") % {"low": asked.low, "high": asked.high}
        if self.state.is_whole:
            return _("of %(n)d chosen: complete") % {"n": asked.high}
        return _("of %(n)d chosen") % {"n": asked.high}

    def _missing(self) -> str:
        """What the foot's button says is missing; empty when the whole sheet may be handed in."""
        states: list[PartState] = [state for state in self.page.states(self.sheet) if not state.is_whole]
        if not states:
            return ""
        state = self.state if not self.state.is_whole else states[0]
        if state.asked.kind == "place":
            count = len(state.unplaced) or len(state.missing)
            return ngettext("Place %(n)d more", "Place %(n)d more", count) % {"n": count}
        if state.given > state.asked.high:
            over = state.given - state.asked.high
            return ngettext("Take %(n)d back", "Take %(n)d back", over) % {"n": over}
        lack = state.asked.low - state.given
        return ngettext("Choose %(n)d more", "Choose %(n)d more", lack) % {"n": lack}

    def _undo(self) -> str:
        """What the undo button sends: the last change of this dance with the value before it; empty: nothing to undo."""
        row = judge_pages.last_to_undo(self.page.seat.pk, self.part.pk)
        if row is None or self.is_locked:
            return ""
        mark = self.page.marks.get((row.round_entry_id, row.part_id, ""))
        before = row.base.value if row.base is not None else None
        base = mark.operation.client_id if mark is not None and mark.operation is not None else ""
        return f"{row.pk}:{press_value(row.round_entry_id, row.part_id, before, base)}"

    def _data(self) -> dict[str, object]:
        """What the script starts from. Numbers and own marks alone: no names, no other seat."""
        page = self.page
        return {
            **envelope(self.appointment),
            "seat": page.seat.pk,
            "kind": page.asked.kind,
            "low": page.asked.low,
            "high": page.asked.high,
            "current": self.part.pk,
            "parts": [{"id": part.pk, "title": part.title, "sheet": page.sheet_of(part).pk} for part in page.parts],
            "sheets": [
                {
                    "id": sheet.pk,
                    "title": self._sheet_name(sheet),
                    "status": sheet.status,
                    "version": page.versions[sheet.pk],
                }
                for sheet in page.sheets.values()
            ],
            "entries": [
                {"id": entry.pk, "number": self._number(entry), "dancing": entry.status == RoundEntry.Status.DANCING}
                for entry in page.entries
            ],
            "heats": {
                part: [
                    {"number": group.number, "note": group.note, "entries": [entry.pk for entry in group.entries]}
                    for group in groups
                ]
                for part, groups in page.heats.items()
            },
            "marks": [
                [entry, part, mark.value, mark.operation.client_id if mark.operation else None]
                for (entry, part, _criterion), mark in page.marks.items()
            ],
            "state": self._state()[1],
        }


def _counted_entries(competition: Competition, count: int) -> str:
    size = Competition.Size
    words = {
        size.SOLO: ngettext("%(n)d dancer", "%(n)d dancers", count),
        size.COUPLE: ngettext("%(n)d couple", "%(n)d couples", count),
        size.DUO: ngettext("%(n)d duo", "%(n)d duos", count),
    }
    return words.get(size(competition.size), ngettext("%(n)d group", "%(n)d groups", count)) % {"n": count}
