"""What the public reads of an entry: partners one by one, surname apart, children shortened, a group by its own name."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from competitions.models import Competition, Entry, EntryMember
from dancers.models import Person
from dancers.selectors import names

# Sizes whose dancers are named one by one; larger ones go by their own name.
NAMED_SIZES = (Competition.Size.SOLO, Competition.Size.DUO, Competition.Size.COUPLE)


@dataclass(frozen=True, slots=True)
class Partner:
    """One line of an entry's name: the given name, the rest (surname or initial), and the dancer's page."""

    given: str
    rest: str
    url: str = ""

    @property
    def text(self) -> str:
        return f"{self.given} {self.rest}".strip()


@dataclass(frozen=True, slots=True)
class EntryName:
    """An entry as it is called: line by line, in short for tables ("Brandt"), and for sentences ("Brandt – Weber").

    `persons` are those whose consent or rename changes it.
    """

    partners: tuple[Partner, ...]
    short: str
    pair: str
    persons: tuple[int, ...]


def partner_of(person: Person, public: str) -> Partner:
    """Return the line of one person; `public` is the public name."""
    rest = public[len(person.given_name) :].strip() if public.startswith(person.given_name) else ""
    given = person.given_name if rest or public == person.given_name else public
    return Partner(given, rest, reverse("public:dancer", args=[person.public_id]))


def members_by_entry(entry_ids: Iterable[int]) -> dict[int, list[Person]]:
    """Return the dancers of each entry in their order; one query."""
    members = (
        EntryMember.objects.filter(entry_id__in=list(entry_ids), valid_to__isnull=True)
        .exclude(role=EntryMember.Role.SUBSTITUTE)
        .select_related("person")
        .order_by("position", "pk")
    )
    found: dict[int, list[Person]] = {}
    for member in members:
        found.setdefault(member.entry_id, []).append(member.person)
    return found


def name_entries(
    entries: Iterable[Entry], members: Mapping[int, Sequence[Person]], size_of: Mapping[int, str], today: date
) -> dict[int, EntryName]:
    """Return what each entry is called; one query (for the consents of minors), whatever the number."""
    rows = list(entries)
    public = names.public_names([person for row in rows for person in members.get(row.pk, ())], today)
    return {row.pk: _name(row, members.get(row.pk, ()), size_of[row.competition_id], public) for row in rows}


def names_for_letters(entries: Iterable[Entry], today: date) -> dict[int, str]:
    """Return what a letter calls each entry: every dancer by the public name, because a letter leaves the house.

    Three queries, whatever the number of entries.
    """
    rows = list(entries)
    sizes = dict(Competition.objects.filter(pk__in={row.competition_id for row in rows}).values_list("pk", "size"))
    named = name_entries(rows, members_by_entry(row.pk for row in rows), sizes, today)
    return {pk: ", ".join(partner.text for partner in name.partners) for pk, name in named.items()}


def _name(entry: Entry, persons: Sequence[Person], size: str, public: Mapping[int, str]) -> EntryName:
    partners = tuple(partner_of(person, public[person.pk]) for person in persons)
    ids = tuple(person.pk for person in persons)
    if not partners or (size not in NAMED_SIZES and not _gives_away(entry, persons, public)):
        own = entry.display_name if partners or size not in NAMED_SIZES else _("name not public")
        return EntryName((Partner(own, ""),), own, own, ids)
    if len(partners) == 1:
        only = partners[0]
        return EntryName(partners, only.rest if len(only.rest) > 2 else only.text, only.text, ids)
    lasts = [partner.rest if len(partner.rest) > 2 else partner.text for partner in partners]
    return EntryName(partners, lasts[0], " – ".join(lasts), ids)


def _gives_away(entry: Entry, persons: Sequence[Person], public: Mapping[int, str]) -> bool:
    """Whether a group's own name holds the surname of a child whose surname is not public."""
    hidden = [person for person in persons if public[person.pk] != person.full_name and person.family_name]
    return any(person.family_name.casefold() in entry.display_name.casefold() for person in hidden)


def places(place_from: int | None, place_to: int | None) -> str:
    """Return "3", or "9–10" for a shared place, or a dash where there is none."""
    if place_from is None:
        return "–"
    return str(place_from) if place_to in (None, place_from) else f"{place_from}–{place_to}"


def person_tags(ids: Iterable[int]) -> tuple[str, ...]:
    """Return the tags of the people whom a page names: a consent that ends must reach every one of them."""
    return tuple(f"person:{pk}" for pk in sorted(set(ids)))
