"""Human decisions as inputs: which rulings the sheets carry, and which of them a system knows."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import ClassVar

from . import checks
from .blanks import without_blanks
from .types import Reason, Sheets

# Kinds that take an entry out of the round.
OUT = ("disqualified", "withdrawn")


@dataclass(frozen=True, slots=True)
class RulingApplied(Reason):
    """A human decision that the arithmetic took as given."""

    kind: ClassVar[str] = "ruling"
    ruling: str
    entries: tuple[str, ...] = ()
    judge: str | None = None
    dances: tuple[str, ...] | None = None
    places: tuple[int, int] | None = None
    points: str | None = None
    criterion: str | None = None
    bout: str | None = None


def applied_rulings(sheets: Sheets) -> tuple[RulingApplied, ...]:
    """The rulings on judges, entries and marks as reasons, in their order; each engine reports its other rulings."""
    found = []
    for ruling in sheets.rulings:
        kind = str(ruling["kind"])
        if kind not in ("judge_lost", "abstained", "penalty", *OUT):
            continue
        dances = ruling.get("dances")
        entry, judge, points, criterion, bout = (_shown_fact(ruling.get(name)) for name in _FACTS)
        found.append(
            RulingApplied(
                ruling=kind,
                entries=() if entry is None else (entry,),
                judge=judge,
                dances=None if dances is None else checks.keys(dances, "dances of the ruling"),
                points=points,
                criterion=criterion,
                bout=bout,
            )
        )
    return tuple(found)


_FACTS = ("entry", "judge", "points", "criterion", "bout")


def _shown_fact(value: object) -> str | None:
    return None if value is None else str(value)


def with_those_out(sheets: Sheets, values: dict[str, object]) -> dict[str, object]:
    """The outcome's values, and who is listed without a place: `disqualified`, `withdrawn`."""
    out = {kind: [ruling["entry"] for ruling in find_rulings(sheets, kind)] for kind in OUT}
    return {**values, **{kind: entries for kind, entries in out.items() if entries}}


def read_rulings(value: object) -> tuple[Mapping[str, object], ...]:
    """The list of rulings of a document, each a mapping with its kind."""
    if value is None:
        return ()
    rulings = [checks.mapping(item, "ruling") for item in checks.sequence(value, "list of rulings")]
    for ruling in rulings:
        checks.text(ruling.get("kind"), "kind of a ruling")
    return tuple(rulings)


def sheets_of(document: Mapping[str, object]) -> Sheets:
    """The sheets of a document, its outer shape checked; raises SheetRefused."""
    return Sheets(
        system=checks.text(document.get("system"), "system"),
        params=without_blanks(checks.mapping(document.get("params", {}), "params")),
        input=checks.mapping(document.get("input"), "input"),
        rulings=read_rulings(document.get("rulings")),
    )


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


def find_lost_judges(sheets: Sheets, panels: Mapping[str, tuple[str, ...]]) -> dict[str, frozenset[str]]:
    """Which judges do not count in which dance: in all dances of the round unless the ruling names some."""
    lost: dict[str, set[str]] = {dance: set() for dance in panels}
    for ruling in find_rulings(sheets, "judge_lost"):
        judge = checks.text(ruling.get("judge"), "judge of the ruling judge_lost")
        for dance in _dances_of(ruling, panels):
            if judge not in panels[dance]:
                message = f"The ruling judge_lost names the judge {checks.shown(judge)}, who is not on the panel."
                raise checks.SheetRefused(message, reason="ruling", judge=judge)
            lost[dance].add(judge)
    for dance, panel in panels.items():
        if len(lost[dance]) == len(panel):
            raise checks.SheetRefused(f"No judge is left in dance {checks.shown(dance)}.", reason="ruling", dance=dance)
    return {dance: frozenset(judges) for dance, judges in lost.items()}


def _dances_of(ruling: Mapping[str, object], panels: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    if ruling.get("dances") is None:
        return tuple(panels)
    named = checks.keys(ruling["dances"], "dances of the ruling")
    for dance in named:
        if dance not in panels:
            raise checks.SheetRefused(f"The ruling names an unknown dance {checks.shown(dance)}.", reason="ruling")
    return named
