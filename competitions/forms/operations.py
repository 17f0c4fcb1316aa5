"""Reads what a judge's device sends: the shape alone. What a value may be is the service's to say, cell by cell."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from competitions.selectors.portions import CellKey
from competitions.services.judging import MAX_BATCH, OperationIn
from dancers.errors import RuleRefused

LARGEST_KEY = 2**63 - 1
TEXT_LENGTH = 80
ID_LENGTH = 64
MAX_CALLS = 5
LANGUAGES = ("en", "ru", "kk")


@dataclass(frozen=True, slots=True)
class CallIn:
    """A call for the scrutineer, with the seat on whose sheet the judge was."""

    client_id: str
    seat: int | None


@dataclass(frozen=True, slots=True)
class Batch:
    """A device's message: operations to apply, and the sheets whose state it wants to know.

    `appointment` is whose marks they are: on a tablet that changed hands the session may be another judge's by now.
    `knows` is the newest operation that the server has acknowledged to this device; `calls` are calls for the scrutineer;
    `rounds` is the stamp of the rounds that the device holds, None when it does not ask for them.
    """

    device: str
    language: str
    appointment: int | None
    operations: tuple[OperationIn, ...]
    sheets: tuple[int, ...]
    knows: str = ""
    calls: tuple[CallIn, ...] = ()
    rounds: str | None = None


@dataclass(frozen=True, slots=True)
class HandIn:
    """A device hands a sheet in: the values that the judge confirmed, and the snapshot that it knew."""

    device: str
    language: str
    appointment: int | None
    after_version: int | None
    seen: Mapping[CellKey, int | None] | None


def read_batch(body: bytes) -> Batch:
    """Read a message with operations. Refused as a whole only when it is no such message or too long."""
    message = _read(body)
    operations, sheets = message.get("operations", []), message.get("sheets", [])
    if not isinstance(operations, list) or not isinstance(sheets, list) or len(operations) > MAX_BATCH:
        raise _malformed()
    return Batch(
        device=_text(message.get("device")),
        language=_language(message),
        appointment=_whole(message.get("appointment")),
        operations=tuple(_operation(item) for item in operations),
        sheets=tuple(key for key in map(_whole, sheets[:MAX_BATCH]) if key is not None),
        knows=_text(message.get("knows")),
        calls=_calls(message.get("calls")),
        rounds=_text(message["rounds"]) if isinstance(message.get("rounds"), str) else None,
    )


def read_hand_in(body: bytes) -> HandIn:
    """Read a message that hands a sheet in."""
    message = _read(body)
    marks = message.get("marks")
    if marks is not None and not isinstance(marks, list):
        raise _malformed()
    return HandIn(
        device=_text(message.get("device")),
        language=_language(message),
        appointment=_whole(message.get("appointment")),
        after_version=_whole(message.get("after_version")),
        seen=None if marks is None else dict(_seen(mark) for mark in marks),
    )


def _read(body: bytes) -> Mapping[str, object]:
    try:
        message = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise _malformed() from error
    if not isinstance(message, dict):
        raise _malformed()
    return message


def _operation(item: object) -> OperationIn:
    """One operation; what is not of its shape becomes an empty key that the service refuses by itself."""
    fields = item if isinstance(item, dict) else {}
    base = fields.get("base")
    return OperationIn(
        client_id=_text(fields.get("id")),
        seat=_whole(fields.get("seat")),
        entry=_whole(fields.get("entry")),
        part=_whole(fields.get("part")),
        criterion=_text(fields.get("criterion")),
        value=fields.get("value"),
        base=_text(base) or None,
        made_at=_moment(fields.get("made_at")),
    )


def _calls(items: object) -> tuple[CallIn, ...]:
    """Calls that carry an id; anything else among them is passed over, because it must not stop the marks."""
    rows = [item for item in items[:MAX_CALLS] if isinstance(item, dict)] if isinstance(items, list) else []
    calls = [CallIn(_text(row.get("id"))[:ID_LENGTH], _whole(row.get("seat"))) for row in rows]
    return tuple(call for call in calls if call.client_id)


def _seen(mark: object) -> tuple[CellKey, int | None]:
    """One cell as the judge saw it: entry, dance, value and (where the system has them) criterion."""
    if isinstance(mark, list) and len(mark) in (3, 4):
        entry, part, value = _whole(mark[0]), _whole(mark[1]), mark[2]
        is_value = value is None or (isinstance(value, int) and not isinstance(value, bool))
        if entry is not None and part is not None and is_value:
            return (entry, part, _text(mark[3]) if len(mark) == 4 else ""), value
    raise _malformed()


def _whole(value: object) -> int | None:
    is_key = isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= LARGEST_KEY
    return value if is_key and isinstance(value, int) else None


def _text(value: object) -> str:
    return value[:TEXT_LENGTH] if isinstance(value, str) and "\x00" not in value else ""


def _language(message: Mapping[str, object]) -> str:
    language = message.get("language")
    return language if isinstance(language, str) and language in LANGUAGES else "en"


def _moment(value: object) -> datetime | None:
    """The device's own time, for information only; one without a zone or out of the calendar is left out."""
    try:
        moment = parse_datetime(value) if isinstance(value, str) else None
        return moment if moment is not None and moment.utcoffset() is not None and 1970 < moment.year < 9000 else None
    except (ValueError, OverflowError):
        return None


def _malformed() -> RuleRefused:
    return RuleRefused(_("This is not a message of a judge’s sheet: nothing was stored."))
