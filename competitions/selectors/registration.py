"""What the registrar decides on: who asks to take part, how full each competition is, and its entries."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Case, Count, Q, QuerySet, When

from competitions.models import Competition, Entry, EntryMember, NumberAssignment, Participation, Round
from competitions.selectors import eligibility, entry_grid, numbers
from competitions.selectors.standing import STANDING
from dancers.selectors import folding
from events.models import Festival

Status = Entry.Status
# What waits for a decision stands first, what is over last.
_ORDER = Case(
    When(status=Status.SUBMITTED, then=0),
    When(status=Status.WAITLISTED, then=1),
    When(status=Status.ACCEPTED, then=2),
    default=3,
)


def participations(festival: Festival) -> QuerySet[Participation]:
    """Return who asked to take part: those that wait first, each with its number of entries that stand."""
    standing = Count("entries", filter=Q(entries__status__in=STANDING))
    pending_first = Case(When(status=Participation.Status.PENDING, then=0), default=1)
    rows = Participation.objects.filter(festival=festival).select_related("academy", "person", "asked_by")
    return rows.annotate(entry_count=standing).order_by(pending_first, "asked_at", "pk")


def competitions(festival: Festival) -> QuerySet[Competition]:
    """Return the festival's competitions with how many entries are accepted, sent in and waiting."""
    return (
        Competition.objects.filter(festival=festival)
        .select_related("festival")
        .annotate(
            accepted_count=Count("entries", filter=Q(entries__status=Status.ACCEPTED)),
            submitted_count=Count("entries", filter=Q(entries__status=Status.SUBMITTED)),
            waiting_count=Count("entries", filter=Q(entries__status=Status.WAITLISTED)),
        )
        .order_by("position", "pk")
    )


def entries_of(competition: Competition, text: str = "") -> QuerySet[Entry]:
    """Return the competition's entries, what waits for a decision first; searched by dancer or by number."""
    rows = Entry.objects.filter(competition=competition).select_related(
        "competition__festival", "participation", "starts_in"
    )
    words = text.strip()
    if words.isdecimal():
        worn = NumberAssignment.objects.filter(label=words, valid_to__isnull=True, entry__competition=competition)
        rows = rows.filter(pk__in=worn.values("entry_id"))
    else:
        for word in folding.fold(words).split():
            named = EntryMember.objects.filter(person__search_key__contains=word)
            rows = rows.filter(pk__in=named.values("entry_id"))
    return rows.prefetch_related("members__person").order_by(_ORDER, "pk")


@dataclass(frozen=True, slots=True)
class EntryRow:
    """An entry with its number, its place in the queue, and each dancer with the age that counts here."""

    entry: Entry
    number: str
    place: int | None
    dancers: list[tuple[str, int | None]]
    role: str = ""

    @property
    def can_accept(self) -> bool:
        return self.entry.status in (Status.SUBMITTED, Status.WAITLISTED, Status.REFUSED)

    @property
    def is_standing(self) -> bool:
        return self.entry.status in STANDING

    @property
    def can_wear_number(self) -> bool:
        return self.entry.status == Status.ACCEPTED


def entry_rows(entries: Iterable[Entry]) -> list[EntryRow]:
    """Return the entries as rows: two queries for all of them."""
    rows = list(entries)
    labels, queue = numbers.labels_for(rows), entry_grid.places_in_queue(rows)
    return [
        EntryRow(entry, labels.get(entry.pk, ""), queue.get(entry.pk), _dancers(entry), _role(entry)) for entry in rows
    ]


def later_rounds(competition: Competition) -> list[Round]:
    """The rounds in which a seeded entry may begin: those that others lead to. None once judging has begun."""
    rows = list(competition.rounds.order_by("position", "pk").prefetch_related("links_in"))
    if any(row.opened_at for row in rows):
        return []
    return [row for row in rows if row.links_in.all()]


def _role(entry: Entry) -> str:
    """Leader or follower, where couples are drawn; empty elsewhere."""
    if not entry.competition.drawn_couples:
        return ""
    member = next((member for member in entry.members.all() if member.valid_to is None), None)
    return member.get_role_display() if member else ""


def _dancers(entry: Entry) -> list[tuple[str, int | None]]:
    members = sorted((m for m in entry.members.all() if m.valid_to is None), key=lambda m: (m.position, m.pk))
    return [
        (
            member.person.full_name,
            eligibility.age_of(entry.competition, member.person.birth_date) if member.person.birth_date else None,
        )
        for member in members
    ]
