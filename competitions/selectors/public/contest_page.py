"""A competition before and beside its result: what it is, its rounds, and who is entered."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from competitions.models import Competition, Entry, NumberAssignment, Round
from competitions.selectors import entry_window
from competitions.selectors.public import dates, naming, result_rows, visibility
from competitions.selectors.public.festival_page import Fact
from competitions.selectors.public.naming import Partner


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One accepted entry."""

    number: str
    names: tuple[Partner, ...]
    from_line: str


@dataclass(frozen=True, slots=True)
class RoundRow:
    title: str
    note: str
    state: str
    state_kind: str


@dataclass(frozen=True, slots=True)
class ContestPage:
    """Everything on a competition's page."""

    lead: str
    state: str
    state_kind: str
    result_url: str
    facts: tuple[Fact, ...]
    rounds: tuple[RoundRow, ...]
    entries: tuple[EntryRow, ...]
    tags: tuple[str, ...]


def find(festival_slug: str, slug: str) -> Competition | None:
    """Return the announced competition at that address."""
    rows = Competition.objects.public().filter(festival__slug=festival_slug, slug=slug)
    return rows.select_related("festival", "section", "style").first()


def page(competition: Competition, now: datetime) -> ContestPage:
    """Return the page; six queries at most, whatever the number of entries."""
    worn = NumberAssignment.objects.filter(entry__competition=competition, valid_to__isnull=True)
    labels = {entry: (key, label) for entry, key, label in worn.values_list("entry_id", "sort_key", "label")}
    accepted = competition.entries.filter(status=Entry.Status.ACCEPTED).select_related("academy")
    entries = sorted(accepted, key=lambda row: (*labels.get(row.pk, (2**31, "")), row.display_name, row.pk))
    members = naming.members_by_entry(row.pk for row in entries)
    today = now.astimezone(competition.festival.zone).date()
    names = naming.name_entries(entries, members, {competition.pk: competition.size}, today)
    rounds = list(competition.rounds.prefetch_related("parts").order_by("position", "pk"))
    is_released = visibility.current_releases(now).filter(competition=competition).exists()
    state, kind = _state(competition, now, is_released=is_released)
    persons = {person.pk for group in members.values() for person in group}
    return ContestPage(
        lead=" · ".join(part for part in (competition.style.title, competition.level) if part),
        state=state,
        state_kind=kind,
        result_url=result_rows.competition_url(competition, "result") if is_released else "",
        facts=_facts(competition, now, len(entries)),
        rounds=tuple(_round_row(row) for row in rounds),
        entries=tuple(EntryRow(labels.get(row.pk, (0, ""))[1], names[row.pk].partners, _from(row)) for row in entries),
        tags=(
            f"competition:{competition.pk}",
            f"festival:{competition.festival_id}",
            *naming.person_tags(persons),
        ),
    )


def _from(entry: Entry) -> str:
    name = entry.academy_name or (entry.academy.name if entry.academy else "")
    return ", ".join(part for part in (name, entry.academy.city if entry.academy else "") if part)


def _state(competition: Competition, now: datetime, *, is_released: bool) -> tuple[str, str]:
    if is_released:
        return _("Result is out"), "good"
    if competition.status == Competition.Status.CANCELLED:
        return _("Cancelled"), "bad"
    if competition.status == Competition.Status.RUNNING:
        return _("Being judged"), "info"
    return (_("Entries open"), "info") if entry_window.is_open(competition, now) else (_("Entries closed"), "")


def _facts(competition: Competition, now: datetime, count: int) -> tuple[Fact, ...]:
    rows = [Fact(_("Size"), competition.get_size_display())]
    ages = _ages(competition)
    if ages:
        rows.append(Fact(_("Age"), ages))
    entered = result_rows.count_entries(competition.size, count) if count else _("none yet")
    if competition.capacity:
        entered = _("%(entered)s of %(capacity)s places") % {"entered": entered, "capacity": competition.capacity}
    rows.append(Fact(_("Entered"), entered))
    deadline = entry_window.closes_at(competition)
    if deadline is not None and competition.status == Competition.Status.OPEN:
        term = _("Entries close") if deadline > now else _("Entries closed")
        rows.append(Fact(term, dates.moment(deadline, competition.festival)))
    return tuple(rows)


def _ages(competition: Competition) -> str:
    youngest, oldest = competition.age_min, competition.age_max
    if youngest is not None and oldest is not None:
        return f"{youngest}–{oldest}"
    if youngest is not None:
        return _("from %(age)s") % {"age": youngest}
    return _("up to %(age)s") % {"age": oldest} if oldest is not None else ""


def _round_row(row: Round) -> RoundRow:
    states = {"planned": (_("planned"), ""), "open": (_("being judged"), "info"), "closed": (_("danced"), "")}
    dances = ", ".join(part.title for part in sorted(row.parts.all(), key=lambda part: part.position))
    return RoundRow(row.title, dances, *states[row.status])
