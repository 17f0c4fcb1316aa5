"""Gives numbers for the backs: unique while valid in the festival's number series, never another's after a mark."""

import re

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.actors import Actor
from audit.services import trail
from competitions.models import Competition, Entry, NumberAssignment
from competitions.permissions import registration as rights
from competitions.selectors import numbers
from competitions.services import entries
from dancers.errors import NotAllowed, RuleRefused
from dancers.models import User
from events.models import Festival

# Digits, with a letter before or after where the festival wants one: 101, A101, 101B. Never a leading zero.
_LABEL = re.compile(r"[^\W\d_]?([1-9]\d{0,5})[^\W\d_]?\Z")
FIRST_NUMBER = 101


def assign_numbers(*, actor: Actor, user: User, competition: Competition, start: int | None = None) -> int:
    """Give every accepted entry without a number the next free one, in the order in which they entered; return how many.

    Counts up from `start`, or from the highest number of the series that was ever given. Numbers that are worn, and those
    under which somebody has been marked, are passed over. A second press finds nothing to do and returns 0.
    """
    _refuse_strangers(user, competition.festival)
    if start is not None and not 1 <= start <= 900_000:
        raise RuleRefused(_("Numbers start between 1 and 900000; %(start)s is not possible.") % {"start": start})
    with transaction.atomic():
        _lock_series(competition.festival_id)
        worn = NumberAssignment.objects.filter(entry__competition=competition, valid_to__isnull=True)
        waiting = (
            Entry.objects.filter(competition=competition)
            .taking_part()
            .exclude(pk__in=worn.values("entry_id"))
            .order_by("pk")
        )
        given = [entry.pk for entry in waiting]
        taken = _taken_labels(competition)
        number = start if start is not None else _next_number(competition)
        for entry in waiting:
            while str(number) in taken:
                number += 1
            _write(entry, competition, str(number), number)
            number += 1
        if given:
            trail.record(
                actor=actor,
                action="numbers.assigned",
                subject_kind="competition",
                subject_id=competition.pk,
                festival_id=competition.festival_id,
                detail={"entries": given, "start": start},
            )
            entries.renew_pages(waiting)
    return len(given)


def give_number(*, actor: Actor, user: User, entry: Entry, label: str) -> NumberAssignment:
    """Put this number on the entry's back, in place of the one it wears; return the assignment.

    Refuses what is no number, a number somebody else wears or was marked under, another number once the entry has marks,
    and an entry that does not take part. The number it wears already is returned as it is.
    """
    competition = entry.competition
    _refuse_strangers(user, competition.festival)
    match = _LABEL.match(label.strip())
    if match is None:
        raise RuleRefused(
            _("“%(label)s” is not a number for a back; write up to six digits, such as 101 or A101.")
            % {"label": label.strip()[:20]}
        )
    wanted = label.strip().upper()
    if entry.status != Entry.Status.ACCEPTED:
        raise RuleRefused(_("%(entry)s is not accepted, so it gets no number yet.") % {"entry": entry.display_name})
    with transaction.atomic():
        _lock_series(competition.festival_id)
        worn = NumberAssignment.objects.filter(entry=entry, valid_to__isnull=True).first()
        if worn is not None and worn.label == wanted:
            return worn
        _refuse_taken(competition, entry, wanted)
        if worn is not None:
            _take_off(entry, worn)
        assignment = _write(entry, competition, wanted, int(match.group(1)))
        trail.record(
            actor=actor,
            action="number.given",
            subject_kind="entry",
            subject_id=entry.pk,
            festival_id=competition.festival_id,
            detail={"label": wanted, "before": worn.label if worn else None},
        )
        entries.renew_pages([entry])
    return assignment


def _refuse_strangers(user: User, festival: Festival) -> None:
    if not rights.can_decide_entries(user, festival):
        raise NotAllowed(_("Only the owner and the registrar of the festival give numbers."))


def _lock_series(festival_id: int) -> None:
    """Numbers are given one hand at a time in a festival: two competitions may share a series."""
    Festival.objects.select_for_update().get(pk=festival_id)


def _series(competition: Competition) -> dict[str, object]:
    return {"festival_id": competition.festival_id, "number_series": competition.number_series}


def _taken_labels(competition: Competition) -> set[str]:
    worn = NumberAssignment.objects.filter(**_series(competition), valid_to__isnull=True)
    marked = numbers.marked_labels(competition.festival_id, competition.number_series)
    return set(worn.values_list("label", flat=True)) | marked


def _next_number(competition: Competition) -> int:
    last = NumberAssignment.objects.filter(**_series(competition)).order_by("-sort_key", "-pk").first()
    return last.sort_key + 1 if last is not None else FIRST_NUMBER


def _refuse_taken(competition: Competition, entry: Entry, label: str) -> None:
    worn = NumberAssignment.objects.filter(**_series(competition), label=label, valid_to__isnull=True)
    other = worn.select_related("entry", "person").first()
    if other is not None:
        holder = other.entry.display_name if other.entry else str(other.person)
        raise RuleRefused(
            _("Number %(label)s is on the back of %(holder)s. %(entry)s keeps what it has.")
            % {"label": label, "holder": holder, "entry": entry.display_name}
        )
    if label in numbers.marked_labels(competition.festival_id, competition.number_series):
        raise RuleRefused(
            _("Judges have marked number %(label)s before; it is not given to another. Choose a free number.")
            % {"label": label}
        )


def _take_off(entry: Entry, worn: NumberAssignment) -> None:
    if numbers.has_marks(entry):
        raise RuleRefused(
            _("%(entry)s has been marked as number %(label)s and keeps it.")
            % {"entry": entry.display_name, "label": worn.label}
        )
    worn.valid_to = timezone.now()
    worn.save(update_fields=["valid_to"])


def _write(entry: Entry, competition: Competition, label: str, sort_key: int) -> NumberAssignment:
    return NumberAssignment.objects.create(
        **_series(competition), label=label, sort_key=sort_key, entry=entry, valid_from=timezone.now()
    )
