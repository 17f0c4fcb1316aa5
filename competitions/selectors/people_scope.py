"""Which people and academies a festival's staff may see: those who take part in it, and no other academy's child."""

from collections.abc import Callable, Collection
from typing import Any

from django.db.models import Model, Q, QuerySet

from competitions.models import Entry, EntryMember, JudgeAppointment, Participation
from dancers.models import Academy, Dancer, Membership, Person, Troupe


def people_of(people: QuerySet[Any], ids: Collection[int]) -> QuerySet[Any]:
    """Keep dancers and judges of the festivals, and the current members of the academies that take part in them."""
    asked = Participation.objects.filter(festival__in=ids)
    academies = asked.filter(academy__isnull=False).exclude(status=Participation.Status.REFUSED).values("academy")
    return people.filter(
        Q(pk__in=EntryMember.objects.filter(entry__competition__festival__in=ids).values("person"))
        | Q(pk__in=asked.filter(person__isnull=False).values("person"))
        | Q(pk__in=JudgeAppointment.objects.filter(festival__in=ids).values("person"))
        | Q(pk__in=Membership.objects.open().filter(academy__in=academies).values("person"))
    )


def academies_of(academies: QuerySet[Any], ids: Collection[int]) -> QuerySet[Any]:
    """Keep the academies that asked to take part in the festivals, or have entries in them."""
    asked = Participation.objects.filter(festival__in=ids, academy__isnull=False).values("academy")
    entered = Entry.objects.filter(competition__festival__in=ids, academy__isnull=False).values("academy")
    return academies.filter(Q(pk__in=asked) | Q(pk__in=entered))


def troupes_of(troupes: QuerySet[Any], ids: Collection[int]) -> QuerySet[Any]:
    """Keep guests who belong to no academy, and the troupes of academies that take part."""
    return troupes.filter(
        Q(academy__isnull=True) | Q(academy__in=academies_of(Academy.objects.all(), ids).values("pk"))
    )


_KEEP: dict[type[Model], Callable[[QuerySet[Any], Collection[int]], QuerySet[Any]]] = {
    Person: people_of,
    Dancer: people_of,
    Academy: academies_of,
    Troupe: troupes_of,
}


def is_scoped(model: type[Model]) -> bool:
    """Whether rows of the model are people or groups of people."""
    return model in _KEEP


def visible(rows: QuerySet[Any], ids: Collection[int] | None) -> QuerySet[Any]:
    """Keep the people and groups of these festivals (None: of all)."""
    return rows if ids is None else _KEEP[rows.model](rows, ids)
