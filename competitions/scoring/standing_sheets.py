"""Reads what a standing is made of: results of several competitions, each with its entry, place, score and academy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from . import checks
from .exact import read_number
from .rulings import OUT, find_rulings
from .types import Sheets

GROUPED_BY = ("age", "level", "size", "competition")


@dataclass(frozen=True, slots=True)
class Result:
    """One entry's result in one competition, and the words by which results are grouped."""

    entry: str
    words: Mapping[str, str]
    academy: str | None
    place: Fraction | None
    score: Fraction | None
    criteria: Mapping[str, Fraction]

    @property
    def competition(self) -> str:
        """The competition that the result comes from; empty where the input names none."""
        return self.words.get("competition", "")

    def figure(self, on: str, criterion: str | None = None) -> Fraction:
        """What the standing compares; refused where the result does not have it."""
        value = self.criteria.get(criterion or "") if on == "criterion" else self.place if on == "place" else self.score
        if value is None:
            what = f"value for the criterion {checks.shown(criterion)}" if on == "criterion" else on
            message = f"The entry {checks.shown(self.entry)} has no {what}."
            raise checks.SheetRefused(message, reason="missing", entry=self.entry)
        return value


def read_results(sheets: Sheets, *, repeated: bool) -> tuple[Result, ...]:
    """The results without the disqualified and withdrawn; an entry stands once, or once a competition with `repeated`."""
    results = [_read_result(item) for item in checks.sequence(sheets.input.get("entries"), "list of entries")]
    seen: set[tuple[str, str]] = set()
    for result in results:
        key = (result.entry, result.competition if repeated else "")
        if key in seen:
            message = f"The entry {checks.shown(result.entry)} stands twice."
            raise checks.SheetRefused(message, reason="doubled", entry=result.entry)
        seen.add(key)
    entries = {result.entry for result in results}
    out = {ruling.get("entry") for kind in OUT for ruling in find_rulings(sheets, kind)}
    for entry in out:
        if entry not in entries:
            raise checks.SheetRefused(f"A ruling names the unknown entry {checks.shown(entry)}.", reason="ruling")
    kept = tuple(result for result in results if result.entry not in out)
    if not kept:
        raise checks.SheetRefused("The list of entries is empty.", reason="empty")
    return kept


def _read_result(item: object) -> Result:
    row = checks.mapping(item, "entry")
    entry = checks.text(row.get("id"), "id of an entry")
    words = {
        word: checks.text(row[word], f"{word} of entry {checks.shown(entry)}")
        for word in GROUPED_BY
        if row.get(word) is not None
    }
    academy = row.get("academy")
    given = checks.mapping(row.get("criteria", {}), f"criteria of entry {checks.shown(entry)}")
    place = _read(row.get("place"), entry, "place")
    if place is not None and place < 1:
        message = f"The place of entry {checks.shown(entry)} must be at least 1."
        raise checks.SheetRefused(message, reason="range", entry=entry)
    return Result(
        entry=entry,
        words=words,
        academy=None if academy is None else checks.text(academy, f"academy of entry {checks.shown(entry)}"),
        place=place,
        score=_read(row.get("score"), entry, "score"),
        criteria={
            key: number
            for key, value in given.items()
            if (number := _read(value, entry, f"criterion {key}")) is not None
        },
    )


def _read(value: object, entry: str, name: str) -> Fraction | None:
    if value is None:
        return None
    number = read_number(value)
    if number is None:
        message = f"The {name} of entry {checks.shown(entry)} is {checks.shown(value)}, which is no number."
        raise checks.SheetRefused(message, reason="not_a_number", entry=entry)
    return number
