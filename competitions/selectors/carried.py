"""What the entries of a round bring along from earlier rounds: the newest score there, with the weight of the link.

The scores are read anew whenever the round's document is built, so that a result of the earlier round that changes makes the
later one ask to be tabulated again.
"""

import json
from typing import Any

from competitions.models import Result, Round, RoundEntrySource, RoundLink

Carried = dict[int, list[dict[str, Any]]]


def carried_into(round_: Round) -> Carried:
    """For each place of the round the scores carried into it: {"from": round, "score": exact text, "weight": [n, m]}.

    Empty for a round that nothing is carried into, and for an entry (a seeded one) that did not dance the earlier round. An
    entry that the earlier round did not score brings nothing. At most four queries a link.
    """
    found: Carried = {}
    links = round_.links_in.exclude(carry=RoundLink.Carry.NONE).order_by("from_round__position", "pk")
    for link in links:
        scores = _scores_by_entry(link.from_round_id)
        rows = RoundEntrySource.objects.filter(round_entry__round=round_).order_by("round_entry_id", "pk")
        for place, entry in rows.values_list("round_entry_id", "entry_id"):
            if entry in scores:
                found.setdefault(place, []).append(
                    {"from": str(link.from_round_id), "score": scores[entry], "weight": weight_of(link)}
                )
    return found


def weight_of(link: RoundLink) -> list[int]:
    """The weight of a link as two whole numbers: the sum counts in full."""
    return [link.weight_num, link.weight_den] if link.carry == RoundLink.Carry.WEIGHT else [1, 1]


def _scores_by_entry(round_id: int) -> dict[int, str]:
    """The score of each entry in a round's newest Result; exact where the outcome says it exactly."""
    result = Result.objects.filter(round=round_id).order_by("-number", "-pk").first()
    if result is None:
        return {}
    outcome = json.loads(result.outcome_text)
    scores = {**outcome.get("scores", {}), **_exact_scores(outcome)}
    sources = RoundEntrySource.objects.filter(round_entry__round=round_id).values_list("round_entry_id", "entry_id")
    return {entry: str(scores[str(place)]) for place, entry in sources if str(place) in scores}


def _exact_scores(outcome: dict[str, Any]) -> dict[str, str]:
    """What the reasons say before rounding: a mean of three that is carried must not be rounded twice."""
    steps = [step for step in outcome.get("reasons", []) if step.get("kind") == "score" and "exact" in step]
    return {entry: str(step["exact"]) for step in steps for entry in step["entries"]}
