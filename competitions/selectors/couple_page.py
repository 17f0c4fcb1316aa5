"""What the desk's page of a draw of couples shows: the pools by number and name, the last draw, and couples in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from competitions.models import CoupleDraw, Entry, Round
from competitions.selectors import couples, numbers
from competitions.selectors.couples import Pair, Pool


@dataclass(frozen=True, slots=True)
class Member:
    """One leader or follower: entry id (the draw is made of ids), number and name; taken in or left out by ruling."""

    entry: int
    number: str
    name: str
    is_alternate: bool = False
    is_out: bool = False

    @property
    def label(self) -> str:
        """Number and name."""
        return f"{self.number} {self.name}"


@dataclass(frozen=True, slots=True)
class Board:
    """The page's parts. `refusal` says why nothing can be drawn now; empty when it can."""

    pools: tuple[Pool, ...]
    members: Mapping[str, tuple[Member, ...]]
    named: Mapping[int, Member]
    refusal: str
    draw: CoupleDraw | None
    stale: str

    @property
    def drawn(self) -> list[tuple[Member, Member]]:
        """The couples of the last draw."""
        return self.name_pairs(couples.pairs_in(self.draw)) if self.draw else []

    @property
    def columns(self) -> list[tuple[Pool, tuple[Member, ...], Member | None]]:
        """Each pool with its members and the next alternate."""
        return [
            (pool, self.members[pool.name], self.named.get(pool.next_alternate) if pool.next_alternate else None)
            for pool in self.pools
        ]

    def labels_of(self, pool: str) -> dict[int, str]:
        """Those who are drawn from the pool, by entry."""
        return {one.entry: one.label for one in self.members.get(pool, ()) if not one.is_out}

    def name_pairs(self, pairs: Sequence[Pair]) -> list[tuple[Member, Member]]:
        """Couples with number and name, in the order of the leaders' numbers."""
        named = [(self.named[leader], self.named[follower]) for leader, follower in pairs]
        return sorted(named, key=lambda pair: (len(pair[0].number), pair[0].number))


def read_board(round_: Round) -> Board:
    """The board of a round whose couples are drawn."""
    pools = couples.pools_of(round_)
    draw = couples.newest_draw(round_)
    pairs = couples.pairs_in(draw) if draw else []
    ids = {entry for pool in pools for entry in (*pool.entries, *pool.gone)}
    ids |= {pool.next_alternate for pool in pools if pool.next_alternate}
    named = _members([*ids, *(entry for pair in pairs for entry in pair)])
    members = {pool.name: tuple(_in_pool(pool, named)) for pool in pools}
    return Board(
        pools=tuple(pools),
        members=members,
        named=named,
        refusal=couples.refusal(round_, pools),
        draw=draw,
        stale=couples.stale_reason(round_),
    )


def _in_pool(pool: Pool, named: Mapping[int, Member]) -> Iterable[Member]:
    rows = [named[entry] for entry in {*pool.entries, *pool.gone}]
    for one in sorted(rows, key=lambda row: (len(row.number), row.number, row.entry)):
        out = one.entry in pool.gone
        yield Member(one.entry, one.number, one.name, one.entry in pool.alternates, out)


def _members(ids: Iterable[int]) -> dict[int, Member]:
    entries = list(Entry.objects.filter(pk__in=set(ids)))
    labels = numbers.labels_for(entries)
    return {entry.pk: Member(entry.pk, labels.get(entry.pk, "–"), entry.display_name) for entry in entries}
