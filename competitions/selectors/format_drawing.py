"""A format as a person reads it: its rounds in order, what each is judged by and dances, and who goes on to where."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from competitions.models import Format, Round, RoundLink, Ruleset
from competitions.selectors.rulesets import TABLE_PRESETS

Spec = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class DrawnLink:
    """Who goes on from a round, and where."""

    to: str
    who: str
    ties: str
    more: str


@dataclass(frozen=True, slots=True)
class DrawnRound:
    """One round of the drawing."""

    title: str
    kind: str
    ruleset: str
    dances: str
    pool: str
    wanted: str
    links: tuple[DrawnLink, ...]


def ruleset_titles(festival_id: int | None) -> dict[str, str]:
    """Key to title of every ruleset that a format of this festival may name, the festival's own before the house's."""
    rows = Ruleset.objects.filter(Q(festival__isnull=True) | Q(festival_id=festival_id)).defer("params_text")
    ordered = sorted(rows, key=lambda row: (row.festival_id is not None, row.family, row.pk))
    return {row.key: row.title for row in ordered}


def draw_format(shape: Format) -> tuple[DrawnRound, ...]:
    """The drawing of a stored format; empty where its text cannot be read."""
    try:
        spec = json.loads(shape.spec_text)
    except ValueError:
        return ()
    return draw(spec, ruleset_titles(shape.festival_id))


def draw(spec: object, rulesets: Mapping[str, str]) -> tuple[DrawnRound, ...]:
    """The drawing of a shape, as far as it can be read: whatever is missing stays empty."""
    if not isinstance(spec, Mapping):
        return ()
    rounds, links = _mappings(spec.get("rounds")), _mappings(spec.get("links"))
    titles = {str(item.get("key")): _title(item) or str(item.get("key") or "") for item in rounds}
    return tuple(
        DrawnRound(
            title=_title(item) or str(item.get("key") or ""),
            kind=_label(Round.Kind.choices, item.get("kind")),
            ruleset=rulesets.get(str(item.get("ruleset")), str(item.get("ruleset") or "")),
            dances=", ".join(_title(part) for part in _mappings(item.get("parts"))),
            pool=_label(RoundLink.Pool.choices, item.get("pool")),
            wanted=str(item.get("wanted") or ""),
            links=tuple(_link(link, titles) for link in links if link.get("from") == item.get("key")),
        )
        for item in rounds
    )


def _mappings(value: object) -> list[Spec]:
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list | tuple) else []


def _title(item: Spec) -> str:
    titles = item.get("titles")
    if not isinstance(titles, Mapping):
        return ""
    return str(titles.get((get_language() or "en")[:2]) or titles.get("en") or "")


def _label(choices: Iterable[tuple[Any, Any]], value: object) -> str:
    return str(dict(choices).get(value, value or ""))


def _link(link: Spec, titles: Mapping[str, str]) -> DrawnLink:
    cut = str(link.get("cut") or RoundLink.Cut.COUNT)
    who = _who(cut, link.get("value"), link.get("value_to"))
    pool = _label(RoundLink.Pool.choices, link.get("pool"))
    ties = (
        "" if cut in ("all", "rest", "winners", "losers") else _label(RoundLink.Ties.choices, link.get("ties", "ask"))
    )
    carry = str(link.get("carry") or "none")
    more = "" if carry == "none" else _("carried: %(what)s") % {"what": _label(RoundLink.Carry.choices, carry)}
    return DrawnLink(titles.get(str(link.get("to")), ""), f"{who}, {pool}" if pool else who, ties, more)


def _who(cut: str, value: object, last: object) -> str:
    words = {"value": value or "?", "last": last or value or "?"}
    known = {
        "count": _("the best %(value)s"),
        "percent": _("%(value)s %%"),
        "places": _("places %(value)s–%(last)s"),
        "threshold": _("from score %(value)s on"),
    }
    return known[cut] % words if cut in known else _label(RoundLink.Cut.choices, cut)


def split_choices(rulesets: Mapping[str, str]) -> tuple[Sequence[tuple[str, str]], Sequence[tuple[str, str]]]:
    """The rulesets of a round, and those of a group's table."""
    groups = set(Ruleset.objects.filter(preset__in=TABLE_PRESETS).values_list("key", flat=True))
    return (
        [(key, title) for key, title in rulesets.items() if key not in groups],
        [(key, title) for key, title in rulesets.items() if key in groups],
    )
