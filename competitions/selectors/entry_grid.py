"""The grid of a party's dancers × a festival's competitions: who is in, who may, who may not and why, who waits."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext as _

from competitions.models import Competition, Entry, Participation
from competitions.selectors import eligibility, entry_window, numbers
from competitions.selectors.standing import STANDING
from dancers.models import Person
from dancers.models.titles import in_language
from dancers.selectors import ages
from events.models import Festival

Status = Entry.Status
PAIRS = (Competition.Size.DUO, Competition.Size.COUPLE)


@dataclass(frozen=True, slots=True)
class Column:
    """One competition at the head of the grid."""

    competition: Competition
    division: str
    taken: int
    closed: str

    @property
    def is_full(self) -> bool:
        return self.competition.capacity is not None and self.taken >= self.competition.capacity

    @property
    def places_text(self) -> str:
        """How many places are used, of how many where there is a limit."""
        if self.competition.capacity is None:
            return str(self.taken)
        return _("%(taken)s of %(capacity)s") % {"taken": self.taken, "capacity": self.competition.capacity}


@dataclass(frozen=True, slots=True)
class Cell:
    """One dancer in one competition. `leads_to` says which page a press opens: entry, enter, birth_date or nothing."""

    state: str
    text: str
    label: str
    leads_to: str = ""
    competition: Competition | None = None
    person: Person | None = None
    entry: Entry | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One dancer with a cell for every column."""

    person: Person
    age: int | None
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class Entries:
    """The party's entries of a festival with what the grid asks of them."""

    rows: list[Entry]
    labels: dict[int, str]
    queue: dict[int, int]
    by_cell: dict[tuple[int, int], Entry] = field(default_factory=dict)


def shown_competitions(festival: Festival) -> QuerySet[Competition]:
    """Return the competitions that a party may know of, in the festival's order."""
    known = Competition.objects.filter(festival=festival).exclude(
        status__in=[Competition.Status.DRAFT, Competition.Status.CANCELLED]
    )
    return known.select_related("festival", "style").order_by("position", "pk")


def load_columns(competitions: Iterable[Competition], now: datetime) -> list[Column]:
    """Return the columns; one query for all the places that are used."""
    rows = list(competitions)
    held = Entry.objects.filter(competition__in=rows).holding_a_place()
    taken = dict(held.values_list("competition_id").annotate(Count("pk")).order_by())
    return [Column(c, in_language(c, "division"), taken.get(c.pk, 0), entry_window.why_closed(c, now)) for c in rows]


def load_entries(participation: Participation | None) -> Entries:
    """Return the party's entries that stand, or were refused, with members, numbers and places in the queue: four queries."""
    if participation is None:
        return Entries([], {}, {})
    own = Entry.objects.filter(participation=participation).exclude(status=Status.WITHDRAWN)
    rows = list(
        own.select_related("competition__festival")
        .prefetch_related("members__person")
        .order_by("competition__position", "pk")
    )
    loaded = Entries(rows, numbers.labels_for(rows), places_in_queue(rows))
    for entry in rows:
        for member in entry.members.all():
            key = (member.person_id, entry.competition_id)
            if member.valid_to is None and (entry.status in STANDING or key not in loaded.by_cell):
                loaded.by_cell[key] = entry
    return loaded


def places_in_queue(entries: Sequence[Entry]) -> dict[int, int]:
    """Return for each waiting entry how far from the front of its competition's queue it is, the first being 1."""
    contests = {entry.competition_id for entry in entries if entry.status == Status.WAITLISTED}
    waiting = Entry.objects.filter(competition_id__in=contests, status=Status.WAITLISTED)
    place = Window(RowNumber(), partition_by="competition_id", order_by="pk")
    return dict(waiting.annotate(place=place).values_list("pk", "place")) if contests else {}


def grid_rows(
    persons: Iterable[Person],
    columns: Sequence[Column],
    entries: Entries,
    participation: Participation | None,
    *,
    is_alone: bool = False,
) -> list[Row]:
    """Return one row for each person; no query. `is_alone`: a dancer without an academy has nobody to dance with here."""
    return [
        Row(
            person=person,
            age=_age(columns, person),
            cells=[_cell(person, column, entries, participation, is_alone) for column in columns],
        )
        for person in persons
    ]


def _age(columns: Sequence[Column], person: Person) -> int | None:
    if person.birth_date is None or not columns:
        return None
    return ages.age_on(person.birth_date, columns[0].competition.festival.starts_on)


def _cell(
    person: Person, column: Column, entries: Entries, participation: Participation | None, is_alone: bool
) -> Cell:
    competition = column.competition
    entry = entries.by_cell.get((person.pk, competition.pk))
    if entry is not None and (entry.status in STANDING or column.closed):
        return _entry_cell(person, competition, entry, entries)
    reason = _reason_against(person, column, participation, is_alone)
    if reason is not None:
        return reason
    words = {"person": person.full_name, "competition": competition.title}
    if entry is not None:
        label = _("%(person)s was refused in %(competition)s; read why or enter again") % words
        return Cell("not", _("refused"), label, "entry", competition, person, entry)
    if column.is_full:
        label = _("Put %(person)s on the waiting list of %(competition)s; all places are taken") % words
        return Cell("may", _("full"), label, "enter", competition, person)
    return Cell("may", "", _("Enter %(person)s in %(competition)s") % words, "enter", competition, person)


def _reason_against(person: Person, column: Column, participation: Participation | None, is_alone: bool) -> Cell | None:
    competition = column.competition
    words = {"person": person.full_name, "competition": competition.title}
    if column.closed:
        return Cell("not", _("closed"), column.closed)
    if participation is not None and participation.status == Participation.Status.REFUSED:
        return Cell("not", "–", _("%(person)s cannot enter %(competition)s: no leave to take part") % words)
    if is_alone and competition.size != Competition.Size.SOLO:
        return Cell("not", _("no pair"), _("%(competition)s is for several dancers; an academy enters them") % words)
    refusal = eligibility.refusal_by_age(competition, person)
    if refusal and person.birth_date is None:
        return Cell("wait", _("date?"), refusal, "birth_date", competition, person)
    if refusal:
        return Cell("not", _("age"), refusal)
    if participation is None:
        return Cell("may", "", _("%(person)s may dance in %(competition)s") % words)
    return None


def _entry_cell(person: Person, competition: Competition, entry: Entry, entries: Entries) -> Cell:
    number = entries.labels.get(entry.pk, "")
    states = {
        Status.ACCEPTED.value: ("in", number or _partner(person, competition, entry), _("entered")),
        Status.SUBMITTED.value: ("wait", _("sent"), _("sent in, waits for the organiser")),
        Status.WAITLISTED.value: (
            "wait",
            _("wait %(place)s") % {"place": entries.queue.get(entry.pk, "")},
            _("on the waiting list"),
        ),
        Status.REFUSED.value: ("not", _("refused"), _("refused")),
    }
    state, text, said = states[entry.status]
    label = f"{person.full_name}, {competition.title}: {said}"
    if number:
        label += ", " + _("number %(number)s") % {"number": number}
    return Cell(state, text, label, "entry", competition, person, entry)


def _partner(person: Person, competition: Competition, entry: Entry) -> str:
    """Return the first name of the other one of a pair; empty for solos and groups."""
    if competition.size not in PAIRS:
        return ""
    others = [member.person.given_name for member in entry.members.all() if member.person_id != person.pk]
    return others[0] if others else ""
