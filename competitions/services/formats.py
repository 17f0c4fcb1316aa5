"""Makes a competition's rounds, dances and links from its format, and brings the house's own formats along."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from audit.actors import Actor
from audit.services import trail
from competitions.models import Competition, Format, Round, RoundLink, RoundPart, Ruleset
from competitions.permissions import desk
from competitions.scoring import sheet_file
from competitions.selectors.battle_advance import BATTLES
from competitions.services import house_formats, house_rulesets
from dancers.errors import RuleRefused
from dancers.models import User

Spec = Mapping[str, Any]


def install_house_formats() -> None:
    """Add the house's rulesets and formats that are not there yet; what an organiser changed stays as it is."""
    house_rulesets.install()
    for shape in house_formats.FORMATS:
        text = sheet_file.canonical(shape["spec"])
        Format.objects.get_or_create(
            festival=None, key=shape["key"], defaults={"spec_text": text, **_title_columns(shape["titles"])}
        )


def create_rounds(*, actor: Actor, user: User, competition: Competition) -> list[Round]:
    """Make the rounds of the competition's format, in their order, with their dances and links.

    Refuses without a format, with one that cannot be read, and when there are rounds already. Nothing is written half.
    """
    desk.require(user, competition.festival, desk.SETS_UP)
    if competition.format is None:
        raise RuleRefused(_("%(competition)s has no format; choose one first.") % {"competition": competition.title})
    spec = read_spec(competition.format)
    try:
        return _make_all(actor, competition, competition.format, spec)
    except (KeyError, TypeError, ValueError, AttributeError, IntegrityError) as error:
        raise RuleRefused(
            _("The format “%(format)s” cannot be read.") % {"format": competition.format.title}
        ) from error


def _make_all(actor: Actor, competition: Competition, shape: Format, spec: Spec) -> list[Round]:
    with transaction.atomic():
        Competition.objects.select_for_update().get(pk=competition.pk)
        if competition.rounds.exists():
            raise RuleRefused(
                _("%(competition)s has its rounds already; they were kept.") % {"competition": competition.title}
            )
        rounds = {item["key"]: _make_round(competition, index, item) for index, item in enumerate(spec["rounds"], 1)}
        for link in spec["links"]:
            _make_link(rounds, link)
        trail.record(
            actor=actor,
            action="rounds.created",
            subject_kind="competition",
            subject_id=competition.pk,
            festival_id=competition.festival_id,
            detail={"format": shape.key, "rounds": [row.pk for row in rounds.values()]},
        )
    return list(rounds.values())


def read_spec(shape: Format) -> Spec:
    """The format's shape, its outer form checked; refuses one that cannot be built, with the reason."""
    try:
        spec = json.loads(shape.spec_text)
        keys = [item["key"] for item in spec["rounds"]]
        links = [(link["from"], link["to"]) for link in spec.get("links", [])]
    except (ValueError, KeyError, TypeError) as error:
        raise RuleRefused(_("The format “%(format)s” cannot be read.") % {"format": shape.title}) from error
    if not keys or len(set(keys)) != len(keys):
        raise RuleRefused(_("The format “%(format)s” needs rounds with different keys.") % {"format": shape.title})
    for ends in links:
        for key in ends:
            if key not in keys:
                raise RuleRefused(
                    _("The format “%(format)s” links a round “%(key)s” that it does not have.")
                    % {"format": shape.title, "key": key}
                )
    return {"rounds": spec["rounds"], "links": spec.get("links", [])}


def _make_round(competition: Competition, position: int, item: Spec) -> Round:
    parts: Sequence[Spec] = item.get("parts", [])
    if not parts and item["kind"] not in BATTLES:
        raise RuleRefused(_("The round “%(key)s” of the format has no dances.") % {"key": item["key"]})
    low, high = item.get("crosses", (None, None))
    row = Round.objects.create(
        competition=competition,
        position=position,
        kind=item["kind"],
        ruleset=_find_ruleset(competition, item.get("ruleset", "")),
        submit_by=item.get("submit_by", Round.SubmitBy.PART),
        release_rule=item.get("release_rule", Round.ReleaseRule.TWO),
        wanted=item.get("wanted"),
        crosses_min=low,
        crosses_max=high,
        throw_downs=item.get("throw_downs"),
        table_ruleset=_find_ruleset(competition, item["table_ruleset"]) if item.get("table_ruleset") else None,
        seeding_text=sheet_file.canonical(item["seeding"]) if item.get("seeding") else "",
        **_title_columns(item["titles"]),
    )
    RoundPart.objects.bulk_create(
        RoundPart(
            round=row,
            position=place,
            kind=part.get("kind", RoundPart.Kind.DANCE),
            short_label=part.get("short", ""),
            **_title_columns(part["titles"]),
        )
        for place, part in enumerate(parts, 1)
    )
    return row


def _make_link(rounds: Mapping[str, Round], link: Spec) -> None:
    RoundLink.objects.create(
        from_round=rounds[link["from"]],
        to_round=rounds[link["to"]],
        cut=link.get("cut", RoundLink.Cut.COUNT),
        value_from=link.get("value"),
        value_to=link.get("value_to"),
        ties=link.get("ties", RoundLink.Ties.ASK),
    )


def _find_ruleset(competition: Competition, key: str) -> Ruleset:
    """The festival's own ruleset of this key, else the house's."""
    found = Ruleset.objects.filter(key=key, festival=competition.festival).first()
    found = found or Ruleset.objects.filter(key=key, festival__isnull=True).first()
    if found is None:
        raise RuleRefused(_("The format asks for the ruleset “%(key)s”, which is not there.") % {"key": key})
    return found


def _title_columns(titles: Mapping[str, str]) -> dict[str, str]:
    return {f"title_{code}": titles.get(code, "") for code in ("en", "ru", "kk")}
