"""The chair's decision on those tied at the line of a cut: all of them go on, or none (a dance-off is services.jury's).

One ruling holds every decision on the lines of a round, so that a later one on another link does not undo it.
"""

import json

from django.db import transaction
from django.utils.translation import gettext as _

from audit.actors import Actor
from competitions.models import Round, RoundLink, Ruling
from competitions.permissions import desk
from competitions.selectors import advancing, rankings
from competitions.selectors.advancing import Going
from competitions.services import rulings, tabulation
from competitions.services.advancing import deciding_result
from dancers.errors import RuleRefused
from dancers.models import User


def decide_line(*, actor: Actor, user: User, link: RoundLink, recall: str, reason: str) -> Ruling:
    """Take all of those tied at the link's line, or none of them; holds as long as the same entries are tied.

    Refused: a link without a tie at its line, sheets that changed since, another choice than the two, no reason, and
    taking none where nobody else would go on. Tabulate the round again afterwards, where the Result draws the line.
    """
    desk.require(user, link.from_round.competition.festival, desk.DECIDES)
    if recall not in rulings.RECALL_CHOICES:
        raise RuleRefused(_("At the recall line the choice is all of the tied entries or none of them."))
    with transaction.atomic():
        row, going = _tied(link)
        if recall == "none" and not set(going.entries) - set(going.line_ties):
            raise RuleRefused(_("Nobody would be left in the next round; take all of the tied entries."))
        payload = _payload(row, going, recall)
        kind = Ruling.Kind.RECALL_LINE
        return rulings.write(actor=actor, user=user, round_=row, kind=kind, payload=payload, reason=reason)


def _tied(link: RoundLink) -> tuple[Round, Going]:
    row = Round.objects.select_for_update(of=("self",)).select_related("competition").get(pk=link.from_round_id)
    result = deciding_result(row)
    going = next(one for one in advancing.going_on(row, result) if one.link.pk == link.pk)
    if not going.line_ties:
        raise RuleRefused(_("No tie lies across the recall line of %(round)s.") % {"round": row.title})
    return row, going


def _payload(row: Round, going: Going, recall: str) -> dict[str, object]:
    """All decisions on the round's lines; what the Result itself draws stands at the top, in the order of its ties."""
    tied = [str(entry) for entry in going.line_ties]
    links = {**advancing.line_decisions(row), str(going.link.pk): {"recall": recall, "tied": tied}}
    sure = set(going.entries) - set(going.line_ties)
    payload: dict[str, object] = {**_kept(row), "links": links}
    outcome = rankings.outcome_of(tabulation.latest_result(row))
    for named in (outcome.get("tied_at_line", ()), payload.get("tied", ())):
        if isinstance(named, list) and sorted(named) == sorted(tied):
            payload |= {"recall": recall, "tied": named, "choices": [len(sure), len(sure) + len(tied)]}
    return payload


def _kept(row: Round) -> dict[str, object]:
    """The decision on the line of the Result that an earlier ruling holds, for one that is about another link."""
    standing = row.rulings.filter(kind=Ruling.Kind.RECALL_LINE, replaced_by__isnull=True).order_by("-pk").first()
    payload = json.loads(standing.payload_text) if standing else {}
    return {name: payload[name] for name in ("recall", "tied", "choices") if name in payload}
