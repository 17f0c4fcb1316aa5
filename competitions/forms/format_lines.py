"""The form of a format, ready to be drawn: a block for each round, a table of links, each slip beside its box."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competitions.forms.format_typed import CONTINUES, NUMBER, Row, Typed
from competitions.forms.params_lines import BLANK, Box, Option
from competitions.models import Round, RoundLink, RoundPart
from competitions.services.format_spec import BATTLES, WITHOUT_VALUE

Slips = dict[str, str]
Choices = Sequence[tuple[str, str]]

LABELS: Mapping[str, Any] = {
    "key": gettext_lazy("key"),
    "title_en": gettext_lazy("title in English"),
    "title_ru": gettext_lazy("title in Russian"),
    "title_kk": gettext_lazy("title in Kazakh"),
    "kind": gettext_lazy("kind"),
    "ruleset": gettext_lazy("ruleset"),
    "table_ruleset": gettext_lazy("ruleset of the group's table"),
    "pool": gettext_lazy("only"),
    "wanted": gettext_lazy("wanted in the next round"),
    "crosses_from": gettext_lazy("fewest crosses"),
    "crosses_to": gettext_lazy("most crosses"),
    "throw_downs": gettext_lazy("throw-downs in a battle"),
    "submit_by": gettext_lazy("handed in by"),
    "release_rule": gettext_lazy("released by"),
    "short": gettext_lazy("short"),
    "requirement": gettext_lazy("what must be danced"),
    "from": gettext_lazy("from"),
    "to": gettext_lazy("to"),
    "cut": gettext_lazy("cut"),
    "value": gettext_lazy("value"),
    "value_to": gettext_lazy("up to"),
    "ties": gettext_lazy("ties at the line"),
    "carry": gettext_lazy("carried"),
    "weight_from": gettext_lazy("weight, upper part"),
    "weight_to": gettext_lazy("weight, lower part"),
    CONTINUES: gettext_lazy("places go on counting"),
}
ROUND_ORDER = (
    "title_en",
    "title_ru",
    "title_kk",
    "key",
    "kind",
    "ruleset",
    "wanted",
    "crosses_from",
    "crosses_to",
    "throw_downs",
    "table_ruleset",
    "pool",
    "submit_by",
    "release_rule",
)
PART_ORDER = ("title_en", "title_ru", "title_kk", "short", "kind", "requirement")
LINK_ORDER = ("from", "to", "cut", "value", "value_to", "ties", "pool", "carry", "weight_from", "weight_to", CONTINUES)
NUMBERS = {"wanted", "crosses_from", "crosses_to", "throw_downs", "value", "value_to", "weight_from", "weight_to"}
DEFAULTS: Mapping[str, str] = {
    "submit_by": Round.SubmitBy.PART.value,
    "release_rule": Round.ReleaseRule.TWO.value,
    "cut": RoundLink.Cut.COUNT.value,
    "ties": RoundLink.Ties.ASK.value,
    "carry": RoundLink.Carry.NONE.value,
}


@dataclass(frozen=True, slots=True)
class PartRow:
    """One dance of a round, or one link."""

    index: int
    was: Box
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class RoundBlock:
    """One round: its boxes, its dances, and what is wrong with the whole of it."""

    index: int
    heading: str
    was: Box
    boxes: tuple[Box, ...]
    parts: tuple[PartRow, ...]
    problem: str

    @property
    def parts_key(self) -> str:
        """How the table of its dances is called by buttons."""
        return f"rounds.{self.index}.parts"


@dataclass(frozen=True, slots=True)
class Drawing:
    """The whole form."""

    rounds: tuple[RoundBlock, ...]
    links: tuple[PartRow, ...]
    part_columns: tuple[str, ...]
    link_columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What the selects of one form offer."""

    rulesets: Choices
    tables: Choices

    def of(self, name: str, where: str, rounds: Choices) -> Choices | None:
        """The choices of a box; None for one that is typed."""
        by_name: dict[str, Iterable[tuple[Any, Any]]] = {
            "ruleset": self.rulesets,
            "table_ruleset": self.tables,
            "pool": RoundLink.Pool.choices,
            "submit_by": Round.SubmitBy.choices,
            "release_rule": Round.ReleaseRule.choices,
            "from": rounds,
            "to": rounds,
            "cut": RoundLink.Cut.choices,
            "ties": RoundLink.Ties.choices,
            "carry": RoundLink.Carry.choices,
            CONTINUES: [("", _("yes")), ("no", _("no"))],
            "kind": RoundPart.Kind.choices if where == "parts" else Round.Kind.choices,
        }
        found = by_name.get(name)
        return None if found is None else [(str(key), str(label)) for key, label in found]


