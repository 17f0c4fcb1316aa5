"""Opens and closes rounds; who goes on is services.advancing's.

Opening freezes the ruleset; closing means that marks which come later are kept as late. A round that was drawn from a result
which has changed since is stale: `stale_reason` says so, and services.releases refuses to publish over it.
"""

import json

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.actors import Actor
from audit.services import trail
from competitions.models import Competition, Entry, Result, Round, RoundEntry
from competitions.permissions import desk
from competitions.scoring import sheet_file
from competitions.selectors import numbers, round_rulesets, standing_places
from competitions.selectors.battle_advance import BATTLES, is_beside_others
from competitions.selectors.standing_places import Unit
from competitions.services import advancing, bouts, sheets, tabulation
from dancers.errors import RuleRefused
from dancers.models import User
from live.services import versions

Status = Round.Status


def change_recall(
    *, actor: Actor, user: User, round: Round, wanted: int, crosses_min: int | None, crosses_max: int | None
) -> None:
    """Set how many the chair wants in the next round and how many crosses each judge is asked; only before it opens."""
    desk.require(user, round.competition.festival, desk.RUNS_ROUNDS)
    with transaction.atomic():
        row = _lock(round)
        if row.kind != Round.Kind.RECALL or row.status != Status.PLANNED:
            raise RuleRefused(
                _("%(round)s is no recall round that waits to be opened; its numbers stay.") % {"round": row.title}
            )
        low, high = crosses_min or wanted, crosses_max or crosses_min or wanted
        if wanted < 1 or low > high:
            raise RuleRefused(_("At least one is wanted, and the fewest crosses are not more than the most."))
        round.wanted, round.crosses_min, round.crosses_max = wanted, low, high
        round.save(update_fields=["wanted", "crosses_min", "crosses_max"])
        _record(actor, "round.recall_changed", row, {"wanted": wanted, "crosses": [low, high]})


def open_round(*, actor: Actor, user: User, round: Round) -> Round:
    """Open a round for marks: freeze its ruleset, stand the entries in it, make the sheets, set the competition running.

    Refused: a round that is not planned, one without dances, panel or entries, entries still open, a number missing on a
    back, a seat with nobody on it, and a later round that was not drawn yet or is stale.
    """
    desk.require(user, round.competition.festival, desk.RUNS_ROUNDS)
    with transaction.atomic():
        row = _lock(round)
        competition = Competition.objects.select_for_update().get(pk=row.competition_id)
        if row.status != Status.PLANNED:
            raise RuleRefused(_("%(round)s was opened already.") % {"round": row.title})
        _refuse_unseated(row)
        stand_entries(row, competition)
        advancing.settle_wanted(row)
        bouts.set_up(actor=actor, round=row)
        row.ruleset_text = freeze_ruleset(row)
        row.status, row.opened_at = Status.OPEN, timezone.now()
        row.save(update_fields=["ruleset_text", "status", "opened_at"])
        sheets.make_sheets(round=row)
        _set_running(competition)
        standing = row.round_entries.count()
        _record(actor, "round.opened", row, {"entries": standing, "seats": row.seats.count()})
        _show(row)
    _copy_state(row, round)
    return round


def close_round(*, actor: Actor, user: User, round: Round) -> Round:
    """Close a round: no more marks. Refused while a sheet is missing (hand it in, enter it from paper, or rule the judge lost)."""
    desk.require(user, round.competition.festival, desk.RUNS_ROUNDS)
    with transaction.atomic():
        sheets.lock_sheets(round=round)
        row = _lock(round)
        if row.status != Status.OPEN:
            raise RuleRefused(_("%(round)s is not open.") % {"round": row.title})
        missing = tabulation.missing_sheets(row)
        if missing:
            raise RuleRefused(
                _("%(round)s stays open: not handed in yet: %(names)s.")
                % {"round": row.title, "names": "; ".join(missing[: tabulation.NAMED_SHEETS])}
            )
        row.status, row.closed_at = Status.CLOSED, timezone.now()
        row.save(update_fields=["status", "closed_at"])
        _record(actor, "round.closed", row, {})
        _show(row)
    _copy_state(row, round)
    return round


def reopen_round(*, actor: Actor, user: User, round: Round, reason: str) -> Round:
    """Open a closed round again, with a reason; what was released stays as it is until a correction is released."""
    desk.require(user, round.competition.festival, desk.RUNS_ROUNDS)
    if not reason.strip():
        raise RuleRefused(_("Say why %(round)s is opened again.") % {"round": round.title})
    with transaction.atomic():
        row = _lock(round)
        if row.status != Status.CLOSED:
            raise RuleRefused(_("%(round)s is not closed.") % {"round": row.title})
        row.status, row.closed_at = Status.OPEN, None
        row.save(update_fields=["status", "closed_at"])
        _record(actor, "round.reopened", row, {}, reason=reason)
        _show(row)
    _copy_state(row, round)
    return round


def draw_next_round(*, actor: Actor, user: User, round: Round, to_round: Round | None = None) -> Round:
    """Stand those who go on in every round that follows (or in `to_round` alone); return the first of these rounds."""
    return advancing.draw_following(actor=actor, user=user, round=round, to_round=to_round)[0].round


def stale_reason(round_: Round) -> str:
    """Why the entries of this round no longer fit the round before it, in words; empty when they do (or it was not drawn)."""
    return advancing.stale_reason(round_)


