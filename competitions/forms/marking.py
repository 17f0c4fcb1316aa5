"""Turns the plain form of a judge's sheet (no script needed) into operations.

The page carries a ticket of its own, from which the operations' ids are made: a form sent twice is one operation. A cell is
written "entry" or, where a sheet has criteria, "entry.place of the criterion in the form".
"""

import re
from collections.abc import Mapping

from competitions.models import Scoresheet
from competitions.selectors.mark_forms import MarkForm, form_of
from competitions.services.judging import OperationIn

_CELL = r"(\d{1,18})(?:\.(\d{1,2}))?"
_PRESS = re.compile(_CELL + r":(\d{1,18}):(-?\d{0,9}):([A-Za-z0-9._:-]{0,64})", re.ASCII)
_UNDO = re.compile(r"(\d{1,18}):" + _CELL + r":(\d{1,18}):(-?\d{0,9}):([A-Za-z0-9._:-]{1,64})", re.ASCII)
_TICKET = re.compile(r"[a-z0-9]{8,24}", re.ASCII)
_PLACE, _MARK = "place-", "mark-"
_NAMED = re.compile(_CELL, re.ASCII)
MOST_PRESSES = 2


def press_value(entry: int, part: int, value: int | None, base: str | None, criterion: int | None = None) -> str:
    """What a button sends; `criterion` is its place in the form, where the sheet has criteria."""
    cell = f"{entry}" if criterion is None else f"{entry}.{criterion}"
    return f"{cell}:{part}:{'' if value is None else value}:{base or ''}"


def operations_from(data: Mapping[str, str], sheet: Scoresheet) -> list[OperationIn]:
    """Read the pressed button, the typed places or marks, or the undo button; an unreadable form holds nothing."""
    ticket = data.get("ticket", "")
    if not _TICKET.fullmatch(ticket):
        return []
    form = form_of(sheet.seat.round, sheet.seat)
    undo = _UNDO.fullmatch(data.get("undo", ""))
    if undo:
        operation, entry, criterion, part, value, base = undo.groups()
        return _read([(f"undo-{operation}", (entry, criterion), part, _number(value), base)], sheet, form)
    presses = [_PRESS.fullmatch(text) for text in data.get("mark", "").split()[:MOST_PRESSES]]
    found: list[_Raw] = []
    for press in presses:
        if press:
            entry, criterion, part, value, base = press.groups()
            client_id = f"form-{ticket}-{_name(entry, criterion)}-{part}-{value}"
            found.append((client_id, (entry, criterion), part, _number(value), base))
    pressed = {cell for _id, cell, *_rest in found}
    # What was typed beside the pressed button is not lost with it.
    found += [row for row in _typed(data, ticket, form) if row[1] not in pressed]
    return _read(found, sheet, form)


# An operation as the form has it: id, (entry, place of the criterion), dance, value, base.
_Raw = tuple[str, tuple[str, str | None], str, object, str]


def _typed(data: Mapping[str, str], ticket: str, form: MarkForm) -> list[_Raw]:
    """The places and marks that were typed and differ from what the page showed."""
    part = data.get("part", "")
    found: list[_Raw] = []
    for name, text in data.items():
        kind = _MARK if name.startswith(_MARK) else _PLACE
        cell = _NAMED.fullmatch(name.removeprefix(kind))
        if not name.startswith(kind) or not cell or not part.isdecimal():
            continue
        own, typed = name.removeprefix(kind), text.strip()
        if typed == data.get(f"was-{own}", ""):
            continue
        entry, criterion = cell.groups()
        value = _steps(typed, criterion, form) if kind == _MARK else _number(typed)
        client_id = f"form-{ticket}-{own}-{part}-{_safe(typed) or 'none'}"
        found.append((client_id, (entry, criterion), part, value, data.get(f"base-{own}", "")))
    return found


def _read(rows: list[_Raw], sheet: Scoresheet, form: MarkForm) -> list[OperationIn]:
    found = []
    for client_id, (entry, place), part, value, base in rows:
        criterion = _criterion(form, place)
        if criterion is not None:
            found.append(
                OperationIn(
                    client_id=client_id[:64],
                    seat=sheet.seat_id,
                    entry=int(entry[:18]),
                    part=int(part[:18]),
                    criterion=criterion,
                    value=value,
                    base=base or None,
                )
            )
    return found


def _criterion(form: MarkForm, place: str | None) -> str | None:
    """The criterion at this place of the form; None for a place that it does not have."""
    if place is None:
        return ""
    return form.criteria[int(place)] if int(place) < len(form.criteria) else None


def _steps(typed: str, place: str | None, form: MarkForm) -> object:
    """The steps of a typed mark, nothing for an empty field, or the text, which the service refuses with its cell named."""
    if not typed:
        return None
    criterion = _criterion(form, place)
    scale = form.scale_of(criterion) if criterion is not None else None
    steps = scale.steps(typed.replace("−", "-")) if scale is not None else None
    return typed[:20] if steps is None else steps


def _name(entry: str, criterion: str | None) -> str:
    return entry if criterion is None else f"{entry}.{criterion}"


def _safe(text: str) -> str:
    """What was typed as a part of an id."""
    return re.sub(r"[^A-Za-z0-9.-]", "_", text[:9], flags=re.ASCII)


def _number(text: str) -> object:
    """A whole number, nothing, or the text as it is, which the service refuses with its cell named."""
    if not text:
        return None
    return int(text) if re.fullmatch(r"-?\d{1,9}", text, re.ASCII) else text[:20]
