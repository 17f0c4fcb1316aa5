"""Who would win what by a ranking: prizes by place, money shared to the minor unit. Reads and computes; writes nothing.

Pool: tied entries share the money of the places that they cover; what cannot be split is given, one minor unit each, to the tied
entries in the order of their numbers. Each: every tied entry receives the money of its own (better) place. An object or a title goes
to each entry on its place. The rule is written down in docs/decisions.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from competitions.models import Award, Competition, NumberAssignment, Prize, Standing

# An entry, or (best academy) an academy.
Winner = tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class Share:
    """One prize for one winner: the place it is for, and the money in minor units (None for an object or a title)."""

    prize_id: int
    entry_id: int | None
    place: int
    amount_minor: int | None
    academy_id: int | None = None

    @property
    def key(self) -> tuple[int, int | None, int | None]:
        """The prize and who wins it."""
        return (self.prize_id, self.entry_id, self.academy_id)


@dataclass(frozen=True, slots=True)
class Ledger:
    """What is on offer in one currency and where it went: awarded + withheld + unallocated = on offer.

    `unallocated` is below zero when each tied entry receives its own place's money and the organiser adds to the fund.
    """

    currency: str
    on_offer: int
    awarded: int
    withheld: int
    paid: int

    @property
    def unallocated(self) -> int:
        return self.on_offer - self.awarded - self.withheld

    @property
    def is_exceeded(self) -> bool:
        return self.unallocated < 0


def shares_of(subject: Competition | Standing, ranking: Mapping[str, Any]) -> list[Share]:
    """Every prize by place that the ranking of a competition or standing gives, prize by prize.

    In a standing each group (an age, a level) has its own places, and only who is honoured there wins.
    """
    prizes = list(subject.prizes.filter(place_from__isnull=False).order_by("place_from", "pk"))
    if not prizes:
        return []
    groups: dict[tuple[str, int, int], list[Winner]] = {}
    for row in ranking["rows"]:
        if row["place_from"] is not None and row.get("is_awarded", True):
            covered = (row.get("group", ""), row["place_from"], row["place_to"])
            groups.setdefault(covered, []).append((row["entry"], row.get("academy")))
    keys = _number_order(entry for group in groups.values() for entry, _academy in group if entry is not None)
    found: list[Share] = []
    for (_group, first, last), winners in sorted(groups.items()):
        tied = sorted(winners, key=lambda winner: keys.get(winner[0] or 0, (2**31, winner[1] or 0)))
        found += _share_money(prizes, (first, last), tied, pooled=subject.tie_money == Competition.TieMoney.POOL)
        found += _share_objects(prizes, first, tied)
    return found


def split(amounts: Sequence[int], winners: int) -> list[list[int]]:
    """Split each amount over the winners, to the minor unit: [amount][winner].

    The leftover units go on from where the amount before stopped, so that over all amounts together no winner is more than one
    unit ahead of another.
    """
    turn, shares = 0, []
    for amount in amounts:
        share, left = divmod(amount, winners)
        row = [share] * winners
        for _unit in range(left):
            row[turn % winners] += 1
            turn += 1
        shares.append(row)
    return shares


def ledgers(prizes: QuerySet[Prize]) -> list[Ledger]:
    """One ledger per currency over these prizes; two queries."""
    money = list(prizes.filter(kind=Prize.Kind.MONEY).order_by("currency", "pk"))
    awards = Award.objects.filter(prize__in=money).select_related("prize", "payout")
    offers: dict[str, int] = {}
    for prize in money:
        offers[prize.currency] = offers.get(prize.currency, 0) + on_offer(prize)
    sums: dict[tuple[str, str], int] = {}
    for award in awards:
        _add(sums, (award.prize.currency, award.status), award.amount_minor or 0)
        if hasattr(award, "payout"):
            _add(sums, (award.prize.currency, "paid"), award.payout.paid_minor)
    return [
        Ledger(
            currency,
            offer,
            sums.get((currency, Award.Status.AWARDED.value), 0),
            sums.get((currency, Award.Status.WITHHELD.value), 0),
            sums.get((currency, "paid"), 0),
        )
        for currency, offer in offers.items()
    ]


def on_offer(prize: Prize) -> int:
    """The money of a prize over all its places, in minor units."""
    places = 1 if prize.place_from is None or prize.place_to is None else prize.place_to - prize.place_from + 1
    return (prize.on_offer_minor or 0) * places


def prizes_of_festival(festival_id: int) -> QuerySet[Prize]:
    """The prizes of the festival, of its competitions and of its standings."""
    return Prize.objects.filter(
        Q(festival=festival_id) | Q(competition__festival=festival_id) | Q(standing__festival=festival_id)
    )


def _add(sums: dict[tuple[str, str], int], key: tuple[str, str], amount: int) -> None:
    sums[key] = sums.get(key, 0) + amount


def _share_money(
    prizes: Sequence[Prize], covered: tuple[int, int], tied: Sequence[Winner], *, pooled: bool
) -> list[Share]:
    money = [prize for prize in prizes if prize.kind == Prize.Kind.MONEY]
    if not pooled:
        return [
            Share(prize.pk, entry, covered[0], prize.on_offer_minor, academy)
            for prize in money
            if _places_within(prize, (covered[0], covered[0]))
            for entry, academy in tied
        ]
    pooled_prizes = [(prize, _places_within(prize, covered)) for prize in money]
    pooled_prizes = [(prize, places) for prize, places in pooled_prizes if places]
    amounts = [(prize.on_offer_minor or 0) * places for prize, places in pooled_prizes]
    return [
        Share(prize.pk, entry, covered[0], amount, academy)
        for (prize, _places), row in zip(pooled_prizes, split(amounts, len(tied)), strict=True)
        for (entry, academy), amount in zip(tied, row, strict=True)
        if amount
    ]


def _share_objects(prizes: Sequence[Prize], place: int, tied: Sequence[Winner]) -> list[Share]:
    things = [prize for prize in prizes if prize.kind != Prize.Kind.MONEY and _places_within(prize, (place, place))]
    return [Share(prize.pk, entry, place, None, academy) for prize in things for entry, academy in tied]


def _places_within(prize: Prize, covered: tuple[int, int]) -> int:
    """How many of the covered places the prize is for."""
    assert prize.place_from is not None
    assert prize.place_to is not None
    return max(0, min(prize.place_to, covered[1]) - max(prize.place_from, covered[0]) + 1)


def _number_order(entries: Iterable[int]) -> dict[int, tuple[int, int]]:
    ids = list(entries)
    rows = NumberAssignment.objects.filter(entry__in=ids, valid_to__isnull=True).values_list("entry_id", "sort_key")
    labels = {entry: key for entry, key in rows if entry is not None}
    return {entry: (labels.get(entry, 2**31), entry) for entry in ids}
