"""Adds stages and sessions. Two sessions of one stage never overlap."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from audit.actors import Actor
from audit.services import trail
from dancers.errors import RuleRefused
from events import permissions
from events.models import Festival, Role, Session, Stage
from events.services.titles import take_titles
from live.services import versions


def add_stage(*, actor: Actor, festival: Festival, titles: Mapping[str, str]) -> Stage:
    """Add a stage as the last one; return it."""
    permissions.require(actor, festival, Role.STAGE_MANAGER)
    values = take_titles(titles)
    with transaction.atomic():
        Festival.objects.select_for_update().get(pk=festival.pk)
        last = Stage.objects.filter(festival=festival).aggregate(last=Max("position"))["last"] or 0
        stage = Stage.objects.create(festival=festival, position=last + 1, **values)
        _record(actor, "stage.added", festival.pk, {"stage": stage.pk})
    return stage


def add_session(
    *, actor: Actor, stage: Stage, titles: Mapping[str, str], starts_at: datetime, ends_at: datetime
) -> Session:
    """Add a session to the stage; return it. Refuses an end before the beginning, a time outside the festival's days and
    a time that another session of the stage covers."""
    festival = stage.festival
    permissions.require(actor, festival, Role.STAGE_MANAGER)
    values = take_titles(titles)
    if ends_at <= starts_at:
        raise RuleRefused(_("The session ends before it starts."))
    first, last = starts_at.astimezone(festival.zone).date(), ends_at.astimezone(festival.zone).date()
    # The last evening may run past midnight.
    if first < festival.starts_on or first > festival.ends_on or (last - festival.ends_on).days > 1:
        raise RuleRefused(
            _("The session lies outside the festival's days, %(first)s to %(last)s.")
            % {"first": festival.starts_on, "last": festival.ends_on}
        )
    with transaction.atomic():
        Stage.objects.select_for_update().get(pk=stage.pk)
        meets = Session.objects.filter(stage=stage, starts_at__lt=ends_at, ends_at__gt=starts_at)
        other = meets.order_by("starts_at", "pk").first()
        if other is not None:
            raise RuleRefused(
                _("“%(session)s” is on %(stage)s at that time.") % {"session": other.title, "stage": stage.title}
            )
        session = Session.objects.create(stage=stage, starts_at=starts_at, ends_at=ends_at, **values)
        _record(actor, "session.added", festival.pk, {"session": session.pk})
    return session


def _record(actor: Actor, action: str, festival_id: int, detail: Mapping[str, object]) -> None:
    trail.record(
        actor=actor,
        action=action,
        subject_kind="festival",
        subject_id=festival_id,
        festival_id=festival_id,
        detail=detail,
    )
    versions.raise_tags(f"festival:{festival_id}")
