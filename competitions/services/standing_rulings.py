"""Writes down what the jury decides about a standing: an award withheld, who is ahead of those who are level.

As everywhere a ruling is an input: it is in the document that is computed, in its digest and in its reasons.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.actors import Actor
from audit.services import trail
from competitions.models import Ruling, Standing
from competitions.permissions import desk
from competitions.scoring import sheet_file
from competitions.selectors import standing_documents, standing_rankings
from competitions.services import standings
from dancers.errors import RuleRefused
from dancers.models import User

# The ruling's kind in the house, and the word that the engine knows it by.
ORDER_KINDS = {Ruling.Kind.CASTING_VOTE: "casting_vote", Ruling.Kind.REDANCE: "re_dance"}


def withhold_award(*, actor: Actor, user: User, standing: Standing, group: str, reason: str) -> Ruling:
    """Give nothing in a group of the standing (its only one where nothing divides it); places stay.

    Refused: a group that is not honoured, an outcome that is no longer current, no reason. Tabulate again afterwards.
    """
    desk.require(user, standing.festival, desk.DECIDES)
    with transaction.atomic():
        row, outcome = _lock_current(standing)
        if group not in outcome["standings"]:
            raise RuleRefused(_("No group of “%(standing)s” has this name.") % {"standing": row.title})
        payload = {"kind": "title_withheld", "group": group}
        same = [old for old in standing_documents.standing_rulings(row) if json.loads(old.payload_text) == payload]
        if same:
            raise RuleRefused(_("This award is withheld already."))
        return _write(actor=actor, user=user, standing=row, kind=Ruling.Kind.TITLE, payload=payload, reason=reason)


def decide_order(
    *, actor: Actor, user: User, standing: Standing, kind: Ruling.Kind, order: Sequence[str], reason: str
) -> Ruling:
    """Put those who are level in an order, by the chair's casting vote or after a re-dance.

    Refused: who are not exactly the ones that share a place, an outcome that is no longer current, no reason.
    """
    desk.require(user, standing.festival, desk.DECIDES)
    if kind not in ORDER_KINDS:
        raise RuleRefused(_("Those who are level are separated by a casting vote or a re-dance."))
    with transaction.atomic():
        row, outcome = _lock_current(standing)
        if sorted(order) not in [sorted(group) for group in level_groups(outcome)]:
            raise RuleRefused(_("These are not the ones who share a place; nothing was decided."))
        payload = {"kind": ORDER_KINDS[kind], "order": list(order)}
        return _write(actor=actor, user=user, standing=row, kind=kind, payload=payload, reason=reason)


def undo(*, actor: Actor, user: User, standing: Standing, ruling: Ruling, reason: str) -> Ruling:
    """Take a decision back; it is kept, and another ruling says that it no longer holds."""
    desk.require(user, standing.festival, desk.DECIDES)
    with transaction.atomic():
        row = _lock(standing)
        if ruling.pk not in {old.pk for old in standing_documents.standing_rulings(row)}:
            raise RuleRefused(_("This decision does not hold any more."))
        payload = {"undone": True}
        return _write(
            actor=actor,
            user=user,
            standing=row,
            kind=Ruling.Kind(ruling.kind),
            payload=payload,
            reason=reason,
            replaces=ruling,
        )


def level_groups(outcome: Mapping[str, Any]) -> list[list[str]]:
    """Those who share a place by an outcome, group by group, in the order of the places."""
    steps = [step for step in outcome.get("reasons", ()) if step["kind"] == "standing_place"]
    return [list(step["entries"]) for step in steps if len(step["entries"]) > 1]


def open_groups(outcome: Mapping[str, Any]) -> list[list[str]]:
    """Those of them whose order decides who is honoured, or who of the honoured is ahead."""
    waiting = outcome.get("tied_at_line", {}).values()
    honoured = {key for awarded in outcome.get("awards", {}).values() for key in awarded}
    return [keys for keys in level_groups(outcome) if keys in waiting or honoured.intersection(keys)]


def _lock(standing: Standing) -> Standing:
    rows = Standing.objects.select_for_update(of=("self",)).select_related("festival", "series")
    return rows.get(pk=standing.pk)


def _lock_current(standing: Standing) -> tuple[Standing, Mapping[str, Any]]:
    """The locked standing and its outcome; refused where that is not of the results as they are now."""
    row = _lock(standing)
    result = standing_rankings.newest_result(row)
    if result is None or not standings.is_current(row):
        raise RuleRefused(
            _("“%(standing)s” has to be tabulated first: decide on what stands now.") % {"standing": row.title}
        )
    return row, standing_rankings.outcome_of(result)


def _write(
    *,
    actor: Actor,
    user: User,
    standing: Standing,
    kind: Ruling.Kind,
    payload: Mapping[str, object],
    reason: str,
    replaces: Ruling | None = None,
) -> Ruling:
    if not reason.strip():
        raise RuleRefused(_("A decision needs a reason: it is kept with the sheets."))
    ruling = Ruling.objects.create(
        standing=standing,
        kind=kind,
        payload_text=sheet_file.canonical(payload),
        reason=reason.strip(),
        decided_by=user,
        decided_at=timezone.now(),
        replaces=replaces,
    )
    trail.record(
        actor=actor,
        action=f"ruling.{kind.value}",
        subject_kind="standing",
        subject_id=standing.pk,
        festival_id=standing.festival_id,
        reason=reason.strip(),
        detail={"ruling": ruling.pk, "replaces": replaces and replaces.pk},
    )
    return ruling
