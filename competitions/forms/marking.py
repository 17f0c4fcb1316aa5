"""Turns the plain form of a judge's sheet (no script needed) into operations.

The page carries a ticket of its own, from which the operations' ids are made: a form sent twice is one operation.
"""

import re
from collections.abc import Mapping

from competitions.models import Scoresheet
from competitions.services.judging import OperationIn

_PRESS = re.compile(r"(\d{1,18}):(\d{1,18}):(-?\d{0,9}):([A-Za-z0-9._:-]{0,64})", re.ASCII)
_UNDO = re.compile(r"(\d{1,18}):(\d{1,18}):(\d{1,18}):(-?\d{0,9}):([A-Za-z0-9._:-]{1,64})", re.ASCII)
_TICKET = re.compile(r"[a-z0-9]{8,24}", re.ASCII)
_TYPED = "place-"


def press_value(entry: int, part: int, value: int | None, base: str | None) -> str:
    """What a tile's button sends."""
    return f"{entry}:{part}:{'' if value is None else value}:{base or ''}"


def operations_from(data: Mapping[str, str], sheet: Scoresheet) -> list[OperationIn]:
    """Read the pressed tile, the typed places or the undo button; an unreadable form holds nothing."""
    ticket = data.get("ticket", "")
    if not _TICKET.fullmatch(ticket):
        return []
    undo = _UNDO.fullmatch(data.get("undo", ""))
    if undo:
        operation, entry, part, value, base = undo.groups()
        return [_operation(f"undo-{operation}", sheet, entry, part, _number(value), base)]
    press = _PRESS.fullmatch(data.get("mark", ""))
    if press:
        entry, part, value, base = press.groups()
        return [_operation(f"form-{ticket}-{entry}-{part}-{value}", sheet, entry, part, _number(value), base)]
    return _typed(data, sheet, ticket)


def _typed(data: Mapping[str, str], sheet: Scoresheet, ticket: str) -> list[OperationIn]:
    """The places that were typed and differ from what the page showed."""
    part = data.get("part", "")
    found = []
    for name in data:
        entry = name.removeprefix(_TYPED)
        if name.startswith(_TYPED) and entry.isdecimal() and part.isdecimal():
            typed, shown = data[name].strip(), data.get(f"was-{entry}", "")
            if typed != shown:
                client_id = f"form-{ticket}-{entry}-{part}-{typed[:9] or 'none'}"
                found.append(_operation(client_id, sheet, entry, part, _number(typed), data.get(f"base-{entry}", "")))
    return found


def _operation(client_id: str, sheet: Scoresheet, entry: str, part: str, value: object, base: str) -> OperationIn:
    return OperationIn(
        client_id=client_id,
        seat=sheet.seat_id,
        entry=int(entry[:18]),
        part=int(part[:18]),
        value=value,
        base=base or None,
    )


def _number(text: str) -> object:
    """A whole number, nothing, or the text as it is, which the service refuses with its cell named."""
    if not text:
        return None
    return int(text) if re.fullmatch(r"-?\d{1,9}", text, re.ASCII) else text[:20]
