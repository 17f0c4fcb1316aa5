"""The open sheet file: reading it from bytes that nobody vouches for, its canonical text and its digest."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import BinaryIO

MAX_BYTES = 32 * 1024 * 1024
MAX_VALUES = 8_000_000
_MAX_DIGITS = 40
_MAX_DEPTH = 40
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{}]', re.DOTALL)
_SPACE = re.compile(r"[ \t\n\r]*")


class FileRefused(Exception):
    """A file that cannot be read as sheets; the message is one clear sentence."""


class _TooDeep(FileRefused):
    """A document whose brackets are nested beyond what can be read."""


class NotExact:
    """Stands where a file had something that JSON or exact arithmetic does not know; no check accepts it."""

    def __init__(self, text: str) -> None:
        self._text = text

    def __str__(self) -> str:
        return self._text


class DoubledKey(dict[str, object]):
    """A mapping in which a key stood twice: which of the two values holds, nobody can say."""

    def __init__(self, pairs: list[tuple[str, object]]) -> None:
        super().__init__(pairs)
        names = [key for key, _ in pairs]
        self.key = next(name for name in names if names.count(name) > 1)


@dataclass(frozen=True, slots=True)
class Faulty:
    """A document that is JSON, but holds what no sheet may hold: the fault as a sentence."""

    document: object
    fault: str


def read_bytes(path: Path) -> bytes:
    """The file's bytes, never more than the limit; raises FileRefused."""
    try:
        with path.open("rb") as file:
            return _read_limited(file)
    except OSError as error:
        raise FileRefused(f"The file cannot be read: {error.strerror or error}.") from error


def _read_limited(file: BinaryIO) -> bytes:
    data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise FileRefused("The file is larger than 32 MB.")
    return data


def read_documents(data: bytes) -> Iterator[object]:
    """The documents of a file, one by one: the items of a list, or the one document that it is.

    Only one document is held in memory at a time. Raises FileRefused where the text stops being JSON.
    """
    text = _decode(data)
    position = _skip_space(text, 0)
    if not text.startswith("[", position):
        document, end = _decode_one(text, position)
        _expect_end(text, end)
        yield document
        return
    position = _skip_space(text, position + 1)
    if text.startswith("]", position):
        _expect_end(text, position + 1)
        return
    while True:
        document, position = _decode_item(text, position)
        yield document
        position = _skip_space(text, position)
        if text.startswith("]", position):
            _expect_end(text, position + 1)
            return
        if not text.startswith(",", position):
            raise FileRefused(f"The file is not JSON: a comma or the end is missing at {_where(text, position)}.")
        position = _skip_space(text, position + 1)


def _decode(data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileRefused(f"The file is not UTF-8 text: byte {error.start + 1} cannot be read.") from error
    if text.count(",") + text.count("[") + text.count("{") > MAX_VALUES:
        raise FileRefused("The file holds more than 8 million values.")
    return text


def _skip_space(text: str, position: int) -> int:
    match = _SPACE.match(text, position)
    return match.end() if match else position


def _expect_end(text: str, position: int) -> None:
    position = _skip_space(text, position)
    if position != len(text):
        raise FileRefused(f"The file is not JSON: something follows its end at {_where(text, position)}.")


def _where(text: str, position: int) -> str:
    line = text.count("\n", 0, position) + 1
    column = position - text.rfind("\n", 0, position)
    return f"line {line}, column {column}"


def _decode_item(text: str, position: int) -> tuple[object, int]:
    """One document of a list; one that is nested too deeply is stepped over, so that the rest can be read."""
    try:
        return _decode_one(text, position)
    except _TooDeep:
        return Faulty(None, "The sheet is nested too deeply."), _end_of_value(text, position)


def _end_of_value(text: str, position: int) -> int:
    """Where a list or mapping ends, by its brackets; what they hold is not looked at."""
    depth = 0
    for match in _TOKEN.finditer(text, position):
        if match[0] in "[{":
            depth += 1
        elif match[0] in "]}":
            depth -= 1
            if depth == 0:
                return match.end()
    raise FileRefused("The file is nested too deeply.")


def _decode_one(text: str, position: int) -> tuple[object, int]:
    try:
        try:
            return _QUICK.raw_decode(text, position)
        except json.JSONDecodeError:
            raise
        except (ValueError, InvalidOperation):  # what exact arithmetic does not take: decode again, marking it
            document, end = _CAREFUL.raw_decode(text, position)
            return Faulty(document, find_fault(document) or "The sheet holds what is no exact number."), end
    except json.JSONDecodeError as error:
        raise FileRefused(f"The file is not JSON: {error.msg} at {_where(text, error.pos)}.") from error
    except RecursionError as error:
        raise _TooDeep("The file is nested too deeply.") from error


def _quick_decimal(text: str) -> Decimal:
    number = Decimal(text)
    if len(text) > _MAX_DIGITS:
        raise ValueError(text)
    return number


def _quick_pairs(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("doubled")
    return found


def _quick_constant(text: str) -> object:
    raise ValueError(text)


def _exact_integer(text: str) -> object:
    return int(text) if len(text) <= _MAX_DIGITS else NotExact(f"{text[:8]}… ({len(text)} digits)")


def _exact_decimal(text: str) -> object:
    try:
        return _quick_decimal(text)
    except (ValueError, InvalidOperation):  # too long, or an exponent beyond all bounds
        return NotExact(text[:_MAX_DIGITS])


def _pairs(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    return found if len(found) == len(pairs) else DoubledKey(pairs)


_QUICK = json.JSONDecoder(object_pairs_hook=_quick_pairs, parse_float=_quick_decimal, parse_constant=_quick_constant)
_CAREFUL = json.JSONDecoder(
    object_pairs_hook=_pairs, parse_int=_exact_integer, parse_float=_exact_decimal, parse_constant=NotExact
)


def find_fault(document: object) -> str | None:
    """What no sheet may hold, as a sentence: a doubled key, a number that is none, or nesting beyond reason."""
    waiting: list[tuple[object, int]] = [(document, 0)]
    while waiting:
        value, depth = waiting.pop()
        if depth > _MAX_DEPTH:
            return f"The sheet is nested more than {_MAX_DEPTH} levels deep."
        if isinstance(value, DoubledKey):
            return f'The key "{value.key[:_MAX_DIGITS]}" stands twice in one mapping.'
        if isinstance(value, NotExact):
            return f"{value} is not an exact number."
        if isinstance(value, Mapping):
            waiting += [(item, depth + 1) for item in value.values() if not isinstance(item, str | int)]
        elif isinstance(value, list | tuple):
            waiting += [(item, depth + 1) for item in value if not isinstance(item, str | int)]
    return None


def canonical(document: Mapping[str, object]) -> str:
    """The one text of a document: sorted keys, no spaces, no floats, non-integers as strings."""
    fault = find_fault(document)
    if fault:
        raise ValueError(fault)
    return json.dumps(_exact(document), sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _exact(value: object) -> object:
    """Exact numbers as text; a float is refused, because it is not the number that somebody wrote."""
    if isinstance(value, Mapping):
        return {key: _exact(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_exact(item) for item in value]
    if isinstance(value, Decimal):
        return format(value, "f")
    if value is None or isinstance(value, str | int):
        return value
    raise ValueError(f"A {type(value).__name__} has no exact form in a sheet file.")


def digest(text: str) -> str:
    """SHA-256 of a text's UTF-8 bytes, in hexadecimal; ValueError where half of a character is no text."""
    try:
        data = text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise ValueError("The sheet holds half of a character, which has no bytes in UTF-8.") from error
    return hashlib.sha256(data).hexdigest()
