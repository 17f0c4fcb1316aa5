"""What one mark of a round may be: a cross, a place, an alternate, a number on a scale, a vote or a slider.

A mark is stored as a whole number of steps; this module alone turns steps into what people read, and back. It knows what a
cell may hold; what a whole sheet must fulfil is services.sheet_rules', how marks become a result is scoring's.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Literal

from django.utils.translation import gettext as _

from competitions.models import PanelSeat, Round
from competitions.scoring.rulesets import PRESETS
from competitions.selectors.round_rulesets import RoundRuleset, ruleset_of

MarkKind = Literal["cross", "place", "choice", "points", "vote", "slider"]

DEDUCTION = "deduction"
DEDUCTION_STEP, DEDUCTION_MOST = Decimal("0.05"), Decimal(100)
RED, TIE, BLUE = -1, 0, 1
# The letters of relative placement's callbacks by their stored value: yes is 1, so that a yes reads like a cross.
CALLBACK_LETTERS = ("N", "Y", "A1", "A2", "A3")
LARGEST_SCALE = Decimal(100)


@dataclass(frozen=True, slots=True)
class Scale:
    """The marks of one criterion ("" where a cell has no criterion): from `low` to `high` steps, each worth `step`."""

    criterion: str
    title: str
    low: int
    high: int
    step: Decimal
    origin: Decimal = Decimal(0)

    def mark(self, steps: int) -> Decimal:
        """The exact mark that so many steps stand for."""
        return self.origin + self.step * steps

    def text(self, steps: int | None) -> str:
        """The mark as people read it: "8.5"; empty for none."""
        return "" if steps is None else plain(self.mark(steps))

    def steps(self, text: str) -> int | None:
        """The steps of a mark that somebody typed ("8,5" too); None when it is not a mark of this scale."""
        try:
            number = Decimal(text.strip().replace(",", "."))
        except InvalidOperation:
            return None
        if not number.is_finite() or abs(number) > 10**6:
            return None
        found = (number - self.origin) / self.step
        return int(found) if found == found.to_integral_value() and self.low <= found <= self.high else None


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a cell that is chosen: its letter; `wanted` is how often a sheet holds it (None: as often as liked)."""

    value: int
    key: str
    label: str
    wanted: int | None = None


@dataclass(frozen=True, slots=True)
class MarkForm:
    """What a seat marks for each entry in each dance.

    `is_optional`: an empty cell is no missing mark. `places_to`: only the first so many are placed (None: everybody).
    """

    kind: MarkKind
    scales: tuple[Scale, ...] = ()
    choices: tuple[Choice, ...] = ()
    refuses_ties: bool = False
    is_optional: bool = False
    places_to: int | None = None

    @property
    def criteria(self) -> tuple[str, ...]:
        """The criteria of one entry's cells, in order; ("",) where a cell has none."""
        return tuple(scale.criterion for scale in self.scales) or ("",)

    def scale_of(self, criterion: str) -> Scale | None:
        """The scale of a criterion, if this form has it."""
        return next((scale for scale in self.scales if scale.criterion == criterion), None)

    def limits(self, criterion: str, entries: int) -> tuple[int, int] | None:
        """The lowest and highest value of a cell among so many entries; None for a criterion that is not marked here."""
        if criterion not in self.criteria:
            return None
        scale = self.scale_of(criterion)
        if scale is not None:
            return scale.low, scale.high
        if self.kind == "place":
            return 1, entries
        if self.choices:
            values = [choice.value for choice in self.choices]
            return min(values), max(values)
        return 0, 1

    def is_same(self, one: object, other: object) -> bool:
        """Whether two values of a cell mean the same: no cross is 0 or empty, a mark of 0 is a mark."""
        if self.kind in ("cross", "choice"):
            return (one or None) == (other or None)
        return one == other

    def text(self, criterion: str, value: int | None) -> str:
        """A cell's value as people read it; empty for none."""
        if value is None:
            return ""
        scale = self.scale_of(criterion)
        if scale is not None:
            return scale.text(value)
        if self.kind == "cross":
            return "×" if value else "·"
        letters = {choice.value: choice.key for choice in self.choices}
        return letters.get(value, str(value))


