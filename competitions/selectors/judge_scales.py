"""How a sheet shows the scales of its marks: where a mark begins, how far a tap goes, and what the judge's own total adds up.

The own total serves the judge for comparison alone. It is made of whole numbers, so that the pad needs no arithmetic of
its own; scoring never reads it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from competitions.models import Round
from competitions.selectors.mark_forms import MarkForm, Scale
from competitions.selectors.round_rulesets import ruleset_of

# Up to so many steps a scale is tapped through and drawn as a bar of pieces; a longer one gets a slider.
LONGEST_BAR = 40
# A slider of a battle moves by the hundredth part of one side.
SIDE_PARTS = 100
LEAPS = 10
# What one tap takes off, in marks.
DEDUCTION_TAPS = (Decimal("0.05"), Decimal("0.1"), Decimal("0.5"), Decimal(1))


@dataclass(frozen=True, slots=True)
class ShownScale:
    """A scale with all that its stepper or slider needs; steps are those of the stored marks.

    A mark's text is (`origin` + `unit` × steps) with `digits` decimals; the own total grows by `base` + `gain` × steps.
    """

    scale: Scale
    title: str
    note: str
    start: int
    stride: int
    leap: int
    is_short: bool
    unit: int
    origin: int
    digits: int
    gain: int
    base: int

    def as_data(self) -> dict[str, object]:
        """What the pad's script takes."""
        names = ("title", "note", "start", "stride", "leap", "is_short", "unit", "origin", "digits", "gain", "base")
        own = {"criterion": self.scale.criterion, "low": self.scale.low, "high": self.scale.high}
        return own | {name: getattr(self, name) for name in names}


@dataclass(frozen=True, slots=True)
class ShownScales:
    """The scales of one sheet, and how many decimals the own total has."""

    scales: tuple[ShownScale, ...]
    total_digits: int

    def total_text(self, steps: Sequence[int | None]) -> str:
        """The judge's own total of the marks given, as people read it."""
        rows = zip(self.scales, steps, strict=True)
        total = sum(shown.base + shown.gain * value for shown, value in rows if value is not None)
        return decimal_text(Decimal(total).scaleb(-self.total_digits))


def shown_scales(round_: Round, form: MarkForm) -> ShownScales:
    """Prepare the scales of a form; the weights of the own total are those of the round's ruleset."""
    weights = _weights(round_)
    worth = {scale.criterion: weights.get(scale.criterion, Decimal(1)) for scale in form.scales}
    totals = [scale.step * worth[scale.criterion] for scale in form.scales]
    totals += [scale.origin * worth[scale.criterion] for scale in form.scales]
    digits = _digits(totals)
    return ShownScales(tuple(_shown(form, scale, worth[scale.criterion], digits) for scale in form.scales), digits)


def look_of(form: MarkForm) -> str:
    """Which face a sheet of this form has."""
    looks = {"cross": "tiles", "place": "ranking", "choice": "choice", "vote": "vote", "slider": "sliders"}
    if form.kind == "points":
        return "deductions" if form.is_optional else "criteria"
    return looks[form.kind]


def taps_of(form: MarkForm) -> list[int]:
    """The steps that each tap of a deduction takes off; none elsewhere."""
    if look_of(form) != "deductions":
        return []
    return [int(tap / form.scales[0].step) for tap in DEDUCTION_TAPS if tap % form.scales[0].step == 0]


def note_of(scale: Scale) -> str:
    """From which mark to which, and by what step: "1 to 10, by 0.5"."""
    return _("%(low)s to %(high)s, by %(step)s") % {
        "low": scale.text(scale.low),
        "high": scale.text(scale.high),
        "step": decimal_text(scale.step),
    }


def decimal_text(number: Decimal) -> str:
    """A number without an exponent and without zeros that say nothing."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _shown(form: MarkForm, scale: Scale, weight: Decimal, total_digits: int) -> ShownScale:
    digits = _digits([scale.step, scale.origin])
    is_slider = form.kind == "slider"
    stride = max(1, scale.high // SIDE_PARTS) if is_slider else 1
    return ShownScale(
        scale=scale,
        title=scale.title[:1].upper() + scale.title[1:],
        note=note_of(scale),
        start=0 if is_slider or form.is_optional else (scale.low + scale.high) // 2,
        stride=stride,
        leap=stride * LEAPS if is_slider else _leap(scale),
        is_short=not is_slider and scale.high - scale.low <= LONGEST_BAR,
        unit=_whole(scale.step, digits),
        origin=_whole(scale.origin, digits),
        digits=digits,
        gain=_whole(scale.step * weight, total_digits),
        base=_whole(scale.origin * weight, total_digits),
    )


def _leap(scale: Scale) -> int:
    """A whole mark where the steps are parts of one, otherwise five steps."""
    return int(1 / scale.step) if scale.step < 1 else 5


def _weights(round_: Round) -> dict[str, Decimal]:
    ruleset = ruleset_of(round_)
    rows: Any = ruleset.params.get("criteria", ()) if ruleset is not None and ruleset.family == "points" else ()
    given = {str(row["id"]): row.get("weight") for row in rows}
    return {name: Decimal(1) if weight in (None, "") else Decimal(str(weight)) for name, weight in given.items()}


def _digits(numbers: Sequence[Decimal]) -> int:
    """How many decimals these numbers have at most."""
    exponents = [number.normalize().as_tuple().exponent for number in numbers]
    return max([0, *(-exponent for exponent in exponents if isinstance(exponent, int))])


def _whole(number: Decimal, digits: int) -> int:
    return int(number.scaleb(digits))