def lines(typed: Typed, slips: Slips, known: Known, prefix: str) -> Drawing:
    """The form with what was typed, each slip beside its box."""
    ends = [(row["key"], row.get("title_en") or row["key"]) for row in typed["rounds"] if row.get("key")]

    def row_of(row: Row, where: str, path: str, order: Sequence[str]) -> tuple[Box, ...]:
        return tuple(
            _box(row, name, known.of(name, where, ends), f"{prefix}-{path}", slips.get(f"{path}-{name}", ""))
            for name in order
        )

    def was_of(row: Row, path: str) -> Box:
        return Box(f"{prefix}-{path}-was", "hidden", "", row.get("was", ""))

    def rows_of(rows: Sequence[Row], where: str, path: str, order: Sequence[str]) -> tuple[PartRow, ...]:
        return tuple(
            PartRow(index, was_of(row, f"{path}-{index}"), row_of(row, where, f"{path}-{index}", order))
            for index, row in enumerate(rows)
        )

    blocks = tuple(
        RoundBlock(
            index,
            row.get("title_en") or row.get("key") or _("New round"),
            was_of(row, f"rounds-{index}"),
            row_of(row, "rounds", f"rounds-{index}", ROUND_ORDER),
            rows_of(row.get("parts") or [{}], "parts", f"rounds-{index}-parts", PART_ORDER),
            slips.get(f"rounds-{index}", ""),
        )
        for index, row in enumerate(typed["rounds"])
    )
    columns = [tuple(str(LABELS[name]) for name in order) for order in (PART_ORDER, LINK_ORDER)]
    return Drawing(blocks, rows_of(typed["links"], "links", "links", LINK_ORDER), columns[0], columns[1])


def _box(row: Row, name: str, choices: Choices | None, path: str, slip: str) -> Box:
    value, label = row.get(name) or "", str(LABELS[name])
    problems = (slip,) if slip else ()
    if choices is None:
        return Box(f"{path}-{name}", "number" if name in NUMBERS else "text", label, value, problems=problems)
    value = value or DEFAULTS.get(name, "")
    listed = list(choices)
    if name not in DEFAULTS and name != CONTINUES:
        listed.insert(0, BLANK)
    if value and value not in dict(listed):
        listed.append((value, value))
    options = tuple(Option(key, text, key == value) for key, text in listed)
    return Box(f"{path}-{name}", "select", label, value, options=options, problems=problems)


def find_slips(typed: Typed) -> Slips:
    """What is wrong with single boxes; how rounds and links fit together is the format's own language to say."""
    slips: Slips = {}
    keys = [row.get("key", "") for row in typed["rounds"]]
    for index, row in enumerate(typed["rounds"]):
        slips |= _round_slips(row, f"rounds-{index}", keys)
    for index, row in enumerate(typed["links"]):
        slips |= _link_slips(row, f"links-{index}")
    return slips


def _round_slips(row: Row, path: str, keys: Sequence[str]) -> Slips:
    slips = {
        f"{path}-{name}": _("Please fill this in.")
        for name in ("title_en", "key", "kind", "ruleset")
        if not row.get(name)
    }
    if row.get("key") and keys.count(row["key"]) > 1:
        slips[f"{path}-key"] = _("Another round has this key.")
    if row.get("kind") == Round.Kind.RECALL and not row.get("wanted"):
        slips[f"{path}-wanted"] = _("A recall round needs the number wanted in the next round.")
    low, high = row.get("crosses_from", ""), row.get("crosses_to", "")
    if NUMBER.fullmatch(low) and NUMBER.fullmatch(high) and int(low) > int(high):
        slips[f"{path}-crosses_from"] = _("The fewest crosses are not more than the most.")
    parts = row.get("parts", ())
    if not parts and row.get("kind") not in BATTLES:
        slips[path] = _("This round needs a dance.")
    for place, part in enumerate(parts):
        if not part.get("title_en"):
            slips[f"{path}-parts-{place}-title_en"] = _("Please fill this in.")
    return slips | _number_slips(row, path)


def _link_slips(row: Row, path: str) -> Slips:
    slips = {f"{path}-{name}": _("Please choose a round.") for name in ("from", "to") if not row.get(name)}
    if row.get("cut") not in WITHOUT_VALUE and not row.get("value"):
        slips[f"{path}-value"] = _("Please fill this in.")
    return slips | _number_slips(row, path)


def _number_slips(row: Row, path: str) -> Slips:
    typed = {name: row[name] for name in NUMBERS if row.get(name)}
    return {
        f"{path}-{name}": _("This must be a whole number above 0.")
        for name, text in typed.items()
        if not NUMBER.fullmatch(text) or int(text) < 1
    }
