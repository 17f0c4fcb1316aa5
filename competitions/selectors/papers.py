"""What is printed for signature: the protocol of a competition, and each judge's sheet of a round, blank or as it is held.

The same data as everywhere: what the protocol says is what a release would say, with the digest of each Result.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from competitions.models import Competition, Entry, PanelSeat, Release, Round, RoundEntry, SeatOccupancy
from competitions.selectors import mark_forms, portions, rankings, round_sheets
from competitions.selectors.mark_forms import MarkForm
from competitions.selectors.round_sheets import RoundSheets
from dancers.models import Person


@dataclass(frozen=True, slots=True)
class ProtocolLine:
    """One entry of the ranking; an empty place: it has none, and `note` says why."""

    place: str
    number: str
    name: str
    academy: str
    total: str
    title: str
    note: str


@dataclass(frozen=True, slots=True)
class ProtocolRound:
    """One round's Result: its number, digest and who judged it."""

    title: str
    ruleset: str
    result: str
    digest: str
    judges: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Protocol:
    """Everything that stands on the protocol; without a release it says that it is a draft."""

    release: Release | None
    lines: tuple[ProtocolLine, ...]
    rounds: tuple[ProtocolRound, ...]
    judges: tuple[tuple[str, str], ...]
    is_whole: bool


@dataclass(frozen=True, slots=True)
class PaperSheet:
    """One judge's sheet: what stands above the columns, and a line for each number with marks or empty boxes."""

    letter: str
    judge: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    hint: str


def protocol_of(competition: Competition, release: Release | None) -> Protocol:
    """The protocol by the newest Results (`release`: the newest one, to be named on it)."""
    stages = rankings.stages_of(competition)
    ranking = rankings.compile_ranking(competition, stages)
    entries = Entry.objects.in_bulk([row["entry"] for row in ranking["rows"]])
    labels = portions.labels_of([row["round_entry"] for row in ranking["rows"] if row.get("round_entry")])
    rounds = [_round(stage) for stage in stages if stage.result is not None]
    judges = dict.fromkeys(pair for one in rounds for pair in one.judges)
    return Protocol(
        release=release,
        lines=tuple(_line(row, entries, labels) for row in ranking["rows"]),
        rounds=tuple(rounds),
        judges=tuple(sorted(judges)),
        is_whole=bool(stages) and all(stage.result is not None for stage in stages),
    )


def sheets_of(round_: Round, *, is_filled: bool) -> list[PaperSheet]:
    """One sheet a seat and dance, blank for the hall or with the marks as they are held, for signature."""
    sheets = round_sheets.load_sheets(round_)
    labels = portions.labels_of(sheets.entries)
    holders = _holders(round_)
    found = []
    for seat in round_.seats.prefetch_related("parts").order_by("letter"):
        form = mark_forms.form_of(round_, seat)
        for part in portions.duties_of(seat, sheets.parts):
            entries = [
                entry
                for entry in round_sheets.dancing(portions.of_bouts([part], sheets.entries))
                if seat.pool in (None, entry.pool)
            ]
            rows = tuple(
                (labels[entry.pk], tuple(_cells(sheets, seat, form, entry, part.pk) if is_filled else _blank(form)))
                for entry in entries
            )
            columns = tuple(scale.title for scale in form.scales if scale.title) or (_("Mark"),)
            found.append(
                PaperSheet(
                    seat.letter, holders.get(seat.pk, ""), part.title, columns, rows, _hint(round_, form, entries)
                )
            )
    return found


def _line(row: Mapping[str, Any], entries: Mapping[int, Entry], labels: Mapping[int, str]) -> ProtocolLine:
    entry = entries[row["entry"]]
    first, last = row["place_from"], row["place_to"]
    states = dict(RoundEntry.Status.choices)
    return ProtocolLine(
        place="" if first is None else str(first) if first == last else f"{first}–{last}",
        number=labels.get(row.get("round_entry") or 0, "–"),
        name=entry.display_name,
        academy=entry.academy_name,
        total=row["total"] or "",
        title=row.get("title") or "",
        note="" if first is not None else str(states.get(row["status"], "")),
    )


def _round(stage: rankings.Stage) -> ProtocolRound:
    assert stage.result is not None
    ruleset = stage.round.ruleset
    return ProtocolRound(
        title=stage.round.title,
        ruleset=ruleset.title if ruleset else "",
        result=str(stage.result.number),
        digest=stage.result.digest,
        judges=_judges(stage.round),
    )


def _judges(round_: Round) -> tuple[tuple[str, str], ...]:
    rows = (
        SeatOccupancy.objects.filter(seat__round=round_, valid_to__isnull=True)
        .select_related("seat", "appointment__person")
        .order_by("seat__letter", "pk")
    )
    return tuple((row.seat.letter, _named(row.appointment.person)) for row in rows)


def _holders(round_: Round) -> dict[int, str]:
    rows = SeatOccupancy.objects.filter(seat__round=round_, valid_to__isnull=True).select_related("appointment__person")
    return {row.seat_id: _named(row.appointment.person) for row in rows}


def _named(person: Person) -> str:
    return person.full_name


def _cells(sheets: RoundSheets, seat: PanelSeat, form: MarkForm, entry: RoundEntry, part_id: int) -> Sequence[str]:
    return [
        form.text(criterion, sheets.marks.get((seat.pk, entry.pk, part_id, criterion))) for criterion in form.criteria
    ]


def _blank(form: MarkForm) -> Sequence[str]:
    return [""] * len(form.criteria)


def _hint(round_: Round, form: MarkForm, entries: Sequence[RoundEntry]) -> str:
    """What is asked, so that a paper sheet can be filled in without a tablet."""
    asked = portions.asked_of(round_, len(entries), form)
    if form.kind in ("cross", "choice"):
        return _("Crosses: %(count)s") % {
            "count": asked.high if asked.low == asked.high else f"{asked.low}–{asked.high}"
        }
    if form.kind == "place":
        return _("Places 1 to %(count)d, each once") % {"count": len(entries)}
    limits = {f"{scale.text(scale.low)}–{scale.text(scale.high)}" for scale in form.scales}
    return _("Marks: %(limits)s") % {"limits": ", ".join(sorted(limits))} if limits else ""
