"""What becomes of an entry after it was sent in: accepted, refused, withdrawn, moved up from the waiting list."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.actors import Actor
from audit.services import trail
from competitions.models import Competition, Entry, EntryMember, NumberAssignment, Participation
from competitions.permissions import registration as rights
from competitions.selectors.standing import STANDING
from competitions.services import entry_letters, places
from dancers.errors import NotAllowed, RuleRefused
from dancers.models import User
from live.services import versions

Status = Entry.Status


def withdraw(*, actor: Actor, user: User, entry: Entry, reason: str = "") -> None:
    """Take the entry out; the first of the waiting list moves up.

    For the academy (or dancer) itself and for the registrar. Refuses once the first round has opened (the desk withdraws
    from a round) and when the entry stands no more; a second press says so and changes nothing.
    """
    may_decide = rights.can_decide_entries(user, entry.competition.festival)
    if not may_decide and not rights.can_act_for(user, entry.participation):
        raise NotAllowed(_("This entry belongs to somebody else."))
    with transaction.atomic():
        competition = _lock_before_judging(entry)
        _refuse_unless(entry, STANDING)
        _set_status(actor, entry, Status.WITHDRAWN, "entry.withdrawn", reason)
        renew_pages([entry, *_fill_places(actor, competition)])


def refuse(*, actor: Actor, user: User, entry: Entry, reason: str) -> None:
    """Refuse the entry with a reason that its academy reads; the first of the waiting list moves up.

    For the owner and the registrar, until the first round has opened.
    """
    _refuse_strangers(user, entry.competition)
    if not reason.strip():
        raise RuleRefused(
            _("Write why %(entry)s is refused; the academy reads it. Nothing was changed.")
            % {"entry": entry.display_name}
        )
    with transaction.atomic():
        competition = _lock_before_judging(entry)
        _refuse_unless(entry, STANDING)
        _set_status(actor, entry, Status.REFUSED, "entry.refused", reason.strip())
        entry_letters.tell_state(entry)
        renew_pages([entry, *_fill_places(actor, competition)])


def accept(*, actor: Actor, user: User, entry: Entry) -> None:
    """Accept an entry that was sent in, waits or was refused.

    Refuses when its academy is not approved, when no place is free, when the same dancers stand in another entry, and once
    the first round has opened.
    """
    _refuse_strangers(user, entry.competition)
    with transaction.atomic():
        competition = _lock_before_judging(entry)
        _refuse_unless(entry, (Status.SUBMITTED, Status.WAITLISTED, Status.REFUSED))
        if entry.participation.status != Participation.Status.APPROVED:
            raise RuleRefused(
                _("%(entry)s waits for the approval of its academy (or of the dancer); decide that first.")
                % {"entry": entry.display_name}
            )
        if entry.status != Status.SUBMITTED and not places.has_place(competition):
            raise RuleRefused(
                _("%(competition)s has %(capacity)s places and all are taken; %(entry)s stays where it is.")
                % {
                    "competition": competition.title,
                    "capacity": competition.capacity,
                    "entry": entry.display_name,
                }
            )
        _refuse_doubles(entry)
        _set_status(actor, entry, Status.ACCEPTED, "entry.accepted")
        entry_letters.tell_state(entry)
        renew_pages([entry])


def promote_waiting(*, actor: Actor, user: User, competition: Competition) -> int:
    """Move up as many of the waiting list as there are free places (after the limit was raised); return how many."""
    _refuse_strangers(user, competition)
    with transaction.atomic():
        moved = _fill_places(actor, places.lock_competition(competition.pk))
        renew_pages(moved)
    return len(moved)


def follow_decision(*, actor: Actor, participation: Participation) -> list[Entry]:
    """Bring the entries in line with what was decided about their academy; called inside that transaction.

    Approved: what was sent in is accepted. Refused: what stands is refused with the same reason, and places move on.
    Entries of a competition whose first round has opened stay as they are. Returns the entries that changed.
    """
    is_approved = participation.status == Participation.Status.APPROVED
    standing = Entry.objects.filter(participation=participation, status__in=STANDING)
    untouched = standing.exclude(competition__rounds__opened_at__isnull=False)
    locked = {pk: places.lock_competition(pk) for pk in sorted(set(untouched.values_list("competition_id", flat=True)))}
    changed: list[Entry] = []
    rows = untouched.filter(competition_id__in=locked).select_related("competition__festival", "participation__academy")
    for entry in rows.order_by("competition_id", "pk"):
        if not is_approved:
            _set_status(actor, entry, Status.REFUSED, "entry.refused", participation.reason)
            changed.append(entry)
        elif entry.status == Status.SUBMITTED:
            _set_status(actor, entry, Status.ACCEPTED, "entry.accepted")
            entry_letters.tell_state(entry)
            changed.append(entry)
    # Only now: a place must not go to a waiting entry of the very academy that is refused.
    for competition in locked.values():
        changed += _fill_places(actor, competition)
    return changed


def renew_pages(changed: Iterable[Entry], *more_tags: str) -> None:
    """Renew every page that shows one of the entries. Once per transaction and last: two of them never wait in a circle."""
    rows = list(changed)
    tags = set(more_tags)
    for entry in rows:
        tags |= {f"competition:{entry.competition_id}", f"festival:{entry.competition.festival_id}"}
        if entry.academy_id is not None:
            tags.add(f"academy:{entry.academy_id}")
    members = EntryMember.objects.filter(entry__in=rows).values_list("person_id", flat=True)
    tags |= {f"person:{person_id}" for person_id in members}
    if tags:
        versions.raise_tags(*tags)


def _refuse_strangers(user: User, competition: Competition) -> None:
    if not rights.can_decide_entries(user, competition.festival):
        raise NotAllowed(_("Only the owner and the registrar of the festival decide on entries."))


def _lock_before_judging(entry: Entry) -> Competition:
    """Lock the competition, read the entry's state anew under the lock, and refuse when judging has begun."""
    competition = places.lock_competition(entry.competition_id)
    entry.refresh_from_db(fields=["status", "status_at", "status_reason"])
    if competition.rounds.filter(opened_at__isnull=False).exists():
        raise RuleRefused(
            _("Judging of %(competition)s has begun; only the desk can take %(entry)s out now.")
            % {"competition": competition.title, "entry": entry.display_name}
        )
    return competition


