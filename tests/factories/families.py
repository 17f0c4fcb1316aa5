"""Rounds of every scoring family, opened and judged through the services that people use."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

from competitions.models import Competition, Mark, PanelSeat, Result, Round, RoundEntry, Ruleset, Scoresheet
from competitions.scoring import sheet_file
from competitions.scoring.rulesets import PRESETS
from competitions.selectors import mark_forms, portions
from competitions.services import judging, rounds, tabulation
from competitions.services.house_rulesets import family_of
from competitions.services.judging import OperationIn
from competitions.services.receipts import Receipt
from tests.factories import contest
from tests.factories.contest import Staff, actor_of

_serial = count(1)


@dataclass(frozen=True, slots=True)
class Floor:
    """An open round with its people: entries by their number on the back, seats by letter."""

    staff: Staff
    competition: Competition
    round: Round
    entries: Mapping[int, RoundEntry]
    seats: Mapping[str, PanelSeat]

    def mark(self, letter: str, number: int, marks: Mapping[str, str] | str | int, part: int = 0) -> list[Receipt]:
        """Send one judge's marks of one entry as a device would: by criterion, or one text or value."""
        seat, entry = self.seats[letter], self.entries[number]
        form = mark_forms.form_of(self.round, seat)
        named = marks if isinstance(marks, Mapping) else {form.criteria[0]: marks}
        chosen = tuple(self.round.parts.order_by("position"))[part]
        held = Mark.objects.filter(seat=seat, round_entry=entry, part=chosen)
        last = dict(held.values_list("criterion", "operation__client_id"))
        sent = [
            OperationIn(
                client_id=f"family-{next(_serial)}",
                seat=seat.pk,
                entry=entry.pk,
                part=chosen.pk,
                criterion=criterion,
                base=last.get(criterion),
                value=_value(form, criterion, mark),
            )
            for criterion, mark in named.items()
        ]
        appointment = seat.occupancies.get(valid_to=None).appointment
        return judging.apply_operations(appointment=appointment, device="pad", operations=sent)

    def send(self, letter: str, number: int, criterion: str, value: object) -> Receipt:
        """Send any value for any criterion, as a hand-made request would."""
        seat = self.seats[letter]
        sent = OperationIn(
            client_id=f"raw-{next(_serial)}",
            seat=seat.pk,
            entry=self.entries[number].pk,
            part=self.round.parts.order_by("position")[0].pk,
            criterion=criterion,
            value=value,
        )
        appointment = seat.occupancies.get(valid_to=None).appointment
        return judging.apply_operations(appointment=appointment, device="pad", operations=[sent])[0]

    def hand_in(self, letters: str = "", only: Sequence[str] = ()) -> None:
        """Hand in every sheet of these seats (of all), or those of the named portions."""
        for letter in letters or self.seats:
            seat = self.seats[letter]
            for sheet in Scoresheet.objects.filter(seat=seat, status="draft").order_by("pk"):
                if not only or sheet.portion_key in only:
                    appointment = seat.occupancies.get(valid_to=None).appointment
                    judging.submit_sheet(appointment=appointment, scoresheet=sheet, device="pad")

    def tabulate(self) -> Result:
        """Close the round and compute it, as the scrutineer."""
        user = self.staff.scrutineer
        rounds.close_round(actor=actor_of(user), user=user, round=self.round)
        return tabulation.tabulate_round(actor=actor_of(user), user=user, round=self.round)

    def number_of(self, key: str) -> int:
        """The number on the back behind an entry's key in a document."""
        return int(portions.labels_of([int(key)])[int(key)])


def make_preset_ruleset(preset: str, **params: Any) -> Ruleset:
    """A house ruleset made from a preset, with some parameters otherwise."""
    found = PRESETS[preset]
    return Ruleset.objects.create(
        key=f"{preset.replace('_', '-')}-{next(_serial)}",
        title_en=found.title("en"),
        family=family_of(found) or "",
        preset=preset,
        edition=found.edition[:20],
        params_text=sheet_file.canonical({**found.params, **params}),
    )


def open_floor(
    preset: str,
    *,
    entries: int = 3,
    letters: str = "ABC",
    dances: int = 1,
    params: Mapping[str, Any] | None = None,
    seats: Mapping[str, Mapping[str, Any]] | None = None,
    **fields: Any,
) -> Floor:
    """An open round of one preset: entries No. 1.. and a panel; `seats` adds or changes seats by letter."""
    staff = contest.make_festival_with_staff()
    competition = contest.make_competition(staff.festival, status=Competition.Status.CLOSED)
    contest.make_entries(competition, range(1, entries + 1))
    ruleset = make_preset_ruleset(preset, **(params or {}))
    round_ = contest.make_round(competition, dances=dances, ruleset=ruleset, **fields)
    wanted = {**{letter: {} for letter in letters}, **(seats or {})}
    panel = {letter: contest.make_seat(round_, letter, **extra) for letter, extra in wanted.items()}
    user = staff.scrutineer
    rounds.open_round(actor=actor_of(user), user=user, round=round_)
    by_number = {
        int(label): place
        for place in round_.round_entries.order_by("order")
        for label in [portions.labels_of([place])[place.pk]]
    }
    return Floor(staff, competition, round_, by_number, panel)


def _value(form: mark_forms.MarkForm, criterion: str, mark: str | int) -> int | None:
    scale = form.scale_of(criterion)
    if scale is None or isinstance(mark, int):
        return int(mark)
    return scale.steps(mark)
