"""Who meets whom, in which order: everybody against everybody, and a draw that anybody can repeat. Pure; knows no rows."""

from collections.abc import Sequence
from hashlib import sha256
from itertools import combinations

Pair = tuple[int, int]
LARGEST_SEARCH = 8


def round_robin(count: int) -> list[Pair]:
    """Every pair of 0 … count - 1 once, so that nobody dances twice running where that can be (from five on it can).

    The pair that has rested longest comes next; in small groups, where that may end badly, all orders are searched.
    """
    pairs = list(combinations(range(count), 2))
    if 5 <= count <= LARGEST_SEARCH:
        found = _search([pairs[0]], pairs[1:])
        if found is not None:
            return found
    return _longest_rest(count, pairs)


def _search(order: list[Pair], left: list[Pair]) -> list[Pair] | None:
    if not left:
        return order
    danced = [one for pair in order for one in pair]
    for pair in sorted(left, key=lambda item: (sum(danced.count(one) for one in item), item)):
        if not set(pair) & set(order[-1]):
            found = _search([*order, pair], [one for one in left if one != pair])
            if found is not None:
                return found
    return None


def _longest_rest(count: int, pairs: Sequence[Pair]) -> list[Pair]:
    last = dict.fromkeys(range(count), -count)
    order: list[Pair] = []
    left = list(pairs)
    while left:
        chosen = max(
            left,
            key=lambda pair: (min(len(order) - last[one] for one in pair), -sum(last[one] for one in pair), -pair[0]),
        )
        left.remove(chosen)
        last[chosen[0]] = last[chosen[1]] = len(order)
        order.append(chosen)
    return order


def colours(pairs: Sequence[Pair]) -> list[Pair]:
    """The same pairs, red first: whoever was red less often is red."""
    reds: dict[int, int] = {}
    found = []
    for one, other in pairs:
        red, blue = (other, one) if reds.get(other, 0) < reds.get(one, 0) else (one, other)
        reds[red] = reds.get(red, 0) + 1
        found.append((red, blue))
    return found


def drawn(labels: Sequence[str], seed: str) -> list[int]:
    """The order of a draw: positions sorted by the SHA-256 of "seed:label", so that whoever knows the seed can repeat it."""
    return sorted(range(len(labels)), key=lambda index: (sha256(f"{seed}:{labels[index]}".encode()).digest(), index))
