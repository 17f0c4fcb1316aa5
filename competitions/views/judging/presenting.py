"""Prepares the sheet's page: what the template shows without a script, and the data that the pad's script starts from."""

import secrets

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from competitions.forms.marking import press_value
from competitions.models import Competition, JudgeAppointment, RoundEntry, RoundPart, Scoresheet
from competitions.selectors import judge_pages, judge_scales, portions
from competitions.selectors.judge_pages import SeatPage
from competitions.selectors.portions import PartState
from competitions.services import sheet_rules
from competitions.views.judging.cells import Cells
from competitions.views.judging.faces import face_of, shown_entry
from competitions.views.judging.pad_data import pad_data
from competitions.views.judging.summaries import summary_of


class Presentation:
    """One seat's page, turned to one dance."""

    def __init__(
        self, appointment: JudgeAppointment, page: SeatPage, sheet: Scoresheet, part: RoundPart, entry: str = ""
    ) -> None:
        self.appointment = appointment
        self.page = page
        self.part = part
        self.sheet = sheet
        self.form = page.form
        self.state = next(state for state in page.states(sheet) if state.part == part)
        self.entry = shown_entry(page, sheet, part, entry) if self._look == "criteria" else None
        self.version = page.versions[sheet.pk]
        self.is_locked = sheet.status == Scoresheet.Status.SUBMITTED

    @property
    def _look(self) -> str:
        return judge_scales.look_of(self.form)

    def context(self) -> dict[str, object]:
        """Everything that the template needs."""
        state_kind, state_text = self._state()
        return {
            "page": self.page,
            "part": self.part,
            "sheet": self.sheet,
            "entry": self.entry,
            "title": judge_pages.round_title(self.page.seat.round),
            "lead": self._lead(),
            "who": self.who(),
            "state_kind": state_kind,
            "state_text": state_text,
            "tabs": self._tabs(),
            "has_tabs": self._look in ("tiles", "ranking") or len(self._near_parts()) > 1,
            "is_locked": self.is_locked,
            **face_of(self.page, self.part, self.state, self.entry),
            "missing": self._missing(),
            "undo": self._undo(),
            "ticket": secrets.token_hex(8),
            "pad_data": self._data(state_text),
        }

    def who(self) -> str:
        """Seat and name of the judge who holds the device."""
        return _("Judge %(letter)s · %(name)s") % {
            "letter": self.page.seat.letter,
            "name": self.appointment.person.full_name,
        }

    def summary(self) -> list[tuple[str, list[str]]]:
        """What would be handed in, line by line, for each dance of the sheet."""
        return summary_of(self.page, self.sheet)

    def faults(self) -> list[str]:
        """What keeps the sheet from being handed in, one sentence for each dance."""
        return [
            sheet_rules.fault_of(state, self.page.labels, self.page.form)
            for state in self.page.states(self.sheet)
            if not state.is_whole
        ]

    def _lead(self) -> str:
        dancing = sum(1 for entry in self.page.entries if entry.status == RoundEntry.Status.DANCING)
        parts = [_counted_entries(self.page.seat.round.competition, dancing)]
        heats = [group for group in self.page.heats.get(self.part.pk, ()) if group.number]
        if len(heats) > 1:
            parts.append(ngettext("%(n)d heat", "%(n)d heats", len(heats)) % {"n": len(heats)})
        if self.part.bout is not None:
            parts = [self.part.title]
        return " · ".join([*parts, self._asked()])

    def _asked(self) -> str:
        """What the judge does here, in a few words."""
        asked, look = self.state.asked, self._look
        if look == "ranking" and self.form.places_to:
            return _("place the first %(n)d, best first") % {"n": asked.high}
        fixed = {
            "ranking": _("place everyone, best first"),
            "vote": _("tap the winner"),
            "sliders": _("move each slider to the better one"),
            "deductions": _("take off what is to be taken off; nothing is fine"),
        }
        if look in fixed:
            return fixed[look]
        if look == "criteria":
            notes = {judge_scales.note_of(scale) for scale in self.form.scales}
            return _("marks %(range)s") % {"range": notes.pop()} if len(notes) == 1 else _("mark every criterion")
        if asked.low == asked.high:
            return _("choose %(n)d") % {"n": asked.high}
        return _("choose %(low)d to %(high)d") % {"low": asked.low, "high": asked.high}

    def _state(self) -> tuple[str, str]:
        """Kind and text of the state line without a script: what the server has."""
        dance = {"dance": self._sheet_name(self.sheet)}
        if self.sheet.submitted_at is not None:
            time = self.sheet.submitted_at.astimezone(self.appointment.festival.zone).strftime("%H:%M")
            return "handed", _("%(dance)s is handed in, %(time)s") % {**dance, "time": time}
        if self.sheet.status == Scoresheet.Status.REOPENED:
            return "reopened", _("%(dance)s was reopened: change what is needed and hand it in again") % dance
        count = sum(1 for mark in self.page.marks.values() if not self.form.is_same(mark.value, None))
        if not count or self.page.received_at is None:
            return "received", _("Ready. Nothing is marked yet.")
        time = self.page.received_at.astimezone(self.appointment.festival.zone).strftime("%H:%M")
        return "received", ngettext("%(n)d mark received, %(time)s", "All %(n)d marks received, %(time)s", count) % {
            "n": count,
            "time": time,
        }

    def _sheet_name(self, sheet: Scoresheet) -> str:
        kind, _colon, key = sheet.portion_key.partition(":")
        if kind == "entry":
            return _("No. %(number)s") % {"number": self.page.labels.get(int(key), "–")}
        parts = [part for part in self.page.parts if sheet.portion_key in ("round", f"part:{part.pk}")]
        return parts[0].title if len(parts) == 1 else self.page.seat.round.title

    def _tabs(self) -> list[dict[str, object]]:
        return [
            {
                "part": part,
                "url": f"{reverse('judging:sheet', args=[self._sheet_at(part).pk])}?dance={part.pk}{self._entry_query}",
                "is_current": part == self.part,
                "is_in": self._sheet_at(part).status == Scoresheet.Status.SUBMITTED,
                "is_hidden": part.bout_id != self.part.bout_id,
            }
            for part in self.page.parts
        ]

    def _near_parts(self) -> list[RoundPart]:
        """The dances that have a tab here: of battles the throw-downs of the one that is shown."""
        return [part for part in self.page.parts if part.bout_id == self.part.bout_id]

    def _sheet_at(self, part: RoundPart) -> Scoresheet:
        """The sheet of another dance that the judge comes to from this one."""
        return self.sheet if part == self.part else self.page.sheet_of(part, self.entry)

    @property
    def _entry_query(self) -> str:
        return f"&entry={self.entry.pk}" if self.entry else ""

    def _missing(self) -> str:
        """What the foot's button says is missing; empty when the whole sheet may be handed in."""
        states: list[PartState] = [state for state in self.page.states(self.sheet) if not state.is_whole]
        if not states:
            return ""
        state = self.state if not self.state.is_whole else states[0]
        if state.empty:
            return ngettext("Mark %(n)d more", "Mark %(n)d more", len(state.empty)) % {"n": len(state.empty)}
        if state.level:
            return _("No decision yet") if self.form.kind == "slider" else _("Choose between equal totals")
        if state.asked.kind == "place":
            count = len(state.unplaced) or len(state.missing)
            return ngettext("Place %(n)d more", "Place %(n)d more", count) % {"n": count}
        if state.given > state.asked.high:
            over = state.given - state.asked.high
            return ngettext("Take %(n)d back", "Take %(n)d back", over) % {"n": over}
        lack = state.asked.low - state.given
        if lack > 0:
            return ngettext("Choose %(n)d more", "Choose %(n)d more", lack) % {"n": lack}
        return _("Give %(list)s") % {"list": ", ".join(state.spare)}

    def _undo(self) -> str:
        """What the undo button sends: the last change of this dance with the value before it; empty: nothing to undo."""
        row = judge_pages.last_to_undo(self.page.seat.pk, self.part.pk)
        is_here = row is not None and portions.names_cell(self.sheet.portion_key, row.round_entry_id, row.part_id)
        if row is None or self.is_locked or not is_here or row.criterion not in ("", *self.form.criteria):
            return ""
        mark = self.page.marks.get((row.round_entry_id, row.part_id, row.criterion))
        before = row.base.value if row.base is not None else None
        base = mark.operation.client_id if mark is not None and mark.operation is not None else ""
        place = Cells(self.page, self.part).place(row.criterion)
        return f"{row.pk}:{press_value(row.round_entry_id, row.part_id, before, base, place)}"

    def _data(self, state_text: str) -> dict[str, object]:
        """What the script starts from."""
        titles = {sheet.pk: self._sheet_name(sheet) for sheet in self.page.sheets.values()}
        data = pad_data(self.appointment, self.page, self.sheet, self.state, self.entry, titles)
        return {**data, "state": state_text}


def _counted_entries(competition: Competition, count: int) -> str:
    size = Competition.Size
    words = {
        size.SOLO: ngettext("%(n)d dancer", "%(n)d dancers", count),
        size.COUPLE: ngettext("%(n)d couple", "%(n)d couples", count),
        size.DUO: ngettext("%(n)d duo", "%(n)d duos", count),
    }
    return words.get(size(competition.size), ngettext("%(n)d group", "%(n)d groups", count)) % {"n": count}
