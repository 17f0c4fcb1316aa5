"""What a sheet would hand in, in words: a line for each number, in the order in which a judge reads them."""

from django.utils.translation import gettext as _

from competitions.models import RoundEntry, RoundPart, Scoresheet
from competitions.selectors import judge_scales, portions
from competitions.selectors.judge_pages import SeatPage
from competitions.selectors.portions import PartState
from competitions.views.judging.cells import Cells

YES = 1


def summary_of(page: SeatPage, sheet: Scoresheet) -> list[tuple[str, list[str]]]:
    """For each dance of the sheet its title and lines."""
    entries = portions.narrow(sheet, page.seat.round, page.parts, page.entries).entries
    return [(state.part.title, _lines(page, entries, state)) for state in page.states(sheet)]


def _lines(page: SeatPage, entries: tuple[RoundEntry, ...], state: PartState) -> list[str]:
    cells = Cells(page, state.part)
    look = judge_scales.look_of(page.form)
    if look in ("criteria", "deductions"):
        dancing = [entry for entry in entries if entry.status == RoundEntry.Status.DANCING]
        lines = [_marked(page, cells, entry) for entry in dancing]
        return [line for line in lines if line] or [_("No deductions.")]
    if look in ("vote", "sliders"):
        return _battle(page, cells, state.part)
    given = [(cells.value(entry) or 0, entry) for entry in entries]
    rows = [(value, entry.order, page.labels[entry.pk]) for value, entry in given if value]
    if look == "tiles":
        return [number for _value, _order, number in rows]
    if look == "ranking":
        return [f"{value}. {number}" for value, _order, number in sorted(rows)]
    words = {choice.value: choice.label for choice in page.form.choices}
    return [number if value == YES else f"{words[value]}: {number}" for value, _order, number in sorted(rows)]


def _marked(page: SeatPage, cells: Cells, entry: RoundEntry) -> str:
    """ "No. 12: Technique 8.5 · Music missing"; nothing for an entry without a deduction."""
    told = []
    for scale in page.form.scales:
        value = cells.value(entry, scale.criterion)
        if page.form.is_optional and not value:
            return ""
        title = scale.title[:1].upper() + scale.title[1:]
        told.append(
            f"{title} {scale.text(value)}" if value is not None else _("%(criterion)s missing") % {"criterion": title}
        )
    return _("No. %(number)s: %(marks)s") % {"number": page.labels[entry.pk], "marks": " · ".join(told)}


def _battle(page: SeatPage, cells: Cells, part: RoundPart) -> list[str]:
    if part.bout is None or part.bout.red is None:
        return []
    red, blue = page.labels[part.bout.red.pk], page.labels.get(part.bout.blue_id or 0, "–")
    if page.form.kind == "vote":
        value = cells.value(part.bout.red)
        words = {-1: _("Red %(number)s") % {"number": red}, 0: _("Tie"), 1: _("Blue %(number)s") % {"number": blue}}
        return [] if value is None else [words[value]]
    lines = []
    for scale in page.form.scales:
        value = cells.value(part.bout.red, scale.criterion)
        side = _("no mark") if value is None else _("Red") if value < 0 else _("Blue") if value > 0 else ""
        lines.append(f"{scale.title}: {side} {scale.text(abs(value)) if value is not None else ''}".rstrip())
    return lines
