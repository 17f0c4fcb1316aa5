"""What sheets of criteria, alternates, deductions and battles show without a script: a form for each."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from competitions.models import RoundEntry, RoundPart, Scoresheet
from competitions.selectors import judge_scales, portions
from competitions.selectors.judge_pages import SeatPage
from competitions.selectors.judge_scales import ShownScale
from competitions.selectors.portions import PartState
from competitions.views.judging.cells import Cells
from competitions.views.judging.tiles import Tiles

DANCING = RoundEntry.Status.DANCING
YES = 1
# The template of each look; tiles and rankings stand in the page itself.
TEMPLATES = {
    "choice": "judging/faces/choice.html",
    "criteria": "judging/faces/criteria.html",
    "deductions": "judging/faces/deductions.html",
    "vote": "judging/faces/vote.html",
    "sliders": "judging/faces/sliders.html",
}
SIDES = {-1: "red", 0: "tie", 1: "blue"}


@dataclass(frozen=True, slots=True)
class Press:
    """One button: its words, what it sends, whether it shows the cell's value now, and what a screen reader says."""

    text: str
    value: str
    is_on: bool = False
    label: str = ""
    look: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One entry or criterion with its mark: presses around it and a field to type in; `name` is the field's cell."""

    title: str
    note: str
    text: str
    name: str
    base: str
    presses: list[Press]
    is_withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class OwnRow:
    """One entry among the judge's own marks so far."""

    number: str
    text: str
    url: str
    is_here: bool


def face_of(page: SeatPage, part: RoundPart, state: PartState, entry: RoundEntry | None) -> dict[str, object]:
    """The context of the sheet's face, whatever its kind of marks."""
    look = judge_scales.look_of(page.form)
    cells = Cells(page, part)
    context: dict[str, object] = {"look": look, "face": TEMPLATES.get(look, ""), "is_ranking": look == "ranking"}
    if look in ("tiles", "ranking", "choice"):
        context |= Tiles(page, part, state, cells).context()
    if look == "choice":
        context |= {"choices": _choices(page, cells)}
    elif look == "criteria":
        context |= _criteria(page, part, cells, entry)
    elif look == "deductions":
        context |= {"lines": _deductions(page, cells)}
    elif look in ("vote", "sliders") and part.bout is not None and part.bout.red is not None:
        context |= _battle(page, part, cells, part.bout.red)
    return context


def _criteria(page: SeatPage, part: RoundPart, cells: Cells, entry: RoundEntry | None) -> dict[str, object]:
    """One entry's criteria, its neighbours in running order, and the judge's own totals so far."""
    shown = judge_scales.shown_scales(page.seat.round, page.form)
    dancing = [one for one in page.entries if one.status == DANCING]
    if entry is None:
        return {"lines": [], "own": []}
    here = dancing.index(entry)
    own = []
    for one in dancing:
        steps = [cells.value(one, criterion) for criterion in page.form.criteria]
        is_whole = None not in steps
        text = shown.total_text(steps) if is_whole else _("not marked") if not any(steps) else _("not whole yet")
        total = sum(row.base + row.gain * (value or 0) for row, value in zip(shown.scales, steps, strict=True))
        own.append((not is_whole, -total, OwnRow(page.labels[one.pk], text, _url(page, part, one), one == entry)))
    steps = [cells.value(entry, criterion) for criterion in page.form.criteria]
    return {
        "number": page.labels[entry.pk],
        "nth": _("%(n)d of %(all)d") % {"n": here + 1, "all": len(dancing)},
        "total": shown.total_text(steps) if any(step is not None for step in steps) else "–",
        "has_total": len(shown.scales) > 1,
        "lines": [_line(cells, entry, scale) for scale in shown.scales],
        "back": _neighbour(page, part, dancing, here - 1),
        "ahead": _neighbour(page, part, dancing, here + 1),
        "own": [row for _is_open, _total, row in sorted(own, key=lambda item: item[:2])],
    }


def _line(cells: Cells, entry: RoundEntry, shown: ShownScale) -> Line:
    """One criterion: less, the mark, more; from no mark either button goes to the start."""
    scale = shown.scale
    value = cells.value(entry, scale.criterion)
    presses = []
    for text, label, step in (("−", _("%(criterion)s: less"), -1), ("+", _("%(criterion)s: more"), 1)):
        wanted = shown.start if value is None else value + step * shown.stride
        is_possible = scale.low <= wanted <= scale.high
        sent = cells.press(entry, wanted, scale.criterion) if is_possible else ""
        presses.append(Press(text, sent, label=label % {"criterion": shown.title}))
    return Line(
        title=shown.title,
        note=shown.note,
        text=scale.text(value),
        name=cells.name(entry, scale.criterion),
        base=cells.base(entry, scale.criterion),
        presses=presses,
    )


