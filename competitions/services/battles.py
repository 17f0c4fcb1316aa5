"""Runs battles at the desk: draws them, adds an extra round to a level one, and writes down a casting vote or a walkover.

What became of a battle is computed anew from the sheets each time it is asked; nothing here stores a winner.
"""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from audit.actors import Actor
from audit.services import trail
from competitions.models import Bout, Competition, Round, Ruling
from competitions.permissions import desk
from competitions.selectors import bout_seeds, bout_sheets, round_rulesets, round_sheets
from competitions.selectors.battle_advance import BATTLES
from competitions.selectors.bout_sheets import BLUE, RED, TIE, BoutSheets
from competitions.services import bouts, rounds, rulings, sheets, tabulation
from dancers.errors import RuleRefused
from dancers.models import User
from live.services import versions

EXTRA_TITLES = (
    "Battle %(battle)d, extra round %(number)d",
    "Баттл %(battle)d, дополнительный выход %(number)d",
    "%(battle)d-баттл, қосымша %(number)d-шығу",
)


def draw_battles(*, actor: Actor, user: User, round: Round, by: str, seed: str = "") -> None:
    """Stand the entries of a planned stage in its battles, before it is opened; drawn again, it replaces what was drawn.

    `by`: "draw" at random from `seed` (made and kept where none is given), "numbers", "places". Refused: a stage that is open,
    another way, a first stage whose entries are not closed, a later one that was not drawn, more entries than there is room for.
    """
    desk.require(user, round.competition.festival, desk.RUNS_ROUNDS)
    if by not in bout_seeds.WAYS:
        raise RuleRefused(_("Battles are drawn at random, by numbers, or by places."))
    with transaction.atomic():
        row = _lock(round)
        if row.kind not in BATTLES or row.status != Round.Status.PLANNED:
            raise RuleRefused(_("%(round)s is no stage of battles that waits to be opened.") % {"round": row.title})
        rounds.stand_entries(row, Competition.objects.select_for_update().get(pk=row.competition_id))
        bouts.draw(actor=actor, round=row, by=by, seed=seed.strip())
        _show(row)


def add_extra_round(*, actor: Actor, user: User, bout: Bout) -> None:
    """Let a level battle of an open knock-out stage go on for one more throw-down, with sheets for the whole panel.

    Refused: a battle that is not level by the sheets that are in (a second click finds it waiting for votes), a group (where a
    battle may stay level), and more extra rounds than the ruleset has.
    """
    desk.require(user, bout.round.competition.festival, desk.RUNS_ROUNDS)
    with transaction.atomic():
        row, item = _locked(bout)
        _refuse_closed(row)
        _refuse_unlevel(row, item)
        ruleset = round_rulesets.ruleset_of(row)
        most = ruleset.params.get("extra_rounds") if ruleset else None
        if most is not None and len(item.extra) >= int(most):
            raise RuleRefused(
                _("Battle %(number)d has had every extra round that the ruleset has; the chair decides it.")
                % {"number": bout.position}
            )
        number = len(item.extra) + 1
        position = max(row.parts.values_list("position", flat=True), default=0) + 1
        titles = [text % {"battle": bout.position, "number": number} for text in EXTRA_TITLES]
        part = bouts.new_part(row, bout, position, titles, f"{bout.position}+{number}")
        part.is_decider = True
        part.save()
        sheets.make_sheets(round=row)
        _record(actor, "bout.extra_round", row, {"bout": bout.pk, "part": part.pk})
        _show(row)


def cast_vote(*, actor: Actor, user: User, bout: Bout, winner: str, reason: str) -> Ruling:
    """Write down the chair's vote for one side of a level battle; it counts as long as the battle is level. Refused as above."""
    desk.require(user, bout.round.competition.festival, desk.DECIDES)
    with transaction.atomic():
        row, item = _locked(bout)
        _refuse_unlevel(row, item)
        return _rule(actor, user, row, item, Ruling.Kind.CASTING_VOTE, winner, reason)


