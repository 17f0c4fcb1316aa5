"""Festivals as the public and the programme see them."""

from datetime import date

from django.db.models import Prefetch, QuerySet

from events.models import Festival, FestivalStatus, ProgrammeItem, Session, Stage


def upcoming(today: date) -> QuerySet[Festival]:
    """Return the public festivals that have not ended, soonest first."""
    return Festival.objects.filter(status=FestivalStatus.PUBLISHED, ends_on__gte=today).order_by("starts_on", "pk")


def past(today: date) -> QuerySet[Festival]:
    """Return the public festivals that are over, latest first; a cancelled one never took place."""
    shown = Festival.objects.filter(status__in=[FestivalStatus.PUBLISHED, FestivalStatus.FINISHED])
    return shown.filter(ends_on__lt=today).order_by("-ends_on", "-pk")


def stages_with_programme(festival: Festival) -> QuerySet[Stage]:
    """Return the stages with their sessions and items in order: three queries however long the programme."""
    items = ProgrammeItem.objects.order_by("position", "pk").select_related("performance__troupe")
    sessions = Session.objects.order_by("starts_at", "pk").prefetch_related(Prefetch("items", queryset=items))
    stages = Stage.objects.filter(festival=festival).order_by("position", "pk")
    return stages.prefetch_related(Prefetch("sessions", queryset=sessions))
