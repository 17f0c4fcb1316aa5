"""Writes down what people decide where the arithmetic needs them. A ruling is an input like a mark: kept, never changed.

A ruling is replaced by a newer one on the same matter; which one stands is what the sheets take.
"""

import json
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.actors import Actor
from audit.services import trail
from competitions.models import Bout, PanelSeat, Round, RoundEntry, Ruling
from competitions.permissions import desk
from competitions.scoring import sheet_file
from competitions.selectors import round_sheets
from competitions.services import tabulation
from dancers.errors import RuleRefused
from dancers.models import User

RECALL_CHOICES = ("all", "none")


def decide_recall_line(*, actor: Actor, user: User, round: Round, recall: str, reason: str) -> Ruling:
    """Take all of those tied at the recall line, or none of them; holds as long as the same entries are tied.

    Refused: a round without a tie at its line, sheets that changed since, another choice than the two, no reason.
    Tabulate the round again afterwards: the decision then stands in its Result.
    """
    desk.require(user, round.competition.festival, desk.DECIDES)
    if recall not in RECALL_CHOICES:
        raise RuleRefused(_("At the recall line the choice is all of the tied entries or none of them."))
    with transaction.atomic():
        row = Round.objects.select_for_update().get(pk=round.pk)
        result = tabulation.latest_result(row)
        outcome = json.loads(result.outcome_text) if result else {}
        if "tied_at_line" not in outcome:
            raise RuleRefused(_("No tie lies across the recall line of %(round)s.") % {"round": row.title})
        if not tabulation.is_current(row):
            raise RuleRefused(
                _("The sheets of %(round)s have changed since it was tabulated; tabulate it again first.")
                % {"round": row.title}
            )
        if recall == "none" and not outcome["sure"]:
            raise RuleRefused(_("Nobody would be left in the next round; take all of the tied entries."))
        payload = {"recall": recall, "tied": outcome["tied_at_line"], "choices": outcome["choices"]}
        return write(actor=actor, user=user, round_=row, kind=Ruling.Kind.RECALL_LINE, payload=payload, reason=reason)


def accept_crosses(*, actor: Actor, user: User, round: Round, reason: str) -> Ruling:
    """Accept sheets whose number of crosses is not the one asked; every cross counts as given."""
    desk.require(user, round.competition.festival, desk.DECIDES)
    if round.kind != Round.Kind.RECALL:
        raise RuleRefused(_("%(round)s is not judged by crosses.") % {"round": round.title})
    with transaction.atomic():
        payload = {"accepted": True}
        return write(actor=actor, user=user, round_=round, kind=Ruling.Kind.CROSSES, payload=payload, reason=reason)


def lose_judge(*, actor: Actor, user: User, seat: PanelSeat, reason: str) -> Ruling:
    """Rule that a judge was lost: the seat counts in no dance of the round, whatever was marked. Refused for the last seat."""
    round_ = seat.round
    desk.require(user, round_.competition.festival, desk.DECIDES)
    with transaction.atomic():
        Round.objects.select_for_update().get(pk=round_.pk)
        if not seat.counts or seat.pk in round_sheets.seats_out(round_sheets.load_sheets(round_)):
            raise RuleRefused(_("Seat %(letter)s does not count anyway.") % {"letter": seat.letter})
        refuse_last(seat)
        return write(
            actor=actor, user=user, round_=round_, kind=Ruling.Kind.JUDGE_LOST, payload={}, reason=reason, seat=seat
        )


def refuse_last(seat: PanelSeat) -> None:
    """Refuse to lose the only judge whose marks still count; who takes deductions or separates ties is not one."""
    sheets = round_sheets.load_sheets(seat.round)
    left = {row.pk for row in sheets.seats} - round_sheets.seats_out(sheets)
    if left == {seat.pk}:
        raise RuleRefused(_("Seat %(letter)s is the last one left; a round needs a judge.") % {"letter": seat.letter})


def write(
    *,
    actor: Actor,
    user: User,
    round_: Round,
    kind: Ruling.Kind,
    payload: Mapping[str, object],
    reason: str,
    round_entry: RoundEntry | None = None,
    seat: PanelSeat | None = None,
    bout: Bout | None = None,
) -> Ruling:
    """Insert a ruling in the caller's transaction; one that stands on the same matter is replaced by it."""
    if not reason.strip():
        raise RuleRefused(_("A decision needs a reason: it is kept with the sheets."))
    standing = round_.rulings.filter(kind=kind, round_entry=round_entry, seat=seat, bout=bout, replaced_by__isnull=True)
    same = [
        row
        for row in standing.order_by("decided_at", "pk")
        if matter_of(json.loads(row.payload_text)) == matter_of(payload)
    ]
    ruling = Ruling.objects.create(
        competition=round_.competition,
        round=round_,
        kind=kind,
        round_entry=round_entry,
        seat=seat,
        bout=bout,
        payload_text=sheet_file.canonical(payload),
        reason=reason.strip(),
        decided_by=user,
        decided_at=timezone.now(),
        replaces=same[-1] if same else None,
    )
    trail.record(
        actor=actor,
        action=f"ruling.{kind.value}",
        subject_kind="round",
        subject_id=round_.pk,
        festival_id=round_.competition.festival_id,
        reason=reason.strip(),
        detail={"ruling": ruling.pk, "round_entry": round_entry and round_entry.pk, "seat": seat and seat.pk},
    )
    return ruling


def matter_of(payload: Mapping[str, Any]) -> tuple[object, ...]:
    """What a decision is about beside its subject: the entries that it names, or the one cell; kinds without are alone."""
    named = payload.get("order") or payload.get("entries") or ()
    return (tuple(sorted(map(str, named))), *(payload.get(name) for name in ("entry", "part", "criterion")))
