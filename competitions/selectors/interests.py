"""Conflicts of interest between a panel and the floor: told when the panel is made, and decided by people (a recusal is a ruling).

Known without asking: a judge credited as teacher, choreographer or accompanist of an entry's piece, who dances in it, or who
teaches at its academy today; and what judges declared.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from competitions.models import Credit, DeclaredInterest, Entry, EntryMember, Round, SeatOccupancy
from competitions.selectors import numbers
from competitions.selectors.standing import STANDING
from dancers.models import Membership, MembershipRole


@dataclass(frozen=True, slots=True)
class Interest:
    """One judge and one entry, and what lies between them."""

    letter: str
    judge: str
    words: str


def interests_in(round_: Round) -> tuple[Interest, ...]:
    """Every interest of the judges who sit in the round's seats, by letter and number; eight queries at most."""
    sitting = list(
        SeatOccupancy.objects.filter(seat__round=round_, valid_to__isnull=True)
        .select_related("seat", "appointment__person")
        .order_by("seat__letter", "pk")
    )
    if not sitting:
        return ()
    entries = _entries(round_)
    labels = numbers.labels_for(entries)
    found = list(_found(sitting, entries))
    order = {entry.pk: place for place, entry in enumerate(entries)}
    by_person = {row.appointment.person_id: row for row in sitting}
    told = []
    for person, entry, why in sorted(
        set(found), key=lambda one: (by_person[one[0]].seat.letter, order[one[1]], one[2])
    ):
        row = by_person[person]
        number = labels.get(entry, "–")
        words = _("No. %(number)s: %(why)s") % {"number": number, "why": why}
        told.append(Interest(row.seat.letter, row.appointment.person.full_name, words))
    return tuple(told)


def _entries(round_: Round) -> list[Entry]:
    """Those who stand in the round; before it is drawn, those who take part in the competition."""
    standing = Entry.objects.filter(source_rows__round_entry__round=round_).distinct().order_by("pk")
    return list(standing) or list(
        Entry.objects.filter(competition=round_.competition_id, status__in=STANDING).order_by("pk")
    )


def _found(sitting: Sequence[SeatOccupancy], entries: Sequence[Entry]) -> Iterator[tuple[int, int, str]]:
    persons = {row.appointment.person_id for row in sitting}
    kinds = dict(Credit.Kind.choices)
    credits = Credit.objects.filter(person__in=persons, piece__entry__in=entries)
    for person, entry, kind in credits.values_list("person_id", "piece__entry_id", "kind"):
        yield person, entry, str(kinds[kind])
    members = EntryMember.objects.filter(person__in=persons, entry__in=entries, valid_to__isnull=True)
    for person, entry in members.values_list("person_id", "entry_id"):
        yield person, entry, _("dances in it")
    by_academy: dict[int, list[int]] = {}
    for one in entries:
        if one.academy_id is not None:
            by_academy.setdefault(one.academy_id, []).append(one.pk)
    today = timezone.localdate()
    teaching = Membership.objects.filter(person__in=persons, academy__in=by_academy, role=MembershipRole.TEACHER)
    for person, academy in teaching.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=today)).values_list(
        "person_id", "academy_id"
    ):
        yield from ((person, entry, _("teaches at its academy")) for entry in by_academy[academy])
    judges = {row.appointment_id: row.appointment.person_id for row in sitting}
    declared = DeclaredInterest.objects.filter(appointment__in=judges, academy__in=by_academy)
    for appointment, academy, reason in declared.values_list("appointment_id", "academy_id", "reason"):
        yield from ((judges[appointment], entry, reason) for entry in by_academy[academy])
