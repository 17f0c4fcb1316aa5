"""Makes the sheets of a round when it opens: one for each seat and portion, so that the desk sees who is missing."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from competitions.models import HeatPlace, PanelSeat, Round, RoundEntry, RoundPart, Scoresheet
from competitions.selectors import mark_forms, portions
from competitions.selectors.mark_forms import MarkForm
from competitions.selectors.round_rulesets import ruleset_of
from dancers.errors import RuleRefused

# What the column of a mark's criterion holds.
LONGEST_KEY = 30


def make_sheets(*, round: Round) -> None:
    """Make the sheets that are missing; called inside the transaction that opens the round.

    A second call (a seat, a decider or a battle was added) makes only what is new. Refused for crosses, alternates or
    places that would be handed in by heat or by entry: each place once, or twelve crosses of twenty-four, can only be
    judged over all of them. Refused too: a seat that judges no criterion of the ruleset, and (by heat) no heats.
    """
    parts = tuple(round.parts.select_related("bout").order_by("position"))
    _refuse_lost_marks(round, parts)
    wanted = []
    for seat in round.seats.prefetch_related("parts").order_by("letter"):
        form = mark_forms.form_of(round, seat)
        _refuse_unfit(round, seat, form)
        wanted += [Scoresheet(seat=seat, portion_key=key) for key in _keys(round, seat, parts)]
    Scoresheet.objects.bulk_create(wanted, ignore_conflicts=True)


def _refuse_lost_marks(round: Round, parts: Sequence[RoundPart]) -> None:
    """Refuse what the round's system would pass over: several dances in IDO, deductions where nothing is taken off."""
    ruleset = ruleset_of(round)
    system = ruleset.system.partition(":")[0] if ruleset else "skating"
    if system == "ido" and len(parts) > 1:
        raise RuleRefused(
            _("%(round)s is judged in one dance by its ruleset; it has several.") % {"round": round.title}
        )
    seat = None if system == "points" else round.seats.filter(deducts=True).order_by("letter").first()
    if seat is not None:
        raise RuleRefused(
            _("Seat %(letter)s takes deductions, and the ruleset of %(round)s has none.")
            % {"letter": seat.letter, "round": round.title}
        )


def _refuse_unfit(round: Round, seat: PanelSeat, form: MarkForm) -> None:
    by_piece = round.submit_by in (Round.SubmitBy.HEAT, Round.SubmitBy.ENTRY)
    if by_piece and form.kind != "points":
        raise RuleRefused(_("Crosses and places are handed in by dance or for the whole round, not by heat or entry."))
    if by_piece and form.refuses_ties:
        raise RuleRefused(_("Where a judge's totals must differ, the sheet is handed in for the whole round."))
    long = next((name for name in form.criteria if len(name) > LONGEST_KEY), None)
    if long is not None:
        raise RuleRefused(
            _("The key of the criterion “%(name)s” is too long: it has at most %(most)d letters.")
            % {"name": long, "most": LONGEST_KEY}
        )
    if form.kind == "points" and not form.scales:
        raise RuleRefused(
            _("Seat %(letter)s has no criterion of this ruleset: “%(criteria)s” is not in it.")
            % {"letter": seat.letter, "criteria": seat.criteria}
        )


def _keys(round: Round, seat: PanelSeat, parts: Sequence[RoundPart]) -> list[str]:
    if round.submit_by == Round.SubmitBy.ROUND:
        return ["round"]
    if round.submit_by == Round.SubmitBy.PART:
        return [f"part:{part.pk}" for part in portions.duties_of(seat, parts)]
    entries = portions.entries_for(seat)
    if round.submit_by == Round.SubmitBy.ENTRY:
        return [f"entry:{entry.pk}" for entry in entries]
    heats = HeatPlace.objects.filter(round_entry__in=entries).values_list("heat_id", flat=True)
    if set(entries) - set(RoundEntry.objects.filter(heat_places__heat__in=heats, round=round)):
        raise RuleRefused(_("%(round)s is handed in by heat, but not everybody is in a heat.") % {"round": round.title})
    return [f"heat:{key}" for key in sorted(set(heats))]


def lock_sheets(*, round: Round) -> list[Scoresheet]:
    """Lock the round's sheets until the transaction ends, so that no mark lands between a check and what follows it.

    Whoever closes the round calls this first: marks that come later then see it closed and are kept as late.
    """
    rows = Scoresheet.objects.select_for_update(of=("self",)).filter(seat__round=round)
    return list(rows.select_related("seat").order_by("pk"))
