"""Whether the shape of a format can be built: each slip is said with the round in which it stands."""

from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from competitions.models import Round, RoundLink

_CHOICES = {
    "kind": Round.Kind.values,
    "submit_by": Round.SubmitBy.values,
    "release_rule": Round.ReleaseRule.values,
}
# Cuts that say by themselves who goes on.
WITHOUT_VALUE = (RoundLink.Cut.ALL, RoundLink.Cut.REST, RoundLink.Cut.WINNERS, RoundLink.Cut.LOSERS)


def refuse_broken(shape: Mapping[str, Any]) -> None:
    """Refuse a shape without rounds, rounds without key, kind, title or dances, and links that lead nowhere."""
    rounds = shape.get("rounds")
    if not isinstance(rounds, list) or not rounds or not all(isinstance(item, dict) for item in rounds):
        raise ValidationError(_("“rounds” must be a list of at least one round."))
    keys = [item.get("key") for item in rounds]
    if not all(isinstance(key, str) and key for key in keys) or len(set(keys)) != len(keys):
        raise ValidationError(_("Each round needs a “key” of its own."))
    for item in rounds:
        _refuse_round(item)
    links = shape.get("links", [])
    if not isinstance(links, list) or not all(isinstance(link, dict) for link in links):
        raise ValidationError(_("“links” must be a list of links."))
    for link in links:
        _refuse_link(link, keys)


def _refuse_round(item: Mapping[str, Any]) -> None:
    key = item["key"]
    for field, known in _CHOICES.items():
        if field in item and item[field] not in known:
            _refuse(key, field, ", ".join(known))
    if "kind" not in item:
        _refuse(key, "kind", ", ".join(_CHOICES["kind"]))
    _need(key, "titles", item.get("titles"), _is_titles, _("an object with the title in “en”"))
    _need(
        key, "ruleset", item.get("ruleset"), lambda value: isinstance(value, str) and bool(value), _("a ruleset's key")
    )
    parts = item.get("parts")
    if item["kind"] not in (Round.Kind.KNOCKOUT, Round.Kind.GROUP):  # battles get their throw-downs when they open
        _need(key, "parts", parts, lambda value: isinstance(value, list) and bool(value), _("a list of dances"))
    for part in parts or []:
        _need(
            key,
            "parts",
            part,
            lambda value: isinstance(value, dict) and _is_titles(value.get("titles")),
            _("dances with titles"),
        )
    if item["kind"] == Round.Kind.RECALL:
        _need(key, "wanted", item.get("wanted"), _is_count, _("a whole number above zero"))
    if "crosses" in item:
        _need(key, "crosses", item["crosses"], _is_range, _("two whole numbers, the smaller first"))


def _refuse_link(link: Mapping[str, Any], keys: list[Any]) -> None:
    for end in ("from", "to"):
        if link.get(end) not in keys:
            raise ValidationError(
                _("A link names the round “%(key)s”, which is not there."), params={"key": link.get(end)}
            )
    if link.get("cut", "count") not in RoundLink.Cut.values or link.get("ties", "ask") not in RoundLink.Ties.values:
        raise ValidationError(
            _("The link from “%(key)s” has an unknown “cut” or “ties”."), params={"key": link["from"]}
        )
    if link.get("cut", "count") not in WITHOUT_VALUE and not _is_count(link.get("value")):
        raise ValidationError(_("The link from “%(key)s” needs a “value” above zero."), params={"key": link["from"]})


def _need(key: str, field: str, value: object, test: Callable[[Any], bool], wanted: str) -> None:
    if not test(value):
        _refuse(key, field, wanted)


def _refuse(key: str, field: str, wanted: str) -> None:
    raise ValidationError(
        _("Round “%(key)s”: “%(field)s” must be %(wanted)s."), params={"key": key, "field": field, "wanted": wanted}
    )


def _is_titles(value: object) -> bool:
    return isinstance(value, dict) and isinstance(value.get("en"), str) and bool(value["en"].strip())


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 10_000


def _is_range(value: object) -> bool:
    return (
        isinstance(value, list) and len(value) == 2 and all(_is_count(each) for each in value) and value[0] <= value[1]
    )
