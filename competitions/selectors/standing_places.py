"""Who stands in a round, by the entries behind each place: a drawn couple has two, everybody else one.

The entries of a place together are its *unit*: what goes from round to round, whatever the place's id is there.
"""

from collections.abc import Iterable, Sequence

from competitions.models import Entry, Round, RoundEntry, RoundEntrySource, RoundLink

# The entries behind one place with their roles, in the order leader, follower.
Unit = tuple[tuple[int, str], ...]
_ROLES = {"whole": 0, "leader": 1, "follower": 2}


def units_of(places: Iterable[int]) -> dict[int, Unit]:
    """The unit of each place (an id of a RoundEntry); one query."""
    found: dict[int, list[tuple[int, str]]] = {}
    rows = RoundEntrySource.objects.filter(round_entry__in=list(places)).order_by("pk")
    for place, entry, role in rows.values_list("round_entry_id", "entry_id", "role"):
        found.setdefault(place, []).append((entry, role))
    return {place: tuple(sorted(unit, key=lambda one: (_ROLES[one[1]], one[0]))) for place, unit in found.items()}


def entries_of(places: Iterable[int]) -> set[int]:
    """The entries that stand behind these places."""
    rows = RoundEntrySource.objects.filter(round_entry__in=list(places))
    return set(rows.values_list("entry_id", flat=True))


def drawn_by(link: RoundLink) -> list[RoundEntry]:
    """The places of the following round that came by this link."""
    return list(RoundEntry.objects.filter(round=link.to_round_id, via_link=link).order_by("order", "pk"))


def no_longer_recalled(round_: Round) -> list[RoundEntry]:
    """Places that were drawn and left again, kept for the decisions about them; the round is danced without them."""
    return list(round_.round_entries.filter(origin=RoundEntry.Origin.RECALLED, via_link__isnull=True).order_by("pk"))


def in_number_order(units: Sequence[Unit]) -> list[Unit]:
    """The units by the (first) number on their backs; one without a number comes last."""
    ids = {entry for unit in units for entry, _role in unit}
    rows = Entry.objects.filter(pk__in=ids, numbers__valid_to__isnull=True).values_list("pk", "numbers__sort_key")
    keys = {pk: key for pk, key in rows if key is not None}
    last = 2**31
    return sorted(units, key=lambda unit: (min((keys.get(entry, last) for entry, _role in unit), default=last), unit))
