"""Judges' comments: a seat's own for the judge, and an entry's for its academy once the result is released."""

from dataclasses import dataclass

from django.utils import timezone

from competitions.models import Entry, JudgeAppointment, JudgeComment, PanelSeat, Release, RoundEntry
from competitions.selectors import portions
from competitions.selectors.public import visibility


@dataclass(frozen=True, slots=True)
class CommentRow:
    """One entry of the judge's round by its number, and what the judge wrote."""

    entry: RoundEntry
    number: str
    text: str


def own_seat(appointment: JudgeAppointment, pk: int) -> PanelSeat | None:
    """The seat, when the judge sits in it now."""
    rows = PanelSeat.objects.select_related("round__competition__festival")
    return rows.filter(pk=pk, occupancies__appointment=appointment, occupancies__valid_to__isnull=True).first()


def rows_of(seat: PanelSeat) -> list[CommentRow]:
    """Every entry of the seat's floor in order, with the comment; three queries."""
    entries = portions.entries_for(seat)
    labels = portions.labels_of(entries)
    texts = dict(JudgeComment.objects.filter(seat=seat).values_list("round_entry_id", "text"))
    return [CommentRow(entry, labels[entry.pk], texts.get(entry.pk, "")) for entry in entries]


def for_academy(entry: Entry) -> list[JudgeComment]:
    """The comments on an entry, by round and seat; none before the result is out, and none while it is under review."""
    releases = Release.objects.filter(competition=entry.competition_id).select_related("state").order_by("-number")
    newest = releases.first()
    if newest is None or not visibility.is_out(newest, timezone.now()) or visibility.is_retracted(newest):
        return []
    rows = JudgeComment.objects.filter(round_entry__source_rows__entry=entry).select_related("seat__round")
    return list(rows.order_by("seat__round__position", "seat__letter", "pk"))
