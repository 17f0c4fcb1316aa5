"""Is a sheet complete and legal? What is not is refused with the judge, the dance and the entry that it is about.

Nothing is repaired here: a scrutineer mends the sheet, or a ruling says what shall hold.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from .exact import read_integer, read_number

_SHOWN = 40


class SheetRefused(Exception):
    """A sheet that cannot be tabulated. The message is one clear English sentence; `reason` is a stable code."""

    def __init__(
        self, message: str, *, reason: str, judge: str | None = None, dance: str | None = None, entry: str | None = None
    ) -> None:
        super().__init__(message)
        self.message = message
        self.reason = reason
        self.judge = judge
        self.dance = dance
        self.entry = entry


def shown(value: object) -> str:
    """A value as it may stand in a sentence: quoted, printable and short."""
    if value.__class__ is str and len(value) <= _SHOWN and value.isprintable():
        return f'"{value}"'
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**_SHOWN:
        return str(value)
    if isinstance(value, str):
        text = value
    elif isinstance(value, int) and not isinstance(value, bool):
        return "a number of more than 40 digits"
    elif isinstance(value, Mapping | list | tuple):
        return f"a {'list' if isinstance(value, list | tuple) else 'mapping'} of {len(value)}"
    else:
        text = str(value)
    text = "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text[: _SHOWN + 1])
    return f'"{text[:_SHOWN]}…"' if len(text) > _SHOWN else f'"{text}"'


def mapping(value: object, name: str) -> Mapping[str, object]:
    """The value as a mapping; refused when it is none."""
    if value.__class__ is dict or isinstance(value, Mapping):
        return value  # the usual case first: asking for Mapping costs ten times as much
    raise SheetRefused(f"The {name} must be a mapping, but it is {_found(value)}.", reason="shape")


def sequence(value: object, name: str) -> Sequence[object]:
    """The value as a list; refused when it is none."""
    if isinstance(value, list | tuple):
        return value
    raise SheetRefused(f"The {name} must be a list, but it is {_found(value)}.", reason="shape")


def _found(value: object) -> str:
    return "missing" if value is None else shown(value)


def keys(value: object, name: str) -> tuple[str, ...]:
    """A list of different texts, at least one: the judges, dances or entries of a sheet."""
    items = sequence(value, f"list of {name}")
    if not items:
        raise SheetRefused(f"The list of {name} is empty.", reason="empty")
    for item in items:
        if not isinstance(item, str) or not item:
            raise SheetRefused(f"The list of {name} holds {shown(item)}, which is not a text.", reason="shape")
    found = tuple(str(item) for item in items)
    if len(set(found)) != len(found):
        twice = next(item for item in found if found.count(item) > 1)
        raise SheetRefused(f"The list of {name} names {shown(twice)} twice.", reason="doubled")
    return found


def text(value: object, name: str) -> str:
    """A non-empty text."""
    if isinstance(value, str) and value:
        return value
    raise SheetRefused(f"The {name} must be a text, but it is {_found(value)}.", reason="shape")


def whole(value: object, name: str, *, low: int, high: int | None = None) -> int:
    """A whole number within its limits."""
    number = read_integer(value)
    if number is None or number < low or (high is not None and number > high):
        limits = f"from {low} to {high}" if high is not None else f"of at least {low}"
        raise SheetRefused(f"The {name} must be a whole number {limits}, but it is {_found(value)}.", reason="range")
    return number


def one_of(value: object, name: str, allowed: Collection[str]) -> str:
    """One of the words that a parameter may be."""
    if isinstance(value, str) and value in allowed:
        return value
    words = ", ".join(sorted(allowed))
    raise SheetRefused(f"The {name} must be one of {words}, but it is {_found(value)}.", reason="choice")


def flag(value: object, name: str) -> bool:
    """True or false, nothing else."""
    if isinstance(value, bool):
        return value
    raise SheetRefused(f"The {name} must be true or false, but it is {_found(value)}.", reason="shape")


def same_keys(found: Collection[str], wanted: Collection[str], *, name: str, where: str) -> None:
    """Refuse a mapping that lacks one of the wanted keys or has an unknown one."""
    if len(found) == len(wanted) and all(key in found for key in wanted):
        return
    for key in wanted:
        if key not in found:
            raise SheetRefused(
                f"{where}: the {name} {shown(key)} has no marks.", reason="missing", **{_slot(name): key}
            )
    unknown = next(key for key in found if key not in wanted)
    raise SheetRefused(f"{where}: the {name} {shown(unknown)} is unknown.", reason="unknown", **{_slot(name): unknown})


def _slot(name: str) -> str:
    return name if name in ("judge", "dance", "entry") else "entry"


def refuse_mark(value: object, *, wanted: str, judge: str, entry: str, dance: str | None = None) -> SheetRefused:
    """The refusal of one mark: missing, not a number, or not one that this sheet may hold."""
    where = (
        f"Judge {shown(judge)}" + (f", dance {shown(dance)}" if dance is not None else "") + f", entry {shown(entry)}"
    )
    if value is None or value == "":
        return SheetRefused(f"{where}: the mark is missing.", reason="missing", judge=judge, dance=dance, entry=entry)
    reason = "not_a_number" if read_number(value) is None else "range"
    return SheetRefused(
        f"{where}: the mark {shown(value)} is not {wanted}.", reason=reason, judge=judge, dance=dance, entry=entry
    )
