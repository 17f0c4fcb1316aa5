"""A paper sheet typed twice: the first typing waits, and counts when a second person has typed the same.

A keying error decided a title once. Where the two differ nothing is entered, and the cells are named.
"""

import json
from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.actors import Actor
from audit.services import trail
from competitions.models import PaperEntry, Round, Scoresheet, SheetVersion
from competitions.permissions import desk
from competitions.scoring import sheet_file
from competitions.selectors import portions
from competitions.selectors.portions import CellKey, Portion
from competitions.services import handing_in, sheet_rules
from dancers.errors import RuleRefused
from dancers.models import User

Values = Mapping[CellKey, int | None]


def waiting_entry(scoresheet: Scoresheet) -> PaperEntry | None:
    """The typing that waits for a second person, if one does."""
    waiting = PaperEntry.objects.filter(scoresheet=scoresheet, closed_at__isnull=True)
    return waiting.select_related("entered_by__person").first()


def keep_first(*, actor: Actor, user: User, scoresheet: Scoresheet, values: Values, reason: str) -> PaperEntry:
    """Keep what the first person typed; nothing counts yet. A second first typing replaces the person's own.

    Refused: no reason, a round that is not open yet, impossible values, another person's typing that waits already.
    """
    _require(user, scoresheet)
    if not reason.strip():
        raise RuleRefused(_("Say why the sheet is entered from paper."))
    with transaction.atomic():
        sheet = Scoresheet.objects.select_for_update(of=("self",)).select_related("seat__round").get(pk=scoresheet.pk)
        if sheet.seat.round.status == Round.Status.PLANNED:
            raise RuleRefused(_("%(round)s is not open for marks yet.") % {"round": sheet.seat.round.title})
        waiting = waiting_entry(sheet)
        if waiting is not None and waiting.entered_by_id != user.pk:
            raise RuleRefused(_("Another person typed this sheet already; yours is the second typing."))
        sheet_rules.refuse_impossible(portions.portion_of(sheet), values)
        _close(waiting)
        entry = PaperEntry.objects.create(
            scoresheet=sheet, values_text=_text(values), reason=reason.strip(), entered_by=user, at=timezone.now()
        )
        _record(actor, "paper.typed", sheet, reason)
    return entry


def confirm_second(*, actor: Actor, user: User, scoresheet: Scoresheet, values: Values) -> SheetVersion:
    """Compare the second typing with the first; the same marks are entered and handed in.

    Refused, with nothing entered: nothing waits, the same person, and other marks (the cells are named, without values,
    so that both look at the paper again).
    """
    _require(user, scoresheet)
    with transaction.atomic():
        sheet = Scoresheet.objects.select_for_update(of=("self",)).select_related("seat__round").get(pk=scoresheet.pk)
        waiting = waiting_entry(sheet)
        if waiting is None:
            raise RuleRefused(_("No first typing waits for this sheet."))
        if waiting.entered_by_id == user.pk:
            raise RuleRefused(_("You typed this sheet first; a second person types it again."))
        different = differing_cells(portions.portion_of(sheet), read_values(waiting), values)
        if different:
            raise RuleRefused(
                _("The two typings differ at %(cells)s. Look at the paper again; nothing was entered.")
                % {"cells": "; ".join(different[:8]) + (" …" if len(different) > 8 else "")}
            )
        _close(waiting)
        return handing_in.enter_paper_sheet(
            actor=actor, user=user, scoresheet=sheet, values=values, reason=waiting.reason
        )


def discard_first(*, actor: Actor, user: User, scoresheet: Scoresheet, reason: str) -> None:
    """Throw the first typing away, so that the sheet is typed anew. Refused when nothing waits or without a reason."""
    _require(user, scoresheet)
    if not reason.strip():
        raise RuleRefused(_("Say why the first typing is thrown away."))
    with transaction.atomic():
        waiting = waiting_entry(scoresheet)
        if waiting is None:
            raise RuleRefused(_("No first typing waits for this sheet."))
        _close(waiting)
        _record(actor, "paper.discarded", scoresheet, reason)


def read_values(entry: PaperEntry) -> dict[CellKey, int | None]:
    """The cells of a kept typing."""
    return {(cell[0], cell[1], cell[2]): cell[3] for cell in json.loads(entry.values_text)["marks"]}


def differing_cells(portion: Portion, first: Values, second: Values) -> list[str]:
    """Where two typings differ, as "No. 12, Samba"; an empty box and no cross are the same."""
    labels = portions.labels_of(portion.entries)
    dances = {part.pk: part.title for part in portion.parts}
    keys = sorted({*first, *second})
    return [
        ", ".join(
            word
            for word in (_("No. %(number)s") % {"number": labels.get(entry, "–")}, dances.get(part, ""), criterion)
            if word
        )
        for entry, part, criterion in keys
        if not portion.form.is_same(first.get((entry, part, criterion)), second.get((entry, part, criterion)))
    ]


def _require(user: User, scoresheet: Scoresheet) -> None:
    desk.require(user, scoresheet.seat.round.competition.festival, desk.DECIDES)


def _text(values: Values) -> str:
    marks = [[entry, part, criterion, value] for (entry, part, criterion), value in sorted(values.items())]
    return sheet_file.canonical({"marks": marks})


def _close(entry: PaperEntry | None) -> None:
    if entry is not None:
        entry.closed_at = timezone.now()
        entry.save(update_fields=["closed_at"])


def _record(actor: Actor, action: str, sheet: Scoresheet, reason: str) -> None:
    trail.record(
        actor=actor,
        action=action,
        subject_kind="scoresheet",
        subject_id=sheet.pk,
        festival_id=sheet.seat.round.competition.festival_id,
        reason=reason.strip(),
        detail={"seat": sheet.seat.letter, "portion": sheet.portion_key},
    )
