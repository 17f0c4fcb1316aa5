"""Sets up standings above competitions and turns their competitions' published results into stored Results.

A standing is computed from releases alone: what its competitions have not published cannot be seen through it.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from audit.actors import Actor
from audit.services import trail
from competitions.models import Competition, Result, Standing, StandingMember
from competitions.permissions import desk
from competitions.permissions.setup import OWNER
from competitions.scoring import checks, schema, sheet_file
from competitions.scoring.rulesets import PRESETS
from competitions.selectors import numbers, standing_board, standing_documents, standing_rankings
from competitions.selectors.standing_documents import Document, Member
from competitions.services import tabulation
from dancers.errors import RuleRefused
from dancers.models import User
from events.models import Festival, FestivalSeries, Section

PREFIX = "standing"
NEEDS_TWO = "combined"


def presets() -> list[tuple[str, str]]:
    """The rulesets that a standing can be made from, with their titles in the reader's language."""
    language = (get_language() or "en")[:2]
    return [(key, preset.title(language)) for key, preset in PRESETS.items() if key.startswith(PREFIX)]


def ruleset_text(preset_key: str, params: Mapping[str, Any] | None = None) -> str:
    """A standing's own copy of a preset, with other parameters where given.

    Refuses a preset that makes no standing and parameters that its system does not take, in words.
    """
    preset = PRESETS.get(preset_key)
    if preset is None or not preset_key.startswith(PREFIX):
        raise RuleRefused(_("“%(preset)s” is no ruleset of a standing.") % {"preset": preset_key})
    given = json.loads(json.dumps(preset.params if params is None else dict(params)))
    problems = schema.check(preset.system, given, _language())
    if problems:
        raise RuleRefused(" ".join(problem.message for problem in problems))
    return sheet_file.canonical(
        {"system": preset.system, "preset": preset_key, "edition": preset.edition, "params": given}
    )


def create_standing(
    *,
    actor: Actor,
    user: User,
    festival: Festival,
    titles: Mapping[str, str],
    slug: str,
    preset: str,
    competitions: Sequence[Competition],
    params: Mapping[str, Any] | None = None,
    section: Section | None = None,
    series: FestivalSeries | None = None,
) -> Standing:
    """Set up a standing and announce it. Refused: another's competitions, none, an unknown preset, an address taken."""
    desk.require(user, festival, OWNER)
    text = ruleset_text(preset, params)
    if Standing.objects.filter(festival=festival, slug=slug).exists():
        raise RuleRefused(_("The address “%(slug)s” is taken by another standing.") % {"slug": slug})
    standing = Standing(
        festival=festival,
        section=section,
        series=series,
        slug=slug,
        title_en=titles["en"],
        title_ru=titles.get("ru", ""),
        title_kk=titles.get("kk", ""),
        ruleset_text=text,
        status=Standing.Status.OPEN,
        status_at=timezone.now(),
    )
    refuse_misfits(standing, competitions)
    with transaction.atomic():
        standing.save(force_insert=True)
        StandingMember.objects.bulk_create(
            [
                StandingMember(standing=standing, competition=row, position=place)
                for place, row in enumerate(competitions, start=1)
            ]
        )
        _record(actor, "standing.created", standing, competitions=[row.pk for row in competitions])
    return standing


def refuse_misfits(standing: Standing, competitions: Sequence[Competition], *, is_whole: bool = True) -> None:
    """Refuse competitions that the standing cannot count: another festival's, and (once it is whole) too few for its method."""
    for competition in competitions:
        if not standing_documents.is_in_scope(standing, competition):
            raise RuleRefused(
                _("%(competition)s does not belong to what “%(standing)s” is a standing of.")
                % {"competition": competition.title, "standing": standing.title}
            )
    if not is_whole:
        return
    if not competitions:
        raise RuleRefused(_("“%(standing)s” counts no competition yet.") % {"standing": standing.title})
    method = standing_documents.ruleset_of(standing)["params"].get("method")
    if method == NEEDS_TWO and len(competitions) < 2:
        raise RuleRefused(
            _("“%(standing)s” combines competitions; it needs two at least.") % {"standing": standing.title}
        )


