"""Who a user enters dancers for (an academy, or themself), and which festivals concern them. Others' are never found."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from competitions.models import Competition, Entry, Participation
from competitions.permissions import registration as rights
from competitions.selectors import entry_window
from competitions.selectors.standing import STANDING
from dancers.models import Academy, Person
from dancers.permissions import Visitor, is_known
from dancers.selectors import academies, people
from events.models import Festival, FestivalStatus


@dataclass(frozen=True, slots=True)
class Party:
    """One who takes part: an academy with its roster, or a dancer without one. `key` is its part of the address."""

    key: str
    name: str
    city: str
    academy: Academy | None = None
    person: Person | None = None

    def dancers(self, text: str = "") -> QuerySet[Person]:
        """Return those whom the party may enter, sorted by name."""
        if self.academy is not None:
            return people.people_of_academy(self.academy, text=text)
        own = Person.objects.current().filter(pk__in=[self.person.pk] if self.person else [])
        return people.search(own, text).order_by("pk")

    def participations(self) -> QuerySet[Participation]:
        """Return the party's participations with their festivals."""
        own = Participation.objects.filter(academy=self.academy, person=self.person)
        return own.select_related("festival", "academy", "person")


def party_of_academy(academy: Academy) -> Party:
    """Return the academy as a party."""
    return Party(f"academy/{academy.slug}", academy.name, academy.city, academy=academy)


def party_of_person(person: Person) -> Party:
    """Return the dancer as a party."""
    return Party("me", person.full_name, person.city, person=person)


def parties_of(user: Visitor) -> list[Party]:
    """Return everything the user may enter for: their academies by name, then themself."""
    if not is_known(user):
        return []
    found = [party_of_academy(academy) for academy in academies.academies_of(user)]
    return [*found, party_of_person(user.person)] if user.person else found


def find_party(user: Visitor, key: str) -> Party | None:
    """Return the party with this key if it is the user's; None for another's and for one that does not exist."""
    if not is_known(user):
        return None
    if key == "me":
        return party_of_person(user.person) if user.person else None
    academy = Academy.objects.filter(slug=key.removeprefix("academy/")).first()
    if academy is None or not rights.can_act_for_academy(user, academy):
        return None
    return party_of_academy(academy)


@dataclass(frozen=True, slots=True)
class Deadline:
    """When entries close next: in how many days (0 is today), and in words with the zone."""

    days: int
    text: str


@dataclass(frozen=True, slots=True)
class FestivalRow:
    """A festival as the party sees it: whether it asked, how many entries it has, when the next deadline is."""

    festival: Festival
    participation: Participation | None
    entry_count: int
    waiting_count: int
    open_count: int
    deadline: Deadline | None


def festival_rows(party: Party, now: datetime) -> list[FestivalRow]:
    """Return the festivals that take entries now or in which the party takes part, not over yet, soonest first."""
    asked = {row.festival_id: row for row in party.participations()}
    festivals = Festival.objects.filter(status=FestivalStatus.PUBLISHED, ends_on__gte=now.date() - timedelta(days=1))
    open_now = _open_competitions(now)
    counts = _entry_counts(row.pk for row in asked.values())
    rows = []
    for festival in festivals.order_by("starts_on", "pk"):
        participation, contests = asked.get(festival.pk), open_now.get(festival.pk, [])
        if participation is None and not contests:
            continue
        entered, waiting = counts.get(participation.pk, (0, 0)) if participation else (0, 0)
        deadline = next_deadline(festival, contests, now)
        rows.append(FestivalRow(festival, participation, entered, waiting, len(contests), deadline))
    return rows


def _open_competitions(now: datetime) -> dict[int, list[Competition]]:
    """Return by festival the competitions that take entries at this moment."""
    found: dict[int, list[Competition]] = {}
    for competition in Competition.objects.filter(status=Competition.Status.OPEN).select_related("festival"):
        if entry_window.is_open(competition, now):
            found.setdefault(competition.festival_id, []).append(competition)
    return found


def next_deadline(festival: Festival, open_now: Iterable[Competition], now: datetime) -> Deadline | None:
    """Return the nearest deadline of the competitions that take entries; None when none of them has one."""
    closes_at = min(filter(None, map(entry_window.closes_at, open_now)), default=None)
    if closes_at is None:
        return None
    days = (closes_at.astimezone(festival.zone).date() - now.astimezone(festival.zone).date()).days
    return Deadline(days, entry_window.tell_time(festival, closes_at))


def _entry_counts(participation_ids: Iterable[int]) -> dict[int, tuple[int, int]]:
    standing = Entry.objects.filter(participation_id__in=list(participation_ids), status__in=STANDING)
    waits = Count("pk", filter=Q(status=Entry.Status.WAITLISTED))
    counted = standing.values("participation_id").annotate(total=Count("pk"), waits=waits).order_by()
    return {row["participation_id"]: (row["total"], row["waits"]) for row in counted}


def state_of(participation: Participation | None) -> tuple[str, str, str]:
    """Return kind, words and icon of the chip that tells the participation's state."""
    if participation is None:
        return "info", _("entries open"), "calendar"
    return {
        Participation.Status.PENDING.value: ("warn", _("waiting for the organiser"), "clock"),
        Participation.Status.APPROVED.value: ("good", _("taking part"), "check"),
        Participation.Status.REFUSED.value: ("bad", _("refused"), "cross"),
    }[participation.status]