def award_walkover(*, actor: Actor, user: User, bout: Bout, winner: str, reason: str) -> Ruling:
    """Give a battle to one side without dancing: the other did not come to it, or cannot go on.

    The other side stays in the stage as its loser; whoever leaves the competition is taken out of the round instead. Refused: a
    stage that is not open, a bye, a battle that is decided already.
    """
    desk.require(user, bout.round.competition.festival, desk.RUNS_ROUNDS)
    with transaction.atomic():
        row, item = _locked(bout)
        _refuse_closed(row)
        if item.is_idle or outcome_of(row, item).get("winner") in (RED, BLUE):
            raise RuleRefused(_("Battle %(number)d is decided already.") % {"number": bout.position})
        return _rule(actor, user, row, item, Ruling.Kind.WALKOVER, winner, reason)


def undo_decision(*, actor: Actor, user: User, bout: Bout, reason: str) -> Ruling:
    """Take back a battle's standing walkover, or else its casting vote; the ruling that was made is kept. Refused without one."""
    desk.require(user, bout.round.competition.festival, desk.DECIDES)
    with transaction.atomic():
        row, item = _locked(bout)
        kind = Ruling.Kind.WALKOVER if item.walkover else Ruling.Kind.CASTING_VOTE if item.casting_vote else None
        if kind is None:
            raise RuleRefused(_("Nothing was ruled about battle %(number)d.") % {"number": bout.position})
        ruling = rulings.write(
            actor=actor, user=user, round_=row, kind=kind, payload={"undone": True}, reason=reason, bout=item.bout
        )
        _show(row)
        return ruling


def outcome_of(round_: Round, item: BoutSheets) -> Mapping[str, Any]:
    """What became of the battle by the sheets that are handed in; empty while one is missing."""
    if not item.is_idle and bout_sheets.waiting_letters(round_, item):
        return {}
    return tabulation.bouts_so_far(round_).get(item.bout.position, {})


def _rule(
    actor: Actor, user: User, row: Round, item: BoutSheets, kind: Ruling.Kind, winner: str, reason: str
) -> Ruling:
    if winner not in (RED, BLUE) or (item.blue if winner == BLUE else item.red) is None:
        raise RuleRefused(_("A battle is won by red or by blue."))
    ruling = rulings.write(
        actor=actor, user=user, round_=row, kind=kind, payload={"winner": winner}, reason=reason, bout=item.bout
    )
    _show(row)
    return ruling


def _locked(bout: Bout) -> tuple[Round, BoutSheets]:
    """The battle's round, its sheets locked so that no vote lands in between, and the battle as it is now."""
    row = _lock(bout.round)
    sheets.lock_sheets(round=row)
    items = bout_sheets.read_bouts(round_sheets.load_sheets(row))
    return row, next(item for item in items if item.bout.pk == bout.pk)


def _refuse_closed(row: Round) -> None:
    if row.status != Round.Status.OPEN:
        raise RuleRefused(_("%(round)s is not open.") % {"round": row.title})


def _refuse_unlevel(row: Round, item: BoutSheets) -> None:
    number = {"number": item.bout.position, "round": row.title}
    if row.kind == Round.Kind.GROUP:
        raise RuleRefused(_("A battle of a group may stay level; battle %(number)d was left as it is.") % number)
    if item.casting_vote is not None or outcome_of(row, item).get("winner") != TIE:
        raise RuleRefused(_("Battle %(number)d of %(round)s is not level by the sheets that are in.") % number)


def _lock(round_: Round) -> Round:
    rows = Round.objects.select_for_update(of=("self",)).select_related("competition__festival", "ruleset")
    return rows.get(pk=round_.pk)


def _record(actor: Actor, action: str, row: Round, detail: dict[str, object]) -> None:
    trail.record(
        actor=actor,
        action=action,
        subject_kind="round",
        subject_id=row.pk,
        festival_id=row.competition.festival_id,
        detail=detail,
    )


def _show(row: Round) -> None:
    versions.raise_tags(f"festival:{row.competition.festival_id}", f"competition:{row.competition_id}")
