"""What the jury decides beside its marks: the order of tied entries, penalties, abstentions, titles; and taking it back.

Every decision is a Ruling: in the sheets, in the digest and in the reasons of the outcome. A newer one on the same matter
replaces the older; nothing is deleted. The round is tabulated again afterwards.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from audit.actors import Actor
from competitions.models import Mark, PanelSeat, Round, RoundEntry, RoundPart, Ruling
from competitions.permissions import desk
from competitions.selectors import jury_matters, mark_forms, portions, round_sheets
from competitions.services import rulings
from dancers.errors import RuleRefused
from dancers.models import User

MOST_POINTS = Decimal(1000)
TITLE_LENGTH = 80


@dataclass(frozen=True, slots=True)
class Decider:
    """Who decides, and why; every decision is kept with both."""

    actor: Actor
    user: User
    reason: str

    def write(self, round_: Round, kind: Ruling.Kind, payload: dict[str, Any], **subject: Any) -> Ruling:
        """Insert the ruling, replacing one on the same matter."""
        return rulings.write(
            actor=self.actor, user=self.user, round_=round_, kind=kind, payload=payload, reason=self.reason, **subject
        )


def order_tied(*, decider: Decider, round: Round, kind: Ruling.Kind, order: Sequence[RoundEntry]) -> Ruling:
    """Put tied entries in order, best first, by a casting vote of the chair or by a re-dance.

    Refused: another kind, fewer than two entries or one twice, entries of another round, a kind that the round's family
    does not know.
    """
    with transaction.atomic():
        _begin(decider, round, kind)
        if len(order) < 2 or len({entry.pk for entry in order}) != len(order):
            raise RuleRefused(_("Name at least two entries, each once, the best first."))
        _refuse_strangers(round, order)
        return decider.write(round, kind, {"order": [str(entry.pk) for entry in order]})


def choose_order(*, decider: Decider, seat: PanelSeat, order: Sequence[RoundEntry]) -> Ruling:
    """Write down how a judge orders entries to whom the judge gave equal totals (IDO). Refused as `order_tied`."""
    with transaction.atomic():
        _begin(decider, seat.round, Ruling.Kind.JUDGE_CHOICE)
        _refuse_strangers(seat.round, order)
        if len(order) < 2:
            raise RuleRefused(_("Name at least two entries, each once, the best first."))
        payload = {"order": [str(entry.pk) for entry in order]}
        return decider.write(seat.round, Ruling.Kind.JUDGE_CHOICE, payload, seat=seat)


def penalise(*, decider: Decider, round_entry: RoundEntry, points: str) -> Ruling:
    """Take points off an entry's score; a new penalty replaces the one before. Refused: no number above 0."""
    with transaction.atomic():
        _begin(decider, round_entry.round, Ruling.Kind.PENALTY)
        payload = {"points": _read_points(points)}
        return decider.write(round_entry.round, Ruling.Kind.PENALTY, payload, round_entry=round_entry)


def drop_places(*, decider: Decider, round_entry: RoundEntry, by: int) -> Ruling:
    """Move an entry down by so many places after tabulation (relative placement). Refused: less than one."""
    with transaction.atomic():
        _begin(decider, round_entry.round, Ruling.Kind.PLACEMENT_DROP)
        if not 1 <= by <= 999:
            raise RuleRefused(_("An entry is moved down by at least one place."))
        return decider.write(round_entry.round, Ruling.Kind.PLACEMENT_DROP, {"by": by}, round_entry=round_entry)


def abstain(
    *,
    decider: Decider,
    seat: PanelSeat,
    round_entry: RoundEntry | None = None,
    part: RoundPart | None = None,
    criterion: str = "",
    kind: Ruling.Kind = Ruling.Kind.ABSTENTION,
) -> Ruling:
    """Rule that a judge abstains: for one entry, dance or criterion, or for all that is left open.

    `kind` RECUSAL: the judge stands aside, for an entry (a pupil, a relative) or the whole round. The cells lose what was
    marked there (the operations keep it). Refused: a family that knows no abstention, another round's entry or dance.
    """
    with transaction.atomic():
        round_ = seat.round
        _begin(decider, round_, kind)
        if round_entry is not None:
            _refuse_strangers(round_, [round_entry])
        if part is not None and part.round_id != round_.pk:
            raise RuleRefused(_("This dance is not one of %(round)s.") % {"round": round_.title})
        if kind == Ruling.Kind.RECUSAL and round_entry is None:
            rulings.refuse_last(seat)
        if kind == Ruling.Kind.RECUSAL and round_entry is not None:
            _begin(decider, round_, Ruling.Kind.ABSTENTION)
        names = {"entry": round_entry and str(round_entry.pk), "part": part and str(part.pk), "criterion": criterion}
        payload = {name: value for name, value in names.items() if value}
        ruling = decider.write(round_, kind, payload, seat=seat)
        if kind == Ruling.Kind.ABSTENTION or round_entry is not None:
            _empty_cells(ruling, seat, round_entry, part, criterion)
        return ruling


