"""Titles: tiers by threshold, titles by place, and what the jury withholds, shares or adds."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from . import checks
from .exact import read_number
from .points_reasons import TitleRuled
from .types import Sheets


def give_titles(
    params: Mapping[str, object], scores: Mapping[str, Fraction], ranks: Mapping[str, int]
) -> dict[str, str | None] | None:
    """Each entry's title by threshold (lower bound inclusive) or by place; None where the ruleset has no titles."""
    no_tier = params.get("no_tier")
    rest = None if no_tier is None else checks.text(no_tier, "setting no_tier")
    if params.get("place_titles") is not None:
        names = [checks.text(name, "title") for name in checks.sequence(params["place_titles"], "setting place_titles")]
        return {entry: names[rank - 1] if rank <= len(names) else rest for entry, rank in ranks.items()}
    if params.get("tiers") is None:
        return None
    tiers = _read_tiers(params["tiers"])
    return {entry: next((name for low, name in tiers if score >= low), rest) for entry, score in scores.items()}


def _read_tiers(value: object) -> list[tuple[Fraction, str]]:
    tiers = []
    for item in checks.sequence(value, "setting tiers"):
        settings = checks.mapping(item, "tier")
        low = read_number(settings.get("min"))
        if low is None:
            raise checks.SheetRefused("The lower bound of a tier must be a number.", reason="not_a_number")
        tiers.append((low, checks.text(settings.get("name"), "name of a tier")))
    return sorted(tiers, key=lambda tier: -tier[0])


def rule_titles(
    sheets: Sheets, titles: dict[str, str | None] | None, params: Mapping[str, object]
) -> tuple[dict[str, str | None] | None, list[TitleRuled]]:
    """The jury's rulings on titles, in the order in which they were made."""
    reasons: list[TitleRuled] = []
    kinds = ("title_withheld", "title_shared", "title_added")
    for ruling in (ruling for ruling in sheets.rulings if ruling["kind"] in kinds):
        kind = str(ruling["kind"])
        if titles is None:
            raise checks.SheetRefused("There is a ruling on titles, but the ruleset has none.", reason="ruling")
        named = [ruling["entry"]] if "entry" in ruling else ruling.get("entries")
        entries = checks.keys(named, f"entries of the ruling {kind}")
        for entry in entries:
            if entry not in titles:
                message = f"The ruling {kind} names the entry {checks.shown(entry)}, which has no place."
                raise checks.SheetRefused(message, reason="ruling", entry=entry)
        title = None if kind == "title_withheld" else checks.text(ruling.get("title"), f"title of the ruling {kind}")
        held = titles[entries[0]] if title is None else title
        rest = params.get("no_tier")
        given = (rest if isinstance(rest, str) else None) if title is None else title
        titles = {**titles, **dict.fromkeys(entries, given)}
        reasons.append(TitleRuled(kind, entries, held))
    return titles, reasons
