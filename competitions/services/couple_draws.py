"""Draws the couples of a Jack & Jill final from its leaders and followers, with a witness, and keeps how it was done.

A draw is never changed: drawn again, it is another row with a reason. Who dances is the chair's: an alternate is taken in, or
somebody who cannot dance is left out, by a ruling on the final.
"""

import json
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.actors import Actor
from audit.services import trail
from competitions.models import CoupleDraw, Round, RoundEntry, RoundLink, Ruling
from competitions.permissions import desk
from competitions.selectors import couples, numbers, standing_places
from competitions.selectors.couples import FOLLOWER, LEADER, Pair, Pool
from competitions.selectors.standing_places import Unit
from competitions.services import advancing, rulings
from dancers.errors import RuleRefused
from dancers.models import User
from live.services import versions

Method = CoupleDraw.Method
SEED_LENGTH = 64


def plan(
    *, round: Round, method: str, seed: str = "", pairs: Sequence[Pair] = (), pools: Sequence[Pool] | None = None
) -> list[Pair]:
    """The couples as they would be drawn: from the seed, or as the lots paired them. Writes nothing.

    Refused: leaders and followers that are not known yet or not as many, no seed, lots that leave somebody out or name
    somebody twice or from outside.
    """
    found = list(pools) if pools is not None else couples.pools_of(round)
    reason = couples.refusal(round, found)
    if reason:
        raise RuleRefused(reason)
    leaders, followers = (pool.entries for pool in found)
    if method == Method.RANDOM:
        if not seed.strip() or len(seed) > SEED_LENGTH:
            raise RuleRefused(_("A draw at random needs a seed of 1 to 64 signs; everybody may see it."))
        return couples.draw_pairs(seed, leaders, followers)
    if method != Method.LOTS:
        raise RuleRefused(_("Couples are drawn at random or by lots; “%(method)s” is neither.") % {"method": method})
    _refuse_wrong_lots(pairs, leaders, followers)
    return sorted(pairs)


def draw(
    *,
    actor: Actor,
    user: User,
    round: Round,
    method: str,
    witness: str,
    seed: str = "",
    pairs: Sequence[Pair] = (),
    shown: Sequence[Pair] | None = None,
    reason: str = "",
) -> CoupleDraw:
    """Draw the couples and stand them in the round; the same draw again changes nothing.

    `shown` are the couples that were looked at before confirming: others than these are refused. Refused as well: a round that
    is open, a draw without a witness, a repeated draw without a reason, and what `plan` refuses.
    """
    desk.require(user, round.competition.festival, desk.RUNS_ROUNDS)
    if not witness.strip():
        raise RuleRefused(_("Somebody has to watch the draw: write the name of the witness."))
    with transaction.atomic():
        row = Round.objects.select_for_update(of=("self",)).select_related("competition").get(pk=round.pk)
        if row.status != Round.Status.PLANNED:
            raise RuleRefused(_("%(round)s is open already; its couples stay.") % {"round": row.title})
        found = plan(round=row, method=method, seed=seed, pairs=pairs)
        if shown is not None and sorted(shown) != sorted(found):
            raise RuleRefused(_("Leaders or followers have changed since the couples were shown; look again."))
        last = couples.newest_draw(row)
        if last and (last.method, last.seed_text, couples.pairs_in(last)) == (method, _kept_seed(method, seed), found):
            return last
        if last and not reason.strip():
            raise RuleRefused(_("The couples of %(round)s were drawn already: say why again.") % {"round": row.title})
        made = CoupleDraw.objects.create(
            round=row,
            number=last.number + 1 if last else 1,
            method=method,
            seed_text=_kept_seed(method, seed),
            witness=witness.strip()[:120],
            pairs_text=json.dumps(found, separators=(",", ":")),
            reason=reason.strip()[:300],
            drawn_by=user,
            at=timezone.now(),
        )
        _stand(row, found)
        _record(actor, row, "couples.drawn", {"draw": made.pk, "number": made.number, "method": method}, reason)
    return made


def take_alternate(*, actor: Actor, user: User, round: Round, link: RoundLink, reason: str) -> Ruling:
    """Take the next alternate of the link's pool into the draw. Refused when nobody waits, or several are level."""
    with transaction.atomic():
        row, pool = _pool_for(user, round, link)
        if pool.next_alternate is None:
            raise RuleRefused(
                _("No next alternate is known in %(round)s: nobody is left, or those next in line are level.")
                % {"round": link.from_round.title}
            )
        return _change(actor, user, row, pool, reason, alternates=(*pool.alternates, pool.next_alternate))


