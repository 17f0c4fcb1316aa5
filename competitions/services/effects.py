"""What an act would change in a round's places, shown before it is confirmed: it is tried and taken back at once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from competitions.models import Round
from competitions.selectors import portions
from competitions.services import tabulation
from dancers.errors import RuleRefused

LAST = 10**9


@dataclass(frozen=True, slots=True)
class Change:
    """One entry whose place, score or title would be another; an empty text: it has none."""

    number: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Effect:
    """The changes in order of the new places; `hindrance` says why none could be computed."""

    changes: tuple[Change, ...] = ()
    hindrance: str = ""


def effect_of(round_: Round, act: Callable[[], object]) -> Effect:
    """Try the act inside a transaction that is taken back, and compare the round's places before and after.

    A refusal of the act itself goes to the caller. Where the sheets are not whole, nothing can be compared, and the
    effect says so.
    """
    with transaction.atomic():
        try:
            before, hindrance = _standing_of(round_)
            act()
            after, later = _standing_of(Round.objects.get(pk=round_.pk))
        finally:
            transaction.set_rollback(True)
    if hindrance or later:
        return Effect(hindrance=later or hindrance)
    keys = sorted({*before, *after}, key=lambda key: (_turn(after.get(key, ("",))[0]), int(key)))
    labels = portions.labels_of([int(key) for key in keys])
    changes = [
        Change(labels[int(key)], " · ".join(before.get(key, ())), " · ".join(after.get(key, ())))
        for key in keys
        if before.get(key) != after.get(key)
    ]
    return Effect(tuple(changes))


def _standing_of(round_: Round) -> tuple[dict[str, tuple[str, ...]], str]:
    """Each entry's place, score and title by the marks as they are now; or why they cannot be computed."""
    try:
        outcome = tabulation.compute(round_, tabulation.build_document(round_)).as_document()
    except RuleRefused as refusal:
        return {}, refusal.message
    found: dict[str, tuple[str, ...]] = {}
    for key in {*outcome.get("place_ranges", {}), *outcome.get("ranks", {}), *outcome.get("totals", {})}:
        place = _place(outcome, key)
        facts = (outcome.get(name, {}).get(key) for name in ("scores", "points", "tiers"))
        found[key] = (place, *(str(fact) for fact in facts if fact is not None))
    return found, ""


def _turn(place: str) -> int:
    """The first place that a text covers; whoever has none comes last."""
    first = place.partition("–")[0]
    return int(first) if first.isdecimal() else LAST


def _place(outcome: Mapping[str, Any], key: str) -> str:
    """The places that an entry covers ("2", "2–3"), its rank, or whether it goes on."""
    covered = outcome.get("place_ranges", {}).get(key) or outcome.get("out_places", {}).get(key)
    if covered:
        return str(covered[0]) if covered[0] == covered[1] else f"{covered[0]}–{covered[1]}"
    if key in outcome.get("ranks", {}):
        return str(outcome["ranks"][key])
    return "✓" if key in outcome.get("recalled", ()) else ""
