"""Releases a competition whose last round is released at once: whoever tabulates it publishes it, in one press."""

from django.db import transaction
from django.utils.translation import gettext as _

from audit.actors import Actor
from competitions.models import Competition, Release, Round
from competitions.services import releases, rounds, tabulation
from dancers.errors import RuleRefused
from dancers.models import User


def offers_now(round_: Round) -> bool:
    """Whether this is a last round that is released at once."""
    return round_.release_rule == Round.ReleaseRule.INSTANT and _last(round_.competition) == round_


def release_now(*, actor: Actor, user: User, competition: Competition) -> Release:
    """Close and tabulate the competition's last round where that is still to do, and release the result.

    Nothing of it is done when any of it is refused: another release rule, a sheet that is missing, an open check, the same result
    released already, a role that may not run rounds and release.
    """
    last = _last(competition)
    if last is None or last.release_rule != Round.ReleaseRule.INSTANT:
        raise RuleRefused(_("%(competition)s is not released at once.") % {"competition": competition.title})
    with transaction.atomic():
        if last.status == Round.Status.OPEN:
            rounds.close_round(actor=actor, user=user, round=last)
        tabulation.tabulate_round(actor=actor, user=user, round=last)
        preview = releases.preview(competition)
        return releases.publish(actor=actor, user=user, competition=competition, expected_digest=preview.digest)


def _last(competition: Competition) -> Round | None:
    return competition.rounds.order_by("-position", "-pk").first()
