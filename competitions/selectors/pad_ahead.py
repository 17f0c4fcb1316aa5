"""What a judge's device holds ahead: the judge's rounds in running order, each with stamps of what its page and its marks
stand at, so that the device asks only for what has changed. Numbers alone, never a name; own seats alone."""

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Max
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from competitions.models import HeatPlace, JudgeAppointment, Operation, Release, RoundEntry, RoundEntrySource, RoundPart
from competitions.selectors import judge_pages
from competitions.selectors.judge_pages import RoundRow

STAMP_LENGTH = 16


@dataclass(frozen=True, slots=True)
class _Facts:
    """What the stamps are made of, for all rows at once."""

    floors: dict[int, list[tuple[object, ...]]]
    newest: dict[int, int]
    released: frozenset[int]


def rounds_of(appointment: JudgeAppointment) -> dict[str, object]:
    """The judge's rounds as a device keeps them, under one stamp that changes whenever any of them does; eleven queries."""
    rows = judge_pages.rows_for(appointment)
    facts = _facts(rows)
    documents = [_document(appointment, row, facts) for row in rows]
    return {"stamp": _stamp([get_language(), documents]), "rows": documents}


def listed(appointment: JudgeAppointment) -> list[dict[str, Any]]:
    """The judge's rounds as the page without a script lists them; five queries."""
    return [
        {
            "title": row.title,
            "note": note_of(row, appointment),
            "kind": kind_of(row),
            "chip": chip_of(row),
            "sheet": row.sheet,
            "seat": row.seat,
            "can_try": bool(row.dances) and kind_of(row) in ("now", "planned"),
        }
        for row in judge_pages.rows_for(appointment)
    ]


def to_try(rows: Collection[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Of the listed rounds, one of each kind of sheet that the judge has still to do with."""
    found: dict[object, Mapping[str, Any]] = {}
    for row in rows:
        round_ = row["seat"].round
        if row["can_try"]:
            found.setdefault((round_.kind, round_.ruleset_id), row)
    return list(found.values())


def kind_of(row: RoundRow) -> str:
    """Where a round stands for the judge: reopened, done, now, closed or planned."""
    if row.is_reopened:
        return "reopened"
    if row.is_done:
        return "done"
    if row.is_open:
        return "now"
    return "closed" if row.sheet else "planned"


def chip_of(row: RoundRow) -> str:
    """The same in a word or two."""
    if row.is_open and row.handed_in and not row.is_done and not row.is_reopened:
        return _("%(done)d of %(all)d handed in") % {"done": row.handed_in, "all": row.sheets}
    return {
        "reopened": _("reopened"),
        "done": _("handed in"),
        "now": _("to judge now"),
        "closed": _("closed"),
        "planned": _("not open yet"),
    }[kind_of(row)]


def note_of(row: RoundRow, appointment: JudgeAppointment) -> str:
    """Seat, dances and planned time."""
    parts = [_("Seat %(letter)s") % {"letter": row.seat.letter}, row.dances]
    if row.planned_at is not None:
        parts.append(row.planned_at.astimezone(appointment.festival.zone).strftime("%H:%M"))
    return " · ".join(part for part in parts if part)


def _facts(rows: Collection[RoundRow]) -> _Facts:
    rounds = {row.seat.round_id for row in rows if _is_held(row)}
    floors: dict[int, list[tuple[object, ...]]] = {}
    entries = RoundEntry.objects.filter(round__in=rounds).order_by("pk")
    for pk, round_id, *rest in entries.values_list("pk", "round_id", "status", "order"):
        floors.setdefault(round_id, []).append((pk, *rest))
    # Dances are appended while a round is open, and bouts learn their sides.
    parts = RoundPart.objects.filter(round__in=rounds).order_by("pk")
    for pk, round_id, *rest in parts.values_list("pk", "round_id", "position", "bout__red_id", "bout__blue_id"):
        floors.setdefault(round_id, []).append((pk, *rest))
    heats = HeatPlace.objects.filter(round_entry__round__in=rounds).order_by("pk")
    for pk, round_id, *rest in heats.values_list("pk", "round_entry__round_id", "part_id", "heat_id", "heat__number"):
        floors.setdefault(round_id, []).append((pk, *rest))
    numbers = RoundEntrySource.objects.filter(
        round_entry__round__in=rounds, entry__numbers__valid_to__isnull=True
    ).order_by("pk")
    for pk, round_id, *rest in numbers.values_list("pk", "round_entry__round_id", "entry__numbers__label"):
        floors.setdefault(round_id, []).append((pk, *rest))
    seats = {row.seat.pk for row in rows}
    newest = Operation.objects.filter(seat__in=seats).values("seat_id").annotate(newest=Max("pk")).order_by()
    released = Release.objects.filter(competition__in={row.seat.round.competition_id for row in rows})
    return _Facts(
        floors=floors,
        newest={row["seat_id"]: row["newest"] for row in newest},
        released=frozenset(released.values_list("competition_id", flat=True)),
    )


def _is_held(row: RoundRow) -> bool:
    """Whether the device needs the round's page: while it is open, or a sheet of it is."""
    return row.sheet is not None and (row.is_open or row.is_reopened)


def _document(appointment: JudgeAppointment, row: RoundRow, facts: _Facts) -> dict[str, object]:
    sheets = [(sheet.pk, sheet.status) for sheet in row.seat.scoresheets.all()]
    floor = facts.floors.get(row.seat.round_id, [])
    return {
        "seat": row.seat.pk,
        "title": row.title,
        "note": note_of(row, appointment),
        "kind": kind_of(row),
        "chip": chip_of(row),
        "sheets": sheets,
        "sheet": row.sheet.pk if row.sheet else None,
        "page": _stamp(
            [settings.BUILD_ID, get_language(), [pk for pk, _status in sheets], row.title, row.dances, floor]
        )
        if _is_held(row)
        else "",
        "marks": _stamp([facts.newest.get(row.seat.pk), sheets]),
        "is_released": row.seat.round.competition_id in facts.released and not _is_held(row),
    }


def _stamp(parts: object) -> str:
    text = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:STAMP_LENGTH]