def form_of(round_: Round, seat: PanelSeat | None = None) -> MarkForm:
    """The form of a seat's marks (None: of an ordinary judge's); a planned round without a ruleset asks crosses or places."""
    ruleset = ruleset_of(round_)
    if seat is not None and seat.deducts:
        return _deductions()
    if ruleset is None or ruleset.family == "skating":
        return MarkForm("cross" if round_.kind == Round.Kind.RECALL else "place")
    if ruleset.family == "relative_placement":
        if round_.kind == Round.Kind.RECALL:
            return _callback(round_, ruleset)
        return MarkForm("place", places_to=ruleset.params.get("places_to"))
    if ruleset.family == "battle":
        return _battle(ruleset)
    form = _points(ruleset)
    return form if seat is None or not seat.criteria else _narrowed(form, seat.criteria)


def _deductions() -> MarkForm:
    scale = Scale(DEDUCTION, _("Deduction"), 0, int(DEDUCTION_MOST / DEDUCTION_STEP), DEDUCTION_STEP)
    return MarkForm("points", (scale,), is_optional=True)


def _callback(round_: Round, ruleset: RoundRuleset) -> MarkForm:
    """Yes as often as asked, each alternate once, no for the rest (an empty cell is a no)."""
    alternates = int(ruleset.params.get("alternates", 0))
    labels = {"Y": _("Yes"), "N": _("No")}
    choices = []
    for value, letter in enumerate(CALLBACK_LETTERS[: 2 + alternates]):
        label = labels.get(letter) or _("Alternate %(number)s") % {"number": letter[1:]}
        wanted = 1 if letter.startswith("A") else (round_.crosses_max or round_.wanted) if letter == "Y" else None
        choices.append(Choice(value, letter, label, wanted))
    return MarkForm("choice", choices=tuple(choices), is_optional=True)


def _battle(ruleset: RoundRuleset) -> MarkForm:
    params = ruleset.params
    if params.get("judging") == "sliders":
        step = Decimal(str(params.get("slider_step") or "0.01"))
        pairs = zip(params["criteria"], params["weights"], strict=True)
        return MarkForm("slider", tuple(_slider(str(key), Decimal(str(weight)), step) for key, weight in pairs))
    sides = [Choice(RED, "red", _("Red")), Choice(BLUE, "blue", _("Blue"))]
    if params.get("judging") == "vote_once":
        sides.insert(1, Choice(TIE, "tie", _("Tie")))
    return MarkForm("vote", choices=tuple(sides))


def _slider(key: str, weight: Decimal, step: Decimal) -> Scale:
    steps = int(weight / step)
    return Scale(key, key, -steps, steps, step)


def _points(ruleset: RoundRuleset) -> MarkForm:
    """Criteria of points, dimensions of IDO, or one raw mark a sheet (Irish, highland, sums of places)."""
    params = ruleset.params
    family = ruleset.system.partition(":")[0]
    if family == "placement":
        return MarkForm("points", (_scale("", _("Mark"), params.get("scale") or {}),))
    named = "dimensions" if family == "ido" else "criteria"
    rows: Any = params.get(named) or PRESETS[ruleset.preset].params.get(named) or ()
    scales = tuple(_scale(str(row["id"]), str(row["id"]), row) for row in rows)
    return MarkForm("points", scales, refuses_ties=family == "ido" and params.get("round") == "final")


def _scale(criterion: str, title: str, row: Mapping[str, Any]) -> Scale:
    """A scale from a ruleset's row; what the row leaves open is 0, 100 and whole numbers."""
    low, high, step = (
        usual if row.get(name) is None else Decimal(str(row[name]))
        for name, usual in (("min", Decimal(0)), ("max", LARGEST_SCALE), ("step", Decimal(1)))
    )
    origin = Decimal(0) if low % step == 0 else low
    return Scale(criterion, title, int((low - origin) / step), int((high - origin) / step), step, origin)


def _narrowed(form: MarkForm, criteria: str) -> MarkForm:
    own = {name.strip() for name in criteria.split(",")}
    return MarkForm(
        form.kind,
        tuple(scale for scale in form.scales if scale.criterion in own),
        form.choices,
        form.refuses_ties,
        form.is_optional,
    )


def plain(number: Decimal) -> str:
    """A number without an exponent and without zeros that say nothing."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
