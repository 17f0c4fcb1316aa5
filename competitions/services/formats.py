"""Makes a competition's rounds, dances and links from its format, and brings the house's own formats along."""

import json
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from audit.actors import Actor
from audit.services import trail
from competitions.models import Competition, Format, Round, RoundLink, RoundPart, Ruleset
from competitions.permissions import desk
from competitions.scoring import sheet_file
from competitions.services import format_spec, house_formats, house_rulesets
from dancers.errors import RuleRefused
from dancers.models import User

Spec = Mapping[str, Any]
# Families whose sheets may go in entry by entry.
BY_ENTRY = (Ruleset.Family.POINTS, Ruleset.Family.SHEETS)


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
    _refuse_pools(competition, spec)
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
    """The format's shape, checked; refuses one that cannot be built, with the first slip in one sentence."""
    try:
        spec = json.loads(shape.spec_text)
    except ValueError as error:
        raise RuleRefused(_("The format “%(format)s” cannot be read.") % {"format": shape.title}) from error
    slip = format_spec.first_slip(spec)
    if slip:
        raise RuleRefused(
            _("The format “%(format)s” cannot be built. %(slip)s") % {"format": shape.title, "slip": slip}
        )
    return {"rounds": spec["rounds"], "links": spec.get("links", [])}


def _refuse_pools(competition: Competition, spec: Spec) -> None:
    """A format with pools is for a competition whose couples are drawn, and the other way round."""
    has_pools = any(item.get("pool") for item in spec["rounds"])
    words = {"competition": competition.title}
    if has_pools and not competition.drawn_couples:
        raise RuleRefused(
            _(
                "The format draws couples of leaders and followers; mark %(competition)s as one with drawn couples first."
            )
            % words
        )
    if has_pools and competition.size != Competition.Size.SOLO:
        raise RuleRefused(
            _("Leaders and followers enter alone: make the entries of %(competition)s solos first.") % words
        )
    if competition.drawn_couples and not has_pools:
        raise RuleRefused(_("%(competition)s draws its couples, but the format has no pools.") % words)


def _make_round(competition: Competition, position: int, item: Spec) -> Round:
    low, high = item.get("crosses", (None, None))
    ruleset = _find_ruleset(competition, item["ruleset"])
    _refuse_submit_by(item, ruleset)
    row = Round.objects.create(
        competition=competition,
        position=position,
        kind=item["kind"],
        ruleset=ruleset,
        submit_by=item.get("submit_by", Round.SubmitBy.PART),
        release_rule=item.get("release_rule", Round.ReleaseRule.TWO),
        wanted=item.get("wanted"),
        crosses_min=low,
        crosses_max=high,
        pool=item.get("pool"),
        throw_downs=item.get("throw_downs"),
        table_ruleset=_find_ruleset(competition, item["table_ruleset"]) if "table_ruleset" in item else None,
        seeding_text=sheet_file.canonical(item["seeding"]) if "seeding" in item else "",
        **_title_columns(item["titles"]),
    )
    RoundPart.objects.bulk_create(
        RoundPart(
            round=row,
            position=place,
            kind=part.get("kind", RoundPart.Kind.DANCE),
            short_label=part.get("short", ""),
            requirement=part.get("requirement", ""),
            **_title_columns(part["titles"]),
        )
        for place, part in enumerate(item.get("parts", []), 1)
    )
    return row


def _refuse_submit_by(item: Spec, ruleset: Ruleset) -> None:
    """Sheets of one entry or heat are for points; crosses, choices and places compare the whole floor."""
    if item.get("submit_by") in (Round.SubmitBy.ENTRY, Round.SubmitBy.HEAT) and ruleset.family not in BY_ENTRY:
        raise RuleRefused(
            _("Round “%(key)s” is judged by comparing entries; its sheets go in by dance or round, not by entry.")
            % {"key": item["key"]}
        )


def _make_link(rounds: Mapping[str, Round], link: Spec) -> None:
    from_round, to_round = rounds[link["from"]], rounds[link["to"]]
    carry = link.get("carry", RoundLink.Carry.NONE)
    families = {row.ruleset.family for row in (from_round, to_round) if row.ruleset is not None}
    if carry != RoundLink.Carry.NONE and families != {Ruleset.Family.POINTS}:
        raise RuleRefused(
            _("Only points can be carried from %(round)s to %(next)s.")
            % {"round": from_round.title, "next": to_round.title}
        )
    num, den = link.get("weight", (1, 1))
    RoundLink.objects.create(
        from_round=from_round,
        to_round=to_round,
        pool=link.get("pool"),
        cut=link.get("cut", RoundLink.Cut.COUNT),
        value_from=link.get("value"),
        value_to=link.get("value_to"),
        ties=link.get("ties", RoundLink.Ties.ASK),
        carry=carry,
        weight_num=num,
        weight_den=den,
        places_continue=link.get("places_continue", True),
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
