"""The rules of a whole sheet, in words: each place once among the entries that dance, as many crosses as were asked.

Every refusal names the dance and what is missing, doubled or too many, so that it can be mended at once.
"""

from collections.abc import Collection, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from competitions.selectors import portions
from competitions.selectors.mark_forms import MarkForm
from competitions.selectors.portions import Asked, CellKey, PartState, Portion
from dancers.errors import RuleRefused


def refuse_unwhole(portion: Portion, values: Mapping[CellKey, int | None], excused: Collection[CellKey] = ()) -> None:
    """Refuse a sheet that cannot be handed in, with one sentence for each dance that is not whole."""
    told = told_faults(portion, values, excused)
    if told:
        raise RuleRefused(" ".join(told))


def told_faults(portion: Portion, values: Mapping[CellKey, int | None], excused: Collection[CellKey] = ()) -> list[str]:
    """What keeps the sheet from being handed in, a sentence a dance; empty when it is whole (`excused`: by a ruling)."""
    states = [state for state in portions.state_of_parts(portion, values, excused) if not state.is_whole]
    if not states:
        return []
    labels = portions.labels_of(portion.entries)
    told = [fault_of(state, labels, portion.form) for state in states]
    gone = [
        labels[entry.pk]
        for entry in portion.entries
        if entry not in portion.dancing and any(values.get((entry.pk, part.pk, "")) for part in portion.parts)
    ]
    if gone and portion.kind in ("cross", "place", "choice"):
        told.append(
            _("The mark of %(numbers)s does not count: the entry does not dance.") % {"numbers": ", ".join(gone)}
        )
    return told


def refuse_impossible(portion: Portion, values: Mapping[CellKey, int | None]) -> None:
    """Refuse values that no cell of this sheet can hold, and cells that are not its own."""
    entries = {entry.pk for entry in portion.entries}
    parts = {part.pk: part for part in portion.parts}
    labels = portions.labels_of(portion.entries)
    for (entry, part, criterion), value in values.items():
        limits = portion.form.limits(criterion, len(portion.entries))
        if entry not in entries or part not in parts or limits is None:
            raise RuleRefused(_("A mark was given for a cell that this sheet does not have."))
        low, high = limits
        if value is not None and (isinstance(value, bool) or not low <= value <= high):
            scale = portion.form.scale_of(criterion)
            lowest, highest = (scale.text(low), scale.text(high)) if scale else (str(low), str(high))
            raise RuleRefused(
                _("No. %(number)s, %(dance)s: “%(value)s” is not possible; it must be from %(low)s to %(high)s.")
                % {
                    "number": labels[entry],
                    "dance": parts[part].title,
                    "value": scale.text(value) if scale else value,
                    "low": lowest,
                    "high": highest,
                }
            )


def uneven_crosses(portion: Portion, values: Mapping[CellKey, int | None]) -> list[PartState]:
    """The dances of a recall sheet whose crosses do not match the number asked."""
    if portion.kind != "cross":
        return []
    return [state for state in portions.state_of_parts(portion, values) if not state.is_whole]


def fault_of(state: PartState, labels: Mapping[int, str], form: MarkForm) -> str:
    """One sentence: what this dance lacks."""
    if state.asked.kind == "cross":
        return _crosses(state)
    told = [*_place_faults(state, labels), *_cell_faults(state, labels, form)]
    if state.asked.kind == "choice":
        told += _choice_faults(state)
    return _("%(dance)s: %(faults)s.") % {"dance": state.part.title, "faults": "; ".join(told)}


def _place_faults(state: PartState, labels: Mapping[int, str]) -> list[str]:
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
    return told


def _cell_faults(state: PartState, labels: Mapping[int, str], form: MarkForm) -> list[str]:
    """Which marks are missing, entry by entry, and whose totals (or sliders) decide nothing."""
    if form.kind in ("vote", "slider"):
        told = [_("no decision yet")] if state.empty else []
        return told + ([_("the sliders balance exactly: move one")] if state.level else [])
    by_entry: dict[int, list[str]] = {}
    for entry, criterion in state.empty:
        scale = form.scale_of(criterion)
        by_entry.setdefault(entry, []).append(scale.title if scale else "")
    told = []
    for entry, titles in by_entry.items():
        what = ", ".join(titles) if len(titles) < len(form.criteria) else _("every mark")
        told.append(_("No. %(number)s: %(criteria)s missing") % {"number": labels[entry], "criteria": what})
    for group in state.level:
        told.append(_("equal totals for %(list)s: choose between them") % {"list": ", ".join(labels[e] for e in group)})
    return told


def _choice_faults(state: PartState) -> list[str]:
    told = []
    if not state.asked.low <= state.given <= state.asked.high:
        told.append(
            _("%(given)d yes given, %(asked)s asked") % {"given": state.given, "asked": _asked_text(state.asked)}
        )
    if state.spare:
        told.append(_("alternate %(list)s must stand exactly once") % {"list": ", ".join(state.spare)})
    return told


def _asked_text(asked: Asked) -> str:
    if asked.low == asked.high:
        return str(asked.low)
    return _("%(low)d to %(high)d") % {"low": asked.low, "high": asked.high}


def _crosses(state: PartState) -> str:
    return ngettext(
        "%(dance)s: %(given)d cross given, %(asked)s asked.",
        "%(dance)s: %(given)d crosses given, %(asked)s asked.",
        state.given,
    ) % {"dance": state.part.title, "given": state.given, "asked": _asked_text(state.asked)}
