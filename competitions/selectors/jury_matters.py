"""Which decisions the jury can make on a round, and which of them stand; by the round's family of scoring."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from competitions.models import Round, Ruling
from competitions.selectors import portions, round_sheets
from competitions.selectors.round_rulesets import ruleset_of

Kind = Ruling.Kind
TITLE_ACTIONS = ("withheld", "shared", "added")
# What each family's engine knows, beside withdrawals and lost judges, which have pages of their own.
KINDS: Mapping[str, tuple[Kind, ...]] = {
    "skating": (Kind.REDANCE, Kind.RECUSAL),
    "relative_placement": (Kind.REDANCE, Kind.CASTING_VOTE, Kind.PLACEMENT_DROP, Kind.RECUSAL),
    "points": (Kind.CASTING_VOTE, Kind.REDANCE, Kind.PENALTY, Kind.ABSTENTION, Kind.TITLE, Kind.RECUSAL),
    "placement": (Kind.CASTING_VOTE, Kind.REDANCE, Kind.RECUSAL),
    "ido": (Kind.JUDGE_CHOICE, Kind.REDANCE, Kind.RECUSAL),
}
# Decisions that are taken back on the jury's page; others have an undo of their own.
UNDONE_HERE = frozenset({*(kind for kinds in KINDS.values() for kind in kinds), Kind.JUDGE_LOST})


@dataclass(frozen=True, slots=True)
class Decision:
    """A ruling as people read it: what it is about, why, who and when; `can_undo` while it stands."""

    ruling: Ruling
    words: str
    can_undo: bool


def kinds_for(round_: Round) -> tuple[Kind, ...]:
    """The decisions that the round's ruleset knows. A recall round has no dance-off of its own; titles need titles."""
    ruleset = ruleset_of(round_)
    if ruleset is None:
        return ()
    kinds = KINDS.get(ruleset.system.partition(":")[0], ())
    if round_.kind == Round.Kind.RECALL:
        kinds = tuple(kind for kind in kinds if kind not in (Kind.REDANCE, Kind.PLACEMENT_DROP))
    elif ruleset.family == "relative_placement":
        kinds = tuple(kind for kind in kinds if kind != Kind.CASTING_VOTE)
    if not titles_of(round_):
        kinds = tuple(kind for kind in kinds if kind != Kind.TITLE)
    return (*kinds, Kind.JUDGE_LOST) if kinds else ()


def titles_of(round_: Round) -> list[str]:
    """The titles that the round's ruleset gives, best first."""
    ruleset = ruleset_of(round_)
    if ruleset is None:
        return []
    tiers = [str(row["name"]) for row in ruleset.params.get("tiers") or ()]
    return tiers or [str(name) for name in ruleset.params.get("place_titles") or ()]


def payload_of(ruling: Ruling) -> dict[str, Any]:
    """What a ruling says."""
    found: dict[str, Any] = json.loads(ruling.payload_text)
    return found


def decisions_on(round_: Round) -> list[Decision]:
    """Every ruling of the round, newest first; those that stand can be taken back here when they were made here."""
    standing = {row.pk for row in round_sheets.standing_rulings(round_)}
    rows = list(
        round_.rulings.select_related("round_entry", "seat", "part", "decided_by__person").order_by(
            "-decided_at", "-pk"
        )
    )
    labels = portions.labels_of(list(round_.round_entries.all()))
    return [Decision(row, _words(row, labels), row.pk in standing and row.kind in UNDONE_HERE) for row in rows]


def _words(ruling: Ruling, labels: Mapping[int, str]) -> str:
    """The subject and the decision in short: "judge B · 12, 15 · Laureate II"."""
    payload = payload_of(ruling)
    named = payload.get("order") or payload.get("entries") or ([payload["entry"]] if payload.get("entry") else [])
    if ruling.round_entry_id is not None:
        named = [ruling.round_entry_id]
    said = [
        ruling.seat.letter if ruling.seat else "",
        " – ".join(f"№ {labels.get(int(key), '–')}" for key in named),
        str(payload.get("criterion") or ""),
        f"−{payload['points']}" if payload.get("points") else "",
        str(payload.get("title") or ""),
    ]
    return " · ".join(word for word in said if word)
