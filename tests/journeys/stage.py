"""Sets a stage for journeys: a competition whose entries, rounds and panel stand, with a link for each judge."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from competitions.models import Competition, PanelSeat, Round, RoundEntry, Scoresheet
from competitions.services import appointments, rounds
from tests.factories import contest as rows
from tests.services.server import Server
from tests.services.visitor import Visitor

Marks = Mapping[str, Mapping[str, Sequence[int]]]  # [dance][entry] = marks in the panel's order


@dataclass(frozen=True)
class Floor:
    """One open round with what the journeys need to judge it."""

    staff: rows.Staff
    competition: Competition
    round: Round
    links: Mapping[str, str]
    entries: Mapping[str, RoundEntry]
    seats: Mapping[str, PanelSeat]


def open_floor(
    staff: rows.Staff,
    *,
    numbers: Sequence[str],
    letters: Sequence[str],
    dances: int,
    kind: str = "final",
    wanted: int | None = None,
) -> Floor:
    """Make a competition with one round of these entries and judges, and open it by its service."""
    competition = rows.make_competition(staff.festival)
    rows.make_entries(competition, [int(number) for number in numbers])
    recall: dict[str, Any] = (
        {"wanted": wanted, "crosses_min": wanted, "crosses_max": wanted} if kind == "recall" else {}
    )
    round_ = rows.make_round(competition, kind=kind, dances=dances, **recall)
    links = {}
    for letter in letters:
        judge = rows.make_appointment(staff.festival)
        rows.make_seat(round_, letter, judge)
        links[letter] = appointments.issue_link(actor=rows.actor_of(staff.owner), user=staff.owner, appointment=judge)
    opened = rounds.open_round(actor=rows.actor_of(staff.scrutineer), user=staff.scrutineer, round=round_)
    standing = opened.round_entries.prefetch_related("source_rows__entry__numbers")
    entries = {row.source_rows.all()[0].entry.numbers.all()[0].label: row for row in standing}
    seats = {seat.letter: seat for seat in opened.seats.all()}
    return Floor(staff, competition, opened, links, entries, seats)


def judge_by_http(server: Server, floor: Floor, marks: Marks, letter: str, index: int) -> None:
    """One judge opens the own link, sends the marks dance by dance as operations, and hands each sheet in."""
    visitor = Visitor(server)
    assert visitor.open(f"/j/{floor.links[letter]}/").status == 200
    seat = floor.seats[letter]
    for part, dance in zip(floor.round.parts.order_by("position"), marks, strict=True):
        sheet = Scoresheet.objects.get(seat=seat, portion_key=f"part:{part.pk}")
        if "csrftoken" not in visitor.cookies:
            assert visitor.open(f"/en/judge/sheets/{sheet.pk}/").status == 200
        operations = [
            {
                "id": secrets.token_hex(12),
                "seat": seat.pk,
                "entry": floor.entries[number].pk,
                "part": part.pk,
                "value": row[index] or None,
            }
            for number, row in marks[dance].items()
        ]
        sent = [operation for operation in operations if operation["value"] is not None]
        answer = visitor.post_json(
            "/judge/operations/", {"device": f"tablet {letter}", "language": "en", "operations": sent}
        )
        assert answer.status == 200, answer.text
        assert answer.text.count('"applied"') == len(sent), answer.text
        handed = visitor.post_json(
            f"/judge/hand-in/{sheet.pk}/",
            {
                "device": f"tablet {letter}",
                "language": "en",
                "after_version": 0,
                "marks": [[operation["entry"], part.pk, operation["value"]] for operation in sent],
            },
        )
        assert handed.status == 200, handed.text
