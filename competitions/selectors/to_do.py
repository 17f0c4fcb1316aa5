"""What an academy, or a dancer alone, should do next: the most urgent first, each with one act."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from competitions.models import Entry, Participation
from competitions.selectors import roster
from competitions.selectors.portal import Deadline, FestivalRow, Party
from dancers.models import Person

NAMED = 3


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do. `page` and `key` say where: a festival's slug, a dancer's public id, or nothing."""

    icon: str
    title: str
    note: str
    act: str = ""
    page: str = ""
    key: str = ""


def tasks(party: Party, rows: list[FestivalRow], dancer_count: int) -> list[Task]:
    """Return everything that is open, in the order in which it presses."""
    if dancer_count == 0:
        return [
            Task(
                "person",
                _("Add your first dancer"),
                _("Names and birth dates are seen by you and the organisers only."),
                _("Add a dancer"),
                "dancer_add",
            )
        ]
    found = [task for row in rows if (task := _festival_task(row)) is not None]
    return [*found, *birth_date_tasks(party), *_waiting_tasks(party)]


def _festival_task(row: FestivalRow) -> Task | None:
    festival, asked = row.festival, row.participation
    note = tell_deadline(row.deadline)
    if asked is None:
        title = _("Ask to take part in %(festival)s") % {"festival": festival.title}
        return Task("calendar", title, note, _("Look and ask"), "festival", festival.slug)
    if asked.status == Participation.Status.REFUSED:
        title = _("%(festival)s has refused your participation") % {"festival": festival.title}
        return Task("warn", title, asked.reason, _("Read"), "festival", festival.slug)
    if row.entry_count == 0 and row.open_count:
        title = _("Enter dancers in %(festival)s") % {"festival": festival.title}
        return Task("calendar", title, note, _("Enter dancers"), "festival", festival.slug)
    return None


def tell_deadline(deadline: Deadline | None) -> str:
    """Return the sentence about the next deadline."""
    if deadline is None:
        return _("Entries are open.")
    if deadline.days <= 0:
        return _("Entries close today: %(time)s.") % {"time": deadline.text}
    return ngettext(
        "Entries close in %(days)s day: %(time)s.", "Entries close in %(days)s days: %(time)s.", deadline.days
    ) % {"days": deadline.days, "time": deadline.text}


def birth_date_tasks(party: Party) -> list[Task]:
    """Return a task for each missing birth date, or one for all of them when there are many."""
    missing = list(roster.without_birth_date(party)[: NAMED + 1])
    if len(missing) > NAMED:
        count = roster.without_birth_date(party).count()
        title = ngettext("%(count)s dancer has no birth date", "%(count)s dancers have no birth date", count)
        note = _("Without it they cannot enter competitions of an age division.")
        return [Task("calendar", title % {"count": count}, note, _("See who"), "missing")]
    return [_birth_date_task(person) for person in missing]


def _birth_date_task(person: Person) -> Task:
    return Task(
        "calendar",
        _("Add the birth date of %(person)s") % {"person": person.full_name},
        _("Without it the age division is unknown, and competitions of an age division stay closed."),
        _("Add date"),
        "dancer",
        person.public_id,
    )


def _waiting_tasks(party: Party) -> list[Task]:
    """Tell who waits for the organiser or for a place: nothing to press, but nothing to wonder about."""
    waiting = Entry.objects.filter(
        participation__in=party.participations(),
        status=Entry.Status.WAITLISTED,
        competition__status__in=["open", "closed"],
    )
    rows = list(waiting.select_related("competition__festival").order_by("pk")[:NAMED])
    return [
        Task(
            "clock",
            _("%(entry)s waits for a place in %(competition)s")
            % {"entry": entry.display_name, "competition": entry.competition.title},
            _("Whoever entered first moves up first. You are told by letter."),
            _("See"),
            "festival",
            entry.competition.festival.slug,
        )
        for entry in rows
    ]
