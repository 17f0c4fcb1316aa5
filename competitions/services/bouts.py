"""Makes the battles of a stage: who meets whom, from seeds, a draw, group places, or the winners and losers before.

A bracket is laid out when its first stage is drawn: the battles of the later stages are there with empty sides, and each battle
knows where its winner (and the bronze battle: its loser) goes. Opening a stage gives each battle its throw-downs.
"""

import json
import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from audit.actors import Actor
from audit.services import trail
from competitions.models import Bout, Round, RoundEntry, RoundPart
from competitions.scoring import sheet_file
from competitions.selectors import bout_orders, bout_seeds, portions, round_rulesets
from competitions.selectors.battle_advance import BATTLES, FOLLOWS, battle_advance, entry_in, feeders, sides_of
from competitions.services import tabulation
from dancers.errors import RuleRefused

Status = RoundEntry.Status
Sides = tuple[RoundEntry | None, RoundEntry | None]
SEED_BYTES = 8


def set_up(*, actor: Actor, round: Round) -> None:
    """Make what a stage of battles needs to be opened: its battles, where they were not drawn, and their throw-downs.

    Called in the transaction that opens the round, once its entries stand; does nothing for other rounds.
    """
    if round.kind not in BATTLES:
        return
    if round.submit_by != Round.SubmitBy.PART:
        raise RuleRefused(_("Battles are handed in throw-down by throw-down; change that for %(round)s.") % {
            "round": round.title
        })  # fmt: skip
    draw(actor=actor, round=round)
    make_throw_downs(round=round)


def draw(*, actor: Actor, round: Round, by: str = "", seed: str = "") -> None:
    """Stand the entries of a planned stage in its battles, in the caller's transaction.

    `by` (else the round's own way, see selectors.bout_seeds): "draw" at random from `seed` (made and kept where none is
    given), "numbers" on the backs, "places" of the round before. A stage after battles takes their winners or losers, whatever
    `by` says. Without `by` the same entries give the same battles as before. Refused: more entries than there is room for.
    """
    links = feeders(round)
    if links:
        sides = _from_battles(round)
    else:
        order = _ordered(round, by, seed)
        sides = _pairs_of_group(order) if round.kind == Round.Kind.GROUP else _first_stage(round, order)
    rows = lay_out(round=round, count=len(sides))
    before = [(bout.red_id, bout.blue_id) for bout in rows]
    for bout, (red, blue) in zip(rows, sides, strict=True):
        bout.red, bout.blue = red, blue
    if before == [(bout.red_id, bout.blue_id) for bout in rows] and not by:
        return
    Bout.objects.bulk_update(rows, ["red", "blue"])
    plan_following(round=round)
    byes = sum(red is not None and blue is None for red, blue in sides)
    detail = {"bouts": len(rows), "byes": byes, "seeding": json.loads(round.seeding_text or "{}")}
    trail.record(
        actor=actor,
        action="bouts.drawn",
        subject_kind="round",
        subject_id=round.pk,
        festival_id=round.competition.festival_id,
        detail=detail,
    )


def lay_out(*, round: Round, count: int) -> list[Bout]:
    """Give a stage exactly so many battles, in order, and return them; sides of those that stay are kept."""
    rows = list(round.bouts.order_by("position", "pk"))
    spare = rows[count:]
    if spare:
        # Only of a stage that is not open: nothing was danced there yet.
        ids = [bout.pk for bout in spare]
        Bout.objects.filter(winner_to__in=ids).update(winner_to=None)
        Bout.objects.filter(loser_to__in=ids).update(loser_to=None)
        RoundPart.objects.filter(bout__in=ids).delete()
        Bout.objects.filter(pk__in=ids).delete()
    made = [Bout(round=round, position=place) for place in range(len(rows) + 1, count + 1)]
    return [*rows[:count], *Bout.objects.bulk_create(made)]


