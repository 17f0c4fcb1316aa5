"""The draw of couples for a Jack & Jill final: who is to be drawn, the drawing itself, and whether it still fits.

The drawing at random, for whoever wants to repeat it (docs/scoring/couple-draw.md): the leaders stand in the order of their entry
ids; the followers in the order of SHA-256("SEED:ID"), written in hexadecimal digits, ID being the follower's entry id in decimal
digits; the first leader dances with the first follower, and so on.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from django.utils.translation import gettext as _

from competitions.models import CoupleDraw, Round, RoundEntrySource, RoundLink, Ruling
from competitions.selectors import advancing, standing_places
from competitions.selectors.advancing import Going

LEADER, FOLLOWER = RoundLink.Pool.LEADER, RoundLink.Pool.FOLLOWER
# Leader's entry, follower's entry.
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Pool:
    """The leaders or the followers of a final that is to be drawn: entries by id, with those taken in or left out by ruling."""

    link: RoundLink
    going: Going
    entries: tuple[int, ...]
    alternates: tuple[int, ...]
    gone: tuple[int, ...]
    next_alternate: int | None

    @property
    def name(self) -> str:
        """leader or follower."""
        return self.link.pool or ""


def is_drawn(round_: Round) -> bool:
    """Whether the couples of this round are drawn from a pool of leaders and a pool of followers."""
    return round_.pool is None and round_.links_in.filter(pool__isnull=False).exists()


def pools_of(round_: Round) -> list[Pool]:
    """The pools that the round's couples are drawn from: leaders first."""
    links = round_.links_in.filter(pool__isnull=False).select_related("from_round", "to_round")
    changes = _changes(round_)
    found = [_pool(link, changes) for link in links.order_by("pk")]
    return sorted(found, key=lambda pool: pool.name != LEADER)


def draw_pairs(seed: str, leaders: Sequence[int], followers: Sequence[int]) -> list[Pair]:
    """The couples that this seed gives; the order in which the entries are handed over does not matter."""
    drawn = sorted(followers, key=lambda entry: (sha256(f"{seed}:{entry}".encode()).hexdigest(), entry))
    return list(zip(sorted(leaders), drawn, strict=True))


def refusal(round_: Round, pools: Sequence[Pool]) -> str:
    """Why the couples cannot be drawn now, in one sentence; empty when they can."""
    if [pool.name for pool in pools] != [LEADER, FOLLOWER]:
        return _("%(round)s needs one round of leaders and one of followers before it.") % {"round": round_.title}
    for pool in pools:
        if pool.going.tied:
            return _("A tie lies across the recall line of %(round)s: the chair decides first.") % {
                "round": pool.link.from_round.title
            }
        if not pool.going.is_decided:
            return _("%(round)s was not tabulated yet.") % {"round": pool.link.from_round.title}
    leaders, followers = (len(pool.entries) for pool in pools)
    if leaders != followers:
        return _(
            "%(leaders)d leaders and %(followers)d followers go on: take in an alternate of the smaller pool, so that"
            " everybody has a partner."
        ) % {"leaders": leaders, "followers": followers}
    return "" if leaders else _("Nobody goes on to %(round)s.") % {"round": round_.title}


def stale_reason(round_: Round) -> str:
    """Why the drawn couples no longer fit the rounds before, in words; empty when they do or nobody was drawn."""
    aside = {place.pk for place in standing_places.no_longer_recalled(round_)}
    rows = RoundEntrySource.objects.filter(round_entry__round=round_).exclude(round_entry__in=aside)
    standing = set(rows.values_list("role", "entry_id"))
    if not standing:
        return ""
    wanted = {(pool.name, entry) for pool in pools_of(round_) for entry in pool.entries}
    if wanted == standing:
        return ""
    return _("The couples of %(round)s were drawn before its leaders or followers changed.") % {"round": round_.title}


def newest_draw(round_: Round) -> CoupleDraw | None:
    """The last draw of the round, if there was one."""
    return round_.couple_draws.select_related("drawn_by").order_by("-number", "-pk").first()


def pairs_in(draw: CoupleDraw) -> list[Pair]:
    """The couples of a draw, leader first."""
    return [(leader, follower) for leader, follower in json.loads(draw.pairs_text)]


def _changes(round_: Round) -> dict[str, dict[str, list[int]]]:
    """What the chair has changed about who is drawn: entries taken in and left out, by link."""
    ruling = (
        round_.rulings.filter(kind=Ruling.Kind.RECALL_LINE, replaced_by__isnull=True)
        .order_by("-decided_at", "-pk")
        .first()
    )
    found: dict[str, dict[str, list[int]]] = json.loads(ruling.payload_text).get("drawn", {}) if ruling else {}
    return found


def _pool(link: RoundLink, changes: dict[str, dict[str, list[int]]]) -> Pool:
    going = advancing.going_by(link)
    change = changes.get(str(link.pk), {})
    gone, taken = change.get("gone", []), change.get("alternates", [])
    recalled = standing_places.entries_of(going.entries)
    entries = (recalled | set(taken)) - set(gone)
    waiting = [entry for entry in _alternates(link) if entry not in entries and entry not in gone]
    return Pool(
        link=link,
        going=going,
        entries=tuple(sorted(entries)),
        alternates=tuple(entry for entry in taken if entry not in recalled),
        gone=tuple(gone),
        next_alternate=waiting[0] if waiting and going.is_decided else None,
    )


def _alternates(link: RoundLink) -> list[int]:
    """The alternates in their order: those the outcome names, then whoever stands alone on the next total."""
    result = advancing.newest_result(link.from_round)
    if result is None:
        return []
    outcome = json.loads(result.outcome_text)
    named = [int(key) for key in outcome.get("alternates", ())]
    recalled = {int(key) for key in outcome.get("recalled", ())}
    dancing = frozenset(link.from_round.round_entries.filter(status="dancing").values_list("pk", flat=True))
    for level in advancing.levels_of(outcome, dancing):
        left = [place for place in level if place not in recalled and place not in named]
        if len(left) > 1:
            break
        named += left
    units = standing_places.units_of(named)
    return [entry for place in named if place in dancing for entry, _role in units[place]]