def _refuse_unless(entry: Entry, allowed: tuple[str, ...]) -> None:
    if entry.status not in allowed:
        raise RuleRefused(
            _("%(entry)s in %(competition)s is %(state)s already; nothing was changed.")
            % {
                "entry": entry.display_name,
                "competition": entry.competition.title,
                "state": entry.get_status_display(),
            }
        )


def _refuse_doubles(entry: Entry) -> None:
    twins = Entry.objects.filter(competition_id=entry.competition_id, members_key=entry.members_key)
    if twins.filter(status__in=STANDING).exclude(pk=entry.pk).exists():
        raise RuleRefused(
            _("%(entry)s stands in %(competition)s with another entry already.")
            % {"entry": entry.display_name, "competition": entry.competition.title}
        )


def _set_status(actor: Actor, entry: Entry, status: str, action: str, reason: str = "") -> None:
    before = entry.status
    entry.status, entry.status_at, entry.status_reason = status, timezone.now(), reason[:300]
    entry.save(update_fields=["status", "status_at", "status_reason"])
    if status not in STANDING:
        # Nobody has been marked yet, so the number is free for another.
        NumberAssignment.objects.filter(entry=entry, valid_to__isnull=True).update(valid_to=entry.status_at)
    trail.record(
        actor=actor,
        action=action,
        subject_kind="entry",
        subject_id=entry.pk,
        festival_id=entry.competition.festival_id,
        reason=entry.status_reason,
        detail={"before": before, "after": status, "competition": entry.competition_id},
    )


def _fill_places(actor: Actor, competition: Competition) -> list[Entry]:
    """Give free places to the waiting list in its order; the caller holds the lock. Returns who moved up."""
    moved: list[Entry] = []
    if competition.status not in (Competition.Status.OPEN, Competition.Status.CLOSED):
        return moved
    while places.has_place(competition) and (entry := places.next_waiting(competition)) is not None:
        is_approved = entry.participation.status == Participation.Status.APPROVED
        _set_status(actor, entry, Status.ACCEPTED if is_approved else Status.SUBMITTED, "entry.moved_up")
        entry_letters.tell_state(entry)
        moved.append(entry)
    return moved
