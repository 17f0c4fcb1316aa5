"""Makes the sheets of a round when it opens: one for each seat and portion, so that the desk sees who is missing."""

from django.utils.translation import gettext as _

from competitions.models import Round, Scoresheet
from competitions.selectors import portions
from dancers.errors import RuleRefused


def make_sheets(*, round: Round) -> None:
    """Make the sheets that are missing; called inside the transaction that opens the round.

    A second call (a seat or a decider was added) makes only what is new. Refused for crosses or places that would be
    handed in by heat or by entry: each place once, or twelve crosses of twenty-four, can only be judged over all of
    them.
    """
    if round.submit_by in (Round.SubmitBy.HEAT, Round.SubmitBy.ENTRY):
        raise RuleRefused(_("Crosses and places are handed in by dance or for the whole round, not by heat or entry."))
    parts = tuple(round.parts.order_by("position"))
    wanted = []
    for seat in round.seats.prefetch_related("parts").order_by("letter"):
        own = portions.duties_of(seat, parts)
        keys = ["round"] if round.submit_by == Round.SubmitBy.ROUND else [f"part:{part.pk}" for part in own]
        wanted += [Scoresheet(seat=seat, portion_key=key) for key in keys]
    Scoresheet.objects.bulk_create(wanted, ignore_conflicts=True)


def lock_sheets(*, round: Round) -> list[Scoresheet]:
    """Lock the round's sheets until the transaction ends, so that no mark lands between a check and what follows it.

    Whoever closes the round calls this first: marks that come later then see it closed and are kept as late.
    """
    rows = Scoresheet.objects.select_for_update(of=("self",)).filter(seat__round=round)
    return list(rows.select_related("seat").order_by("pk"))
