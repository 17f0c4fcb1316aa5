"""Names for the keys of a round's documents: numbers on backs, display names and dance titles, for officials' eyes."""

from dataclasses import dataclass

from competitions.models import Entry, Round, RoundEntrySource
from competitions.selectors import portions


@dataclass(frozen=True, slots=True)
class RoundNames:
    """By document key (text): what people call an entry and a dance."""

    entries: dict[str, str]
    numbers: dict[str, str]
    dances: dict[str, str]


def names_in(round_: Round) -> RoundNames:
    """Names and numbers of everybody in the round, and the titles of its dances; three queries. A drawn couple has two names."""
    rows = RoundEntrySource.objects.filter(round_entry__round=round_).order_by("-role", "pk")
    names: dict[int, str] = {}
    for key, name in rows.values_list("round_entry_id", "entry__display_name"):
        names[key] = f"{names[key]} – {name}" if key in names else name
    labels = portions.labels_of(list(names))
    return RoundNames(
        entries={str(key): name for key, name in names.items()},
        numbers={str(key): label for key, label in labels.items()},
        dances={str(part.pk): part.title for part in round_.parts.all()},
    )


def entry_of_places(round_: Round) -> dict[int, Entry]:
    """The entry behind each place of the round, by RoundEntry id (a drawn couple: its first source)."""
    rows = RoundEntrySource.objects.filter(round_entry__round=round_).select_related("entry").order_by("-pk")
    return {row.round_entry_id: row.entry for row in rows}