def leave_out(*, actor: Actor, user: User, round: Round, link: RoundLink, entry_id: int, reason: str) -> Ruling:
    """Leave an entry that was called back out of the draw, because it cannot dance. Refused for one that is not drawn."""
    with transaction.atomic():
        row, pool = _pool_for(user, round, link)
        if entry_id not in pool.entries:
            raise RuleRefused(_("This entry is not among those who are drawn for %(round)s.") % {"round": row.title})
        return _change(actor, user, row, pool, reason, gone=(*pool.gone, entry_id))


def _pool_for(user: User, round_: Round, link: RoundLink) -> tuple[Round, Pool]:
    desk.require(user, round_.competition.festival, desk.DECIDES)
    row = Round.objects.select_for_update(of=("self",)).select_related("competition").get(pk=round_.pk)
    if row.status != Round.Status.PLANNED:
        raise RuleRefused(_("%(round)s is open already; its couples stay.") % {"round": row.title})
    pool = next((pool for pool in couples.pools_of(row) if pool.link.pk == link.pk), None)
    if pool is None:
        raise RuleRefused(_("%(round)s is not drawn from this pool.") % {"round": row.title})
    return row, pool


def _change(
    actor: Actor,
    user: User,
    row: Round,
    pool: Pool,
    reason: str,
    *,
    alternates: tuple[int, ...] | None = None,
    gone: tuple[int, ...] | None = None,
) -> Ruling:
    """One ruling holds everything that was decided about the draw of a round; a newer one carries on what stood."""
    drawn = {
        str(one.link.pk): {"alternates": list(one.alternates), "gone": list(one.gone)}
        for one in couples.pools_of(row)
        if one.alternates or one.gone
    }
    own = {"alternates": list(pool.alternates), "gone": list(pool.gone)}
    if alternates is not None:
        own["alternates"] = list(alternates)
    if gone is not None:
        own["gone"] = list(gone)
    drawn[str(pool.link.pk)] = own
    kind = Ruling.Kind.RECALL_LINE
    return rulings.write(actor=actor, user=user, round_=row, kind=kind, payload={"drawn": drawn}, reason=reason)


def _refuse_wrong_lots(pairs: Sequence[Pair], leaders: Sequence[int], followers: Sequence[int]) -> None:
    given = ([pair[0] for pair in pairs], [pair[1] for pair in pairs])
    for named, wanted in zip(given, (leaders, followers), strict=True):
        twice = sorted({entry for entry in named if named.count(entry) > 1})
        wrong = twice or sorted(set(named) ^ set(wanted))
        if wrong:
            labels = numbers.labels_for(wrong)
            raise RuleRefused(
                _("Every leader and every follower stands in one couple; look at No. %(numbers)s.")
                % {"numbers": ", ".join(labels.get(entry, "–") for entry in wrong)}
            )


def _kept_seed(method: str, seed: str) -> str:
    return seed if method == Method.RANDOM else ""


def _stand(row: Round, pairs: Sequence[Pair]) -> None:
    """Replace the couples that are no longer drawn; a couple that was drawn again keeps its place."""
    wanted: list[Unit] = [((leader, LEADER.value), (follower, FOLLOWER.value)) for leader, follower in pairs]
    units = standing_places.units_of(row.round_entries.values_list("pk", flat=True))
    for place in list(row.round_entries.order_by("pk")):
        if units.get(place.pk) not in wanted:
            advancing.take_out(row, place)
    aside = [place for place in standing_places.no_longer_recalled(row) if units.get(place.pk) in wanted]
    for place in aside:
        advancing.take_back(row, place, origin=RoundEntry.Origin.DRAWN, link=None)
    here = set(units.values())
    advancing.stand(row, [unit for unit in wanted if unit not in here], RoundEntry.Origin.DRAWN, None)
    advancing.number_anew(row)


def _record(actor: Actor, row: Round, action: str, detail: dict[str, object], reason: str) -> None:
    festival_id = row.competition.festival_id
    trail.record(
        actor=actor,
        action=action,
        subject_kind="round",
        subject_id=row.pk,
        festival_id=festival_id,
        reason=reason.strip(),
        detail=detail,
    )
    versions.raise_tags("home", f"festival:{festival_id}", f"competition:{row.competition_id}")
