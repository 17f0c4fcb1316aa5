"""Keeps the running order of a session, and says what is on stage now."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.actors import Actor
from audit.services import trail
from dancers.errors import RuleRefused
from dancers.models import Troupe
from dancers.services import wording
from events import permissions
from events.models import ItemKind, ItemStatus, Performance, ProgrammeItem, Role, Session
from events.services.titles import take_titles
from live.services import versions

# Positions are moved out of the way by this much while the order changes, because they are unique at every moment.
_ASIDE = 1_000_000


def add_item(
    *,
    actor: Actor,
    session: Session,
    kind: str,
    titles: Mapping[str, str],
    planned_at: datetime | None = None,
    duration_s: int = 0,
) -> ProgrammeItem:
    """Add a slot as the session's last one; return it. Refuses a planned time outside the session and a negative length."""
    _require_editor(actor, session)
    values = take_titles(titles)
    if duration_s < 0:
        raise RuleRefused(_("A programme item cannot last less than nothing."))
    if planned_at is not None and not session.starts_at <= planned_at < session.ends_at:
        raise RuleRefused(
            _("“%(item)s” is planned outside the session “%(session)s”.")
            % {"item": values["title_en"], "session": session.title}
        )
    with transaction.atomic():
        Session.objects.select_for_update().get(pk=session.pk)
        last = ProgrammeItem.objects.filter(session=session).aggregate(last=Max("position"))["last"] or 0
        item = ProgrammeItem.objects.create(
            session=session,
            position=last + 1,
            kind=kind,
            planned_at=planned_at,
            duration_s=duration_s,
            **values,
        )
        _record(actor, "programme.item_added", item)
    return item


def add_performance(
    *,
    actor: Actor,
    session: Session,
    titles: Mapping[str, str],
    troupe: Troupe | None = None,
    guests: str = "",
    planned_at: datetime | None = None,
    duration_s: int = 0,
) -> Performance:
    """Add a guest or gala number as the session's last slot; return it."""
    _require_editor(actor, session)
    guests = wording.take(guests, _("Guests"), longest=300)
    with transaction.atomic():
        item = add_item(
            actor=actor,
            session=session,
            kind=ItemKind.PERFORMANCE,
            titles=titles,
            planned_at=planned_at,
            duration_s=duration_s,
        )
        return Performance.objects.create(programme_item=item, troupe=troupe, guests=guests, **take_titles(titles))


def move_item(*, actor: Actor, item: ProgrammeItem, position: int) -> None:
    """Move a planned slot to this place of the running order; the others close up. Refuses one that has been on stage
    and a place that does not exist."""
    _require_editor(actor, item.session)
    with transaction.atomic():
        Session.objects.select_for_update().get(pk=item.session_id)
        order = list(ProgrammeItem.objects.filter(session_id=item.session_id).order_by("position", "pk"))
        here = next(other for other in order if other.pk == item.pk)
        if here.status not in (ItemStatus.PLANNED, ItemStatus.SKIPPED):
            raise RuleRefused(_("“%(item)s” has been on stage; it stays where it is.") % {"item": here.title})
        if not 1 <= position <= len(order):
            raise RuleRefused(_("There is no place %(position)d in this session.") % {"position": position})
        order.remove(here)
        order.insert(position - 1, here)
        ProgrammeItem.objects.filter(session_id=item.session_id).update(position=F("position") + _ASIDE)
        for place, other in enumerate(order, 1):
            other.position = place
        ProgrammeItem.objects.bulk_update(order, ["position"])
        item.position = position
        _record(actor, "programme.item_moved", item)


def start_item(*, actor: Actor, item: ProgrammeItem) -> None:
    """Say that the slot is on stage now; what was there before is done. A second call changes nothing.

    Refuses a slot that is done already.
    """
    _require_runner(actor, item.session)
    now = timezone.now()
    with transaction.atomic():
        Session.objects.select_for_update().get(pk=item.session_id)
        item.refresh_from_db()
        if item.status == ItemStatus.ON_STAGE:
            return
        if item.status == ItemStatus.DONE:
            raise RuleRefused(_("“%(item)s” is done already.") % {"item": item.title})
        # A session that nobody ended may have left its last item behind on the same stage.
        on_stage = ProgrammeItem.objects.filter(session__stage=item.session.stage_id, status=ItemStatus.ON_STAGE)
        on_stage.update(status=ItemStatus.DONE, ended_at=now)
        item.status, item.started_at = ItemStatus.ON_STAGE, now
        item.save(update_fields=["status", "started_at"])
        _record(actor, "programme.item_started", item)


def end_item(*, actor: Actor, item: ProgrammeItem) -> None:
    """Say that the slot has left the stage. A second call changes nothing; refuses one that was not on stage."""
    _require_runner(actor, item.session)
    with transaction.atomic():
        item.refresh_from_db()
        if item.status == ItemStatus.DONE:
            return
        if item.status != ItemStatus.ON_STAGE:
            raise RuleRefused(_("“%(item)s” is not on stage.") % {"item": item.title})
        item.status, item.ended_at = ItemStatus.DONE, timezone.now()
        item.save(update_fields=["status", "ended_at"])
        _record(actor, "programme.item_ended", item)


def skip_item(*, actor: Actor, item: ProgrammeItem, reason: str) -> None:
    """Leave a planned slot out, with the reason. Refuses one that has been on stage."""
    _require_runner(actor, item.session)
    skipped = ProgrammeItem.objects.filter(pk=item.pk, status=ItemStatus.PLANNED)
    with transaction.atomic():
        if not skipped.update(status=ItemStatus.SKIPPED):
            raise RuleRefused(_("Only a planned item can be skipped."))
        item.status = ItemStatus.SKIPPED
        _record(actor, "programme.item_skipped", item, reason)


def _require_editor(actor: Actor, session: Session) -> None:
    permissions.require(actor, session.stage.festival, Role.STAGE_MANAGER)


def _require_runner(actor: Actor, session: Session) -> None:
    permissions.require(actor, session.stage.festival, Role.STAGE_MANAGER, Role.DECK_CAPTAIN)


def _record(actor: Actor, action: str, item: ProgrammeItem, reason: str = "") -> None:
    festival_id = item.session.stage.festival_id
    trail.record(
        actor=actor,
        action=action,
        subject_kind="programme_item",
        subject_id=item.pk,
        festival_id=festival_id,
        detail={"session": item.session_id, "position": item.position},
        reason=reason,
    )
    versions.raise_tags(f"festival:{festival_id}")
