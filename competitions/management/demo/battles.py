"""Runs a competition of battles in the demo: the draw, sliders of every judge, an extra round where one is level, the release."""

import random
import secrets
from typing import Any

from competitions.management.demo.house import House
from competitions.models import Bout, PanelSeat, Round, RoundPart, Scoresheet, SeatOccupancy
from competitions.selectors import mark_forms
from competitions.services import battles, judging, rounds, tabulation
from competitions.services.judging import OperationIn

SEED = "Altyn Adym, breaking"
EVEN = 5


def run_battles(house: House, made: list[Round], rng: random.Random) -> None:
    """Draw the first stage, and judge, close and tabulate every stage in turn."""
    scrutineer = house.staff["scrutineer"]
    who: dict[str, Any] = {"actor": house.actor(scrutineer), "user": scrutineer}
    battles.draw_battles(**who, round=made[0], by="draw", seed=SEED)
    for stage in made:
        stage.refresh_from_db()
        rounds.open_round(**who, round=stage)
        for bout in stage.bouts.filter(parts__isnull=False).distinct().order_by("position"):
            _judge(house, bout, rng, is_close=stage is made[-1])
        rounds.close_round(**who, round=stage)
        tabulation.tabulate_round(**who, round=stage)
        if stage.links_out.exists():
            rounds.draw_next_round(**who, round=stage)


def _judge(house: House, bout: Bout, rng: random.Random, *, is_close: bool) -> None:
    """Both are about as strong as each other in a close battle, which then stands level until an extra round."""
    judges = bout.round.seats.count()
    parts = list(bout.parts.order_by("position"))
    strength = rng.choice((-6, 6))
    for index, part in enumerate(parts):
        most = judges // 2 + 1
        reds = (most if index % 2 == 0 else judges - most) if is_close else None
        _throw_down(part, rng, strength, reds)
    if is_close:
        chair = house.staff["chair"]
        battles.add_extra_round(actor=house.actor(chair), user=chair, bout=bout)
        _throw_down(bout.parts.get(is_decider=True), rng, strength, judges - 1)


def _throw_down(part: RoundPart, rng: random.Random, strength: int, reds: int | None) -> None:
    """Each judge's sliders; `reds`: how many of the panel are for red (None: as it comes)."""
    for index, seat in enumerate(part.round.seats.order_by("letter", "pk")):
        lean = strength if reds is None else -EVEN if index < reds else EVEN
        _hand_in(seat, part, rng, lean, is_fixed=reds is not None)


def _hand_in(seat: PanelSeat, part: RoundPart, rng: random.Random, lean: int, *, is_fixed: bool) -> None:
    assert part.bout is not None
    appointment = SeatOccupancy.objects.get(seat=seat, valid_to__isnull=True).appointment
    values = []
    for scale in mark_forms.form_of(part.round, seat).scales:
        spread = abs(lean) - 1 if is_fixed else scale.high * scale.step
        drawn = rng.randint(-int(spread) * 100, int(spread) * 100) + lean * 100
        values.append((scale.criterion, max(scale.low, min(scale.high, drawn))))
    if sum(value for _criterion, value in values) == 0:
        values[0] = (values[0][0], values[0][1] + 1)
    judging.apply_operations(
        appointment=appointment,
        device=f"demo tablet {seat.letter}",
        operations=[
            OperationIn(
                client_id=secrets.token_hex(16),
                seat=seat.pk,
                entry=part.bout.red_id,
                part=part.pk,
                value=value,
                criterion=criterion,
            )
            for criterion, value in values
        ],
    )
    sheet = Scoresheet.objects.get(seat=seat, portion_key=f"part:{part.pk}")
    judging.submit_sheet(appointment=appointment, scoresheet=sheet, device=f"demo tablet {seat.letter}")
