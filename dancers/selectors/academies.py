"""Academies: whom a user may look after, and finding one by name."""

from typing import Any

from django.db.models import QuerySet

from dancers.models import Academy, AcademyManager, AcademyStatus
from dancers.permissions import Visitor, is_known
from dancers.selectors import folding


def academies_of(user: Visitor) -> QuerySet[Academy]:
    """Return the academies that the user manages, sorted by name; none for an unknown visitor."""
    if not is_known(user):
        return Academy.objects.none()
    managed = AcademyManager.objects.filter(user_id=user.pk).values("academy_id")
    return Academy.objects.filter(pk__in=managed, status=AcademyStatus.ACTIVE).order_by("sort_key", "pk")


def search(academies: QuerySet[Academy, Any], text: str) -> QuerySet[Academy, Any]:
    """Keep those whose name or city holds every word of the text."""
    for word in folding.fold(text).split():
        academies = academies.filter(search_key__contains=word)
    return academies
