"""Seeds an entry into a later round: it does not dance the rounds before, and comes in where it is stood by then."""

from django.db import transaction
from django.utils.translation import gettext as _

from audit.actors import Actor
from audit.services import trail
from competitions.models import Entry, Round
from competitions.permissions import registration as rights
from competitions.services import entries, places
from dancers.errors import NotAllowed, RuleRefused
from dancers.models import User


def start_in(*, actor: Actor, user: User, entry: Entry, round: Round | None) -> None:
    """Let an accepted entry begin in this later round (None: in the first one, like everybody); the same again changes nothing.

    Refused: another than the registrar or owner, once the first round has opened, an entry that is not accepted, a round of
    another competition, a first round, and a round of couples that are drawn.
    """
    competition = entry.competition
    if not rights.can_decide_entries(user, competition.festival):
        raise NotAllowed(_("Only the owner and the registrar of the festival decide on entries."))
    with transaction.atomic():
        locked = places.lock_competition(competition.pk)
        if locked.rounds.filter(opened_at__isnull=False).exists():
            raise RuleRefused(
                _("Judging of %(competition)s has begun; who is seeded stays as it is.") % {"competition": locked.title}
            )
        row = Entry.objects.select_for_update().get(pk=entry.pk)
        words = {"entry": row.display_name, "competition": locked.title}
        if row.status != Entry.Status.ACCEPTED:
            raise RuleRefused(_("%(entry)s is not accepted in %(competition)s; accept it first.") % words)
        if round is not None:
            _refuse_round(locked.pk, round)
        before, after = row.starts_in_id, round.pk if round else None
        if before == after:
            return
        row.starts_in = round
        row.save(update_fields=["starts_in"])
        trail.record(
            actor=actor,
            action="entry.starts_in",
            subject_kind="entry",
            subject_id=row.pk,
            festival_id=locked.festival_id,
            detail={"before": before, "after": after},
        )
        entries.renew_pages([row])
    entry.starts_in = round


def _refuse_round(competition_id: int, round_: Round) -> None:
    links = round_.links_in.all()
    if round_.competition_id != competition_id:
        raise RuleRefused(_("This round belongs to another competition."))
    if not links.exists():
        raise RuleRefused(_("%(round)s is a first round: everybody starts there.") % {"round": round_.title})
    if round_.pool is None and links.filter(pool__isnull=False).exists():
        raise RuleRefused(_("The couples of %(round)s are drawn; nobody is seeded into it.") % {"round": round_.title})
