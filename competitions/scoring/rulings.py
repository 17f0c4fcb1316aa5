"""Human decisions as inputs: which rulings the sheets carry, and which of them a system knows."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from . import checks
from .types import Sheets


def read_rulings(value: object) -> tuple[Mapping[str, object], ...]:
    """The list of rulings of a document, each a mapping with its kind."""
    if value is None:
        return ()
    rulings = [checks.mapping(item, "ruling") for item in checks.sequence(value, "list of rulings")]
    for ruling in rulings:
        checks.text(ruling.get("kind"), "kind of a ruling")
    return tuple(rulings)


def find_rulings(sheets: Sheets, kind: str) -> tuple[Mapping[str, object], ...]:
    """All rulings of one kind, in the order in which they were made."""
    return tuple(ruling for ruling in sheets.rulings if ruling["kind"] == kind)


def refuse_unknown(sheets: Sheets, known: Collection[str]) -> None:
    """Refuse a ruling that this system would have to ignore."""
    for ruling in sheets.rulings:
        if ruling["kind"] not in known:
            raise checks.SheetRefused(
                f"The system {sheets.system} knows no ruling {checks.shown(ruling['kind'])}.", reason="ruling"
            )
