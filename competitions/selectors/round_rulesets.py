"""Which ruleset a round is judged by: the text that its opening froze, or what would be frozen now."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from competitions.models import Round, Ruleset
from competitions.selectors import rulesets

Kind = Round.Kind


@dataclass(frozen=True, slots=True)
class RoundRuleset:
    """The family, the system that computes the round, and its parameters."""

    key: str
    family: str
    system: str
    preset: str
    edition: str
    params: Mapping[str, Any] = field(default_factory=dict)

    def as_document(self) -> dict[str, Any]:
        """The form that a round keeps when it opens."""
        return {
            "key": self.key,
            "family": self.family,
            "system": self.system,
            "preset": self.preset,
            "edition": self.edition,
            "params": dict(self.params),
        }


def ruleset_of(round_: Round) -> RoundRuleset | None:
    """The round's ruleset; None for a planned round that has none yet."""
    if round_.ruleset_text:
        return RoundRuleset(**json.loads(round_.ruleset_text))
    ruleset = round_.ruleset
    if ruleset is None:
        return None
    return RoundRuleset(
        key=ruleset.key,
        family=ruleset.family,
        system=_system(round_, ruleset),
        preset=ruleset.preset,
        edition=ruleset.edition,
        params={**json.loads(ruleset.params_text), **_stage_params(round_)},
    )


def _stage_params(round_: Round) -> dict[str, Any]:
    """What a stage of battles adds to its battles' ruleset: how a group's table is ordered, and how the losers are ranked."""
    found: dict[str, Any] = {}
    if round_.kind == Kind.GROUP and round_.table_ruleset is not None:
        table = json.loads(round_.table_ruleset.params_text)
        found["group"] = {key: value for key, value in table.items() if key != "advance"}  # the links say who goes on
    if round_.throw_downs is not None and round_.kind in (Kind.GROUP, Kind.KNOCKOUT):
        found["rounds"] = round_.throw_downs
    losers = json.loads(round_.seeding_text or "{}").get("losers")
    if round_.kind == Kind.KNOCKOUT and losers is not None:
        found["losers"] = losers
    return found


def _system(round_: Round, ruleset: Ruleset) -> str:
    """The skating system and relative placement have one system a kind of round; elsewhere the preset names it."""
    is_recall = round_.kind == Kind.RECALL
    if ruleset.family == Ruleset.Family.RELATIVE_PLACEMENT:
        return "relative_placement:callback" if is_recall else "relative_placement:final"
    if ruleset.family == Ruleset.Family.SKATING:
        if is_recall:
            return "skating:callback"
        return "skating:single" if round_.parts.count() == 1 else "skating:multi"
    if ruleset.family == Ruleset.Family.BATTLE:
        return "bouts:group" if round_.kind == Kind.GROUP else "bouts:knockout"
    return rulesets.system_of(ruleset.preset, ruleset.family)
