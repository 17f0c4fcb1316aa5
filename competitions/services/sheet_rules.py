"""The rules of a whole sheet, in words: each place once among the entries that dance, as many crosses as were asked.

Every refusal names the dance and what is missing, doubled or too many, so that it can be mended at once.
"""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from competitions.selectors import portions
from competitions.selectors.portions import CellKey, PartState, Portion
from dancers.errors import RuleRefused


def refuse_unwhole(portion: Portion, values: Mapping[CellKey, int | None]) -> None:
    """Refuse a sheet that cannot be handed in, with one sentence for each dance that is not whole."""
    states = [state for state in portions.state_of_parts(portion, values) if not state.is_whole]
    if not states:
        return
    labels = portions.labels_of(portion.entries)
    gone = [
        labels[entry.pk]
        for entry in portion.entries
        if entry not in portion.dancing and any(values.get((entry.pk, part.pk, "")) for part in portion.parts)
    ]
    told = [fault_of(state, labels) for state in states]
    if gone:
        told.append(
            _("The mark of %(numbers)s does not count: the entry does not dance.") % {"numbers": ", ".join(gone)}
        )
    raise RuleRefused(" ".join(told))


def refuse_impossible(portion: Portion, values: Mapping[CellKey, int | None]) -> None:
    """Refuse values that no cell of this sheet can hold, and cells that are not its own."""
    entries = {entry.pk for entry in portion.entries}
    parts = {part.pk: part for part in portion.parts}
    low, high = (0, 1) if portion.kind == "cross" else (1, len(portion.entries))
    labels = portions.labels_of(portion.entries)
    for (entry, part, criterion), value in values.items():
        if entry not in entries or part not in parts or criterion:
            raise RuleRefused(_("A mark was given for a cell that this sheet does not have."))
        if value is not None and (isinstance(value, bool) or not low <= value <= high):
            raise RuleRefused(
                _("No. %(number)s, %(dance)s: “%(value)s” is not possible; it must be from %(low)d to %(high)d.")
                % {"number": labels[entry], "dance": parts[part].title, "value": value, "low": low, "high": high}
            )


def uneven_crosses(portion: Portion, values: Mapping[CellKey, int | None]) -> list[PartState]:
    """The dances of a recall sheet whose crosses do not match the number asked."""
    if portion.kind != "cross":
        return []
    return [state for state in portions.state_of_parts(portion, values) if not state.is_whole]


def fault_of(state: PartState, labels: Mapping[int, str]) -> str:
    """One sentence: what this dance lacks."""
    if state.asked.kind == "cross":
        return _crosses(state)
    told = []
    if state.unplaced:
        told.append(_("no place for %(list)s") % {"list": ", ".join(labels[entry] for entry in state.unplaced)})
    if state.doubled:
        told.append(_("place %(list)s given twice") % {"list": ", ".join(map(str, state.doubled))})
    if state.outside:
        told.append(
            _("place %(list)s is more than the %(count)d on the floor")
            % {"list": ", ".join(map(str, state.outside)), "count": state.asked.high}
        )
    if state.missing:
        told.append(_("place %(list)s is missing") % {"list": ", ".join(map(str, state.missing))})
    return _("%(dance)s: %(faults)s.") % {"dance": state.part.title, "faults": "; ".join(told)}


def _crosses(state: PartState) -> str:
    asked = (
        str(state.asked.low)
        if state.asked.low == state.asked.high
        else _("%(low)d to %(high)d") % {"low": state.asked.low, "high": state.asked.high}
    )
    return ngettext(
        "%(dance)s: %(given)d cross given, %(asked)s asked.",
        "%(dance)s: %(given)d crosses given, %(asked)s asked.",
        state.given,
    ) % {"dance": state.part.title, "given": state.given, "asked": asked}
