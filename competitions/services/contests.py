"""Opens and closes a competition for entries."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.actors import Actor
from audit.services import trail
from competitions.models import Competition
from competitions.permissions import registration as rights
from competitions.selectors import entry_window
from competitions.services import places
from dancers.errors import NotAllowed, RuleRefused
from dancers.models import User
from events.models import FestivalStatus
from live.services import versions

Status = Competition.Status


def open_entries(*, actor: Actor, user: User, competition: Competition) -> None:
    """Let entries come in. Refuses when judging has begun, the competition is over, or its deadline has passed."""
    _refuse_strangers(user, competition)
    deadline = entry_window.closes_at(competition)
    if deadline is not None and timezone.now() >= entry_window.end_of(deadline):
        raise RuleRefused(
            _("Entries for %(competition)s closed on %(time)s. Set a later time first.")
            % {"competition": competition.title, "time": entry_window.tell_time(competition.festival, deadline)}
        )
    if competition.festival.status in (FestivalStatus.FINISHED, FestivalStatus.CANCELLED):
        raise RuleRefused(
            _("%(festival)s is over or cancelled; %(competition)s stays as it is.")
            % {"festival": competition.festival.title, "competition": competition.title}
        )
    _change(actor, competition, (Status.DRAFT, Status.CLOSED), Status.OPEN, "competition.entries_opened")


def close_entries(*, actor: Actor, user: User, competition: Competition) -> None:
    """Let no more entries come in; those that are in stay. Refuses when entries are not open."""
    _refuse_strangers(user, competition)
    _change(actor, competition, (Status.OPEN,), Status.CLOSED, "competition.entries_closed")


def _refuse_strangers(user: User, competition: Competition) -> None:
    if not rights.can_decide_entries(user, competition.festival):
        raise NotAllowed(_("Only the owner and the registrar of the festival open and close entries."))


def _change(actor: Actor, competition: Competition, before: tuple[str, ...], after: str, action: str) -> None:
    with transaction.atomic():
        locked = places.lock_competition(competition.pk)
        if locked.status not in before:
            raise RuleRefused(
                _("%(competition)s is in the state “%(state)s”; nothing was changed.")
                % {"competition": locked.title, "state": locked.get_status_display()}
            )
        was = locked.status
        competition.status, competition.status_at = after, timezone.now()
        competition.save(update_fields=["status", "status_at"])
        trail.record(
            actor=actor,
            action=action,
            subject_kind="competition",
            subject_id=competition.pk,
            festival_id=competition.festival_id,
            detail={"before": was, "after": after},
        )
        versions.raise_tags("home", f"festival:{competition.festival_id}", f"competition:{competition.pk}")
