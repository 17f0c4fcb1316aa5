"""What an entry dances in a round of its own: a konkurs asks another piece in each round."""

from django.db import transaction
from django.utils.translation import gettext as _

from audit.actors import Actor
from audit.services import trail
from competitions.models import Entry, Piece, Round
from competitions.permissions import registration as rights
from competitions.selectors.standing import STANDING
from competitions.services import entries
from competitions.services.registration import PieceIn, checked_piece
from dancers.errors import NotAllowed, RuleRefused
from dancers.models import User


def set_piece(*, actor: Actor, user: User, entry: Entry, round: Round, piece: PieceIn) -> Piece:
    """Write down what the entry dances in this round, in place of what was written before.

    For the academy (or dancer) itself and for the registrar. Refused: an entry that stands no more, a round of another
    competition or one that has opened, a piece without a title, an impossible length.
    """
    may_decide = rights.can_decide_entries(user, entry.competition.festival)
    if not may_decide and not rights.can_act_for(user, entry.participation):
        raise NotAllowed(_("This entry belongs to somebody else."))
    written = checked_piece(piece)
    if written is None:
        raise RuleRefused(_("Write the title of the piece. Nothing was changed."))
    with transaction.atomic():
        row = Round.objects.select_for_update().get(pk=round.pk)
        if row.competition_id != entry.competition_id:
            raise RuleRefused(_("This round belongs to another competition."))
        if row.status != Round.Status.PLANNED:
            raise RuleRefused(_("%(round)s has opened; its pieces stay as they are.") % {"round": row.title})
        if entry.status not in STANDING:
            raise RuleRefused(_("%(entry)s does not stand any more.") % {"entry": entry.display_name})
        values = {"title": written.title, "duration_s": written.duration_s, "music_title": written.music_title}
        found, _made = Piece.objects.update_or_create(entry=entry, round=row, defaults=values)
        trail.record(
            actor=actor,
            action="entry.piece_set",
            subject_kind="entry",
            subject_id=entry.pk,
            festival_id=entry.competition.festival_id,
            detail={"round": row.pk, "piece": found.pk},
        )
        entries.renew_pages([entry])
    return found
