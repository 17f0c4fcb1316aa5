"""What academies and dancers are told about their part in a festival, owed in the caller's transaction."""

from django.utils import timezone

from competitions.models import Entry, Participation
from competitions.selectors.public import naming
from dancers.models import User
from notifications.models import NoticeKind
from notifications.services import outbox
from notifications.services.outbox import Recipient

_KINDS = {
    Entry.Status.ACCEPTED.value: NoticeKind.ENTRY_ACCEPTED.value,
    Entry.Status.WAITLISTED.value: NoticeKind.ENTRY_WAITLISTED.value,
    Entry.Status.REFUSED.value: NoticeKind.ENTRY_REFUSED.value,
}


def readers_of(participation: Participation) -> list[Recipient]:
    """Return who hears about the participation: the academy's managers, or the dancer alone."""
    users = User.objects.filter(is_active=True).order_by("pk")
    if participation.academy_id is not None:
        users = users.filter(academy_managers__academy_id=participation.academy_id)
    else:
        users = users.filter(person=participation.person)
    return [Recipient(address=user.email, language=user.language, user_key=str(user.pk)) for user in users]


def portal_path(participation: Participation) -> str:
    """Return the address of the entries in the portal, with the place for the reader's language."""
    party = f"academy/{participation.academy.slug}" if participation.academy else "me"
    return f"/{{lang}}/portal/{party}/festivals/{participation.festival.slug}/"


def tell_state(entry: Entry) -> None:
    """Owe the letter about the state the entry is in now; a state that needs no letter owes none."""
    kind = _KINDS.get(entry.status)
    if kind is None:
        return
    competition = entry.competition
    outbox.owe(
        kind=kind,
        dedupe_key=f"entry:{entry.pk}:{entry.status}:{entry.status_at.isoformat()}",
        recipients=readers_of(entry.participation),
        subject_kind="entry",
        subject_id=entry.pk,
        payload={
            "url_path": portal_path(entry.participation),
            "festival": competition.festival.titles(),
            "competition": competition.titles(),
            "entry": naming.names_for_letters([entry], timezone.now().astimezone(competition.festival.zone).date())[
                entry.pk
            ],
            "academy": entry.academy_name,
            "reason": entry.status_reason,
        },
    )


def tell_decision(participation: Participation) -> None:
    """Owe the letter that the participation was approved or refused."""
    is_approved = participation.status == Participation.Status.APPROVED
    kind = NoticeKind.PARTICIPATION_APPROVED if is_approved else NoticeKind.PARTICIPATION_REFUSED
    assert participation.decided_at is not None
    outbox.owe(
        kind=kind.value,
        dedupe_key=f"participation:{participation.pk}:{participation.status}:{participation.decided_at.isoformat()}",
        recipients=readers_of(participation),
        subject_kind="participation",
        subject_id=participation.pk,
        payload={
            "url_path": portal_path(participation),
            "festival": participation.festival.titles(),
            "academy": participation.academy.name if participation.academy else "",
            "person": participation.person.full_name if participation.person else "",
            "reason": participation.reason,
        },
    )