def rule_title(*, decider: Decider, round: Round, action: str, entries: Sequence[RoundEntry], title: str) -> Ruling:
    """Withhold, share or add a title, against what points and places alone would give.

    `action`: "withheld" (no title), "shared" (all of them receive it), "added". Refused: another action, no entries, a
    title missing, a ruleset without titles.
    """
    with transaction.atomic():
        _begin(decider, round, Ruling.Kind.TITLE)
        if action not in jury_matters.TITLE_ACTIONS or not entries:
            raise RuleRefused(_("Say what becomes of the title, and for which entries."))
        _refuse_strangers(round, entries)
        wanted = title.strip()[:TITLE_LENGTH]
        if action != "withheld" and not wanted:
            raise RuleRefused(_("Say which title."))
        payload: dict[str, Any] = {"action": action, "entries": [str(entry.pk) for entry in entries]}
        return decider.write(round, Ruling.Kind.TITLE, payload | ({"title": wanted} if wanted else {}))


def take_back(*, decider: Decider, ruling: Ruling) -> Ruling:
    """Undo a standing decision; both stay in the record. Refused: one that was replaced or taken back already."""
    round_ = ruling.round
    if round_ is None or ruling.kind not in jury_matters.UNDONE_HERE:
        raise RuleRefused(_("This decision is taken back where it was made."))
    with transaction.atomic():
        _begin(decider, round_, Ruling.Kind(ruling.kind))
        if ruling.pk not in {row.pk for row in round_sheets.standing_rulings(round_)}:
            raise RuleRefused(_("This decision does not stand any more."))
        payload = {**jury_matters.payload_of(ruling), "undone": True}
        subject = {"round_entry": ruling.round_entry, "seat": ruling.seat}
        undone = decider.write(round_, Ruling.Kind(ruling.kind), payload, **subject)
        Mark.objects.filter(abstained_by=ruling, operation__isnull=True).delete()
        for mark in Mark.objects.filter(abstained_by=ruling).select_related("operation"):
            mark.abstained_by, mark.value = None, mark.operation.value if mark.operation else None
            mark.save(update_fields=["abstained_by", "value"])
        if ruling.seat is not None:
            _abstain_again(round_, ruling.seat)
        return undone


def _abstain_again(round_: Round, seat: PanelSeat) -> None:
    """Show the abstentions of a seat that still stand, where one that was taken back covered the same cells."""
    for row in round_sheets.standing_rulings(round_):
        payload = jury_matters.payload_of(row)
        is_abstention = row.kind == Ruling.Kind.ABSTENTION or (row.kind == Ruling.Kind.RECUSAL and "entry" in payload)
        if row.seat_id == seat.pk and is_abstention:
            entry = round_.round_entries.filter(pk=payload.get("entry", 0)).first()
            part = round_.parts.filter(pk=payload.get("part", 0)).first()
            _empty_cells(row, seat, entry, part, payload.get("criterion", ""))


def _begin(decider: Decider, round_: Round, kind: Ruling.Kind) -> None:
    """Refuse who may not decide and what the round's family does not know, and hold the round."""
    desk.require(decider.user, round_.competition.festival, desk.DECIDES)
    row = Round.objects.select_for_update(of=("self",)).get(pk=round_.pk)
    if row.status == Round.Status.PLANNED:
        raise RuleRefused(_("%(round)s is not open yet.") % {"round": row.title})
    if kind not in jury_matters.kinds_for(row):
        raise RuleRefused(
            _("%(kind)s: the ruleset of %(round)s does not know this decision.")
            % {"kind": Ruling.Kind(kind).label, "round": row.title}
        )


def _refuse_strangers(round_: Round, entries: Sequence[RoundEntry]) -> None:
    strange = [entry for entry in entries if entry.round_id != round_.pk]
    if strange:
        number = portions.labels_of(strange)[strange[0].pk]
        raise RuleRefused(_("No. %(number)s does not stand in %(round)s.") % {"number": number, "round": round_.title})


def _read_points(text: str) -> str:
    try:
        number = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        number = Decimal(0)
    if not number.is_finite() or not 0 < number <= MOST_POINTS or number.as_tuple().exponent < -4:  # type: ignore[operator]  # finite
        raise RuleRefused(
            _("A penalty is a number of points above 0, as 0.5; “%(given)s” is not.") % {"given": text[:20]}
        )
    return mark_forms.plain(number)


def _empty_cells(
    ruling: Ruling, seat: PanelSeat, entry: RoundEntry | None, part: RoundPart | None, criterion: str
) -> None:
    """Show the abstention in every cell that it covers; what was marked stays among the operations."""
    round_ = seat.round
    entries = [entry] if entry else portions.entries_for(seat)
    parts = [part] if part else list(portions.duties_of(seat, tuple(round_.parts.order_by("position"))))
    names = [criterion] if criterion else list(mark_forms.form_of(round_, seat).criteria)
    cells = [(one.pk, dance.pk, name) for one in entries for dance in parts for name in names]
    held = {
        (mark.round_entry_id, mark.part_id, mark.criterion): mark
        for mark in Mark.objects.filter(seat=seat, round_entry__in=entries, part__in=parts)
    }
    whole = entry is None
    for key in cells:
        mark = held.get(key) or Mark(seat=seat, round_entry_id=key[0], part_id=key[1], criterion=key[2])
        if mark.pk is None or mark.value is None or not whole:
            mark.value, mark.abstained_by = None, ruling
            mark.save()
