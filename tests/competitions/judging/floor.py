"""A round on the floor for the judging tests: five judges' seats, sheets made, nothing marked yet."""

from dataclasses import dataclass
from itertools import count
from typing import Any

from competitions.models import JudgeAppointment, PanelSeat, Round, RoundEntry, RoundPart, Scoresheet
from competitions.services.judging import OperationIn
from competitions.services.sheets import make_sheets
from tests.factories import contest

_serial = count(1)


@dataclass(frozen=True)
class Floor:
    """Everything that a judging test points at. `judges[0]` sits in seat A."""

    round: Round
    parts: list[RoundPart]
    entries: list[RoundEntry]
    seats: list[PanelSeat]
    judges: list[JudgeAppointment]

    def sheet(self, seat: int = 0, part: int = 0) -> Scoresheet:
        key = f"part:{self.parts[part].pk}" if self.round.submit_by == "part" else "round"
        return Scoresheet.objects.get(seat=self.seats[seat], portion_key=key)

    def operation(
        self, entry: int, value: object, *, part: int = 0, seat: int = 0, base: str | None = None, client_id: str = ""
    ) -> OperationIn:
        return OperationIn(
            client_id=client_id or f"tap-{next(_serial)}",
            seat=self.seats[seat].pk,
            entry=self.entries[entry].pk,
            part=self.parts[part].pk,
            value=value,
            base=base,
        )


def make_floor(
    *,
    kind: str = "final",
    entries: int = 6,
    dances: int = 2,
    letters: str = "ABC",
    status: str = "open",
    **fields: Any,
) -> Floor:
    """A round with this many entries (numbers from 101), dances and seats."""
    competition = contest.make_competition()
    round_ = contest.make_round(competition, kind=kind, dances=dances, status=status, **fields)
    seats = contest.make_panel(round_, letters)
    standing = [
        contest.make_round_entry(round_, entry)
        for entry in contest.make_entries(competition, range(101, 101 + entries))
    ]
    if status != "planned":
        make_sheets(round=round_)
    return Floor(
        round=round_,
        parts=list(round_.parts.order_by("position")),
        entries=standing,
        seats=seats,
        judges=[seat.occupancies.get().appointment for seat in seats],
    )