def tabulate_standing(*, actor: Actor, user: User, standing: Standing) -> Result:
    """Compute the standing and store the outcome as its next Result; the same releases again give the Result that is there.

    Refuses, naming the competition, what is not published, and what the ruleset needs and a result does not have.
    """
    desk.require(user, standing.festival, desk.RUNS_ROUNDS)
    with transaction.atomic():
        row = Standing.objects.select_for_update(of=("self",)).select_related("festival", "series").get(pk=standing.pk)
        members = standing_documents.members_of(row)
        _refuse_unready(row, members)
        document = standing_documents.read_document(row, members)
        text = sheet_file.canonical(document)
        digest = sheet_file.digest(text)
        latest = standing_rankings.newest_result(row)
        if latest is not None and latest.digest == digest:
            return latest
        outcome = compute(row, document)
        result = Result.objects.create(
            standing=row,
            number=latest.number + 1 if latest else 1,
            engine=document["system"],
            preset=document["preset"],
            edition=document["edition"],
            sheets_text=text,
            outcome_text=outcome,
            digest=digest,
            tabulated_by=user,
            at=timezone.now(),
        )
        _record(actor, "standing.tabulated", row, result=result.pk, number=result.number, digest=digest)
    return result


def is_current(standing: Standing, members: Sequence[Member] | None = None) -> bool:
    """Whether the newest Result was computed from the releases and rulings as they are now."""
    counted = members if members is not None else standing_documents.members_of(standing)
    return standing_board.is_current(standing, counted, standing_rankings.newest_result(standing))


def compute(standing: Standing, document: Document) -> str:
    """The outcome's canonical text; refuses what the engine cannot compute, in the reader's language."""
    try:
        return sheet_file.canonical(tabulation.tabulate_document(document).as_document())
    except checks.SheetRefused as error:
        raise RuleRefused(_say_refusal(standing, document, error)) from error


def _refuse_unready(standing: Standing, members: Sequence[Member]) -> None:
    refuse_misfits(standing, [member.competition for member in members])
    held = [member.hold for member in members if member.hold]
    if held:
        raise RuleRefused(
            _("“%(standing)s” is not whole: %(reasons)s Nothing was tabulated.")
            % {"standing": standing.title, "reasons": " ".join(held)}
        )


def _say_refusal(standing: Standing, document: Document, error: checks.SheetRefused) -> str:
    """The refusal with the competition's title and the number on the back."""
    values = {"standing": standing.title, "reason": error.message}
    if error.reason == "missing" and error.entry is not None:
        row = next((row for row in document["input"]["entries"] if row["id"] == error.entry), None)
        if row is not None:
            competition = standing.competitions.filter(pk=int(row["competition"])).first()
            entry = int(row.get("entry", row["id"]))
            return _(
                "“%(standing)s” compares figures that %(competition)s does not publish (No. %(number)s has none). "
                "Choose a ruleset by places, or leave the competition out. Nothing was tabulated."
            ) % {
                **values,
                "competition": competition.title if competition else "",
                "number": numbers.labels_for([entry]).get(entry, "–"),
            }
    if error.reason == "empty":
        return _("Nobody is placed in the competitions of “%(standing)s”. Nothing was tabulated.") % values
    if error.reason == "ruling":
        return _("A ruling no longer fits “%(standing)s”: undo it, then tabulate. Nothing was tabulated.") % values
    return _("“%(standing)s”: %(reason)s Nothing was tabulated.") % values


def _language() -> Any:
    code = (get_language() or "en")[:2]
    return code if code in ("en", "ru", "kk") else "en"


def _record(actor: Actor, action: str, standing: Standing, *, reason: str = "", **detail: object) -> None:
    trail.record(
        actor=actor,
        action=action,
        subject_kind="standing",
        subject_id=standing.pk,
        festival_id=standing.festival_id,
        reason=reason,
        detail=detail,
    )
