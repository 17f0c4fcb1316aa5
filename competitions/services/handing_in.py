"""Hands a sheet in, reopens it, and enters a paper sheet. The sheet's own rules hold here and nowhere earlier.

Handing in takes a snapshot (SheetVersion); after it a device's marks are late until the chair or scrutineer reopens.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.actors import Actor
from audit.services import trail
from competitions.models import JudgeAppointment, Mark, Operation, Round, Ruling, Scoresheet, SheetVersion
from competitions.scoring import sheet_file
from competitions.selectors import portions
from competitions.selectors.portions import CellKey, PartState, Portion
from competitions.services import sheet_rules
from dancers.errors import RuleRefused
from dancers.models import User

PAPER = "paper"


def submit_sheet(
    *,
    appointment: JudgeAppointment,
    scoresheet: Scoresheet,
    device: str,
    seen: Mapping[CellKey, int | None] | None = None,
    after_version: int | None = None,
) -> SheetVersion:
    """Hand the sheet in and return its snapshot; a sheet that is in already returns the snapshot that there is.

    `seen`: the values that the judge confirmed, `after_version`: the number of the snapshot that the device knew (0:
    none), so that a repeat after a reopening hands nothing in by itself. Refused, with the draft kept: a seat that the
    judge does not hold, a closed round, missing or doubled places, a wrong number of crosses, other values than seen.
    """
    with transaction.atomic():
        sheet = _lock(scoresheet)
        _refuse_foreign(sheet, appointment)
        newest = sheet.versions.order_by("-number").first()
        repeated = after_version is not None and newest is not None and newest.number > after_version
        if newest is not None and (repeated or sheet.status == Scoresheet.Status.SUBMITTED):
            return newest
        _refuse_closed(sheet)
        portion = portions.portion_of(sheet)
        marks = portions.marks_of(portion)
        values = {key: mark.value for key, mark in marks.items()}
        _refuse_unseen(portion, values, seen)
        sheet_rules.refuse_unwhole(portion, values, portions.excused_in(marks))
        actor = Actor.judge(appointment.pk)
        return _snapshot(actor, portion, values, number=newest.number + 1 if newest else 1, device=device)


def reopen_sheet(*, actor: Actor, user: User, scoresheet: Scoresheet, reason: str) -> None:
    """Let the judge change a sheet that was handed in. Refused without a reason and for a sheet that is not in."""
    if not reason.strip():
        raise RuleRefused(_("Say why the sheet is reopened."))
    with transaction.atomic():
        sheet = _lock(scoresheet)
        if sheet.status != Scoresheet.Status.SUBMITTED:
            raise RuleRefused(_("Sheet %(letter)s is not handed in.") % {"letter": sheet.seat.letter})
        sheet.status = Scoresheet.Status.REOPENED
        sheet.submitted_at = None
        sheet.save(update_fields=["status", "submitted_at"])
        _record(actor, "sheet.reopened", sheet, reason=reason)
    scoresheet.refresh_from_db(fields=["status", "submitted_at"])


def enter_paper_sheet(
    *, actor: Actor, user: User, scoresheet: Scoresheet, values: Mapping[CellKey, int | None], reason: str
) -> SheetVersion:
    """Enter a signed paper sheet in place of what the device sent, and hand it in.

    `values` holds the sheet's marks by (entry, dance, criterion); what it leaves out is empty. A Ruling of kind
    "paper" says who and why; crosses that do not match the number asked are taken as given, with a Ruling of kind
    "crosses". Refused: no reason, a round that is not open or closed yet, a cell that is not the sheet's, an impossible
    value, places missing or doubled.
    """
    if not reason.strip():
        raise RuleRefused(_("Say why the sheet is entered from paper."))
    with transaction.atomic():
        sheet = _lock(scoresheet)
        if sheet.seat.round.status == Round.Status.PLANNED:
            raise RuleRefused(_("%(round)s is not open for marks yet.") % {"round": sheet.seat.round.title})
        portion = portions.portion_of(sheet)
        sheet_rules.refuse_impossible(portion, values)
        excused = portions.excused_in(portions.marks_of(portion))
        values = {key: value for key, value in values.items() if key not in excused}
        uneven = sheet_rules.uneven_crosses(portion, values)
        if not uneven:
            sheet_rules.refuse_unwhole(portion, values, excused)
        newest = sheet.versions.order_by("-number").first()
        number = newest.number + 1 if newest else 1
        _write_paper(portion, values, number)
        _rule(_PaperRuling(portion, user, reason, number), uneven)
        return _snapshot(actor, portion, dict(values), number=number, device=PAPER, reason=reason)


@dataclass(frozen=True, slots=True)
class _PaperRuling:
    portion: Portion
    user: User
    reason: str
    number: int


def _rule(paper: _PaperRuling, uneven: list[PartState]) -> None:
    sheet = paper.portion.sheet
    payload: dict[str, object] = {"sheet": sheet.pk, "seat": sheet.seat.letter, "version": paper.number}
    kinds = {Ruling.Kind.PAPER: payload}
    if uneven:
        given = {str(state.part.pk): state.given for state in uneven}
        kinds[Ruling.Kind.CROSSES] = {**payload, "given": given, "asked": [uneven[0].asked.low, uneven[0].asked.high]}
    for kind, body in kinds.items():
        Ruling.objects.create(
            competition_id=sheet.seat.round.competition_id,
            round=sheet.seat.round,
            kind=kind,
            seat=sheet.seat,
            payload_text=sheet_file.canonical(body),
            reason=paper.reason,
            decided_by=paper.user,
            decided_at=timezone.now(),
        )


def _lock(scoresheet: Scoresheet) -> Scoresheet:
    """The sheet as it is now, held until the transaction ends."""
    rows = Scoresheet.objects.select_for_update(of=("self",))
    return rows.select_related("seat__round__competition").get(pk=scoresheet.pk)


def _refuse_foreign(sheet: Scoresheet, appointment: JudgeAppointment) -> None:
    if not sheet.seat.occupancies.filter(appointment=appointment, valid_to__isnull=True).exists():
        raise RuleRefused(
            _("You do not sit in seat %(letter)s: this sheet is not yours.") % {"letter": sheet.seat.letter}
        )


def _refuse_closed(sheet: Scoresheet) -> None:
    round = sheet.seat.round
    if round.status == Round.Status.PLANNED:
        raise RuleRefused(_("%(round)s is not open for marks yet.") % {"round": round.title})
    if round.status == Round.Status.CLOSED and sheet.status != Scoresheet.Status.REOPENED:
        raise RuleRefused(
            _("%(round)s is closed: the sheet can be reopened by the scrutineer alone.") % {"round": round.title}
        )


def _refuse_unseen(
    portion: Portion, values: Mapping[CellKey, int | None], seen: Mapping[CellKey, int | None] | None
) -> None:
    """Refuse to freeze what the judge did not have before the eyes; no mark and no cross are the same."""
    if seen is None:
        return
    other = [key for key in {*values, *seen} if not portion.form.is_same(values.get(key), seen.get(key))]
    if other:
        labels = portions.labels_of(portion.entries)
        numbers = ", ".join(sorted({labels.get(key[0], "–") for key in other}))
        raise RuleRefused(
            _("Other marks were received for %(numbers)s than this device shows. Look at the sheet again.")
            % {"numbers": numbers}
        )


def _snapshot(
    actor: Actor, portion: Portion, values: Mapping[CellKey, int | None], *, number: int, device: str, reason: str = ""
) -> SheetVersion:
    sheet = portion.sheet
    now = timezone.now()
    marks = [
        [entry, part, criterion, value]
        for (entry, part, criterion), value in sorted(values.items())
        if not portion.form.is_same(value, None)
    ]
    text = sheet_file.canonical(
        {"sheet": sheet.pk, "seat": sheet.seat.letter, "portion": sheet.portion_key, "marks": marks}
    )
    version = SheetVersion.objects.create(
        scoresheet=sheet, number=number, text=text, digest=sheet_file.digest(text), at=now, reason=reason
    )
    sheet.status = Scoresheet.Status.SUBMITTED
    sheet.submitted_at = now
    sheet.save(update_fields=["status", "submitted_at"])
    _record(actor, "sheet.submitted", sheet, reason=reason, device=device, detail={"version": number})
    return version


def _write_paper(portion: Portion, values: Mapping[CellKey, int | None], number: int) -> None:
    """One operation for each cell that the paper changes, and the marks; two queries."""
    now = timezone.now()
    sheet = portion.sheet
    before = portions.marks_of(portion)
    names = {criterion: index for index, criterion in enumerate(portion.form.criteria)}
    operations = []
    for entry, part, criterion in sorted({*values, *before}):
        value = values.get((entry, part, criterion))
        old = before.get((entry, part, criterion))
        if old is not None and old.abstained_by_id is not None:
            continue
        operations.append(
            Operation(
                client_id=f"{PAPER}-{sheet.pk}-{number}-{entry}-{part}" + (f"-{names[criterion]}" if criterion else ""),
                body_digest=sha256(f"{sheet.seat_id} {entry} {part} {criterion} {value}".encode()).hexdigest(),
                seat_id=sheet.seat_id,
                round_entry_id=entry,
                part_id=part,
                criterion=criterion,
                value=value,
                base_id=old.operation_id if old else None,
                outcome=Operation.Outcome.APPLIED,
                device=PAPER,
                received_at=now,
            )
        )
    Operation.objects.bulk_create(operations)
    Mark.objects.bulk_create(
        [
            Mark(
                seat_id=row.seat_id,
                round_entry_id=row.round_entry_id,
                part_id=row.part_id,
                criterion=row.criterion,
                value=row.value,
                operation=row,
            )
            for row in operations
        ],
        update_conflicts=True,
        unique_fields=["seat", "round_entry", "part", "criterion"],
        update_fields=["value", "operation"],
    )


def _record(
    actor: Actor,
    action: str,
    sheet: Scoresheet,
    *,
    reason: str = "",
    device: str = "",
    detail: Mapping[str, object] | None = None,
) -> None:
    trail.record(
        actor=actor,
        action=action,
        subject_kind="scoresheet",
        subject_id=sheet.pk,
        festival_id=sheet.seat.round.competition.festival_id,
        reason=reason,
        device=device,
        detail=detail,
    )