def _neighbour(page: SeatPage, part: RoundPart, dancing: list[RoundEntry], place: int) -> dict[str, str] | None:
    if not 0 <= place < len(dancing):
        return None
    return {"number": page.labels[dancing[place].pk], "url": _url(page, part, dancing[place])}


def _url(page: SeatPage, part: RoundPart, entry: RoundEntry) -> str:
    address = reverse("judging:sheet", args=[page.sheet_of(part, entry).pk])
    return f"{address}?dance={part.pk}&entry={entry.pk}"


def _choices(page: SeatPage, cells: Cells) -> list[Line]:
    """Each number with its words; an alternate that another number holds moves."""
    ordered = sorted(page.form.choices, key=lambda choice: choice.value or len(page.form.choices))
    holders = {cells.value(entry): entry for entry in page.entries}
    lines = []
    for entry in page.entries:
        now = cells.value(entry) or 0
        presses = []
        for choice in ordered:
            sent = cells.press(entry, choice.value or None)
            holder = holders.get(choice.value)
            if choice.value > YES and holder is not None and holder != entry:
                sent = f"{cells.press(holder, None)} {sent}"
            text = choice.key if choice.value > YES else choice.label
            label = f"{page.labels[entry.pk]}: {choice.label}"
            presses.append(Press(text, sent, choice.value == now, label, "yes" if choice.value == YES else ""))
        is_gone = entry.status != DANCING
        lines.append(Line(page.labels[entry.pk], "", "", cells.name(entry), cells.base(entry), presses, is_gone))
    return lines


def _deductions(page: SeatPage, cells: Cells) -> list[Line]:
    scale = page.form.scales[0]
    taps = judge_scales.taps_of(page.form)
    lines = []
    for entry in page.entries:
        number, value = page.labels[entry.pk], cells.value(entry, scale.criterion)
        presses = [
            Press(
                f"−{scale.text(tap)}",
                cells.press(entry, min(scale.high, (value or 0) + tap), scale.criterion),
                label=_("No. %(number)s: take off %(value)s") % {"number": number, "value": scale.text(tap)},
            )
            for tap in taps
        ]
        if value:
            clear = cells.press(entry, None, scale.criterion)
            presses.append(Press(_("Clear"), clear, label=_("No. %(number)s: no deduction") % {"number": number}))
        name, base = cells.name(entry, scale.criterion), cells.base(entry, scale.criterion)
        lines.append(Line(number, "", scale.text(value), name, base, presses, entry.status != DANCING))
    return lines


def _battle(page: SeatPage, part: RoundPart, cells: Cells, red: RoundEntry) -> dict[str, object]:
    """Both sides by number, and the votes or the sliders; the mark stands on the red side."""
    bout = part.bout
    blue = page.labels.get(bout.blue_id or 0, "–") if bout is not None else "–"
    context: dict[str, object] = {"red": page.labels[red.pk], "blue": blue}
    if page.form.kind == "vote":
        now = cells.value(red)
        numbers = {-1: page.labels[red.pk], 0: "=", 1: blue}
        halves = [
            Press(
                choice.label,
                cells.press(red, choice.value),
                choice.value == now,
                numbers[choice.value],
                SIDES[choice.value],
            )
            for choice in sorted(page.form.choices, key=lambda choice: choice.value)
        ]
        return context | {"halves": halves}
    shown = judge_scales.shown_scales(page.seat.round, page.form)
    return context | {"lines": [_slider(cells, red, scale) for scale in shown.scales]}


def _slider(cells: Cells, red: RoundEntry, shown: ShownScale) -> Line:
    """A slider as four buttons and a field; below 0 is red's."""
    scale = shown.scale
    value = cells.value(red, scale.criterion)
    moves = [("«", -shown.leap), ("‹", -shown.stride), ("›", shown.stride), ("»", shown.leap)]
    presses = []
    for text, move in moves:
        wanted = max(scale.low, min(scale.high, (value or 0) + move))
        words = _("%(criterion)s: towards red") if move < 0 else _("%(criterion)s: towards blue")
        presses.append(Press(text, cells.press(red, wanted, scale.criterion), label=words % {"criterion": shown.title}))
    return Line(
        title=shown.title,
        note=_("below 0 red, above 0 blue"),
        text=scale.text(value),
        name=cells.name(red, scale.criterion),
        base=cells.base(red, scale.criterion),
        presses=presses,
    )


def shown_entry(page: SeatPage, sheet: Scoresheet, part: RoundPart, wanted: str) -> RoundEntry | None:
    """The entry that a sheet of criteria shows: of those it covers the one asked for, or the first that is not whole."""
    covered = portions.narrow(sheet, page.seat.round, page.parts, page.entries).entries
    dancing = [entry for entry in covered if entry.status == DANCING]
    asked = [entry for entry in dancing if str(entry.pk) == wanted]
    cells = Cells(page, part)
    first = [one for one in dancing if any(cells.value(one, name) is None for name in page.form.criteria)]
    return next(iter([*asked, *first, *dancing]), None)
