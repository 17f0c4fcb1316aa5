"""Who goes on: a cut by count or by percent, with the ties at the line in, out, or left to be broken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from . import checks
from .exact import decimal_text, read_number
from .ranking import group_by_key
from .rulings import find_rulings
from .types import Outcome, Reason, Sheets


@dataclass(frozen=True, slots=True)
class Cut(Reason):
    """The line: how many were wanted, who goes on, and who is tied at it (`ties` says what happens to them)."""

    kind: ClassVar[str] = "cut"
    wanted: int
    ties: str
    advance: tuple[str, ...]
    tied: tuple[str, ...]
    percent: int | str | None = None
    ruling: str | None = None


def read_cut(value: object, groups: Sequence[Sequence[str]], sheets: Sheets) -> Cut:
    """Apply the setting `advance` to groups of level entries, best first; raises SheetRefused."""
    settings = checks.mapping(value, "setting advance")
    size = sum(map(len, groups))
    percent = None
    if settings.get("percent") is not None:
        share = read_number(settings["percent"])
        if share is None or not 0 < share <= 100:
            raise checks.SheetRefused("The setting percent must be a number above 0, up to 100.", reason="range")
        wanted = -(-share * size // 100)
        percent = decimal_text(share)
    else:
        wanted = checks.whole(settings.get("count"), "setting count", low=1)
    ties = checks.one_of(settings.get("ties", "include"), "setting ties", ["include", "exclude", "break"])
    return _draw(groups, int(wanted), ties, percent, sheets)


def _draw(groups: Sequence[Sequence[str]], wanted: int, ties: str, percent: int | str | None, sheets: Sheets) -> Cut:
    inside: list[str] = []
    for group in groups:
        if len(inside) >= wanted:
            break
        if len(inside) + len(group) <= wanted:
            inside += group
            continue
        tied = tuple(group)
        ruling = next(iter(find_rulings(sheets, "recall_line")), None)
        if ruling is not None:
            chosen = _ruled(ruling.get("recall"), tied, inside)
            return Cut(wanted, ties, (*inside, *chosen), tied, percent, "recall_line")
        return Cut(wanted, ties, (*inside, *(tied if ties == "include" else ())), tied, percent)
    return Cut(wanted, ties, tuple(inside), (), percent)


def _ruled(chosen: object, tied: Sequence[str], sure: Sequence[str]) -> tuple[str, ...]:
    if chosen == "all":
        return tuple(tied)
    if chosen == "none":
        return ()
    named = checks.keys(chosen, "entries that the ruling lets through")
    for entry in named:
        if entry not in tied and entry not in sure:
            message = f"The ruling lets the entry {checks.shown(entry)} through, which is not tied at the line."
            raise checks.SheetRefused(message, reason="ruling", entry=entry)
    return tuple(entry for entry in tied if entry in named)


def cut_values(cut: Cut) -> dict[str, object]:
    """The outcome's part about the cut; a tie that somebody has to break is named."""
    values: dict[str, object] = {"advance": cut.advance}
    if cut.tied and cut.ties == "break" and cut.ruling is None:
        values["tied_at_line"] = cut.tied
    return values


def tabulate_cut(sheets: Sheets) -> Outcome:
    """`advance` from `scores`, the higher the better."""
    scores: dict[str, Fraction] = {}
    for entry, score in checks.mapping(sheets.input.get("scores"), "scores").items():
        number = read_number(score)
        if number is None:
            raise checks.refuse_mark(score, wanted="a number", judge="scores", entry=entry)
        scores[entry] = number
    groups = group_by_key(scores, reverse=True)
    cut = read_cut(sheets.params, [group for _, group in groups], sheets)
    return Outcome(sheets.system, cut_values(cut), (cut,))
