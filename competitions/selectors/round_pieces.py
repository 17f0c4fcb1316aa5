"""What each round asks of an entry (konkurs rounds differ), and the piece that it dances there."""

from dataclasses import dataclass

from competitions.models import Entry, Piece, Round


@dataclass(frozen=True, slots=True)
class Asked:
    """One round: its requirements, and the entry's piece for it."""

    round: Round
    requirements: tuple[str, ...]
    piece: Piece | None

    @property
    def may_change(self) -> bool:
        """Whether the piece may still be written."""
        return self.round.status == Round.Status.PLANNED


def asked_of(entry: Entry, *, always: bool = False) -> list[Asked]:
    """The rounds that ask for something, or for which the entry has a piece of its own (`always`: every round); three queries."""
    pieces = {piece.round_id: piece for piece in entry.pieces.filter(round__isnull=False).order_by("pk")}
    rounds = Round.objects.filter(competition=entry.competition_id).prefetch_related("parts")
    found = []
    for row in rounds.order_by("position", "pk"):
        parts = sorted(row.parts.all(), key=lambda part: (part.position, part.pk))
        words = tuple(part.requirement for part in parts if part.requirement)
        if words or row.pk in pieces or always:
            found.append(Asked(row, words, pieces.get(row.pk)))
    return found