def recalled_in(result: Result) -> list[int] | None:
    """The RoundEntry ids that go on by this result; None while the recall line is not decided."""
    outcome = json.loads(result.outcome_text)
    return [int(key) for key in outcome["recalled"]] if "recalled" in outcome else None


def freeze_ruleset(round_: Round) -> str:
    """The round's ruleset as canonical text, with the system that computes this kind of round, and the line of its link."""
    ruleset = round_rulesets.ruleset_of(round_)
    if ruleset is None:
        raise RuleRefused(_("%(round)s has no ruleset; choose one first.") % {"round": round_.title})
    document = ruleset.as_document()
    if ruleset.system.partition(":")[0] in advancing.LINED:
        document["params"] = {key: value for key, value in document["params"].items() if key != "advance"}
        line = advancing.line_for(round_)
        if line is not None:
            document["params"]["advance"] = line
    return sheet_file.canonical(document)


def _refuse_unseated(round_: Round) -> None:
    if round_.kind not in BATTLES and not round_.parts.exists():  # battles get their throw-downs by opening
        raise RuleRefused(_("%(round)s has no dances.") % {"round": round_.title})
    seats = list(round_.seats.order_by("letter"))
    if not any(seat.counts for seat in seats):
        raise RuleRefused(_("%(round)s has no panel: seat the judges first.") % {"round": round_.title})
    taken = set(round_.seats.filter(occupancies__valid_to__isnull=True).values_list("pk", flat=True))
    empty = [seat.letter for seat in seats if seat.pk not in taken]
    if empty:
        raise RuleRefused(
            _("Nobody sits on seat %(letters)s of %(round)s.") % {"letters": ", ".join(empty), "round": round_.title}
        )


def stand_entries(round_: Round, competition: Competition) -> None:
    """A first round takes the accepted entries in the order of their numbers; a later one must have been drawn."""
    if round_.links_in.exists():
        _refuse_undrawn(round_)
        advancing.stand_seeded(round_)
        return
    if competition.status in (Competition.Status.DRAFT, Competition.Status.OPEN):
        raise RuleRefused(
            _("Entries of %(competition)s are not closed yet; close them first.") % {"competition": competition.title}
        )
    if round_.round_entries.exists():
        return
    entries = _first_entries(round_, competition)
    labels = numbers.labels_for(entries)
    bare = [entry.display_name for entry in entries if entry.pk not in labels]
    if bare:
        raise RuleRefused(
            _("%(count)d entries have no number (%(name)s); assign numbers first.")
            % {"count": len(bare), "name": bare[0]}
        )
    units: list[Unit] = [((entry.pk, "whole"),) for entry in entries]
    ordered = standing_places.in_number_order(units)
    advancing.stand(round_, ordered, RoundEntry.Origin.ENTERED, None, round_.pool)


def _refuse_undrawn(round_: Round) -> None:
    reason = stale_reason(round_)
    if reason:
        raise RuleRefused(_("%(reason)s Draw it again first.") % {"reason": reason})
    reason = advancing.missing_reason(round_)
    if reason:
        raise RuleRefused(reason)


def _first_entries(round_: Round, competition: Competition) -> list[Entry]:
    """Who dances a first round: the accepted entries of its pool, without the seeded ones, who come in later.

    Of several groups beside one another each takes those who were drawn into it.
    """
    rows = Entry.objects.taking_part().filter(competition=competition)
    if is_beside_others(round_):
        rows = rows.filter(starts_in=round_)
        if not rows.exists():
            raise RuleRefused(
                _("The groups of %(competition)s were not drawn yet.") % {"competition": competition.title}
            )
    else:
        rows = rows.filter(starts_in__isnull=True)
    if round_.pool:
        rows = rows.filter(members__role=round_.pool, members__valid_to__isnull=True)
    entries = list(rows.order_by("pk").distinct())
    if not entries and round_.pool:
        raise RuleRefused(
            _("%(competition)s has no accepted entries for %(round)s.")
            % {"competition": competition.title, "round": round_.title}
        )
    if not entries:
        raise RuleRefused(_("%(competition)s has no accepted entries.") % {"competition": competition.title})
    return entries


def _set_running(competition: Competition) -> None:
    if competition.status == Competition.Status.CLOSED:
        competition.status, competition.status_at = Competition.Status.RUNNING, timezone.now()
        competition.save(update_fields=["status", "status_at"])


def _lock(round_: Round) -> Round:
    return (
        Round.objects.select_for_update(of=("self",))
        .select_related("competition__festival", "ruleset")
        .get(pk=round_.pk)
    )


def _copy_state(row: Round, caller: Round) -> None:
    for field in ("status", "opened_at", "closed_at", "ruleset_text", "wanted", "crosses_min", "crosses_max"):
        setattr(caller, field, getattr(row, field))


def _record(actor: Actor, action: str, row: Round, detail: dict[str, object], *, reason: str = "") -> None:
    trail.record(
        actor=actor,
        action=action,
        subject_kind="round",
        subject_id=row.pk,
        festival_id=row.competition.festival_id,
        reason=reason,
        detail=detail,
    )


def _show(row: Round) -> None:
    """The public pages say which round is on; results they learn from releases alone."""
    versions.raise_tags("home", f"festival:{row.competition.festival_id}", f"competition:{row.competition_id}")
