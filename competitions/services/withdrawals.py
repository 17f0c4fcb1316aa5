"""Takes an entry out of a round: withdrawn, not come, or disqualified; and puts it back.

The rules of skating leave open what happens to marks that were given already, so the house chooses and says so beforehand
(`state_effect`): nobody is moved silently, the marks stay in the record, and the ruling is part of the sheets.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from audit.actors import Actor
from competitions.models import Competition, Round, RoundEntry, Ruling
from competitions.permissions import desk
from competitions.selectors import portions, round_sheets
from competitions.services import rulings
from dancers.errors import RuleRefused
from dancers.models import User
from live.services import versions

KINDS = {
    Ruling.Kind.WITHDRAWAL: RoundEntry.Status.WITHDRAWN,
    Ruling.Kind.DISQUALIFICATION: RoundEntry.Status.DISQUALIFIED,
    Ruling.Kind.NO_SHOW: RoundEntry.Status.NO_SHOW,
}
LEAVE_OUT = "leave_out"
BOTTOM = round_sheets.BOTTOM


def withdraw(
    *, actor: Actor, user: User, round_entry: RoundEntry, kind: str, reason: str, effect: str = LEAVE_OUT
) -> Ruling:
    """Take an entry out of its round and return the ruling.

    `effect` is "leave_out" (not counted; places behind it close up) or, in a final of several dances where it has danced
    some, "bottom": it keeps those, and holds the bottom place of every dance it did not dance. Refused: no reason, an
    entry that is out already, an effect that does not fit, a disqualification by somebody who may not decide.
    """
    if kind not in KINDS or effect not in (LEAVE_OUT, BOTTOM):
        raise RuleRefused(
            _("An entry is withdrawn, did not come, or is disqualified; “%(kind)s” is none of these.") % {"kind": kind}
        )
    festival = round_entry.round.competition.festival
    desk.require(user, festival, desk.DECIDES if kind == Ruling.Kind.DISQUALIFICATION else desk.WITHDRAWS)
    with transaction.atomic():
        round_ = _lock(round_entry)
        place = RoundEntry.objects.select_for_update().get(pk=round_entry.pk)
        if place.status != RoundEntry.Status.DANCING:
            raise RuleRefused(
                _("No. %(number)s is out of %(round)s already (%(state)s).")
                % {"number": _number(place), "round": round_.title, "state": place.get_status_display()}
            )
        if effect == BOTTOM:
            _refuse_bottom(round_, place, kind)
        ruling = rulings.write(
            actor=actor,
            user=user,
            round_=round_,
            kind=Ruling.Kind(kind),
            payload={"effect": effect},
            reason=reason,
            round_entry=place,
        )
        _set_status(place, KINDS[Ruling.Kind(kind)])
        _show(round_.competition)
    round_entry.status = place.status
    return ruling


def reinstate(*, actor: Actor, user: User, round_entry: RoundEntry, reason: str) -> Ruling:
    """Undo a withdrawal: the entry dances again, and the marks that it had count again. The ruling that was made is kept."""
    desk.require(user, round_entry.round.competition.festival, desk.DECIDES)
    with transaction.atomic():
        round_ = _lock(round_entry)
        place = RoundEntry.objects.select_for_update().get(pk=round_entry.pk)
        standing = [
            row for row in round_sheets.standing_rulings(round_) if row.round_entry_id == place.pk and row.kind in KINDS
        ]
        if place.status == RoundEntry.Status.DANCING or not standing:
            raise RuleRefused(_("No. %(number)s was not taken out.") % {"number": _number(place)})
        ruling = rulings.write(
            actor=actor,
            user=user,
            round_=round_,
            kind=Ruling.Kind(standing[-1].kind),
            payload={"undone": True},
            reason=reason,
            round_entry=place,
        )
        _set_status(place, RoundEntry.Status.DANCING)
        _show(round_.competition)
    round_entry.status = place.status
    return ruling


def state_effect(round_entry: RoundEntry, effect: str = LEAVE_OUT) -> str:
    """What taking the entry out would do, in one sentence, for the page that asks for confirmation."""
    round_ = round_entry.round
    sheets = round_sheets.load_sheets(round_)
    has_marks = round_sheets.has_marks(sheets, round_entry)
    if round_.status == Round.Status.PLANNED:
        return _("The round is not open yet: the entry does not appear on the sheets.")
    if round_.kind == Round.Kind.KNOCKOUT:
        return _("Its battle of this stage goes to the other side, also where it was danced; it gets no place.")
    if round_.kind == Round.Kind.GROUP:
        return _("Its battles count for nobody, also those that were danced; it gets no place in the group.")
    if not has_marks:
        return _("No judge has marked it yet: the entry leaves the sheets, and the others are judged without it.")
    if round_.kind == Round.Kind.RECALL:
        return _("Its crosses are kept in the record and not counted; judges may be short by one cross.")
    if effect == BOTTOM:
        return _("It keeps the dances that every judge has placed, and holds the bottom place of the others.")
    return _("Its marks are kept in the record and not counted; with each judge, the places behind it close up.")


def offers_bottom(round_entry: RoundEntry) -> bool:
    """Whether the entry has danced part of a final of several dances, so that it may keep what it danced."""
    sheets = round_sheets.load_sheets(round_entry.round)
    whole = [part for part in sheets.parts if None not in sheets.row(round_entry, part)]
    return round_entry.round.kind == Round.Kind.FINAL and 0 < len(whole) < len(sheets.parts)


def _refuse_bottom(round_: Round, place: RoundEntry, kind: str) -> None:
    if kind == Ruling.Kind.DISQUALIFICATION or not offers_bottom(place):
        raise RuleRefused(
            _(
                "No. %(number)s cannot keep a place in %(round)s: that is for an entry that danced some of several dances of a final."
            )
            % {"number": _number(place), "round": round_.title}
        )


def _lock(round_entry: RoundEntry) -> Round:
    rows = Round.objects.select_for_update(of=("self",)).select_related("competition")
    return rows.get(pk=round_entry.round_id)


def _set_status(place: RoundEntry, status: str) -> None:
    place.status = status
    place.save(update_fields=["status"])


def _number(place: RoundEntry) -> str:
    return portions.labels_of([place])[place.pk]


def _show(competition: Competition) -> None:
    versions.raise_tags(f"festival:{competition.festival_id}", f"competition:{competition.pk}")
