"""A judge's words to an entry: kept with the seat, read by the entry's academy after the release and by nobody else."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from competitions.models import JudgeAppointment, JudgeComment, PanelSeat, Round, RoundEntry
from competitions.models.words import COMMENT_LENGTH
from dancers.errors import NotAllowed, RuleRefused


def write_comment(*, appointment: JudgeAppointment, seat: PanelSeat, round_entry: RoundEntry, text: str) -> None:
    """Keep, change or (with an empty text) take away the comment of a judge on an entry.

    Refused: a seat that the judge does not hold, an entry of another round, a round that is not open, a text too long.
    """
    if not seat.occupancies.filter(appointment=appointment, valid_to__isnull=True).exists():
        raise NotAllowed(_("You do not sit in this seat."))
    if round_entry.round_id != seat.round_id or seat.pool not in (None, round_entry.pool):
        raise RuleRefused(_("This entry is not on the floor in this round: nothing was stored."))
    if seat.round.status == Round.Status.PLANNED:
        raise RuleRefused(_("%(round)s is not open for marks yet.") % {"round": seat.round.title})
    words = text.strip()
    if len(words) > COMMENT_LENGTH:
        raise RuleRefused(
            _("A comment has at most %(most)d letters; this one has %(given)d. It was not kept.")
            % {"most": COMMENT_LENGTH, "given": len(words)}
        )
    with transaction.atomic():
        if not words:
            JudgeComment.objects.filter(seat=seat, round_entry=round_entry).delete()
            return
        JudgeComment.objects.update_or_create(
            seat=seat, round_entry=round_entry, defaults={"text": words, "written_at": timezone.now()}
        )