def plan_following(*, round: Round) -> None:
    """Lay out the stages after this one, as far as battles decide who comes in: two battles feed one."""
    rows = list(round.bouts.order_by("position", "pk"))
    for link in round.links_out.filter(cut__in=FOLLOWS).select_related("to_round").order_by("pk"):
        following = link.to_round
        if following.status != Round.Status.PLANNED or following.kind != Round.Kind.KNOCKOUT:
            continue
        targets = lay_out(round=following, count=(len(rows) + 1) // 2)
        field = FOLLOWS[link.cut]
        for index, bout in enumerate(rows):
            setattr(bout, field, targets[index // 2])
        Bout.objects.bulk_update(rows, [field])
        plan_following(round=following)


def capacity_of(round_: Round) -> int:
    """How many entries the bracket that begins with this stage has room for: twice as many with every stage of winners."""
    room, current = 2, round_
    seen = {round_.pk}
    while True:
        link = current.links_out.filter(cut="winners").select_related("to_round").order_by("pk").first()
        if link is None or link.to_round_id in seen:
            return room
        room, current = room * 2, link.to_round
        seen.add(current.pk)


def make_throw_downs(*, round: Round) -> None:
    """Give each battle that is danced its throw-downs; what it has already stays."""
    count = throw_downs_of(round)
    position = max(round.parts.values_list("position", flat=True), default=0)
    made = []
    rows = round.bouts.filter(red__status=Status.DANCING, blue__status=Status.DANCING, parts__isnull=True)
    for bout in rows.order_by("position", "pk"):
        for number in range(1, count + 1):
            position += 1
            made.append(_throw_down(round, bout, position, number, count))
    RoundPart.objects.bulk_create(made)


def throw_downs_of(round_: Round) -> int:
    """How many throw-downs a battle of the round has: one where judges vote once, else as its ruleset says."""
    ruleset = round_rulesets.ruleset_of(round_)
    params: Mapping[str, Any] = ruleset.params if ruleset else {}
    if params.get("judging") == "vote_once":
        return 1
    return int(params.get("rounds") or 1)


def _throw_down(round_: Round, bout: Bout, position: int, number: int, count: int) -> RoundPart:
    names = {"battle": bout.position, "number": number}
    if count == 1:
        titles = ("Battle %(battle)d", "Баттл %(battle)d", "%(battle)d-баттл")
    else:
        titles = (
            "Battle %(battle)d, throw-down %(number)d",
            "Баттл %(battle)d, выход %(number)d",
            "%(battle)d-баттл, %(number)d-шығу",
        )
    return new_part(round_, bout, position, [text % names for text in titles], f"{bout.position}.{number}")


def new_part(round_: Round, bout: Bout, position: int, titles: Sequence[str], short: str) -> RoundPart:
    """A throw-down of a battle, not saved; titles in English, Russian and Kazakh."""
    english, russian, kazakh = titles
    return RoundPart(
        round=round_,
        bout=bout,
        position=position,
        kind=RoundPart.Kind.THROW_DOWN,
        title_en=english,
        title_ru=russian,
        title_kk=kazakh,
        short_label=short,
    )


def _ordered(round_: Round, by: str, seed: str) -> list[RoundEntry]:
    """Those who dance, best seed first; a draw's seed is written to the round, so that it can be repeated."""
    seeding = bout_seeds.read(round_)
    way = by or seeding.way
    if way == bout_seeds.DRAW:
        kept = seed or (not by and seeding.seed) or secrets.token_hex(SEED_BYTES)
        _keep(round_, {**seeding.given, "by": way, "seed": kept})
        return bout_seeds.by_draw(round_, kept)
    if by:
        _keep(round_, {**{key: value for key, value in seeding.given.items() if key != "seed"}, "by": way})
    return bout_seeds.by_places(round_) if way == bout_seeds.PLACES else bout_seeds.by_numbers(round_)


def _keep(round_: Round, seeding: Mapping[str, Any]) -> None:
    round_.seeding_text = sheet_file.canonical(seeding)
    round_.save(update_fields=["seeding_text"])


def _pairs_of_group(order: Sequence[RoundEntry]) -> list[Sides]:
    if len(order) < 2:
        raise RuleRefused(_("A group needs two entries at least."))
    pairs = bout_orders.colours(bout_orders.round_robin(len(order)))
    return [(order[red], order[blue]) for red, blue in pairs]


def _first_stage(round_: Round, order: Sequence[RoundEntry]) -> list[Sides]:
    """The bracket's first battles: by the pairs that the format names (A1 against D2), else the seeds folded."""
    size = capacity_of(round_)
    if len(order) > size:
        raise RuleRefused(
            _("%(count)d entries stand in %(round)s, and its bracket has room for %(size)d.")
            % {"count": len(order), "round": round_.title, "size": size}
        )
    named = bout_seeds.read(round_).pairs
    if named:
        found = bout_seeds.by_code(round_)
        return [_present(found.get(one), found.get(other)) for one, other in named]
    seeds = tabulation.fold_seeds(size)
    places = dict(enumerate(order, start=1))
    return [_present(places.get(one), places.get(other)) for one, other in zip(seeds[::2], seeds[1::2], strict=True)]


def _present(one: RoundEntry | None, other: RoundEntry | None) -> Sides:
    """One side alone is always red."""
    return (one, other) if one is not None else (other, None)


def _from_battles(round_: Round) -> list[Sides]:
    """Winners or losers of the stages before, each in the battle that theirs leads to, red from the earlier one."""
    places = {entry: place for place, entry in entry_in(round_).items()}
    standing = {row.pk: row for row in round_.round_entries.all()}
    sides: list[list[RoundEntry | None]] = []
    for link in feeders(round_):
        advance = battle_advance(link.from_round)
        goers = set(advance.by_cut(link.cut)) if advance else set()
        behind = entry_in(link.from_round)
        rows = list(link.from_round.bouts.order_by("position", "pk"))
        begin = len(sides)
        sides += [[None, None] for _pair in range((len(rows) + 1) // 2)]
        for index, bout in enumerate(rows):
            gone_on = [behind[side] for side in sides_of(bout) if side in goers]
            place = places.get(gone_on[0]) if gone_on else None
            sides[begin + index // 2][index % 2] = standing.get(place or 0)
    return [_present(one, other) for one, other in sides]


def labels_of(round_: Round) -> dict[int, str]:
    """What each entry of the round is called, by RoundEntry id."""
    return portions.labels_of(list(round_.round_entries.all()))
