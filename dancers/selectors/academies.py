"""Academies: whom a user may look after, and finding one by name."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from dancers.models import Academy, AcademyManager, AcademyStatus, User
from dancers.selectors import folding


def academies_of(user: User | AnonymousUser) -> QuerySet[Academy]:
    """Return the academies that the user manages, sorted by name."""
    managed = AcademyManager.objects.filter(user_id=user.pk).values("academy_id")
    return Academy.objects.filter(pk__in=managed, status=AcademyStatus.ACTIVE).order_by("sort_key", "pk")


def search(academies: QuerySet[Academy, Any], text: str) -> QuerySet[Academy, Any]:
    """Keep those whose name or city holds every word of the text."""
    for word in folding.fold(text).split():
        academies = academies.filter(search_key__contains=word)
    return academies
