"""A sheet to try before the round: the judge's own kind of sheet, with invented numbers. Nothing of it is in the database."""

import copy

from competitions.models import Bout, JudgeAppointment, PanelSeat, Round, RoundEntry, RoundPart, Scoresheet
from competitions.selectors import portions
from competitions.selectors.judge_pages import HeatGroup, SeatPage
from competitions.selectors.mark_forms import form_of

# Keys that no row has, so that nothing made here can be taken for a row of the database.
NOWHERE = 4_000_000_000_000
FIRST_NUMBER = 11
FEWEST, MOST = 6, 24
OPPONENTS = 2


def own_seat(appointment: JudgeAppointment, pk: int) -> PanelSeat | None:
    """The seat, when the judge sits in it now."""
    rows = PanelSeat.objects.select_related("round__competition__festival")
    return rows.filter(pk=pk, occupancies__appointment=appointment, occupancies__valid_to__isnull=True).first()


def practice_page(seat: PanelSeat) -> SeatPage | None:
    """The seat's page with invented entries and empty sheets; None while the round has no dance to judge."""
    form = form_of(seat.round, seat)
    dances = portions.duties_of(seat, tuple(seat.round.parts.select_related("bout").order_by("position")))
    if not dances:
        return None
    is_battle = seat.round.kind in (Round.Kind.KNOCKOUT, Round.Kind.GROUP)
    entries = _entries(seat, is_battle=is_battle)
    parts = tuple(_part(part, entries) if part.bout else part for part in dances[: 1 if is_battle else None])
    twin = copy.copy(seat)
    twin.pk = NOWHERE
    sheets = {sheet.pk: sheet for sheet in _sheets(twin, parts, entries)}
    group = HeatGroup(0, "", entries)
    return SeatPage(
        seat=twin,
        sheets=sheets,
        versions=dict.fromkeys(sheets, 0),
        parts=parts,
        entries=entries,
        labels={entry.pk: str(FIRST_NUMBER + index) for index, entry in enumerate(entries)},
        marks={},
        heats={part.pk: (group,) for part in parts},
        asked=portions.asked_of(seat.round, len(entries), form),
        form=form,
        received_at=None,
        pieces={},
    )


def _entries(seat: PanelSeat, *, is_battle: bool) -> tuple[RoundEntry, ...]:
    """As many as the round asks crosses of, and as many again; a handful where all are placed; two against each other."""
    asked = max(seat.round.wanted or 0, seat.round.crosses_max or 0)
    count = OPPONENTS if is_battle else min(MOST, max(FEWEST, asked * 2))
    return tuple(
        RoundEntry(pk=NOWHERE + order, round=seat.round, order=order, status="dancing", pool=seat.pool)
        for order in range(1, count + 1)
    )


def _part(part: RoundPart, entries: tuple[RoundEntry, ...]) -> RoundPart:
    """A throw-down between the first two."""
    twin = copy.copy(part)
    twin.bout = Bout(pk=NOWHERE, round=part.round, position=1, red=entries[0], blue=entries[1])
    return twin


def _sheets(seat: PanelSeat, parts: tuple[RoundPart, ...], entries: tuple[RoundEntry, ...]) -> list[Scoresheet]:
    keys = {
        Round.SubmitBy.PART: [f"part:{part.pk}" for part in parts],
        Round.SubmitBy.ENTRY: [f"entry:{entry.pk}" for entry in entries],
    }.get(Round.SubmitBy(seat.round.submit_by), ["round"])
    return [
        Scoresheet(pk=NOWHERE + index, seat=seat, portion_key=key, status=Scoresheet.Status.DRAFT)
        for index, key in enumerate(keys)
    ]
