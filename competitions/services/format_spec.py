"""The language of a format's shape: whether it can be built, each slip said in one sentence with the round in which it stands.

A shape is {"rounds": [...], "links": [...]}; docs/formats.md describes both. Rounds stand in the order in which they are danced, so
a link leads to a later round, and no circle is possible.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from competitions.models import Round, RoundLink, RoundPart

Spec = Mapping[str, Any]
Kind, Cut = Round.Kind, RoundLink.Cut
LARGEST = 10_000
POOLS = RoundLink.Pool.values
BATTLES = (Kind.KNOCKOUT, Kind.GROUP)
WITHOUT_VALUE = (Cut.ALL, Cut.REST, Cut.WINNERS, Cut.LOSERS)
_CHOICES = {
    "kind": Kind.values,
    "submit_by": Round.SubmitBy.values,
    "release_rule": Round.ReleaseRule.values,
    "pool": POOLS,
}
_LINK_CHOICES = {"ties": RoundLink.Ties.values, "carry": RoundLink.Carry.values, "pool": POOLS}
_LINK_KEYS = {"from", "to", "cut", "value", "value_to", "ties", "pool", "carry", "weight", "places_continue"}


def first_slip(shape: object) -> str:
    """The first thing that keeps the shape from being built, in one sentence; empty when it can be built."""
    return next(_slips(shape), "")


def _slips(shape: object) -> Iterator[str]:
    rounds = shape.get("rounds") if isinstance(shape, Mapping) else None
    if not isinstance(rounds, list) or not rounds or not all(isinstance(item, dict) for item in rounds):
        yield _("“rounds” must be a list of at least one round.")
        return
    keys = [item.get("key") for item in rounds]
    if not all(isinstance(key, str) and key for key in keys) or len(set(keys)) != len(keys):
        yield _("Each round needs a “key” of its own.")
        return
    for item in rounds:
        yield from _round_slips(item)
    assert isinstance(shape, Mapping)
    links = shape.get("links", [])
    if not isinstance(links, list) or not all(isinstance(link, dict) for link in links):
        yield _("“links” must be a list of links.")
        return
    for link in links:
        yield from _link_slips(link, keys, rounds)
    yield from _pair_slips(links)
    yield from _pool_slips(links, {item["key"]: item for item in rounds})


def _round_slips(item: Spec) -> Iterator[str]:
    key = item["key"]
    for field, known in _CHOICES.items():
        if (field in item and item[field] not in known) or (field == "kind" and "kind" not in item):
            yield _must_be(key, field, ", ".join(known))
            return
    battles = item["kind"] in BATTLES
    rules: list[tuple[str, Callable[[Any], bool], str, bool]] = [
        ("titles", _is_titles, _("an object with the title in “en”"), True),
        ("ruleset", lambda value: isinstance(value, str) and bool(value), _("a ruleset's key"), True),
        ("parts", lambda value: isinstance(value, list) and bool(value), _("a list of dances"), not battles),
        ("wanted", _is_count, _("a whole number above zero"), item["kind"] == Kind.RECALL),
        ("crosses", _is_range, _("two whole numbers, the smaller first"), False),
        ("throw_downs", _is_count, _("a whole number above zero"), False),
        ("table_ruleset", lambda value: isinstance(value, str) and bool(value), _("a ruleset's key"), False),
        ("seeding", lambda value: isinstance(value, dict), _("an object"), False),
    ]
    for field, test, wanted, needed in rules:
        if (needed or field in item) and not test(item.get(field)):
            yield _must_be(key, field, wanted)
            return
    for part in item.get("parts", []):
        yield from _part_slips(key, part)


def _part_slips(key: str, part: object) -> Iterator[str]:
    if not isinstance(part, dict) or not _is_titles(part.get("titles")):
        yield _must_be(key, "parts", _("dances with titles"))
        return
    if part.get("kind", "dance") not in RoundPart.Kind.values:
        yield _must_be(key, "parts", _("dances whose kind is %(kinds)s") % {"kinds": ", ".join(RoundPart.Kind.values)})
    text = part.get("requirement", "")
    if not isinstance(text, str) or len(text) > 200:
        yield _must_be(key, "requirement", _("a text of 200 signs at most"))


def _link_slips(link: Spec, keys: Sequence[str], rounds: Sequence[Spec]) -> Iterator[str]:
    for end in ("from", "to"):
        if link.get(end) not in keys:
            yield _("A link names the round “%(key)s”, which is not there.") % {"key": link.get(end)}
            return
    key = {"key": link["from"]}
    cut = link.get("cut", Cut.COUNT.value)
    if cut not in Cut.values or link.get("ties", "ask") not in RoundLink.Ties.values:
        yield _("The link from “%(key)s” has an unknown “cut” or “ties”.") % key
        return
    for field, known in _LINK_CHOICES.items():
        if link.get(field) is not None and link[field] not in known:
            yield _("The link from “%(key)s”: “%(field)s” must be %(wanted)s.") % {
                **key,
                "field": field,
                "wanted": ", ".join(known),
            }
    strange = sorted(set(link) - _LINK_KEYS)
    if strange:
        yield _("The link from “%(key)s” has “%(field)s”, which no link has.") % {**key, "field": strange[0]}
    yield from _value_slips(link, cut)
    if keys.index(link["from"]) >= keys.index(link["to"]):
        yield _("The link from “%(key)s” must lead to a later round; “%(to)s” stands before it or is the same.") % {
            **key,
            "to": link["to"],
        }
    kind = rounds[keys.index(link["from"])].get("kind")
    if cut in (Cut.WINNERS, Cut.LOSERS) and kind not in BATTLES:
        yield _("The link from “%(key)s” takes winners or losers, but no battles are danced there.") % key


def _value_slips(link: Spec, cut: str) -> Iterator[str]:
    key = {"key": link["from"]}
    if cut not in WITHOUT_VALUE and not _is_count(link.get("value")):
        yield _("The link from “%(key)s” needs a “value” above zero.") % key
    elif cut == Cut.PERCENT and link["value"] > 100:
        yield _("The link from “%(key)s” takes more than 100 percent.") % key
    elif cut == Cut.PLACES and "value_to" in link and not _is_range([link["value"], link["value_to"]]):
        yield _("The link from “%(key)s” needs a “value_to” that is not below its “value”.") % key
    weight = link.get("weight")
    if (link.get("carry") == RoundLink.Carry.WEIGHT) != (weight is not None):
        yield _("The link from “%(key)s” needs a “weight” exactly when it carries by weight.") % key
    elif weight is not None and not _is_weight(weight):
        yield _("The link from “%(key)s”: “weight” must be two whole numbers, as [1, 2] for a half.") % key
    if not isinstance(link.get("places_continue", True), bool):
        yield _("The link from “%(key)s”: “places_continue” must be true or false.") % key


def _pair_slips(links: Sequence[Spec]) -> Iterator[str]:
    """Between two rounds there is one link (one for each pool), and one that takes the rest stands beside another."""
    seen: set[tuple[str, str, str | None]] = set()
    for link in links:
        pair = (link["from"], link["to"], link.get("pool"))
        if pair in seen:
            yield _("Two links lead from “%(key)s” to “%(to)s”.") % {"key": link["from"], "to": link["to"]}
        seen.add(pair)
        others = [other for other in links if other["from"] == link["from"] and other is not link]
        if link.get("cut") == Cut.REST and not any(other.get("cut") != Cut.REST for other in others):
            yield _("The link from “%(key)s” takes the rest, but no other link leaves that round.") % {
                "key": link["from"]
            }


def _pool_slips(links: Sequence[Spec], rounds: Mapping[str, Spec]) -> Iterator[str]:
    """A link of a pool comes from that pool's round; couples are drawn from one round of each pool."""
    drawn: dict[str, list[str]] = {}
    for link in links:
        pool = rounds[link["from"]].get("pool")
        if link.get("pool") != pool:
            yield _("The link from “%(key)s” must name the pool of that round.") % {"key": link["from"]}
        elif pool and rounds[link["to"]].get("pool") is None:
            drawn.setdefault(link["to"], []).append(pool)
        elif pool and rounds[link["to"]].get("pool") != pool:
            yield _("The link from “%(key)s” leads to a round of the other pool.") % {"key": link["from"]}
    for key, pools in drawn.items():
        if sorted(pools) != sorted(POOLS):
            yield _("The couples of round “%(key)s” are drawn from one round of leaders and one of followers.") % {
                "key": key
            }


def _must_be(key: str, field: str, wanted: str) -> str:
    return _("Round “%(key)s”: “%(field)s” must be %(wanted)s.") % {"key": key, "field": field, "wanted": wanted}


def _is_titles(value: object) -> bool:
    return isinstance(value, dict) and isinstance(value.get("en"), str) and bool(value["en"].strip())


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= LARGEST


def _is_range(value: object) -> bool:
    return (
        isinstance(value, list) and len(value) == 2 and all(_is_count(each) for each in value) and value[0] <= value[1]
    )


def _is_weight(value: object) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(_is_count(each) for each in value)
